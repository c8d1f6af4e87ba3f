/** The lines of waiting contacts, and who gets them: longest idle agent, most urgent contact. */
import type { Centre } from './centre.ts';
import type { Contact } from './contact.ts';
import { QUEUES, queueOf } from './queues.ts';
import type { QueueProfile } from './queues.ts';
import type { Worker } from './worker.ts';

const SECOND_MS = 1000;
const PATIENCE_SHAPE = 1.15;
const OVERFLOW_AFTER_MS = 75 * SECOND_MS;
const RINGS_SECONDS = { call: [2, 7], conversation: [2, 10], letter: [1, 4] } as const;

export class Switchboard {
	readonly #centre: Centre;
	readonly #lines: ReadonlyMap<string, Contact[]> = new Map(QUEUES.map(({ id }) => [id, []]));
	readonly #windows: ReadonlyMap<string, readonly (readonly [number, number])[]>;

	constructor(centre: Centre) {
		this.#centre = centre;
		const { day, agenda } = centre;
		this.#windows = new Map(
			QUEUES.map(({ id, windows = [[0, 24]] }) => [
				id,
				windows.map(([from, to]) => [day.at(from), day.at(to)] as const)
			])
		);
		for (const queue of QUEUES) {
			if (!queue.windows) continue;
			for (const [fromMs] of this.#windows.get(queue.id) ?? []) {
				agenda.at(fromMs, () => {
					for (const contact of [...this.#line(queue)]) this.#route(contact);
				});
			}
		}
	}

	enqueue(contact: Contact): void {
		const { agenda, sheet } = this.#centre;
		contact.phase = 'waiting';
		contact.queuedAtMs = agenda.nowMs;
		contact.missedBy = null;
		sheet.write('interaction.queued', contact.id, {
			queue: contact.queue.id,
			segment: contact.segment,
			priority: contact.priority,
			channel: contact.queue.channel,
			customer: contact.errand.customer.id
		});
		const line = this.#line(contact.queue);
		const behind = line.findIndex(({ priority }) => priority < contact.priority);
		line.splice(behind < 0 ? line.length : behind, 0, contact);
		this.#watch(contact);
		this.#route(contact);
	}

	/** The most urgent contact this worker can take, if any. */
	offerTo(worker: Worker): void {
		let best: Contact | null = null;
		let bestUrgency = -Infinity;
		for (const queueId of worker.agent.queues) {
			const queue = queueOf(queueId);
			if (!this.#mayTake(worker, queue)) continue;
			const first = this.#line(queue).find(
				(contact) => contact.phase === 'waiting' && contact.missedBy !== worker
			);
			const urgency = first ? this.#urgency(first) : -Infinity;
			if (first && urgency > bestUrgency) {
				best = first;
				bestUrgency = urgency;
			}
		}
		if (best) this.#offer(best, worker);
	}

	/** Somebody waits for an agent with these skills. */
	awaits(worker: Worker): boolean {
		return worker.agent.queues.some((id) => this.#line(queueOf(id)).length > 0);
	}

	/** Sends a contact on to another queue, where it waits as its next segment. */
	forward(contact: Contact, queue: QueueProfile, priority: number): void {
		this.#remove(contact);
		contact.phase = 'arriving';
		contact.queue = queue;
		contact.segment += 1;
		contact.priority = priority;
		this.#centre.agenda.after(150, () => {
			this.enqueue(contact);
		});
	}

