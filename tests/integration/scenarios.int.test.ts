import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { METRICS, metricSource } from '#lib/domain/metrics/catalogue.ts';
import type { Metric, MetricValue } from '#lib/domain/metrics/metric.ts';
import { DEFAULT_REGULATION_SETTINGS } from '#lib/domain/regulation/settings.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import type { MetricRow } from '#lib/server/api/metric-answer.ts';
import { eventRow, isOfInteraction } from '#lib/server/events/event-row.ts';
import { MEASURE_SOURCES } from '#lib/server/queries/sources/all.ts';
import { applyComplaintTerms } from '#lib/server/regulation/complaint-terms.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { OpeningsKeeper } from '../../clickhouse/queue-openings.ts';
import { rollUp } from '../../clickhouse/roll-up.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour } from '../support/events.ts';
import { readScenarios } from '../support/scenario.ts';
import type { Ask, ReadScenario } from '../support/scenario.ts';

const scenarios = readScenarios();
const ALL: readonly Metric[] = METRICS;
/** Those that have sums beside the facts. */
const SUMMED = ALL.filter((metric) => {
	const source = metricSource(metric);
	return source !== null && MEASURE_SOURCES[source].intervals !== null;
});
const BESIDE = ['provisional', 'coverage', 'response_rate'] as const;

/** As it is written in a scenario; undefined for nothing. */
function written(metric: Metric, value: MetricValue | null): unknown {
	if (value === null) return undefined;
	const states = (value as { by_state?: Record<string, number> }).by_state;
	if (states) return Object.keys(states).length > 0 ? states : undefined;
	switch (metric.formula.kind) {
		case 'count':
		case 'live':
			return value.value === 0 ? undefined : (value.value ?? undefined);
		case 'ratio':
			return 'denominator' in value && value.denominator > 0
				? `${value.numerator}/${value.denominator}`
				: undefined;
		case 'mean':
			return 'n' in value && value.n > 0
				? `${tidy((value.value ?? 0) * value.n)}/${value.n}`
				: undefined;
		case 'balance':
			return 'plus' in value && value.n > 0
				? `(${value.plus}-${value.minus})/${value.n}`
				: undefined;
		default:
			return metric.formula satisfies never;
	}
}

/** Scores are kept in millionths; a mean times n is the sum again but for rounding. */
const tidy = (sum: number): number => Number(sum.toFixed(3));

function toldBy(row: MetricRow | undefined, metrics: readonly Metric[]): Record<string, unknown> {
	const told: Record<string, unknown> = {};
	for (const metric of metrics) {
		const value = row?.[metric.id];
		if (typeof value !== 'object' || value === null) continue;
		const text = written(metric, value);
		if (text === undefined) continue;
		told[metric.id] = text;
		for (const name of BESIDE) {
			const beside = value[name];
			// A count of nothing is nothing; a share of nothing is not the same as none.
			if (typeof beside === 'number' && (beside !== 0 || name !== 'provisional')) {
				told[`${metric.id}.${name}`] = Number(beside.toFixed(4));
			}
		}
	}
	return told;
}

/** What was written of these metrics, and of what stands beside them. */
const only = (metrics: readonly Metric[], answers: Ask['answers']): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(answers).filter(([name]) => metrics.some(({ id }) => id === name.split('.')[0]))
	);

/** By a stride that leaves no two neighbours together, and each third twice: the same order in every run. */
function disturbed<T>(items: readonly T[]): T[] {
	const order = items.map((_, index) => (index * 37 + 11) % 101);
	const shuffled = items
		.map((item, index) => ({ item, key: order[index] ?? 0 }))
		.sort((a, b) => a.key - b.key)
		.map(({ item }) => item);
	return [...shuffled, ...items.filter((_, index) => index % 3 === 0)];
}

describe('scenarios', () => {
	let engine: TestEngine;

	async function insert({ events }: ReadScenario, tenant: string): Promise<void> {
		const places = new Map<string, number>();
		const lines = disturbed(events).map((event) => {
			// As ingest places them: an interaction where its first event to arrive is, anything else where it happens.
			const hourMs = floorHour(event.occurredAtMs);
			const place = isOfInteraction(event.name) ? (places.get(event.subject) ?? hourMs) : hourMs;
			places.set(event.subject, place);
			const row = eventRow(event, {
				receivedAtMs: event.occurredAtMs,
				batchId: tenant,
				placementHourMs: place
			});
			return JSON.stringify({ ...row, tenant });
		});
		// In two batches, so that states have to be merged.
		const half = Math.ceil(lines.length / 2);
		for (const [index, part] of [lines.slice(0, half), lines.slice(half)].entries()) {
			if (part.length === 0) continue;
			await engine.clickhouse.insert('events', part.join('\n'), { token: `${tenant}-${index}` });
		}
	}

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
	});
	afterAll(() => engine.stop());

	async function answers(
		scenario: ReadScenario,
		ask: Ask,
		{ tenant, of }: { tenant: string; of: readonly Metric[] }
	) {
		const named = Object.entries(ask.filters).flatMap(([name, values]) =>
			values.length > 0 ? [name] : []
		);
		const metrics = of.filter(({ dimensions }) =>
			named.every((name) => (dimensions as readonly string[]).includes(name))
		);
		const answered = await answerMetrics(
			{
				metrics,
				fromMs: ask.fromMs,
				toMs: ask.toMs,
				interval: 'none',
				by: [],
				filters: ask.filters,
				zone: scenario.zone
			},
			{ clickhouse: engine.clickhouse, tenant, scope: EVERYTHING, now: () => scenario.nowMs }
		);
		if ('problem' in answered) throw new Error(answered.problem.detail);
		return toldBy(answered.answer.rows[0], metrics);
	}

	test.each(scenarios.map((scenario) => [scenario.file, scenario.title, scenario] as const))(
		'%s: %s',
		async (file, _title, scenario) => {
			const tenant = `scenario-${file}`;
			await insert(scenario, tenant);
			await new OpeningsKeeper({ tenant, zone: scenario.zone }).refresh(
				engine.clickhouse,
				scenario.nowMs
			);
			if (scenario.hasRegulation) {
				const { zone, nowMs } = scenario;
				const options = { clickhouse: engine.clickhouse, tenant, zone, nowMs };
				await applyComplaintTerms(options, DEFAULT_REGULATION_SETTINGS);
			}
			for (const [index, ask] of scenario.asks.entries()) {
				expect({ index, ...(await answers(scenario, ask, { tenant, of: ALL })) }).toEqual({
					index,
					...ask.answers
				});
			}
			await rollUp(engine.clickhouse, { tenant, nowMs: Date.now(), quietMs: 0 });
			for (const [index, ask] of scenario.asks.entries()) {
				const summed = await answers(scenario, ask, { tenant, of: SUMMED });
				expect({ summed: index, ...summed }).toEqual({
					summed: index,
					...only(SUMMED, ask.answers)
				});
			}
		}
	);

	test('there are forty, and each metric has a value in one of them', () => {
		expect(scenarios.length).toBeGreaterThanOrEqual(40);
		const valued = new Set(
			scenarios.flatMap(({ asks }) => asks.flatMap(({ answers: told }) => Object.keys(told)))
		);
		expect(ALL.map(({ id }) => id).filter((id) => !valued.has(id))).toEqual([]);
	});
});
