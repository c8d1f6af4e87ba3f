/** Decisions about several values at once, each by itself: one that cannot be decided leaves the others as they are. */
import type { Actor } from '../../audit/audit-log.ts';
import type { Runtime } from '../../runtime.ts';
import { mayDecide, seenFigures } from './seen-figures.ts';
import type { FigureSight } from './seen-figures.ts';
import { readSeenKey, seenKey } from './value-form.ts';
import type { Decision, DecisionResult } from './value-store.ts';

export type Decided = Readonly<Record<DecisionResult, number>>;

/** `keys`: revisions as a form names them. What is out of reach counts as gone. */
export async function decideValues(
	parts: Pick<Runtime, 'scorecards'>,
	keys: readonly string[],
	{
		sight,
		actor,
		...as
	}: {
		readonly sight: FigureSight;
		readonly actor: Actor;
		readonly decision: Decision;
		readonly why: string;
	}
): Promise<Decided> {
	const { values } = parts.scorecards.figures;
	const [waiting, figures] = await Promise.all([values.waiting(), seenFigures(parts, sight)]);
	const ids = new Set(figures.map(({ id }) => id));
	const open = new Map(waiting.map((value) => [seenKey(value), value]));
	const counts = { done: 0, gone: 0, own: 0, decided: 0 };
	for (const key of new Set(keys)) {
		const seen = readSeenKey(key);
		const value = open.get(key);
		if (!seen) counts.gone += 1;
		else if (!value) counts.decided += 1;
		else if (value.enteredBy === actor.id) counts.own += 1;
		else if (!ids.has(value.figure) || !mayDecide(value, sight)) counts.gone += 1;
		else counts[await values.decide(seen, as, actor)] += 1;
	}
	return counts;
}
