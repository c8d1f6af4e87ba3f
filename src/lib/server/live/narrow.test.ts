import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVERYTHING, NOTHING, covers } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { noMeasures } from '#lib/domain/metrics/measures.ts';
import type { Floor } from './floor.ts';
import { narrowFloor } from './narrow.ts';

const IDS = ['a', 'b', 'c', ''];

const floor: Floor = {
	waiting: new Map(
		IDS.map((queue) => [queue, { queue, waiting: 1, oldestQueuedAtMs: 1, deadlinesMs: [1] }])
	),
	rolling: {
		'15m': new Map(IDS.map((queue) => [queue, noMeasures()])),
		'30m': new Map(IDS.map((queue) => [queue, noMeasures()])),
		'60m': new Map(IDS.map((queue) => [queue, noMeasures()]))
	},
	today: new Map([
		['UTC', new Map(IDS.map((queue) => [queue, noMeasures()]))],
		['Europe/Madrid', new Map(IDS.map((queue) => [queue, noMeasures()]))]
	]),
	agents: IDS.map((team) => ({
		agent: `agent-${team}`,
		name: '',
		team,
		queues: IDS,
		state: 'available',
		reason: '',
		sinceMs: 1
	})),
	usual: new Map([
		[
			'UTC',
			new Map(IDS.map((queue) => [queue, { weeks: 1, byQuarter: new Map<number, number>() }]))
		]
	]),
	quality: new Map([
		['30d', new Map(IDS.map((queue) => [queue, { agents: [`agent-${queue}`], sums: {} }]))]
	]),
	trend: new Map(IDS.map((queue) => [queue, [{ startMs: 0, measures: noMeasures() }]])),
	queues: new Map(
		IDS.map((queue) => [
			queue,
			{ queue, name: queue, channel: 'voice', zone: '', thresholdMs: 1, formula: 'A' }
		])
	)
};

const queuesOf = (of: Floor): string[][] =>
	[
		of.waiting,
		of.queues,
		of.trend,
		...Object.values(of.rolling),
		...of.today.values(),
		...of.usual.values(),
		...of.quality.values()
	].map((rows) => [...(rows as ReadonlyMap<string, unknown>).keys()]);

const reach = fc.oneof(fc.constant('all' as const), fc.subarray(IDS));

describe('narrowFloor', () => {
	test('gives exactly the queues and teams of the scope, whatever the scope', () => {
		fc.assert(
			fc.property(reach, reach, (queues, teams) => {
				const narrowed = narrowFloor(floor, { ...EVERYTHING, queues, teams });
				const expected = IDS.filter((id) => covers(queues, id));
				for (const found of queuesOf(narrowed)) expect(found).toEqual(expected);
				expect(narrowed.agents.map(({ team }) => team)).toEqual(
					IDS.filter((id) => covers(teams, id))
				);
			})
		);
	});

	test('gives everything as it is, and nothing as nothing', () => {
		expect(narrowFloor(floor, EVERYTHING)).toBe(floor);
		const narrowed = narrowFloor(floor, NOTHING);
		expect([...queuesOf(narrowed).flat(), ...narrowed.agents]).toEqual([]);
	});

	test('gives one agent no queue and only itself', () => {
		const scope: RowScope = { ...EVERYTHING, agent: 'agent-b' };
		const narrowed = narrowFloor(floor, scope);
		expect(queuesOf(narrowed).flat()).toEqual([]);
		expect(narrowed.agents.map(({ agent }) => agent)).toEqual(['agent-b']);
	});
});
