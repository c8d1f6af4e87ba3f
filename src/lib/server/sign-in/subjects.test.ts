import { describe, expect, test } from 'vitest';
import { networkOf, personSubject } from './subjects.ts';

const key = Buffer.from('key');

describe('what failures are counted by', () => {
	test('is the same for one e-mail however it was typed, and does not say it', () => {
		const [one, two] = [
			personSubject(key, 'Ana@Example.org '),
			personSubject(key, 'ana@example.org')
		];
		expect(one).toBe(two);
		expect(one).not.toContain('ana');
		expect(one).not.toBe(personSubject(key, 'eva@example.org'));
		expect(one).not.toBe(personSubject(Buffer.from('other'), 'ana@example.org'));
		expect(personSubject(key, 'x'.repeat(10_000)).length).toBeLessThan(60);
	});

	test('is one address of IPv4, also when it comes as one of IPv6', () => {
		expect(networkOf('::ffff:192.0.2.7')).toBe(networkOf('192.0.2.7'));
		expect(networkOf('192.0.2.7')).not.toBe(networkOf('192.0.2.8'));
	});

	test('is the network of 64 bits of IPv6', () => {
		expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff::9'));
		expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'));
	});

	test('is the address without the port some proxies write behind it', () => {
		expect(networkOf('203.0.113.7:51034')).toBe(networkOf('203.0.113.7'));
		expect(networkOf('[2001:db8::1]:51034')).toBe(networkOf('2001:db8::1'));
	});

	test('is one for all that is no address', () => {
		expect([networkOf(''), networkOf('evil, 10.0.0.1')]).toEqual(['unknown', 'unknown']);
	});
});
