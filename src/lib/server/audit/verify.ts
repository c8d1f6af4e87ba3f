/**
 * Walks the chain of the audit log and says up to where it is whole, or which entry breaks it. Entries are only ever
 * added, so that those up to the head that was read first stand still while the product goes on writing.
 */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';
import { HEAD, auditHash } from './audit-log.ts';
import type { AuditRow } from './audit-log.ts';

/** An entry and its hash: everything up to it is whole. */
export interface ChainPoint {
	readonly seq: number;
	readonly hash: string;
}

export const BEGINNING: ChainPoint = { seq: 0, hash: '' };

export type ChainBreak =
	/** Something in the entry differs from what was written, or the key is not the one it was written with. */
	| 'changed'
	/** The entry is not there, and later ones are. */
	| 'missing'
	/** The entry was not written by the product, or belongs to another chain. */
	| 'inserted'
	/** The newest entries are not there, or what says which is the newest. */
	| 'cut';

export type ChainVerdict =
	| { readonly ok: true; readonly head: ChainPoint }
	| {
			readonly ok: false;
			readonly fault: ChainBreak;
			/** The first entry that is not as it was written. */
			readonly seq: number;
			/** The last entry before it. */
			readonly whole: ChainPoint;
	  };

export interface VerifyOptions {
	readonly key: Buffer;
	/** An entry that was whole before: it must still be there, and only what follows is walked. */
	readonly from?: ChainPoint;
	readonly onProgress?: (done: number, of: number) => void;
	readonly signal?: AbortSignal;
}

const PAGE_ROWS = 500;

interface Extent {
	/** Null: nothing says which entry is the newest. */
	readonly head: ChainPoint | null;
	readonly newest: number;
	readonly oldest: number;
}

function parseHead(text: string | null): ChainPoint | null {
	if (text === null) return null;
	try {
		const { seq, hash } = JSON.parse(text) as Partial<ChainPoint>;
		return typeof seq === 'number' && typeof hash === 'string' ? { seq, hash } : null;
	} catch {
		return null;
	}
}

/** One statement, so that head and entries are those of one moment. */
async function readExtent(database: Kysely<StoreSchema>): Promise<Extent> {
	const { rows } = await sql<{
		head: string | null;
		newest: number | null;
		oldest: number | null;
	}>`select (select value from meta where name = ${HEAD}) as head, max(seq) as newest, min(seq) as oldest from audit`.execute(
		database
	);
	const row = rows[0];
	return {
		head: parseHead(row?.head ?? null),
		newest: row?.newest ?? 0,
		oldest: row?.oldest ?? 1
	};
}

const broken = (fault: ChainBreak, seq: number, whole: ChainPoint): ChainVerdict => ({
	ok: false,
	fault,
	seq,
	whole
});

/** Why `row` cannot follow `last`; null when it can. */
function rowFault(row: AuditRow, last: ChainPoint, key: Buffer): ChainBreak | null {
	const { hash, ...said } = row;
	if (!Number.isInteger(row.seq) || row.seq <= last.seq) return 'inserted';
	if (row.seq > last.seq + 1) return 'missing';
	if (auditHash(said, key) !== hash) return 'changed';
	return row.previous_hash === last.hash ? null : 'inserted';
}

const nextPage = (
	database: Kysely<StoreSchema>,
	after: number,
	upTo: number
): Promise<AuditRow[]> =>
	database
		.selectFrom('audit')
		.selectAll()
		.where('seq', '>', after)
		.where('seq', '<=', upTo)
		.orderBy('seq')
		.limit(PAGE_ROWS)
		.execute();

/** The entry that was the newest one at an earlier walk. */
async function stillThere(database: Kysely<StoreSchema>, { seq, hash }: ChainPoint) {
	if (seq === 0) return true;
	const row = await database
		.selectFrom('audit')
		.select('hash')
		.where('seq', '=', seq)
		.executeTakeFirst();
	return row?.hash === hash;
}

/** Entry by entry from one that is whole; a broken verdict, or the last one. */
async function walk(
	database: Kysely<StoreSchema>,
	from: ChainPoint,
	upTo: number,
	{ key, onProgress, signal }: VerifyOptions
): Promise<ChainVerdict> {
	let last = from;
	while (last.seq < upTo) {
		signal?.throwIfAborted();
		const rows = await nextPage(database, last.seq, upTo);
		if (rows.length === 0) return broken('missing', last.seq + 1, last);
		for (const row of rows) {
			const fault = rowFault(row, last, key);
			if (fault) return broken(fault, fault === 'missing' ? last.seq + 1 : row.seq, last);
			last = { seq: row.seq, hash: row.hash };
		}
		onProgress?.(last.seq, upTo);
	}
	return { ok: true, head: last };
}

/** Whether the log ends where its head says, when all entries up to there are whole. */
function endVerdict({ head, newest }: Extent, last: ChainPoint): ChainVerdict {
	if (head !== null && newest > head.seq) return broken('inserted', head.seq + 1, last);
	const isEnd = head === null ? last.seq === 0 : head.seq === last.seq && head.hash === last.hash;
	return isEnd ? { ok: true, head: last } : broken('cut', last.seq + 1, last);
}

export async function verifyAudit(
	database: Kysely<StoreSchema>,
	options: VerifyOptions
): Promise<ChainVerdict> {
	const { from = BEGINNING } = options;
	const extent = await readExtent(database);
	if (extent.oldest < 1) return broken('inserted', extent.oldest, BEGINNING);
	const isCut = from.seq > extent.newest;
	if (!isCut && !(await stillThere(database, from))) return broken('changed', from.seq, BEGINNING);
	const upTo = Math.min(extent.head?.seq ?? extent.newest, extent.newest);
	const walked = await walk(database, isCut ? BEGINNING : from, upTo, options);
	if (!walked.ok) return walked;
	return isCut ? broken('cut', extent.newest + 1, walked.head) : endVerdict(extent, walked.head);
}
