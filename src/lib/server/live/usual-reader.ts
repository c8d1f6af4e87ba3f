/** Keeps usual days for boards: asked beside everything else, once an hour and when the day changes. */
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { UsualDay } from '#lib/domain/outlook/usual-day.ts';
import { dayAt } from '#lib/domain/outlook/usual-day.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { readUsual } from '../outlook/read-usual.ts';

interface Options {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly onError: (error: unknown) => void;
}

type ByQueue = ReadonlyMap<string, UsualDay>;
interface Known {
	readonly days: ByQueue;
	readonly dayMs: number;
	readonly readAtMs: number;
}

/** Weeks that are over change seldom: by events that come late. */
const KEEP_MS = 3_600_000;
const AFTER_FAILURE_MS = 30_000;

export class UsualReader {
	readonly #options: Options;
	readonly #known = new Map<string, Known>();
	#reading = false;
	#failedAtMs = Number.NEGATIVE_INFINITY;

	constructor(options: Options) {
		this.#options = options;
	}

	/** By zone. What cannot be read now is what was read before: a wall does not wait for a forecast. */
	async read(zones: ReadonlySet<string>, nowMs: number): Promise<ReadonlyMap<string, ByQueue>> {
		for (const zone of zones) {
			const known = this.#known.get(zone);
			const today = known?.dayMs === dayAt(nowMs, zone).fromMs;
			if (today && nowMs - known.readAtMs < KEEP_MS) continue;
			const refreshed = this.#refresh(zone, nowMs);
			// Once there is something to show, nothing waits for what is newer.
			if (!today) await refreshed;
		}
		return new Map(
			[...zones].flatMap((zone) => {
				const known = this.#known.get(zone);
				return known ? [[zone, known.days] as const] : [];
			})
		);
	}

	async #refresh(zone: string, nowMs: number): Promise<void> {
		if (this.#reading || nowMs - this.#failedAtMs < AFTER_FAILURE_MS) return;
		this.#reading = true;
		const dayMs = dayAt(nowMs, zone).fromMs;
		const known = this.#known.get(zone);
		const { clickhouse, tenant, onError } = this.#options;
		try {
			// The floor is narrowed afterwards for each kind of viewer.
			const days = await readUsual({ clickhouse, tenant, nowMs, zone, scope: EVERYTHING });
			this.#known.set(zone, { days, dayMs, readAtMs: nowMs });
		} catch (error) {
			this.#failedAtMs = nowMs;
			onError(error);
			// Of another weekday it would be wrong.
			if (known && known.dayMs !== dayMs) this.#known.delete(zone);
		} finally {
			this.#reading = false;
		}
	}
}
