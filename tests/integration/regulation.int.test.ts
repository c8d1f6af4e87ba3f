/** What the law asks of customer services, against the real engine and a fold in TypeScript. */
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import type { MetricId } from '#lib/domain/metrics/catalogue.ts';
import { MEASURES_OF } from '#lib/domain/metrics/measures.ts';
import type { Source } from '#lib/domain/metrics/measures.ts';
import { spanishDays } from '#lib/domain/regulation/holidays.ts';
import { DEFAULT_REGULATION_SETTINGS } from '#lib/domain/regulation/settings.ts';
import type { RegulationSettings } from '#lib/domain/regulation/settings.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import type { MetricRequest } from '#lib/server/api/metric-request.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { columnOf } from '#lib/server/queries/measure-columns.ts';
import { MEASURE_SOURCES } from '#lib/server/queries/sources/all.ts';
import { supersededTerms } from '#lib/server/queries/complaint-rules.ts';
import {
	applyComplaintTerms,
	forgetComplaintTerms
} from '#lib/server/regulation/complaint-terms.ts';
import { MOST_SHOWN, readOpenComplaints } from '#lib/server/regulation/open-complaints.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { complaintLives } from '../support/arbitrary-complaints.ts';
import { disturbed } from '../support/arbitrary-customers.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { foldCallWaits, foldComplaints, foldReplies } from '../support/fold-complaints.ts';
import type { Piece } from '../support/fold-complaints.ts';
import { knownEvent } from '../support/known-event.ts';

const DAY_MS = 24 * 3_600_000;
const START_MS = Date.UTC(2026, 8, 1);
/** Some terms are over by then and some are not. */
const NOW_MS = Date.UTC(2026, 10, 2, 12);
const WIDE = { fromMs: Date.UTC(2026, 7, 1), toMs: Date.UTC(2027, 0, 1) };

const SETTINGS: RegulationSettings = {
	...DEFAULT_REGULATION_SETTINGS,
	complaintTopics: ['Queja'],
	undueChargeTopics: ['Cobro Indebido'],
	regionLabel: 'Region',
	regions: [
		{ code: 'ES-CT', name: '', zone: '', days: [{ day: '09-11', name: '' }] },
		{ code: 'ES-MD', name: '', zone: '', days: [{ day: '2026-11-09', name: '' }] },
		{ code: 'ES-CN', name: '', zone: '', days: [] }
	]
};
const NATIONAL = [2026, 2027].flatMap(spanishDays);
const HOLIDAYS = {
	'': new Set(NATIONAL),
	'es-ct': new Set([...NATIONAL, '2026-09-11']),
	'es-md': new Set([...NATIONAL, '2026-11-09']),
	'es-cn': new Set(NATIONAL)
};

const lives = complaintLives({ contacts: 1200, startMs: START_MS }, 20251228);

const piecesOf = (source: Source) => {
	const columns = MEASURES_OF[source].map(columnOf);
	return defineQuery({
		name: `test-${source}`,
		sql: `SELECT m.piece AS piece, toUnixTimestamp64Milli(m.at) AS atMs, m.interaction_id AS interaction,
				toString(m.queue) AS queue, toString(m.channel) AS channel, toString(m.agent) AS agent,
				${columns.map((column) => `m.${column} AS ${column}`).join(', ')}
			FROM ${MEASURE_SOURCES[source].pieces} AS m WHERE m.interaction_id LIKE 'k%' ORDER BY interaction, piece`,
		scope: { none: 'a test asks for everything' },
		params: Type.Object({
			tenant: Type.String(),
			fromMs: Type.Integer(),
			toMs: Type.Integer(),
			nowMs: Type.Integer()
		}),
		row: Type.Object({
			piece: Type.String(),
			atMs: Type.Integer(),
			interaction: Type.String(),
			queue: Type.String(),
			channel: Type.String(),
			agent: Type.String(),
			...Object.fromEntries(columns.map((column) => [column, Type.Integer()]))
		})
	});
};
const QUESTIONS = {
	callWaits: piecesOf('callWaits'),
	complaints: piecesOf('complaints'),
	replies: piecesOf('replies')
};

