/** Sends the batch that a former process had cut, as the very same bytes. */
import type { Plan } from '../spool/journal-entry.ts';
import type { SpooledEvent } from '../spool/spooled-event.ts';
import { buildBatch, unpackHours } from './batch.ts';
import type { LaneWriterOptions } from './lane-writer.ts';

export async function restoreBatch(options: LaneWriterOptions, prefix: string): Promise<void> {
	const { lane, delivery, retry, fitness } = options;
	const plan = lane.openPlan;
	if (!plan || (await retry.run('fitness', fitness)) === null) return;
	const events = await takePlanned(options, plan);
	for (const met of lane.backlog.takeUnreadable()) await delivery.buryUnreadable(met);
	if (retry.isStopped || events.length === 0) return;
	const hours = await hoursOf(options, plan, events);
	if (!hours) return;
	const batch = await buildBatch(prefix, events, hours, plan.plannedAtMs);
	await delivery.deliver(batch, { mayBeStored: true });
}

async function takePlanned(
	{ lane, retry }: LaneWriterOptions,
	{ rows, last }: Plan
): Promise<SpooledEvent[]> {
	const events: SpooledEvent[] = [];
	for (;;) {
		const part = await retry.run('spool-read', () =>
			lane.take(rows, Number.MAX_SAFE_INTEGER, last)
		);
		if (!part || part.length === 0) return events;
		events.push(...part);
	}
}

/** With rows missing or more of them the old token would drop them: placed anew, they get another token. */
function hoursOf(
	{ placements, retry }: LaneWriterOptions,
	plan: Plan,
	events: readonly SpooledEvent[]
): Promise<number[] | null> {
	const domain = events.map(({ event }) => event);
	const hours = unpackHours(plan.hours);
	if (hours.length !== events.length) {
		return retry.run('placements', () => placements.place(domain));
	}
	placements.restore(domain, hours);
	return Promise.resolve(hours);
}
