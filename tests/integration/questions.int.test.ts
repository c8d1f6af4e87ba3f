import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Type } from '@sinclair/typebox';
import { EVERYTHING, NOTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { answerInteraction } from '#lib/server/api/interaction-answer.ts';
import { isOverLimit } from '#lib/server/clickhouse/over-limit.ts';
import { QueryError, defineQuery } from '#lib/server/clickhouse/query.ts';
import { LANES } from '#lib/server/clickhouse/connection.ts';
import { agentsInScope } from '#lib/server/queries/live-agents.ts';
import { waitingInScope } from '#lib/server/queries/live-waiting.ts';
import { metricSums } from '#lib/server/queries/metric-sums.ts';
import { agentNamesInScope, queueNamesInScope } from '#lib/server/queries/names.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { insertEvents, placeByFirst } from '../support/events.ts';
import { knownEvent } from '../support/known-event.ts';

const tenant = 'default';
const QUARTER_MS = 900_000;
const now = Date.now();
const start = now - 600_000;
const everyQueue: RowScope['queues'] = 'all';

const scope = (queues: RowScope['queues'], also: Partial<RowScope> = {}): RowScope => ({
	...EVERYTHING,
	queues,
	teams: queues === everyQueue ? 'all' : queues.map((queue) => `${queue}-team`),
	...also
});
const onlyA = scope(['a']);

const contact = (id: string, queues: readonly string[], agent: string) =>
	queues.flatMap((queue, index) => {
		const segment = index + 1;
		const at = start + index * 60_000;
		return [
			...(index === 0 ? [knownEvent('interaction.created', id, at, { channel: 'voice' })] : []),
			...(queue === '' ? [] : [knownEvent('interaction.queued', id, at + 1, { queue, segment })]),
			knownEvent('interaction.accepted', id, at + 1000, { agent, segment }),
			knownEvent('interaction.ended', id, at + 31_000, { by: 'customer', segment })
		];
	});

describe('questions with a scope', () => {
	let engine: TestEngine;

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		const events = [
			...['a', 'b'].flatMap((queue) => [
				knownEvent('reference.queue', queue, start, { name: `Cola ${queue}`, channel: 'voice' }),
				...[1, 2].map((n) =>
					knownEvent('agent.state', `${queue}${n}`, start, {
						state: 'available',
						team: `${queue}-team`,
						name: `Agente ${queue}${n}`
					})
				),
				knownEvent('interaction.created', `${queue}-waits`, now - 60_000, { channel: 'voice' }),
				knownEvent('interaction.queued', `${queue}-waits`, now - 60_000, { queue })
			]),
			...contact('in-a', ['a'], 'a1'),
			...contact('in-b', ['b'], 'b1'),
			...contact('a-then-b', ['a', 'b'], 'b2'),
			...contact('direct-a', [''], 'a2'),
			...contact('direct-b', [''], 'b2'),
			knownEvent('interaction.created', 'empty', start, { channel: 'voice' })
		];
		await insertEvents(engine.clickhouse, events, placeByFirst(), 'questions');
	});
	afterAll(() => engine.stop());

	const sums = async (
		of: RowScope,
		by: readonly ('queue' | 'agent' | 'team')[],
		{ aligned = true, agent = [] as string[], queue = [] as string[] } = {}
	) => {
		const question = metricSums({
			source: 'contacts',
			interval: 'none',
			by,
			aligned,
			filtersAgents: agent.length > 0
		});
		const fromMs = Math.floor(start / QUARTER_MS) * QUARTER_MS;
		const rows = await engine.clickhouse.query(
			'report',
			question,
			{
				tenant,
				fromMs,
				toMs: fromMs + 4 * QUARTER_MS,
				tz: 'UTC',
				nowMs: now,
				repeatWindowMs: 0,
				queue,
				channel: [],
				agent,
				team: []
			},
			{ scope: of }
		);
		return rows.map((row) => [...by.map((name) => row[name]), row['handled']].join(' '));
	};

	test.each([true, false])(
		'sums have only queues in reach (from roll-ups: %s)',
		async (aligned) => {
			expect(await sums(EVERYTHING, ['queue'], { aligned })).toEqual([' 2', 'a 2', 'b 2']);
			expect(await sums(onlyA, ['queue'], { aligned })).toEqual(['a 2']);
			expect(await sums(onlyA, [], { aligned })).toEqual(['2']);
			expect(await sums(onlyA, ['queue'], { aligned, queue: ['b'] })).toEqual([]);
			expect(await sums(NOTHING, ['queue'], { aligned })).toEqual([]);
		}
	);

	test('agents are told apart only within the own teams, and only for those who may', async () => {
		expect(await sums(EVERYTHING, ['agent'])).toEqual([' 0', 'a1 1', 'a2 1', 'b1 1', 'b2 3']);
		// b2 had a contact of queue a, and is not of the team.
		expect(await sums(onlyA, ['agent'])).toEqual(['a1 1']);
		expect(await sums(onlyA, ['team'])).toEqual(['a-team 1']);
		expect(await sums(onlyA, [], { agent: ['b2'] })).toEqual([]);
		expect(await sums(scope(everyQueue, { namesAgents: false }), ['agent'])).toEqual([]);
		expect(await sums(scope(everyQueue, { namesAgents: false }), [], { agent: ['a1'] })).toEqual(
			[]
		);
	});

	test('whoever sees only the own records sees those and no others', async () => {
		const own = scope(everyQueue, { agent: 'b2' });
		expect(await sums(own, ['agent'])).toEqual(['b2 3']);
		expect(await sums(own, ['queue'])).toEqual([' 1', 'a 1', 'b 1']);
		expect(
			await engine.clickhouse.query('report', waitingInScope, { tenant }, { scope: own })
		).toEqual([]);
		const agents = await engine.clickhouse.query(
			'report',
			agentsInScope,
			{ tenant },
			{ scope: own }
		);
		expect(agents.map(({ agent }) => agent)).toEqual(['b2']);
	});

	test('who waits, who is there, and what they are called, is known of the own queues and teams', async () => {
		const { clickhouse } = engine;
		const ids = ['a', 'b', 'a1', 'b1'];
		const asked = (of: RowScope) =>
			Promise.all([
				clickhouse.query('report', waitingInScope, { tenant }, { scope: of }),
				clickhouse.query('report', agentsInScope, { tenant }, { scope: of }),
				clickhouse.query('report', queueNamesInScope, { tenant, ids }, { scope: of }),
				clickhouse.query('report', agentNamesInScope, { tenant, ids }, { scope: of })
			]);
		const [waiting, agents, queueNames, agentNames] = await asked(onlyA);
		expect(waiting.map(({ queue }) => queue)).toEqual(['a']);
		expect(agents.map(({ agent }) => agent)).toEqual(['a1', 'a2']);
		expect(queueNames).toEqual([{ id: 'a', name: 'Cola a' }]);
		expect(agentNames).toEqual([{ id: 'a1', name: 'Agente a1' }]);
		const [, unnamed, , noNames] = await asked(scope(['a'], { namesAgents: false }));
		expect(unnamed.map(({ agent, name, state }) => [agent, name, state])).toEqual([
			['', '', 'available'],
			['', '', 'available']
		]);
		expect(noNames).toEqual([]);
		expect((await asked(NOTHING)).flat()).toEqual([]);
	});

	test.each<[string, boolean, boolean, boolean]>([
		['in-a', true, false, true],
		['in-b', false, true, false],
		['a-then-b', true, true, false],
		['direct-a', true, false, false],
		['direct-b', false, true, false],
		['a-waits', true, false, false],
		['empty', false, false, false],
		['nobody', false, false, false]
	])('contact %s is seen by team a: %s, by team b: %s, by agent a1: %s', async (id, a, b, a1) => {
		const seen = async (of: RowScope) =>
			(await answerInteraction(id, { clickhouse: engine.clickhouse, tenant, scope: of })) !== null;
		expect(
			await Promise.all([onlyA, scope(['b']), scope(everyQueue, { agent: 'a1' })].map(seen))
		).toEqual([a, b, a1]);
		expect([await seen(EVERYTHING), await seen(NOTHING)]).toEqual([id !== 'nobody', false]);
	});

	test('a scope of more queues than an address is long is taken', async () => {
		const many = Array.from({ length: 10_000 }, (_, n) => `a queue with a long name, number ${n}`);
		expect(await sums(scope([...many, 'b']), ['queue'])).toEqual(['b 2']);
	});

	test('[A6] names in a scope are values, never SQL', async () => {
		expect(await sums(scope(["b') OR 1=1 --", "'; DROP TABLE events"]), ['queue'])).toEqual([]);
	});

	test('a question of rows is not asked without a scope, nor another with one, whatever the types say', async () => {
		const anything = { scope: EVERYTHING };
		const one = defineQuery({
			name: 'one',
			sql: 'SELECT 1 AS n',
			scope: { none: 'it is about nobody at all' },
			params: Type.Object({}),
			row: Type.Object({ n: Type.Integer() })
		});
		// @ts-expect-error a question of rows takes a scope
		await expect(engine.clickhouse.query('report', waitingInScope, { tenant })).rejects.toThrow(
			'query waiting-in-scope failed'
		);
		// @ts-expect-error one without rows takes none
		await expect(engine.clickhouse.query('report', one, {}, anything)).rejects.toThrow(
			'query one failed'
		);
		await expect(engine.clickhouse.query('report', one, {})).resolves.toEqual([{ n: 1 }]);
	});

	describe('limits', () => {
		const question = (name: string, sql: string) =>
			defineQuery({
				name,
				sql,
				scope: { none: 'numbers of the database itself' },
				params: Type.Object({}),
				row: Type.Object({ n: Type.Integer() })
			});
		const overLimit = async (
			lane: (typeof LANES)[number],
			asked: ReturnType<typeof question>
		): Promise<boolean> => {
			try {
				await engine.clickhouse.query(lane, asked, {});
				return false;
			} catch (error) {
				return error instanceof QueryError && isOverLimit(error);
			}
		};

		test.each(LANES)(
			'[Q1] a question of lane %s that reads, answers or keeps too much is refused as such',
			async (lane) => {
				const reads = question(
					'reads',
					'SELECT toUInt32(count()) AS n FROM numbers(100000000000) WHERE number % 7 = 3'
				);
				const answers = question('answers', 'SELECT toUInt32(number) AS n FROM numbers(6000000)');
				expect([await overLimit(lane, reads), await overLimit(lane, answers)]).toEqual([
					true,
					true
				]);
			}
		);

		test.each(['live', 'report'] as const)(
			'[Q1] a question of lane %s that needs too much memory is refused',
			async (lane) => {
				const keeps = question(
					'keeps',
					'SELECT toUInt32(length(groupArray(repeat(toString(number), 100)))) AS n FROM numbers(20000000)'
				);
				expect(await overLimit(lane, keeps)).toBe(true);
				await expect(engine.clickhouse.ping()).resolves.toBeUndefined();
			}
		);
	});
});
