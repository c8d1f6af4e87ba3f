/** Directories and databases for tests that open and close stores themselves, on SQLite and on PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { postgresBin, startTestPostgres } from './postgres.ts';
import type { TestPostgres } from './postgres.ts';

export interface StorePlace {
	readonly dataDir: string;
	readonly databaseUrl: string | null;
}

export const newDirectory = (): string => mkdtempSync(join(tmpdir(), 'atalaya-store-'));

export const removeDirectory = (directory: string): void => {
	rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
};

/** `newPlace` gives a place nobody has used; directories are removed at the end. */
export function atBothPlaces(
	title: string,
	define: (newPlace: () => Promise<StorePlace>, kind: 'sqlite' | 'postgres') => void
): void {
	const bin = postgresBin();
	const made: string[] = [];
	const directory = (): string => {
		const path = newDirectory();
		made.push(path);
		return path;
	};
	describe(`${title} on SQLite`, () => {
		define(() => Promise.resolve({ dataDir: directory(), databaseUrl: null }), 'sqlite');
		afterAll(() => {
			made.splice(0).forEach(removeDirectory);
		});
	});
	describe.skipIf(bin === null)(
		`${title} on PostgreSQL (skipped where /usr/lib/postgresql has no server)`,
		() => {
			let postgres: TestPostgres;
			beforeAll(async () => {
				postgres = await startTestPostgres(bin ?? '');
			});
			afterAll(async () => {
				await postgres.stop();
				made.splice(0).forEach(removeDirectory);
			});
			define(
				async () => ({ dataDir: directory(), databaseUrl: await postgres.createDatabase() }),
				'postgres'
			);
		}
	);
}
