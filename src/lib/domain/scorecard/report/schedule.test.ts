import { Value } from '@sinclair/typebox/value';
import { describe, expect, test } from 'vitest';
import { nextDue, ReportSchedule, reportedMonth } from './schedule.ts';

const MADRID = 'Europe/Madrid';
const at = (text: string): number => Date.parse(text);
const monthly = { every: 'month', day: 3, hour: 8 } as const;
const weekly = { every: 'week', day: 1, hour: 7 } as const;

describe('when a report is due', () => {
	test.each([
		[
			'on the day of this month that is still to come',
			monthly,
			'2026-11-01T12:00Z',
			'2026-11-03T07:00Z'
		],
		[
			'on the same day while its hour is still to come',
			monthly,
			'2026-11-03T06:59Z',
			'2026-11-03T07:00Z'
		],
		[
			'a month later at the very instant it was due',
			monthly,
			'2026-11-03T07:00Z',
			'2026-12-03T07:00Z'
		],
		['on the clock of the zone in summer', monthly, '2026-06-20T12:00Z', '2026-07-03T06:00Z'],
		['on the next Monday', weekly, '2026-11-22T12:00Z', '2026-11-23T06:00Z'],
		['a week later on a Monday after its hour', weekly, '2026-11-23T06:30Z', '2026-11-30T06:00Z'],
		['over the end of a year', { ...monthly, day: 28 }, '2026-12-28T10:00Z', '2027-01-28T07:00Z'],
		['after February', { ...monthly, day: 28 }, '2027-02-28T10:00Z', '2027-03-28T06:00Z']
	])('%s', (_why, when, after, due) => {
		expect(nextDue(when, at(after), MADRID)).toBe(at(due));
	});

	test('an hour that the clocks skip is due in the hour after it', () => {
		const due = nextDue({ every: 'week', day: 7, hour: 2 }, at('2026-03-28T12:00Z'), MADRID);
		expect(due).toBe(at('2026-03-29T01:00Z'));
	});

	test('an hour that the clocks repeat is due once', () => {
		const sunday = { every: 'week', day: 7, hour: 2 } as const;
		const due = nextDue(sunday, at('2026-10-24T12:00Z'), MADRID);
		expect([at('2026-10-25T00:00Z'), at('2026-10-25T01:00Z')]).toContain(due);
		expect(nextDue(sunday, due, MADRID)).toBe(at('2026-11-01T01:00Z'));
	});

	test.each([MADRID, 'America/Mexico_City', 'Asia/Kathmandu', 'Pacific/Auckland'])(
		'every month and every week has its day and hour on the clocks of %s',
		(zone) => {
			const clock = new Intl.DateTimeFormat('en-GB', {
				...{ timeZone: zone, weekday: 'short', day: '2-digit', hour: '2-digit', hourCycle: 'h23' }
			});
			const rhythms: readonly (readonly [Parameters<typeof nextDue>[0], RegExp])[] = [
				[{ every: 'month', day: 28, hour: 23 }, /^\w{3}\D+28\D+23$/],
				[{ every: 'week', day: 7, hour: 0 }, /^Sun\D+\d\d\D+00$/]
			];
			for (const [when, shown] of rhythms) {
				const count = when.every === 'month' ? 12 : 52;
				let dueMs = at('2026-11-30T12:00Z');
				const months = Array.from({ length: count }, () => {
					dueMs = nextDue(when, dueMs, zone);
					expect(clock.format(dueMs)).toMatch(shown);
					return reportedMonth(when, dueMs, zone);
				});
				if (when.every === 'month') expect(new Set(months).size).toBe(count);
			}
		}
	);

	test('a day that no week has is refused', () => {
		expect(() => nextDue({ every: 'week', day: 8, hour: 0 }, 0, 'UTC')).toThrow(RangeError);
	});
});

describe('what a report shows', () => {
	test('a monthly one the month that is over, on the calendar of the zone', () => {
		expect(reportedMonth(monthly, at('2026-11-30T23:30Z'), MADRID)).toBe('2026-11');
		expect(reportedMonth(monthly, at('2026-11-30T22:30Z'), MADRID)).toBe('2026-10');
		expect(reportedMonth(monthly, at('2027-01-03T07:00Z'), MADRID)).toBe('2026-12');
	});

	test('a weekly one the running month, on its first day the one before', () => {
		expect(reportedMonth(weekly, at('2026-11-23T06:00Z'), MADRID)).toBe('2026-11');
		expect(reportedMonth(weekly, at('2026-06-01T05:00Z'), MADRID)).toBe('2026-05');
	});
});

test('a schedule has at least one file and one recipient, and each only once', () => {
	const good = {
		...monthly,
		...{ range: 'quarter', comparison: 'lastYear', language: 'es' },
		...{ files: ['pdf'], recipients: ['dirección@centro.example'] }
	};
	expect(Value.Check(ReportSchedule, good)).toBe(true);
	expect(Value.Check(ReportSchedule, { ...good, files: [] })).toBe(false);
	expect(Value.Check(ReportSchedule, { ...good, files: ['pdf', 'pdf'] })).toBe(false);
	expect(Value.Check(ReportSchedule, { ...good, recipients: [] })).toBe(false);
	expect(Value.Check(ReportSchedule, { ...good, day: 31 })).toBe(false);
});
