/** Plans of the own teams: what an import would change and its saving, and decisions about exceptions. */
import { createHash } from 'node:crypto';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { ImportFault } from '#lib/domain/workforce/import-activity.ts';
import type { PlannableAgent } from '#lib/domain/workforce/import-agents.ts';
import { plusDays, startOfDate } from '#lib/domain/workforce/import-clock.ts';
import { readScheduleFile } from '#lib/domain/workforce/import-file.ts';
import type { ReadFile } from '#lib/domain/workforce/import-file.ts';
import { planImport } from '#lib/domain/workforce/import-plan.ts';
import type { ChangeKind, KnownShift, ShiftChange } from '#lib/domain/workforce/import-plan.ts';
import type { Actor } from '../audit/audit-log.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { plannableAgents, shiftsInRange } from '../queries/workforce-lanes.ts';
import type { OutboxSender, SendFault } from '../queues/outbox-sender.ts';
import type { Outbox } from '../store/outbox.ts';
import type { PeopleStore } from '../store/people.ts';
import { waitingDecision, waitingShift } from './schedule-events.ts';
import type { ExceptionDraft, WaitingDecision } from './schedule-events.ts';
import type { ScheduleStore } from './schedule-store.ts';

export interface ImportRequest {
	readonly text: string;
	/** Of the file, for the audit log. */
	readonly name: string;
	/** Whom the whole file is for; null: it says so. */
	readonly agent: string | null;
	readonly fromDate: string;
	/** Whether what is planned on the days of the file and not in it is withdrawn. */
	readonly mayRemove: boolean;
}

export interface ImportPreview {
	readonly changes: readonly ShiftChange[];
	readonly counts: Readonly<Record<ChangeKind, number>>;
	readonly faults: readonly ImportFault[];
	/** Something of the file can be taken. */
	readonly isReadable: boolean;
	readonly leftOut: number;
	/** Names this very outcome: what is saved is what was shown. */
	readonly digest: string;
	/** Names of the agents by their ids. */
	readonly names: Readonly<Record<string, string>>;
}

/** Who asks, and whom they reach. */
export interface Asker {
	readonly scope: RowScope;
	readonly actor: Actor;
}

export type SaveResult =
	| { readonly ok: true; readonly saved: number }
	| {
			readonly ok: false;
			readonly why: 'faults' | 'moved' | 'nothing';
			readonly preview: ImportPreview;
	  };

export interface ScheduleDesk {
	/** By name; rejects with QueryError when the database does not answer, like all that follow. */
	agents(asker: Pick<Asker, 'scope'>): Promise<PlannableAgent[]>;
	preview(request: ImportRequest, asker: Pick<Asker, 'scope'>): Promise<ImportPreview>;
	save(
		request: ImportRequest,
		confirmed: { readonly digest: string; readonly withoutFaults: boolean },
		asker: Asker
	): Promise<SaveResult>;
	/** False for an agent out of reach, who is answered like one who is not there. */
	decide(draft: ExceptionDraft, asker: Asker): Promise<boolean>;
	waitingDecisions(): Promise<WaitingDecision[]>;
	/** What still has to reach ingest, and why it has not. */
	waiting(): Promise<{ count: number; oldestMs: number | null; fault: SendFault | null }>;
}

export interface DeskOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly people: Pick<PeopleStore, 'list'>;
	readonly store: ScheduleStore;
	readonly outbox: Outbox;
	readonly sender: Pick<OutboxSender, 'wake' | 'fault'>;
	/** Of the centre. */
	readonly zone: string;
}

const MOST_WAITING = 20_000;

const digestOf = (changes: readonly ShiftChange[]): string =>
	createHash('sha256')
		.update(JSON.stringify(changes.map(({ line: _line, ...change }) => change)))
		.digest('base64url');

const shiftKey = ({ agent, shift }: { agent: string; shift: string }): string =>
	JSON.stringify([agent, shift]);

const countsOf = (changes: readonly ShiftChange[]): Record<ChangeKind, number> => {
	const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
	for (const { kind } of changes) counts[kind] += 1;
	return counts;
};

class StoredScheduleDesk implements ScheduleDesk {
	readonly #options: DeskOptions;

	constructor(options: DeskOptions) {
		this.#options = options;
	}

	async agents({ scope }: Pick<Asker, 'scope'>): Promise<PlannableAgent[]> {
		const { clickhouse, tenant, people } = this.#options;
		const [rows, persons] = await Promise.all([
			clickhouse.query('report', plannableAgents, { tenant }, { scope }),
			people.list()
		]);
		const emails = new Map(persons.map(({ agent, email }) => [agent, email]));
		return rows.map(({ agent, name }) => ({ agent, name, email: emails.get(agent) ?? '' }));
	}

