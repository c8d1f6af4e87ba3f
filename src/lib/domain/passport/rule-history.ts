/** By which formula, T and S a queue was judged over a range, and since when each held. */
import type { ServiceLevelFormula } from '../events/event-types.ts';
import { SERVICE_LEVEL_FORMULAS } from '../events/event-types.ts';
import { defaultRule } from '../metrics/queue-defaults.ts';
import type { ServiceLevelRule } from '../metrics/service-level.ts';

/** Values with the instants from which they hold, oldest first. */
interface Setting<T> {
	readonly fromMs: readonly number[];
	readonly values: readonly T[];
}

export interface QueueRules {
	readonly queue: string;
	readonly name: string;
	/** Of its contacts; holds where no setting says one. */
	readonly seenChannel: string;
	readonly channel: Setting<string>;
	readonly thresholdMs: Setting<number>;
	readonly shortAbandonMs: Setting<number>;
	readonly formula: Setting<string>;
}

export interface RulePeriod extends ServiceLevelRule {
	readonly queue: string;
	readonly name: string;
	/** Null: since the beginning, by the defaults of its channel. */
	readonly sinceMs: number | null;
}

function at<T>({ fromMs, values }: Setting<T>, atMs: number): T | undefined {
	const later = fromMs.findIndex((from) => from > atMs);
	return values[(later === -1 ? fromMs.length : later) - 1];
}

const asFormula = (word: string | undefined): ServiceLevelFormula | undefined =>
	SERVICE_LEVEL_FORMULAS.find((letter) => letter === word);

function ruleAt(rules: QueueRules, atMs: number): ServiceLevelRule {
	const fallback = defaultRule(at(rules.channel, atMs) ?? rules.seenChannel);
	return {
		formula: asFormula(at(rules.formula, atMs)) ?? fallback.formula,
		thresholdMs: at(rules.thresholdMs, atMs) ?? fallback.thresholdMs,
		shortAbandonMs: at(rules.shortAbandonMs, atMs) ?? fallback.shortAbandonMs
	};
}

const sameRule = (a: ServiceLevelRule, b: ServiceLevelRule): boolean =>
	a.formula === b.formula &&
	a.thresholdMs === b.thresholdMs &&
	a.shortAbandonMs === b.shortAbandonMs;

/** The rules of each stretch of [fromMs, toMs), oldest first; each with the instant since which it holds. */
export function rulePeriods(rules: QueueRules, fromMs: number, toMs: number): RulePeriod[] {
	const { queue } = rules;
	const name = rules.name === '' ? queue : rules.name;
	const changes = [rules.channel, rules.thresholdMs, rules.shortAbandonMs, rules.formula]
		.flatMap((setting) => setting.fromMs)
		.filter((atMs) => atMs < toMs);
	const instants = [...new Set(changes)].sort((a, b) => a - b);
	const periods: RulePeriod[] = [
		{ queue, name, sinceMs: null, ...ruleAt(rules, Number.NEGATIVE_INFINITY) }
	];
	for (const sinceMs of instants) {
		const rule = ruleAt(rules, sinceMs);
		const last = periods.at(-1);
		if (last && !sameRule(last, rule)) periods.push({ queue, name, sinceMs, ...rule });
	}
	// Of those before the range only the last still held in it.
	return periods.filter((_, index) => {
		const next = periods[index + 1];
		return next === undefined || (next.sinceMs ?? 0) > fromMs;
	});
}
