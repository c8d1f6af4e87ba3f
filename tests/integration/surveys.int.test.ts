/** What customers answered when they were asked, against the real engine and a fold in TypeScript. */
import fc from 'fast-check';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import type { MetricId } from '#lib/domain/metrics/catalogue.ts';
import { MEASURES_OF } from '#lib/domain/metrics/measures.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import type { MetricRequest } from '#lib/server/api/metric-request.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { columnOf } from '#lib/server/queries/measure-columns.ts';
import { SURVEYS } from '#lib/server/queries/sources/surveys.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { customerLives, disturbed } from '../support/arbitrary-customers.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { foldSurveys } from '../support/fold-surveys.ts';
import { knownEvent } from '../support/known-event.ts';

const DAY_MS = 24 * 3_600_000;
const START_MS = Date.UTC(2026, 8, 20);
const COLUMNS = MEASURES_OF.surveys.map(columnOf);

const allPieces = defineQuery({
	name: 'test-surveys',
	sql: `SELECT m.piece AS piece, toUnixTimestamp64Milli(m.at) AS atMs, m.interaction_id AS interaction, m.queue AS queue, m.channel AS channel, m.agent AS agent,
			${COLUMNS.map((column) => `m.${column} AS ${column}`).join(', ')}
		FROM ${SURVEYS.pieces} AS m WHERE m.interaction_id NOT LIKE 'fixed%' AND m.piece NOT LIKE 'fixed%' ORDER BY piece`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ tenant: Type.String(), fromMs: Type.Integer(), toMs: Type.Integer() }),
	row: Type.Object({
		piece: Type.String(),
		atMs: Type.Integer(),
		interaction: Type.String(),
		queue: Type.String(),
		channel: Type.String(),
		agent: Type.String(),
		...Object.fromEntries(COLUMNS.map((column) => [column, Type.Integer()]))
	})
});

const contacts = customerLives({ customers: 30, most: 4, startMs: START_MS }, 41);
const contactIds = [...new Set(contacts.map(({ subject }) => subject))];

const scale = fc.constantFrom(
	[],
	[],
	[],
	[1, 5],
	[0, 10],
	[1, 10],
	[1, 7],
	[-2, 2],
	[0, 4],
	[5, 1]
);
const happening = fc.record({
	survey: fc.integer({ min: 0, max: 160 }),
	kind: fc.constantFrom('csat', 'nps', 'ces', 'fcr'),
	isAnswer: fc.constantFrom(true, true, false),
	score: fc.oneof(
		fc.integer({ min: -3, max: 11 }),
		fc.integer({ min: 0, max: 90 }).map((n) => n / 8)
	),
	scale,
	interaction: fc.oneof(
		fc.constantFrom(undefined, 'unknown-contact'),
		fc.constantFrom(...contactIds)
	),
	// Ties are common.
	hour: fc.integer({ min: 0, max: 60 })
});

const asked: KnownEvent[] = fc
	.sample(happening, { numRuns: 1500, seed: 20261122 })
	.map(({ survey, kind, isAnswer, score, scale: [scaleMin, scaleMax], interaction, hour }) =>
		knownEvent(
			isAnswer ? 'survey.answered' : 'survey.sent',
			`s${survey}`,
			START_MS + hour * 3_600_000,
			{
				kind,
				...(isAnswer ? { score } : {}),
				...(isAnswer && scaleMin !== undefined ? { scaleMin, scaleMax } : {}),
				...(interaction === undefined ? {} : { interaction })
			}
		)
	);

/** Answers of `kind` with their scores, sent an hour before, each of a survey of its own. */
const answers = (
	name: string,
	kind: string,
	atMs: number,
	scores: readonly number[],
	data: Record<string, unknown> = {}
): KnownEvent[] =>
	scores.flatMap((score, index) => {
		const id = `fixed-${name}-${index}`;
		return [
			knownEvent('survey.sent', id, atMs - 3_600_000, { kind, ...data }),
			knownEvent('survey.answered', id, atMs, { kind, score, ...data })
		];
	});
const times = (n: number, score: number): number[] => Array.from({ length: n }, () => score);

