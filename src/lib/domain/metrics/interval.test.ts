import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
	INTERVALS,
	QUARTER_MS,
	bucketStartMs,
	bucketsBetween,
	formatInstant,
	hasWholeQuarter,
	isTimeZone,
	nextBucketMs
} from './interval.ts';

const HOUR = 3_600_000;
const madrid = 'Europe/Madrid';
const day = (text: string) => bucketStartMs(Date.parse(`${text}T12:00:00Z`), '1d', madrid);

afterEach(() => {
	vi.unstubAllEnvs();
});

describe('buckets', () => {
	test.each([
		['2026-03-29', 23],
		['2026-10-25', 25],
		['2026-11-20', 24]
	])('[T1] %s has %d hours in Madrid', (text, hours) => {
		const from = day(text);
		const to = nextBucketMs(from, '1d', madrid);
		expect((to - from) / HOUR).toBe(hours);
		expect(bucketsBetween(from, to, '1h', madrid, 100)).toHaveLength(hours);
	});

	test('[T1] the two hours of two o’clock in October are two buckets', () => {
		const from = day('2026-10-25');
		const names = bucketsBetween(from, from + 4 * HOUR, '1h', madrid, 100).map((ms) =>
			formatInstant(ms, madrid)
		);
		expect(names.slice(2)).toEqual(['2026-10-25T02:00:00+02:00', '2026-10-25T02:00:00+01:00']);
	});

	test('weeks start on Monday and months on the first, by the clock of the zone', () => {
		const at = Date.parse('2026-11-20T09:30:00Z');
		expect(formatInstant(bucketStartMs(at, '1w', madrid), madrid)).toBe(
			'2026-11-16T00:00:00+01:00'
		);
		expect(formatInstant(bucketStartMs(at, '1M', madrid), madrid)).toBe(
			'2026-11-01T00:00:00+01:00'
		);
		expect(formatInstant(bucketStartMs(at, '1h', 'Asia/Kolkata'), 'Asia/Kolkata')).toBe(
			'2026-11-20T15:00:00+05:30'
		);
	});

	test.each([
		['2027-01-01T12:00:00Z', '1w', madrid, '2026-12-28T00:00:00+01:00'],
		['2026-11-15T23:30:00Z', '1w', 'Atlantic/Canary', '2026-11-09T00:00:00Z'],
		['2026-11-15T23:30:00Z', '1w', madrid, '2026-11-16T00:00:00+01:00'],
		['2028-02-29T22:30:00Z', '1d', madrid, '2028-02-29T00:00:00+01:00'],
		['2028-02-29T23:30:00Z', '1M', madrid, '2028-03-01T00:00:00+01:00'],
		['2026-12-31T23:30:00Z', '1M', madrid, '2027-01-01T00:00:00+01:00'],
		['2026-12-31T23:30:00Z', '1M', 'Atlantic/Canary', '2026-12-01T00:00:00Z']
	] as const)('[T3] [T5] %s is in the %s of %s that begins at %s', (at, interval, zone, start) => {
		for (const [machine, minutes] of [
			['UTC', 0],
			['America/Los_Angeles', 480],
			['Pacific/Kiritimati', -840]
		] as const) {
			vi.stubEnv('TZ', machine);
			expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(minutes);
			const ms = bucketStartMs(Date.parse(at), interval, zone);
			expect(ms).toBe(Date.parse(start));
			expect(formatInstant(ms, zone)).toBe(start);
		}
	});

	test('every instant is in exactly one bucket of each interval, in any zone', () => {
		const zone = fc.constantFrom(
			'UTC',
			madrid,
			'Atlantic/Canary',
			'America/Sao_Paulo',
			'Asia/Kathmandu',
			'America/St_Johns'
		);
		const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
		fc.assert(
			fc.property(
				zone,
				instant,
				fc.constantFrom(...INTERVALS.filter((name) => name !== 'none')),
				(tz, ms, interval) => {
					const start = bucketStartMs(ms, interval, tz);
					return (
						start <= ms &&
						ms < nextBucketMs(start, interval, tz) &&
						bucketStartMs(start, interval, tz) === start
					);
				}
			),
			{ numRuns: 500 }
		);
		expect(true).toBe(true);
	});

	test('where clocks change by half an hour, hours start anew', () => {
		const zone = 'Australia/Lord_Howe';
		const from = Date.parse('2026-04-04T13:00:00Z');
		const names = bucketsBetween(from, from + 4 * HOUR, '1h', zone, 10);
		for (const ms of names) expect(bucketsBetween(ms, ms + 1, '1h', zone, 1).length).toBe(1);
		for (let ms = from; ms < from + 4 * HOUR; ms += 15 * 60_000)
			expect(names).toContain(bucketStartMs(ms, '1h', zone));
	});

	test('milliseconds are said where there are any', () => {
		expect(formatInstant(1500, 'UTC')).toBe('1970-01-01T00:00:01.500Z');
	});

	test('a range has a whole quarter when one begins and ends in it', () => {
		const [begin, end] = [Date.UTC(2026, 9, 5, 9, 15), Date.UTC(2026, 9, 5, 9, 30)];
		expect(hasWholeQuarter(begin, end)).toBe(true);
		expect(hasWholeQuarter(begin - 1, end + 1)).toBe(true);
		expect(hasWholeQuarter(begin + 1, end)).toBe(false);
		expect(hasWholeQuarter(begin, end - 1)).toBe(false);
		expect(hasWholeQuarter(begin + 1, end + QUARTER_MS - 1)).toBe(false);
		expect(hasWholeQuarter(begin + 1, end + QUARTER_MS)).toBe(true);
	});

	test('a zone is one of IANA', () => {
		for (const wrong of ['IST', 'europe/madrid', 'CST', "'; --"])
			expect([wrong, isTimeZone(wrong)]).toEqual([wrong, false]);
		for (const right of [
			'UTC',
			'Asia/Kolkata',
			'Asia/Calcutta',
			'America/Argentina/Buenos_Aires',
			'Etc/GMT+3'
		])
			expect([right, isTimeZone(right)]).toEqual([right, true]);
		expect([isTimeZone(madrid), isTimeZone('Europa/Madrid'), isTimeZone('')]).toEqual([
			true,
			false,
			false
		]);
	});
});
