import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adherenceAtoms } from './adherence-atoms.ts';
import type { AdherenceAtom, AgentRecord, StateMoment } from './adherence-atoms.ts';
import type { Activity } from './activity.ts';
import { effectivePlan } from './plan.ts';
import type { ExceptionDecision, PlannedActivity } from './plan.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAY = Date.UTC(2026, 9, 5);
const at = (clock: string): number => {
	const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
	return DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000;
};
const plan = (...spans: [Activity, string, string][]): PlannedActivity[] =>
	spans.map(([activity, from, to], index) => ({
		activity,
		fromMs: at(from),
		toMs: at(to),
		shift: 'early',
		position: index + 1
	}));
const states = (...moments: [string, string][]): StateMoment[] =>
	moments.map(([state, since]) => ({ state, reason: '', sinceMs: at(since) }));
const decision = (kind: string, from: string, to: string): ExceptionDecision => ({
	kind,
	fromMs: at(from),
	toMs: at(to),
	reason: '',
	decidedAtMs: DAY,
	decidedBy: ''
});

const range = { fromMs: DAY, toMs: DAY + DAY_MS, nowMs: DAY + 9 * DAY_MS };

interface Minutes {
	scheduled: number;
	neutral: number;
	raw: number;
	adjusted: number;
}
function minutesOf(atoms: readonly AdherenceAtom[]): Minutes {
	const total = (holds: (atom: AdherenceAtom) => boolean): number =>
		atoms.filter(holds).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / MINUTE_MS;
	return {
		scheduled: total(({ planned }) => planned !== null),
		neutral: total(({ raw }) => raw === 'neutral' || raw === 'excused'),
		raw: total(({ raw }) => raw === 'in'),
		adjusted: total(({ adjusted }) => adjusted === 'in')
	};
}
const minutes = (record: Partial<AgentRecord>, over = range): Minutes =>
	minutesOf(adherenceAtoms({ planned: [], states: [], exceptions: [], ...record }, over));

/** The published day of kpi-science TV-22. */
const PUBLISHED = {
	planned: plan(
		['on_queue', '09:00', '10:30'],
		['break', '10:30', '10:45'],
		['on_queue', '10:45', '12:00'],
		['coaching', '12:00', '12:30'],
		['on_queue', '12:30', '13:00']
	),
	states: states(
		['available', '09:07'],
		['break', '10:38'],
		['handling', '10:53'],
		['coaching', '12:05'],
		['wrapping', '12:35'],
		['offline', '13:06']
	),
	exceptions: [] as ExceptionDecision[]
};

