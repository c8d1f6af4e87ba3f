/** What was drawn: read for the drawer and for pages, and changed only from what was read. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { StratumPopulation } from '#lib/domain/quality/sampling/draw-record.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { drawOfRow, populationOfText } from './stored-plan.ts';
import type { StoredDraw } from './stored-plan.ts';

export interface Skip {
	readonly stratum: string;
	readonly interaction: string;
	readonly atMs: number;
	readonly reason: string;
	readonly note: string;
	/** Id of a person; empty: the product itself. */
	readonly by: string;
}

/** An assignment that came of a draw. */
export interface DrawnAssignment {
	readonly interaction: string;
	readonly stratum: string;
	readonly key: string;
	readonly evaluator: string;
	/** `open`, `done`, `skipped` or `withdrawn`. */
	readonly state: string;
	/** Null: not submitted. */
	readonly finalScore: number | null;
}

export type Populations = ReadonlyMap<string, StratumPopulation>;
type Database = Kysely<StoreSchema>;

export interface DrawStore {
	find(plan: string, period: string): Promise<StoredDraw | null>;
	/** Newest period first. */
	list(plan: string): Promise<StoredDraw[]>;
	/** Of all plans: something may still be added. */
	unfinished(): Promise<StoredDraw[]>;
	/** The newest of each plan, by its id. */
	newest(plans: readonly string[]): Promise<ReadonlyMap<string, StoredDraw>>;
	populations(draw: string): Promise<Populations>;
	/** In the order they were made. */
	skips(draw: string): Promise<Skip[]>;
	/** Without second assignments for the same contact. */
	assignments(draw: string): Promise<DrawnAssignment[]>;
}

const drawsOf = (rows: Parameters<typeof drawOfRow>[0][]): StoredDraw[] =>
	rows.map(drawOfRow).filter((draw) => draw !== null);

class SqlDrawStore implements DrawStore {
	readonly #database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	async find(plan: string, period: string): Promise<StoredDraw | null> {
		const row = await this.#database
			.selectFrom('sampling_draws')
			.selectAll()
			.where('plan', '=', plan)
			.where('period', '=', period)
			.executeTakeFirst();
		return row ? drawOfRow(row) : null;
	}

	async list(plan: string): Promise<StoredDraw[]> {
		const rows = await this.#database
			.selectFrom('sampling_draws')
			.selectAll()
			.where('plan', '=', plan)
			.execute();
		return drawsOf(rows).sort((a, b) => b.report.fromMs - a.report.fromMs);
	}

	async unfinished(): Promise<StoredDraw[]> {
		const rows = await this.#database
			.selectFrom('sampling_draws')
			.selectAll()
			.where('is_final', '=', 0)
			.orderBy('id')
			.execute();
		return drawsOf(rows);
	}

	async newest(plans: readonly string[]): Promise<ReadonlyMap<string, StoredDraw>> {
		const found = new Map<string, StoredDraw>();
		for (const plan of plans) {
			const [draw] = await this.list(plan);
			if (draw) found.set(plan, draw);
		}
		return found;
	}

	async populations(draw: string): Promise<Populations> {
		const rows = await this.#database
			.selectFrom('sampling_populations')
			.select(['stratum', 'interactions'])
			.where('draw', '=', draw)
			.execute();
		return new Map(
			rows.map(({ stratum, interactions }) => [stratum, populationOfText(interactions)])
		);
	}

	async skips(draw: string): Promise<Skip[]> {
		const rows = await this.#database
			.selectFrom('sampling_skips')
			.selectAll()
			.where('draw', '=', draw)
			.orderBy('at_ms')
			.orderBy('id')
			.execute();
		return rows.map(({ stratum, interaction, at_ms, reason, note, skipped_by }) => ({
			...{ stratum, interaction, reason, note },
			atMs: at_ms,
			by: skipped_by
		}));
	}

	async assignments(draw: string): Promise<DrawnAssignment[]> {
		const rows = await this.#database
			.selectFrom('quality_assignments as a')
			.leftJoin('evaluations as e', 'e.id', 'a.evaluation')
			.select([
				'a.interaction',
				'a.stratum',
				'a.draw_key',
				'a.evaluator',
				'a.state',
				'e.final_score'
			])
			.where('a.draw', '=', draw)
			.where('a.kind', '=', 'standard')
			.orderBy('a.draw_key')
			.execute();
		return rows.map(({ draw_key, final_score, ...same }) => ({
			...same,
			key: draw_key,
			finalScore: final_score
		}));
	}
}