describe('surveys', () => {
	let engine: TestEngine;
	const store = (events: readonly KnownEvent[], batch: string) =>
		insertEvents(engine.clickhouse, events, ({ occurredAtMs }) => floorHour(occurredAtMs), batch);

	const ask = async (
		id: MetricId,
		fromMs: number,
		request: Partial<MetricRequest> = {},
		scope: RowScope = EVERYTHING
	) => {
		const answered = await answerMetrics(
			{
				metrics: [metric(id)],
				fromMs,
				toMs: fromMs + DAY_MS,
				interval: 'none',
				by: [],
				filters: { queue: [], channel: [], agent: [], team: [] },
				zone: 'UTC',
				...request
			},
			{ clickhouse: engine.clickhouse, tenant: 'default', scope, now: Date.now }
		);
		if ('problem' in answered) throw new Error(answered.problem.detail);
		return answered.answer.rows;
	};
	const pieces = () =>
		engine.clickhouse.query('report', allPieces, {
			tenant: 'default',
			fromMs: START_MS - DAY_MS,
			toMs: START_MS + 120 * DAY_MS
		});

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		// Surveys first: what they are about comes later. In parts, so that states are merged from several rows.
		const all = disturbed(asked, 3);
		for (const part of [0, 1, 2])
			await store(
				all.filter((_, index) => index % 3 === part),
				`asked-${part}`
			);
		const places = new Map<string, number>();
		for (const { subject, occurredAtMs } of contacts)
			if (!places.has(subject)) places.set(subject, floorHour(occurredAtMs));
		await insertEvents(
			engine.clickhouse,
			disturbed(contacts, 5),
			({ subject }) => places.get(subject) ?? 0,
			'contacts'
		);
	});
	afterAll(() => engine.stop());

	test('random surveys, shuffled, doubled and before their contacts, say the same as in plain TypeScript, also after a rebuild', async () => {
		const expected = foldSurveys([...asked, ...contacts]);
		const found = (await pieces()).map(
			({ piece, atMs, interaction, queue, channel, agent, ...sums }) => ({
				piece,
				atMs,
				interaction,
				queue,
				channel,
				agent,
				adds: Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0))
			})
		);
		expect(expected.length).toBeGreaterThan(400);
		expect(expected.filter(({ agent }) => agent !== '').length).toBeGreaterThan(100);
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

	test('the published surveys have the published figures', async () => {
		const at = Date.UTC(2024, 0, 10, 12);
		await store(
			[
				...answers('csat', 'csat', at, [...times(90, 5), ...times(70, 4), ...times(40, 3)]),
				...answers('nps', 'nps', at, [...times(120, 9), ...times(50, 7), ...times(30, 6)]),
				...answers(
					'ces',
					'ces',
					at,
					[80, 210, 140, 110, 160, 180, 120].flatMap((n, index) => times(n / 10, index + 1))
				),
				...answers('fcr', 'fcr', at, [...times(17, 1), ...times(3, 0)])
			],
			'published'
		);
		const figure = async (id: MetricId) => {
			const [row] = await ask(id, Date.UTC(2024, 0, 10));
			const { interval, ...rest } = row?.[id] as unknown as { interval: number[] };
			return { ...rest, interval: interval.map((bound) => Number(bound.toFixed(4))) };
		};
		expect(await figure('csat')).toEqual({
			value: 0.8,
			numerator: 160,
			denominator: 200,
			n: 200,
			interval: [0.7391, 0.8495],
			response_rate: 1
		});
		expect(await figure('nps')).toMatchObject({
			value: 0.45,
			plus: 120,
			minus: 30,
			n: 200,
			interval: [0.3475, 0.5525]
		});
		expect(await figure('ces')).toMatchObject({ value: 4.08, n: 100 });
		expect(await figure('survey_fcr')).toMatchObject({
			value: 0.85,
			interval: [0.6396, 0.9476]
		});
	});

	test('the response rate is of those sent in the bucket, whenever they answered', async () => {
		const at = Date.UTC(2024, 1, 10, 12);
		await store(
			[
				...['r1', 'r2', 'r3', 'r4'].map((id) =>
					knownEvent('survey.sent', `fixed-${id}`, at, { kind: 'csat' })
				),
				knownEvent('survey.answered', 'fixed-r1', at + DAY_MS, { kind: 'csat', score: 5 }),
				// Nobody said that it was sent.
				knownEvent('survey.answered', 'fixed-r5', at + DAY_MS, { kind: 'csat', score: 1 }),
				// A correction counts instead, a score beyond the scale counts nowhere.
				knownEvent('survey.answered', 'fixed-r5', at + DAY_MS + 1, { kind: 'csat', score: 2 }),
				knownEvent('survey.answered', 'fixed-r2', at + DAY_MS, { kind: 'csat', score: 6 })
			],
			'rate'
		);
		const days = { toMs: Date.UTC(2024, 1, 12), interval: '1d' as const };
		const rows = await ask('csat', Date.UTC(2024, 1, 10), days);
		expect(rows.map((row) => row['csat'])).toMatchObject([
			{ value: null, n: 0, interval: null, response_rate: 0.25 },
			{ value: 0.5, n: 2, response_rate: 1 }
		]);
		const strays = await ask('surveys_off_scale', Date.UTC(2024, 1, 10), days);
		expect(strays.map((row) => row['surveys_off_scale'])).toEqual([{ value: 0 }, { value: 1 }]);
	});

	test('belongs to the queue and agent that handled its contact last, and only those in reach see it', async () => {
		const at = Date.UTC(2024, 2, 10, 12);
		const id = 'fixed-contact';
		const segment = 2;
		await store(
			[
				...answers('a', 'csat', at, [5], { interaction: id }),
				...answers('b', 'csat', at, [1]),
				...answers('c', 'csat', at, [1], { interaction: 'fixed-unknown' }),
				knownEvent('reference.agent', 'eva', at, { team: 'norte' })
			],
			'reach-surveys'
		);
		await insertEvents(
			engine.clickhouse,
			[
				knownEvent('interaction.created', id, at - 9000, { channel: 'chat' }),
				knownEvent('interaction.queued', id, at - 9000, { queue: 'x' }),
				knownEvent('interaction.accepted', id, at - 8000, { agent: 'ana' }),
				knownEvent('interaction.transferred', id, at - 7000, { to: { queue: 'y' } }),
				knownEvent('interaction.queued', id, at - 7000, { queue: 'y', segment }),
				knownEvent('interaction.accepted', id, at - 6000, { agent: 'eva', segment }),
				knownEvent('interaction.ended', id, at - 5000, { by: 'agent', segment })
			],
			() => floorHour(at - 9000),
			'reach-contact'
		);
		const from = Date.UTC(2024, 2, 10);
		const by = ['queue', 'channel', 'agent', 'team'] as const;
		const rows = await ask('csat', from, { by });
		expect(
			rows.map((row) => [...by.map((name) => row[name]), (row['csat'] as { n: number }).n])
		).toEqual([
			['', '', '', '', 2],
			['y', 'chat', 'eva', 'norte', 1]
		]);
		const nOf = async (request: Partial<MetricRequest>, scope: RowScope = EVERYTHING) => {
			const [row] = await ask('csat', from, request, scope);
			return (row?.['csat'] as { n: number }).n;
		};
		const filters = { queue: [], channel: [], agent: [], team: [] };
		expect(await nOf({})).toBe(3);
		expect(await nOf({ filters: { ...filters, queue: ['y'] } })).toBe(1);
		expect(await nOf({ filters: { ...filters, queue: ['x'] } })).toBe(0);
		expect(await nOf({ filters: { ...filters, agent: ['eva'] } })).toBe(1);
		expect(await nOf({}, { ...EVERYTHING, queues: ['y'] })).toBe(1);
		expect(await nOf({}, { ...EVERYTHING, queues: ['x'] })).toBe(0);
		expect(await nOf({}, { ...EVERYTHING, agent: 'eva' })).toBe(1);
		expect(await nOf({}, { ...EVERYTHING, agent: 'ana' })).toBe(0);
	});

	test('counts in the month of the answer, by the clock that is asked', async () => {
		const at = Date.UTC(2024, 9, 31, 23, 30);
		await store(answers('edge', 'csat', at, [5]), 'edge');
		const months = async (zone: string) => {
			const rows = await ask('csat', Date.UTC(2024, 9, 31, 22), {
				toMs: Date.UTC(2024, 10, 2),
				interval: '1M',
				zone
			});
			return rows.filter((row) => (row['csat'] as { n: number }).n > 0).map((row) => row['at']);
		};
		expect(await months('Europe/Madrid')).toEqual(['2024-11-01T00:00:00+01:00']);
		expect(await months('Asia/Kolkata')).toEqual(['2024-11-01T00:00:00+05:30']);
		expect(await months('UTC')).toEqual(['2024-10-01T00:00:00Z']);
	});
});