describe('the verdicts of a day', () => {
	test('ten minutes late of sixty on the queue are 83.33 %, whatever is worked after the shift', () => {
		const { raw, scheduled } = minutes({
			planned: plan(['on_queue', '09:00', '10:00']),
			states: states(['available', '09:10'], ['offline', '10:10'])
		});
		expect([raw, scheduled]).toEqual([50, 60]);
	});

	test('fifteen minutes late of sixty are 75 %', () => {
		const { raw, scheduled } = minutes({
			planned: plan(['on_queue', '09:00', '10:00']),
			states: states(['handling', '09:15'], ['offline', '10:15'])
		});
		expect([raw, scheduled]).toEqual([45, 60]);
	});

	test('the published day is 207 of 240 minutes raw', () => {
		expect(minutes(PUBLISHED)).toMatchObject({ scheduled: 240, neutral: 0, raw: 207 });
	});

	test('adjusted, each of its five deviations loses the two minutes of grace after its edge', () => {
		// 7 − 2, 8 − 2, 8 − 2, 5 − 2 and 5 − 2 minutes remain out: 23 of 240.
		expect(minutes(PUBLISHED).adjusted).toBe(240 - 23);
	});

	test('with the later break approved, both deviations of the break are neutral', () => {
		// 10:30 to 10:53 is neutral: 23 minutes, of which 16 were out and 7 in.
		const exceptions = [decision('approved', '10:30', '10:53')];
		expect(minutes({ ...PUBLISHED, exceptions })).toEqual({
			scheduled: 240,
			neutral: 23,
			raw: 200,
			adjusted: 240 - 23 - (23 - 12)
		});
	});

	test('a rejection that comes after an approval takes it back, where both cover an instant', () => {
		const exceptions = [
			decision('approved', '10:30', '10:53'),
			decision('rejected', '10:45', '11:00')
		];
		expect(minutes({ ...PUBLISHED, exceptions }).neutral).toBe(15);
		expect(minutes({ ...PUBLISHED, exceptions: exceptions.reverse() }).neutral).toBe(23);
	});

	test('before the first state ever the agent is away', () => {
		expect(minutes({ planned: plan(['on_queue', '09:00', '10:00']) })).toEqual({
			scheduled: 60,
			neutral: 0,
			raw: 0,
			adjusted: 4
		});
	});

	test('a word that is no state of the contract is never adherent', () => {
		const record = {
			planned: plan(['break', '09:00', '10:00']),
			states: states(['smoke', '08:00'])
		};
		expect(minutes(record)).toMatchObject({ raw: 0, adjusted: 0 });
	});

	test('time off is neutral, whoever works through it or not', () => {
		const planned = plan(['on_queue', '09:00', '10:00'], ['time_off', '10:00', '13:00']);
		expect(minutes({ planned, states: states(['available', '08:00']) })).toMatchObject({
			scheduled: 240,
			neutral: 180,
			raw: 60
		});
	});

	test('being signed out is within the grace at the ends of a shift, being on a break is not', () => {
		const planned = plan(['on_queue', '09:00', '10:00']);
		const early = (state: string) =>
			minutes({ planned, states: states(['available', '08:00'], [state, '09:58:30']) }).adjusted;
		expect(early('offline')).toBe(60);
		expect(early('break')).toBe(58.5);
	});

	test('of a stretch longer than the grace only the grace is forgiven', () => {
		const record = {
			planned: plan(['break', '10:00', '10:30'], ['on_queue', '10:30', '11:00']),
			states: states(['break', '10:00'], ['available', '10:32:01'])
		};
		expect(minutes(record).raw).toBeCloseTo(60 - 121 / 60, 9);
		expect(minutes(record).adjusted).toBeCloseTo(60 - 1 / 60, 9);
	});

	test('a deviation of 59.999 s does not count in the adjusted value, one of 60 s does', () => {
		const planned = plan(['on_queue', '09:00', '12:00']);
		const away = (lengthMs: number) =>
			minutes({
				planned,
				states: [
					...states(['available', '08:00'], ['break', '10:00']),
					{ state: 'available', reason: '', sinceMs: at('10:00') + lengthMs }
				]
			});
		expect(away(59_999)).toMatchObject({ adjusted: 180 });
		expect(away(59_999).raw).toBeCloseTo(180 - 59_999 / MINUTE_MS, 9);
		expect(away(60_000)).toMatchObject({ raw: 179, adjusted: 179 });
	});

	test('two short deviations one after the other are one that counts', () => {
		const record = {
			planned: plan(['on_queue', '09:00', '12:00']),
			states: states(
				['available', '08:00'],
				['break', '10:00'],
				['meeting', '10:00:40'],
				['available', '10:01:20']
			)
		};
		expect(minutes(record).adjusted).toBeCloseTo(180 - 80 / 60, 9);
	});

	test('a short deviation is the same one whether the range ends within it or not', () => {
		const record = {
			planned: plan(['on_queue', '09:00', '12:00']),
			states: states(['available', '08:00'], ['break', '09:59:30'], ['available', '10:00:10'])
		};
		const upTo = { ...range, toMs: at('10:00') };
		const from = { ...range, fromMs: at('10:00') };
		expect(minutes(record, upTo).adjusted + minutes(record, from).adjusted).toBe(180);
	});

	test('a night shift is one shift on both sides of midnight, and in the night that has 25 hours', () => {
		// Europe/Madrid 2026-10-25: 22:00 at +02:00 to 06:00 at +01:00 are nine hours.
		const from = Date.parse('2026-10-24T22:00:00+02:00');
		const to = Date.parse('2026-10-25T06:00:00+01:00');
		const midnight = Date.parse('2026-10-25T00:00:00+02:00');
		const record = {
			planned: [
				{ activity: 'on_queue' as const, fromMs: from, toMs: to, shift: 'night', position: 1 }
			],
			states: [{ state: 'available', reason: '', sinceMs: from + 5 * MINUTE_MS }]
		};
		const day = (fromMs: number, toMs: number) =>
			minutes(record, { fromMs, toMs, nowMs: to + DAY_MS });
		const first = day(midnight - DAY_MS, midnight);
		const second = day(midnight, Date.parse('2026-10-26T00:00:00+01:00'));
		expect([first.scheduled, first.raw, first.adjusted]).toEqual([120, 115, 117]);
		expect([second.scheduled, second.raw, second.adjusted]).toEqual([420, 420, 420]);
	});

	test('what is later than now has not happened', () => {
		expect(minutes(PUBLISHED, { ...range, nowMs: at('09:30') })).toMatchObject({
			scheduled: 30,
			raw: 23
		});
		expect(minutes(PUBLISHED, { ...range, nowMs: DAY - DAY_MS }).scheduled).toBe(0);
	});
});

