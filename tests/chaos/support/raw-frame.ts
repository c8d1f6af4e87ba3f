/** Websocket frames as no library makes them. */

export interface RawFrame {
	/** 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong. */
	readonly opcode: number;
	readonly payload?: Buffer | string;
	/** The last of its message (default). */
	readonly fin?: boolean;
	/** "This is compressed". */
	readonly rsv1?: boolean;
	/** As clients must (default). */
	readonly masked?: boolean;
}

const lengthBytes = (length: number): number[] => {
	if (length < 126) return [length];
	if (length < 65_536) return [126, length >> 8, length & 255];
	return [127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (length >>> shift) & 255)];
};

/** Masked with zeros, which leaves the payload as it is. */
export function rawFrame(frame: RawFrame): Buffer {
	const { opcode, payload = '', fin = true, rsv1 = false, masked = true } = frame;
	const body = Buffer.isBuffer(payload) ? payload : Buffer.from(payload);
	const [first = 0, ...more] = lengthBytes(body.length);
	return Buffer.concat([
		Buffer.from([
			(fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | opcode,
			(masked ? 0x80 : 0) | first,
			...more
		]),
		Buffer.alloc(masked ? 4 : 0),
		body
	]);
}
