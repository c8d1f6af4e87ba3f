/** One contact as its events, at an instant of the test's choice. */
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { parseEvent } from '#lib/domain/events/parse-event.ts';

const SECOND_MS = 1000;

export interface ContactOptions {
	readonly id: string;
	readonly atMs: number;
	readonly customer?: string;
	readonly queue?: string;
	readonly agent?: string;
	readonly source?: string;
	/** What the customer and the agent write. */
	readonly text?: string;
}

/** CloudEvents as a producer sends them: asked, answered, finished and wrapped up. */
export function contactEvents({
	id,
	atMs,
	customer = `customer-${id}`,
	queue = 'chat',
	agent = 'agent-1',
	source = '//contacts',
	text = 'hello'
}: ContactOptions): Record<string, unknown>[] {
	const steps: [string, number, Record<string, unknown>][] = [
		['interaction.created', 0, { channel: 'chat', customer, queue, labels: { order: customer } }],
		['interaction.queued', 1, { queue }],
		['interaction.accepted', 9, { agent }],
		['interaction.message', 20, { author: 'customer', text: `${text} from ${customer}` }],
		['interaction.message', 35, { author: 'agent', agent, text: `${text} to ${customer}` }],
		['interaction.ended', 60, { by: 'customer' }],
		[
			'interaction.wrapped',
			75,
			{ agent, resolved: true, topic: `about ${customer}`, disposition: 'sold' }
		]
	];
	return steps.map(([name, afterS, data], index) => ({
		specversion: '1.0',
		id: `${id}-${index}`,
		source,
		type: `atalaya.${name}.v1`,
		subject: id,
		time: new Date(atMs + afterS * SECOND_MS).toISOString(),
		data
	}));
}

export function parsed(events: readonly unknown[]): KnownEvent[] {
	return events.map((raw) => {
		const result = parseEvent(raw, { nowMs: Date.now(), backfill: true });
		if (!result.ok) throw new Error(`${result.error.field}: ${result.error.message}`);
		return result.event as KnownEvent;
	});
}
