/** Copies the files of ingest while it goes on working: they only grow, and whole ones go away. */
import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EverythingError, LIVE_DIRECTORIES, LIVE_FILES } from './manifest.ts';

/** Ingest clears away what is delivered every few minutes; twice within one copy is rare. */
const MOST_ROUNDS = 20;
const PAUSE_MS = 500;

const isMissing = (cause: unknown): boolean =>
	cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

/** Of logs and of archived keys; what is not finished has another name. */
const IS_OURS = /\.(log|keys)$/;

/** Sorted, so that an older file is copied before a newer one. */
async function listOf(directory: string): Promise<string[]> {
	try {
		return (await readdir(directory)).filter((name) => IS_OURS.test(name)).sort();
	} catch (cause) {
		if (isMissing(cause)) return [];
		throw cause;
	}
}

async function copy(from: string, to: string): Promise<void> {
	await mkdir(dirname(to), { recursive: true, mode: 0o700 });
	// A file system that can share the blocks until one side changes them does so.
	await copyFile(from, to, constants.COPYFILE_FICLONE);
}

/** False when a file went away meanwhile: what the journal says and what was copied would not fit. */
async function copyOnce(from: string, to: string, signal: AbortSignal): Promise<boolean> {
	const seen: string[] = [];
	for (const directory of LIVE_DIRECTORIES) {
		await mkdir(join(to, directory), { recursive: true, mode: 0o700 });
		for (const name of await listOf(join(from, directory))) {
			signal.throwIfAborted();
			const path = join(directory, name);
			seen.push(path);
			try {
				await copy(join(from, path), join(to, path));
			} catch (cause) {
				if (isMissing(cause)) return false;
				throw cause;
			}
		}
	}
	const lists = LIVE_DIRECTORIES.map(async (directory) =>
		(await listOf(join(from, directory))).map((name) => join(directory, name))
	);
	const left = new Set((await Promise.all(lists)).flat());
	return seen.every((path) => left.has(path));
}

/** Throws EverythingError when ingest never stood still long enough. */
export async function copyLive(from: string, to: string, signal: AbortSignal): Promise<void> {
	for (let round = 0; round < MOST_ROUNDS; round += 1) {
		await rm(to, { recursive: true, force: true });
		if (await copyOnce(from, to, signal)) {
			await copyFiles(from, to);
			return;
		}
		await sleep(PAUSE_MS, undefined, { signal });
	}
	throw new EverythingError('the files of ingest changed all the time; try again');
}

/** Those single ones that are there. */
export async function copyFiles(from: string, to: string): Promise<void> {
	for (const path of LIVE_FILES) {
		try {
			await copy(join(from, path), join(to, path));
		} catch (cause) {
			if (!isMissing(cause)) throw cause;
		}
	}
}
