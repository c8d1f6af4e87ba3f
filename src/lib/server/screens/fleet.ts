/**
 * The screens that are on: what each last said of itself, newest here in memory, and for other web processes in the store
 * once a minute. What an administrator changes reaches screens of this process at once, and those of others by the store.
 */
import type { Kysely } from 'kysely';
import type { Principal, ScreenPrincipal } from '#lib/domain/access/principal.ts';
import type { PaintReport, ScreenReport } from '#lib/domain/screens/paint-report.ts';
import type { Report, ScreenNotice } from '#lib/live/protocol.ts';
import type { LiveHub } from '../live/hub.ts';
import type { StoreSchema } from '../store/schema.ts';
import type { Screen, ScreenStore } from '../store/screens.ts';

/** A connection of a viewer, as the hub has it. */
export interface Reporting {
	readonly principal: Principal;
	readonly openedAtMs: number;
	readonly session: { tell(message: ScreenNotice): void };
}

/** What it watches. */
export interface Painted {
	readonly board: { readonly id: string };
	hashAt(seq: number): string | null;
}

export interface FleetOptions {
	readonly database: Kysely<StoreSchema>;
	readonly screens: Pick<ScreenStore, 'saveReport'>;
	readonly now: () => number;
	/** Has the connections of this process. */
	readonly hub: () => Pick<LiveHub, 'tell' | 'principalsChanged'>;
	readonly onError: (error: unknown) => void;
	readonly watchMs?: number;
}

export interface Newest {
	readonly report: ScreenReport | null;
	/** This process has heard it itself; else it is what another wrote down, up to a minute late. */
	readonly isHeardHere: boolean;
}

export interface Fleet {
	/** [R1] [R3] A screen says what it has painted; whatever anybody else says is not heard. */
	heard(from: Reporting, report: Report, painted: Painted): void;
	newest(screen: Screen): Newest;
	/** Its boards, its name, or whether it is paired at all. */
	changed(id: string): void;
	/** It shows its name for a while, wherever it is connected. */
	identify(id: string, name: string): Promise<void>;
	stop(): void;
}

const LEAST_GAP_MS = 5000;
const SAVE_EVERY_MS = 60_000;
const WATCH_MS = 5000;
export const IDENTIFY_MS = 10_000;
const FORGET_MS = 60_000;
/** Rows of `meta`: when somebody asked, in milliseconds. */
const IDENTIFY = 'screen-identify:';

class StoredFleet implements Fleet {
	readonly #options: FleetOptions;
	readonly #newest = new Map<string, ScreenReport>();
	readonly #savedAtMs = new Map<string, number>();
	readonly #heardAtMs = new WeakMap<object, number>();
	/** As of the last look into the store. */
	#revisions: ReadonlyMap<string, number> | null = null;
	readonly #identifiedAtMs = new Map<string, number>();
	readonly #timer: NodeJS.Timeout;
	#isWatching = false;

	constructor(options: FleetOptions) {
		this.#options = options;
		this.#timer = setInterval(() => {
			if (this.#isWatching) return;
			this.#isWatching = true;
			void this.#watch()
				.catch(options.onError)
				.finally(() => {
					this.#isWatching = false;
				});
		}, options.watchMs ?? WATCH_MS);
		this.#timer.unref();
	}

	heard(from: Reporting, { type: _type, ...report }: Report, painted: Painted): void {
		const { principal, session } = from;
		if (principal.kind !== 'screen') return;
		const atMs = this.#options.now();
		if (atMs - (this.#heardAtMs.get(from) ?? Number.NEGATIVE_INFINITY) < LEAST_GAP_MS) return;
		this.#heardAtMs.set(from, atMs);
		session.tell({ type: 'reported', n: report.n });
		this.#note(principal, { ...judged(report, painted), atMs, connectedAtMs: from.openedAtMs });
	}

	newest({ id, report: stored }: Screen): Newest {
		const here = this.#newest.get(id);
		if (here && here.atMs >= (stored?.atMs ?? 0)) return { report: here, isHeardHere: true };
		return { report: stored, isHeardHere: false };
	}

	changed(id: string): void {
		const hub = this.#options.hub();
		hub.tell(id, { type: 'screen-changed' });
		hub.principalsChanged();
	}

	async identify(id: string, name: string): Promise<void> {
		const { database, now, hub } = this.#options;
		const atMs = now();
		this.#identifiedAtMs.set(id, atMs);
		hub().tell(id, { type: 'identify', name, forMs: IDENTIFY_MS });
		const row = { name: `${IDENTIFY}${id}`, value: String(atMs) };
		await database
			.insertInto('meta')
			.values(row)
			.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: row.value }))
			.execute();
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	#note({ id }: ScreenPrincipal, report: ScreenReport): void {
		this.#newest.set(id, report);
		const savedAtMs = this.#savedAtMs.get(id) ?? Number.NEGATIVE_INFINITY;
		if (report.atMs - savedAtMs < SAVE_EVERY_MS) return;
		this.#savedAtMs.set(id, report.atMs);
		this.#options.screens.saveReport(id, report).catch(this.#options.onError);
	}

	/** What other web processes have done meanwhile, for the screens that are with this one. */
	async #watch(): Promise<void> {
		this.#forgetSilent();
		if (this.#newest.size === 0) return;
		const { database } = this.#options;
		const rows = await database
			.selectFrom('screens')
			.select(['id', 'name', 'revision'])
			.where('revoked_at_ms', 'is', null)
			.execute();
		this.#compare(new Map(rows.map(({ id, revision }) => [id, revision])));
		const asked = await database
			.selectFrom('meta')
			.selectAll()
			.where('name', 'like', `${IDENTIFY}%`)
			.execute();
		for (const { name, value } of asked) {
			const id = name.slice(IDENTIFY.length);
			const screen = rows.find((row) => row.id === id);
			await this.#identifyFromStore(id, screen?.name ?? null, Number(value));
		}
	}

	#compare(revisions: ReadonlyMap<string, number>): void {
		const before = this.#revisions ?? revisions;
		this.#revisions = revisions;
		for (const [id, revision] of before) {
			if (revisions.get(id) !== revision) this.changed(id);
		}
	}

	async #identifyFromStore(id: string, name: string | null, atMs: number): Promise<void> {
		const { database, now, hub } = this.#options;
		const leftMs = atMs + IDENTIFY_MS - now();
		const isNew = atMs > (this.#identifiedAtMs.get(id) ?? 0);
		if (name !== null && leftMs > 0 && isNew) {
			this.#identifiedAtMs.set(id, atMs);
			hub().tell(id, { type: 'identify', name, forMs: leftMs });
		}
		if (leftMs > -FORGET_MS) return;
		this.#identifiedAtMs.delete(id);
		await database.deleteFrom('meta').where('name', '=', `${IDENTIFY}${id}`).execute();
	}

	/** Its last word is in the store; if it is with another process now, that one is newer. */
	#forgetSilent(): void {
		const nowMs = this.#options.now();
		for (const [id, { atMs }] of this.#newest) {
			if (nowMs - atMs < 5 * FORGET_MS) continue;
			this.#newest.delete(id);
			this.#savedAtMs.delete(id);
		}
	}
}

/** [R2] */
function judged(
	report: PaintReport,
	painted: Painted
): PaintReport & Pick<ScreenReport, 'board' | 'proof'> {
	const hash = painted.hashAt(report.seq);
	const proof = hash === null ? 'unknown' : hash === report.hash ? 'match' : 'differs';
	return { ...report, board: painted.board.id, proof };
}

export const createFleet = (options: FleetOptions): Fleet => new StoredFleet(options);
