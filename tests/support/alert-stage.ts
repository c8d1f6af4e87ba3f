/** Rules, their evaluation and their messages over a real store, with a clock the test moves. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import { createAlertLog } from '#lib/server/alerts/alert-log.ts';
import type { AlertLog } from '#lib/server/alerts/alert-log.ts';
import { Evaluation } from '#lib/server/alerts/evaluate.ts';
import { Questions } from '#lib/server/alerts/questions.ts';
import { createRuleStore } from '#lib/server/alerts/rules.ts';
import type { RuleStore } from '#lib/server/alerts/rules.ts';
import type { StoredRule } from '#lib/server/alerts/stored-alert.ts';
import type { KnownQueues } from '#lib/server/alerts/watches.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { AuditLog } from '#lib/server/audit/audit-log.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';
import type { TeamStore } from '#lib/server/store/teams.ts';

export const ALERT_KEY = Buffer.alloc(32, 7);

export const someRule = (also: Partial<AlertRule> = {}): AlertRule => ({
	name: 'Demasiados en espera',
	metric: 'waiting',
	queues: [],
	channels: [],
	teams: [],
	per: 'queue',
	window: 'now',
	comparison: 'above',
	threshold: 2,
	clearThreshold: 1,
	forMinutes: 0,
	clearForMinutes: 1,
	leastN: 0,
	hours: 'always',
	severity: 'critical',
	language: 'es',
	onWall: true,
	withSound: false,
	webhook: '',
	emails: [],
	remindMinutes: 0,
	...also
});

export interface AlertStage {
	readonly audit: AuditLog;
	readonly rules: RuleStore;
	readonly log: AlertLog;
	readonly teams: TeamStore;
	readonly evaluation: Evaluation;
	/** What the clock says. */
	nowMs: number;
	isCurrent: boolean;
	queues: KnownQueues;
	/** A new evaluation, as another process has it. */
	another(): Evaluation;
	rule(rule: Partial<AlertRule>, team?: string): Promise<StoredRule>;
	/** A client of the company with this one queue. */
	client(name: string, queues: readonly string[]): Promise<string>;
}

export function alertStage(store: Store, clickhouse: ClickHouse, nowMs: number): AlertStage {
	const { database } = store;
	const now = (): number => stage.nowMs;
	const audit = createAuditLog(database, ALERT_KEY, now);
	const rules = createRuleStore(database, { audit, key: ALERT_KEY, now });
	const teams = createTeamStore(database, audit);
	const evaluation = (): Evaluation =>
		new Evaluation({
			database,
			questions: new Questions({
				clickhouse,
				tenant: 'default',
				zone: 'Europe/Madrid',
				onError: () => undefined
			}),
			rules: () => rules.list(),
			nodes: () => teams.nodes(),
			queues: () => Promise.resolve(stage.queues),
			isCurrent: () => stage.isCurrent,
			now
		});
	const stage: AlertStage = {
		audit,
		rules,
		teams,
		log: createAlertLog(database, { audit, now }),
		evaluation: evaluation(),
		nowMs,
		isCurrent: true,
		queues: new Map(),
		another: evaluation,
		async rule(rule, team = 'company') {
			const made = await rules.create({ team, rule: someRule(rule) }, SYSTEM);
			if (!made.ok) throw new Error(made.reason);
			return made.stored;
		},
		async client(name, queues) {
			const draft = { parent: 'company', kind: 'client', name, queues: [...queues], words: [] };
			const made = await teams.create({ ...draft, kind: 'client' }, SYSTEM);
			if (!made.ok) throw new Error(made.fault);
			return made.id;
		}
	};
	return stage;
}

/** Whoever receives webhooks: what it was sent, and what it answers. */
export interface Receiver {
	readonly address: string;
	readonly got: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
	/** Status of the next answers. */
	status: number;
	stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
	const got: Receiver['got'] = [];
	const server: Server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
		request.on('end', () => {
			got.push({ headers: request.headers, body });
			response.writeHead(receiver.status).end('what they say is theirs');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const receiver: Receiver = {
		address: `http://127.0.0.1:${port}/hook`,
		got,
		status: 204,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
	return receiver;
}
