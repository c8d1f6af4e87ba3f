import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_MS, dateAt, localDay, shiftDate } from './local-day.ts';

const anyDate = fc.integer({ min: 0, max: 1500 }).map((days) => shiftDate('2024-01-01', days));
const anyZone = fc.constantFrom(
	'Europe/Madrid',
	'Africa/Cairo',
	'America/Santiago',
	'Australia/Lord_Howe',
	'Asia/Beirut',
	'UTC',
	'Pacific/Kiritimati'
);

describe('localDay', () => {
	test('days follow each other without a gap, and hold only instants of their date', () => {
		fc.assert(
			fc.property(anyDate, anyZone, (date, zone) => {
				const day = localDay(date, zone);
				expect(day.endMs).toBe(localDay(shiftDate(date, 1), zone).startMs);
				expect(dateAt(day.startMs, zone)).toBe(date);
				expect(dateAt(day.endMs - 1, zone)).toBe(date);
				expect(dateAt(day.startMs - 1, zone)).toBe(shiftDate(date, -1));
			}),
			{ numRuns: 200 }
		);
	});

	test.each([
		['2026-11-18', 24],
		['2026-03-29', 23],
		['2026-10-25', 25]
	])('%s in Madrid has %d hours', (date, hours) => {
		const { startMs, endMs, steps } = localDay(date, 'Europe/Madrid');
		expect((endMs - startMs) / HOUR_MS).toBe(hours);
		expect(steps).toHaveLength(hours * 12);
	});

	test('an hour that is repeated is there twice, one that is skipped is not there', () => {
		const hoursOf = (date: string) =>
			localDay(date, 'Europe/Madrid').steps.filter(({ hourOfDay }) => Math.floor(hourOfDay) === 2)
				.length;
		expect(hoursOf('2026-10-25')).toBe(24);
		expect(hoursOf('2026-03-29')).toBe(0);
	});

	test('finds the instant of an hour', () => {
		const day = localDay('2026-11-18', 'Europe/Madrid');
		expect(new Date(day.at(9, 30)).toISOString()).toBe('2026-11-18T08:30:00.000Z');
		expect(day.at(24)).toBe(day.endMs);
	});

	test('knows its weekday', () => {
		expect(localDay('2026-11-22', 'Pacific/Kiritimati').weekday).toBe(0);
	});
});
