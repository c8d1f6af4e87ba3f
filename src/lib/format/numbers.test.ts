import { describe, expect, test } from 'vitest';
import { numberFormats } from './numbers.ts';

/** Intl writes spaces that do not break; tests read better with plain ones. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('numberFormats', () => {
	test.each([
		['es-ES', '9.104', '82,4 %'],
		['es-MX', '9,104', '82.4 %'],
		['en-GB', '9,104', '82.4%'],
		['pt-BR', '9.104', '82,4%']
	])('%s groups four digits and has one decimal', (locale, count, percent) => {
		const formats = numberFormats(locale);
		expect(plain(formats.count(9104))).toBe(count);
		expect(plain(formats.percent(0.8244)).replace(' %', '%')).toBe(percent.replace(' %', '%'));
	});

	test('what is undefined is a dash, never 0 %', () => {
		const formats = numberFormats('es-ES');
		expect([formats.count(null), formats.percent(undefined), formats.percent(Number.NaN)]).toEqual([
			'–',
			'–',
			'–'
		]);
	});
});
