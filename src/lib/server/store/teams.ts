/** The tree of teams in the operational store. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { COMPANY, TEAM_KINDS, mayHoldTeam, reach } from '#lib/domain/access/team.ts';
import type { TeamKind, TeamNode } from '#lib/domain/access/team.ts';
import { takeTurn } from '../audit/audit-log.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { StoreSchema } from './schema.ts';

export interface TeamDraft {
	readonly parent: string;
	readonly kind: TeamKind;
	readonly name: string;
	readonly queues: readonly string[];
	readonly words: readonly string[];
}

export type TeamFault =
	| 'unknown'
	| 'unknown-parent'
	/** Below itself, or of a kind that does not go below that parent. */
	| 'parent'
	/** Another team is named by this word in events. */
	| 'word-taken'
	/** There are teams, people, boards, rules of alerts or tokens in it. */
	| 'in-use';
export type TeamResult =
	{ readonly ok: true; readonly id: string } | { readonly ok: false; readonly fault: TeamFault };

export interface TeamStore {
	/** Parents before their children, siblings in their order. */
	nodes(): Promise<TeamNode[]>;
	create(draft: TeamDraft, actor: Actor): Promise<TeamResult>;
	/** Of the company only the name, queues and words can be changed. */
	change(id: string, draft: TeamDraft, actor: Actor): Promise<TeamResult>;
	remove(id: string, actor: Actor): Promise<TeamResult>;
}

const isKind = (word: string): word is TeamKind => (TEAM_KINDS as readonly string[]).includes(word);

/** Parents before their children, siblings in their order. */
export async function readTeamNodes(database: Kysely<StoreSchema>): Promise<TeamNode[]> {
	const [teams, queues, words] = await Promise.all([
		database.selectFrom('teams').selectAll().orderBy('position').orderBy('name').execute(),
		database.selectFrom('team_queues').selectAll().orderBy('queue').execute(),
		database.selectFrom('team_words').selectAll().orderBy('word').execute()
	]);
	const nodes = teams.map(({ id, parent, kind, name, position }): TeamNode => ({
		id,
		parent,
		kind: isKind(kind) ? kind : 'team',
		name,
		position,
		queues: queues.filter(({ team }) => team === id).map(({ queue }) => queue),
		words: words.filter(({ team }) => team === id).map(({ word }) => word)
	}));
	return inTreeOrder(nodes);
}

function inTreeOrder(nodes: readonly TeamNode[]): TeamNode[] {
	const ordered: TeamNode[] = [];
	const add = (parent: string | null): void => {
		for (const node of nodes) {
			if (node.parent !== parent) continue;
			ordered.push(node);
			add(node.id);
		}
	};
	add(null);
	return ordered;
}

/** Null when the node may stand below that parent. */
function placeFault(nodes: readonly TeamNode[], id: string, draft: TeamDraft): TeamFault | null {
	if (id === COMPANY) return null;
	const parent = nodes.find((node) => node.id === draft.parent);
	if (!parent) return 'unknown-parent';
	if (reach(nodes, [id]).has(draft.parent)) return 'parent';
	if (!mayHoldTeam(parent.kind, draft.kind)) return 'parent';
	const children = nodes.filter((node) => node.parent === id);
	return children.every((child) => mayHoldTeam(draft.kind, child.kind)) ? null : 'parent';
}

const wordFault = (nodes: readonly TeamNode[], id: string, words: readonly string[]): boolean =>
	nodes.some((node) => node.id !== id && node.words.some((word) => words.includes(word)));

async function writeContents(
	transaction: Transaction<StoreSchema>,
	id: string,
	{ queues, words }: TeamDraft
): Promise<void> {
	await transaction.deleteFrom('team_queues').where('team', '=', id).execute();
	await transaction.deleteFrom('team_words').where('team', '=', id).execute();
	const queueRows = [...new Set(queues)].map((queue) => ({ team: id, queue }));
	const wordRows = [...new Set(words)].map((word) => ({ team: id, word }));
	if (queueRows.length > 0) await transaction.insertInto('team_queues').values(queueRows).execute();
	if (wordRows.length > 0) await transaction.insertInto('team_words').values(wordRows).execute();
}

/** What the audit log keeps of a node. */
const said = ({ parent, kind, name, queues, words }: TeamNode | TeamDraft): object => ({
	parent,
	kind,
	name,
	queues,
	words
});

