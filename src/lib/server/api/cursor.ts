/** Where a list goes on, as a word that stands in an address. */
import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

const LONGEST = 4000;

export const writeCursor = (key: object): string =>
	Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');

/** Null for a word that is none of ours. */
export function readCursor<T extends TSchema>(schema: T, word: string): Static<T> | null {
	if (word.length > LONGEST) return null;
	try {
		const key: unknown = JSON.parse(Buffer.from(word, 'base64url').toString('utf8'));
		return Value.Check(schema, key) ? key : null;
	} catch {
		return null;
	}
}