	async preview(request: ImportRequest, asker: Pick<Asker, 'scope'>): Promise<ImportPreview> {
		const agents = await this.agents(asker);
		const options = { ...request, zone: this.#options.zone };
		const file = readScheduleFile(request.text, options, agents);
		const changes = planImport({
			...file,
			known: await this.#known(file, asker),
			zone: this.#options.zone,
			mayRemove: request.mayRemove
		});
		const concerned = new Set(changes.map(({ agent }) => agent));
		return {
			changes: changes.filter(({ kind }) => kind !== 'unchanged'),
			counts: countsOf(changes),
			faults: file.faults,
			isReadable: file.drafts.length > 0 || changes.length > 0,
			leftOut: file.leftOut,
			digest: digestOf(changes),
			names: Object.fromEntries(
				agents
					.filter(({ agent }) => concerned.has(agent))
					.map(({ agent, name }) => [agent, name === '' ? agent : name])
			)
		};
	}

	async save(
		request: ImportRequest,
		{ digest, withoutFaults }: { digest: string; withoutFaults: boolean },
		asker: Asker
	): Promise<SaveResult> {
		const preview = await this.preview(request, asker);
		if (preview.faults.length > 0 && (!withoutFaults || !preview.isReadable))
			return { ok: false, why: 'faults', preview };
		if (preview.digest !== digest) return { ok: false, why: 'moved', preview };
		if (preview.changes.length === 0) return { ok: false, why: 'nothing', preview };
		await this.#options.store.saveImport(preview.changes, request.name, asker.actor);
		this.#options.sender.wake();
		return { ok: true, saved: preview.changes.length };
	}

	async decide(draft: ExceptionDraft, { scope, actor }: Asker): Promise<boolean> {
		const { clickhouse, tenant, store, sender } = this.#options;
		const rows = await clickhouse.query('report', plannableAgents, { tenant }, { scope });
		if (!rows.some(({ agent }) => agent === draft.agent)) return false;
		await store.decide(draft, actor);
		sender.wake();
		return true;
	}

	async waitingDecisions(): Promise<WaitingDecision[]> {
		const entries = await this.#options.outbox.waiting(MOST_WAITING, 'schedule.exception');
		return entries.map(waitingDecision).filter((decision) => decision !== null);
	}

	async waiting(): Promise<{ count: number; oldestMs: number | null; fault: SendFault | null }> {
		const { outbox, sender } = this.#options;
		const [count, [oldest]] = await Promise.all([outbox.count(), outbox.waiting(1)]);
		return {
			count,
			oldestMs: oldest?.createdAtMs ?? null,
			fault: count === 0 ? null : sender.fault
		};
	}

	/** What the database holds, and over it what was saved here and is on its way. */
	async #known({ coverage }: ReadFile, { scope }: Pick<Asker, 'scope'>): Promise<KnownShift[]> {
		if (coverage.length === 0) return [];
		const { clickhouse, tenant, zone, outbox } = this.#options;
		const from = coverage.map(({ fromDate }) => fromDate).sort()[0] ?? '';
		const to =
			coverage
				.map(({ toDate }) => toDate)
				.sort()
				.at(-1) ?? from;
		const entries = await outbox.waiting(MOST_WAITING, 'schedule.shift');
		const rows = await clickhouse.query(
			'report',
			shiftsInRange,
			{
				tenant,
				fromMs: startOfDate(plusDays(from, -1), zone),
				toMs: startOfDate(plusDays(to, 2), zone),
				agents: coverage.map(({ agent }) => agent)
			},
			{ scope }
		);
		const stored = rows.map(({ agent, shift, revision, activities, fromMs, toMs }): KnownShift => ({
			agent,
			shift,
			revision,
			activities: activities
				.map((activity, index) => ({
					activity,
					startMs: fromMs[index] ?? 0,
					endMs: toMs[index] ?? 0
				}))
				.filter(({ startMs, endMs }) => startMs < endMs)
		}));
		const known = new Map(stored.map((shift) => [shiftKey(shift), shift]));
		for (const entry of entries) {
			const shift = waitingShift(entry);
			if (shift && shift.revision >= (known.get(shiftKey(shift))?.revision ?? 0))
				known.set(shiftKey(shift), shift);
		}
		return [...known.values()];
	}
}

export const createScheduleDesk = (options: DeskOptions): ScheduleDesk =>
	new StoredScheduleDesk(options);
