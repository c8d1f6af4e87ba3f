/**
 * Values of figures: entered by one and approved by another. Numbers are only ever added; of a revision only its state
 * changes, once. Everything is in the audit log.
 */
import type { Kysely, Transaction } from 'kysely';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import type { Entry, FigureValue, Spot } from '#lib/domain/scorecard/figures/figure-value.ts';
import { takeTurn } from '../../audit/audit-log.ts';
import type { Actor, AuditLog } from '../../audit/audit-log.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { readFigureById } from './figure-store.ts';
import { valueOfRow } from './stored-figure.ts';

export interface NewValue extends Spot {
	readonly entry: Entry;
	/** The newest revision whoever enters it has seen; 0: there was none. */
	readonly basedOn: number;
}

export interface SeenValue extends Spot {
	readonly revision: number;
}

export type Entered =
	| { readonly ok: true; readonly entered: number }
	/** `conflict`: somebody entered another since; nothing at all was stored. */
	| { readonly ok: false; readonly reason: 'gone' | 'archived' | 'conflict' };

export type Decision = 'approved' | 'refused';
/** `own`: whoever entered it may not decide about it. `decided`: it does not wait any more. */
export type DecisionResult = 'done' | 'gone' | 'own' | 'decided';

export interface ValueStore {
	/** By month, node and revision, ascending. */
	of(figure: string): Promise<FigureValue[]>;
	/** Of these spots' figures and months, in any order. */
	near(spots: readonly Spot[]): Promise<FigureValue[]>;
	/** Those that wait, the longest first. */
	waiting(): Promise<FigureValue[]>;
	/** All of them or none. `file`: the name of what they were imported from. */
	enter(
		values: readonly NewValue[],
		origin: { readonly file: string | null },
		actor: Actor
	): Promise<Entered>;
	decide(
		value: SeenValue,
		as: { readonly decision: Decision; readonly why: string },
		actor: Actor
	): Promise<DecisionResult>;
	/** By whoever entered it, while it waits. */
	withdraw(value: SeenValue, actor: Actor): Promise<DecisionResult>;
}

interface Options {
	readonly audit: Pick<AuditLog, 'append'>;
	readonly now: () => number;
}

type Work = Transaction<StoreSchema>;

const said = ({ figure: _figure, ...value }: FigureValue): object => value;
function summaryOf(values: readonly NewValue[], file: string): object {
	const months = values.map(({ month }) => month).sort();
	const figures = new Map<string, number>();
	for (const { figure } of values) figures.set(figure, (figures.get(figure) ?? 0) + 1);
	return {
		...{ file, values: values.length, from: months[0], to: months.at(-1) },
		figures: Object.fromEntries(figures)
	};
}

