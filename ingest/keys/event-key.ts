/** The identity of an event as 16 bytes: a hash of source and id, as a text of 16 one-byte characters. */
import { hash } from 'node:crypto';

export const KEY_BYTES = 16;

// SHA-256 and not something faster: two events with one key would mean that one of them is lost.
// A source has no line break, so no other pair gives the same text.
export const eventKey = (source: string, id: string): string =>
	hash('sha256', `${source}\n${id}`, 'binary').slice(0, KEY_BYTES);

/** Four bytes of a key as a number; `Buffer.readUInt32LE` reads the same. */
export const keyWord = (key: string, at: number): number =>
	(key.charCodeAt(at) |
		(key.charCodeAt(at + 1) << 8) |
		(key.charCodeAt(at + 2) << 16) |
		(key.charCodeAt(at + 3) << 24)) >>>
	0;
