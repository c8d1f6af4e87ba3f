import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { readDayRule, repeatDates } from './ical-rule.ts';
import { readIcalSchedule } from './ical-schedule.ts';

const MADRID = { zone: 'Europe/Madrid', fromDate: '2026-09-14', agent: null };

const calendar = (...events: readonly string[][]) =>
	[
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
		'END:VCALENDAR'
	].join('\r\n');

const read = (
	text: string,
	options: Partial<Omit<typeof MADRID, 'agent'>> & { agent?: string } = {}
) => readIcalSchedule(text, { ...MADRID, ...options });
const spans = ({ activities }: ReturnType<typeof read>) =>
	activities.map(
		({ startMs, endMs }) =>
			`${new Date(startMs).toISOString().slice(0, 16)}/${new Date(endMs).toISOString().slice(11, 16)}`
	);

const SHIFT = [
	'UID:1',
	'ATTENDEE;CN=Ana:mailto:ana@example.org',
	'SUMMARY:Turno de mañana',
	'DTSTART;TZID=Europe/Madrid:20260914T090000',
	'DTEND;TZID=Europe/Madrid:20260914T170000'
];

describe('a calendar', () => {
	test('gives one activity an event, with its line, agent, sequence and what it is', () => {
		const { activities, faults } = read(
			calendar(SHIFT, [
				'UID:2',
				'SEQUENCE:4',
				'ORGANIZER;CN="Luis P.":MAILTO:luis@example.org',
				'CATEGORIES:Formación',
				'SUMMARY:Sala 3',
				'DTSTART:20260914T100000Z',
				'DURATION:PT1H30M'
			])
		);
		expect(faults).toEqual([]);
		expect(activities).toMatchObject([
			{ line: 3, agent: ['ana@example.org', 'Ana'], activity: 'on_queue', sequence: 0 },
			{ line: 10, agent: ['luis@example.org', 'Luis P.'], activity: 'training', sequence: 4 }
		]);
		expect(spans({ activities, faults, leftOut: 0 })).toEqual([
			'2026-09-14T07:00/15:00',
			'2026-09-14T10:00/11:30'
		]);
	});

	test('[H15] times without a zone are those of the centre; names of Windows and of the file are known', () => {
		const withZone = (id: string) =>
			calendar([
				...SHIFT.slice(0, 3),
				`DTSTART${id}:20260914T090000`,
				`DTEND${id}:20260914T100000`
			]);
		expect(spans(read(withZone('')))).toEqual(['2026-09-14T07:00/08:00']);
		expect(spans(read(withZone('')))).toEqual(spans(read(withZone(';TZID=Romance Standard Time'))));
		expect(spans(read(withZone(';TZID=/x/y/America/Bogota')))).toEqual(['2026-09-14T14:00/15:00']);
		const own = withZone(';TZID=Ours').replace(
			'VERSION:2.0',
			'VERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Ours\r\nX-LIC-LOCATION:America/Santiago\r\nEND:VTIMEZONE'
		);
		expect(spans(read(own))).toEqual(['2026-09-14T12:00/13:00']);
		expect(read(withZone(';TZID=Nowhere')).faults).toEqual([
			{ line: 3, code: 'zone', text: 'Nowhere' }
		]);
	});

	test('a series keeps the hour of the clock over the change of it', () => {
		const text = calendar([...SHIFT, 'RRULE:FREQ=WEEKLY;BYDAY=MO,SU;UNTIL=20261027T000000Z']);
		expect(spans(read(text, { fromDate: '2026-10-18' }))).toEqual([
			'2026-10-18T07:00/15:00',
			'2026-10-19T07:00/15:00',
			'2026-10-25T08:00/16:00',
			'2026-10-26T08:00/16:00'
		]);
	});

	test('[H15] a series without an end is taken for twelve weeks', () => {
		const { activities } = read(calendar([...SHIFT, 'RRULE:FREQ=DAILY']));
		expect(activities).toHaveLength(84);
		expect(
			read(calendar([...SHIFT, 'RRULE:FREQ=DAILY']), { fromDate: '2027-01-01' }).activities
		).toHaveLength(84);
	});

	test('exclusions, exceptions and cancelled repetitions are not repeated', () => {
		const text = calendar(
			[
				...SHIFT,
				'RRULE:FREQ=DAILY;COUNT=5',
				'EXDATE;TZID=Europe/Madrid:20260915T090000',
				'RDATE;TZID=Europe/Madrid:20260920T090000'
			],
			[
				...SHIFT.slice(0, 3),
				'RECURRENCE-ID:20260916T070000Z',
				'DTSTART;TZID=Europe/Madrid:20260916T120000',
				'DTEND;TZID=Europe/Madrid:20260916T130000'
			],
			[...SHIFT, 'RECURRENCE-ID;TZID=Europe/Madrid:20260917T090000', 'STATUS:CANCELLED']
		);
		const file = read(text);
		expect(file.faults).toEqual([]);
		expect(
			spans({ ...file, activities: file.activities.filter((one) => !one.isCancelled) }).sort()
		).toEqual([
			'2026-09-14T07:00/15:00',
			'2026-09-16T10:00/11:00',
			'2026-09-18T07:00/15:00',
			'2026-09-20T07:00/15:00'
		]);
	});

	test('of two versions of an event the one with the higher sequence holds', () => {
		const version = (sequence: number, hour: string) => [
			...SHIFT.slice(0, 3),
			`SEQUENCE:${sequence}`,
			`DTSTART:20260914T${hour}0000Z`,
			'DURATION:PT1H'
		];
		expect(spans(read(calendar(version(3, '12'), version(2, '08'))))).toEqual([
			'2026-09-14T12:00/13:00'
		]);
	});

	test('days as a whole are time off, one each', () => {
		const { activities, faults } = read(
			calendar([
				'UID:v',
				'X-AGENT:a01',
				'SUMMARY:Vacaciones',
				'DTSTART;VALUE=DATE:20261024',
				'DTEND;VALUE=DATE:20261027'
			])
		);
		expect(faults).toEqual([]);
		expect(activities.map(({ activity, isAllDay }) => [activity, isAllDay])).toEqual(
			Array(3).fill(['time_off', true])
		);
		expect(activities.map(({ startMs, endMs }) => (endMs - startMs) / 3_600_000)).toEqual([
			24, 25, 24
		]);
	});

	test('[H15] what cannot be taken is a fault of its event alone', () => {
		const { activities, faults } = read(
			calendar(
				['UID:a', 'SUMMARY:Turno', 'DTSTART:20260914T090000', 'DURATION:PT1H'],
				['X-AGENT:a', 'SUMMARY:Zumba', 'DTSTART:20260914T090000', 'DURATION:PT1H'],
				['X-AGENT:a', 'SUMMARY:Turno', 'DTSTART:20260931T090000', 'DURATION:PT1H'],
				['X-AGENT:a', 'SUMMARY:Turno', 'DTSTART:20260914T090000', 'DTEND:20260914T080000'],
				['X-AGENT:a', 'SUMMARY:Turno', 'DTSTART:20260914T090000', 'DURATION:P3D'],
				['X-AGENT:a', 'SUMMARY:Turno', 'DTSTART;VALUE=DATE:20260914'],
				[...SHIFT, 'RRULE:FREQ=SECONDLY'],
				[...SHIFT.slice(1), 'UID:f', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260914T090000'],
				['X-AGENT:a', 'SUMMARY:Turno', 'DTSTART:20260914T090000', 'DURATION:PT1H']
			)
		);
		expect(activities).toHaveLength(1);
		expect(faults.map(({ code }) => code).sort()).toEqual(
			[
				'agent-missing',
				'activity',
				'date',
				'order',
				'too-long',
				'no-hours',
				'repeats',
				'following'
			].sort()
		);
	});

	test('[H15] rules that no day fits, or that began in another age, end', () => {
		const rules = [
			'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
			'FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1;BYMONTH=2',
			'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31',
			'FREQ=DAILY;COUNT=2147483647',
			'FREQ=DAILY;INTERVAL=366'
		];
		const old = SHIFT.map((line) => line.replace(/:2026/, ':1602'));
		const text = calendar(...rules.map((rule, index) => [...old, `UID:${index}`, `RRULE:${rule}`]));
		expect(read(text).activities.length).toBeLessThan(90);
		// Some that have to be counted through centuries are too much to look at, and are said to be.
		const many = calendar(
			...Array.from({ length: 3 }, (_, index) => [
				...old.slice(1),
				`UID:${index}`,
				'RRULE:FREQ=DAILY;COUNT=999999;BYMONTH=2;BYMONTHDAY=31'
			])
		);
		expect(read(many).faults).toContainEqual(
			expect.objectContaining({ code: 'repeats-too-often' })
		);
	});

	test('an event without an end, and a file that is none, are faults', () => {
		expect(read('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x').faults).toMatchObject([
			{ line: 2, code: 'event' }
		]);
		expect(read('BEGIN:VCARD').faults).toEqual([{ line: null, code: 'not-a-calendar', text: '' }]);
		const nested = calendar(Array<string>(1500).fill('BEGIN:VALARM'));
		expect(read(nested).faults).toMatchObject([{ code: 'event' }]);
	});

	test('[H15] any lines give activities and faults, and throw nothing', () => {
		const line = fc.oneof(
			fc.constantFrom(
				...SHIFT,
				'BEGIN:VEVENT',
				'END:VEVENT',
				'BEGIN:VALARM',
				'RRULE:FREQ=WEEKLY;BYDAY=MO',
				'RRULE:FREQ=DAILY;COUNT=-3;INTERVAL=0',
				'DTSTART:99999999T999999Z',
				'EXDATE:x',
				'RDATE;VALUE=PERIOD:20260914T090000Z/PT1H',
				'DURATION:-PT1H',
				'DTEND;VALUE=DATE:20260101'
			),
			fc.string({ maxLength: 40 })
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
				const { activities, faults } = read(calendar(lines));
				expect(activities.length + faults.length).toBeLessThan(200);
				expect(activities.every(({ startMs, endMs }) => endMs > startMs)).toBe(true);
			}),
			{ numRuns: 300 }
		);
	});
});