class SqlValueStore implements ValueStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #options: Options;

	constructor(database: Kysely<StoreSchema>, options: Options) {
		this.#database = database;
		this.#options = options;
	}

	async of(figure: string): Promise<FigureValue[]> {
		const rows = await this.#database
			.selectFrom('figure_values')
			.selectAll()
			.where('figure', '=', figure)
			.orderBy('month')
			.orderBy('team')
			.orderBy('revision')
			.execute();
		return rows.map(valueOfRow).filter((value) => value !== null);
	}

	async near(spots: readonly Spot[]): Promise<FigureValue[]> {
		const figures = [...new Set(spots.map(({ figure }) => figure))];
		const months = spots.map(({ month }) => month).sort();
		const [first] = months;
		const last = months.at(-1);
		if (first === undefined || last === undefined) return [];
		const rows = await this.#database
			.selectFrom('figure_values')
			.selectAll()
			.where('figure', 'in', figures)
			.where('month', '>=', first)
			.where('month', '<=', last)
			.execute();
		return rows.map(valueOfRow).filter((value) => value !== null);
	}

	async waiting(): Promise<FigureValue[]> {
		const rows = await this.#database
			.selectFrom('figure_values')
			.selectAll()
			.where('state', '=', 'entered')
			.orderBy('entered_at_ms')
			.orderBy('figure')
			.orderBy('month')
			.orderBy('team')
			.execute();
		return rows.map(valueOfRow).filter((value) => value !== null);
	}

	enter(
		values: readonly NewValue[],
		{ file }: { readonly file: string | null },
		actor: Actor
	): Promise<Entered> {
		const figures = [...new Set(values.map(({ figure }) => figure))];
		return this.#alone(async (transaction): Promise<Entered> => {
			for (const id of figures) {
				const stored = await readFigureById(transaction, id);
				if (!stored) return { ok: false, reason: 'gone' };
				if (stored.isArchived) return { ok: false, reason: 'archived' };
			}
			const newest = await this.#newest(transaction, values);
			const isMoved = values.some((value) => (newest.get(keyOf(value)) ?? 0) !== value.basedOn);
			if (isMoved) return { ok: false, reason: 'conflict' };
			for (const value of values) await this.#insert(transaction, value, { file, actor });
			if (file !== null)
				await this.#options.audit.append(transaction, actor, {
					...{ action: 'figure-value.imported', object: 'figure' },
					...{ before: null, after: summaryOf(values, file) }
				});
			return { ok: true, entered: values.length };
		});
	}

	decide(
		value: SeenValue,
		{ decision, why }: { readonly decision: Decision; readonly why: string },
		actor: Actor
	): Promise<DecisionResult> {
		return this.#settle(value, { state: decision, why, actor }, (stored) =>
			stored.enteredBy === actor.id ? 'own' : 'done'
		);
	}

	withdraw(value: SeenValue, actor: Actor): Promise<DecisionResult> {
		return this.#settle(value, { state: 'withdrawn', why: '', actor }, (stored) =>
			stored.enteredBy === actor.id ? 'done' : 'own'
		);
	}

	#alone<T>(work: (transaction: Work) => Promise<T>): Promise<T> {
		return this.#database.transaction().execute(async (transaction) => {
			await takeTurn(transaction);
			return work(transaction);
		});
	}

	/** By key of the spot. */
	async #newest(transaction: Work, values: readonly NewValue[]): Promise<Map<string, number>> {
		const rows = await transaction
			.selectFrom('figure_values')
			.select(({ fn }) => ['figure', 'team', 'month', fn.max('revision').as('newest')])
			.where('figure', 'in', [...new Set(values.map(({ figure }) => figure))])
			.groupBy(['figure', 'team', 'month'])
			.execute();
		return new Map(rows.map((row) => [keyOf(row), row.newest]));
	}

	/** What still waited at that spot waits no more. */
	async #insert(
		transaction: Work,
		{ figure, team, month, entry, basedOn }: NewValue,
		{ file, actor }: { readonly file: string | null; readonly actor: Actor }
	): Promise<void> {
		const nowMs = this.#options.now();
		if (basedOn > 0)
			await transaction
				.updateTable('figure_values')
				.set({ state: 'withdrawn', decided_at_ms: nowMs, decided_by: actor.id })
				.where('figure', '=', figure)
				.where('team', '=', team)
				.where('month', '=', month)
				.where('state', '=', 'entered')
				.execute();
		const row = {
			...{ figure, team, month, revision: basedOn + 1 },
			...{ numerator: entry.numerator, denominator: entry.denominator, n: entry.n },
			...{ state: 'entered', is_estimate: entry.isEstimate ? 1 : 0, is_void: entry.isVoid ? 1 : 0 },
			...{ source: entry.source, evidence: entry.evidence },
			...{ entered_at_ms: nowMs, entered_by: actor.id },
			...{ decided_at_ms: null, decided_by: null, decision: '' }
		};
		await transaction.insertInto('figure_values').values(row).execute();
		// Of a file there is one entry for all of it: the values themselves never change.
		const stored = valueOfRow(row);
		if (file === null && stored)
			await this.#note(transaction, 'figure-value.entered', { before: null, after: stored }, actor);
	}

	#settle(
		{ figure, team, month, revision }: SeenValue,
		as: { readonly state: Decision | 'withdrawn'; readonly why: string; readonly actor: Actor },
		check: (stored: FigureValue) => DecisionResult
	): Promise<DecisionResult> {
		const at = (database: Kysely<StoreSchema>): Promise<FigureValue | null> =>
			readOne(database, { figure, team, month, revision });
		return this.#alone(async (transaction): Promise<DecisionResult> => {
			const before = await at(transaction);
			if (!before) return 'gone';
			if (before.state !== 'entered') return 'decided';
			const checked = check(before);
			if (checked !== 'done') return checked;
			await transaction
				.updateTable('figure_values')
				.set({
					...{ state: as.state, decision: as.why },
					...{ decided_at_ms: this.#options.now(), decided_by: as.actor.id }
				})
				.where('figure', '=', figure)
				.where('team', '=', team)
				.where('month', '=', month)
				.where('revision', '=', revision)
				.execute();
			const after = await at(transaction);
			if (after) await this.#note(transaction, ACTIONS[as.state], { before, after }, as.actor);
			return 'done';
		});
	}

	#note(
		transaction: Work,
		action: AuditAction,
		{ before, after }: { readonly before: FigureValue | null; readonly after: FigureValue },
		actor: Actor
	): Promise<void> {
		return this.#options.audit.append(transaction, actor, {
			...{ action, object: `figure:${after.figure}` },
			...{ before: before && said(before), after: said(after) }
		});
	}
}

const ACTIONS = {
	approved: 'figure-value.approved',
	refused: 'figure-value.refused',
	withdrawn: 'figure-value.withdrawn'
} as const satisfies Record<Decision | 'withdrawn', AuditAction>;

const keyOf = ({ figure, team, month }: Spot): string => JSON.stringify([figure, team, month]);

async function readOne(
	database: Kysely<StoreSchema>,
	{ figure, team, month, revision }: SeenValue
): Promise<FigureValue | null> {
	const row = await database
		.selectFrom('figure_values')
		.selectAll()
		.where('figure', '=', figure)
		.where('team', '=', team)
		.where('month', '=', month)
		.where('revision', '=', revision)
		.executeTakeFirst();
	return row ? valueOfRow(row) : null;
}

export const createValueStore = (database: Kysely<StoreSchema>, options: Options): ValueStore =>
	new SqlValueStore(database, options);
