import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE_ALPHABET, CODE_CHARACTERS, codeOf, readCode, showCode } from './pairing-code.ts';

const code = fc
	.array(fc.nat({ max: CODE_ALPHABET.length - 1 }), {
		minLength: CODE_CHARACTERS,
		maxLength: CODE_CHARACTERS
	})
	.map(codeOf);

describe('the alphabet of codes', () => {
	test('has each character once, and none that looks like another or spells a word', () => {
		expect(new Set(CODE_ALPHABET).size).toBe(CODE_ALPHABET.length);
		expect(CODE_ALPHABET).not.toMatch(/[01AEIOUILQSZBG]/);
	});

	test('makes over a hundred million codes', () => {
		expect(CODE_ALPHABET.length ** CODE_CHARACTERS).toBeGreaterThan(100_000_000);
	});
});

describe('reading a code', () => {
	test('takes what is shown, in any case, with any spaces and dashes', () => {
		fc.assert(
			fc.property(
				code,
				fc.boolean(),
				fc.constantFrom('', ' ', '-', ' – ', '.', '\t'),
				(one, isLower, between) => {
					const shown = showCode(one).replace('-', between);
					return readCode(` ${isLower ? shown.toLowerCase() : shown} `) === one;
				}
			)
		);
		expect(showCode('CDF234')).toBe('CDF-234');
	});

	test.each([
		['S as 5', 'SDF-234', '5DF234'],
		['Z as 2', 'zdf z34', '2DF234'],
		['full-width letters', 'ＣＤＦ２３４', 'CDF234']
	])('takes %s', (_why, typed, read) => {
		expect(readCode(typed)).toBe(read);
	});

	test.each([
		['nothing', ''],
		['too little', 'CDF23'],
		['too much', 'CDF2345'],
		['letters no code has', 'CAF-234'],
		['marks', '<script>'],
		['other scripts', 'ЖЖЖЖЖЖ']
	])('refuses %s', (_why, typed) => {
		expect(readCode(typed)).toBeNull();
	});
});
