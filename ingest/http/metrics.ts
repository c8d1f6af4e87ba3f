/** The figures of /metrics. Few labels: no queue, agent or source ever becomes one. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Spool } from '../spool/spool.ts';
import { inSpool } from '../spool/counts.ts';
import { LANE_NAMES } from '../spool/journal-entry.ts';

export class Metrics {
	readonly registry = new Registry();
	readonly requests: Histogram<'status'>;
	readonly syncs: Histogram;
	readonly inserts: Histogram;
	readonly rows: Counter;

	constructor() {
		const registers = [this.registry];
		collectDefaultMetrics({ register: this.registry });
		this.requests = new Histogram({
			name: 'atalaya_ingest_request_seconds',
			help: 'Time until a request for events was answered',
			labelNames: ['status'],
			buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
			registers
		});
		this.syncs = new Histogram({
			name: 'atalaya_ingest_fsync_seconds',
			help: 'Time of one fsync of the spool',
			buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2],
			registers
		});
		this.inserts = new Histogram({
			name: 'atalaya_ingest_insert_seconds',
			help: 'Time of one insert into the database',
			buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
			registers
		});
		this.rows = new Counter({
			name: 'atalaya_ingest_rows_total',
			help: 'Rows the database has taken from this process',
			registers
		});
	}

	/** Figures that are read when somebody asks. */
	watch(spool: Spool): void {
		const registers = [this.registry];
		new Gauge({
			name: 'atalaya_ingest_events',
			help: 'Events by what became of them, across restarts',
			labelNames: ['outcome'],
			registers,
			collect() {
				const total = spool.counts().total();
				this.set({ outcome: 'accepted' }, total.accepted);
				this.set({ outcome: 'duplicate' }, total.duplicate);
				this.set({ outcome: 'rejected' }, total.rejected);
				this.set({ outcome: 'committed' }, total.committed);
				this.set({ outcome: 'dead_lettered' }, total.dead - total.replayed);
				this.set({ outcome: 'in_spool' }, inSpool(total));
			}
		});
		new Gauge({
			name: 'atalaya_ingest_spool_bytes',
			help: 'Size of the spool',
			registers,
			collect() {
				this.set(spool.bytes);
			}
		});
		new Gauge({
			name: 'atalaya_ingest_oldest_uncommitted_seconds',
			help: 'Age of the oldest event that is not in the database',
			labelNames: ['lane'],
			registers,
			collect() {
				for (const lane of LANE_NAMES) {
					const oldest = spool.lanes[lane].oldestPendingAtMs;
					this.set({ lane }, oldest === null ? 0 : Math.max(0, Date.now() - oldest) / 1000);
				}
			}
		});
		new Gauge({
			name: 'atalaya_ingest_remembered_keys',
			help: 'Events remembered to tell duplicates',
			registers,
			collect() {
				this.set(spool.keys.size);
			}
		});
	}
}
