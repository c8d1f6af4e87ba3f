/** Frames of a websocket, right and wrong: fragments, masks, reserved bits, lengths that are not true, control frames. */
import fc from 'fast-check';
import { oneOf, seldom } from './bytes.ts';

export const OPCODE = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
const HUGE = 0xffff_ffff_ffff_ffffn;

export interface Frame {
	readonly payload: Buffer;
	readonly opcode: number;
	readonly isLast?: boolean;
	readonly reserved?: number;
	readonly mask?: Buffer | null;
	/** What the head says the length is. */
	readonly claims?: 'right' | 'more' | 'huge' | 'wide';
}

const ZERO_MASK = Buffer.alloc(4);

function lengthBytes(length: number, claims: Frame['claims']): { code: number; bytes: Buffer } {
	const wide = Buffer.alloc(8);
	if (claims === 'huge') wide.writeBigUInt64BE(HUGE);
	else wide.writeBigUInt64BE(BigInt(length));
	if (claims === 'huge' || claims === 'wide' || length > 0xffff) return { code: 127, bytes: wide };
	if (length > 125) return { code: 126, bytes: wide.subarray(6) };
	return { code: length, bytes: Buffer.alloc(0) };
}

export function encodeFrame(frame: Frame): Buffer {
	const { payload, opcode, isLast = true, reserved = 0, mask = ZERO_MASK, claims } = frame;
	const length = payload.length + (claims === 'more' ? 1000 : 0);
	const { code, bytes } = lengthBytes(length, claims);
	const head = Buffer.of((isLast ? 0x80 : 0) | (reserved << 4) | opcode, (mask ? 0x80 : 0) | code);
	const body = mask === null ? payload : payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0));
	return Buffer.concat([head, bytes, mask ?? Buffer.alloc(0), body]);
}

const mask = seldom<Buffer | null, Buffer>(
	fc.constant(null),
	fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
	20
);
const closePayload: fc.Arbitrary<Buffer> = fc
	.tuple(fc.constantFrom(1000, 1001, 0, 999, 1005, 1006, 2999, 4000, 65_535), fc.string())
	.map(([code, reason]) => {
		const bytes = Buffer.concat([Buffer.alloc(2), Buffer.from(reason)]);
		bytes.writeUInt16BE(code);
		return bytes;
	});

const control: fc.Arbitrary<Frame> = fc.record({
	opcode: fc.constantFrom(OPCODE.ping, OPCODE.pong),
	payload: fc.nat(140).map((length) => Buffer.alloc(length, 'p')),
	mask
});
const odd: fc.Arbitrary<Frame> = fc.record({
	opcode: fc.nat(15),
	isLast: fc.boolean(),
	reserved: fc.nat(7),
	payload: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
	mask,
	claims: fc.constantFrom('right', 'more', 'huge', 'wide')
});
const closing: fc.Arbitrary<Frame> = closePayload.map((payload) => ({
	opcode: OPCODE.close,
	payload
}));
const large: fc.Arbitrary<Frame> = fc.record({
	opcode: fc.constantFrom(OPCODE.text, OPCODE.binary),
	payload: oneOf([16_000, 17_000, 70_000]).map((length) => Buffer.alloc(length, ' '))
});
export const oddFrame = fc.oneof(
	{ weight: 4, arbitrary: control },
	{ weight: 4, arbitrary: odd },
	{ weight: 1, arbitrary: closing },
	{ weight: 1, arbitrary: large }
);

/** A message in one frame or in fragments with something between them. */
export const framesOf: fc.Arbitrary<(message: Buffer) => Frame[]> = fc
	.record({
		opcode: seldom(fc.constant(OPCODE.binary), fc.constant(OPCODE.text), 15),
		fragments: seldom(fc.integer({ min: 2, max: 5 }), fc.constant(1), 5),
		between: fc.option(control, { freq: 4 }),
		isUnfinished: seldom(fc.constant(true), fc.constant(false), 30)
	})
	.map(({ opcode, fragments, between, isUnfinished }) => (message: Buffer) => {
		const length = Math.ceil(message.length / fragments);
		return Array.from({ length: fragments }, (_, index): Frame[] => [
			{
				opcode: index === 0 ? opcode : OPCODE.more,
				isLast: index === fragments - 1 && !isUnfinished,
				payload: message.subarray(index * length, (index + 1) * length)
			},
			...(between && fragments > 1 ? [between] : [])
		]).flat();
	});

export const CLOSE_FRAME = encodeFrame({ opcode: OPCODE.close, payload: Buffer.of(3, 232) });
