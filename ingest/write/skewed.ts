/** How many interactions have producers whose clocks contradict each other; for the status page. */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';

const skewed = defineQuery({
	name: 'ingest-skewed',
	sql: `SELECT sum(skewed) AS skewed FROM skewed_counts`,
	scope: { none: 'a count over everything, for the status of ingest' },
	params: Type.Object({}),
	row: Type.Object({ skewed: Type.Number() })
});

const CACHED_MS = 10_000;
const ANSWER_WITHIN_MS = 2000;

/** Null when the database cannot say. */
export function skewedCounter(
	clickhouse: () => ClickHouse,
	clock: () => number
): () => Promise<number | null> {
	let last: { atMs: number; count: Promise<number | null> } | null = null;
	const ask = async (): Promise<number | null> => {
		try {
			// The rest of the status is what one looks for while the database hangs.
			const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
			const rows = await clickhouse().query('live', skewed, {}, { signal });
			return rows[0]?.skewed ?? 0;
		} catch {
			return null;
		}
	};
	return () => {
		const nowMs = clock();
		if (!last || nowMs - last.atMs > CACHED_MS) last = { atMs: nowMs, count: ask() };
		return last.count;
	};
}
