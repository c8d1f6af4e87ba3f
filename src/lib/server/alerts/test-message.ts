/** A message that says it is a test, on the way every other one takes; and what became of the last ones. */
import type { Kysely } from 'kysely';
import { messageOf } from '#lib/domain/alerts/message.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { Store } from '../store/database.ts';
import type { StoreSchema } from '../store/schema.ts';
import { watchedOf } from './stored-alert.ts';
import type { StoredRule } from './stored-alert.ts';
import { targetsOf, tell } from './transitions.ts';

export interface TestResult {
	readonly id: string;
	readonly kind: 'webhook' | 'email';
	readonly state: 'waiting' | 'sent' | 'failed';
	readonly atMs: number;
	readonly attempts: number;
	readonly result: string;
}

const SHOWN = 6;

/** False: the rule tells nobody outside. */
export async function sendTest(
	{ store, audit }: { readonly store: Store; readonly audit: AuditLog },
	{ id, team, rule }: StoredRule,
	actor: Actor,
	nowMs = Date.now()
): Promise<boolean> {
	if (targetsOf(rule).length === 0) return false;
	const { threshold } = rule;
	const message = messageOf(
		'test',
		{
			id: '',
			rule: id,
			team,
			queue: '',
			queueName: '',
			about: { queues: [], teams: [], agents: false },
			watched: watchedOf(rule),
			figures: { opened: threshold, last: threshold, worst: threshold, n: null, noData: null },
			openedAtMs: nowMs,
			acknowledged: null,
			cleared: null
		},
		nowMs
	);
	await store.database.transaction().execute(async (transaction) => {
		await tell(transaction, rule, message);
		await audit.append(transaction, actor, {
			action: 'alert-rule.tested',
			object: `alert-rule:${id}`,
			before: null,
			after: { name: rule.name }
		});
	});
	return true;
}

/** Newest first. */
export async function testsOf(database: Kysely<StoreSchema>, rule: string): Promise<TestResult[]> {
	const rows = await database
		.selectFrom('alert_deliveries')
		.selectAll()
		.where('rule', '=', rule)
		.where('alert', 'is', null)
		.orderBy('created_at_ms', 'desc')
		.orderBy('kind')
		.limit(SHOWN)
		.execute();
	return rows.map((row) => ({
		id: row.id,
		kind: row.kind as TestResult['kind'],
		state: row.state as TestResult['state'],
		atMs: row.finished_at_ms ?? row.created_at_ms,
		attempts: row.attempts,
		result: row.result
	}));
}
