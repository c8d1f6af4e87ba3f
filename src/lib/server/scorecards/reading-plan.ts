/** What a source is read from, under what it was computed, and whether what is stored of it still holds. */
import { createHash } from 'node:crypto';
import { metricSource } from '#lib/domain/metrics/catalogue.ts';
import type { Source } from '#lib/domain/metrics/measures.ts';
import type { Metric } from '#lib/domain/metrics/metric.ts';
import type { MeasureSource } from '#lib/domain/scorecard/scorecard.ts';
import { sourceKey } from '#lib/domain/scorecard/view.ts';
import { SEEN_LATE_MS } from './arrivals.ts';
import { askedMetric } from './metric-readings.ts';
import type { Filters } from './metric-readings.ts';
import type { StoredReading } from './stored-readings.ts';
import type { UnitRows } from './unit-scope.ts';

interface Kept {
	readonly key: string;
	/** Text of what it is computed under; a reading with another one is out of date. */
	readonly basis: string;
	/** Those asked together have the same; with the question they belong to. */
	readonly group: string;
	/** Whose events it rests on; null: of any. */
	readonly restsOn: Source | null;
}

/** Read from the database of events and stored. */
export type KeptSource = Kept &
	(
		| { readonly kind: 'metric'; readonly metric: Metric; readonly filters: Filters }
		| { readonly kind: 'money'; readonly source: Extract<MeasureSource, { kind: 'money' }> }
	);

export interface Under {
	readonly zone: string;
	readonly repeatWindowMs: number;
	readonly rows: UnitRows;
	readonly agent: string | null;
	/** Another one after each change of rates and contracts. */
	readonly moneyMark: string;
}

const digest = (value: unknown): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);

/** Null: a figure, which is in the store itself; or a metric that is gone, or not known by what is asked. */
export function keptSource(source: MeasureSource, under: Under): KeptSource | null {
	const { zone, repeatWindowMs, rows, agent, moneyMark } = under;
	const { scope, teams } = rows;
	const reach = [zone, repeatWindowMs, scope.queues, scope.teams, teams];
	const key = sourceKey(source);
	switch (source.kind) {
		case 'figure':
			return null;
		case 'money':
			return {
				...{ kind: 'money', key, source, group: key, restsOn: null },
				basis: digest([...reach, moneyMark])
			};
		case 'metric': {
			const asked = askedMetric(source, { agent, teams });
			if (!asked) return null;
			const { metric, filters } = asked;
			const restsOn = metricSource(metric);
			return {
				...{ kind: 'metric', key, metric, filters, restsOn },
				basis: digest([...reach, metric.formula, metric.beside ?? null, metric.bookedAt]),
				group: JSON.stringify([restsOn, filters])
			};
		}
		default:
			return source satisfies never;
	}
}

/**
 * False: of whole nodes it is measured, and of a team or an agent it never is, so that nothing is missing there: contacts that
 * were lost, or a figure of one person.
 */
export function isOfUnit(source: MeasureSource, under: Under): boolean {
	if (source.kind === 'figure') return under.agent === null;
	if (source.kind === 'money' || keptSource(source, under)) return true;
	const whole = { ...under, agent: null, rows: { ...under.rows, teams: [] } };
	return keptSource(source, whole) === null;
}

/** `now`: there is nothing to show, or something too old. `soon`: what is there is shown meanwhile. */
export type Due = 'no' | 'soon' | 'now';

/** As often as something of a running month is read at most; longer where that takes long. */
export const LEAST_AGE_MS = 60_000;
const MOST_AGE_MS = 30 * 60_000;
/** A question takes at most this part of the time. */
const COST_SHARE = 20;
/** What is older than that is not shown before it was read again. */
const SHOWN_LATE_MS = 2 * 60_000;
/** What may still change without an event: the window of customers who come back ends. */
const PROVISIONAL_MS = 3_600_000;

/** How old a reading may be; `tookMs`: what it last took. */
export const ageLimitMs = (tookMs: number): number =>
	Math.min(MOST_AGE_MS, Math.max(LEAST_AGE_MS, tookMs * COST_SHARE));

interface Standing {
	readonly basis: string;
	/** When something arrived that it may rest on. */
	readonly touchedAtMs: number;
	readonly nowMs: number;
	readonly tookMs: number;
}

export function dueOf(
	stored: StoredReading | undefined,
	{ basis, touchedAtMs, nowMs, tookMs }: Standing
): Due {
	if (stored?.basis !== basis) return 'now';
	const ageMs = nowMs - stored.readAtMs;
	const isProvisional = stored.reading?.state === 'provisional' && ageMs > PROVISIONAL_MS;
	if (touchedAtMs <= stored.readAtMs - SEEN_LATE_MS && !isProvisional) return 'no';
	const limitMs = ageLimitMs(tookMs);
	if (ageMs < limitMs) return 'no';
	return ageMs > limitMs + SHOWN_LATE_MS && !isProvisional ? 'now' : 'soon';
}
