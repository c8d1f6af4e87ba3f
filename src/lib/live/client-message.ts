/** A frame of a client: a message, or null for anything else. */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { ClientMessage } from './protocol.ts';

const check = TypeCompiler.Compile(ClientMessage);

export function decodeClientMessage(text: string): ClientMessage | null {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return null;
	}
	return check.Check(value) ? value : null;
}
