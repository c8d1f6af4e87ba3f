/** Which numbers of the past may have become others: what arrived in the database, by the days it was about. */
import type { Source } from '#lib/domain/metrics/measures.ts';
import { touchedDays } from '../queries/touched-days.ts';
import type { TouchedDay } from '../queries/touched-days.ts';
import { DEFAULT_TENANT } from '../queries/tenant.ts';
import type { ClickHouse } from '../clickhouse/client.ts';

const DAY_MS = 24 * 3_600_000;
/** What was stored at the same time may be seen a little later. */
export const SEEN_LATE_MS = 30_000;
/** Clocks of the zones of months differ from UTC by less, and events are stored up to a day apart from where they happened. */
const AROUND_MS = 2 * DAY_MS;
/** Asked again at the soonest. */
const LEAST_BETWEEN_MS = 1000;

export interface Range {
	readonly fromMs: number;
	readonly toMs: number;
}

/** How far the events of a family reach. */
interface Touch {
	/** Absent: the numbers of all sources. */
	readonly sources?: readonly Source[];
	/** `dated`: the days between where they are stored and where they happened; `since`: all from then on; `ever`: any day. */
	readonly reaches: 'dated' | 'since' | 'ever' | 'nothing';
}

const TOUCHES: Readonly<Record<string, Touch>> = {
	survey: { sources: ['surveys'], reaches: 'dated' },
	agent: { sources: ['agentTime'], reaches: 'dated' },
	// Contacts may be judged long after they were handled, and plans may be of any day.
	evaluation: { sources: ['quality'], reaches: 'ever' },
	schedule: { sources: ['agentTime'], reaches: 'ever' },
	// Settings hold from their instant on.
	reference: { reaches: 'since' },
	recording: { reaches: 'nothing' }
};
const ANY: Touch = { reaches: 'dated' };

interface Touched extends Touch, Range {
	readonly touchedAtMs: number;
}

function touchedOf([family, placed, happened, touchedAtMs]: TouchedDay): Touched {
	const touch = TOUCHES[family] ?? ANY;
	const [placedMs, happenedMs] = [Date.parse(placed), Date.parse(happened)];
	return {
		...touch,
		touchedAtMs,
		fromMs: touch.reaches === 'ever' ? -Infinity : Math.min(placedMs, happenedMs) - AROUND_MS,
		toMs: touch.reaches === 'dated' ? Math.max(placedMs, happenedMs) + DAY_MS + AROUND_MS : Infinity
	};
}

interface Options {
	readonly clickhouse: Pick<ClickHouse, 'query'>;
	readonly now: () => number;
}

export class Arrivals {
	readonly #options: Options;
	readonly #touched = new Map<string, Touched>();
	readonly #last = new Map<string, number>();
	#upToMs = 0;
	#askedAtMs = -Infinity;
	#asking: Promise<void> | null = null;
	/** Of the database less the own. */
	#clockAheadMs = 0;
	#firstMs: number | null = null;

	constructor(options: Options) {
		this.#options = options;
	}

	/** By the clock of the database. */
	get nowMs(): number {
		return this.#options.now() + this.#clockAheadMs;
	}

	/** Hour of the first contact; before it nothing was measured. Null: there is none yet. */
	get firstMs(): number | null {
		return this.#firstMs;
	}

	/** Rejects with QueryError when the database does not answer; what is known stays. */
	refresh(): Promise<void> {
		if (this.#options.now() - this.#askedAtMs < LEAST_BETWEEN_MS) return Promise.resolve();
		this.#asking ??= this.#ask().finally(() => {
			this.#asking = null;
		});
		return this.#asking;
	}

	/** When something last arrived that numbers of that time may rest on; -Infinity: nothing that is known of. `backMs`: events reach this far back. */
	lastTouch(source: Source | null, { fromMs, toMs }: Range, backMs: number): number {
		const key = [source, fromMs, toMs, backMs].join(' ');
		const known = this.#last.get(key);
		if (known !== undefined) return known;
		let last = -Infinity;
		for (const touched of this.#touched.values()) {
			if (touched.reaches === 'nothing') continue;
			if (source !== null && touched.sources?.includes(source) === false) continue;
			if (touched.fromMs - backMs >= toMs || touched.toMs <= fromMs) continue;
			last = Math.max(last, touched.touchedAtMs);
		}
		this.#last.set(key, last);
		return last;
	}

	async #ask(): Promise<void> {
		const { clickhouse, now } = this.#options;
		const params = { tenant: DEFAULT_TENANT, sinceMs: Math.max(0, this.#upToMs - SEEN_LATE_MS) };
		const [row] = await clickhouse.query('report', touchedDays, params);
		this.#askedAtMs = now();
		if (!row) return;
		this.#clockAheadMs = row.nowMs - this.#askedAtMs;
		this.#firstMs = row.firstHourS === null ? null : row.firstHourS * 1000;
		for (const day of row.touched) {
			const [family, placed, happened, touchedAtMs] = day;
			this.#touched.set([family, placed, happened].join(' '), touchedOf(day));
			this.#upToMs = Math.max(this.#upToMs, touchedAtMs);
		}
		if (row.touched.length > 0) this.#last.clear();
	}
}
