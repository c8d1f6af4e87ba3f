import { describe, expect, test } from 'vitest';
import { daysIn, easterMs, readHoliday, spanishDays, writeHoliday } from './holidays.ts';

describe('holidays', () => {
	test.each([
		[2000, '2000-04-23'],
		[2008, '2008-03-23'],
		[2011, '2011-04-24'],
		[2024, '2024-03-31'],
		[2025, '2025-04-20'],
		[2026, '2026-04-05'],
		[2027, '2027-03-28'],
		[2038, '2038-04-25']
	])('Easter of %d is %s', (year, day) => {
		expect(new Date(easterMs(year)).toISOString().slice(0, 10)).toBe(day);
	});

	test('Spain keeps ten days, Good Friday among them', () => {
		expect(spanishDays(2026)).toEqual([
			'2026-01-01',
			'2026-01-06',
			'2026-05-01',
			'2026-08-15',
			'2026-10-12',
			'2026-11-01',
			'2026-12-06',
			'2026-12-08',
			'2026-12-25',
			'2026-04-03'
		]);
	});

	test('a day without a year comes every year, one with a year once, and 29 February in leap years', () => {
		const entries = ['05-02', '2026-04-02', '02-29'].map((day) => ({ day, name: '' }));
		expect(daysIn(entries, 2026)).toEqual(['2026-05-02', '2026-04-02']);
		expect(daysIn(entries, 2028)).toEqual(['2028-05-02', '2028-02-29']);
	});

	test.each([
		['2026-04-02 Jueves Santo', { day: '2026-04-02', name: 'Jueves Santo' }],
		['  05-02  ', { day: '05-02', name: '' }],
		['2/5 Fiesta', { day: '05-02', name: 'Fiesta' }],
		['02/04/2026', { day: '2026-04-02', name: '' }]
	])('reads %j', (line, entry) => {
		expect(readHoliday(line)).toEqual(entry);
		expect(readHoliday(writeHoliday(entry))).toEqual(entry);
	});

	test.each([
		'',
		'mañana',
		'2026-13-01',
		'2026-02-29',
		'31/04',
		'2026-5-2',
		`05-02 ${'x'.repeat(101)}`
	])('refuses %j', (line) => {
		expect(readHoliday(line)).toBeNull();
	});
});
