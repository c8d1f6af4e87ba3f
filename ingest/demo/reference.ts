/** Names and settings of queues and agents: sent at every start, the same each time. */
import { EventSheet } from './event-sheet.ts';
import type { TimedEvent } from './event-sheet.ts';
import { QUEUES } from './queues.ts';
import { STAFF } from './staff.ts';

/** Fixed, so that another start repeats the same events; before any history the demo writes. */
const REFERENCE_MS = Date.UTC(2026, 0, 1);

export function referenceEvents(seed: string, zone: string): readonly TimedEvent[] {
	// The zone is part of the id: in another zone these are other events.
	const sheet = new EventSheet(`${seed}-ref-${zone}`, { nowMs: REFERENCE_MS });
	for (const queue of QUEUES) {
		sheet.write('reference.queue', queue.id, {
			name: queue.name,
			channel: queue.channel,
			...queue.settings,
			zone
		});
	}
	for (const agent of STAFF) {
		sheet.write('reference.agent', agent.id, { name: agent.name, team: agent.team });
	}
	return sheet.take();
}
