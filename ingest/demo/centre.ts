/** What the parts of one simulated day share. */
import type { Agenda } from './agenda.ts';
import type { Contact } from './contact.ts';
import type { Errand } from './customers.ts';
import type { Incident } from './demand.ts';
import type { EventSheet } from './event-sheet.ts';
import type { LocalDay } from './local-day.ts';
import type { QueueProfile } from './queues.ts';
import type { Random } from './random.ts';
import type { Speech } from './script/speech.ts';
import type { Switchboard } from './switchboard.ts';
import type { Worker } from './worker.ts';

export interface Centre {
	readonly day: LocalDay;
	readonly random: Random;
	readonly agenda: Agenda;
	readonly sheet: EventSheet;
	readonly speech: Speech;
	readonly incidents: readonly Incident[];
	readonly switchboard: Switchboard;
	readonly workers: readonly Worker[];
	newId(): string;
	/** A customer gets in touch; `attempt` counts earlier tries of today. */
	admit(queue: QueueProfile, errand: Errand, attempt: number): void;
	serve(contact: Contact, worker: Worker): void;
	/** The customer gave up waiting. */
	gaveUp(contact: Contact): void;
	/** The last agent of the contact has wrapped it up. */
	concluded(contact: Contact, settled: boolean): void;
}
