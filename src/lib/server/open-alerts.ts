/** Opens what looks after alerts: the rules, the log, the look at the rules, and the messages. */
import { randomUUID } from 'node:crypto';
import type { Alert } from '#lib/domain/alerts/alert.ts';
import { createAlertLog } from './alerts/alert-log.ts';
import type { AlertLog } from './alerts/alert-log.ts';
import { EVALUATION_FAILURES } from './alerts/counters.ts';
import { createMailer, letterOf } from './alerts/email.ts';
import type { Mailer } from './alerts/email.ts';
import { Evaluation } from './alerts/evaluate.ts';
import { EVALUATOR_TIMES, startEvaluator } from './alerts/evaluator.ts';
import type { EvaluatorTimes } from './alerts/evaluator.ts';
import { watchOpenAlerts } from './alerts/open-watch.ts';
import type { OpenWatch } from './alerts/open-watch.ts';
import type { Outcome } from './alerts/outcome.ts';
import { Questions } from './alerts/questions.ts';
import { createRuleStore } from './alerts/rules.ts';
import type { RuleStore } from './alerts/rules.ts';
import { SENDER_TIMES, startAlertSender } from './alerts/sender.ts';
import type { Delivery, SenderTimes } from './alerts/sender.ts';
import { rememberFor } from './alerts/remember-for.ts';
import { callWebhook } from './alerts/webhook.ts';
import type { KnownQueues } from './alerts/watches.ts';
import type { Config } from './config.ts';
import type { NoticeSource } from './live/floor-reader.ts';
import { readAllowedHosts } from './outbound/address-rules.ts';
import { DEFAULT_TENANT } from './queries/tenant.ts';
import type { Runtime } from './runtime.ts';
import { createLease } from './store/lease.ts';

export interface AlertParts {
	readonly rules: RuleStore;
	readonly log: AlertLog;
	/** What walls show. */
	readonly open: readonly Alert[];
	/** Rules, or what became of an alert, were changed by a person. */
	changed(): Promise<void>;
}

export interface AlertSources extends Pick<
	Runtime,
	'config' | 'clickhouse' | 'store' | 'storeKey' | 'audit' | 'log'
> {
	readonly teams: Pick<Runtime['teams'], 'nodes'>;
	readonly queueDesk: Pick<Runtime['queueDesk'], 'list'>;
	readonly notices: () => NoticeSource;
	readonly times?: { readonly evaluator: EvaluatorTimes; readonly sender: SenderTimes };
}

const QUEUES_FOR_MS = 20_000;
/** The log keeps what ended within the last thirteen months. */
const KEPT_MS = 396 * 86_400_000;

/** Address of the page of alerts, as far as it is known. */
const pageOf = ({ origin }: Config): string | null => (origin === null ? null : `${origin}/alerts`);

/** One attempt to hand a message over. */
function handOver(
	{ config }: Pick<AlertSources, 'config'>,
	rules: RuleStore,
	mailer: Mailer | null
): (delivery: Delivery) => Promise<Outcome> {
	const allowed = readAllowedHosts(config.allowedPrivateHosts);
	const page = pageOf(config);
	return async ({ id, kind, target, rule, message }) => {
		if (kind === 'webhook') {
			const secret = await rules.secretOf(rule);
			if (secret === null) return { state: 'failed', result: 'no-secret' };
			const call = { id, address: target, secret, message, nowMs: Date.now() };
			return callWebhook(call, { allowed, page });
		}
		if (mailer === null) return { state: 'failed', result: 'no-smtp' };
		const letter = await letterOf(message, { zone: config.timeZone, page });
		return mailer.send(id, JSON.parse(target) as string[], letter);
	};
}

async function knownQueues({ queueDesk }: Pick<AlertSources, 'queueDesk'>): Promise<KnownQueues> {
	const { queues } = await queueDesk.list();
	return new Map(queues.map(({ queue, now }) => [queue, now]));
}

function evaluationOf(sources: AlertSources, rules: RuleStore): Evaluation {
	const { clickhouse, config, store, teams, notices, log } = sources;
	return new Evaluation({
		database: store.database,
		questions: new Questions({
			clickhouse,
			tenant: DEFAULT_TENANT,
			zone: config.timeZone,
			onError: (error) => {
				EVALUATION_FAILURES.inc();
				log.warn({ err: error }, 'alerts: a question was not answered');
			}
		}),
		rules: () => rules.list(),
		nodes: () => teams.nodes(),
		queues: rememberFor(QUEUES_FOR_MS, () => knownQueues(sources)),
		isCurrent: () => notices() !== 'lost',
		now: Date.now
	});
}

export function openAlerts(
	sources: AlertSources,
	log: AlertLog,
	watch: OpenWatch
): AlertParts & { stop(): Promise<void> } {
	const { config, store, storeKey, audit, times } = sources;
	const onError = (error: unknown): void => {
		sources.log.error({ err: error }, 'alerts');
	};
	const rules = createRuleStore(store.database, { audit, key: storeKey, now: Date.now });
	const mailer = config.smtp && createMailer(config.smtp);
	const sender = startAlertSender({
		database: store.database,
		send: handOver(sources, rules, mailer),
		now: Date.now,
		onError,
		times: times?.sender ?? SENDER_TIMES
	});
	const evaluation = evaluationOf(sources, rules);
	const evaluator = startEvaluator({
		lease: createLease(store, 'alerts', randomUUID(), Date.now),
		turn: () => evaluation.turn(),
		onChanged: () => {
			sender.wake();
			void watch.refresh();
		},
		tidy: () => log.forget(Date.now() - KEPT_MS),
		onError,
		times: times?.evaluator ?? EVALUATOR_TIMES
	});
	return {
		rules,
		log,
		get open() {
			return watch.alerts;
		},
		async changed() {
			sender.wake();
			evaluator.wake();
			await watch.refresh();
		},
		async stop() {
			await evaluator.stop();
			await Promise.all([sender.stop(), watch.stop()]);
			mailer?.close();
		}
	};
}

/** What walls read, before anything else is open. */
export function openAlertLog({
	store,
	audit,
	log: logger
}: Pick<AlertSources, 'store' | 'audit' | 'log'>): { log: AlertLog; watch: OpenWatch } {
	const log = createAlertLog(store.database, { audit, now: Date.now });
	const watch = watchOpenAlerts({
		read: () => log.open(),
		onError: (error) => {
			logger.error({ err: error }, 'alerts: the open ones could not be read');
		}
	});
	return { log, watch };
}
