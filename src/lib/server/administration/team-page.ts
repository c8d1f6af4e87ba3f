/** What the page of one node of the tree of teams shows. */
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { TeamChoiceOption } from '#lib/domain/administration/team-form.ts';
import type { Runtime } from '../runtime.ts';
import { holdersOf, knownNames } from './known-names.ts';
import type { KnownNames } from './known-names.ts';
import { teamChoices } from './team-choices.ts';
import type { TeamChoice } from './team-choices.ts';

export interface TeamPage {
	readonly nodes: readonly TeamNode[];
	readonly known: KnownNames;
	readonly choices: {
		readonly teams: readonly TeamChoice[];
		readonly queues: readonly TeamChoiceOption[];
		readonly words: readonly TeamChoiceOption[];
		readonly isDatabaseAway: boolean;
	};
}

export async function readTeamPage(
	parts: Pick<Runtime, 'teams' | 'queueDesk' | 'hub'>
): Promise<TeamPage> {
	const nodes = await parts.teams.nodes();
	const known = await knownNames(parts, nodes);
	return {
		nodes,
		known,
		choices: {
			teams: teamChoices(nodes),
			queues: known.queues.map(({ id, name }) => ({
				value: id,
				label: name,
				heldBy: holdersOf(nodes, 'queues', id)
			})),
			words: known.words.map((word) => ({
				value: word,
				label: word,
				heldBy: holdersOf(nodes, 'words', word)
			})),
			isDatabaseAway: known.isDatabaseAway
		}
	};
}