class SqlTeamStore implements TeamStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #audit: AuditLog;

	constructor(database: Kysely<StoreSchema>, audit: AuditLog) {
		this.#database = database;
		this.#audit = audit;
	}

	nodes(): Promise<TeamNode[]> {
		return readTeamNodes(this.#database);
	}

	create(draft: TeamDraft, actor: Actor): Promise<TeamResult> {
		return this.#write(async (transaction, nodes) => {
			const id = randomUUID();
			const fault = placeFault(nodes, id, draft);
			if (fault) return { ok: false, fault };
			if (wordFault(nodes, id, draft.words)) return { ok: false, fault: 'word-taken' };
			const siblings = nodes.filter(({ parent }) => parent === draft.parent);
			const { parent, kind, name } = draft;
			await transaction
				.insertInto('teams')
				.values({ id, parent, kind, name, position: siblings.length })
				.execute();
			await writeContents(transaction, id, draft);
			await this.#audit.append(transaction, actor, {
				action: 'team.created',
				object: `team:${id}`,
				before: null,
				after: said(draft)
			});
			return { ok: true, id };
		});
	}

	change(id: string, draft: TeamDraft, actor: Actor): Promise<TeamResult> {
		return this.#write(async (transaction, nodes) => {
			const before = nodes.find((node) => node.id === id);
			if (!before) return { ok: false, fault: 'unknown' };
			const fault = placeFault(nodes, id, draft);
			if (fault) return { ok: false, fault };
			if (wordFault(nodes, id, draft.words)) return { ok: false, fault: 'word-taken' };
			const place = id === COMPANY ? {} : { parent: draft.parent, kind: draft.kind };
			await transaction
				.updateTable('teams')
				.set({ name: draft.name, ...place })
				.where('id', '=', id)
				.execute();
			await writeContents(transaction, id, draft);
			await this.#audit.append(transaction, actor, {
				action: 'team.changed',
				object: `team:${id}`,
				before: said(before),
				after: said({
					...before,
					...draft,
					...(id === COMPANY ? { parent: null, kind: 'company' } : {})
				})
			});
			return { ok: true, id };
		});
	}

	remove(id: string, actor: Actor): Promise<TeamResult> {
		return this.#write(async (transaction, nodes) => {
			const before = nodes.find((node) => node.id === id);
			if (!before || id === COMPANY) return { ok: false, fault: 'unknown' };
			if (await isInUse(transaction, nodes, id)) return { ok: false, fault: 'in-use' };
			await transaction.deleteFrom('team_queues').where('team', '=', id).execute();
			await transaction.deleteFrom('team_words').where('team', '=', id).execute();
			await transaction.deleteFrom('teams').where('id', '=', id).execute();
			await this.#audit.append(transaction, actor, {
				action: 'team.removed',
				object: `team:${id}`,
				before: said(before),
				after: null
			});
			return { ok: true, id };
		});
	}

	#write(
		act: (transaction: Transaction<StoreSchema>, nodes: TeamNode[]) => Promise<TeamResult>
	): Promise<TeamResult> {
		return this.#database.transaction().execute(async (transaction) => {
			await takeTurn(transaction);
			return act(transaction, await readTeamNodes(transaction));
		});
	}
}

/** What belongs to a team, and would be out of everybody's reach without it. */
const OWNED_BY_TEAMS = [
	'person_teams',
	'boards',
	'api_tokens',
	'quality_forms',
	'sampling_plans',
	'calibration_sessions',
	'coaching_tasks',
	'learning_items'
] as const;

async function isInUse(
	transaction: Transaction<StoreSchema>,
	nodes: readonly TeamNode[],
	id: string
): Promise<boolean> {
	if (nodes.some(({ parent }) => parent === id)) return true;
	const found = await Promise.all([
		...OWNED_BY_TEAMS.map((table) =>
			transaction.selectFrom(table).select('team').where('team', '=', id).limit(1).execute()
		),
		transaction
			.selectFrom('alert_rules')
			.select('team')
			.where('team', '=', id)
			.where('removed_at_ms', 'is', null)
			.limit(1)
			.execute()
	]);
	return found.some((rows) => rows.length > 0);
}

export const createTeamStore = (database: Kysely<StoreSchema>, audit: AuditLog): TeamStore =>
	new SqlTeamStore(database, audit);
