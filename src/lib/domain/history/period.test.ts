import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatInstant } from '../metrics/interval.ts';
import {
	RANGES,
	dayOf,
	dayStartMs,
	lastDayOf,
	periodBefore,
	periodOf,
	readDay,
	shiftOf
} from './period.ts';
import type { Range } from './period.ts';

const ask = (range: Range, now: string, zone: string, first?: string, last?: string) =>
	periodOf(range, { zone, nowMs: Date.parse(now), first: first ?? null, last: last ?? null });
const said = ({ fromMs, toMs }: { fromMs: number; toMs: number }, zone: string): string[] => [
	formatInstant(fromMs, zone),
	formatInstant(toMs, zone)
];
const before = (range: Range, now: string, zone: string, first?: string, last?: string) => {
	const period = ask(range, now, zone, first, last);
	const shift = shiftOf(range, period, zone);
	return { shift, said: said(periodBefore(period, shift, zone), zone) };
};

const MADRID = 'Europe/Madrid';

describe('a range', () => {
	test.each<[Range, string, string, string]>([
		['today', '2026-11-20T10:07:00Z', '2026-11-20T00:00:00+01:00', '2026-11-20T11:15:00+01:00'],
		['yesterday', '2026-11-20T10:07:00Z', '2026-11-19T00:00:00+01:00', '2026-11-20T00:00:00+01:00'],
		['7d', '2026-11-20T10:07:00Z', '2026-11-13T00:00:00+01:00', '2026-11-20T00:00:00+01:00'],
		// Over the change of the clock: midnights stay midnights.
		['7d', '2026-10-27T10:07:00Z', '2026-10-20T00:00:00+02:00', '2026-10-27T00:00:00+01:00'],
		['28d', '2026-04-01T10:00:00Z', '2026-03-04T00:00:00+01:00', '2026-04-01T00:00:00+02:00'],
		['month', '2026-11-20T10:07:00Z', '2026-11-01T00:00:00+01:00', '2026-11-20T11:15:00+01:00'],
		['lastMonth', '2026-03-31T10:00:00Z', '2026-02-01T00:00:00+01:00', '2026-03-01T00:00:00+01:00'],
		['lastMonth', '2026-01-15T10:00:00Z', '2025-12-01T00:00:00+01:00', '2026-01-01T00:00:00+01:00']
	])('%s at %s', (range, now, from, to) => {
		expect(said(ask(range, now, MADRID), MADRID)).toEqual([from, to]);
	});

	test('[T1] the day the clock changes has 23 or 25 hours', () => {
		const hours = (day: string): number => {
			const { fromMs, toMs } = ask('custom', `${day}T12:00:00Z`, MADRID, day, day);
			return (toMs - fromMs) / 3_600_000;
		};
		expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-20')]).toEqual([23, 25, 24]);
	});

	test('begins with the first instant of a day that has no midnight', () => {
		// In Santiago the clock goes from 24:00 to 01:00 on that day.
		const zone = 'America/Santiago';
		const { fromMs, toMs } = ask(
			'custom',
			'2026-09-10T12:00:00Z',
			zone,
			'2026-09-06',
			'2026-09-06'
		);
		expect(said({ fromMs, toMs }, zone)).toEqual([
			'2026-09-06T01:00:00-03:00',
			'2026-09-07T00:00:00-03:00'
		]);
		expect(said(ask('7d', '2026-09-13T12:00:00Z', zone), zone)[0]).toBe(
			'2026-09-06T01:00:00-03:00'
		);
	});

	test('of two days holds both', () => {
		const zone = 'Asia/Kolkata';
		const period = ask('custom', '2026-11-20T00:00:00Z', zone, '2026-11-01', '2026-11-03');
		expect(said(period, zone)).toEqual(['2026-11-01T00:00:00+05:30', '2026-11-04T00:00:00+05:30']);
		expect([dayOf(period.fromMs, zone), lastDayOf(period, zone)]).toEqual([
			'2026-11-01',
			'2026-11-03'
		]);
	});
});

describe('the period before', () => {
	test.each<[Range, string, 'weeks' | 'months', number, string, string]>([
		[
			'today',
			'2026-11-20T10:07:00Z',
			'weeks',
			1,
			'2026-11-13T00:00:00+01:00',
			'2026-11-13T11:15:00+01:00'
		],
		[
			'yesterday',
			'2026-11-20T10:07:00Z',
			'weeks',
			1,
			'2026-11-12T00:00:00+01:00',
			'2026-11-13T00:00:00+01:00'
		],
		[
			'7d',
			'2026-11-20T10:07:00Z',
			'weeks',
			1,
			'2026-11-06T00:00:00+01:00',
			'2026-11-13T00:00:00+01:00'
		],
		// 90 days are no whole weeks: 13 weeks keep the days of the week.
		[
			'90d',
			'2026-11-20T10:07:00Z',
			'weeks',
			13,
			'2026-05-23T00:00:00+02:00',
			'2026-08-21T00:00:00+02:00'
		],
		[
			'month',
			'2026-11-20T10:07:00Z',
			'months',
			1,
			'2026-10-01T00:00:00+02:00',
			'2026-10-20T11:15:00+02:00'
		],
		[
			'lastMonth',
			'2026-11-20T10:07:00Z',
			'months',
			1,
			'2026-09-01T00:00:00+02:00',
			'2026-10-01T00:00:00+02:00'
		],
		// There is no 30th of February.
		[
			'month',
			'2026-03-30T10:07:00Z',
			'months',
			1,
			'2026-02-01T00:00:00+01:00',
			'2026-02-28T12:15:00+01:00'
		]
	])('of %s at %s', (range, now, unit, count, from, to) => {
		expect(before(range, now, MADRID)).toEqual({ shift: { unit, count }, said: [from, to] });
	});

	test('of whole months is as many months', () => {
		expect(before('custom', '2026-11-20T00:00:00Z', MADRID, '2026-03-01', '2026-04-30')).toEqual({
			shift: { unit: 'months', count: 2 },
			said: ['2026-01-01T00:00:00+01:00', '2026-03-01T00:00:00+01:00']
		});
	});

	test('never touches the period, has its days of the week and as many days', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...RANGES.filter((range) => range !== 'custom')),
				fc.constantFrom(MADRID, 'America/Santiago', 'Asia/Kolkata', 'UTC'),
				fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) }),
				(range, zone, nowMs) => {
					const period = periodOf(range, { zone, nowMs, first: null, last: null });
					const shift = shiftOf(range, period, zone);
					const earlier = periodBefore(period, shift, zone);
					expect(earlier.toMs).toBeLessThanOrEqual(period.fromMs);
					expect(earlier.fromMs).toBeLessThan(earlier.toMs);
					if (shift.unit === 'months') return;
					const weekday = (ms: number): number => new Date(`${dayOf(ms, zone)}T12:00Z`).getUTCDay();
					expect(weekday(earlier.fromMs)).toBe(weekday(period.fromMs));
					expect(weekday(earlier.toMs - 1)).toBe(weekday(period.toMs - 1));
				}
			),
			{ numRuns: 300 }
		);
	});
});

describe('a day', () => {
	test.each(['2026-02-30', '2026-13-01', '26-1-1', '', 'ayer', '2026-11-20T00:00'])(
		'"%s" is none',
		(text) => {
			expect(readDay(text)).toBeNull();
		}
	);
	test('[T3] of a leap year is one', () => {
		expect(readDay('2028-02-29')).toBe('2028-02-29');
		expect(formatInstant(dayStartMs('2028-02-29', MADRID), MADRID)).toBe(
			'2028-02-29T00:00:00+01:00'
		);
	});
});
