/** What a tick of a board costs as the contacts of today grow. */
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { loadSpan, settle } from '../queries/centre.ts';
import { tick } from '../queries/tick.ts';
import { median } from '../report/runs.ts';
import type { Point } from './formulas.ts';

const DAY_MS = 86_400_000;
const ROUNDS = 15;
/** Apart from those of other steps of the bench. */
const FIRST = 10_000_000;

/** Each step adds contacts of today; hours that are over have their sums, as on a day like any other. */
export async function measureTicks(
	clickhouse: ClickHouse,
	sizes: readonly number[]
): Promise<Point[]> {
	const points: Point[] = [];
	let loaded = 0;
	for (const size of sizes) {
		const nowMs = Date.now();
		const midnightMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
		const contacts = size - loaded;
		const span = { fromMs: midnightMs, toMs: nowMs, untilMs: nowMs };
		await loadSpan(clickhouse, { ...span, contacts, first: FIRST + loaded });
		await settle(clickhouse, nowMs);
		loaded = size;
		const times: number[] = [];
		await tick(clickhouse, Date.now(), true);
		for (let round = 0; round < ROUNDS; round += 1) {
			const startedAt = performance.now();
			await tick(clickhouse, Date.now());
			times.push(performance.now() - startedAt);
		}
		points.push({ x: size, y: median(times) });
	}
	return points;
}
