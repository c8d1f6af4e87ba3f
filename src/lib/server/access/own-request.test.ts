import { describe, expect, test } from 'vitest';
import { isOwnRequest } from './own-request.ts';

const OWN = 'https://atalaya.example';
const cookie = { cookie: '__Host-atalaya-session=x' };
const ask = (method: string, headers: Record<string, string>) =>
	isOwnRequest({ method, headers: new Headers(headers) }, new URL(`${OWN}/account`));

describe('a request from one of our own pages', () => {
	test.each<[string, string, Record<string, string>, boolean]>([
		['reading from anywhere', 'GET', { ...cookie, origin: 'https://evil.example' }, true],
		['a form of ours', 'POST', { ...cookie, origin: OWN, 'sec-fetch-site': 'same-origin' }, true],
		['a form of another site', 'POST', { ...cookie, origin: 'https://evil.example' }, false],
		[
			'a form of a sibling host',
			'POST',
			{ ...cookie, origin: OWN, 'sec-fetch-site': 'same-site' },
			false
		],
		['a form of a page without an origin', 'POST', { ...cookie, origin: 'null' }, false],
		['a cookie and nothing said', 'POST', cookie, false],
		['another port of this host', 'POST', { ...cookie, origin: `${OWN}:8443` }, false],
		['the same host without TLS', 'PUT', { ...cookie, origin: 'http://atalaya.example' }, false],
		['a name that begins like ours', 'POST', { ...cookie, origin: `${OWN}.evil.example` }, false],
		['a program without cookies', 'POST', {}, true],
		['a program with a token', 'DELETE', { authorization: 'Bearer x' }, true],
		[
			'a foreign form behind a proxy that asks for a password',
			'POST',
			{ ...cookie, authorization: 'Basic eDp5', origin: 'https://evil.example' },
			false
		]
	])('%s (%s)', (_why, method, headers, expected) => {
		expect(ask(method, headers)).toBe(expected);
	});
});
