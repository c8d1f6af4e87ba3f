import { expect, test } from 'vitest';
import { nextAddress } from './next-address.ts';

test.each([
	['/', '/'],
	['/wallboard/sala?lang=es#a', '/wallboard/sala?lang=es#a'],
	['/a/../account', '/account'],
	['/b%20c', '/b%20c'],
	['/?next=https://evil.example', '/?next=https://evil.example']
])('goes on to %s', (given, address) => {
	expect(nextAddress(given)).toBe(address);
});

test.each([
	null,
	undefined,
	'',
	'account',
	'//evil.example',
	'///evil.example',
	'/\\evil.example',
	'\\\\evil.example',
	'/\t/evil.example',
	'/\n//evil.example',
	'https://evil.example',
	'https:evil.example',
	'javascript:alert(1)',
	'data:text/html,x',
	' /account',
	'/..//evil.example',
	'/a/..//evil.example',
	'/./..//evil.example/..',
	'/%2e%2e//evil.example',
	'//user@evil.example/',
	'/sign-in',
	'/sign-in/code?next=/',
	'/sign-out',
	'/welcome/abc',
	`/${'a'.repeat(3000)}`
])('stays here instead of %s', (given) => {
	expect(nextAddress(given)).toBe('/');
});

test('never leaves the host it is read on', () => {
	const pieces = [
		'/',
		'\\',
		'.',
		'..',
		'%2f',
		'%5c',
		'@',
		':',
		'evil.example',
		'\t',
		'#',
		'?',
		'https'
	];
	for (const a of pieces) {
		for (const b of pieces) {
			for (const c of pieces) {
				const address = nextAddress(`/${a}${b}${c}evil.example`);
				expect(new URL(address, 'https://atalaya.example').host).toBe('atalaya.example');
				expect(address).toMatch(/^\/(?![/\\])/);
			}
		}
	}
});
