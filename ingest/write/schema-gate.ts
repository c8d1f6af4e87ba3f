/**
 * Nothing is written before the database has the whole schema of this program. With a part of it rows are refused for
 * columns that are still to come, or stored without what the views to come would have made of them.
 */
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { askShards } from '#lib/server/clickhouse/on-shards.ts';
import { missingFiles } from '../../clickhouse/applied-files.ts';

export class SchemaBehindError extends Error {
	override readonly name = 'SchemaBehindError';
	constructor(file: string) {
		super(`the schema of the database is behind: ${file} was not applied (npm run schema)`);
	}
}

/** Rejects with SchemaBehindError, or with what the database says; asks no more once it is there. */
export function createSchemaGate(clickhouse: () => ClickHouse): () => Promise<true> {
	let isWhole = false;
	return async () => {
		if (isWhole) return true;
		const [missing] = (await askShards(clickhouse(), missingFiles)).flat();
		if (missing) throw new SchemaBehindError(missing.file);
		isWhole = true;
		return true;
	};
}
