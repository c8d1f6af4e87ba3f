/** Everything a page, a report or a frozen link shows of a scorecard: one value, made once. */
import type { TeamKind } from '../access/team.ts';
import type { MeasureFacts } from './measure-unit.ts';
import type { Month } from './month.ts';
import type { Unit } from './scorecard.ts';
import type { ScorecardView } from './view.ts';

export interface UnitChoice {
	/** `unitKey`, as it stands in addresses. */
	readonly key: string;
	readonly unit: Unit;
	readonly name: string;
	readonly kind: TeamKind | 'agent';
	/** Below the node of the scorecard, which has 0. */
	readonly depth: number;
}

export interface ScorecardPage {
	readonly scorecard: string;
	/** The node it belongs to. */
	readonly team: string;
	readonly view: ScorecardView;
	readonly unit: Unit;
	readonly unitName: string;
	/** By id of the measure, of all measures of the view. */
	readonly facts: Readonly<Record<string, MeasureFacts>>;
	/** Up to when what is shown was read; null: nothing was read yet. */
	readonly freshAtMs: number | null;
	/** Measures whose source did not answer: by id. Their values are those of the last time, or missing. */
	readonly unanswered: readonly string[];
	/** Zone its months begin and end in. */
	readonly zone: string;
	readonly choices: {
		/** Newest first. */
		readonly months: readonly Month[];
		/** Those in reach, in the order of the tree; single agents follow their node. */
		readonly units: readonly UnitChoice[];
	};
}

/** Agents stand behind a slash: ids of nodes have none. */
export const unitKey = ({ team, agent }: Unit): string =>
	agent === null ? team : `${team}/${agent}`;

export function unitOfKey(key: string): Unit {
	const slash = key.indexOf('/');
	return slash < 0
		? { team: key, agent: null }
		: { team: key.slice(0, slash), agent: key.slice(slash + 1) };
}
