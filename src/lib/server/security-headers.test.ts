import { describe, expect, test } from 'vitest';
import { protect } from './security-headers.ts';

const http = { isSecure: false, isPrivate: true, host: '127.0.0.1:3000' };
const page = (headers: Record<string, string> = {}) => new Response('x', { headers });

describe('the headers of an answer', () => {
	test('what was made for somebody is kept by no cache', () => {
		expect(protect(page(), http).headers.get('cache-control')).toBe('private, no-store');
		expect(protect(page(), { ...http, isPrivate: false }).headers.has('cache-control')).toBe(false);
	});

	test('what says itself how long it may be kept is left', () => {
		const answer = protect(page({ 'cache-control': 'no-store' }), http);
		expect(answer.headers.get('cache-control')).toBe('no-store');
	});

	test('over TLS the browser is told to stay there, and over plain http not', () => {
		expect(protect(page(), http).headers.has('strict-transport-security')).toBe(false);
		const secure = protect(page(), { ...http, isSecure: true });
		expect(secure.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8,}$/);
	});

	test('a page may open a websocket to its own host and to no other', () => {
		const policy = { 'content-security-policy': "connect-src 'self' ws: wss:; object-src 'none'" };
		expect(protect(page(policy), http).headers.get('content-security-policy')).toBe(
			"connect-src 'self' ws://127.0.0.1:3000; object-src 'none'"
		);
		const secure = { ...http, isSecure: true, host: 'atalaya.example' };
		expect(protect(page(policy), secure).headers.get('content-security-policy')).toContain(
			'wss://atalaya.example;'
		);
	});

	test('a redirect, whose headers cannot be changed, is protected too', () => {
		const answer = protect(Response.redirect('http://127.0.0.1:3000/', 303), http);
		expect(answer.status).toBe(303);
		expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
	});

	test('types are not guessed and pages are not framed by other sites', () => {
		const { headers } = protect(page(), http);
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
		expect(headers.get('referrer-policy')).toBe('same-origin');
	});
});
