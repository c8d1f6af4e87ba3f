/** Names an import: the file by its first bytes, and everything that decides which events it gives. */
import { createHash } from 'node:crypto';
import { headHash } from './prefix-hash.ts';

/** Raise when a source begins to give other events for the same bytes: old cursors must not be gone on with. */
const SOURCES_VERSION = 1;

const NAME_CHARACTERS = 32;

export async function fingerprint(file: string, settings: unknown): Promise<string> {
	const text = JSON.stringify([SOURCES_VERSION, settings, await headHash(file)]);
	return createHash('sha256').update(text).digest('hex').slice(0, NAME_CHARACTERS);
}
