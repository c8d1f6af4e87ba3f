/** Periods that were frozen: written once, never changed, never removed. Their fingerprint is in the audit log as well. */
import { createHash, randomBytes } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { readFrozen } from '#lib/domain/scorecard/report/frozen.ts';
import type { FrozenScorecard } from '#lib/domain/scorecard/report/frozen.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { RANGES } from '#lib/domain/scorecard/period.ts';
import type { Range } from '#lib/domain/scorecard/period.ts';
import type { Unit } from '#lib/domain/scorecard/scorecard.ts';
import type { Actor, AuditLog } from '../../audit/audit-log.ts';
import type { StoreSchema } from '../../store/schema.ts';
import type { FrozenScorecardsTable } from '../../store/scorecard-schema.ts';

export interface FrozenPeriod {
	/** Not to be guessed. */
	readonly id: string;
	readonly scorecard: string;
	readonly unit: Unit;
	readonly month: Month;
	readonly range: Range;
	/** SHA-256 of the stored text, in hexadecimal. */
	readonly hash: string;
	readonly note: string;
	readonly createdAtMs: number;
	/** Id of a person; `system`: a report that is sent by itself. */
	readonly createdBy: string;
}

export interface FoundFrozen extends FrozenPeriod {
	/** Null: written in a format that is not known here, or damaged beyond reading. */
	readonly content: FrozenScorecard | null;
	/** What is stored has the fingerprint it was frozen with. */
	readonly isIntact: boolean;
}

type Work = Transaction<StoreSchema>;

export interface FrozenStore {
	/** In a transaction of the caller, or in one of its own. */
	add(
		frozen: { readonly content: FrozenScorecard; readonly note: string },
		actor: Actor,
		transaction?: Work
	): Promise<FrozenPeriod>;
	find(id: string): Promise<FoundFrozen | null>;
	/** Newest first. */
	list(scorecard: string): Promise<FrozenPeriod[]>;
}

const ID_BYTES = 18;
const MOST_LISTED = 500;
const WITHOUT_CONTENT = [
	...(['id', 'scorecard', 'team', 'agent', 'month', 'range', 'hash', 'note'] as const),
	...(['created_at_ms', 'created_by'] as const)
] as const;

export const fingerprint = (text: string): string =>
	createHash('sha256').update(text).digest('hex');

const periodOf = (row: Omit<Selectable<FrozenScorecardsTable>, 'content'>): FrozenPeriod => ({
	...{ id: row.id, scorecard: row.scorecard, month: row.month, hash: row.hash, note: row.note },
	unit: { team: row.team, agent: row.agent === '' ? null : row.agent },
	range: RANGES.find((range) => range === row.range) ?? 'month',
	createdAtMs: row.created_at_ms,
	createdBy: row.created_by
});

function contentOf(text: string): FrozenScorecard | null {
	try {
		return readFrozen(text);
	} catch {
		// No JSON any more.
		return null;
	}
}

export interface FrozenOptions {
	readonly audit: Pick<AuditLog, 'append'>;
	readonly now: () => number;
}

export function createFrozenStore(
	database: Kysely<StoreSchema>,
	{ audit, now }: FrozenOptions
): FrozenStore {
	async function insert(
		transaction: Work,
		{ content, note }: { readonly content: FrozenScorecard; readonly note: string },
		actor: Actor
	): Promise<FrozenPeriod> {
		const text = JSON.stringify(content);
		const { page } = content;
		const { range, month } = page.view.period;
		const row = {
			...{ id: randomBytes(ID_BYTES).toString('base64url'), scorecard: page.scorecard },
			...{ team: page.unit.team, agent: page.unit.agent ?? '', month, range, note },
			...{ hash: fingerprint(text), created_at_ms: now(), created_by: actor.id }
		};
		await transaction
			.insertInto('frozen_scorecards')
			.values({ ...row, content: text })
			.execute();
		const { id: frozen, hash } = row;
		await audit.append(transaction, actor, {
			action: 'scorecard.frozen',
			object: `scorecard:${row.scorecard}`,
			before: null,
			after: { frozen, team: row.team, month, range, note, hash }
		});
		return periodOf(row);
	}
	return {
		add: (frozen, actor, transaction) =>
			transaction
				? insert(transaction, frozen, actor)
				: database.transaction().execute((own) => insert(own, frozen, actor)),
		async find(id) {
			const row = await database
				.selectFrom('frozen_scorecards')
				.selectAll()
				.where('id', '=', id)
				.executeTakeFirst();
			if (!row) return null;
			return {
				...periodOf(row),
				content: contentOf(row.content),
				isIntact: fingerprint(row.content) === row.hash
			};
		},
		list: (scorecard) => listFrozen(database, scorecard)
	};
}

async function listFrozen(
	database: Kysely<StoreSchema>,
	scorecard: string
): Promise<FrozenPeriod[]> {
	const rows = await database
		.selectFrom('frozen_scorecards')
		.select(WITHOUT_CONTENT)
		.where('scorecard', '=', scorecard)
		.orderBy('created_at_ms', 'desc')
		.orderBy('id')
		.limit(MOST_LISTED)
		.execute();
	return rows.map(periodOf);
}
