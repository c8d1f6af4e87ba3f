/** One day of the demo centre, from its first contact to the end of its last, as events in time order. */
import { concluded, gaveUp } from './aftermath.ts';
import { Agenda } from './agenda.ts';
import { serveCall } from './call.ts';
import { planSalesCalls } from './callback.ts';
import type { Centre } from './centre.ts';
import type { Contact } from './contact.ts';
import { serveConversation } from './conversation.ts';
import { ErrandBook } from './customers.ts';
import type { Errand } from './customers.ts';
import { arrivals, incidentsOf } from './demand.ts';
import type { Incident } from './demand.ts';
import { EventSheet } from './event-sheet.ts';
import type { TimedEvent } from './event-sheet.ts';
import { Floor } from './floor.ts';
import { admit } from './intake.ts';
import { serveLetter } from './letter.ts';
import { HOUR_MS, localDay, shiftDate } from './local-day.ts';
import type { LocalDay } from './local-day.ts';
import { Mentions } from './mentions.ts';
import { planDay } from './plan.ts';
import { QUEUES } from './queues.ts';
import type { QueueKind, QueueProfile } from './queues.ts';
import { Random } from './random.ts';
import { KNOWN_AHEAD_DAYS } from './script/schedule-week.ts';
import { Speech } from './script/speech.ts';
import { Switchboard } from './switchboard.ts';
import type { Worker } from './worker.ts';

export interface SimulatedDay {
	readonly seed: string;
	/** `2026-11-21`. */
	readonly date: string;
	/** IANA name. */
	readonly zone: string;
}

const SWEEP_AFTER_MS = 3 * HOUR_MS;

type Service = (centre: Centre, contact: Contact, worker: Worker) => void;

const SERVICES: Readonly<Record<QueueKind, Service>> = {
	call: serveCall,
	conversation: serveConversation,
	letter: serveLetter
};

class DayRun implements Centre {
	readonly day: LocalDay;
	readonly random: Random;
	readonly agenda: Agenda;
	readonly sheet: EventSheet;
	readonly speech: Speech;
	readonly incidents: readonly Incident[];
	readonly switchboard: Switchboard;
	readonly workers: readonly Worker[];
	readonly #idPrefix: string;
	#contacts = 0;

	constructor({ seed, date, zone }: SimulatedDay) {
		this.#idPrefix = `${seed}-${date.replaceAll('-', '')}`;
		this.day = localDay(date, zone);
		this.random = new Random(`${seed}|day|${date}`);
		this.agenda = new Agenda(this.day.startMs);
		// Another zone cuts other days out of time: its events are others and need other ids.
		this.sheet = new EventSheet(`${this.#idPrefix}-${zone}`, this.agenda);
		this.speech = new Speech(new Random(`${seed}|speech|${date}`));
		this.incidents = incidentsOf(this.day, this.random);
		this.switchboard = new Switchboard(this);
		const yesterday = planDay(seed, localDay(shiftDate(date, -1), zone));
		const later = planDay(seed, localDay(shiftDate(date, KNOWN_AHEAD_DAYS), zone));
		this.workers = new Floor(this).open(yesterday, planDay(seed, this.day), later);
		this.#openDoors(seed);
	}

	newId(): string {
		this.#contacts += 1;
		return `${this.#idPrefix}-${String(this.#contacts).padStart(5, '0')}`;
	}

	admit(queue: QueueProfile, errand: Errand, attempt: number): void {
		admit(this, queue, errand, attempt);
	}

	serve(contact: Contact, worker: Worker): void {
		SERVICES[contact.queue.kind](this, contact, worker);
	}

	gaveUp(contact: Contact): void {
		gaveUp(this, contact);
	}

	concluded(contact: Contact, settled: boolean): void {
		concluded(this, contact, settled);
	}

	#openDoors(seed: string): void {
		const instants = new Map(
			QUEUES.map((queue) => [queue, arrivals(queue, this.day, this.incidents, this.random)])
		);
		const expected = new Map([...instants].map(([{ id }, list]) => [id, list.length]));
		const errands = new ErrandBook(seed, this.day.date, expected);
		for (const [queue, list] of instants) {
			for (const atMs of list) {
				this.agenda.at(atMs, () => {
					this.admit(queue, errands.next(queue), 0);
				});
			}
		}
		planSalesCalls(this);
		new Mentions(this).start();
		// Nobody should be left by then; a customer must not wait for ever if somebody is.
		this.agenda.at(this.day.endMs + SWEEP_AFTER_MS, () => {
			this.switchboard.closeAll();
		});
	}
}

/** The same day is the same events, whenever and wherever it is asked for; a day ends after its midnight. */
export function* simulateDay(simulated: SimulatedDay): Generator<TimedEvent, void, undefined> {
	const run = new DayRun(simulated);
	while (run.agenda.step()) {
		for (const timed of run.sheet.take()) yield timed;
	}
}
