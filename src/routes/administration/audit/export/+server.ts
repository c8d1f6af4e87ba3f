import { actingIn } from '#lib/server/administration/acting.ts';
import { filterOf, readAsked } from '#lib/server/administration/audit-query.ts';
import { AUDIT_HEADER, auditCells, auditRows } from '#lib/server/administration/audit-rows.ts';
import { CSV, NDJSON, csvStream, download, ndjsonStream } from '#lib/server/export/csv.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { audit } = await runtime();
	const { searchParams } = event.url;
	const filter = filterOf(readAsked(searchParams));
	const format = searchParams.get('format') === 'ndjson' ? 'ndjson' : 'csv';
	await audit.record(actingIn(event), {
		action: 'audit.exported',
		object: 'audit',
		before: null,
		after: { ...filter, format }
	});
	const rows = auditRows(audit, filter);
	const day = new Date().toISOString().slice(0, 10);
	return format === 'csv'
		? download(`audit-${day}.csv`, CSV, csvStream(AUDIT_HEADER, auditCells(rows)))
		: download(`audit-${day}.ndjson`, NDJSON, ndjsonStream(rows));
};
