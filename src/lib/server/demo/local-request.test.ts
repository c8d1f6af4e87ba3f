import { describe, expect, test } from 'vitest';
import { isLocalRequest, isLoopbackHost } from './local-request.ts';

const request = (
	socketAddress: string,
	host: string | null,
	extra: Record<string, string> = {}
) => ({
	socketAddress,
	headers: new Headers({ ...(host === null ? {} : { host }), ...extra })
});

describe('a request made on this machine', () => {
	test.each([
		['127.0.0.1', '127.0.0.1:3000'],
		['::1', '[::1]:3000'],
		['::ffff:127.0.0.1', 'localhost:3000'],
		['127.0.0.53', 'LOCALHOST']
	])('comes from %s to %s', (address, host) => {
		expect(isLocalRequest(request(address, host))).toBe(true);
	});

	test.each([
		['192.0.2.7', '127.0.0.1:3000'],
		['10.0.0.1', 'localhost'],
		['', '127.0.0.1'],
		['unknown', '127.0.0.1'],
		['127.0.0.1, 192.0.2.7', '127.0.0.1'],
		['127.0.0.1', null],
		['127.0.0.1', ''],
		['127.0.0.1', 'atalaya.example'],
		['127.0.0.1', 'localhost.evil.example'],
		['127.0.0.1', '127.0.0.1.evil.example'],
		['127.0.0.1', '127.0.0.1@evil.example'],
		['127.0.0.1', 'evil.example#127.0.0.1'],
		['127.0.0.1', '127.0.0.1:3000:1'],
		['127.0.0.1', '192.0.2.7:3000'],
		['127.0.0.1', '0.0.0.0'],
		['127.0.0.1', '2130706433'],
		['127.0.0.1', '127.1'],
		['127.0.0.1', '[::ffff:192.0.2.7]']
	])('is not one from "%s" to "%s"', (address, host) => {
		expect(isLocalRequest(request(address, host))).toBe(false);
	});

	test.each([
		'Forwarded',
		'Via',
		'X-Forwarded-For',
		'X-Forwarded-Host',
		'X-Real-IP',
		'X-Client-IP',
		'True-Client-IP',
		'CF-Connecting-IP'
	])('is not one that somebody passed on with %s, even from here', (header) => {
		expect(isLocalRequest(request('127.0.0.1', '127.0.0.1', { [header]: '127.0.0.1' }))).toBe(
			false
		);
		expect(isLocalRequest(request('127.0.0.1', '127.0.0.1', { [header]: '' }))).toBe(false);
	});
});

test.each([
	['127.0.0.1', true],
	['::1', true],
	['localhost', true],
	['0.0.0.0', false],
	['::', false],
	['atalaya', false],
	['192.168.1.4', false]
])('listening on %s is on loopback alone: %s', (host, isLoopback) => {
	expect(isLoopbackHost(host)).toBe(isLoopback);
});
