/** A node of the tree of teams in words, also in a list that cannot indent. */
import type { TeamKind } from '#lib/domain/access/team.ts';
import type { Translate } from '#lib/i18n/translator.ts';

export interface ShownTeam {
	readonly id: string;
	/** Empty: the company, which nobody has named. */
	readonly name: string;
	readonly kind: TeamKind;
	readonly depth: number;
}

export const teamName = (t: Translate, { name, kind }: Pick<ShownTeam, 'name' | 'kind'>): string =>
	name === '' ? t(`admin.team.kind.${kind}`) : name;

/** Indented by spaces that no list takes away. */
export const teamLabel = (t: Translate, team: ShownTeam): string =>
	`${'\u2003'.repeat(team.depth)}${teamName(t, team)}`;

/** By id; one that is gone is its id. */
export const teamNames = (
	t: Translate,
	teams: readonly ShownTeam[],
	ids: readonly string[]
): string[] =>
	ids.map((id) => {
		const team = teams.find((one) => one.id === id);
		return team ? teamName(t, team) : id;
	});
