/** One agent during one shift: what they carry, and the state that follows from it. */
import type { Agenda } from './agenda.ts';
import type { EventSheet } from './event-sheet.ts';
import type { QueueProfile } from './queues.ts';
import type { Agent } from './staff.ts';

/** A person; a call takes all of it. */
const WHOLE_UNITS = 6;

export type AsideState = 'break' | 'meal' | 'meeting' | 'training' | 'coaching' | 'backoffice';

export interface Aside {
	readonly state: AsideState;
	readonly reason?: string;
	/** From when it really begins; null: until the end of the day. */
	readonly durationMs: number | null;
}

interface Surroundings {
	readonly agenda: Agenda;
	readonly sheet: EventSheet;
	/** Has room for a contact again. */
	readonly onFree: (worker: Worker) => void;
}

export class Worker {
	readonly agent: Agent;
	/** Contacts of this worker are over by then. */
	readonly deadlineMs: number;
	idleSinceMs = 0;
	#present = false;
	#leaving = false;
	#ringing = false;
	#aside: Aside | null = null;
	#asideBegan = false;
	#talking = 0;
	#wrapping = 0;
	#units = 0;
	#state = '';
	#stateAtMs = -1;
	readonly #around: Surroundings;

	constructor(agent: Agent, deadlineMs: number, around: Surroundings) {
		this.agent = agent;
		this.deadlineMs = deadlineMs;
		this.#around = around;
	}

	get busy(): boolean {
		return this.#talking > 0 || this.#wrapping > 0 || this.#ringing;
	}

	get isAside(): boolean {
		return this.#aside !== null;
	}

	/** Contacts in parallel, in units. */
	get units(): number {
		return this.#units;
	}

	canTake(queue: QueueProfile): boolean {
		return (
			this.#present &&
			!this.#leaving &&
			!this.#ringing &&
			this.#aside === null &&
			this.#units + queue.units <= WHOLE_UNITS &&
			this.agent.queues.includes(queue.id)
		);
	}

	arrive(): void {
		this.#present = true;
		this.#free();
	}

	/** Goes when the last contact is done. */
	leave(): void {
		this.#leaving = true;
		this.#refresh();
	}

	ring(): void {
		this.#ringing = true;
	}

	stopRinging(): void {
		this.#ringing = false;
		this.#free();
	}

	accept(queue: QueueProfile): void {
		this.#ringing = false;
		this.#talking += 1;
		this.#units += queue.units;
		this.#free();
	}

	beginWrap(): void {
		this.#talking -= 1;
		this.#wrapping += 1;
		this.#refresh();
	}

	release(queue: QueueProfile): void {
		this.#wrapping -= 1;
		this.#units -= queue.units;
		this.#free();
	}

	/** Steps aside as soon as nothing is in hand. */
	stepAside(aside: Aside): void {
		if (this.#leaving || !this.#present) return;
		this.#aside = aside;
		this.#asideBegan = false;
		this.#refresh();
	}

	#free(): void {
		if (this.#units === 0) this.idleSinceMs = this.#around.agenda.nowMs;
		this.#refresh();
		this.#around.onFree(this);
	}

	#current(): string {
		if (this.#talking > 0) return 'handling';
		if (this.#wrapping > 0) return 'wrapping';
		if (!this.#present || (this.#leaving && !this.#ringing)) return 'offline';
		return this.#aside?.state ?? 'available';
	}

	#refresh(): void {
		const { agenda, sheet } = this.#around;
		const state = this.#current();
		if (state === this.#state) return;
		if (this.#stateAtMs === agenda.nowMs) {
			// Two states of one instant have no order; the second waits for the next one.
			agenda.after(1, () => {
				this.#refresh();
			});
			return;
		}
		const { id, name, team, queues } = this.agent;
		const first = this.#state === '';
		const reason = state === this.#aside?.state ? this.#aside.reason : undefined;
		sheet.write('agent.state', id, {
			state,
			...(reason === undefined ? {} : { reason }),
			...(first ? { name, team, queues: [...queues] } : {})
		});
		this.#state = state;
		this.#stateAtMs = agenda.nowMs;
		this.#beginAside();
	}

	#beginAside(): void {
		const aside = this.#aside;
		if (!aside || this.#asideBegan || this.#state !== aside.state) return;
		this.#asideBegan = true;
		if (aside.durationMs === null) return;
		this.#around.agenda.after(aside.durationMs, () => {
			this.#aside = null;
			this.#free();
		});
	}
}
