/** Runs a suite on both stores: SQLite always, PostgreSQL where Debian's server is installed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { postgresBin, startTestPostgres } from './postgres.ts';
import type { TestPostgres } from './postgres.ts';

export interface Place {
	readonly dataDir: string;
	readonly databaseUrl: string | null;
}

/** An empty store. */
export interface TestPlace extends Place {
	/**
	 * Of PostgreSQL a new pool of connections each time, as another process would have. Of SQLite the one there is: its
	 * driver waits for a lock without letting anything else of this process go on, so others are started as processes.
	 */
	open(): Promise<Store>;
	/** Closes what was opened and removes it. */
	remove(): Promise<void>;
}

function placeAt(databaseUrl: string | null): TestPlace {
	const dataDir = mkdtempSync(join(tmpdir(), 'atalaya-store-'));
	const opened: Store[] = [];
	return {
		dataDir,
		databaseUrl,
		async open() {
			const [first] = opened;
			if (databaseUrl === null && first) return first;
			const store = await openStore({ dataDir, databaseUrl });
			opened.push(store);
			return store;
		},
		async remove() {
			for (const store of opened.splice(0)) await store.close();
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

export function onBothStores(name: string, suite: (place: () => Promise<TestPlace>) => void): void {
	describe(`${name} on SQLite`, () => {
		suite(() => Promise.resolve(placeAt(null)));
	});
	const bin = postgresBin();
	if (bin === null)
		process.stderr.write(`skipped: ${name} on PostgreSQL, which is not installed\n`);
	describe.skipIf(bin === null)(`${name} on PostgreSQL`, () => {
		let postgres: TestPostgres;
		beforeAll(async () => {
			postgres = await startTestPostgres(bin ?? '');
		});
		afterAll(() => postgres.stop());
		suite(async () => placeAt(await postgres.createDatabase()));
	});
}
