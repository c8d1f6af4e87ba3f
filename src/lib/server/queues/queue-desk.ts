/**
 * The settings of queues as the administration sees them: what the database of events holds is what walls show, and what
 * was saved here shows at once, marked as on its way until ingest has it.
 */
import type { ServiceLevelFormula } from '#lib/domain/events/event-types.ts';
import { SERVICE_LEVEL_FORMULAS } from '#lib/domain/events/event-types.ts';
import { effectiveAt } from '#lib/domain/queues/effective.ts';
import type { KnownVersion } from '#lib/domain/queues/effective.ts';
import type { QueueVersion } from '#lib/domain/queues/queue-version.ts';
import type { Actor } from '../audit/audit-log.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { QueryError } from '../clickhouse/query.ts';
import type { RowOf } from '../clickhouse/query.ts';
import { queueSettings } from '../queries/queue-settings.ts';
import { queueVersions } from '../queries/queue-versions.ts';
import type { Outbox } from '../store/outbox.ts';
import type { QueueSettingsStore, SavedVersion } from '../store/queue-settings.ts';
import type { OutboxSender, SendFault } from './outbox-sender.ts';

export interface ListedVersion extends KnownVersion {
	/** Ingest does not have it yet. */
	readonly isOnItsWay: boolean;
	/** Null: told by a producer, or changed by one since. */
	readonly savedBy: string | null;
	readonly changedAtMs: number | null;
}

export interface DeskQueue {
	readonly queue: string;
	readonly now: QueueVersion;
	/** Oldest first. */
	readonly versions: readonly ListedVersion[];
}

export interface Desk {
	/** By name. */
	readonly queues: readonly DeskQueue[];
	/** The database of events did not answer: only what was saved here is known. */
	readonly isDatabaseAway: boolean;
}

export interface QueueDesk {
	list(): Promise<Desk>;
	/** Never null: a queue nobody has heard of has the settings of its channel. */
	find(queue: string): Promise<DeskQueue & Pick<Desk, 'isDatabaseAway'>>;
	save(
		change: { queue: string; validFromMs: number; version: QueueVersion },
		actor: Actor
	): Promise<SavedVersion>;
	/** What still has to reach ingest, and why it has not. */
	waiting(): Promise<{ count: number; oldestMs: number | null; fault: SendFault | null }>;
}

export interface DeskOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly settings: QueueSettingsStore;
	readonly outbox: Outbox;
	readonly sender: Pick<OutboxSender, 'wake' | 'fault'>;
	/** Of queues that name none. */
	readonly zone: string;
	readonly now: () => number;
}

type VersionRow = RowOf<typeof queueVersions>;
type NowRow = RowOf<typeof queueSettings>;

const MOST_WAITING = 1000;
const versionKey = (queue: string, validFromMs: number): string =>
	JSON.stringify([queue, validFromMs]);

const isFormula = (text: string): text is ServiceLevelFormula =>
	(SERVICE_LEVEL_FORMULAS as readonly string[]).includes(text);
const text = (value: string): string | null => (value === '' ? null : value);
const wait = (value: number): number | null => (value < 0 ? null : value);

const UNSAID = { hours: null, holidays: null } as const;

const toldBy = (row: VersionRow): Omit<KnownVersion, 'validFromMs' | 'hours' | 'holidays'> => ({
	name: text(row.name),
	channel: text(row.channel),
	zone: text(row.zone),
	thresholdMs: wait(row.thresholdMs),
	shortAbandonMs: wait(row.shortAbandonMs),
	slFormula: isFormula(row.formula) ? row.formula : null
});

/** Hours and holidays of a version that was saved here; producers cannot tell them. */
const hoursOf = ({ version }: SavedVersion): Pick<KnownVersion, 'hours' | 'holidays'> => ({
	hours: version.hours ?? 'always',
	holidays: version.holidays
});

const asSaved = ({ hours: _hours, holidays: _holidays, ...rest }: QueueVersion): typeof rest =>
	rest;

/** Whether the database holds what was saved here: a producer may have said otherwise since. */
function isSame(row: VersionRow, { version }: SavedVersion): boolean {
	const told = toldBy(row);
	return (Object.keys(told) as (keyof typeof told)[]).every(
		(field) => told[field] === version[field]
	);
}

