/** Everything of one installation into one directory, while it runs. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareFiles } from '../../../clickhouse/engine/files.ts';
import { openClickHouse, quoteIdentifier } from '#lib/server/clickhouse/client.ts';
import { readConnection } from '#lib/server/clickhouse/connection.ts';
import type { Config } from '#lib/server/config.ts';
import { copyLive } from './copy-live.ts';
import { EverythingError, filesOf, newManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';

export interface BackUpOptions {
	/** Must not be there yet. */
	readonly directory: string;
	readonly nowMs: number;
	readonly signal: AbortSignal;
	readonly onStep: (words: string) => void;
	/** Writes the operational store, with its key, into the file. */
	readonly writeStore: (file: string) => Promise<unknown>;
}

/**
 * In this order: who was erased, then what is on its way, then what is stored. An erasure that ends in between is done again
 * after a restore, and an event that arrives in between is taken once more and kept once.
 */
export async function backUpEverything(config: Config, options: BackUpOptions): Promise<Manifest> {
	const { directory, nowMs, signal, onStep, writeStore } = options;
	if (existsSync(directory)) throw new EverythingError(`${directory} is there already`);
	const draft = `${directory}.unfinished`;
	await rm(draft, { recursive: true, force: true });
	mkdirSync(draft, { recursive: true, mode: 0o700 });
	const files = filesOf(draft);
	try {
		onStep('people, boards, settings');
		await writeStore(files.store);
		onStep('events on their way');
		await copyLive(config.dataDir, files.live, signal);
		const isHere = config.clickhouse.url === null;
		if (isHere) {
			onStep('events');
			await backUpEvents(config, files.events, signal);
		}
		signal.throwIfAborted();
		const manifest = newManifest({
			createdAtMs: nowMs,
			database: config.clickhouse.database,
			events: isHere ? 'here' : 'elsewhere'
		});
		writeFileSync(files.manifest, `${JSON.stringify(manifest, null, '\t')}\n`, { mode: 0o600 });
		renameSync(draft, directory);
		return manifest;
	} catch (cause) {
		await rm(draft, { recursive: true, force: true });
		throw cause;
	}
}

/** The engine writes below its own directory and nowhere else; what it wrote is moved. */
async function backUpEvents(config: Config, to: string, signal: AbortSignal): Promise<void> {
	const { backups } = prepareFiles(config.dataDir);
	const name = `backup-${randomBytes(6).toString('hex')}`;
	const written = join(backups, name);
	const clickhouse = openClickHouse(readConnection(config));
	try {
		const database = quoteIdentifier(clickhouse.database);
		await clickhouse.command('backup', `BACKUP DATABASE ${database} TO File('${name}')`);
		signal.throwIfAborted();
		await moveDirectory(written, to);
	} finally {
		await clickhouse.close();
		await rm(written, { recursive: true, force: true });
	}
}

/** Copies where the other place is on another disk. */
async function moveDirectory(from: string, to: string): Promise<void> {
	try {
		await rename(from, to);
	} catch (cause) {
		if (!(cause instanceof Error && 'code' in cause && cause.code === 'EXDEV')) throw cause;
		await cp(from, to, { recursive: true });
	}
}
