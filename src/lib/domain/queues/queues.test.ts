import { describe, expect, test } from 'vitest';
import { parseEvent } from '../events/parse-event.ts';
import { CLOSED_WEEK, overlapping, readDay, writeDay } from './business-hours.ts';
import type { WeeklyHours } from './business-hours.ts';
import { effectiveAt } from './effective.ts';
import type { KnownVersion } from './effective.ts';
import { readMoment, writeMoment } from './local-moment.ts';
import { isOpenAt } from './opening.ts';
import { queueEvent } from './queue-event.ts';
import type { QueueVersion } from './queue-version.ts';

const MADRID = 'Europe/Madrid';

describe('hours of a day, as they are typed', () => {
	test.each([
		['', ''],
		['9-14', '09:00–14:00'],
		['16:00–20:30, 9.00-14h00', '09:00–14:00, 16:00–20:30'],
		['0-24', '00:00–24:00'],
		['22:00 - 06:00', '22:00–06:00'],
		['08:00—09:15;10-11\n12-13', '08:00–09:15, 10:00–11:00, 12:00–13:00']
	])('%j is %s', (typed, written) => {
		const read = readDay(typed);
		expect(typeof read === 'string' ? read : writeDay(read)).toBe(written);
	});

	test.each([
		['9', 'unreadable'],
		['9-25', 'unreadable'],
		['9:60-10', 'unreadable'],
		['9-9', 'unreadable'],
		['24:00-1:00', 'unreadable'],
		['24:30-1', 'unreadable'],
		['9-10-11', 'unreadable'],
		['closed', 'unreadable'],
		['<img src=x onerror=alert(1)>', 'unreadable'],
		['1-2,3-4,5-6,7-8,9-10,11-12,13-14', 'too-many']
	])('%j cannot be taken', (typed, fault) => {
		expect(readDay(typed)).toBe(fault);
	});

	const week = (days: Partial<WeeklyHours>): WeeklyHours => ({ ...CLOSED_WEEK, ...days });

	test('spans that touch are fine, spans that run into one another are named by their day', () => {
		const touching = week({
			monday: [
				{ from: '09:00', to: '14:00' },
				{ from: '14:00', to: '00:00' }
			],
			tuesday: [{ from: '00:00', to: '06:00' }]
		});
		expect(overlapping(touching)).toEqual([]);
		const sameDay = week({
			friday: [
				{ from: '09:00', to: '14:00' },
				{ from: '13:59', to: '15:00' }
			]
		});
		expect(overlapping(sameDay)).toEqual(['friday']);
	});

	test('a night runs into the next day, and the one of Sunday into Monday', () => {
		const night = { from: '22:00', to: '06:00' };
		const early = { from: '05:00', to: '10:00' };
		expect(overlapping(week({ monday: [night], tuesday: [early] }))).toEqual(['monday']);
		expect(overlapping(week({ sunday: [night], monday: [early] }))).toEqual(['sunday']);
		expect(overlapping(week({ sunday: [night], tuesday: [early] }))).toEqual([]);
	});
});

describe('whether a queue is attended', () => {
	const version = {
		zone: MADRID,
		hours: {
			...CLOSED_WEEK,
			friday: [
				{ from: '09:00', to: '14:00' },
				{ from: '22:00', to: '02:00' }
			]
		},
		holidays: [{ date: '2026-12-25', name: 'Navidad' }]
	};
	const at = (text: string): number => readMoment(text, MADRID) ?? Number.NaN;

	test.each([
		['at the first minute', '2026-11-20T09:00', true],
		['a minute before', '2026-11-20T08:59', false],
		['in the last minute', '2026-11-20T13:59', true],
		['at the end', '2026-11-20T14:00', false],
		['at night', '2026-11-20T23:30', true],
		['after midnight', '2026-11-21T01:59', true],
		['when the night is over', '2026-11-21T02:00', false],
		['on a day without hours', '2026-11-19T10:00', false],
		['on a holiday', '2026-12-25T10:00', false],
		['in the night that would begin on a holiday', '2026-12-26T01:00', false]
	])('%s (%s): %s', (_when, text, isOpen) => {
		expect(isOpenAt(version, at(text))).toBe(isOpen);
	});

	test('without hours it is always, but for holidays', () => {
		const always = { ...version, hours: null };
		expect(isOpenAt(always, at('2026-11-22T04:00'))).toBe(true);
		expect(isOpenAt(always, at('2026-12-25T04:00'))).toBe(false);
	});
});

