/** What evaluations come to, against the real engine and a fold in TypeScript. */
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import type { MetricId } from '#lib/domain/metrics/catalogue.ts';
import { MEASURES_OF } from '#lib/domain/metrics/measures.ts';
import { answerContacts } from '#lib/server/api/contacts.ts';
import { answerInteraction } from '#lib/server/api/interaction-answer.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import { readMetricRequest } from '#lib/server/api/metric-request.ts';
import type { MetricRequest } from '#lib/server/api/metric-request.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { columnOf } from '#lib/server/queries/measure-columns.ts';
import { QUALITY } from '#lib/server/queries/sources/quality.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { disturbed } from '../support/arbitrary-customers.ts';
import { evaluationEvents } from '../support/arbitrary-evaluations.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { foldEvaluations } from '../support/fold-evaluations.ts';
import { knownEvent } from '../support/known-event.ts';

const DAY_MS = 24 * 3_600_000;
const START_MS = Date.UTC(2026, 8, 20);
const COLUMNS = MEASURES_OF.quality.map(columnOf);
const NO_FILTERS = { queue: [], channel: [], agent: [], team: [] };

const allPieces = defineQuery({
	name: 'test-evaluations',
	sql: `SELECT m.piece AS piece, toUnixTimestamp64Milli(m.at) AS atMs, m.interaction_id AS interaction, m.queue AS queue, m.channel AS channel,
			m.agent AS agent, m.evaluator AS evaluator, ${COLUMNS.map((column) => `m.${column} AS ${column}`).join(', ')}
		FROM ${QUALITY.pieces} AS m WHERE m.piece NOT LIKE 'fixed%' ORDER BY piece`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ tenant: Type.String(), fromMs: Type.Integer(), toMs: Type.Integer() }),
	row: Type.Object({
		piece: Type.String(),
		atMs: Type.Integer(),
		interaction: Type.String(),
		queue: Type.String(),
		channel: Type.String(),
		agent: Type.String(),
		evaluator: Type.String(),
		...Object.fromEntries(COLUMNS.map((column) => [column, Type.Integer()]))
	})
});

const random = evaluationEvents(START_MS, 20261123);

/** An evaluation as the product tells it. */
const evaluated = (id: string, atMs: number, data: Record<string, unknown> = {}): KnownEvent => {
	const score = typeof data['finalScore'] === 'number' ? data['finalScore'] : 0.9;
	return knownEvent('evaluation.submitted', `fixed-${id}`, atMs, {
		interaction: `fixed-contact-${id}`,
		agent: 'eva',
		queue: 'y',
		channel: 'chat',
		contactAt: new Date(atMs - 2 * DAY_MS).toISOString(),
		evaluator: 'quim',
		form: 'voice',
		formVersion: 1,
		kind: 'standard',
		lane: 'random',
		revision: 1,
		submittedAt: new Date(atMs).toISOString(),
		rawScore: score,
		finalScore: score,
		passed: score >= 0.8,
		autoFailed: false,
		criticalApplicable: ['customer', 'compliance'],
		criticalFailed: [],
		workMs: 600_000,
		answers: [],
		...data
	});
};

