import { describe, expect, test } from 'vitest';
import {
	countField,
	flagField,
	linesField,
	listField,
	rawField,
	textField
} from './form-fields.ts';

const form = (...fields: [string, string | Blob][]): FormData => {
	const data = new FormData();
	for (const [name, value] of fields) data.append(name, value);
	return data;
};

describe('fields of a form', () => {
	test.each([
		['spaces around and inside', '  Ana   Pérez ', 'Ana Pérez'],
		['line breaks and control characters', 'Ana\r\n\u0000Pérez\u0007', 'Ana Pérez'],
		['marks that turn the direction', 'Ana\u202Enimda', 'Ana nimda'],
		['letters with their accent apart', 'Pe\u0301rez', 'Pérez'],
		['markup, which stays text', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
		['a formula, which stays text', '=HYPERLINK("x")', '=HYPERLINK("x")'],
		['words of other scripts', 'علي 李', 'علي 李']
	])('%s', (_what, typed, read) => {
		expect(textField(form(['name', typed]), 'name')).toBe(read);
	});

	test('what is not there, or a file, is empty', () => {
		expect(textField(form(), 'name')).toBe('');
		expect(rawField(form(['name', new Blob(['x'])]), 'name')).toBe('');
		expect(listField(form(['a', new Blob(['x'])], ['a', 'y']), 'a')).toEqual(['y']);
	});

	test('several values, and several lines, come without empty ones and repetitions', () => {
		expect(listField(form(['a', 'x'], ['a', ' '], ['a', 'x '], ['a', 'y']), 'a')).toEqual([
			'x',
			'y'
		]);
		expect(linesField(form(['a', 'x\r\n\n y \nx']), 'a')).toEqual(['x', 'y']);
	});

	test('counts are whole and not negative', () => {
		for (const text of ['-1', '1.5', 'NaN', '', '1e9', '9999999999'])
			expect(countField(form(['n', text]), 'n')).toBeNull();
		expect(countField(form(['n', ' 90 ']), 'n')).toBe(90);
	});

	test('a box is ticked when it is sent at all', () => {
		expect(flagField(form(['box', 'on']), 'box')).toBe(true);
		expect(flagField(form(), 'box')).toBe(false);
	});
});
