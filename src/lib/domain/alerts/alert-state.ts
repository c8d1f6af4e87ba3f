/**
 * How an alert of one rule and one queue comes and goes: a step from one reading to the next. Pure: the phase, the reading
 * and the instant decide, so that any process can go on where another stopped.
 */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { AlertRule } from './rule.ts';

const seen = {
	/** Since when it has been so, without the time in which nothing was known. */
	sinceMs: Type.Integer(),
	/** Of the last reading that said something. */
	seenAtMs: Type.Integer(),
	/** A reading since said nothing. */
	isBlind: Type.Boolean()
};
export const Phase = Type.Union([
	Type.Object({ name: Type.Literal('ok') }),
	Type.Object({ name: Type.Literal('pending'), ...seen }),
	Type.Object({ name: Type.Literal('open') }),
	Type.Object({ name: Type.Literal('clearing'), ...seen })
]);
export type Phase = Static<typeof Phase>;
type Timed = Extract<Phase, { readonly sinceMs: number }>;

export const OK: Phase = { name: 'ok' };

/** What a reading says. `between`: no longer beyond the threshold, not yet on the clear side. */
export type Verdict = 'breach' | 'between' | 'clear' | 'unknown';
export type Effect = 'opened' | 'cleared' | null;

export interface Reading {
	/** In the unit of the metric; null: there is none. */
	readonly value: number | null;
	/** What it is a ratio or a mean of; null for a count. */
	readonly n: number | null;
}

type Limits = Pick<AlertRule, 'comparison' | 'threshold' | 'clearThreshold' | 'leastN'>;
type Holds = Pick<AlertRule, 'forMinutes' | 'clearForMinutes'>;

const MINUTE_MS = 60_000;
/** Nobody looked for longer than this: what was in between is not known. */
export const MOST_SILENCE_MS = 60_000;

export const hasEnough = ({ n }: Reading, leastN: number): boolean => n === null || n >= leastN;

/** A value at the threshold itself is still on its better side. Without a value, or of too few, nothing is said. */
export function judge(reading: Reading, limits: Limits): Verdict {
	const { value } = reading;
	if (value === null || !Number.isFinite(value) || !hasEnough(reading, limits.leastN))
		return 'unknown';
	const { comparison, threshold, clearThreshold } = limits;
	const isBeyond = (limit: number): boolean =>
		comparison === 'above' ? value > limit : value < limit;
	if (isBeyond(threshold)) return 'breach';
	return isBeyond(clearThreshold) ? 'between' : 'clear';
}

const begin = (name: Timed['name'], nowMs: number): Timed => ({
	name,
	sinceMs: nowMs,
	seenAtMs: nowMs,
	isBlind: false
});

/** The same goes on: time in which nothing was known does not count. */
function goOn(phase: Timed, nowMs: number): Timed {
	const silenceMs = nowMs - phase.seenAtMs;
	const isGap = phase.isBlind || silenceMs > MOST_SILENCE_MS;
	return {
		name: phase.name,
		sinceMs: phase.sinceMs + (isGap ? silenceMs : 0),
		seenAtMs: nowMs,
		isBlind: false
	};
}

export interface Step {
	readonly phase: Phase;
	readonly effect: Effect;
}
const stay = (phase: Phase): Step => ({ phase, effect: null });

/** Nothing was known: a wait goes on waiting, and notes that it is blind. */
const unknown = (phase: Phase): Step =>
	stay('isBlind' in phase && !phase.isBlind ? { ...phase, isBlind: true } : phase);

function breached(phase: Phase, forMs: number, nowMs: number): Step {
	if (phase.name === 'open' || phase.name === 'clearing') return stay({ name: 'open' });
	const pending = phase.name === 'pending' ? goOn(phase, nowMs) : begin('pending', nowMs);
	return nowMs - pending.sinceMs >= forMs
		? { phase: { name: 'open' }, effect: 'opened' }
		: stay(pending);
}

function relieved(phase: Phase, clearForMs: number, nowMs: number): Step {
	if (phase.name === 'ok' || phase.name === 'pending') return stay(OK);
	const clearing = phase.name === 'clearing' ? goOn(phase, nowMs) : begin('clearing', nowMs);
	return nowMs - clearing.sinceMs >= clearForMs ? { phase: OK, effect: 'cleared' } : stay(clearing);
}

/** `between` begins nothing: what waits to open is over, what waits to clear begins anew. */
const between = (phase: Phase): Step =>
	stay(phase.name === 'open' || phase.name === 'clearing' ? { name: 'open' } : OK);

export function step(phase: Phase, verdict: Verdict, holds: Holds, nowMs: number): Step {
	switch (verdict) {
		case 'unknown':
			return unknown(phase);
		case 'breach':
			return breached(phase, holds.forMinutes * MINUTE_MS, nowMs);
		case 'clear':
			return relieved(phase, holds.clearForMinutes * MINUTE_MS, nowMs);
		case 'between':
			return between(phase);
		default:
			return verdict satisfies never;
	}
}

/** The rule does not apply any more: out of hours, paused, removed, out of reach. */
export const leave = (phase: Phase): Step => ({
	phase: OK,
	effect: phase.name === 'open' || phase.name === 'clearing' ? 'cleared' : null
});
