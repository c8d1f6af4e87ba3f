/** Entries of the audit log one after the other, newest first, read in pages while they are sent. */
import type { AuditLog, AuditRow } from '../audit/audit-log.ts';
import type { CsvRow } from '../export/csv.ts';
import type { AuditFilter } from './audit-query.ts';

const PAGE_ROWS = 500;

export async function* auditRows(
	audit: AuditLog,
	filter: AuditFilter
): AsyncGenerator<AuditRow, void, undefined> {
	let before: number | undefined;
	for (;;) {
		const rows = await audit.list({
			...filter,
			limit: PAGE_ROWS,
			...(before === undefined ? {} : { before })
		});
		yield* rows;
		const last = rows.at(-1);
		if (!last || rows.length < PAGE_ROWS) return;
		before = last.seq;
	}
}

export const AUDIT_HEADER = [
	'seq',
	'at',
	'actor_kind',
	'actor',
	'actor_name',
	'address',
	'action',
	'object',
	'before',
	'after',
	'hash'
] as const;

export async function* auditCells(rows: AsyncIterable<AuditRow>): AsyncGenerator<CsvRow> {
	for await (const row of rows)
		yield [
			row.seq,
			new Date(row.at_ms).toISOString(),
			row.actor_kind,
			row.actor,
			row.actor_name,
			row.address,
			row.action,
			row.object,
			row.before,
			row.after,
			row.hash
		];
}
