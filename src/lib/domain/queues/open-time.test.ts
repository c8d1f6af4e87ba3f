import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessMs, scheduleInForce } from '../../../../tests/support/fold-business.ts';
import { CLOSED_WEEK, WEEKDAYS } from './business-hours.ts';
import type { WeeklyHours } from './business-hours.ts';
import { openSpans, scheduledFrom } from './open-time.ts';
import type { OpenSpan, ScheduleVersion } from './open-time.ts';
import { isOpenAt } from './opening.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEP_MS = 5 * 60_000;

const every = (from: string, to: string): WeeklyHours => {
	const day = [{ from, to }];
	return Object.fromEntries(WEEKDAYS.map((name) => [name, day])) as WeeklyHours;
};
const version = (fields: Partial<ScheduleVersion>): ScheduleVersion => ({
	validFromMs: 0,
	zone: null,
	hours: null,
	holidays: null,
	...fields
});
const openMs = (spans: readonly OpenSpan[]): number =>
	spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
const day = (date: string, days = 1): OpenSpan => {
	const fromMs = Date.parse(`${date}T00:00:00Z`);
	return { fromMs, toMs: fromMs + days * DAY_MS };
};

describe('the hours a queue is open', () => {
	test.each([
		['the clocks skip an hour', '2026-03-28T23:00Z', 7, 'Europe/Madrid'],
		['the clocks show an hour twice', '2026-10-24T22:00Z', 9, 'Europe/Madrid'],
		['clocks skip the first hour of a day', '2026-09-06T04:00Z', 7, 'America/Santiago'],
		['no clock ever changes', '2026-03-28T18:30Z', 8, 'Asia/Kolkata']
	])('from 0 to 8 on a day on which %s', (_what, midnight, hours, zone) => {
		const fromMs = Date.parse(midnight);
		const versions = [version({ zone, hours: every('00:00', '08:00') })];
		const spans = openSpans(versions, { fromMs, toMs: fromMs + 12 * HOUR_MS }, 'UTC');
		expect(spans).toEqual([{ fromMs, toMs: fromMs + hours * HOUR_MS }]);
	});

	test('a span that ends within the hour that comes twice is open in both', () => {
		const versions = [version({ zone: 'Europe/Madrid', hours: every('01:00', '02:30') })];
		const spans = openSpans(versions, day('2026-10-25'), 'UTC');
		const at = (time: string) => Date.parse(`2026-10-25T${time}Z`);
		expect(spans).toEqual([
			{ fromMs: at('00:00'), toMs: at('00:30') },
			{ fromMs: at('01:00'), toMs: at('01:30') }
		]);
	});

	test('always is every hour of a day of 23, 24 or 25, without holidays', () => {
		const holidays = [{ date: '2026-10-26', name: 'fiesta' }];
		const versions = [version({ zone: 'Europe/Madrid', hours: 'always', holidays })];
		const fromMs = Date.parse('2026-10-23T22:00Z');
		const spans = openSpans(versions, { fromMs, toMs: fromMs + 4 * DAY_MS + HOUR_MS }, 'UTC');
		expect(spans.map(({ fromMs: from, toMs }) => (toMs - from) / HOUR_MS)).toEqual([24 + 25, 24]);
	});

	test('a night belongs to the day it begins on: none begins on a holiday, one that began before goes on', () => {
		const holidays = [{ date: '2026-12-25', name: 'Navidad' }];
		const versions = [version({ zone: 'UTC', hours: every('22:00', '06:00'), holidays })];
		const spans = openSpans(versions, day('2026-12-24', 3), 'UTC');
		expect(spans.map(({ fromMs, toMs }) => [fromMs, toMs].map((ms) => new Date(ms).getUTCHours())))
			// The 24th until 6 and from 22; nothing from 6 on the 25th until 22 on the 26th.
			.toEqual([
				[0, 6],
				[22, 6],
				[22, 0]
			]);
		expect(openMs(spans)).toBe(16 * HOUR_MS);
	});

	test('there are none before a version says hours, and a version says only what it changes', () => {
		const { fromMs, toMs } = day('2026-11-23', 2);
		const versions = [
			version({ zone: 'Europe/Madrid' }),
			version({ validFromMs: fromMs + 8 * HOUR_MS + 1, hours: every('09:00', '14:00') }),
			version({ validFromMs: fromMs + DAY_MS, zone: 'UTC' }),
			version({ validFromMs: fromMs + DAY_MS + 10 * HOUR_MS, hours: CLOSED_WEEK })
		];
		expect(scheduledFrom(versions)).toBe(fromMs + 8 * HOUR_MS + 1);
		expect(scheduledFrom([version({ zone: 'UTC' })])).toBeNull();
		const spans = openSpans(versions, { fromMs, toMs }, 'Asia/Kolkata');
		expect(spans.map((span) => [span.fromMs - fromMs, span.toMs - fromMs])).toEqual([
			[8 * HOUR_MS + 1, 13 * HOUR_MS],
			[DAY_MS + 9 * HOUR_MS, DAY_MS + 10 * HOUR_MS]
		]);
	});
});