export const createDrawStore = (database: Database): DrawStore => new SqlDrawStore(database);

/** The first turn of a period: two processes make one and the same row. */
export async function beginDraw(
	database: Database,
	{
		plan,
		period,
		asDrawn,
		report,
		changedAtMs
	}: Omit<StoredDraw, 'id' | 'revision' | 'isFinal' | 'population'>
): Promise<void> {
	await database
		.insertInto('sampling_draws')
		.values({
			id: randomUUID(),
			plan,
			period,
			plan_as_drawn: JSON.stringify(asDrawn),
			drawn_at_ms: changedAtMs,
			population: 0,
			report: JSON.stringify(report),
			revision: 0,
			is_final: 0
		})
		.onConflict((conflict) => conflict.columns(['plan', 'period']).doNothing())
		.execute();
}

/**
 * Writes the draw as it is now. False: somebody else has changed it since it was read, and nothing of this transaction may
 * stay.
 */
export async function changeDraw(
	transaction: Transaction<StoreSchema>,
	{ id, revision, asDrawn, report, population, changedAtMs, isFinal }: StoredDraw
): Promise<boolean> {
	const { numUpdatedRows } = await transaction
		.updateTable('sampling_draws')
		.set({
			plan_as_drawn: JSON.stringify(asDrawn),
			drawn_at_ms: changedAtMs,
			population,
			report: JSON.stringify(report),
			revision: revision + 1,
			is_final: isFinal ? 1 : 0
		})
		.where('id', '=', id)
		.where('revision', '=', revision)
		.executeTakeFirst();
	return numUpdatedRows === 1n;
}

export async function keepPopulations(
	transaction: Transaction<StoreSchema>,
	draw: string,
	populations: Populations
): Promise<void> {
	for (const [stratum, population] of populations) {
		const interactions = JSON.stringify(population);
		await transaction
			.insertInto('sampling_populations')
			.values({ draw, stratum, interactions })
			.onConflict((conflict) => conflict.columns(['draw', 'stratum']).doUpdateSet({ interactions }))
			.execute();
	}
}

export async function keepSkips(
	transaction: Transaction<StoreSchema>,
	draw: string,
	skips: readonly Skip[]
): Promise<void> {
	for (const { stratum, interaction, atMs, reason, note, by } of skips)
		await transaction
			.insertInto('sampling_skips')
			.values({
				...{ id: randomUUID(), draw, stratum, interaction, reason, note },
				at_ms: atMs,
				skipped_by: by
			})
			.execute();
}

/**
 * Contacts that are, were or shall be judged: not drawn again. Of those around the range, wide enough for an instant of a
 * contact that was noted as its beginning.
 */
export async function takenContacts(
	database: Database,
	{ fromMs, toMs }: { fromMs: number; toMs: number }
): Promise<Set<string>> {
	const [first, last] = [fromMs - AROUND_MS, toMs + AROUND_MS];
	const assigned = await database
		.selectFrom('quality_assignments')
		.select('interaction')
		.where('contact_at_ms', '>=', first)
		.where('contact_at_ms', '<', last)
		.execute();
	const evaluated = await database
		.selectFrom('evaluations')
		.select('interaction')
		.where('contact_at_ms', '>=', first)
		.where('contact_at_ms', '<', last)
		.where('state', '!=', 'retracted')
		.execute();
	return new Set([...assigned, ...evaluated].map(({ interaction }) => interaction));
}
const AROUND_MS = 40 * 86_400_000;
