/** A seeded source of randomness: the same text gives the same numbers on every machine. */

/** Four 32-bit words out of a text (the mixing of MurmurHash3), enough to seed the generator below. */
function hashWords(text: string): [number, number, number, number] {
	let a = 0x9e3779b9;
	let b = 0x243f6a88;
	let c = 0xb7e15162;
	let d = 0x8aed2a6b;
	for (let index = 0; index < text.length; index += 1) {
		const code = text.charCodeAt(index);
		a = b ^ Math.imul(a ^ code, 597399067);
		b = c ^ Math.imul(b ^ code, 2869860233);
		c = d ^ Math.imul(c ^ code, 951274213);
		d = a ^ Math.imul(d ^ code, 2716044179);
	}
	a = Math.imul(c ^ (a >>> 18), 597399067);
	b = Math.imul(d ^ (b >>> 22), 2869860233);
	c = Math.imul(a ^ (c >>> 17), 951274213);
	d = Math.imul(b ^ (d >>> 19), 2716044179);
	return [a ^ b ^ c ^ d, b, c, d];
}

const WARM_UP_ROUNDS = 12;

/** The generator is sfc32: small, fast and free of the patterns of a linear one. */
export class Random {
	#a: number;
	#b: number;
	#c: number;
	#d: number;

	constructor(seed: string) {
		[this.#a, this.#b, this.#c, this.#d] = hashWords(seed);
		for (let round = 0; round < WARM_UP_ROUNDS; round += 1) this.next();
	}

	/** From 0 up to, not including, 1. */
	next(): number {
		const sum = (((this.#a + this.#b) | 0) + this.#d) | 0;
		this.#d = (this.#d + 1) | 0;
		this.#a = this.#b ^ (this.#b >>> 9);
		this.#b = (this.#c + (this.#c << 3)) | 0;
		this.#c = (this.#c << 21) | (this.#c >>> 11);
		this.#c = (this.#c + sum) | 0;
		return (sum >>> 0) / 4294967296;
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	between(low: number, high: number): number {
		return low + (high - low) * this.next();
	}

	/** A whole number, both ends included. */
	integer(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	pick<T>(list: readonly T[]): T {
		const item = list[Math.floor(this.next() * list.length)];
		if (item === undefined) throw new RangeError('nothing to pick from');
		return item;
	}

	weighted<T>(list: readonly (readonly [T, number])[]): T {
		let left = this.next() * list.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [item, weight] of list) {
			left -= weight;
			if (left < 0) return item;
		}
		const last = list.at(-1);
		if (!last) throw new RangeError('nothing to pick from');
		return last[0];
	}

	exponential(mean: number): number {
		return -Math.log(1 - this.next()) * mean;
	}

	normal(): number {
		return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
	}

	logNormal(median: number, sigma: number): number {
		return median * Math.exp(sigma * this.normal());
	}

	/** A shape above 1 makes giving up likelier the longer the wait. */
	weibull(scale: number, shape: number): number {
		return scale * (-Math.log(1 - this.next())) ** (1 / shape);
	}
}
