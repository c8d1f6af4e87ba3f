/** Makes the JSON of new events, cheaply: the generator shares the processor with what it measures. */
import { randomUUID } from 'node:crypto';

/** What a contact centre sends: ten events an interaction. */
const STEPS = [
	['interaction.created', { channel: 'voice', customer: 'customer-4711', language: 'es-ES' }],
	['interaction.queued', { queue: 'sales', priority: 3 }],
	['interaction.offered', { agent: 'agent-17' }],
	['interaction.accepted', { agent: 'agent-17' }],
	[
		'interaction.message',
		{ author: 'customer', text: 'Buenos días, llamo por la factura de noviembre.' }
	],
	['interaction.held', { agent: 'agent-17' }],
	['interaction.resumed', { agent: 'agent-17' }],
	['interaction.message', { author: 'agent', agent: 'agent-17', text: 'Un momento, por favor.' }],
	['interaction.ended', { by: 'customer' }],
	['interaction.wrapped', { agent: 'agent-17', disposition: 'solved', resolved: true }]
] as const;

/** An event as a row of a table of events. */
export interface GeneratedRow {
	readonly event_id: string;
	readonly name: string;
	readonly subject: string;
	readonly at_ms: number;
	readonly queue: string;
	readonly agent: string;
	readonly channel: string;
}

export class Generator {
	readonly #run = randomUUID().slice(0, 8);
	readonly #timeMs = Date.now();
	readonly #time = new Date(this.#timeMs).toISOString();
	#made = 0;

	events(count: number): string[] {
		return this.#make(
			count,
			({ id, name, subject, data }) =>
				`{"specversion":"1.0","id":"${id}","source":"//bench/pbx","type":"atalaya.${name}.v1","subject":"${subject}","time":"${this.#time}","data":${JSON.stringify(data)}}`
		);
	}

	/** The same for whoever writes into tables: without parsing anything, so that nothing is held against them. */
	rows(count: number): GeneratedRow[] {
		return this.#make(count, ({ id, name, subject, data }) => ({
			...{ event_id: id, name, subject, at_ms: this.#timeMs },
			queue: 'queue' in data ? data.queue : '',
			agent: 'agent' in data ? data.agent : '',
			channel: 'channel' in data ? data.channel : ''
		}));
	}

	#make<T>(count: number, make: (event: Made) => T): T[] {
		return Array.from({ length: count }, () => {
			const n = this.#made++;
			const [name, data] = STEPS[n % STEPS.length] ?? STEPS[0];
			const subject = `${this.#run}-${Math.floor(n / STEPS.length)}`;
			return make({ id: `${this.#run}-${n}`, name, subject, data });
		});
	}
}

interface Made {
	readonly id: string;
	readonly name: string;
	readonly subject: string;
	readonly data: (typeof STEPS)[number][1];
}
