/** What an ingest process counts of itself, and how /metrics shows it. */
import { Registry, collectDefaultMetrics } from 'prom-client';
import type { Limits } from '#lib/server/config.ts';
import { INGEST_METRICS } from '#lib/server/telemetry/ingest-metrics.ts';
import { counter, gauge, histogram } from '#lib/server/telemetry/metric.ts';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import type { FileSystem } from '../spool/file-system.ts';
import type { LaneName } from '../spool/journal-entry.ts';
import { LANE_NAMES } from '../spool/journal-entry.ts';
import { inSpool } from '../spool/counts.ts';
import type { Spool } from '../spool/spool.ts';
import type { StoreWatch } from '../store/store-watch.ts';
import type { DatabaseLink } from '../write/database-link.ts';
import type { Writer } from '../write/writer.ts';

/** What is looked at when somebody asks. */
export interface WatchedParts {
	readonly spool: Spool;
	readonly letters: Pick<DeadLetters, 'countsByCode'>;
	readonly writer: Pick<Writer, 'trouble'>;
	readonly database: Pick<DatabaseLink, 'unreachable'>;
	readonly store: Pick<StoreWatch, 'isAnswering'>;
	readonly limits: Pick<Limits, 'spoolBytes' | 'diskFreeBytes'>;
	readonly fileSystem: Pick<FileSystem, 'freeBytes'>;
	readonly directory: string;
}

export class Metrics {
	readonly registry = new Registry();
	readonly requests = histogram(INGEST_METRICS.requestSeconds, this.registry);
	readonly syncs = histogram(INGEST_METRICS.syncSeconds, this.registry);
	readonly #inserts = histogram(INGEST_METRICS.insertSeconds, this.registry);
	readonly #batchRows = histogram(INGEST_METRICS.batchRows, this.registry);
	readonly #rows = counter(INGEST_METRICS.rows, this.registry);
	readonly #commits = histogram(INGEST_METRICS.commitSeconds, this.registry);
	readonly #failures = counter(INGEST_METRICS.failures, this.registry);

	constructor() {
		collectDefaultMetrics({ register: this.registry });
	}

	readonly inserted = (seconds: number, rows: number): void => {
		this.#inserts.observe(seconds);
		this.#batchRows.observe(rows);
		this.#rows.inc(rows);
	};

	readonly committed = (lane: LaneName, oldestMs: number): void => {
		this.#commits.observe({ lane }, oldestMs / 1000);
	};

	readonly failed = (step: string, kind: string): void => {
		this.#failures.inc({ step, class: kind });
	};

	watch(parts: WatchedParts): void {
		this.#watchSpool(parts);
		this.#watchRoom(parts);
		const { letters, writer, database, store } = parts;
		gauge(INGEST_METRICS.deadLetters, this.registry, (figure) => {
			figure.set(Object.values(letters.countsByCode()).reduce((sum, count) => sum + count, 0));
		});
		gauge(INGEST_METRICS.trouble, this.registry, (figure) => {
			for (const kind of INGEST_METRICS.trouble.labels.class)
				figure.set({ class: kind }, writer.trouble?.class === kind ? 1 : 0);
		});
		gauge(INGEST_METRICS.databaseUp, this.registry, async (figure) => {
			figure.set((await database.unreachable()) === null ? 1 : 0);
		});
		gauge(INGEST_METRICS.storeUp, this.registry, (figure) => {
			figure.set(store.isAnswering ? 1 : 0);
		});
	}

	#watchSpool({ spool }: WatchedParts): void {
		gauge(INGEST_METRICS.events, this.registry, (figure) => {
			const total = spool.counts().total();
			figure.set({ outcome: 'accepted' }, total.accepted);
			figure.set({ outcome: 'duplicate' }, total.duplicate);
			figure.set({ outcome: 'rejected' }, total.rejected);
			figure.set({ outcome: 'committed' }, total.committed);
			figure.set({ outcome: 'dead_lettered' }, total.dead - total.replayed);
			figure.set({ outcome: 'in_spool' }, inSpool(total));
		});
		gauge(INGEST_METRICS.spoolBytes, this.registry, (figure) => {
			figure.set(spool.bytes);
		});
		gauge(INGEST_METRICS.spoolDamage, this.registry, (figure) => {
			figure.set(spool.damage.lostRecords);
		});
		gauge(INGEST_METRICS.oldestSeconds, this.registry, (figure) => {
			for (const lane of LANE_NAMES) {
				const oldest = spool.lanes[lane].oldestPendingAtMs;
				figure.set({ lane }, oldest === null ? 0 : Math.max(0, Date.now() - oldest) / 1000);
			}
		});
		gauge(INGEST_METRICS.rememberedKeys, this.registry, (figure) => {
			figure.set(spool.rememberedKeys);
		});
	}

	#watchRoom({ limits, fileSystem, directory }: WatchedParts): void {
		gauge(INGEST_METRICS.spoolLimit, this.registry, (figure) => {
			figure.set(limits.spoolBytes);
		});
		gauge(INGEST_METRICS.diskReserve, this.registry, (figure) => {
			figure.set(limits.diskFreeBytes);
		});
		gauge(INGEST_METRICS.diskFree, this.registry, async (figure) => {
			figure.set(await fileSystem.freeBytes(directory));
		});
	}
}
