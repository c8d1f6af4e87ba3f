/** Somebody who changes settings of queues meanwhile: store, outbox, ingest and database have to hold together for that. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueVersion } from '#lib/domain/queues/queue-version.ts';
import { createAuditLog } from '#lib/server/audit/audit-log.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { createOutbox } from '#lib/server/store/outbox.ts';
import { createQueueSettingsStore } from '#lib/server/store/queue-settings.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import type { Stage } from './stage.ts';

const VERSION: QueueVersion = {
	name: 'Lab',
	channel: 'voice',
	thresholdMs: 20_000,
	shortAbandonMs: 5000,
	slFormula: 'A',
	zone: 'Europe/Madrid',
	hours: null,
	holidays: []
};
const EVERY_MS = 150;
const SOMEBODY = { kind: 'person', id: 'lab', name: 'Lab', address: '127.0.0.1' } as const;

export const OFFICE_QUEUE = 'lab-setting-';

export class Office {
	readonly #running: Promise<void>;
	#stopped = false;
	/** Queues whose change was tried, and those of which the store said that it is kept. */
	readonly tried = new Set<string>();
	readonly acknowledged = new Set<string>();

	constructor(stage: Stage) {
		this.#running = this.#run(stage);
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		await this.#running;
	}

	async #run(stage: Stage): Promise<void> {
		const key = readStoreKey({ dataDir: stage.dataDir, storeKey: null });
		let store: Store | null = null;
		for (let number = 1; !this.#stopped; number += 1) {
			const queue = `${OFFICE_QUEUE}${number}`;
			this.tried.add(queue);
			try {
				store ??= await openStore(stage, { onLostConnection: () => undefined });
				await save(store, key, queue);
				this.acknowledged.add(queue);
			} catch {
				// The store is away: whether this one was kept nobody knows.
			}
			await sleep(EVERY_MS);
		}
		await store?.close();
	}
}

async function save({ database }: Store, key: Buffer, queue: string): Promise<void> {
	const settings = createQueueSettingsStore(database, {
		outbox: createOutbox(database),
		audit: createAuditLog(database, key, Date.now),
		now: Date.now
	});
	await settings.save({ queue, validFromMs: 0, version: VERSION, before: VERSION }, SOMEBODY);
}
