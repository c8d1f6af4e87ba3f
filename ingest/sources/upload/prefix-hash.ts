/** Hash of the first bytes of a file: tells whether a file is still the one an import was interrupted in. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

const HEAD_BYTES = 4096;

/** Follows a stream, hashing up to where it is told. */
export class PrefixHash {
	readonly #hash = createHash('sha256');
	#pending: Buffer[] = [];
	#hashed = 0;

	async *through(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
		for await (const chunk of chunks) {
			this.#pending.push(chunk);
			yield chunk;
		}
	}

	/** `offset` never goes back. */
	advanceTo(offset: number): void {
		while (this.#hashed < offset) {
			const chunk = this.#pending.shift();
			if (chunk === undefined) return;
			const wanted = Math.min(chunk.length, offset - this.#hashed);
			this.#hash.update(chunk.subarray(0, wanted));
			this.#hashed += wanted;
			if (wanted < chunk.length) this.#pending.unshift(chunk.subarray(wanted));
		}
	}

	digestAt(offset: number): string {
		this.advanceTo(offset);
		return this.#hash.copy().digest('hex');
	}
}

async function hashOf(path: string, bytes: number): Promise<{ hex: string; bytes: number }> {
	const hash = createHash('sha256');
	let read = 0;
	if (bytes > 0) {
		for await (const chunk of createReadStream(path, { end: bytes - 1 }) as AsyncIterable<Buffer>) {
			hash.update(chunk);
			read += chunk.length;
		}
	}
	return { hex: hash.digest('hex'), bytes: read };
}

export async function hasPrefix(path: string, bytes: number, sha256: string): Promise<boolean> {
	const found = await hashOf(path, bytes);
	return found.bytes === bytes && found.hex === sha256;
}

/** Names a file by how it begins, so that it is known again after it was renamed or has grown. */
export const headHash = async (path: string): Promise<string> =>
	(await hashOf(path, HEAD_BYTES)).hex;
