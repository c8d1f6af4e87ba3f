/** The directory of a backup of everything: what is in it, and where. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

const FORMAT = 'atalaya-everything';

export const Manifest = Type.Object({
	format: Type.Literal(FORMAT),
	version: Type.Literal(1),
	createdAtMs: Type.Number(),
	/** Name of the database of events. */
	database: Type.String(),
	/** `elsewhere`: on a ClickHouse server, which has a backup of its own. */
	events: Type.Union([Type.Literal('here'), Type.Literal('elsewhere')])
});
export type Manifest = Static<typeof Manifest>;

export const newManifest = (facts: Omit<Manifest, 'format' | 'version'>): Manifest => ({
	format: FORMAT,
	version: 1,
	...facts
});

/** Directories of ingest, by the same names below DATA_DIR. */
export const LIVE_DIRECTORIES = [
	// The journal before what it speaks of: what was delivered since is delivered again, and every table keeps it once.
	'spool/journal',
	'spool/live',
	'spool/backfill',
	// Before the archive, where keys go from here: what goes while they are copied is in both.
	'spool/keys',
	'spool/archive',
	'spool/quarantine',
	'dead-letters'
] as const;
/** Not in backups of former versions. */
export const LATER_DIRECTORIES: ReadonlySet<string> = new Set(['spool/archive']);
export const LIVE_FILES = ['ingest/placement-repair.json', 'secrets.json'] as const;

export const filesOf = (directory: string) => ({
	/** Written last: without it, the directory is not a backup. */
	manifest: join(directory, 'manifest.json'),
	store: join(directory, 'store.backup'),
	events: join(directory, 'events'),
	live: join(directory, 'live')
});

export class EverythingError extends Error {
	override readonly name = 'EverythingError';
}

/** Throws EverythingError for a directory that is no whole backup, or of a later version. */
export function readManifest(directory: string): Manifest {
	try {
		return Value.Parse(Manifest, JSON.parse(readFileSync(filesOf(directory).manifest, 'utf8')));
	} catch (cause) {
		throw new EverythingError(
			`${directory} is not a whole backup of everything that this version can read`,
			{ cause }
		);
	}
}
