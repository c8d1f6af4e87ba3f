/** What figures are: name, unit, how they add up. Every change is in the audit log. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { lineage } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import { meansTheSame } from '#lib/domain/scorecard/figures/figure.ts';
import type { Figure } from '#lib/domain/scorecard/figures/figure.ts';
import { takeTurn } from '../../audit/audit-log.ts';
import type { Actor, AuditLog } from '../../audit/audit-log.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { readTeamNodes } from '../../store/teams.ts';
import { figureOfRow } from './stored-figure.ts';
import type { StoredFigure } from './stored-figure.ts';

/** More than this nobody keeps up. */
export const MOST_FIGURES = 500;

export interface FigureDraft {
	readonly team: string;
	readonly figure: Figure;
}

export type FigureRefusal =
	| 'gone'
	/** Somebody changed it since. */
	| 'conflict'
	| 'most'
	/** A figure of the same node, or of one above or below it, has that code. */
	| 'code-taken'
	/** It has values, which would come to mean something else. */
	| 'has-values';
export type FigureSaved =
	| { readonly ok: true; readonly stored: StoredFigure }
	| { readonly ok: false; readonly reason: FigureRefusal };

export interface FigureStore {
	/** By name; archived ones last. */
	list(): Promise<StoredFigure[]>;
	find(id: string): Promise<StoredFigure | null>;
	create(draft: FigureDraft, actor: Actor): Promise<FigureSaved>;
	/** The figure of this code that the node may already use, else a new one: for presets. */
	ensure(draft: FigureDraft, actor: Actor): Promise<FigureSaved>;
	save(id: string, draft: FigureDraft & { revision: number }, actor: Actor): Promise<FigureSaved>;
	/** An archived one takes no values any more; what it has still counts. */
	setArchived(id: string, isArchived: boolean, actor: Actor): Promise<FigureSaved>;
}

interface Options {
	readonly audit: Pick<AuditLog, 'append'>;
	readonly now: () => number;
}

type Work = Transaction<StoreSchema>;
const byName = new Intl.Collator('es', { numeric: true });
const said = ({ team, figure, isArchived }: StoredFigure): object => ({
	...{ team, isArchived },
	...figure
});
const refused = (reason: FigureRefusal): FigureSaved => ({ ok: false, reason });

/** Whether both may be used at some node: there a code must name one figure. */
const isShared = (nodes: readonly TeamNode[], a: string, b: string): boolean =>
	lineage(nodes, a).includes(b) || lineage(nodes, b).includes(a);

async function readAll(database: Kysely<StoreSchema>): Promise<StoredFigure[]> {
	const rows = await database.selectFrom('figures').selectAll().execute();
	return rows.map(figureOfRow).filter((stored) => stored !== null);
}

export async function readFigureById(
	database: Kysely<StoreSchema>,
	id: string
): Promise<StoredFigure | null> {
	const row = await database
		.selectFrom('figures')
		.selectAll()
		.where('id', '=', id)
		.executeTakeFirst();
	return row ? figureOfRow(row) : null;
}

async function hasValues(transaction: Work, id: string): Promise<boolean> {
	const row = await transaction
		.selectFrom('figure_values')
		.select('revision')
		.where('figure', '=', id)
		.executeTakeFirst();
	return row !== undefined;
}

