/** A small centre for tests: two sites, two clients, one team below each of what matters. */
import { COMPANY } from '../team.ts';
import type { TeamKind, TeamNode } from '../team.ts';

export const node = (
	id: string,
	parent: string | null,
	kind: TeamKind,
	queues: readonly string[] = [],
	words: readonly string[] = []
): TeamNode => ({ id, parent, kind, name: id, position: 0, queues, words });

export const TREE: readonly TeamNode[] = [
	node(COMPANY, null, 'company'),
	node('norte', COMPANY, 'site'),
	node('banco', 'norte', 'client', ['banco-voz', 'compartida']),
	node('banco-tarde', 'banco', 'team', ['banco-chat'], ['Banco tarde']),
	node('sur', COMPANY, 'site'),
	node('seguros', 'sur', 'client', ['seguros-voz', 'compartida'], ['Seguros'])
];
