/** Reads the frames a server sent, strictly: a client of ours would close for anything else. */
import { isUtf8 } from 'node:buffer';
import { OPCODE } from './arbitraries/frames.ts';

export interface ReadFrames {
	readonly messages: readonly string[];
	readonly closeCode: number | null;
	/** What is wrong; null: nothing. */
	readonly fault: string | null;
}

interface Head {
	readonly opcode: number;
	readonly start: number;
	readonly end: number;
	readonly fault: string | null;
}

/** Null: it is not all there. */
function readHead(bytes: Buffer, at: number): Head | null {
	if (at + 2 > bytes.length) return null;
	const [first, second] = [bytes.readUInt8(at), bytes.readUInt8(at + 1)];
	const code = second & 0x7f;
	const width = code === 127 ? 8 : code === 126 ? 2 : 0;
	const start = at + 2 + width;
	if (start > bytes.length) return null;
	const length =
		width === 0 ? code : bytes.readUIntBE(start - Math.min(width, 6), Math.min(width, 6));
	const isPlain = (first & 0xf0) === 0x80 && (second & 0x80) === 0;
	return {
		opcode: first & 0x0f,
		start,
		end: start + length,
		fault: isPlain ? null : `a frame begins with ${first.toString(16)} ${second.toString(16)}`
	};
}

export function readFrames(bytes: Buffer): ReadFrames {
	const messages: string[] = [];
	let closeCode: number | null = null;
	for (let head = readHead(bytes, 0); head && head.end <= bytes.length;) {
		const payload = bytes.subarray(head.start, head.end);
		if (closeCode !== null) return { messages, closeCode, fault: 'a frame after the close frame' };
		if (head.fault !== null) return { messages, closeCode, fault: head.fault };
		if (head.opcode === OPCODE.text) {
			if (!isUtf8(payload)) return { messages, closeCode, fault: 'a text that is not UTF-8' };
			messages.push(payload.toString('utf8'));
		} else if (head.opcode === OPCODE.close) {
			closeCode = payload.length >= 2 ? payload.readUInt16BE() : 1005;
		} else if (head.opcode !== OPCODE.ping && head.opcode !== OPCODE.pong) {
			return { messages, closeCode, fault: `a frame of kind ${head.opcode}` };
		}
		head = readHead(bytes, head.end);
	}
	return { messages, closeCode, fault: null };
}
