/** Keeps the newest floor that could be read, how long reading took, and up to when it is complete. */
import type { ClickHouse } from '../clickhouse/client.ts';
import { EMPTY_FLOOR, readFloor } from './floor.ts';
import type { AgentNow, Floor, QueueSettings } from './floor.ts';
import type { BoardNeeds } from './needs.ts';

/** Whether commits are heard of: `polling` when nothing tells, `lost` when what told has gone. */
export type NoticeSource = 'connected' | 'polling' | 'lost';

export interface FloorReaderOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly now: () => number;
	readonly notices: () => NoticeSource;
	readonly onError: (error: unknown) => void;
}

/** Windows slide and midnight passes: the floor is read again although nothing was committed. */
const SLIDE_MS = 5000;
const POLL_MS = 1000;
/** Settings and trends. */
const SLOW_MS = 5000;
/** A page waits this long for numbers, then it is sent without. */
const PATIENCE_MS = 2000;

export class FloorReader {
	readonly #options: FloorReaderOptions;
	#floor: Floor = EMPTY_FLOOR;
	#readAt = Number.NEGATIVE_INFINITY;
	#slowAt = Number.NEGATIVE_INFINITY;
	#completeAtMs: number | null = null;
	#lastTookMs = 0;
	#failing = false;
	/** A commit was heard of after the newest reading began. */
	#behind = true;
	#reading: Promise<void> | null = null;
	/** What the floor holds; a board that needs more makes it read more. */
	#has: BoardNeeds = { rolling: false, todayZones: new Set(), agents: false, trend: false };

	constructor(options: FloorReaderOptions) {
		this.#options = options;
	}

	get floor(): Floor {
		return this.#floor;
	}

	get lastTookMs(): number {
		return this.#lastTookMs;
	}

	/** The next reading has something to find. */
	committed(): void {
		this.#behind = true;
	}

	/**
	 * Up to when the numbers are complete. While commits are heard of and none came, that is now; it stands still while the
	 * database does not answer or nobody tells of commits any more.
	 */
	get asOfMs(): number | null {
		const current = this.#completeAtMs !== null && !this.#failing && !this.#behind;
		const quiet = current && this.#options.notices() === 'connected';
		return quiet ? this.#options.now() : this.#completeAtMs;
	}

	isDue(): boolean {
		const everyMs = this.#options.notices() === 'connected' && !this.#failing ? SLIDE_MS : POLL_MS;
		return performance.now() - this.#readAt >= everyMs;
	}

	get isReading(): boolean {
		return this.#reading !== null;
	}

	/** Resolves when nothing is being read, or after `mostMs`. */
	async settled(mostMs: number): Promise<void> {
		if (this.#reading) await within(this.#reading, mostMs);
	}

	async queues(): Promise<ReadonlyMap<string, QueueSettings>> {
		await this.#alone(() => this.#readNow(this.#has, true));
		return this.#floor.queues;
	}

	async agents(): Promise<readonly AgentNow[]> {
		await this.#alone(() => this.#readNow({ ...this.#has, agents: true }, false));
		return this.#floor.agents;
	}

	/** Reads what the boards that are looked at need. Never rejects. */
	read(needs: BoardNeeds): Promise<void> {
		return this.#alone(() => this.#readNow(needs, false));
	}

	/** Waits until the floor holds what a board needs, but not longer than a page may wait. Never rejects. */
	async provide(needs: BoardNeeds): Promise<void> {
		if (this.#covers(needs)) return;
		const enough = this.#alone(async () => {
			// Whoever was before may have read it: two hundred screens that come back need it once.
			if (!this.#covers(needs)) await this.#readNow(union(this.#has, needs), true);
		});
		await within(enough, PATIENCE_MS);
	}

	/** One reading after the other: an older answer never replaces a newer one. */
	#alone(task: () => Promise<void>): Promise<void> {
		const mine = (this.#reading ?? Promise.resolve()).then(task).finally(() => {
			if (this.#reading === mine) this.#reading = null;
		});
		this.#reading = mine;
		return mine;
	}

	#covers(needs: BoardNeeds): boolean {
		const has = this.#has;
		return (
			this.#completeAtMs !== null &&
			performance.now() - this.#readAt < 2 * SLIDE_MS &&
			(has.rolling || !needs.rolling) &&
			(has.agents || !needs.agents) &&
			(has.trend || !needs.trend) &&
			[...needs.todayZones].every((zone) => has.todayZones.has(zone))
		);
	}

	async #readNow(needs: BoardNeeds, slowNow: boolean): Promise<void> {
		const { clickhouse, tenant, now, notices } = this.#options;
		const startedAt = performance.now();
		const nowMs = now();
		const wasBehind = this.#behind;
		this.#behind = false;
		const slow =
			slowNow || startedAt - this.#slowAt >= SLOW_MS || (needs.trend && !this.#has.trend);
		try {
			this.#floor = await readFloor({
				clickhouse,
				tenant,
				nowMs,
				needs: { ...needs, slow },
				before: this.#floor
			});
			this.#failing = false;
			this.#has = needs;
			// A queue that was never seen before has a name to be asked for.
			this.#slowAt = hasUnknownQueue(this.#floor)
				? Number.NEGATIVE_INFINITY
				: slow
					? startedAt
					: this.#slowAt;
			// After a loss the events may be waiting where we cannot see them.
			if (notices() !== 'lost') this.#completeAtMs = nowMs;
		} catch (error) {
			if (!this.#failing) this.#options.onError(error);
			this.#failing = true;
			this.#behind ||= wasBehind;
		} finally {
			this.#readAt = performance.now();
			this.#lastTookMs = this.#readAt - startedAt;
		}
	}
}

/** Resolves with the promise, or when it takes too long. */
async function within(promise: Promise<void>, mostMs: number): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, mostMs);
	});
	await Promise.race([promise, late]);
	clearTimeout(timer);
}

function hasUnknownQueue({ queues, waiting, rolling }: Floor): boolean {
	return [...waiting.keys(), ...rolling['60m'].keys()].some(
		(queue) => queue !== '' && !queues.has(queue)
	);
}

function union(a: BoardNeeds, b: BoardNeeds): BoardNeeds {
	return {
		rolling: a.rolling || b.rolling,
		todayZones: new Set([...a.todayZones, ...b.todayZones]),
		agents: a.agents || b.agents,
		trend: a.trend || b.trend
	};
}