const KNOWN = ['available', 'handling', 'break', 'meeting', 'offline', 'smoke'];
const clock = fc.integer({ min: 0, max: 60 }).map((step) => DAY + step * 20_000);
const randomDay: fc.Arbitrary<AgentRecord> = fc.record({
	planned: fc.array(
		fc.record({
			activity: fc.constantFrom<Activity>('on_queue', 'break', 'meeting', 'time_off'),
			fromMs: clock,
			toMs: clock,
			shift: fc.constantFrom('a', 'b'),
			position: fc.integer({ min: 1, max: 9 })
		}),
		{ maxLength: 6 }
	),
	states: fc
		.uniqueArray(
			fc.record({ state: fc.constantFrom(...KNOWN), reason: fc.constant(''), sinceMs: clock }),
			{ maxLength: 10, selector: ({ sinceMs }) => sinceMs }
		)
		.map((list) => list.sort((a, b) => a.sinceMs - b.sinceMs)),
	exceptions: fc.array(
		fc.record({
			kind: fc.constantFrom('approved', 'rejected'),
			fromMs: clock,
			toMs: clock,
			reason: fc.constant(''),
			decidedAtMs: fc.constant(DAY),
			decidedBy: fc.constant('')
		}),
		{ maxLength: 3 }
	)
});

describe('any day', () => {
	test('is wholly in, out or neutral where something is planned', () => {
		fc.assert(
			fc.property(randomDay, (record) => {
				const atoms = adherenceAtoms(record, range);
				for (const { planned, raw, adjusted } of atoms)
					expect([raw === null, adjusted === null]).toEqual([planned === null, planned === null]);
				const { scheduled } = minutesOf(atoms);
				const whole = effectivePlan(record.planned.filter((span) => span.fromMs < span.toMs));
				expect(scheduled * MINUTE_MS).toBeCloseTo(
					whole.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0),
					3
				);
			})
		);
	});

	test('is the same where a state is repeated', () => {
		fc.assert(
			fc.property(randomDay, clock, (record, repeatedMs) => {
				const held = record.states.findLast(({ sinceMs }) => sinceMs <= repeatedMs);
				const again = held
					? [...record.states, { ...held, sinceMs: repeatedMs }].sort(
							(a, b) => a.sinceMs - b.sinceMs
						)
					: record.states;
				expect(adherenceAtoms({ ...record, states: again }, range)).toEqual(
					adherenceAtoms(record, range)
				);
			})
		);
	});

	test('is the sum of its parts wherever it is cut', () => {
		fc.assert(
			fc.property(randomDay, clock, (record, cutMs) => {
				const both = [
					...adherenceAtoms(record, { ...range, toMs: cutMs }),
					...adherenceAtoms(record, { ...range, fromMs: cutMs })
				];
				expect(minutesOf(both)).toEqual(minutesOf(adherenceAtoms(record, range)));
			})
		);
	});
});
