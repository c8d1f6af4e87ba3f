/** The identity of an event as 16 bytes: a hash of source and id, as a text of 16 one-byte characters. */
import { hash } from 'node:crypto';

export const KEY_BYTES = 16;

// SHA-256 and not something faster: two events with one key would mean that one of them is lost.
// A source has no line break, so no other pair gives the same text.
export const eventKey = (source: string, id: string): string =>
	hash('sha256', `${source}\n${id}`, 'binary').slice(0, KEY_BYTES);

/** Keys one after another, to be written to a file. */
export class KeyBuffer {
	#bytes = Buffer.allocUnsafe(64 * KEY_BYTES);
	#used = 0;

	get count(): number {
		return this.#used / KEY_BYTES;
	}

	add(key: string): void {
		if (this.#used === this.#bytes.length) {
			const wider = Buffer.allocUnsafe(this.#bytes.length * 2);
			this.#bytes.copy(wider);
			this.#bytes = wider;
		}
		this.#bytes.write(key, this.#used, KEY_BYTES, 'latin1');
		this.#used += KEY_BYTES;
	}

	bytes(): Buffer {
		return this.#bytes.subarray(0, this.#used);
	}
}