class SqlFigureStore implements FigureStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #options: Options;

	constructor(database: Kysely<StoreSchema>, options: Options) {
		this.#database = database;
		this.#options = options;
	}

	async list(): Promise<StoredFigure[]> {
		return (await readAll(this.#database)).sort(
			(a, b) =>
				Number(a.isArchived) - Number(b.isArchived) ||
				byName.compare(a.figure.name, b.figure.name) ||
				byName.compare(a.id, b.id)
		);
	}

	find(id: string): Promise<StoredFigure | null> {
		return readFigureById(this.#database, id);
	}

	create(draft: FigureDraft, actor: Actor): Promise<FigureSaved> {
		return this.#alone(async (transaction) => {
			const taken = await this.#taken(transaction, draft, null);
			return taken ? refused('code-taken') : this.#insert(transaction, draft, actor);
		});
	}

	ensure(draft: FigureDraft, actor: Actor): Promise<FigureSaved> {
		return this.#alone(async (transaction) => {
			const taken = await this.#taken(transaction, draft, null);
			if (taken === null) return this.#insert(transaction, draft, actor);
			const nodes = await readTeamNodes(transaction);
			const isUsable = lineage(nodes, draft.team).includes(taken.team);
			return isUsable ? { ok: true, stored: taken } : refused('code-taken');
		});
	}

	save(
		id: string,
		{ team, figure, revision }: FigureDraft & { revision: number },
		actor: Actor
	): Promise<FigureSaved> {
		return this.#alone(async (transaction) => {
			const before = await readFigureById(transaction, id);
			if (!before) return refused('gone');
			if (before.revision !== revision) return refused('conflict');
			const isSame = meansTheSame(before.figure, figure) && before.team === team;
			if (!isSame && (await hasValues(transaction, id))) return refused('has-values');
			if (!before.isArchived && (await this.#taken(transaction, { team, figure }, id)))
				return refused('code-taken');
			const set = { team, figure: JSON.stringify(figure) };
			return this.#update(transaction, before, { set, action: 'figure.changed', actor });
		});
	}

	setArchived(id: string, isArchived: boolean, actor: Actor): Promise<FigureSaved> {
		return this.#alone(async (transaction) => {
			const before = await readFigureById(transaction, id);
			if (!before) return refused('gone');
			if (!isArchived && (await this.#taken(transaction, before, id))) return refused('code-taken');
			return this.#update(transaction, before, {
				set: { archived_at_ms: isArchived ? this.#options.now() : null },
				action: isArchived ? 'figure.archived' : 'figure.restored',
				actor
			});
		});
	}

	/** One change after the other: a code that was looked for stays free until the end. */
	#alone(work: (transaction: Work) => Promise<FigureSaved>): Promise<FigureSaved> {
		return this.#database.transaction().execute(async (transaction) => {
			await takeTurn(transaction);
			return work(transaction);
		});
	}

	async #taken(
		transaction: Work,
		{ team, figure }: FigureDraft,
		except: string | null
	): Promise<StoredFigure | null> {
		const [all, nodes] = await Promise.all([readAll(transaction), readTeamNodes(transaction)]);
		const same = all.filter(
			(one) => one.id !== except && !one.isArchived && one.figure.code === figure.code
		);
		return same.find((one) => isShared(nodes, one.team, team)) ?? null;
	}

	async #insert(
		transaction: Work,
		{ team, figure }: FigureDraft,
		actor: Actor
	): Promise<FigureSaved> {
		const rows = await transaction.selectFrom('figures').select('id').execute();
		if (rows.length >= MOST_FIGURES) return refused('most');
		const id = randomUUID();
		await transaction
			.insertInto('figures')
			.values({
				...{ id, team, figure: JSON.stringify(figure), revision: 1 },
				...{ created_at_ms: this.#options.now(), created_by: actor.id, archived_at_ms: null }
			})
			.execute();
		const stored = { id, team, figure, revision: 1, isArchived: false };
		await this.#options.audit.append(transaction, actor, {
			...{ action: 'figure.created', object: `figure:${id}` },
			...{ before: null, after: said(stored) }
		});
		return { ok: true, stored };
	}

	async #update(
		transaction: Work,
		before: StoredFigure,
		change: {
			readonly set: { team?: string; figure?: string; archived_at_ms?: number | null };
			readonly action: AuditAction;
			readonly actor: Actor;
		}
	): Promise<FigureSaved> {
		await transaction
			.updateTable('figures')
			.set({ ...change.set, revision: before.revision + 1 })
			.where('id', '=', before.id)
			.execute();
		const stored = await readFigureById(transaction, before.id);
		if (!stored) throw new Error('a figure that was just stored cannot be read');
		await this.#options.audit.append(transaction, change.actor, {
			...{ action: change.action, object: `figure:${before.id}` },
			...{ before: said(before), after: said(stored) }
		});
		return { ok: true, stored };
	}
}

export const createFigureStore = (database: Kysely<StoreSchema>, options: Options): FigureStore =>
	new SqlFigureStore(database, options);
