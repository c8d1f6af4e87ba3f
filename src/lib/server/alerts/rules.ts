/** Rules in the operational store. Every change of one is in the audit log, and ends what the rule before it had open. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import { takeTurn } from '../audit/audit-log.ts';
import { open, seal } from '../seal.ts';
import type { StoreSchema } from '../store/schema.ts';
import { ruleOfRow } from './stored-alert.ts';
import type { StoredRule } from './stored-alert.ts';
import { endAlertsOf } from './transitions.ts';

/** Each is looked at every few seconds. */
export const MOST_RULES = 200;
const SECRET_BYTES = 32;

export interface RuleDraft {
	readonly team: string;
	readonly rule: AlertRule;
}

export type RuleSaved =
	| {
			readonly ok: true;
			readonly stored: StoredRule;
			/** Made now: shown once. */
			readonly secret: string | null;
	  }
	| { readonly ok: false; readonly reason: 'most' | 'conflict' | 'gone' };

export interface RuleStore {
	/** By name; without those that were removed. */
	list(): Promise<StoredRule[]>;
	find(id: string): Promise<StoredRule | null>;
	create(draft: RuleDraft, actor: Actor): Promise<RuleSaved>;
	save(id: string, draft: RuleDraft & { revision: number }, actor: Actor): Promise<RuleSaved>;
	setPaused(id: string, isPaused: boolean, actor: Actor): Promise<boolean>;
	remove(id: string, actor: Actor): Promise<boolean>;
	/** From now on messages are signed with it; shown once. Null: no such rule, or it calls no webhook. */
	renewSecret(id: string, actor: Actor): Promise<string | null>;
	/** What messages of the rule are signed with, also of one that was removed. */
	secretOf(id: string): Promise<string | null>;
}

export interface RuleStoreOptions {
	readonly audit: AuditLog;
	readonly key: Buffer;
	readonly now: () => number;
}

type Work = Transaction<StoreSchema>;
const byName = new Intl.Collator('es', { numeric: true });
const contextOf = (id: string): string => `alert-rule:${id}`;
/** The prefix tells people what it is when they find it somewhere. */
const newSecret = (): string => `atalaya_whsec_${randomBytes(SECRET_BYTES).toString('base64url')}`;

/** What the audit log keeps; there is no secret in it. */
const said = ({ team, rule, isPaused }: StoredRule): object => ({ team, isPaused, ...rule });

/** Whether it watches something else, so that what it found before is no longer its own. */
function watchesSame(a: RuleDraft, b: RuleDraft): boolean {
	const watched = ({ team, rule }: RuleDraft): string =>
		JSON.stringify([
			team,
			...[rule.metric, rule.per, rule.window, rule.queues, rule.channels, rule.teams],
			...[rule.comparison, rule.threshold, rule.clearThreshold, rule.leastN, rule.hours]
		]);
	return watched(a) === watched(b);
}