describe('rules of days', () => {
	const day = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
	const days = fc.uniqueArray(day, { minLength: 1, maxLength: 4 });
	const rule = fc.oneof(
		fc
			.record({ interval: fc.integer({ min: 1, max: 9 }) })
			.map(({ interval }) => `FREQ=DAILY;INTERVAL=${interval}`),
		fc
			.record({
				interval: fc.integer({ min: 1, max: 4 }),
				days,
				start: fc.constantFrom('MO', 'SU')
			})
			.map(
				({ interval, days: list, start }) =>
					`FREQ=WEEKLY;INTERVAL=${interval};WKST=${start};BYDAY=${list.join(',')}`
			),
		fc
			.record({ interval: fc.integer({ min: 1, max: 3 }), on: fc.integer({ min: 1, max: 28 }) })
			.map(({ interval, on }) => `FREQ=MONTHLY;INTERVAL=${interval};BYMONTHDAY=${on}`),
		fc
			.record({ nth: fc.constantFrom(1, 2, 3, 4, -1), day })
			.map(({ nth, day: one }) => `FREQ=MONTHLY;BYDAY=${nth}${one}`)
	);

	test('are those of the library, from the first of them on', () => {
		fc.assert(
			fc.property(
				rule,
				fc.integer({ min: 0, max: 700 }),
				fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
				(text, offset, count) => {
					const first = new Date(Date.UTC(2025, 0, 1 + offset)).toISOString().slice(0, 10);
					const recur = ICAL.Recur.fromString(`${text}${count === null ? '' : `;COUNT=${count}`}`);
					const iterator = recur.iterator(ICAL.Time.fromDateString(first));
					const expected: string[] = [];
					while (expected.length < 60) {
						// Its type does not say that there may be none left.
						const next = iterator.next() as ICAL.Time | null;
						const date = next?.toString() ?? '9999';
						if (date > '2027-12-31') break;
						expected.push(date);
					}
					const dayRule = readDayRule(recur);
					if (dayRule === null) throw new Error(text);
					const found = repeatDates(dayRule, { first, from: first, to: '2027-12-31' }, () => true, {
						left: 100_000
					});
					expect(found?.slice(0, expected.length)).toEqual(expected);
					const later = repeatDates(
						dayRule,
						{ first, from: '2026-07-01', to: '2027-12-31' },
						() => true,
						{ left: 100_000 }
					);
					expect(later).toEqual(found?.filter((date) => date >= '2026-07-01'));
				}
			),
			{ numRuns: 200 }
		);
	});
});
