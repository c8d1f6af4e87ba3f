import { describe, expect, test } from 'vitest';
import { dayAt, expectedDay, sameWeekdays, usualDays } from './usual-day.ts';

const MADRID = 'Europe/Madrid';
const at = (text: string): number => Date.parse(text);
const hours = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => (toMs - fromMs) / 3_600_000;

describe('the same weekdays', () => {
	test('are eight, a week apart by the calendar, latest first', () => {
		const days = sameWeekdays(at('2026-11-22T10:00:00+01:00'), MADRID);
		expect(days.map(({ fromMs }) => new Date(fromMs).toISOString())).toEqual([
			'2026-11-14T23:00:00.000Z',
			'2026-11-07T23:00:00.000Z',
			'2026-10-31T23:00:00.000Z',
			'2026-10-24T22:00:00.000Z',
			'2026-10-17T22:00:00.000Z',
			'2026-10-10T22:00:00.000Z',
			'2026-10-03T22:00:00.000Z',
			'2026-09-26T22:00:00.000Z'
		]);
		expect(days.map(hours)).toEqual([24, 24, 24, 25, 24, 24, 24, 24]);
	});

	test.each([
		['2026-03-29T12:00:00Z', MADRID, 23],
		['2026-10-25T12:00:00Z', MADRID, 25],
		['2026-04-05T12:00:00Z', 'America/Santiago', 24],
		['2026-11-22T12:00:00Z', 'Asia/Kolkata', 24]
	])('the day of %s in %s has %i hours', (text, zone, expected) => {
		expect(hours(dayAt(at(text), zone))).toBe(expected);
	});
});

describe('the usual day', () => {
	const now = at('2026-11-22T10:00:00+01:00');
	const days = sameWeekdays(now, MADRID);
	const today = dayAt(now, MADRID);
	const expected = (seen: Parameters<typeof usualDays>[0], queues: readonly string[]) => {
		const usual = usualDays(seen, days, MADRID);
		const day = expectedDay(
			queues.map((queue) => usual.get(queue)),
			today,
			MADRID
		);
		const busy = day?.quarters.filter(({ contacts }) => contacts > 0) ?? [];
		return {
			weeks: day?.weeks,
			busy: busy.map(({ startMs, contacts }) => [new Date(startMs).toISOString(), contacts])
		};
	};
	const nine = (date: string, offset: string) => at(`${date}T09:15:00${offset}`);

	test('is the mean of the weeks since the queue was first seen, by the local clock', () => {
		const seen = [
			{ queue: 'a', startMs: nine('2026-11-15', '+01:00'), contacts: 4 },
			// Summer time still: the same time of day.
			{ queue: 'a', startMs: nine('2026-10-18', '+02:00'), contacts: 6 }
		];
		// Five weeks, three of them without a contact.
		expect(expected(seen, ['a'])).toEqual({ weeks: 5, busy: [['2026-11-22T08:15:00.000Z', 2]] });
	});

	test('queues add up, and one that was never seen adds nothing', () => {
		const seen = [
			{ queue: 'a', startMs: nine('2026-11-15', '+01:00'), contacts: 4 },
			{ queue: 'b', startMs: nine('2026-11-15', '+01:00'), contacts: 1 }
		];
		expect(expected(seen, ['a', 'b', 'c']).busy).toEqual([['2026-11-22T08:15:00.000Z', 5]]);
	});

	test('an hour that came twice counts as one', () => {
		const first = at('2026-10-25T02:30:00+02:00');
		const seen = [first, first + 3_600_000].map((startMs) => ({
			queue: 'a',
			startMs,
			contacts: 8
		}));
		// Seen in one of four weeks: (8 + 8) / 2 / 4.
		expect(expected(seen, ['a']).busy).toEqual([['2026-11-22T01:30:00.000Z', 2]]);
	});

	test('there is none of queues that were never seen on such a day', () => {
		expect(expected([], ['a'])).toEqual({ weeks: undefined, busy: [] });
		expect(expectedDay([undefined], today, MADRID)).toBeNull();
	});
});