class SqlRuleStore implements RuleStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #options: RuleStoreOptions;

	constructor(database: Kysely<StoreSchema>, options: RuleStoreOptions) {
		this.#database = database;
		this.#options = options;
	}

	async list(): Promise<StoredRule[]> {
		const rows = await this.#database
			.selectFrom('alert_rules')
			.selectAll()
			.where('removed_at_ms', 'is', null)
			.execute();
		return rows
			.map(ruleOfRow)
			.filter((rule) => rule !== null)
			.sort((a, b) => byName.compare(a.rule.name, b.rule.name) || byName.compare(a.id, b.id));
	}

	find(id: string): Promise<StoredRule | null> {
		return this.#find(this.#database, id);
	}

	create({ team, rule }: RuleDraft, actor: Actor): Promise<RuleSaved> {
		const { key, now } = this.#options;
		const id = randomUUID();
		const secret = rule.webhook === '' ? null : newSecret();
		const nowMs = now();
		return this.#database.transaction().execute(async (transaction): Promise<RuleSaved> => {
			// Two at once would both find one place left.
			await takeTurn(transaction);
			if ((await this.#count(transaction)) >= MOST_RULES) return { ok: false, reason: 'most' };
			await transaction
				.insertInto('alert_rules')
				.values({
					id,
					team,
					rule: JSON.stringify(rule),
					revision: 1,
					is_paused: 0,
					webhook_secret: secret === null ? null : seal(key, secret, contextOf(id)),
					created_at_ms: nowMs,
					updated_at_ms: nowMs,
					removed_at_ms: null
				})
				.execute();
			const stored = await this.#find(transaction, id);
			if (!stored) throw new Error('a rule that was just stored cannot be read');
			await this.#note(transaction, actor, 'alert-rule.created', { before: null, after: stored });
			return { ok: true, stored, secret };
		});
	}

	save(
		id: string,
		{ team, rule, revision }: RuleDraft & { revision: number },
		actor: Actor
	): Promise<RuleSaved> {
		const { key, now } = this.#options;
		const nowMs = now();
		return this.#database.transaction().execute(async (transaction): Promise<RuleSaved> => {
			const before = await this.#find(transaction, id);
			if (!before) return { ok: false, reason: 'gone' };
			const secret = rule.webhook === '' || before.hasSecret ? null : newSecret();
			const { numUpdatedRows } = await transaction
				.updateTable('alert_rules')
				.set({
					team,
					rule: JSON.stringify(rule),
					revision: revision + 1,
					updated_at_ms: nowMs,
					...(secret === null ? {} : { webhook_secret: seal(key, secret, contextOf(id)) })
				})
				.where('id', '=', id)
				.where('revision', '=', revision)
				.executeTakeFirst();
			const stored = await this.#find(transaction, id);
			if (numUpdatedRows !== 1n || !stored) return { ok: false, reason: 'conflict' };
			if (!watchesSame(before, stored))
				await endAlertsOf(transaction, before, { reason: 'changed', atMs: nowMs });
			await this.#note(transaction, actor, 'alert-rule.changed', { before, after: stored });
			return { ok: true, stored, secret };
		});
	}

	setPaused(id: string, isPaused: boolean, actor: Actor): Promise<boolean> {
		const action = isPaused ? 'alert-rule.paused' : 'alert-rule.resumed';
		return this.#change(id, actor, action, async (transaction, before, nowMs) => {
			if (isPaused) await endAlertsOf(transaction, before, { reason: 'paused', atMs: nowMs });
			return { is_paused: isPaused ? 1 : 0 };
		});
	}

	remove(id: string, actor: Actor): Promise<boolean> {
		return this.#change(id, actor, 'alert-rule.removed', async (transaction, before, nowMs) => {
			await endAlertsOf(transaction, before, { reason: 'removed', atMs: nowMs });
			return { removed_at_ms: nowMs };
		});
	}

	async renewSecret(id: string, actor: Actor): Promise<string | null> {
		const secret = newSecret();
		const sealed = seal(this.#options.key, secret, contextOf(id));
		const renewed = await this.#change(id, actor, 'alert-rule.secret-renewed', (_work, before) =>
			Promise.resolve(before.rule.webhook === '' ? null : { webhook_secret: sealed })
		);
		return renewed ? secret : null;
	}

	async secretOf(id: string): Promise<string | null> {
		const row = await this.#database
			.selectFrom('alert_rules')
			.select('webhook_secret')
			.where('id', '=', id)
			.executeTakeFirst();
		const sealed = row?.webhook_secret ?? null;
		return sealed === null ? null : open(this.#options.key, sealed, contextOf(id));
	}

	/** `make` says what to set; null: nothing after all. */
	#change(
		id: string,
		actor: Actor,
		action: AuditAction,
		make: (
			transaction: Work,
			before: StoredRule,
			nowMs: number
		) => Promise<{
			is_paused?: number;
			removed_at_ms?: number;
			webhook_secret?: string;
		} | null>
	): Promise<boolean> {
		const nowMs = this.#options.now();
		return this.#database.transaction().execute(async (transaction) => {
			const before = await this.#find(transaction, id);
			const change = before && (await make(transaction, before, nowMs));
			if (!before || !change) return false;
			await transaction
				.updateTable('alert_rules')
				.set({ ...change, updated_at_ms: nowMs })
				.where('id', '=', id)
				.execute();
			const after = await this.#find(transaction, id);
			await this.#note(transaction, actor, action, { before, after });
			return true;
		});
	}

	async #count(transaction: Work): Promise<number> {
		const { n } = await transaction
			.selectFrom('alert_rules')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.where('removed_at_ms', 'is', null)
			.executeTakeFirstOrThrow();
		return n;
	}

	async #find(database: Kysely<StoreSchema>, id: string): Promise<StoredRule | null> {
		const row = await database
			.selectFrom('alert_rules')
			.selectAll()
			.where('id', '=', id)
			.where('removed_at_ms', 'is', null)
			.executeTakeFirst();
		return row ? ruleOfRow(row) : null;
	}

	async #note(
		transaction: Work,
		actor: Actor,
		action: AuditAction,
		{ before, after }: { before: StoredRule | null; after: StoredRule | null }
	): Promise<void> {
		await this.#options.audit.append(transaction, actor, {
			action,
			object: `alert-rule:${(before ?? after)?.id ?? ''}`,
			before: before && said(before),
			after: after && said(after)
		});
	}
}

export const createRuleStore = (
	database: Kysely<StoreSchema>,
	options: RuleStoreOptions
): RuleStore => new SqlRuleStore(database, options);
