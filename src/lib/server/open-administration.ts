/** Opens what the pages of the administration work with, beside the stores themselves. */
import { watchChain } from './audit/chain-watch.ts';
import type { ChainWatch } from './audit/chain-watch.ts';
import { ingestAddress } from './ingest-address.ts';
import { ingestLinks } from './privacy/ingest-link.ts';
import { createPrivacyJobs } from './privacy/jobs.ts';
import type { PrivacyJobs } from './privacy/jobs.ts';
import { keepRetention } from './privacy/retention-keeper.ts';
import type { RetentionKeeper } from './privacy/retention-keeper.ts';
import { DEFAULT_TENANT } from './queries/tenant.ts';
import { startOutboxSender } from './queues/outbox-sender.ts';
import type { OutboxSender } from './queues/outbox-sender.ts';
import { createQueueDesk } from './queues/queue-desk.ts';
import type { QueueDesk } from './queues/queue-desk.ts';
import { keepComplaintTerms } from './regulation/terms-keeper.ts';
import type { TermsKeeper } from './regulation/terms-keeper.ts';
import type { Runtime } from './runtime.ts';
import { readSecrets } from './secrets.ts';
import { createOutbox } from './store/outbox.ts';
import type { Outbox } from './store/outbox.ts';
import { createQueueSettingsStore } from './store/queue-settings.ts';
import { readSettings } from './store/settings.ts';
import { createScheduleDesk } from './workforce/schedule-desk.ts';
import type { ScheduleDesk } from './workforce/schedule-desk.ts';
import { createScheduleStore } from './workforce/schedule-store.ts';

export interface AdministrationParts {
	/** Events the product itself sends; wake the sender once the transaction that added some is over. */
	readonly outbox: Outbox;
	readonly outboxSender: OutboxSender;
	readonly queueDesk: QueueDesk;
	readonly scheduleDesk: ScheduleDesk;
	readonly privacyJobs: PrivacyJobs;
	readonly retention: RetentionKeeper;
	readonly complaintTerms: TermsKeeper;
	readonly chain: ChainWatch;
}

type Sources = Pick<
	Runtime,
	'config' | 'clickhouse' | 'store' | 'storeKey' | 'people' | 'audit' | 'log'
>;

function openDesks({ config, clickhouse, store, people, audit, log }: Sources): {
	queueDesk: QueueDesk;
	scheduleDesk: ScheduleDesk;
	outbox: Outbox;
	outboxSender: OutboxSender;
	stop: () => Promise<void>;
} {
	const { database } = store;
	const outbox = createOutbox(database);
	const sender = startOutboxSender({
		outbox,
		addresses: () => config.ingestUrls.map((configured) => ingestAddress(config, configured)),
		token: readSecrets(config).ingestToken,
		onError: (error) => {
			log.error({ err: error }, 'what waits for ingest could not be read or removed');
		}
	});
	const queueDesk = createQueueDesk({
		clickhouse,
		tenant: DEFAULT_TENANT,
		settings: createQueueSettingsStore(database, { outbox, audit, now: Date.now }),
		outbox,
		sender,
		zone: config.timeZone,
		now: Date.now
	});
	const scheduleDesk = createScheduleDesk({
		clickhouse,
		tenant: DEFAULT_TENANT,
		people,
		store: createScheduleStore(database, { outbox, audit, now: Date.now }),
		outbox,
		sender,
		zone: config.timeZone
	});
	return { queueDesk, scheduleDesk, outbox, outboxSender: sender, stop: () => sender.stop() };
}

export function openAdministration(
	sources: Sources
): AdministrationParts & { stop: () => Promise<void> } {
	const { config, clickhouse, store, storeKey, log } = sources;
	const { database } = store;
	const { stop: stopDesks, ...desks } = openDesks(sources);
	const chain = watchChain({
		database,
		key: storeKey,
		now: Date.now,
		onError: (error) => {
			log.error({ err: error }, 'the audit log could not be verified');
		}
	});
	const privacyJobs = createPrivacyJobs({
		store,
		key: storeKey,
		clickhouse,
		tenant: DEFAULT_TENANT,
		ingests: ingestLinks(config, readSecrets(config).internalToken),
		now: Date.now,
		log
	});
	privacyJobs.resumeAll();
	const retention = keepRetention({
		clickhouse,
		settings: async () => (await readSettings(database)).retentionDays,
		onError: (error) => {
			log.error({ err: error }, 'the ages of data could not be set');
		}
	});
	const complaintTerms = keepComplaintTerms({
		clickhouse,
		tenant: DEFAULT_TENANT,
		zone: config.timeZone,
		settings: async () => (await readSettings(database)).regulation,
		now: Date.now,
		onError: (error) => {
			log.error({ err: error }, 'the terms of complaints could not be written');
		}
	});
	return {
		...desks,
		privacyJobs,
		retention,
		complaintTerms,
		chain,
		stop: async () => {
			await Promise.all([stopDesks(), chain.stop(), privacyJobs.stop()]);
			await Promise.all([retention.stop(), complaintTerms.stop()]);
		}
	};
}
