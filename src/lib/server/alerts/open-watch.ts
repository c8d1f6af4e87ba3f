/** Keeps the open alerts at hand for walls: read again every moment, and at once when this process changes one. */
import type { Alert } from '#lib/domain/alerts/alert.ts';

export interface OpenWatchOptions {
	readonly read: () => Promise<readonly Alert[]>;
	readonly onError: (error: unknown) => void;
	/** Another web process may have found or changed something. */
	readonly everyMs?: number;
}

export interface OpenWatch {
	/** As they were read last; the same list until something changed. */
	readonly alerts: readonly Alert[];
	/** Resolves when they were read again. */
	refresh(): Promise<void>;
	stop(): Promise<void>;
}

const EVERY_MS = 2000;

class Watch implements OpenWatch {
	readonly #options: OpenWatchOptions;
	readonly #timer: NodeJS.Timeout;
	#alerts: readonly Alert[] = [];
	#reading: Promise<void> | null = null;

	constructor(options: OpenWatchOptions) {
		this.#options = options;
		this.#timer = setInterval(() => void this.refresh(), options.everyMs ?? EVERY_MS);
		this.#timer.unref();
		void this.refresh();
	}

	get alerts(): readonly Alert[] {
		return this.#alerts;
	}

	async refresh(): Promise<void> {
		// What is being read may be from before the change.
		await this.#reading;
		this.#reading ??= this.#read().finally(() => {
			this.#reading = null;
		});
		await this.#reading;
	}

	async stop(): Promise<void> {
		clearInterval(this.#timer);
		await this.#reading;
	}

	/** Without an answer of the store walls go on showing what was. */
	async #read(): Promise<void> {
		try {
			this.#alerts = await this.#options.read();
		} catch (error) {
			this.#options.onError(error);
		}
	}
}

export const watchOpenAlerts = (options: OpenWatchOptions): OpenWatch => new Watch(options);
