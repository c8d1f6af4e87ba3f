/** A backup of everything into an installation that has nothing yet. */
import { existsSync, readdirSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { applySchema } from '../../../clickhouse/apply.ts';
import { startEngine } from '../../../clickhouse/engine/engine.ts';
import { prepareFiles } from '../../../clickhouse/engine/files.ts';
import { rebuild } from '../../../clickhouse/rebuild.ts';
import { openClickHouse, quoteIdentifier } from '#lib/server/clickhouse/client.ts';
import type { Config } from '#lib/server/config.ts';
import { copyFiles } from './copy-live.ts';
import {
	EverythingError,
	LATER_DIRECTORIES,
	LIVE_DIRECTORIES,
	filesOf,
	readManifest
} from './manifest.ts';
import type { Manifest } from './manifest.ts';

export interface BringBackOptions {
	readonly directory: string;
	readonly signal: AbortSignal;
	readonly log: Logger;
	readonly onStep: (words: string) => void;
	/** Reads the file into the operational store. Throws when that is not empty. */
	readonly restoreStore: (file: string) => Promise<unknown>;
}

/** Of which there must be none yet: two installations cannot be put together. */
const OWN = ['spool', 'dead-letters', 'engine'] as const;

const hasFiles = (directory: string): boolean =>
	existsSync(directory) && readdirSync(directory).length > 0;

/** Throws EverythingError before anything is written. */
export function checkRoom(config: Config, directory: string): Manifest {
	const manifest = readManifest(directory);
	const { clickhouse, dataDir } = config;
	const taken = OWN.find((name) => hasFiles(join(dataDir, name)));
	if (taken !== undefined)
		throw new EverythingError(
			`${join(dataDir, taken)} is there already: a backup of everything goes into an empty DATA_DIR`
		);
	if ((manifest.events === 'here') !== (clickhouse.url === null))
		throw new EverythingError(
			manifest.events === 'here'
				? 'the events of this backup are for the embedded engine: unset CLICKHOUSE_URL'
				: 'the events of this backup are on a ClickHouse server: restore them there, and set CLICKHOUSE_URL'
		);
	if (manifest.events === 'here' && manifest.database !== clickhouse.database)
		throw new EverythingError(`set CLICKHOUSE_DATABASE=${manifest.database} as it was`);
	return manifest;
}

/** What fails leaves neither spool nor events behind. */
export async function bringBackEverything(
	config: Config,
	options: BringBackOptions
): Promise<Manifest> {
	const { directory, onStep, restoreStore, signal } = options;
	const manifest = checkRoom(config, directory);
	const files = filesOf(directory);
	try {
		if (manifest.events === 'here') await bringBackEvents(config, files.events, options);
		signal.throwIfAborted();
		onStep('events on their way');
		for (const name of LIVE_DIRECTORIES) {
			const from = join(files.live, name);
			if (LATER_DIRECTORIES.has(name) && !existsSync(from)) continue;
			await cp(from, join(config.dataDir, name), { recursive: true });
		}
		onStep('people, boards, settings');
		await restoreStore(files.store);
		await copyFiles(files.live, config.dataDir);
		return manifest;
	} catch (cause) {
		for (const name of OWN) await rm(join(config.dataDir, name), { recursive: true, force: true });
		throw cause;
	}
}

async function bringBackEvents(
	config: Config,
	from: string,
	{ signal, log, onStep }: BringBackOptions
): Promise<void> {
	onStep('events');
	const { database } = config.clickhouse;
	const { backups } = prepareFiles(config.dataDir);
	const here = join(backups, 'restore');
	await cp(from, here, { recursive: true });
	const memoryBytes = config.limits.engineMemoryBytes;
	const engine = await startEngine({ dataDir: config.dataDir, database, memoryBytes, log });
	const clickhouse = openClickHouse(engine.connection);
	try {
		await clickhouse.command(
			'restore',
			`RESTORE DATABASE ${quoteIdentifier(database)} FROM File('restore')`
		);
		// The backup may be of an older version.
		await applySchema(clickhouse);
		// Tables are read one after the other: what is derived may lack events of a batch that was being written.
		await rebuild({
			clickhouse,
			now: Date.now,
			signal,
			onProgress: (_share, words) => {
				onStep(words);
			}
		});
	} finally {
		await clickhouse.close();
		await engine.stop();
		await rm(here, { recursive: true, force: true });
	}
}