describe('what the law asks', () => {
	let engine: TestEngine;
	let batch = 0;

	const store = async (events: readonly KnownEvent[]): Promise<void> => {
		const places = new Map<string, number>();
		for (const { subject, occurredAtMs } of events)
			if (!places.has(subject)) places.set(subject, floorHour(occurredAtMs));
		batch += 1;
		await insertEvents(
			engine.clickhouse,
			events,
			({ subject }) => places.get(subject) ?? 0,
			`regulation-${batch}`
		);
	};
	const terms = (settings: RegulationSettings = SETTINGS, nowMs = NOW_MS) =>
		applyComplaintTerms(
			{ clickhouse: engine.clickhouse, tenant: 'default', zone: 'UTC', nowMs },
			settings
		);
	const pieces = async (
		source: keyof typeof QUESTIONS,
		range: { fromMs: number; toMs: number } = WIDE
	): Promise<Piece[]> => {
		const params = { tenant: 'default', ...range, nowMs: NOW_MS };
		const rows = await engine.clickhouse.query('ingest', QUESTIONS[source], params);
		return rows.map(({ piece, atMs, interaction, queue, channel, agent, ...sums }) => ({
			atMs,
			interaction,
			piece,
			queue,
			channel,
			agent,
			adds: Object.fromEntries(
				Object.entries(sums as Record<string, number>).filter(([, sum]) => sum !== 0)
			)
		}));
	};
	const ask = async (
		id: MetricId,
		request: Partial<MetricRequest> = {},
		{ scope = EVERYTHING, now = NOW_MS }: { scope?: RowScope; now?: number } = {}
	) => {
		const answered = await answerMetrics(
			{
				metrics: [metric(id)],
				...WIDE,
				interval: 'none',
				by: [],
				filters: { queue: [], channel: [], agent: [], team: [] },
				zone: 'UTC',
				...request
			},
			{ clickhouse: engine.clickhouse, tenant: 'default', scope, now: () => now }
		);
		if ('problem' in answered) throw new Error(answered.problem.detail);
		return answered.answer.rows;
	};

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		const places = new Map<string, number>();
		for (const { subject, occurredAtMs } of lives)
			if (!places.has(subject)) places.set(subject, floorHour(occurredAtMs));
		const all = disturbed(lives, 7);
		for (const part of [0, 1, 2])
			await insertEvents(
				engine.clickhouse,
				all.filter((_, index) => index % 3 === part),
				({ subject }) => places.get(subject) ?? 0,
				`lives-${part}`
			);
	});
	afterAll(() => engine.stop());

	test('without settings nothing is a complaint', async () => {
		expect(await pieces('complaints')).toEqual([]);
	});

	test('settings are written once, and again only when they change', async () => {
		expect(await terms()).toBe(true);
		expect(await terms()).toBe(false);
		expect(await terms({ ...SETTINGS, complaintDays: 14 }, NOW_MS + 1)).toBe(true);
		expect(await terms(SETTINGS, NOW_MS + 2)).toBe(true);
		const { clickhouse } = engine;
		const later = { clickhouse, tenant: 'default', zone: 'UTC', nowMs: NOW_MS + 20 * 60_000 };
		await forgetComplaintTerms(later);
		const params = { tenant: 'default', present: Number.MAX_SAFE_INTEGER };
		const [present] = await clickhouse.query('ingest', supersededTerms, params);
		// One generation is left: four calendars of five years with some 250 working days each.
		expect(present?.rows).toBeGreaterThan(4 * 5 * 240);
		expect(present?.rows).toBeLessThan(4 * 5 * 262);
	});

	test('random contacts, shuffled and doubled, say the same as in plain TypeScript, also after a rebuild', async () => {
		const words = {
			complaints: ['queja'],
			undue: ['cobro indebido'],
			holidays: HOLIDAYS,
			days: 15,
			undueDays: 5,
			nowMs: NOW_MS
		};
		const expected = {
			callWaits: foldCallWaits(lives, NOW_MS),
			complaints: foldComplaints(lives, words),
			replies: foldReplies(lives)
		};
		const check = async () => {
			for (const source of ['callWaits', 'complaints', 'replies'] as const) {
				const all = expected[source];
				expect(all.length).toBeGreaterThan(100);
				expect(new Set(all.flatMap(({ adds }) => Object.keys(adds)))).toEqual(
					new Set(MEASURES_OF[source].map(columnOf))
				);
				expect(await pieces(source)).toEqual(all);
			}
		};
		await check();
		await rebuild({
			clickhouse: engine.clickhouse,
			now: Date.now,
			onProgress: () => undefined,
			signal: new AbortController().signal
		});
		await check();
	});

	test('a range has what belongs to it, also of complaints that came long before', async () => {
		const all = await pieces('complaints');
		const range = { fromMs: Date.UTC(2026, 9, 5), toMs: Date.UTC(2026, 9, 12) };
		const within = (list: readonly Piece[]) =>
			list.filter(({ atMs }) => atMs >= range.fromMs && atMs < range.toMs);
		expect(within(all).some(({ piece }) => piece === 'decided')).toBe(true);
		expect(within(await pieces('complaints', range))).toEqual(within(all));
	});

	test('what counts changes with the settings, for the past as well', async () => {
		const [before] = await ask('complaints');
		await terms({ ...SETTINGS, complaintTopics: ['Alta'] }, NOW_MS + 3);
		const [changed] = await ask('complaints');
		await terms(SETTINGS, NOW_MS + 4);
		const [after] = await ask('complaints');
		expect(changed?.['complaints']).not.toEqual(before?.['complaints']);
		expect(after?.['complaints']).toEqual(before?.['complaints']);
	});

	test('a complaint of the fifteenth day is on time up to its last second, and late from the next one on', async () => {
		const receivedMs = Date.UTC(2024, 2, 4, 10);
		const lastMs = Date.UTC(2024, 2, 25, 23, 59, 59, 999);
		const complaint = (id: string, endedMs: number | null): KnownEvent[] => [
			knownEvent('interaction.created', id, receivedMs, { channel: 'email', topic: 'queja' }),
			knownEvent('interaction.queued', id, receivedMs, { queue: id }),
			...(endedMs === null ? [] : [knownEvent('interaction.ended', id, endedMs, { by: 'agent' })])
		];
		await store([
			...complaint('on-time', lastMs),
			...complaint('late', lastMs + 1),
			...complaint('open', null)
		]);
		const request = {
			fromMs: Date.UTC(2024, 2, 1),
			toMs: Date.UTC(2024, 4, 1),
			interval: '1M' as const,
			by: ['queue' as const]
		};
		const shown = async (now: number) =>
			(await ask('complaints_on_time', request, { now })).map((row) => [
				row['queue'],
				row['complaints_on_time']
			]);
		const on = { value: 1, numerator: 1, denominator: 1 };
		const off = { value: 0, numerator: 0, denominator: 1 };
		const unknown = { value: null, numerator: 0, denominator: 0 };
		// Until the term is over nobody knows of the one that is open.
		expect(await shown(lastMs)).toEqual([
			['late', unknown],
			['on-time', on],
			['open', unknown]
		]);
		expect(await shown(lastMs + DAY_MS)).toEqual([
			['late', off],
			['on-time', on],
			['open', off]
		]);
		const days = await ask('complaint_days', { ...request, interval: 'none' });
		expect(days.map((row) => row['complaint_days'])).toEqual([
			{ value: 16, n: 1 },
			{ value: 15, n: 1 },
			{ value: null, n: 0 }
		]);
	});

	const openAt = (nowMs: number, scope: RowScope = EVERYTHING) =>
		readOpenComplaints({
			...{ clickhouse: engine.clickhouse, tenant: 'default', scope, nowMs, zone: 'UTC' },
			...{ settings: SETTINGS, signal: new AbortController().signal }
		});

	test('a complaint nobody resolved is listed with its last day, and what of its term is left', async () => {
		const shown = async (day: string) => {
			const { rows } = await openAt(Date.parse(`${day}T12:00:00Z`));
			return rows.map(({ id, dueDay, state, workingDays, daysLeft }) => [
				...[id, dueDay, state],
				...[workingDays, daysLeft]
			]);
		};
		expect(await shown('2024-03-08')).toEqual([['open', '2024-03-25', 'inTerm', 4, 11]]);
		// Saturday is no working day.
		expect(await shown('2024-03-23')).toEqual([['open', '2024-03-25', 'soon', 14, 1]]);
		expect(await shown('2024-03-25')).toEqual([['open', '2024-03-25', 'today', 15, 0]]);
		expect(await shown('2024-03-27')).toEqual([['open', '2024-03-25', 'overdue', 17, -2]]);
	});

	test('the open ones are those that came and were not closed, the overdue ones first, and only those in reach', async () => {
		const all = await pieces('complaints');
		const of = (happening: string) =>
			all.filter(({ piece }) => piece === happening).map(({ interaction }) => interaction);
		const closed = new Set(of('closed'));
		const expected = of('received').filter((id) => !closed.has(id));
		const late = of('decided').filter((id) => !closed.has(id));
		const { rows, total, overdue, bands } = await openAt(NOW_MS);
		expect(late.length).toBeGreaterThan(5);
		expect({ total, overdue }).toEqual({ total: expected.length, overdue: late.length });
		expect(rows).toHaveLength(Math.min(MOST_SHOWN, total));
		expect(expected).toEqual(expect.arrayContaining(rows.map(({ id }) => id)));
		expect(new Set(rows.slice(0, overdue).map(({ id }) => id))).toEqual(new Set(late));
		const due = rows.map(({ dueMs }) => dueMs);
		expect(due).toEqual([...due].sort((a, b) => Number(a) - Number(b)));
		expect(bands.reduce((sum, band) => sum + band.complaints, 0)).toBe(total);
		expect(new Set(rows.map(({ isUndueCharge }) => isUndueCharge)).size).toBe(2);
		const sales = await openAt(NOW_MS, { ...EVERYTHING, queues: ['ventas'] });
		expect(sales.total).toBeGreaterThan(0);
		expect(sales.total).toBeLessThan(total);
		expect((await openAt(NOW_MS, { ...EVERYTHING, queues: [], teams: [] })).total).toBe(0);
		expect((await openAt(NOW_MS, { ...EVERYTHING, agent: 'nobody' })).total).toBe(0);
	});

	test('only those who reach the queue or are the agent see a complaint, a call or a reply', async () => {
		const range = { fromMs: START_MS, toMs: START_MS + 30 * DAY_MS };
		for (const id of ['complaints', 'answered_180s', 'reply_language'] as const) {
			const total = async (scope: RowScope) => {
				const rows = await ask(id, { ...range, by: ['queue'] }, { scope });
				return rows.map((row) => row['queue']);
			};
			expect((await total(EVERYTHING)).length).toBeGreaterThan(1);
			expect(await total({ ...EVERYTHING, queues: ['ventas'] })).toEqual(['ventas']);
			expect(await total({ ...EVERYTHING, queues: [] })).toEqual([]);
			expect(await total({ ...EVERYTHING, agent: 'nobody' })).toEqual([]);
		}
	});
});
