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

export class Generator {
	readonly #run = randomUUID().slice(0, 8);
	readonly #time = new Date().toISOString();
	#made = 0;

	events(count: number): string[] {
		return Array.from({ length: count }, () => {
			const n = this.#made++;
			const [name, data] = STEPS[n % STEPS.length] ?? STEPS[0];
			const subject = `${this.#run}-${Math.floor(n / STEPS.length)}`;
			return `{"specversion":"1.0","id":"${this.#run}-${n}","source":"//bench/pbx","type":"atalaya.${name}.v1","subject":"${subject}","time":"${this.#time}","data":${JSON.stringify(data)}}`;
		});
	}
}
