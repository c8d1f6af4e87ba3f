import { describe, expect, test } from 'vitest';
import { HASH_COST, hashPassword, isOutdated, isPassword } from './password-hash.ts';

const cheap = { logN: 4, r: 8, p: 1 };

describe('a hashed password', () => {
	test('says how it was made, with another salt each time', async () => {
		const [one, two] = await Promise.all([hashPassword('tres tristes tigres'), hashPassword('x')]);
		expect(one).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
		expect(one.split('$')[4]).not.toBe(two.split('$')[4]);
	});

	test('fits the same password only, also when it was typed with other code points', async () => {
		const stored = await hashPassword('contraseña ﬁna', cheap);
		expect(await isPassword('contrasen\u0303a fina', stored)).toBe(true);
		expect(await isPassword('contraseña fin', stored)).toBe(false);
		expect(await isPassword('', stored)).toBe(false);
	});

	test('is compared with the parameters it was made with', async () => {
		const stored = await hashPassword('una frase larga', { logN: 6, r: 4, p: 2 });
		expect(await isPassword('una frase larga', stored)).toBe(true);
		expect([isOutdated(stored), isOutdated(stored, { logN: 6, r: 4, p: 2 })]).toEqual([
			true,
			false
		]);
		expect(isOutdated(`scrypt$16$8$3$${'A'.repeat(22)}$${'A'.repeat(43)}`, HASH_COST)).toBe(false);
	});

	test.each([
		null,
		'',
		'plain text',
		'scrypt$15$8$3$AAAA$',
		'scrypt$31$8$1$AAAA$AAAA',
		`scrypt$99$8$3$${'A'.repeat(22)}$${'A'.repeat(43)}`
	])('that is none (%s) fits nothing, after the same work', async (stored) => {
		expect(await isPassword('', stored)).toBe(false);
	});
});
