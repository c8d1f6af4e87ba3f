/** A set of keys in typed arrays: exact; with a limit it forgets the oldest when it is full. */
import { KEY_BYTES, keyWord } from './event-key.ts';

const WORDS = 4;
const SHARDS = 128;
const GENERATIONS = 4;
const FIRST_SLOTS = 16;
/** Fuller tables make the search for an empty slot long. */
const MOST_FILLED = 0.75;

/** One table of open addressing. Small, because growing copies it in one go while requests wait. */
class Shard {
	#slots = FIRST_SLOTS;
	#words = new Uint32Array(FIRST_SLOTS * WORDS);
	#used = 0;

	/** Index of the first word of the key, or of the empty slot where it belongs. */
	#find(a: number, b: number, c: number, d: number): number {
		const words = this.#words;
		let slot = b % this.#slots;
		for (;;) {
			const at = slot * WORDS;
			const last = words[at + 3];
			// 0 marks an empty slot.
			if (last === 0) return at;
			if (last === d && words[at] === a && words[at + 1] === b && words[at + 2] === c) return at;
			slot = slot + 1 === this.#slots ? 0 : slot + 1;
		}
	}

	has(a: number, b: number, c: number, d: number): boolean {
		const at = this.#find(a, b, c, d);
		return this.#words[at + 3] === d;
	}

	add(a: number, b: number, c: number, d: number): boolean {
		const at = this.#find(a, b, c, d);
		if (this.#words[at + 3] === d) return false;
		this.#words[at] = a;
		this.#words[at + 1] = b;
		this.#words[at + 2] = c;
		this.#words[at + 3] = d;
		this.#used += 1;
		if (this.#used > this.#slots * MOST_FILLED) this.#grow();
		return true;
	}

	#grow(): void {
		const old = this.#words;
		this.#slots *= 2;
		this.#words = new Uint32Array(this.#slots * WORDS);
		for (let from = 0; from < old.length; from += WORDS) {
			const [a, b, c, d] = old.subarray(from, from + WORDS);
			if (a === undefined || b === undefined || c === undefined || d === undefined || d === 0)
				continue;
			this.#words.set([a, b, c, d], this.#find(a, b, c, d));
		}
	}

	get bytes(): number {
		return this.#words.byteLength;
	}

	/** Writes its keys one after another; answers where they end. */
	copyTo(target: Buffer, from: number): number {
		const words = this.#words;
		let to = from;
		for (let at = 0; at < words.length; at += WORDS) {
			if (words[at + 3] === 0) continue;
			for (let word = 0; word < WORDS; word += 1) {
				target.writeUInt32LE(words[at + word] ?? 0, to);
				to += 4;
			}
		}
		return to;
	}
}

class Generation {
	readonly shards: readonly Shard[] = Array.from({ length: SHARDS }, () => new Shard());
	size = 0;
}

export class KeySet {
	readonly #perGeneration: number;
	/** The newest first: most duplicates are of recent events. */
	#generations: Generation[] = [new Generation()];

	/** Remembers between three quarters of `limit` and `limit` keys; all of them when that is infinite. */
	constructor(limit: number) {
		this.#perGeneration = Math.max(1, Math.floor(limit / GENERATIONS));
	}

	get size(): number {
		return this.#generations.reduce((sum, { size }) => sum + size, 0);
	}

	get bytes(): number {
		let sum = 0;
		for (const { shards } of this.#generations) for (const shard of shards) sum += shard.bytes;
		return sum;
	}

	has(key: string): boolean {
		const a = keyWord(key, 0);
		const b = keyWord(key, 4);
		const c = keyWord(key, 8);
		// 0 in the last word marks an empty slot.
		const d = keyWord(key, 12) || 1;
		const shard = a % SHARDS;
		return this.#generations.some((generation) => generation.shards[shard]?.has(a, b, c, d));
	}

	add(key: string): void {
		if (this.has(key)) return;
		let newest = this.#generations[0];
		if (!newest || newest.size >= this.#perGeneration) {
			newest = new Generation();
			this.#generations = [newest, ...this.#generations].slice(0, GENERATIONS);
		}
		const a = keyWord(key, 0);
		const shard = newest.shards[a % SHARDS];
		if (shard?.add(a, keyWord(key, 4), keyWord(key, 8), keyWord(key, 12) || 1)) newest.size += 1;
	}

	/** The keys one after another, in no order. */
	toBuffer(): Buffer {
		const target = Buffer.allocUnsafe(this.size * KEY_BYTES);
		let to = 0;
		for (const { shards } of this.#generations)
			for (const shard of shards) to = shard.copyTo(target, to);
		return target;
	}

	/** Adds keys written one after another. */
	addAll(bytes: Buffer): void {
		for (let at = 0; at + KEY_BYTES <= bytes.length; at += KEY_BYTES) {
			this.add(bytes.toString('latin1', at, at + KEY_BYTES));
		}
	}
}
