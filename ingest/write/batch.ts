/** A batch: which events, under which hours, as exactly which bytes. */
import { createHash } from 'node:crypto';
import type { Plan } from '../spool/journal-entry.ts';
import type { SpooledEvent } from '../spool/spooled-event.ts';
import { eventRow } from '#lib/server/events/event-row.ts';

export interface Batch {
	readonly events: readonly SpooledEvent[];
	readonly lines: string;
	readonly plan: Plan;
}

/** Rows made between two looks at what else there is to do. */
const BREATH_ROWS = 250;

/** No two batches of any process have the same id: nodes have random names. */
export const batchPrefix = (node: string, lane: string): string => `${node}-${lane}`;

/** Identifies the bytes: the same token with other bytes would make the database drop them without a word. */
export const tokenOf = ({ batchId, sha256 }: Plan): string => `${batchId}-${sha256.slice(0, 32)}`;

export async function buildBatch(
	prefix: string,
	events: readonly SpooledEvent[],
	hours: readonly number[],
	plannedAtMs: number
): Promise<Batch> {
	const first = events[0]?.seq ?? 0;
	const last = events.at(-1)?.seq ?? 0;
	const batchId = `${prefix}-${first}-${last}-${events.length}`;
	const hash = createHash('sha256');
	const parts: string[] = [];
	for (let from = 0; from < events.length; from += BREATH_ROWS) {
		const part = events
			.slice(from, from + BREATH_ROWS)
			.map(({ event, receivedAtMs }, index) =>
				JSON.stringify(
					eventRow(event, { receivedAtMs, batchId, placementHourMs: hours[from + index] ?? 0 })
				)
			)
			.join('\n');
		hash.update(part);
		hash.update('\n');
		parts.push(part);
		await breath();
	}
	const plan = {
		batchId,
		first,
		last,
		rows: events.length,
		sha256: hash.digest('hex'),
		hours: packHours(hours),
		plannedAtMs
	};
	return { events, lines: `${parts.join('\n')}\n`, plan };
}

const breath = (): Promise<void> =>
	new Promise((resolve) => {
		setImmediate(resolve);
	});

export function packHours(hours: readonly number[]): [number, number][] {
	const packed: [number, number][] = [];
	for (const hour of hours) {
		const last = packed.at(-1);
		if (last?.[0] === hour) last[1] += 1;
		else packed.push([hour, 1]);
	}
	return packed;
}

export function unpackHours(packed: readonly (readonly [number, number])[]): number[] {
	return packed.flatMap(([hour, count]) => Array<number>(count).fill(hour));
}
