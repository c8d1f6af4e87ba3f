import { describe, expect, test } from 'vitest';
import type { FloorHour } from '../../queries/floor-hours.ts';
import { INSERT_MS, planHours } from './hour-plan.ts';
import type { HeldHour } from './hour-plan.ts';

const HOUR_S = 3600;
const READ_AT = 10_000_000;
const hour = (also: Partial<FloorHour> = {}): FloorHour => ({
	hourS: HOUR_S,
	atRest: 0,
	rollIds: [7],
	rules: 'a',
	touchedMs: 0,
	nowMs: READ_AT,
	...also
});
const facts: HeldHour = { from: 'facts', rules: 'a', readAtMs: READ_AT, completeAtMs: READ_AT };
const roll: HeldHour = { from: 'roll', rollIds: [7] };
const resting = { atRest: 1 };
const lately = { touchedMs: READ_AT - INSERT_MS + 1 };
const longAgo = { touchedMs: READ_AT - INSERT_MS };

describe('which hours are read anew', () => {
	test.each([
		['one that is not held', hour(), undefined, false, 'facts'],
		['one at rest that is not held', hour(resting), undefined, false, 'rolls'],
		['none that is held', hour(lately), facts, false, null],
		['one whose settings became others', hour({ rules: 'b' }), facts, false, 'facts'],
		['one that came to rest', hour(resting), facts, false, 'rolls'],
		['none that rests on', hour(resting), roll, false, null],
		['one that was rolled again', hour({ ...resting, rollIds: [8] }), roll, false, 'rolls'],
		['one that rests no more', hour(), roll, false, 'facts'],
		['unsure: one touched when it may have been under way', hour(lately), facts, true, 'facts'],
		['unsure: none touched before', hour(longAgo), facts, true, null]
	])('%s', (_why, given, held, isUnsure, expected) => {
		const plan = planHours([given], new Map(held ? [[HOUR_S, held]] : []), isUnsure);
		expect(plan).toEqual({
			facts: expected === 'facts' ? [given] : [],
			rolls: expected === 'rolls' ? [given] : [],
			gone: []
		});
	});

	test('what the database names no more is gone', () => {
		expect(planHours([], new Map([[HOUR_S, facts]]), false).gone).toEqual([HOUR_S]);
	});
});
