/** The operational store, opened when it answers and tried again when it did not. */
import type { Store } from '#lib/server/store/database.ts';

export class StoreLink {
	readonly #open: () => Promise<Store>;
	#opened: Promise<Store> | null = null;
	#closed = false;

	constructor(open: () => Promise<Store>) {
		this.#open = open;
	}

	/** Rejects while it cannot be opened; the next call tries again. */
	async current(): Promise<Store> {
		if (this.#closed) throw new Error('the store is closed');
		this.#opened ??= this.#open();
		try {
			return await this.#opened;
		} catch (cause) {
			this.#opened = null;
			throw cause;
		}
	}

	async close(): Promise<void> {
		this.#closed = true;
		const store = await this.#opened?.catch(() => null);
		await store?.close();
	}
}
