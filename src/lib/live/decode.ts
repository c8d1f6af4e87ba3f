/** A frame of our own server → a message. The schemas stay on the server: a board reads a frame every second for months. */
import { PROTOCOL_VERSION } from './protocol.ts';
import type { Patch, Refused, ScreenNotice, ServerMessage, Snapshot } from './protocol.ts';

export type Decoded =
	| { readonly ok: true; readonly message: ServerMessage | ScreenNotice }
	| { readonly ok: false; readonly reason: string };

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const hasClock = (fields: Fields): boolean =>
	Number.isInteger(fields['seq']) &&
	typeof fields['at'] === 'number' &&
	(fields['asOf'] === null || typeof fields['asOf'] === 'number');

const accept = (message: unknown): Decoded => ({
	ok: true,
	message: message as ServerMessage | ScreenNotice
});
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

const decodeIdentify = (fields: Fields): Decoded =>
	typeof fields['name'] === 'string' && typeof fields['forMs'] === 'number'
		? accept(fields)
		: reject('identify without its fields');

const DECODERS: Readonly<
	Record<(ServerMessage | ScreenNotice)['type'], (fields: Fields) => Decoded>
> = {
	snapshot: decodeSnapshot,
	patch: decodePatch,
	refused: decodeRefused,
	reported: (fields) =>
		Number.isInteger(fields['n']) ? accept(fields) : reject('reported without its number'),
	identify: decodeIdentify,
	'screen-changed': accept
};

const isKnown = (type: unknown): type is keyof typeof DECODERS =>
	typeof type === 'string' && Object.hasOwn(DECODERS, type);

export function decodeServerMessage(frame: unknown): Decoded {
	if (typeof frame !== 'string') return reject('not a text frame');
	let parsed: unknown;
	try {
		parsed = JSON.parse(frame);
	} catch {
		return reject('not JSON');
	}
	if (!isObject(parsed)) return reject('not an object');
	const { type } = parsed;
	return isKnown(type) ? DECODERS[type](parsed) : reject('a type this page does not know');
}
