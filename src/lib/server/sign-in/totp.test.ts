import { Secret } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { newSecret, setUpAddress, stepOf } from './totp.ts';

const secret = Secret.fromLatin1('12345678901234567890').base32;

describe('a code of an authenticator', () => {
	// The last six digits of the vectors of RFC 6238, appendix B, for SHA-1.
	test.each([
		[59, '287082', 1],
		[1_111_111_109, '081804', 37_037_036],
		[1_234_567_890, '005924', 41_152_263],
		[20_000_000_000, '353130', 666_666_666]
	])('at second %i is %s', (second, code, step) => {
		expect(stepOf(secret, code, second * 1000)).toBe(step);
	});

	test('is taken one step early and one step late, not two', () => {
		const at = (steps: number) => stepOf(secret, '287082', (59 + 30 * steps) * 1000);
		expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, 1, 1, 1, null]);
	});

	test.each(['', '28708', '2870821', 'abcdef', '28708२'])('is not %s', (code) => {
		expect(stepOf(secret, code, 59_000)).toBeNull();
	});

	test('may be typed with a space', () => {
		expect(stepOf(secret, ' 287 082 ', 59_000)).toBe(1);
	});

	test('comes from a secret of 160 bits, told to the app with the names of both sides', () => {
		const one = newSecret();
		expect(one).toMatch(/^[A-Z2-7]{32}$/);
		expect(newSecret()).not.toBe(one);
		const address = new URL(setUpAddress(one, 'ana@example.org'));
		expect(address.protocol).toBe('otpauth:');
		expect(decodeURIComponent(address.pathname)).toContain('Atalaya:ana@example.org');
		expect(address.searchParams.get('secret')).toBe(one);
	});
});
