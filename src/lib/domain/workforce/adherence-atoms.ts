/**
 * Planned and actual side by side: the day of one agent cut where anything changes, each piece with its verdict, raw and
 * adjusted. The same rules as the metrics, in milliseconds.
 */
import {
	ADHERENCE_MARGIN_MS,
	GRACE_MS,
	SHORT_STRETCH_MS,
	expectedClass,
	stateClassOf
} from './activity.ts';
import type { Activity } from './activity.ts';
import { effectiveDecisions, effectivePlan } from './plan.ts';
import type { ExceptionDecision, PlannedActivity, Span } from './plan.ts';

/** From here on the agent is in this state, until the next one. */
export interface StateMoment {
	readonly state: string;
	readonly reason: string;
	readonly sinceMs: number;
}

/** `excused`: within an approved exception. `neutral`: time off. Neither is in the numerator or the denominator. */
export type Verdict = 'in' | 'out' | 'excused' | 'neutral';

export interface AdherenceAtom extends Span {
	/** Null: nothing is planned, and nothing is judged. */
	readonly planned: Activity | null;
	/** Empty: none was received yet. */
	readonly state: string;
	readonly reason: string;
	/** Null where nothing is planned. */
	readonly raw: Verdict | null;
	readonly adjusted: Verdict | null;
}

/** Of one agent, with what lies within ADHERENCE_MARGIN_MS of the range. */
export interface AgentRecord {
	readonly planned: readonly PlannedActivity[];
	/** In the order of events, one an instant; the first holds when the range begins. */
	readonly states: readonly StateMoment[];
	/** In the order of events. */
	readonly exceptions: readonly ExceptionDecision[];
}

export interface AtomRange extends Span {
	/** What is later has not happened. */
	readonly nowMs: number;
}

const covering = <T extends Span>(spans: readonly T[], ms: number): T | null =>
	spans.find(({ fromMs, toMs }) => fromMs <= ms && ms < toMs) ?? null;

function rawVerdict(
	planned: Activity | null,
	{ state }: { readonly state: string },
	isExcused: boolean
): Verdict | null {
	if (planned === null) return null;
	if (isExcused) return 'excused';
	if (planned === 'time_off') return 'neutral';
	return stateClassOf(state) === expectedClass(planned) ? 'in' : 'out';
}

/** Whether at this instant or within the grace of it something is planned that the state keeps to. */
function withinGrace(plan: readonly PlannedActivity[], state: string, ms: number): boolean {
	const stateClass = stateClassOf(state);
	if (stateClass === 'unknown') return false;
	let freeFromMs = Number.NEGATIVE_INFINITY;
	const touches = (fromMs: number, toMs: number): boolean =>
		fromMs < toMs && fromMs - GRACE_MS <= ms && ms < toMs + GRACE_MS;
	for (const { activity, fromMs, toMs } of plan) {
		if (stateClass === 'off' && touches(freeFromMs, fromMs)) return true;
		if (stateClass === expectedClass(activity) && touches(fromMs, toMs)) return true;
		freeFromMs = toMs;
	}
	return stateClass === 'off' && touches(freeFromMs, Number.POSITIVE_INFINITY);
}

const NO_STATE: StateMoment = { state: '', reason: '', sinceMs: Number.NEGATIVE_INFINITY };

/** Instants at which a verdict may change, in order, from the first to the last of the range. */
function edgesOf(
	plan: readonly PlannedActivity[],
	decisions: readonly ExceptionDecision[],
	states: readonly StateMoment[],
	{ fromMs, toMs }: Span
): number[] {
	const planned = plan.flatMap((span) =>
		[span.fromMs, span.toMs].flatMap((ms) => [ms - GRACE_MS, ms, ms + GRACE_MS])
	);
	const others = [
		...decisions.flatMap((span) => [span.fromMs, span.toMs]),
		...states.map(({ sinceMs }) => sinceMs)
	];
	const inside = [...planned, ...others].filter((ms) => fromMs < ms && ms < toMs);
	return [...new Set([fromMs, ...inside, toMs])].sort((a, b) => a - b);
}

/** Stretches out of adherence that are short as a whole, whatever state or activity changes within them. */
function forgiveShort(atoms: readonly AdherenceAtom[]): AdherenceAtom[] {
	const out: AdherenceAtom[] = [];
	for (let index = 0; index < atoms.length;) {
		let end = index;
		while (atoms[end]?.raw === 'out') end += 1;
		const stretch = atoms.slice(index, Math.max(end, index + 1));
		const lengthMs = (stretch.at(-1)?.toMs ?? 0) - (stretch[0]?.fromMs ?? 0);
		const isShort = end > index && lengthMs < SHORT_STRETCH_MS;
		out.push(
			...(isShort ? stretch.map((atom) => ({ ...atom, adjusted: 'in' as const })) : stretch)
		);
		index += stretch.length;
	}
	return out;
}

const looksLike = (a: AdherenceAtom, b: AdherenceAtom): boolean =>
	a.toMs === b.fromMs &&
	a.planned === b.planned &&
	a.state === b.state &&
	a.reason === b.reason &&
	a.raw === b.raw &&
	a.adjusted === b.adjusted;

function merge(atoms: readonly AdherenceAtom[]): AdherenceAtom[] {
	const merged: AdherenceAtom[] = [];
	for (const atom of atoms) {
		const last = merged.at(-1);
		if (last && looksLike(last, atom)) merged[merged.length - 1] = { ...last, toMs: atom.toMs };
		else merged.push(atom);
	}
	return merged;
}

/** Pieces of [from, to) up to now without gaps, in time; contiguous ones differ in something. */
export function adherenceAtoms(
	{ planned, states, exceptions }: AgentRecord,
	{ fromMs, toMs, nowMs }: AtomRange
): AdherenceAtom[] {
	const plan = effectivePlan(planned);
	const decisions = effectiveDecisions(exceptions);
	const wide = {
		fromMs: fromMs - ADHERENCE_MARGIN_MS,
		toMs: Math.min(toMs + ADHERENCE_MARGIN_MS, nowMs)
	};
	if (wide.toMs <= fromMs) return [];
	const edges = edgesOf(plan, decisions, states, wide);
	const atoms = edges.slice(0, -1).map((edgeMs, index): AdherenceAtom => {
		const moment = states.findLast(({ sinceMs }) => sinceMs <= edgeMs) ?? NO_STATE;
		const activity = covering(plan, edgeMs)?.activity ?? null;
		const isExcused = covering(decisions, edgeMs)?.kind === 'approved';
		const raw = rawVerdict(activity, moment, isExcused);
		const isForgiven = raw === 'out' && withinGrace(plan, moment.state, edgeMs);
		const { state, reason } = moment;
		const end = edges[index + 1] ?? wide.toMs;
		return {
			fromMs: edgeMs,
			toMs: end,
			planned: activity,
			state,
			reason,
			raw,
			adjusted: isForgiven ? 'in' : raw
		};
	});
	const clipped = forgiveShort(atoms)
		.map((atom) => ({
			...atom,
			fromMs: Math.max(atom.fromMs, fromMs),
			toMs: Math.min(atom.toMs, toMs)
		}))
		.filter((atom) => atom.fromMs < atom.toMs);
	return merge(clipped);
}
