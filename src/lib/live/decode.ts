/** A frame of our own server → a message. The schemas stay on the server: a board reads a frame every second for months. */
import { PROTOCOL_VERSION } from './protocol.ts';
import type { Patch, Refused, ServerMessage, Snapshot } from './protocol.ts';

export type Decoded =
	| { readonly ok: true; readonly message: ServerMessage }
	| { readonly ok: false; readonly reason: string };

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const hasClock = (fields: Fields): boolean =>
	Number.isInteger(fields['seq']) &&
	typeof fields['at'] === 'number' &&
	(fields['asOf'] === null || typeof fields['asOf'] === 'number');

const accept = (message: unknown): Decoded => ({ ok: true, message: message as ServerMessage });
const reject = (reason: string): Decoded => ({ ok: false, reason });

function decodeSnapshot(fields: Fields): Decoded {
	if (fields['v'] !== PROTOCOL_VERSION) return reject('snapshot of another version');
	return hasClock(fields) && isObject(fields['tiles'])
		? accept(fields satisfies Partial<Record<keyof Snapshot, unknown>>)
		: reject('snapshot without its fields');
}

const decodePatch = (fields: Fields): Decoded =>
	hasClock(fields) && Array.isArray(fields['ops'])
		? accept(fields satisfies Partial<Record<keyof Patch, unknown>>)
		: reject('patch without its fields');

const decodeRefused = (fields: Fields): Decoded =>
	typeof fields['reason'] === 'string'
		? accept(fields satisfies Partial<Record<keyof Refused, unknown>>)
		: reject('refusal without a reason');

export function decodeServerMessage(frame: unknown): Decoded {
	if (typeof frame !== 'string') return reject('not a text frame');
	let parsed: unknown;
	try {
		parsed = JSON.parse(frame);
	} catch {
		return reject('not JSON');
	}
	if (!isObject(parsed)) return reject('not an object');
	switch (parsed['type']) {
		case 'snapshot':
			return decodeSnapshot(parsed);
		case 'patch':
			return decodePatch(parsed);
		case 'refused':
			return decodeRefused(parsed);
		default:
			return reject('a type this page does not know');
	}
}
