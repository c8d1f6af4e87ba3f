import { describe, expect, test } from 'vitest';
import type { AgentRecord } from './adherence-atoms.ts';
import { axisOf, hoursOf, lanesOf, shiftsOn } from './lanes.ts';
import type { PlannedActivity } from './plan.ts';

const ZONE = 'Europe/Madrid';
const at = (text: string) => Date.parse(`2026-09-${text}:00+02:00`);
const planned = (
	activity: PlannedActivity['activity'],
	from: string,
	to: string,
	shift = 's'
): PlannedActivity => ({ activity, shift, position: 1, fromMs: at(from), toMs: at(to) });
const state = (word: string, since: string) => ({ state: word, reason: '', sinceMs: at(since) });

const DAY = { fromMs: at('14T00:00'), toMs: at('15T00:00') };
const AXIS = { fromMs: at('14T08:00'), toMs: at('14T18:00') };
const RECORD: AgentRecord = {
	planned: [
		planned('on_queue', '14T09:00', '14T11:00'),
		planned('break', '14T11:00', '14T11:15'),
		planned('on_queue', '14T11:15', '14T17:00')
	],
	states: [
		state('offline', '13T17:00'),
		state('available', '14T09:00'),
		state('handling', '14T10:00'),
		state('break', '14T11:01'),
		state('available', '14T11:27'),
		state('meal', '14T13:00')
	],
	exceptions: []
};

describe('the lanes of an agent', () => {
	const lanes = lanesOf(RECORD, AXIS, at('14T13:06'));

	test('states of one kind are one piece, and being away is none', () => {
		expect(lanes.actual.map(({ stateClass, fromMs }) => [stateClass, fromMs])).toEqual([
			['on_queue', at('14T09:00')],
			['break', at('14T11:01')],
			['on_queue', at('14T11:27')],
			['meal', at('14T13:00')]
		]);
	});

	test('stretches out of the plan say what was planned and done, and whether they count', () => {
		expect(lanes.out).toEqual([
			{
				fromMs: at('14T11:00'),
				toMs: at('14T11:01'),
				planned: 'break',
				stateClass: 'on_queue',
				counts: false
			},
			{
				fromMs: at('14T11:15'),
				toMs: at('14T11:27'),
				planned: 'on_queue',
				stateClass: 'break',
				counts: true
			},
			{
				fromMs: at('14T13:00'),
				toMs: at('14T13:06'),
				planned: 'on_queue',
				stateClass: 'meal',
				counts: true
			}
		]);
	});

	test('who is out now is so since the stretch began, severely after five minutes', () => {
		expect(lanes.outNow).toEqual({
			sinceMs: at('14T13:00'),
			planned: 'on_queue',
			stateClass: 'meal',
			isSevere: true
		});
		expect(lanesOf(RECORD, AXIS, at('14T13:04')).outNow).toMatchObject({ isSevere: false });
		expect(lanesOf(RECORD, AXIS, at('14T12:00')).outNow).toBeNull();
	});

	test('an approved exception takes the stretch out', () => {
		const decision = {
			kind: 'approved',
			reason: 'médico',
			decidedAtMs: at('14T13:02'),
			decidedBy: 'Berta',
			fromMs: at('14T13:00'),
			toMs: at('14T14:00')
		};
		const excused = lanesOf({ ...RECORD, exceptions: [decision] }, AXIS, at('14T13:06'));
		expect(excused.outNow).toBeNull();
		expect(excused.excused).toEqual([{ fromMs: at('14T13:00'), toMs: at('14T13:06') }]);
		expect(excused.out).toHaveLength(2);
	});
});

describe('the axis of a day', () => {
	test('a shift over midnight is whole on both its days, and on no other', () => {
		const night = planned('on_queue', '13T23:00', '14T07:00', 'night');
		const rest = planned('break', '14T03:00', '14T03:15', 'night');
		const other = planned('on_queue', '15T09:00', '15T17:00', 'other');
		expect(shiftsOn([night, rest, other], DAY)).toEqual([night, rest]);
		expect(axisOf(shiftsOn([night, rest, other], DAY), DAY, ZONE)).toEqual({
			fromMs: at('13T22:00'),
			toMs: at('14T08:00')
		});
	});

	test('has whole hours around what is planned, the day when nothing is', () => {
		const axis = axisOf(RECORD.planned, DAY, ZONE);
		expect(axis).toEqual({ fromMs: at('14T08:00'), toMs: at('14T18:00') });
		expect(hoursOf(axis)).toHaveLength(9);
		expect(axisOf([], DAY, ZONE)).toBe(DAY);
	});
});
