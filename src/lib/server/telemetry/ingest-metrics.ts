/** The figures of an ingest process. Few labels: no queue, agent or source ever becomes one. */
import type { Metric } from './metric.ts';

const LANES = ['live', 'backfill'] as const;

export const INGEST_METRICS = {
	requestSeconds: {
		name: 'atalaya_ingest_request_seconds',
		type: 'histogram',
		unit: 'seconds',
		help: 'Time until a request for events was answered',
		labels: { status: 'HTTP status' },
		buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30]
	},
	syncSeconds: {
		name: 'atalaya_ingest_fsync_seconds',
		type: 'histogram',
		unit: 'seconds',
		help: 'Time of one fsync of the spool',
		labels: {},
		buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2]
	},
	insertSeconds: {
		name: 'atalaya_ingest_insert_seconds',
		type: 'histogram',
		unit: 'seconds',
		help: 'Time of one insert into the database; its count is that of batches',
		labels: {},
		buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60]
	},
	batchRows: {
		name: 'atalaya_ingest_batch_rows',
		type: 'histogram',
		unit: 'rows',
		help: 'Rows of one insert',
		labels: {},
		buckets: [1, 10, 100, 1000, 2500, 5000, 10_000]
	},
	rows: {
		name: 'atalaya_ingest_rows_total',
		type: 'counter',
		unit: 'rows',
		help: 'Rows the database has taken from this process',
		labels: {}
	},
	commitSeconds: {
		name: 'atalaya_ingest_commit_seconds',
		type: 'histogram',
		unit: 'seconds',
		help: 'From the arrival of the oldest event of a batch until the database had the batch',
		labels: { lane: LANES },
		buckets: [0.1, 0.2, 0.5, 1, 2, 5, 15, 60, 300, 3600]
	},
	failures: {
		name: 'atalaya_ingest_failures_total',
		type: 'counter',
		unit: 'things',
		help: 'Steps on the way into the database that failed and are tried again',
		labels: {
			step: 'insert-live, insert-backfill, placements, spool-read, dead-letter or journal',
			class: ['unsent', 'ambiguous', 'pressure', 'operator', 'data']
		}
	},
	trouble: {
		name: 'atalaya_ingest_trouble',
		type: 'gauge',
		unit: 'yes or no',
		help: 'What has kept events from the database since the last batch it took',
		labels: { class: ['unsent', 'ambiguous', 'pressure', 'operator', 'data'] }
	},
	events: {
		name: 'atalaya_ingest_events',
		type: 'gauge',
		unit: 'events',
		help: 'Events by what became of them, across restarts',
		labels: {
			outcome: ['accepted', 'duplicate', 'rejected', 'committed', 'dead_lettered', 'in_spool']
		}
	},
	spoolBytes: {
		name: 'atalaya_ingest_spool_bytes',
		type: 'gauge',
		unit: 'bytes',
		help: 'Size of the spool',
		labels: {}
	},
	spoolLimit: {
		name: 'atalaya_ingest_spool_limit_bytes',
		type: 'gauge',
		unit: 'bytes',
		help: 'Size of the spool at which events are refused (SPOOL_MAX_BYTES)',
		labels: {}
	},
	spoolDamage: {
		name: 'atalaya_ingest_spool_damaged_records',
		type: 'gauge',
		unit: 'things',
		help: 'Records that were on the disk and could not be read at the last start',
		labels: {}
	},
	diskFree: {
		name: 'atalaya_ingest_disk_free_bytes',
		type: 'gauge',
		unit: 'bytes',
		help: 'Free space where the spool is',
		labels: {}
	},
	diskReserve: {
		name: 'atalaya_ingest_disk_reserve_bytes',
		type: 'gauge',
		unit: 'bytes',
		help: 'Free space below which events are refused (DISK_MIN_FREE_BYTES)',
		labels: {}
	},
	oldestSeconds: {
		name: 'atalaya_ingest_oldest_uncommitted_seconds',
		type: 'gauge',
		unit: 'seconds',
		help: 'Age of the oldest event that is not in the database',
		labels: { lane: LANES }
	},
	rememberedKeys: {
		name: 'atalaya_ingest_remembered_keys',
		type: 'gauge',
		unit: 'things',
		help: 'Events remembered to tell duplicates',
		labels: {}
	},
	deadLetters: {
		name: 'atalaya_ingest_dead_letters',
		type: 'gauge',
		unit: 'events',
		help: 'Events the database refused and nobody has dealt with',
		labels: {}
	},
	databaseUp: {
		name: 'atalaya_ingest_database_up',
		type: 'gauge',
		unit: 'yes or no',
		help: 'The database answers this process',
		labels: {}
	},
	storeUp: {
		name: 'atalaya_ingest_store_up',
		type: 'gauge',
		unit: 'yes or no',
		help: 'The last look into the operational store succeeded',
		labels: {}
	}
} as const satisfies Record<string, Metric>;
