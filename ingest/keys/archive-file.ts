/**
 * One file of keys that are known and in no memory any more. It never changes.
 *
 * head: marker u32 | version u32 | keys u32 | bytes of the filter u32 | where each bucket begins, u32 each and one more |
 * filter | SHA-256 of all that. Then the keys, bucket by bucket. Little endian.
 *
 * The filter (Bloom's) stays in memory, 1.5 bytes for each key, and says of 993 in 1,000 unknown keys that they are not
 * here; of any other one bucket is read, some 4 KiB.
 */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readFully } from '../spool/file-system.ts';
import type { DiskFile } from '../spool/file-system.ts';
import { KEY_BYTES, keyWord } from './event-key.ts';

const MARKER = 0x4b4c5441;
const VERSION = 1;
const FIXED_BYTES = 16;
const HASH_BYTES = 32;
const WORD_BYTES = 4;
const BUCKET_BITS = 12;
const BUCKETS = 2 ** BUCKET_BITS;
const STARTS_BYTES = (BUCKETS + 1) * WORD_BYTES;
const FILTER_BITS_PER_KEY = 12;
const LEAST_FILTER_BYTES = 64;
/** A key is a hash already: its own words say where its bits are. */
const WORDS = [0, 4, 8, 12] as const;
/** Requests wait while keys are sorted in. */
const KEYS_PER_TURN = 32_768;

const bucketOf = (firstWord: number): number => firstWord >>> (32 - BUCKET_BITS);
const headBytes = (filterBytes: number): number =>
	FIXED_BYTES + STARTS_BYTES + filterBytes + HASH_BYTES;
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** The bytes of a file with these keys, in any order. */
export async function encodeArchive(keys: Buffer): Promise<Buffer> {
	const count = Math.floor(keys.length / KEY_BYTES);
	const filterBytes = Math.max(LEAST_FILTER_BYTES, Math.ceil((count * FILTER_BITS_PER_KEY) / 8));
	const file = Buffer.alloc(headBytes(filterBytes) + count * KEY_BYTES);
	file.writeUInt32LE(MARKER, 0);
	file.writeUInt32LE(VERSION, 4);
	file.writeUInt32LE(count, 8);
	file.writeUInt32LE(filterBytes, 12);
	const filter = file.subarray(FIXED_BYTES + STARTS_BYTES).subarray(0, filterBytes);
	const sizes = new Uint32Array(BUCKETS);
	await eachKey(count, (at) => {
		const bucket = bucketOf(keys.readUInt32LE(at));
		sizes[bucket] = (sizes[bucket] ?? 0) + 1;
		for (const word of WORDS) {
			const bit = keys.readUInt32LE(at + word) % (filterBytes * 8);
			filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
		}
	});
	const next = new Uint32Array(BUCKETS + 1);
	for (const [bucket, size] of sizes.entries()) next[bucket + 1] = (next[bucket] ?? 0) + size;
	for (const [bucket, start] of next.entries())
		file.writeUInt32LE(start, FIXED_BYTES + bucket * WORD_BYTES);
	const firstKey = headBytes(filterBytes);
	await eachKey(count, (at) => {
		const bucket = bucketOf(keys.readUInt32LE(at));
		const place = next[bucket] ?? 0;
		next[bucket] = place + 1;
		keys.copy(file, firstKey + place * KEY_BYTES, at, at + KEY_BYTES);
	});
	sha256(file.subarray(0, firstKey - HASH_BYTES)).copy(file, firstKey - HASH_BYTES);
	return file;
}

async function eachKey(count: number, visit: (at: number) => void): Promise<void> {
	for (let index = 0; index < count; index += 1) {
		if (index > 0 && index % KEYS_PER_TURN === 0) await nextTurn();
		visit(index * KEY_BYTES);
	}
}

/** What is kept of the file in memory. */
export class ArchiveHead {
	readonly count: number;
	readonly #starts: Uint32Array;
	readonly #filter: Buffer;

	private constructor(count: number, starts: Uint32Array, filter: Buffer) {
		this.count = count;
		this.#starts = starts;
		this.#filter = filter;
	}

	/** Null for anything that is not whole: damaged, cut off, or of another version. */
	static async read(file: DiskFile): Promise<ArchiveHead | null> {
		const fixed = await readFully(file, Buffer.alloc(FIXED_BYTES), 0);
		if (fixed.length < FIXED_BYTES) return null;
		if (fixed.readUInt32LE(0) !== MARKER || fixed.readUInt32LE(4) !== VERSION) return null;
		const [count, filterBytes] = [fixed.readUInt32LE(8), fixed.readUInt32LE(12)];
		const size = headBytes(filterBytes) + count * KEY_BYTES;
		if (filterBytes < LEAST_FILTER_BYTES || (await file.size()) !== size) return null;
		const head = await readFully(file, Buffer.alloc(headBytes(filterBytes)), 0);
		const end = head.length - HASH_BYTES;
		if (!sha256(head.subarray(0, end)).equals(head.subarray(end))) return null;
		const starts = Uint32Array.from({ length: BUCKETS + 1 }, (_none, bucket) =>
			head.readUInt32LE(FIXED_BYTES + bucket * WORD_BYTES)
		);
		return new ArchiveHead(count, starts, head.subarray(FIXED_BYTES + STARTS_BYTES, end));
	}

	get bytes(): number {
		return this.#starts.byteLength + this.#filter.length;
	}

	/** False: the key is certainly not in the file. */
	mayHold(key: string): boolean {
		const bits = this.#filter.length * 8;
		return WORDS.every((word) => {
			const bit = keyWord(key, word) % bits;
			return ((this.#filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
		});
	}

	async holds(file: DiskFile, key: string): Promise<boolean> {
		const bucket = bucketOf(keyWord(key, 0));
		const [start = 0, end = 0] = this.#starts.subarray(bucket, bucket + 2);
		const target = Buffer.alloc((end - start) * KEY_BYTES);
		const position = headBytes(this.#filter.length) + start * KEY_BYTES;
		const bytes = await readFully(file, target, position);
		const wanted = Buffer.from(key, 'latin1');
		for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1))
			if (at % KEY_BYTES === 0) return true;
		return false;
	}
}