function merge(
	validFromMs: number,
	row: VersionRow | undefined,
	saved: SavedVersion | undefined,
	isOnItsWay: boolean
): ListedVersion {
	const holdsSaved = saved !== undefined && (isOnItsWay || !row || isSame(row, saved));
	const fields = holdsSaved || !row ? saved && asSaved(saved.version) : toldBy(row);
	return {
		validFromMs,
		name: null,
		channel: null,
		zone: null,
		thresholdMs: null,
		shortAbandonMs: null,
		slFormula: null,
		...UNSAID,
		...fields,
		...(saved ? hoursOf(saved) : {}),
		isOnItsWay,
		savedBy: holdsSaved ? saved.changedBy : null,
		changedAtMs: holdsSaved ? saved.changedAtMs : null
	};
}

interface Known {
	readonly nowRows: readonly NowRow[];
	readonly rows: readonly VersionRow[];
	readonly isDatabaseAway: boolean;
	readonly saved: readonly SavedVersion[];
	readonly onTheirWay: ReadonlySet<string>;
}

class StoredQueueDesk implements QueueDesk {
	readonly #options: DeskOptions;
	readonly #byName = new Intl.Collator('es', { numeric: true });

	constructor(options: DeskOptions) {
		this.#options = options;
	}

	async list(): Promise<Desk> {
		const known = await this.#read('');
		const ids = new Set([
			...known.nowRows.map(({ queue }) => queue),
			...known.saved.map(({ queue }) => queue)
		]);
		const queues = [...ids]
			.map((queue) => this.#queue(queue, known))
			.sort((a, b) => this.#byName.compare(a.now.name, b.now.name));
		return { queues, isDatabaseAway: known.isDatabaseAway };
	}

	async find(queue: string): Promise<DeskQueue & Pick<Desk, 'isDatabaseAway'>> {
		const known = await this.#read(queue);
		return { ...this.#queue(queue, known), isDatabaseAway: known.isDatabaseAway };
	}

	async save(
		change: { queue: string; validFromMs: number; version: QueueVersion },
		actor: Actor
	): Promise<SavedVersion> {
		const { settings, sender } = this.#options;
		const known = await this.#read(change.queue);
		const before = this.#at(change.queue, known, change.validFromMs);
		const saved = await settings.save({ ...change, before }, actor);
		sender.wake();
		return saved;
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

	async #read(queue: string): Promise<Known> {
		const { settings, outbox } = this.#options;
		const [database, saved, waiting] = await Promise.all([
			this.#ask(queue),
			settings.list(queue === '' ? undefined : queue),
			outbox.waiting(MOST_WAITING, 'reference.queue')
		]);
		const onTheirWay = waiting.map(({ event: { subject, data } }) => {
			const { validFrom } = data;
			return versionKey(subject, typeof validFrom === 'string' ? Date.parse(validFrom) : 0);
		});
		return { ...database, saved, onTheirWay: new Set(onTheirWay) };
	}

	async #ask(queue: string): Promise<Pick<Known, 'nowRows' | 'rows' | 'isDatabaseAway'>> {
		const { clickhouse, tenant } = this.#options;
		try {
			const [nowRows, rows] = await Promise.all([
				clickhouse.query('live', queueSettings, { tenant }),
				clickhouse.query('live', queueVersions, { tenant, queue })
			]);
			return { nowRows, rows, isDatabaseAway: false };
		} catch (error) {
			if (error instanceof QueryError) return { nowRows: [], rows: [], isDatabaseAway: true };
			throw error;
		}
	}

	#versions(queue: string, { rows, saved, onTheirWay }: Known): ListedVersion[] {
		const ofQueue = <T extends { queue: string; validFromMs: number }>(list: readonly T[]) =>
			new Map(list.filter((one) => one.queue === queue).map((one) => [one.validFromMs, one]));
		const [told, kept] = [ofQueue(rows), ofQueue(saved)];
		return [...new Set([...told.keys(), ...kept.keys()])]
			.sort((a, b) => a - b)
			.map((validFromMs) =>
				merge(
					validFromMs,
					told.get(validFromMs),
					kept.get(validFromMs),
					onTheirWay.has(versionKey(queue, validFromMs))
				)
			);
	}

	#at(queue: string, known: Known, atMs: number): QueueVersion {
		const row = known.nowRows.find((one) => one.queue === queue);
		return effectiveAt(this.#versions(queue, known), atMs, {
			queue,
			seenChannel: row?.channel ?? '',
			zone: this.#options.zone
		});
	}

	#queue(queue: string, known: Known): DeskQueue {
		return {
			queue,
			now: this.#at(queue, known, this.#options.now()),
			versions: this.#versions(queue, known)
		};
	}
}

export const createQueueDesk = (options: DeskOptions): QueueDesk => new StoredQueueDesk(options);
