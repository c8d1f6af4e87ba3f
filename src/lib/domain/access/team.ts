/** The tree of teams: company → site → client → team. A node reaches itself and everything below it. */
export const TEAM_KINDS = ['company', 'site', 'client', 'team'] as const;
export type TeamKind = (typeof TEAM_KINDS)[number];

/** Id of the root, which is there from the first start and cannot be removed. */
export const COMPANY = 'company';

export interface TeamNode {
	readonly id: string;
	/** Null: the company. */
	readonly parent: string | null;
	readonly kind: TeamKind;
	readonly name: string;
	readonly position: number;
	/** Queues whose contacts belong to it. */
	readonly queues: readonly string[];
	/** Words by which events name this team (`agent.state.team`). */
	readonly words: readonly string[];
}

/** A site below a site, a client below a site or a client; a team below anything; never two companies. */
export const mayHoldTeam = (parent: TeamKind, child: TeamKind): boolean =>
	child !== 'company' && TEAM_KINDS.indexOf(child) >= TEAM_KINDS.indexOf(parent);

/** The ids of these nodes and of all nodes below them. Unknown ids reach nothing. */
export function reach(nodes: readonly TeamNode[], ids: Iterable<string>): Set<string> {
	const children = new Map<string | null, TeamNode[]>();
	for (const node of nodes) children.set(node.parent, [...(children.get(node.parent) ?? []), node]);
	const known = new Set(nodes.map(({ id }) => id));
	const reached = new Set<string>();
	const open = [...ids].filter((id) => known.has(id));
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		if (reached.has(id)) continue;
		reached.add(id);
		for (const child of children.get(id) ?? []) open.push(child.id);
	}
	return reached;
}

/** The node and its ancestors, nearest first. */
export function lineage(nodes: readonly TeamNode[], id: string): string[] {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const line: string[] = [];
	for (
		let node = byId.get(id);
		node;
		node = node.parent === null ? undefined : byId.get(node.parent)
	) {
		if (line.includes(node.id)) break;
		line.push(node.id);
	}
	return line;
}