/** Two days on each side of a change of the clocks, or of none. */
const ZONES = [
	['Europe/Madrid', '2026-03-29'],
	['Europe/Madrid', '2026-10-25'],
	['America/Santiago', '2026-04-05'],
	['America/Santiago', '2026-09-06'],
	['Asia/Kolkata', '2026-10-25']
] as const;

const clock = (minutes: number): string =>
	`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const clocks = fc.integer({ min: 0, max: 287 }).map((step) => clock(step * 5));
const span = fc.record({ from: clocks, to: clocks }).filter(({ from, to }) => from !== to);
const week = fc
	.array(fc.array(span, { maxLength: 2 }), { minLength: 7, maxLength: 7 })
	.map(
		(days) => Object.fromEntries(WEEKDAYS.map((name, at) => [name, days[at] ?? []])) as WeeklyHours
	);
const randomVersion = (date: string) => {
	const middleMs = Date.parse(`${date}T00:00:00Z`);
	const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
	return fc.record({
		validFromMs: fc.oneof(
			fc.constant(0),
			fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }).map((ms) => middleMs + ms)
		),
		zone: maybe(fc.constantFrom(...ZONES.map(([zone]) => zone))),
		hours: maybe(fc.oneof({ weight: 3, arbitrary: week }, fc.constant('always' as const))),
		holidays: maybe(fc.constantFrom([], [{ date, name: 'fiesta' }]))
	});
};

describe.each(ZONES)('random schedules in %s about %s', (zone, date) => {
	test('are open at each instant at which the rule for an instant says so, and never else', () => {
		const { fromMs, toMs } = { ...day(date, 2), fromMs: Date.parse(`${date}T00:00Z`) - 2 * DAY_MS };
		const versions = fc.uniqueArray(randomVersion(date), {
			minLength: 1,
			maxLength: 3,
			selector: ({ validFromMs }) => validFromMs
		});
		fc.assert(
			fc.property(versions, fc.nat(STEP_MS), (drawn, shift) => {
				const spans = openSpans(drawn, { fromMs, toMs }, zone);
				for (let atMs = fromMs + shift; atMs < toMs; atMs += 3 * STEP_MS + 1) {
					const now = scheduleInForce({ versions: drawn, zone }, atMs);
					const isOpen = spans.some((one) => one.fromMs <= atMs && atMs < one.toMs);
					expect([atMs, isOpen]).toEqual([atMs, now !== null && isOpenAt(now, atMs)]);
				}
				const startMs = Math.max(fromMs, scheduledFrom(drawn) ?? Infinity);
				if (startMs < toMs) {
					const whole = { versions: drawn, zone };
					expect(openMs(spans)).toBe(businessMs(whole, startMs, toMs));
				}
			}),
			{ numRuns: 15, seed: 20261122 }
		);
	});
});
