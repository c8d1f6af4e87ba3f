/** Producers that send an event again until it is taken, and keep account of what they were told. */
import { setTimeout as sleep } from 'node:timers/promises';
import { testEvent } from '../support/ingest.ts';
import type { Answer, TestIngest } from '../support/ingest.ts';

const BATCH = 20;

export class DiskLoad {
	readonly source: string;
	readonly sent = new Set<string>();
	readonly acknowledged = new Set<string>();
	/** Refusals with when to come again. */
	refused = 0;
	/** Answers that are neither: a broken promise each. */
	readonly odd: string[] = [];
	readonly #ingest: TestIngest;
	readonly #workers: Promise<void>[];
	#stopped = false;

	constructor(ingest: TestIngest, source: string, connections = 4) {
		this.#ingest = ingest;
		this.source = source;
		this.#workers = Array.from({ length: connections }, () => this.#work());
	}

	async #work(): Promise<void> {
		while (!this.#stopped) {
			const events = Array.from({ length: BATCH }, () => {
				const id = `e${this.sent.size}`;
				this.sent.add(id);
				return testEvent({ source: this.source, id, subject: `contact-${this.source}-${id}` });
			});
			await this.#sendUntilTaken(events);
			await sleep(5);
		}
	}

	async #sendUntilTaken(events: readonly Record<string, unknown>[]): Promise<void> {
		while (!(await this.#send(events))) {
			if (this.#stopped) return;
			await sleep(50);
		}
	}

	/** Whether they were taken. */
	async #send(events: readonly Record<string, unknown>[]): Promise<boolean> {
		const answer = await this.#ingest.post(events);
		if (answer.status === 202) {
			for (const { id } of events) this.acknowledged.add(String(id));
			return true;
		}
		if (isRefusal(answer)) this.refused += 1;
		else this.odd.push(`${answer.status} ${JSON.stringify(answer.body)}`);
		return false;
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		await Promise.all(this.#workers);
	}
}

const isRefusal = ({ status, headers }: Answer): boolean =>
	status === 503 && Number(headers.get('retry-after')) > 0;
