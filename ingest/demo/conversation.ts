/** An answered chat or WhatsApp conversation: turns of agent and customer until one of them has the last word. */
import type { Centre } from './centre.ts';
import { endContact, settles, timeLeft } from './closing.ts';
import type { Contact } from './contact.ts';
import type { Mood } from './script/lines.ts';
import { MINUTE_MS } from './local-day.ts';
import type { Worker } from './worker.ts';

const SECOND_MS = 1000;
const VANISH_SHARE = 0.06;
const VANISHED_AFTER_MS = 4 * MINUTE_MS;
const LONGEST_GAP_MS = 6 * MINUTE_MS;
const RECOVERY_SHARE = 0.4;

class Conversation {
	readonly #centre: Centre;
	readonly #contact: Contact;
	readonly #worker: Worker;
	readonly #settled: boolean;
	#roundsLeft: number;

	constructor(centre: Centre, contact: Contact, worker: Worker) {
		this.#centre = centre;
		this.#contact = contact;
		this.#worker = worker;
		this.#settled = settles(centre, contact);
		this.#roundsLeft = centre.random.integer(2, 4);
	}

	start(): void {
		this.#soon(this.#centre.random.logNormal(11 * SECOND_MS, 0.5), () => {
			this.#agentSays(this.#contact.mood === 'upset' ? 'sorry' : 'greeting');
			this.#customerTurn();
		});
	}

	/** After a while, or at once when the time of the worker runs out. */
	#soon(delayMs: number, next: () => void): void {
		const gapMs = Math.min(delayMs, LONGEST_GAP_MS);
		const leftMs = timeLeft(this.#centre, this.#worker);
		if (gapMs < leftMs) this.#centre.agenda.after(gapMs, next);
		else
			this.#centre.agenda.after(leftMs, () => {
				this.#end('agent');
			});
	}

	#customerTurn(): void {
		const { random } = this.#centre;
		const { work } = this.#contact.queue;
		if (random.chance(VANISH_SHARE)) {
			this.#soon(VANISHED_AFTER_MS, () => {
				this.#end('system');
			});
			return;
		}
		this.#soon(random.logNormal(work.medianMs, work.sigma), () => {
			this.#customerSays(this.#centre.speech.reply(this.#language, this.#mood()));
			this.#agentTurn();
		});
	}

	#agentTurn(): void {
		const { random } = this.#centre;
		// Slower with other conversations in hand.
		const typingMs = random.logNormal(18 * SECOND_MS, 0.5) * (1 + 0.08 * this.#worker.units);
		this.#soon(typingMs * this.#worker.agent.pace, () => {
			this.#roundsLeft -= 1;
			if (this.#roundsLeft > 0) {
				this.#agentSays(random.chance(0.5) ? 'question' : 'working');
				this.#customerTurn();
				return;
			}
			this.#agentSays(this.#settled ? 'settled' : 'open');
			this.#lastWord();
		});
	}

	#lastWord(): void {
		const { random, speech } = this.#centre;
		if (random.chance(0.25)) {
			this.#soon(random.between(15, 60) * SECOND_MS, () => {
				this.#end('agent');
			});
			return;
		}
		this.#soon(random.logNormal(this.#contact.queue.work.medianMs * 0.7, 0.5), () => {
			this.#customerSays(speech.farewell(this.#language, this.#settled));
			this.#soon(random.between(2, 8) * SECOND_MS, () => {
				this.#end(random.chance(0.6) ? 'customer' : 'agent');
			});
		});
	}

	/** Anger passes for some when somebody listens. */
	#mood(): Mood {
		const { random } = this.#centre;
		if (this.#contact.mood === 'upset' && this.#settled && random.chance(RECOVERY_SHARE)) {
			this.#contact.mood = 'neutral';
		}
		if (this.#contact.mood === 'upset') return random.chance(0.7) ? 'upset' : 'neutral';
		return random.chance(this.#contact.mood === 'pleased' ? 0.5 : 0.12) ? 'pleased' : 'neutral';
	}

	get #language() {
		return this.#contact.errand.customer.language;
	}

	#customerSays(text: string): void {
		this.#centre.sheet.write('interaction.message', this.#contact.id, {
			author: 'customer',
			text,
			language: this.#language,
			segment: this.#contact.segment
		});
	}

	#agentSays(moment: 'greeting' | 'sorry' | 'question' | 'working' | 'settled' | 'open'): void {
		const { agent } = this.#worker;
		this.#centre.sheet.write('interaction.message', this.#contact.id, {
			author: 'agent',
			agent: agent.id,
			text: this.#centre.speech.agent(this.#language, moment, agent.name),
			language: this.#language,
			segment: this.#contact.segment
		});
	}

	#end(by: 'customer' | 'agent' | 'system'): void {
		endContact(this.#centre, this.#contact, this.#worker, by, this.#settled);
	}
}

export function serveConversation(centre: Centre, contact: Contact, worker: Worker): void {
	new Conversation(centre, contact, worker).start();
}
