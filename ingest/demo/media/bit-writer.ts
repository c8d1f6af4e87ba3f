/** Writes numbers bit by bit, as the syntax of H.264 has them (ITU-T H.264, 7.2 and 9.1). */

export class BitWriter {
	#bytes: Uint8Array = new Uint8Array(4096);
	#length = 0;
	/** Bits of the byte that is not full. */
	#rest = 0;
	#restBits = 0;

	/** u(n): most significant bit first, at most 24 bits. */
	bits(value: number, count: number): void {
		for (let left = count - 1; left >= 0; left -= 1) {
			this.#rest = (this.#rest << 1) | ((value >> left) & 1);
			this.#restBits += 1;
			if (this.#restBits === 8) this.#push(this.#rest);
		}
	}

	/** ue(v): Exp-Golomb. */
	unsigned(value: number): void {
		const length = 32 - Math.clz32(value + 1);
		this.bits(0, length - 1);
		this.bits(value + 1, length);
	}

	/** se(v): positive numbers are odd. */
	signed(value: number): void {
		this.unsigned(value > 0 ? 2 * value - 1 : -2 * value);
	}

	/** Zeros up to the next whole byte. */
	align(): void {
		while (this.#restBits > 0) this.bits(0, 1);
	}

	/** Whole bytes; only when aligned. */
	append(bytes: Uint8Array): void {
		this.#reserve(bytes.length);
		this.#bytes.set(bytes, this.#length);
		this.#length += bytes.length;
	}

	/** rbsp_trailing_bits, and everything that was written. */
	finish(): Uint8Array {
		this.bits(1, 1);
		this.align();
		return this.#bytes.subarray(0, this.#length);
	}

	#push(byte: number): void {
		this.#reserve(1);
		this.#bytes[this.#length] = byte;
		this.#length += 1;
		this.#rest = 0;
		this.#restBits = 0;
	}

	#reserve(count: number): void {
		if (this.#length + count <= this.#bytes.length) return;
		const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + count));
		larger.set(this.#bytes);
		this.#bytes = larger;
	}
}
