/** An endless stream of whole contacts at a chosen rate of events, for tests and benchmarks. */
import { Agenda } from './agenda.ts';
import { anyCustomer } from './customers.ts';
import { EventSheet } from './event-sheet.ts';
import type { TimedEvent } from './event-sheet.ts';
import { QUEUES } from './queues.ts';
import type { QueueProfile } from './queues.ts';
import { Random } from './random.ts';
import { Speech } from './script/speech.ts';
import { TOPIC_LABELS } from './topics.ts';

export interface LoadOptions {
	readonly seed: string;
	/** Over all events, in even steps. */
	readonly ratePerSecond: number;
	/** Instant of the first event. */
	readonly startMs: number;
	/** Instant of the event with this number; by default even steps from `startMs`. Must not fall. */
	readonly instantOf?: (index: number) => number;
	/** Mean time from a contact's first event to its last (default 20 s). */
	readonly contactMs?: number;
	readonly source?: string;
}

const DEFAULT_CONTACT_MS = 20_000;
const ABANDON_SHARE = 0.06;
const HOLD_SHARE = 0.2;

interface Running {
	readonly steps: readonly (() => void)[];
	readonly gapMs: number;
	done: number;
}

/** Agents are taken and given back: nobody has two contacts at once, and as many exist as the rate needs. */
class Pool {
	readonly #idle: string[] = [];
	#hired = 0;

	take(): string {
		const agent = this.#idle.pop();
		if (agent !== undefined) return agent;
		this.#hired += 1;
		return `load-a${this.#hired}`;
	}

	giveBack(agent: string): void {
		this.#idle.push(agent);
	}
}

class Contacts {
	readonly #random: Random;
	readonly #speech: Speech;
	readonly #sheet: EventSheet;
	readonly #pool = new Pool();
	readonly #seed: string;
	#count = 0;

	constructor(seed: string, sheet: EventSheet) {
		this.#seed = seed;
		this.#sheet = sheet;
		this.#random = new Random(`${seed}|load`);
		this.#speech = new Speech(new Random(`${seed}|load speech`));
	}

	begin(contactMs: number): Running {
		this.#count += 1;
		const queue = this.#random.pick(QUEUES);
		const id = `${this.#seed}-load-${this.#count}`;
		const arrival = this.#arrival(id, queue);
		const steps = this.#random.chance(ABANDON_SHARE)
			? [...arrival, this.#giveUp(id)]
			: [...arrival, ...this.#service(id, queue)];
		const gapMs = (this.#random.between(0.5, 1.5) * contactMs) / steps.length;
		return { steps, gapMs, done: 0 };
	}

	#giveUp(id: string): () => void {
		return () => {
			this.#sheet.write('interaction.abandoned', id, { segment: 1 });
		};
	}

	#arrival(id: string, queue: QueueProfile): (() => void)[] {
		const customer = anyCustomer(this.#random);
		const { channel } = queue;
		const topic = TOPIC_LABELS[this.#random.weighted(queue.topics)];
		return [
			() => {
				this.#sheet.write('interaction.created', id, {
					channel,
					direction: 'inbound',
					customer: customer.id,
					queue: queue.id,
					topic,
					language: customer.language
				});
			},
			() => {
				this.#sheet.write('interaction.queued', id, { queue: queue.id, segment: 1, channel });
			}
		];
	}

	/** One event a step; the agent is chosen when the contact is offered. */
	#service(id: string, queue: QueueProfile): (() => void)[] {
		const sheet = this.#sheet;
		const where = { agent: '', segment: 1 };
		const state = (word: string) => () => {
			sheet.write('agent.state', where.agent, { state: word });
		};
		return [
			() => {
				where.agent = this.#pool.take();
				sheet.write('interaction.offered', id, { ...where });
			},
			() => {
				sheet.write('interaction.accepted', id, { ...where });
			},
			state('handling'),
			...this.#middle(id, queue, where),
			() => {
				sheet.write('interaction.ended', id, { by: 'customer', segment: 1 });
			},
			state('wrapping'),
			() => {
				sheet.write('interaction.wrapped', id, {
					...where,
					disposition: 'Resuelto',
					resolved: this.#random.chance(0.85)
				});
			},
			() => {
				sheet.write('agent.state', where.agent, { state: 'available' });
				this.#pool.giveBack(where.agent);
			}
		];
	}

	#middle(
		id: string,
		queue: QueueProfile,
		where: { agent: string; segment: number }
	): (() => void)[] {
		const sheet = this.#sheet;
		if (queue.kind === 'call') {
			if (!this.#random.chance(HOLD_SHARE)) return [];
			return [
				() => {
					sheet.write('interaction.held', id, { ...where });
				},
				() => {
					sheet.write('interaction.resumed', id, { ...where });
				}
			];
		}
		const text = this.#speech.reply('es', 'neutral');
		return [
			() => {
				sheet.write('interaction.message', id, { author: 'customer', text, language: 'es' });
			},
			() => {
				const answer = this.#speech.agent('es', 'working', 'Agente');
				sheet.write('interaction.message', id, {
					author: 'agent',
					agent: where.agent,
					text: answer
				});
			}
		];
	}
}

/** Every contact is complete in the end; a step that is due goes before a new contact. */
export function* contactEvents(options: LoadOptions): Generator<TimedEvent, void, undefined> {
	const { seed, ratePerSecond, startMs, contactMs = DEFAULT_CONTACT_MS, source } = options;
	const instantOf = options.instantOf ?? ((index) => startMs + (index * 1000) / ratePerSecond);
	const clock = { nowMs: startMs };
	// The start is part of the id: another run is not a duplicate of this one.
	const sheet = new EventSheet(`${seed}-load-${startMs}`, clock, source);
	const contacts = new Contacts(`${seed}-${startMs}`, sheet);
	const agenda = new Agenda(startMs);
	const advance = (running: Running) => {
		running.steps[running.done]?.();
		running.done += 1;
		if (running.done === running.steps.length) return;
		agenda.at(clock.nowMs + running.gapMs, () => {
			advance(running);
		});
	};
	for (let index = 0; ; index += 1) {
		clock.nowMs = Math.floor(instantOf(index));
		if (agenda.nextMs <= clock.nowMs) agenda.step();
		else advance(contacts.begin(contactMs));
		yield* sheet.take();
	}
}
