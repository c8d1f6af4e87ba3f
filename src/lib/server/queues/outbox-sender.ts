/**
 * Takes events from the outbox to ingest until they are accepted: one after the other of the addresses, with longer and
 * longer pauses while none answers. What is in the outbox when the process ends is sent by the next one; ingest knows an
 * event that comes twice.
 */
import type { Outbox, OutboxEntry } from '../store/outbox.ts';

/** Why what waits is still waiting; the words are for the administrator. */
export type SendFault =
	| { readonly kind: 'unreachable' }
	/** Ingest does not know the token of this process. */
	| { readonly kind: 'unauthorised' }
	/** Ingest cannot take anything now. */
	| { readonly kind: 'busy'; readonly status: number }
	/** Ingest will not take this event as it is. */
	| { readonly kind: 'refused'; readonly message: string };

export interface OutboxSender {
	/** Something was put into the outbox. */
	wake(): void;
	/** Null while nothing has gone wrong since the last success. */
	readonly fault: SendFault | null;
	stop(): Promise<void>;
}

export interface SenderOptions {
	readonly outbox: Outbox;
	/** Asked before each attempt: an ingest process may have come back at another port. */
	readonly addresses: () => readonly string[];
	readonly token: string;
	readonly onError: (error: unknown) => void;
	readonly pauses?: Pauses;
}

export interface Pauses {
	/** After a failure; doubled each time. */
	readonly leastMs: number;
	readonly mostMs: number;
	/** Without being woken: another process may have ended with something in the outbox. */
	readonly idleMs: number;
}

const PAUSES: Pauses = { leastMs: 500, mostMs: 60_000, idleMs: 15_000 };
const BATCH_EVENTS = 100;
const TIMEOUT_MS = 15_000;

interface EventFault {
	readonly index: number;
	readonly message: string;
}

type Attempt =
	| { readonly taken: readonly string[]; readonly fault: SendFault | null }
	/** The next address may do better. */
	| { readonly taken: null; readonly fault: SendFault };

/** What ingest says of single events; those it does not speak of were accepted. */
function readFaults(body: unknown): EventFault[] {
	const errors: unknown =
		typeof body === 'object' && body !== null && 'errors' in body ? body.errors : [];
	if (!Array.isArray(errors)) return [];
	return errors.flatMap((error: unknown) => {
		const { index, message } = Object(error) as Record<string, unknown>;
		return typeof index === 'number' ? [{ index, message: String(message) }] : [];
	});
}

async function readAnswer(answer: Response, entries: readonly OutboxEntry[]): Promise<Attempt> {
	const body: unknown = await answer.json().catch(() => null);
	if (answer.status === 401 || answer.status === 403)
		return { taken: null, fault: { kind: 'unauthorised' } };
	if (![200, 202, 207, 422].includes(answer.status))
		return { taken: null, fault: { kind: 'busy', status: answer.status } };
	const faults = readFaults(body);
	const refused = new Set(faults.map(({ index }) => index));
	const taken =
		answer.status === 422
			? []
			: entries.filter((_entry, index) => !refused.has(index)).map(({ id }) => id);
	const message = faults[0]?.message ?? `answer ${answer.status}`;
	return { taken, fault: answer.status >= 207 ? { kind: 'refused', message } : null };
}

class Sender implements OutboxSender {
	readonly #options: SenderOptions;
	readonly #pauses: Pauses;
	readonly #ending = new AbortController();
	#fault: SendFault | null = null;
	#failures = 0;
	#timer: NodeJS.Timeout | undefined;
	#running: Promise<void> | null = null;
	#again = false;

	constructor(options: SenderOptions) {
		this.#options = options;
		this.#pauses = options.pauses ?? PAUSES;
		this.wake();
	}

	get fault(): SendFault | null {
		return this.#fault;
	}

	wake(): void {
		if (this.#ending.signal.aborted) return;
		if (this.#running) {
			this.#again = true;
			return;
		}
		clearTimeout(this.#timer);
		this.#again = false;
		this.#running = this.#drain()
			.catch((error: unknown) => {
				this.#failures += 1;
				this.#options.onError(error);
			})
			.finally(() => {
				this.#running = null;
				this.#rest();
			});
	}

	async stop(): Promise<void> {
		this.#ending.abort();
		clearTimeout(this.#timer);
		await this.#running;
	}

	#rest(): void {
		if (this.#ending.signal.aborted) return;
		// Whoever woke us meanwhile need not wait, unless ingest does not answer anyway.
		if (this.#again && this.#failures === 0) {
			this.wake();
			return;
		}
		const { leastMs, mostMs, idleMs } = this.#pauses;
		const pauseMs =
			this.#failures === 0 ? idleMs : Math.min(mostMs, leastMs * 2 ** (this.#failures - 1));
		this.#timer = setTimeout(() => {
			this.wake();
		}, pauseMs);
		this.#timer.unref();
	}

	async #drain(): Promise<void> {
		while (!this.#ending.signal.aborted) {
			const entries = await this.#options.outbox.waiting(BATCH_EVENTS);
			if (entries.length === 0) break;
			const { taken, fault } = await this.#send(entries);
			await this.#options.outbox.remove(taken ?? []);
			this.#fault = fault;
			this.#failures = fault === null ? 0 : this.#failures + 1;
			if (fault !== null) return;
		}
		this.#fault = null;
		this.#failures = 0;
	}

	async #send(entries: readonly OutboxEntry[]): Promise<Attempt> {
		let last: Attempt = { taken: null, fault: { kind: 'unreachable' } };
		for (const address of this.#options.addresses()) {
			last = await this.#post(address, entries);
			if (last.taken !== null) return last;
		}
		return last;
	}

	async #post(address: string, entries: readonly OutboxEntry[]): Promise<Attempt> {
		try {
			const answer = await fetch(`${address}/v1/events`, {
				method: 'POST',
				headers: {
					authorization: `Bearer ${this.#options.token}`,
					'content-type': 'application/cloudevents-batch+json',
					// Answered when it can be seen on walls, if that is soon.
					prefer: 'wait=5'
				},
				body: JSON.stringify(entries.map(({ event }) => event)),
				redirect: 'error',
				signal: AbortSignal.any([this.#ending.signal, AbortSignal.timeout(TIMEOUT_MS)])
			});
			return await readAnswer(answer, entries);
		} catch {
			return { taken: null, fault: { kind: 'unreachable' } };
		}
	}
}

export const startOutboxSender = (options: SenderOptions): OutboxSender => new Sender(options);
