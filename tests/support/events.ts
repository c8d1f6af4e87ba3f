/** Puts parsed events into the database directly, the way the writer does, in whatever order and number the test wants. */
import type { KnownEvent } from '#lib/domain/events/event.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { eventRow, isOfInteraction } from '#lib/server/events/event-row.ts';

const HOUR_MS = 3_600_000;

/** One batch; `placementHourMs` gives the place of each subject. */
export async function insertEvents(
	clickhouse: ClickHouse,
	events: readonly KnownEvent[],
	placementHourMs: (event: KnownEvent) => number,
	batchId: string
): Promise<void> {
	if (events.length === 0) return;
	const lines = events.map((event) =>
		JSON.stringify(
			eventRow(event, {
				receivedAtMs: event.occurredAtMs,
				batchId,
				placementHourMs: placementHourMs(event)
			})
		)
	);
	await clickhouse.insert('events', lines.join('\n'), { token: batchId });
}

export const floorHour = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;

/** Places a contact where its first event belongs, however many hours the others come later; whatever is no contact by itself. */
export function placeByFirst(): (event: KnownEvent) => number {
	const places = new Map<string, number>();
	return ({ name, subject, occurredAtMs }) => {
		if (!isOfInteraction(name)) return floorHour(occurredAtMs);
		const place = places.get(subject) ?? floorHour(occurredAtMs);
		places.set(subject, place);
		return place;
	};
}
