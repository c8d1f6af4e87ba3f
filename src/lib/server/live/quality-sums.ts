/** Evaluations of the last days by queue, as walls need them. Pure but for the one question. */
import { QUALITY_WINDOW_DAYS } from '#lib/domain/boards/board.ts';
import type { QualityWindow } from '#lib/domain/boards/board.ts';
import type { AnyMeasure, Sums } from '#lib/domain/metrics/measures.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { liveQuality } from '../queries/live-quality.ts';

export interface QualityOfQueue {
	/** Who was judged. */
	readonly agents: readonly string[];
	readonly sums: Sums;
}
/** By window, then by queue; a queue nobody judged anything of is not there. */
export type QualityByQueue = ReadonlyMap<QualityWindow, ReadonlyMap<string, QualityOfQueue>>;

const DAY_MS = 24 * 3_600_000;
const CLOCKS_DIFFER_MS = 5 * 60_000;
const WINDOWS = Object.entries(QUALITY_WINDOW_DAYS) as [QualityWindow, number][];
const MOST_DAYS = Math.max(...Object.values(QUALITY_WINDOW_DAYS));

/** Rejects with QueryError when the database does not answer. */
export async function readQuality(
	clickhouse: ClickHouse,
	tenant: string,
	nowMs: number
): Promise<QualityByQueue> {
	const rows = await clickhouse.query('live', liveQuality, {
		tenant,
		fromMs: nowMs - MOST_DAYS * DAY_MS,
		toMs: nowMs + CLOCKS_DIFFER_MS,
		nowMs
	});
	return new Map(
		WINDOWS.map(([window, length]) => [
			window,
			new Map(
				rows
					.filter(({ days }) => days === length)
					.map(({ queue, days: _days, agents, ...sums }) => [queue, { agents, sums }])
			)
		])
	);
}

/** Several queues together. */
export function sumQuality(queues: readonly QualityOfQueue[]): QualityOfQueue {
	const sums: Partial<Record<AnyMeasure, number>> = {};
	for (const { sums: part } of queues) {
		for (const [measure, amount] of Object.entries(part) as [AnyMeasure, number][])
			sums[measure] = (sums[measure] ?? 0) + amount;
	}
	return { agents: [...new Set(queues.flatMap(({ agents }) => agents))], sums };
}
