/** The day of an agent as two lanes, what was planned over what was done, and the stretches in which they differ. */
import { TZDate } from '@date-fns/tz';
import type { Activity, StateClass } from './activity.ts';
import { stateClassOf } from './activity.ts';
import { adherenceAtoms } from './adherence-atoms.ts';
import type { AdherenceAtom, AgentRecord } from './adherence-atoms.ts';
import { effectivePlan } from './plan.ts';
import type { PlannedActivity, Span } from './plan.ts';

export interface PlannedPiece extends Span {
	readonly activity: Activity;
}

export interface ActualPiece extends Span {
	readonly stateClass: Exclude<StateClass, 'off'>;
	/** The word of the producer, of the state that lasted longest. */
	readonly state: string;
}

/** Without a gap out of the plan, whatever changes within. */
export interface OutStretch extends Span {
	/** What was planned and what was done for the most of it. */
	readonly planned: Activity;
	readonly stateClass: StateClass;
	/** False: within the grace, or too short to count in the adjusted value. */
	readonly counts: boolean;
}

export interface OutNow {
	readonly sinceMs: number;
	readonly planned: Activity;
	readonly stateClass: StateClass;
	readonly isSevere: boolean;
}

export interface Lanes {
	readonly planned: readonly PlannedPiece[];
	readonly actual: readonly ActualPiece[];
	readonly out: readonly OutStretch[];
	/** Within an approved exception. */
	readonly excused: readonly Span[];
	/** Null: keeps to the plan, has none now, or is out so shortly that it does not count. */
	readonly outNow: OutNow | null;
}

export const SEVERE_MS = 300_000;

const HOUR_MS = 3_600_000;
const AROUND_MS = 1_800_000;
/** The longest an activity may reach out of the day it touches. */
export const LONGEST_REACH_MS = 14 * HOUR_MS;

/** The activities of the shifts that are at least partly on the day: one over midnight is whole on both its days. */
export function shiftsOn(
	planned: readonly PlannedActivity[],
	day: Span
): readonly PlannedActivity[] {
	const touching = new Set(
		planned
			.filter(({ fromMs, toMs }) => fromMs < day.toMs && toMs > day.fromMs)
			.map(({ shift }) => shift)
	);
	return planned.filter(({ shift }) => touching.has(shift));
}

const hourStart = (ms: number, zone: string): number => {
	const clock = new TZDate(ms, zone);
	return ms - ((clock.getMinutes() * 60 + clock.getSeconds()) * 1000 + clock.getMilliseconds());
};

/** Whole hours of the zone around everything that is planned; the day itself when nothing is. */
export function axisOf(planned: readonly Span[], day: Span, zone: string): Span {
	if (planned.length === 0) return day;
	let [fromMs, toMs] = [Infinity, -Infinity];
	for (const span of planned) {
		fromMs = Math.min(fromMs, span.fromMs);
		toMs = Math.max(toMs, span.toMs);
	}
	return {
		fromMs: hourStart(fromMs - AROUND_MS, zone),
		toMs: hourStart(toMs + AROUND_MS + HOUR_MS - 1, zone)
	};
}

/** The full hours of an axis, its beginning left out. */
export const hoursOf = ({ fromMs, toMs }: Span): number[] =>
	Array.from(
		{ length: Math.max(0, Math.ceil((toMs - fromMs) / HOUR_MS) - 1) },
		(_, index) => fromMs + (index + 1) * HOUR_MS
	);

const lengthOf = ({ fromMs, toMs }: Span): number => toMs - fromMs;

/** The runs of atoms that follow each other and fit. */
function runs(
	atoms: readonly AdherenceAtom[],
	fits: (atom: AdherenceAtom, before: AdherenceAtom | null) => boolean
): AdherenceAtom[][] {
	const found: AdherenceAtom[][] = [];
	let open = false;
	for (const atom of atoms) {
		const run = found.at(-1);
		if (open && run && fits(atom, run.at(-1) ?? null)) run.push(atom);
		else if (fits(atom, null)) found.push([atom]);
		open = fits(atom, null);
	}
	return found;
}

const longest = (run: readonly AdherenceAtom[]): AdherenceAtom | undefined =>
	[...run].sort((a, b) => lengthOf(b) - lengthOf(a))[0];

const spanOf = (run: readonly AdherenceAtom[]): Span => ({
	fromMs: run[0]?.fromMs ?? 0,
	toMs: run.at(-1)?.toMs ?? 0
});

function actualOf(atoms: readonly AdherenceAtom[]): ActualPiece[] {
	const isPresent = ({ state }: AdherenceAtom): boolean => stateClassOf(state) !== 'off';
	return runs(
		atoms,
		(atom, before) =>
			isPresent(atom) &&
			(before === null || stateClassOf(before.state) === stateClassOf(atom.state))
	).flatMap((run) => {
		const state = longest(run)?.state ?? '';
		const stateClass = stateClassOf(state);
		return stateClass === 'off' ? [] : [{ ...spanOf(run), stateClass, state }];
	});
}

function outOf(atoms: readonly AdherenceAtom[]): OutStretch[] {
	return runs(atoms, ({ raw }) => raw === 'out').flatMap((run) => {
		const most = longest(run);
		const planned = most?.planned ?? null;
		if (!most || planned === null) return [];
		return [
			{
				...spanOf(run),
				planned,
				stateClass: stateClassOf(most.state),
				counts: run.some(({ adjusted }) => adjusted === 'out')
			}
		];
	});
}

/** Out at this very instant: since the stretch began, by what is planned and done now. */
export function outNowOf(atoms: readonly AdherenceAtom[], nowMs: number): OutNow | null {
	const last = atoms.at(-1);
	const planned = last?.planned ?? null;
	if (!last || planned === null || last.toMs !== nowMs || last.adjusted !== 'out') return null;
	const sinceMs = outOf(atoms).at(-1)?.fromMs ?? last.fromMs;
	return {
		sinceMs,
		planned,
		stateClass: stateClassOf(last.state),
		isSevere: nowMs - sinceMs >= SEVERE_MS
	};
}

/** `record` holds also what lies around the axis; nothing is judged that has not happened by `nowMs`. */
export function lanesOf(record: AgentRecord, axis: Span, nowMs: number): Lanes {
	const atoms = adherenceAtoms(record, { ...axis, nowMs });
	return {
		planned: effectivePlan(record.planned).map(({ activity, fromMs, toMs }) => ({
			activity,
			fromMs,
			toMs
		})),
		actual: actualOf(atoms),
		out: outOf(atoms),
		excused: runs(atoms, ({ raw }) => raw === 'excused').map(spanOf),
		outNow: outNowOf(atoms, nowMs)
	};
}
