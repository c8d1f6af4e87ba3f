/**
 * How the service level of a day may end: what the rest of the day has to bring, and until when it still can. Pure; made of
 * the sums of the queue's own formula (numerator and denominator, service-level.ts), whatever letter that is.
 */

/** What a quarter of an hour usually adds to the denominator of the service level. */
export interface ExpectedQuarter {
	readonly startMs: number;
	readonly endMs: number;
	/** Mean of the weeks looked at; need not be whole. */
	readonly contacts: number;
}

export interface OutlookFacts {
	/** 0..1. */
	readonly target: number;
	/** Of today so far. */
	readonly numerator: number;
	readonly denominator: number;
	/** Waiting now and still within T. */
	readonly waitingInTime: number;
	/** Waiting now and beyond T: they count against it, whatever becomes of them. */
	readonly waitingLate: number;
	/** The whole day, in order; null where nothing is known of such days. */
	readonly expected: readonly ExpectedQuarter[] | null;
	/** Share within T of late, 0..1: how it goes on if nothing changes; null: nobody was answered lately. */
	readonly recentLevel: number | null;
	readonly nowMs: number;
}

/**
 * `reached`: even if none of the rest is answered in time. `possible`: `needed` of `next` have to be. `lost`: not even if all
 * are. `over`: nobody else is expected, and the day is as it is.
 */
export type OutlookState = 'reached' | 'possible' | 'lost' | 'over';

export interface Outlook {
	readonly state: OutlookState;
	/** Contacts that are still to count: expected from now on and waiting in time. */
	readonly next: number;
	/** How many of them have to be answered within T; 0 when reached, more than `next` when lost. */
	readonly needed: number;
	/** Where it ends if all of the next are in time, and if none is; null without contacts. */
	readonly best: number | null;
	readonly worst: number | null;
	/** Where it ends if it goes on as of late. */
	readonly onCourse: number | null;
	/**
	 * From when on it is lost if it goes on as of late; null when that does not lose it, and when it is lost already.
	 */
	readonly lostAtMs: number | null;
}

/** 0.8 × 90 is 72.00000000000001, which is not one contact more. */
const ROUNDING = 1e-9;

/** Contacts expected from an instant on; a quarter that has begun counts for what is left of it. */
export function expectedFrom(expected: readonly ExpectedQuarter[], fromMs: number): number {
	return expected.reduce((sum, { startMs, endMs, contacts }) => {
		const left = Math.max(0, endMs - Math.max(startMs, fromMs)) / (endMs - startMs);
		return sum + contacts * left;
	}, 0);
}

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/**
 * Until when it can still be reached. Up to an instant t contacts are in time as of late (p), all of them afterwards:
 * reached if numerator + p·before(t) + after(t) ≥ target × all. The left side falls as t rises, so one quarter holds the turn.
 */
function lostAt(facts: OutlookFacts, wanted: number, next: number): number | null {
	const { expected, nowMs, numerator, waitingInTime } = facts;
	const missed = 1 - (facts.recentLevel ?? 0);
	// Contacts that may pass as of late before the rest cannot make up for it.
	const spare = numerator + next - wanted;
	if (missed * next <= spare + ROUNDING) return null;
	const passing = spare / missed - waitingInTime;
	// Those who wait now are the first to pass.
	if (passing <= 0) return nowMs;
	let passed = 0;
	for (const { startMs, endMs, contacts } of expected ?? []) {
		const fromMs = Math.max(startMs, nowMs);
		if (fromMs >= endMs) continue;
		const here = (contacts * (endMs - fromMs)) / (endMs - startMs);
		if (passed + here >= passing) return fromMs + ((passing - passed) / here) * (endMs - fromMs);
		passed += here;
	}
	return null;
}

/** Null where nothing is known of such days: no forecast is better than one of nothing. */
export function outlook(facts: OutlookFacts): Outlook | null {
	const { target, numerator, expected, waitingInTime, waitingLate, nowMs } = facts;
	if (expected === null) return null;
	const denominator = facts.denominator + waitingLate;
	// Whole contacts: nobody answers half of one.
	const next = Math.round(expectedFrom(expected, nowMs)) + waitingInTime;
	const all = denominator + next;
	const wanted = target * all;
	const needed = Math.max(0, Math.ceil(wanted - numerator - ROUNDING));
	const course = numerator + next * (facts.recentLevel ?? share(numerator, denominator) ?? 0);
	const state = stateOf(needed, next);
	return {
		state,
		next,
		needed,
		best: share(numerator + next, all),
		worst: share(numerator, all),
		onCourse: share(course, all),
		lostAtMs: state === 'possible' ? lostAt(facts, wanted, next) : null
	};
}

function stateOf(needed: number, next: number): OutlookState {
	if (next === 0) return 'over';
	if (needed === 0) return 'reached';
	return needed <= next ? 'possible' : 'lost';
}
