/** A centre with one customer to be erased, on a real engine and a real ingest process. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { DEFAULT_TENANT } from '#lib/server/queries/tenant.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { readConfig } from '#lib/server/config.ts';
import { ingestLinks } from '#lib/server/privacy/ingest-link.ts';
import { createPrivacyJobs } from '#lib/server/privacy/jobs.ts';
import type { PrivacyJob, PrivacyJobs } from '#lib/server/privacy/jobs.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { contactEvents } from './contact.ts';
import { TEST_INTERNAL_TOKEN } from './ingest.ts';
import type { TestIngest } from './ingest.ts';
import { until } from './until.ts';

export const CUSTOMER = 'kunde-4711';
/** Begins with the other. */
export const NEIGHBOUR = 'kunde-47112';
/** In every text of the customer. */
export const MARKER = 'zanahoria';
export const DAY_MS = 86_400_000;

export const FAST = { pauseMs: 50, graceMs: 100, leaseMs: 3000 };

export interface JobsOnStore {
	readonly store: Store;
	readonly jobs: PrivacyJobs;
	close(): Promise<void>;
}

/** As a web process has them. */
export async function openJobs(
	place: { dataDir: string; databaseUrl?: string | null },
	clickhouse: ClickHouse
): Promise<JobsOnStore> {
	const { dataDir, databaseUrl = null } = place;
	const store = await openStore({ dataDir, databaseUrl });
	const jobs = createPrivacyJobs({
		store,
		key: readStoreKey({ storeKey: null, dataDir }),
		clickhouse,
		tenant: DEFAULT_TENANT,
		ingests: ingestLinks(readConfig({ DATA_DIR: dataDir }), TEST_INTERNAL_TOKEN),
		now: Date.now,
		log: pino({ level: 'silent' }),
		times: FAST
	});
	jobs.resumeAll();
	return {
		store,
		jobs,
		close: async () => {
			await jobs.stop();
			await store.close();
		}
	};
}

export const finished = (jobs: PrivacyJobs, id: string): Promise<PrivacyJob> =>
	until(
		'the erasure is finished',
		async () => {
			const job = await jobs.find(id);
			if (job?.state === 'failed') throw new Error(JSON.stringify(job.report));
			return job?.state === 'done' && job;
			// The database looks for replaced parts twice a minute.
		},
		110_000
	);

export function erasureReport(job: PrivacyJob | null) {
	if (job?.kind !== 'erasure') throw new Error('no erasure');
	return job.report;
}

const event = (
	type: string,
	subject: string,
	atMs: number,
	data: object,
	more: object = {}
): Record<string, unknown> => ({
	specversion: '1.0',
	id: `${subject}-${type}-${randomUUID().slice(0, 8)}`,
	source: '//contacts',
	type: `atalaya.${type}.v1`,
	subject,
	time: new Date(atMs).toISOString(),
	data,
	...more
});

/** Everything a customer leaves behind. */
export function lifeOf(customer: string, text: string, atMs: number): Record<string, unknown>[] {
	const call = `call-${customer.length}-${atMs}`;
	const chat = `chat-${customer.length}-${atMs}`;
	const at = (seconds: number): number => atMs + seconds * 1000;
	const recording = {
		media: 'audio',
		path: `/recordings/${customer}.opus`,
		startedAt: new Date(atMs).toISOString(),
		durationMs: 60_000
	};
	return [
		...contactEvents({ id: chat, atMs, customer, text }),
		...contactEvents({ id: call, atMs: at(300), customer, text, agent: 'agent-2' }),
		event('recording.available', call, at(400), recording),
		event('transcript.segment', call, at(401), {
			index: 0,
			speaker: 'customer',
			startMs: 0,
			endMs: 900,
			text: `${text} said ${customer}`
		}),
		event('survey.sent', `survey-${call}`, at(500), { kind: 'csat', interaction: call }),
		event('survey.answered', `survey-${call}`, at(600), {
			kind: 'csat',
			score: 4,
			interaction: call,
			comment: `${text} again`
		}),
		event('survey.answered', `nps-${call}`, at(601), { kind: 'nps', score: 9, customer }),
		event('mention.captured', `mention-${chat}`, at(700), {
			network: 'x',
			author: customer,
			text: `${text} in public`,
			url: `https://x.example/${customer}`
		}),
		event('mention.engaged', `mention-${chat}`, at(4000), { likes: 3 }),
		event('vendor.called-back', `vendor-${call}`, at(800), { who: customer, note: text }),
		event('agent.state', 'agent-2', at(900), { state: 'break' }, { ticketof: customer })
	];
}

const PLAIN: Readonly<Record<string, readonly string[]>> = {
	events: [
		'customer String',
		'reason String',
		'topic String',
		'disposition String',
		'data String',
		'texts String',
		'sentiment_words String',
		'attributes String'
	],
	dead_letters: ['event String', 'message String']
};

/** So that a search of the files sees what is in them; and parts that were replaced go at once. */
export async function storePlainly(clickhouse: ClickHouse): Promise<void> {
	for (const [table, columns] of Object.entries(PLAIN)) {
		for (const column of columns) {
			const sql = `ALTER TABLE ${table} MODIFY COLUMN ${column} CODEC(NONE)`;
			await commandOnShards(clickhouse, 'test-plain', sql);
		}
	}
	for (const table of ['events', 'dead_letters', 'interaction_states']) {
		await commandOnShards(
			clickhouse,
			'test-cleanup',
			`ALTER TABLE ${table} MODIFY SETTING old_parts_lifetime = 1, cleanup_delay_period = 1, max_cleanup_delay_period = 1, cleanup_delay_period_random_add = 0`
		);
	}
}

export const drained = (ingest: TestIngest): Promise<boolean> =>
	until('the spool is drained', async () => (await ingest.status()).total.inSpool === 0);
