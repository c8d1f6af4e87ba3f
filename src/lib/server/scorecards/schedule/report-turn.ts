/**
 * Sends the reports that are due: each is frozen once and sent until the e-mail server takes it, with longer and longer pauses.
 * One process at a time does it, under a lease.
 */
import type { Kysely } from 'kysely';
import type { Principal } from '#lib/domain/access/principal.ts';
import { thaw } from '#lib/domain/scorecard/report/frozen.ts';
import { nextDue } from '#lib/domain/scorecard/report/schedule.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import type { Mailer } from '../../alerts/email.ts';
import { pauseAfter } from '../../alerts/sender.ts';
import { SYSTEM } from '../../audit/audit-log.ts';
import { QueryError } from '../../clickhouse/query.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { freezePage } from '../frozen/freeze-page.ts';
import type { FoundFrozen, FrozenStore } from '../frozen/frozen-store.ts';
import { makeReport } from '../report/report-files.ts';
import { reportWords } from '../report/report-text.ts';
import { reportLetter } from './report-letter.ts';
import { ownersPrincipal } from './owner.ts';
import type { Owners } from './owner.ts';
import { findSchedule, insertRun } from './schedule-store.ts';
import { runOfRow, scheduleOfRow } from './stored-schedule.ts';
import type { ReportRun, StoredSchedule } from './stored-schedule.ts';

export interface TurnOptions {
	readonly database: Kysely<StoreSchema>;
	readonly frozen: Pick<FrozenStore, 'add' | 'find'>;
	readonly owners: Owners;
	/** Null: whoever answers for it may not read it, or there is no such scorecard. */
	readonly page: (
		principal: Principal,
		ask: Pick<StoredSchedule, 'scorecard' | 'team' | 'schedule'> & { readonly month: string }
	) => Promise<ScorecardPage | null>;
	readonly mailer: Pick<Mailer, 'send'> | null;
	readonly zone: string;
	/** `https://…` of the installation; null: not known. */
	readonly origin: string | null;
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
}

/** Attempts of one report, about a day of them. */
export const MOST_ATTEMPTS = 16;
const MOST_AT_ONCE = 20;
const PAUSES = { leastMs: 60_000, mostMs: 7_200_000 };
/** A process that died while it sent does not keep the report. */
export const CLAIM_MS = 180_000;

type Outcome = { readonly state: 'sent' | 'failed' | 'again'; readonly result: string };
const failed = (result: string): Outcome => ({ state: 'failed', result });
const again = (result: string): Outcome => ({ state: 'again', result });

export class ReportTurn {
	readonly #options: TurnOptions;

	constructor(options: TurnOptions) {
		this.#options = options;
	}

	/** Everything that is due now. */
	async run(): Promise<void> {
		await this.#queueDue();
		for (const run of await this.#waiting()) await this.#attempt(run);
	}

	/** What was due while nobody was there is sent once, not once for each time. */
	async #queueDue(): Promise<void> {
		const { database, now, zone } = this.#options;
		const rows = await database
			.selectFrom('report_schedules')
			.selectAll()
			.where('next_at_ms', '<=', now())
			.where('archived_at_ms', 'is', null)
			.orderBy('next_at_ms')
			.limit(MOST_AT_ONCE)
			.execute();
		for (const stored of rows.map(scheduleOfRow)) {
			const dueMs = stored?.nextAtMs ?? null;
			if (stored === null || dueMs === null) continue;
			await database.transaction().execute(async (transaction) => {
				const { numUpdatedRows } = await transaction
					.updateTable('report_schedules')
					.set({ next_at_ms: nextDue(stored.schedule, now(), zone) })
					.where('id', '=', stored.id)
					.where('next_at_ms', '=', dueMs)
					.executeTakeFirst();
				if (numUpdatedRows !== 1n) return;
				const id = `${stored.id}.${dueMs}`;
				await insertRun(transaction, { id, schedule: stored, dueMs, zone });
			});
		}
	}

