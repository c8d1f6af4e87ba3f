/**
 * Nothing is written before the database has the whole schema of this program and keeps what writing relies on. With a
 * part of the schema rows are refused for columns that are still to come, or stored without what the views to come would
 * have made of them.
 */
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { askShards } from '#lib/server/clickhouse/on-shards.ts';
import { missingFiles } from '../../clickhouse/applied-files.ts';
import { selfTest } from '../../clickhouse/self-test.ts';

export class SchemaBehindError extends Error {
	override readonly name = 'SchemaBehindError';
	constructor(file: string) {
		super(`the schema of the database is behind: ${file} was not applied (npm run schema)`);
	}
}

export class Fitness {
	/** The connection whose database was found fit. */
	#fit: ClickHouse | null = null;

	/** Rejects with SchemaBehindError, SelfTestError, or with what the database says; asks no more once all is well. */
	async check(clickhouse: ClickHouse): Promise<void> {
		if (this.#fit === clickhouse) return;
		const [missing] = (await askShards(clickhouse, missingFiles)).flat();
		if (missing) throw new SchemaBehindError(missing.file);
		await selfTest(clickhouse);
		this.#fit = clickhouse;
	}

	/** After a failure there may be another server at the same address. */
	doubt(): void {
		this.#fit = null;
	}
}
