/** What the form of a node of the tree of teams sends, and what may be wrong with it. */
import type { TeamKind } from '#lib/domain/access/team.ts';

export interface SentTeam {
	readonly parent: string;
	readonly kind: TeamKind;
	readonly name: string;
	readonly queues: readonly string[];
	readonly words: readonly string[];
	/** Typed: no event has named it yet. */
	readonly otherWords: string;
}

export type TeamFormFault =
	'name' | 'unknown' | 'unknown-parent' | 'parent' | 'word-taken' | 'words' | 'in-use';

export const TEAM_FIELD_OF: Readonly<Record<TeamFormFault, keyof SentTeam | null>> = {
	name: 'name',
	unknown: null,
	'unknown-parent': 'parent',
	parent: 'parent',
	'word-taken': 'words',
	words: 'otherWords',
	'in-use': null
};

/** A queue or word, and whose it is already. */
export interface TeamChoiceOption {
	readonly value: string;
	readonly label: string;
	/** Ids of nodes. */
	readonly heldBy: readonly string[];
}