	async #waiting(): Promise<ReportRun[]> {
		const rows = await this.#options.database
			.selectFrom('report_runs')
			.selectAll()
			.where('state', '=', 'waiting')
			.where('next_at_ms', '<=', this.#options.now())
			.orderBy('next_at_ms')
			.limit(MOST_AT_ONCE)
			.execute();
		return rows.map(runOfRow);
	}

	async #attempt(run: ReportRun): Promise<void> {
		const { database, now, onError } = this.#options;
		const attempts = run.attempts + 1;
		const { numUpdatedRows } = await database
			.updateTable('report_runs')
			.set({ attempts, next_at_ms: now() + CLAIM_MS })
			.where('id', '=', run.id)
			.where('state', '=', 'waiting')
			.where('attempts', '=', run.attempts)
			.executeTakeFirst();
		if (numUpdatedRows !== 1n) return;
		const outcome = await this.#send(run).catch((error: unknown) => {
			onError(error);
			return again(error instanceof QueryError ? 'database' : 'error');
		});
		const isOver = outcome.state !== 'again' || attempts >= MOST_ATTEMPTS;
		await database
			.updateTable('report_runs')
			.set({
				result: outcome.result,
				next_at_ms: now() + pauseAfter(attempts, PAUSES, Math.random),
				...(isOver
					? { state: outcome.state === 'sent' ? 'sent' : 'failed', finished_at_ms: now() }
					: {})
			})
			.where('id', '=', run.id)
			.execute();
	}

	async #send(run: ReportRun): Promise<Outcome> {
		const { database, mailer, frozen } = this.#options;
		const stored = await findSchedule(database, run.schedule);
		if (!stored) return failed('gone');
		if (mailer === null) return failed('no-smtp');
		const kept = run.frozen === null ? null : await frozen.find(run.frozen);
		const found = kept ?? (await this.#freeze(run, stored));
		if ('state' in found) return found;
		if (!found.isIntact || found.content === null) return failed('damaged');
		return this.#mail(mailer, run, { stored, found });
	}

	/** Kept before it is sent: whoever gets it by a later attempt gets the same numbers. */
	async #freeze(run: ReportRun, stored: StoredSchedule): Promise<FoundFrozen | Outcome> {
		const { database, frozen, owners, page: pageFor } = this.#options;
		const principal = await ownersPrincipal(owners, stored.createdBy);
		const page = principal && (await pageFor(principal, { ...stored, month: run.month }));
		if (!page) return failed('no-right');
		if (page.view.period.month !== run.month) return failed('not-begun');
		if (page.unanswered.length > 0) return again('database');
		const content = await freezePage(database, page);
		const id = await database.transaction().execute(async (transaction) => {
			const period = await frozen.add({ content, note: '' }, SYSTEM, transaction);
			await transaction
				.updateTable('report_runs')
				.set({ frozen: period.id })
				.where('id', '=', run.id)
				.execute();
			return period.id;
		});
		const found = await frozen.find(id);
		if (!found) throw new Error('what was just frozen cannot be read');
		return found;
	}

	async #mail(
		mailer: Pick<Mailer, 'send'>,
		run: ReportRun,
		{ stored, found }: { readonly stored: StoredSchedule; readonly found: FoundFrozen }
	): Promise<Outcome> {
		const { now, zone, origin } = this.#options;
		const { content, hash, createdAtMs } = found;
		if (content === null) return failed('damaged');
		const { language, files: kinds, recipients } = stored.schedule;
		const words = await reportWords(language);
		const page = thaw(content, language);
		const frozen = { hash, atMs: createdAtMs };
		const files = await Promise.all(
			kinds.map((kind) => makeReport(kind, page, words, { frozen, nowMs: now() }))
		);
		const link = origin === null ? null : `${origin}/scorecards/frozen/${found.id}`;
		return mailer.send(run.id, recipients, reportLetter(page, { words, files, link, zone }));
	}
}
