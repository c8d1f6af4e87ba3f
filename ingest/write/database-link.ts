/** The connection to a database that may not be there yet, or come back at another address. */
import { isDeepStrictEqual } from 'node:util';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import type { Connection } from '#lib/server/clickhouse/connection.ts';

export interface DatabaseLinkOptions {
	readonly read: () => Connection;
	readonly open: (connection: Connection) => ClickHouse;
}

const PING_COUNTS_MS = 1000;
const PING_TIMEOUT_MS = 3000;

export class DatabaseLink {
	readonly #options: DatabaseLinkOptions;
	#connection: Connection | null = null;
	#clickhouse: ClickHouse | null = null;
	#ping: { atMs: number; reason: Promise<string | null> } | null = null;

	constructor(options: DatabaseLinkOptions) {
		this.#options = options;
	}

	/** Throws NoEngineError while there is none. */
	current(): ClickHouse {
		if (this.#clickhouse) return this.#clickhouse;
		this.#connection = this.#options.read();
		this.#clickhouse = this.#options.open(this.#connection);
		return this.#clickhouse;
	}

	/** After a failure: the address and the passwords are looked up again. */
	renew(): void {
		const old = this.#clickhouse;
		if (!old) return;
		try {
			if (isDeepStrictEqual(this.#options.read(), this.#connection)) return;
		} catch {
			// It is gone; whoever needs it next is told why.
		}
		this.#clickhouse = null;
		this.#ping = null;
		void old.close().catch(() => undefined);
	}

	/** Null when the database answers, otherwise why not. */
	unreachable(): Promise<string | null> {
		const nowMs = Date.now();
		if (!this.#ping || nowMs - this.#ping.atMs > PING_COUNTS_MS) {
			this.#ping = { atMs: nowMs, reason: this.#askOnce() };
		}
		return this.#ping.reason;
	}

	async #askOnce(): Promise<string | null> {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<never>((_resolve, reject) => {
			timer = setTimeout(reject, PING_TIMEOUT_MS, new Error('no answer in time'));
		});
		try {
			await Promise.race([this.current().ping(), late]);
			return null;
		} catch (cause) {
			this.renew();
			return cause instanceof Error ? cause.message : 'no answer';
		} finally {
			clearTimeout(timer);
		}
	}

	async close(): Promise<void> {
		await this.#clickhouse?.close();
		this.#clickhouse = null;
	}
}