	/** Ends what waits without anybody having answered. */
	close(contact: Contact): void {
		if (contact.phase !== 'waiting') return;
		this.#remove(contact);
		contact.phase = 'over';
		this.#centre.sheet.write('interaction.ended', contact.id, {
			by: 'system',
			segment: contact.segment
		});
	}

	closeAll(): void {
		for (const line of this.#lines.values()) for (const contact of [...line]) this.close(contact);
	}

	#line(queue: QueueProfile): Contact[] {
		const line = this.#lines.get(queue.id);
		if (!line) throw new RangeError(`no line for ${queue.id}`);
		return line;
	}

	#isOpen(queue: QueueProfile): boolean {
		const { nowMs } = this.#centre.agenda;
		// What is left at midnight is worked off, whatever the hours.
		if (nowMs >= this.#centre.day.endMs) return true;
		return (this.#windows.get(queue.id) ?? []).some(([from, to]) => nowMs >= from && nowMs < to);
	}

	#mayTake(worker: Worker, queue: QueueProfile): boolean {
		if (!worker.canTake(queue) || !this.#isOpen(queue)) return false;
		return !this.#keptForLetters(worker, queue);
	}

	/** While a window is open, who answers letters first takes no new conversations. */
	#keptForLetters({ agent }: Worker, queue: QueueProfile): boolean {
		if (!agent.lettersFirst || queue.kind === 'letter') return false;
		return agent.queues.some((id) => {
			const other = queueOf(id);
			return other.windows !== undefined && this.#isOpen(other) && this.#line(other).length > 0;
		});
	}

	#urgency({ queue, queuedAtMs, priority }: Contact): number {
		const waitedMs = this.#centre.agenda.nowMs - queuedAtMs;
		return queue.headStart + priority + waitedMs / queue.hasteMs;
	}

	#route(contact: Contact): void {
		if (contact.phase !== 'waiting') return;
		let best: Worker | null = null;
		for (const worker of this.#centre.workers) {
			if (worker === contact.missedBy || !this.#mayTake(worker, contact.queue)) continue;
			if (!best || worker.units < best.units) best = worker;
			else if (worker.units === best.units && worker.idleSinceMs < best.idleSinceMs) best = worker;
		}
		if (best) this.#offer(contact, best);
	}

	#offer(contact: Contact, worker: Worker): void {
		const { agenda, random, sheet } = this.#centre;
		contact.phase = 'ringing';
		contact.ringsAt = worker;
		worker.ring();
		const offer = { agent: worker.agent.id, segment: contact.segment };
		sheet.write('interaction.offered', contact.id, offer);
		const [least, most] = RINGS_SECONDS[contact.queue.kind];
		const misses = random.chance(contact.queue.kind === 'call' ? 0.025 : 0.01);
		const ringMs = (misses ? random.between(12, 18) : random.between(least, most)) * SECOND_MS;
		agenda.after(ringMs, () => {
			if (contact.phase !== 'ringing' || contact.ringsAt !== worker) return;
			if (misses) this.#decline(contact, worker);
			else this.#accept(contact, worker);
		});
	}

	#accept(contact: Contact, worker: Worker): void {
		const { agenda, sheet } = this.#centre;
		this.#remove(contact);
		contact.phase = 'served';
		contact.ringsAt = null;
		contact.waitedMs += agenda.nowMs - contact.queuedAtMs;
		sheet.write('interaction.accepted', contact.id, {
			agent: worker.agent.id,
			segment: contact.segment
		});
		this.#centre.serve(contact, worker);
		worker.accept(contact.queue);
	}

	#decline(contact: Contact, worker: Worker): void {
		const { random, sheet } = this.#centre;
		contact.phase = 'waiting';
		contact.ringsAt = null;
		contact.missedBy = worker;
		const reason = random.chance(0.8) ? 'no_answer' : 'rejected';
		sheet.write('interaction.declined', contact.id, {
			agent: worker.agent.id,
			segment: contact.segment,
			reason
		});
		if (!worker.isAside) {
			const durationMs = random.between(25, 60) * SECOND_MS;
			worker.stepAside({ state: 'break', reason: 'Sin respuesta', durationMs });
		}
		worker.stopRinging();
		this.#route(contact);
	}

	/** Patience runs out, or a long wait flows out to another queue. */
	#watch(contact: Contact): void {
		const { agenda, random } = this.#centre;
		const { queue, segment } = contact;
		const stillWaits = () =>
			contact.segment === segment && (contact.phase === 'waiting' || contact.phase === 'ringing');
		if (queue.patienceMs !== null) {
			agenda.after(random.weibull(queue.patienceMs, PATIENCE_SHAPE), () => {
				if (stillWaits()) this.#abandon(contact);
			});
		}
		const { overflowsTo } = queue;
		if (overflowsTo !== undefined && segment === 1 && random.chance(0.5)) {
			agenda.after(OVERFLOW_AFTER_MS, () => {
				if (stillWaits() && contact.phase === 'waiting') this.#overflow(contact, overflowsTo);
			});
		}
	}

	#overflow(contact: Contact, to: string): void {
		const { agenda, sheet } = this.#centre;
		contact.waitedMs += agenda.nowMs - contact.queuedAtMs;
		sheet.write('interaction.transferred', contact.id, {
			to: { queue: to },
			segment: contact.segment
		});
		this.forward(contact, queueOf(to), contact.priority + 1);
	}

	#abandon(contact: Contact): void {
		this.#remove(contact);
		contact.phase = 'over';
		this.#centre.sheet.write('interaction.abandoned', contact.id, { segment: contact.segment });
		const worker = contact.ringsAt;
		contact.ringsAt = null;
		worker?.stopRinging();
		this.#centre.gaveUp(contact);
	}

	#remove(contact: Contact): void {
		const line = this.#line(contact.queue);
		const index = line.indexOf(contact);
		if (index >= 0) line.splice(index, 1);
	}
}