describe('a moment that is typed', () => {
	test.each([
		['in winter', '2026-11-20T09:00', '2026-11-20T08:00:00.000Z'],
		['in summer', '2026-07-20T09:00', '2026-07-20T07:00:00.000Z'],
		['shown twice, is the first', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
		['skipped, is when the clocks change', '2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
		['on a leap day', '2028-02-29T00:00', '2028-02-28T23:00:00.000Z']
	])('%s', (_what, text, instant) => {
		expect(new Date(readMoment(text, MADRID) ?? Number.NaN).toISOString()).toBe(instant);
	});

	test.each(['', '2026-02-30T09:00', '2026-11-20', '2026-11-20T24:00', '2026-13-01T00:00', 'now'])(
		'%j is none',
		(text) => {
			expect(readMoment(text, MADRID)).toBeNull();
		}
	);

	test('it is typed as it is read', () => {
		const ms = Date.UTC(2026, 10, 20, 8, 0);
		expect(writeMoment(ms, MADRID)).toBe('2026-11-20T09:00');
		expect(readMoment(writeMoment(ms, MADRID), MADRID)).toBe(ms);
	});
});

const VERSION: QueueVersion = {
	name: 'Ventas',
	channel: 'voice',
	thresholdMs: 30_000,
	shortAbandonMs: 5000,
	slFormula: 'B',
	zone: MADRID,
	hours: CLOSED_WEEK,
	holidays: [{ date: '2026-12-25', name: 'Navidad' }]
};

test('the event of a version is one that ingest takes', () => {
	const nowMs = Date.UTC(2026, 10, 20);
	const change = { eventId: 'e1', queue: 'ventas', changedAtMs: nowMs, version: VERSION };
	const event = queueEvent({ ...change, validFromMs: nowMs - 1000 });
	expect(event.data).toMatchObject({ ...VERSION, validFrom: '2026-11-19T23:59:59.000Z' });
	expect(parseEvent(event, { nowMs, backfill: false })).toMatchObject({
		ok: true,
		event: { name: 'reference.queue', subject: 'ventas', source: '//atalaya/administration' }
	});
	expect(queueEvent({ ...change, validFromMs: 0 }).data).not.toHaveProperty('validFrom');
});

describe('what holds at an instant', () => {
	const UNSAID: KnownVersion = {
		validFromMs: 0,
		name: null,
		channel: null,
		thresholdMs: null,
		shortAbandonMs: null,
		slFormula: null,
		zone: null,
		hours: null,
		holidays: null
	};
	const fallback = { queue: 'q1', seenChannel: 'chat', zone: MADRID };

	test('each setting comes from the latest version that says it', () => {
		const versions: KnownVersion[] = [
			{ ...UNSAID, validFromMs: 20, thresholdMs: 10_000, hours: 'always' },
			{ ...UNSAID, validFromMs: 0, name: 'One', thresholdMs: 60_000, hours: CLOSED_WEEK },
			{ ...UNSAID, validFromMs: 30, name: 'Later', slFormula: 'F' }
		];
		expect(effectiveAt(versions, 25, fallback)).toMatchObject({
			name: 'One',
			thresholdMs: 10_000,
			slFormula: 'A',
			hours: null
		});
		expect(effectiveAt(versions, 5, fallback)).toMatchObject({
			thresholdMs: 60_000,
			hours: CLOSED_WEEK
		});
	});

	test('what nobody said is as its channel has it', () => {
		expect(effectiveAt([], 0, fallback)).toEqual({
			name: 'q1',
			channel: 'chat',
			thresholdMs: 60_000,
			shortAbandonMs: 0,
			slFormula: 'A',
			zone: MADRID,
			hours: null,
			holidays: []
		});
	});
});