describe('evaluations', () => {
	let engine: TestEngine;
	const store = (events: readonly KnownEvent[], batch: string) =>
		insertEvents(engine.clickhouse, events, ({ occurredAtMs }) => floorHour(occurredAtMs), batch);
	const pieces = () =>
		engine.clickhouse.query('report', allPieces, {
			tenant: 'default',
			fromMs: START_MS - 30 * DAY_MS,
			toMs: START_MS + 30 * DAY_MS
		});
	const ask = async (
		ids: readonly MetricId[],
		fromMs: number,
		request: Partial<MetricRequest> = {},
		scope: RowScope = EVERYTHING
	) => {
		const answered = await answerMetrics(
			{
				metrics: ids.map((id) => metric(id)),
				fromMs,
				toMs: fromMs + DAY_MS,
				interval: 'none',
				by: [],
				filters: NO_FILTERS,
				zone: 'UTC',
				...request
			},
			{ clickhouse: engine.clickhouse, tenant: 'default', scope, now: Date.now }
		);
		if ('problem' in answered) throw new Error(answered.problem.code);
		return answered.answer.rows;
	};

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		// In parts, so that states are merged from several rows.
		const all = disturbed(random, 3);
		for (const part of [0, 1, 2])
			await store(
				all.filter((_, index) => index % 3 === part),
				`random-${part}`
			);
	});
	afterAll(() => engine.stop());

	test('random revisions, disputes and decisions, shuffled and doubled, say the same as in plain TypeScript, also after a rebuild', async () => {
		const expected = foldEvaluations(random);
		const found = (await pieces()).map(
			({ piece, atMs, interaction, queue, channel, agent, evaluator, ...sums }) => ({
				piece,
				atMs,
				interaction,
				queue,
				channel,
				agent,
				evaluator,
				adds: Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0))
			})
		);
		expect(expected.length).toBeGreaterThan(300);
		expect(new Set(expected.flatMap(({ adds }) => Object.keys(adds)))).toEqual(new Set(COLUMNS));
		expect(found).toEqual(expected);
		const before = await pieces();
		await rebuild({
			clickhouse: engine.clickhouse,
			now: Date.now,
			onProgress: () => undefined,
			signal: new AbortController().signal
		});
		expect(await pieces()).toEqual(before);
	});

	test('a mean comes with n and an interval, a share with both its sides, and lanes are never mixed', async () => {
		const at = Date.UTC(2024, 0, 10, 12);
		const critical = { criticalFailed: ['customer'], autoFailed: true, passed: false };
		await store(
			[
				...[0.92, 0.84, 0.88, 0.76].map((finalScore, index) =>
					evaluated(`score-${index}`, at, { finalScore })
				),
				evaluated('score-4', at, { ...critical, rawScore: 0.95, finalScore: 0 }),
				evaluated('aimed', at, { lane: 'targeted', finalScore: 0.2 }),
				evaluated('by-hand', at, { lane: 'manual', finalScore: 0.4, workMs: 1_200_000 }),
				evaluated('beside', at, { kind: 'second', finalScore: 0.1 }),
				knownEvent('evaluation.disputed', 'fixed-aimed', at + 1, { revision: 1, questions: ['a'] }),
				knownEvent('evaluation.decided', 'fixed-aimed', at + 2, {
					revision: 1,
					outcome: 'revised',
					questions: ['a']
				}),
				evaluated('away', at),
				knownEvent('evaluation.retracted', 'fixed-away', at + 1, { revision: 1 })
			],
			'figures'
		);
		const [row] = await ask(
			[
				'qa_score',
				'qa_score_raw',
				'qa_pass_rate',
				'qa_score_targeted',
				'auto_fail_rate',
				'critical_accuracy_customer',
				'critical_accuracy_business',
				'critical_accuracy_compliance',
				'evaluations',
				'dispute_rate',
				'overturn_rate',
				'evaluation_work',
				'qa_score_by_contact'
			],
			Date.UTC(2024, 0, 10)
		);
		expect(row).toMatchObject({
			qa_score: { value: 0.68, n: 5 },
			qa_score_raw: { value: 0.87, n: 5 },
			qa_pass_rate: { value: 0.6, numerator: 3, denominator: 5, n: 5 },
			qa_score_targeted: { n: 2 },
			auto_fail_rate: { value: 0.2, numerator: 1, denominator: 5 },
			critical_accuracy_customer: { value: 0.8, numerator: 4, denominator: 5 },
			critical_accuracy_business: { value: null, numerator: 0, denominator: 0, interval: null },
			critical_accuracy_compliance: { value: 1, numerator: 5, denominator: 5 },
			evaluations: { value: 7 },
			dispute_rate: { value: 1 / 7, numerator: 1, denominator: 7 },
			overturn_rate: { value: 1, numerator: 1, denominator: 1 },
			evaluation_work: { value: 4_800_000 / 7, n: 7 },
			// The contacts were two days before.
			qa_score_by_contact: { value: null, n: 0 }
		});
		const { interval = null } = row?.['qa_score_raw'] as { interval?: [number, number] | null };
		// Five scores of 92, 84, 88, 76 and 95: 0.87 ± 1.96 · 0.074162 / √5.
		expect(interval?.map((bound) => Number(bound.toFixed(4)))).toEqual([0.805, 0.935]);
		const [contact] = await ask(['qa_score_by_contact'], Date.UTC(2024, 0, 8));
		expect(contact?.['qa_score_by_contact']).toMatchObject({ value: 0.68, n: 5 });
	});

	test('a revision counts instead, where the first was booked, and leads to its contact', async () => {
		const at = Date.UTC(2024, 1, 10, 12);
		const submittedAt = new Date(at).toISOString();
		const revised = evaluated('again', at + 3 * DAY_MS, {
			revision: 2,
			finalScore: 1,
			submittedAt
		});
		await store(
			[{ ...revised, name: 'evaluation.revised' } as KnownEvent, evaluated('again', at)],
			'revised'
		);
		const from = Date.UTC(2024, 1, 10);
		const [row] = await ask(['qa_score', 'evaluations'], from);
		expect(row).toMatchObject({ qa_score: { value: 1, n: 1 }, evaluations: { value: 1 } });
		const cell = {
			metric: metric('qa_score'),
			metrics: [metric('qa_score')],
			fromMs: from,
			toMs: from + DAY_MS,
			interval: 'none' as const,
			by: [],
			filters: NO_FILTERS,
			zone: 'UTC'
		};
		const answer = await answerContacts(
			{ cell, limit: 10, after: null },
			{
				clickhouse: engine.clickhouse,
				tenant: 'default',
				scope: EVERYTHING,
				nowMs: Date.now(),
				repeatWindowMs: DAY_MS
			}
		);
		expect(JSON.stringify(answer)).toContain('fixed-contact-again');
	});

	test('is told apart by agent and by evaluator to those who may know single people', async () => {
		const at = Date.UTC(2024, 2, 10, 12);
		await store(
			[
				evaluated('k1', at),
				evaluated('k2', at, { evaluator: 'rosa', agent: 'ana', queue: 'x' }),
				evaluated('k3', at, { evaluator: 'rosa' }),
				knownEvent('reference.agent', 'eva', at, { team: 'norte' })
			],
			'people'
		);
		const from = Date.UTC(2024, 2, 10);
		const rows = await ask(['evaluations'], from, { by: ['evaluator', 'queue'] });
		expect(rows.map((row) => [row['evaluator'], row['queue'], row['evaluations']])).toEqual([
			['quim', 'y', { value: 1 }],
			['rosa', 'x', { value: 1 }],
			['rosa', 'y', { value: 1 }]
		]);
		const countFor = async (scope: RowScope, filters = NO_FILTERS) => {
			const [row] = await ask(['evaluations'], from, { filters }, scope);
			return row?.['evaluations'];
		};
		expect(await countFor({ ...EVERYTHING, queues: ['y'] })).toEqual({ value: 2 });
		expect(await countFor(EVERYTHING, { ...NO_FILTERS, team: ['norte'] as never })).toEqual({
			value: 2
		});
		// What is not released yet is not for the agent it is about.
		expect(await countFor({ ...EVERYTHING, agent: 'eva' })).toEqual({ value: 0 });
		const total = { ...EVERYTHING, namesAgents: false };
		await expect(ask(['evaluations'], from, { by: ['evaluator'] }, total)).rejects.toThrow(
			'forbidden_dimension'
		);
		const asked = new URLSearchParams({
			metric: 'offered',
			by: 'evaluator',
			from: '2024-03-10T00:00:00Z',
			to: '2024-03-11T00:00:00Z'
		});
		expect(readMetricRequest(asked)).toMatchObject({ problem: { field: 'by' } });
	});

	test('stands in the answer about its contact for those who reach its queue or its agent', async () => {
		const at = Date.UTC(2024, 3, 10, 12);
		const id = 'fixed-contact-shown';
		await store(
			[
				evaluated('shown', at, { finalScore: 0.5 }),
				evaluated('second', at, { interaction: id, kind: 'second' }),
				evaluated('gone', at, { interaction: id }),
				knownEvent('evaluation.retracted', 'fixed-gone', at, { revision: 1 }),
				evaluated('other', at, { interaction: id, queue: 'w', agent: 'luis' })
			],
			'shown'
		);
		await insertEvents(
			engine.clickhouse,
			[
				knownEvent('interaction.created', id, at - DAY_MS, { channel: 'chat', queue: 'y' }),
				knownEvent('interaction.queued', id, at - DAY_MS, { queue: 'y' })
			],
			() => floorHour(at - DAY_MS),
			'shown-contact'
		);
		const shown = async (scope: RowScope) => {
			const answer = await answerInteraction(id, {
				clickhouse: engine.clickhouse,
				tenant: 'default',
				scope
			});
			return answer?.evaluations;
		};
		expect(await shown({ ...EVERYTHING, queues: ['y'], teams: [] })).toEqual([
			{
				id: 'fixed-shown',
				form: 'voice',
				formVersion: 1,
				kind: 'standard',
				lane: 'random',
				revision: 1,
				submittedAt: '2024-04-10T12:00:00Z',
				rawScore: 0.5,
				finalScore: 0.5,
				passed: false,
				autoFailed: false
			}
		]);
		expect((await shown(EVERYTHING))?.map((one) => one.id)).toEqual(['fixed-other', 'fixed-shown']);
	});
});
