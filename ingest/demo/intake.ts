/** How a contact reaches its queue: the menu of a call, the robot of a conversation, the inbox of a letter. */
import type { Centre } from './centre.ts';
import type { Contact } from './contact.ts';
import type { Errand } from './customers.ts';
import { incidentAt } from './demand.ts';
import { MINUTE_MS } from './local-day.ts';
import type { QueueKind, QueueProfile } from './queues.ts';
import type { Mood } from './script/lines.ts';
import { TOPIC_LABELS } from './topics.ts';

const SECOND_MS = 1000;
const SPAM_SHARE = 0.03;

function moodOf({ random, incidents, agenda }: Centre, { again }: Errand, attempt: number): Mood {
	const incident = incidentAt(incidents, agenda.nowMs);
	const upset = 0.2 + (again ? 0.3 : 0) + (attempt > 0 ? 0.3 : 0) + (incident ? 0.25 : 0);
	return random.weighted([
		['upset', Math.min(0.85, upset)],
		['pleased', 0.12],
		['neutral', 0.6]
	] as const);
}

export function admit(centre: Centre, queue: QueueProfile, errand: Errand, attempt: number): void {
	const contact: Contact = {
		id: centre.newId(),
		errand,
		attempt,
		mood: moodOf(centre, errand, attempt),
		queue,
		segment: 1,
		priority: 0,
		queuedAtMs: 0,
		waitedMs: 0,
		phase: 'arriving',
		ringsAt: null,
		missedBy: null,
		reopened: false
	};
	centre.sheet.write('interaction.created', contact.id, {
		channel: queue.channel,
		direction: 'inbound',
		customer: errand.customer.id,
		queue: queue.id,
		topic: TOPIC_LABELS[errand.topic],
		language: errand.customer.language,
		entry: queue.entry,
		labels: { region: errand.customer.region },
		...(queue.channel === 'social' ? { public: true } : {})
	});
	APPROACHES[queue.kind](centre, contact);
}

/** Through the menu of the exchange. */
function callIn({ agenda, random, switchboard }: Centre, contact: Contact): void {
	agenda.after(random.between(4, 14) * SECOND_MS, () => {
		switchboard.enqueue(contact);
	});
}

/** The robot asks, the customer tells, the robot passes on. */
function writeIn(centre: Centre, contact: Contact): void {
	const { agenda, random, sheet, speech, switchboard } = centre;
	const { topic } = contact.errand;
	const { language } = contact.errand.customer;
	agenda.after(random.between(300, 900), () => {
		const text = speech.bot(language, 'greeting');
		sheet.write('interaction.message', contact.id, { author: 'bot', text, language });
	});
	agenda.after(random.between(6, 25) * SECOND_MS, () => {
		const text = speech.opening(language, topic, contact.mood);
		sheet.write('interaction.message', contact.id, { author: 'customer', text, language });
		agenda.after(random.between(800, 2000), () => {
			const answer = speech.bot(language, 'queued');
			sheet.write('interaction.message', contact.id, { author: 'bot', text: answer, language });
			switchboard.enqueue(contact);
		});
	});
}

function postIn(centre: Centre, contact: Contact): void {
	const { agenda, random, sheet, speech, switchboard } = centre;
	const { customer, topic } = contact.errand;
	agenda.after(20, () => {
		sheet.write('interaction.message', contact.id, {
			author: 'customer',
			text: speech.opening(customer.language, topic, contact.mood),
			language: customer.language,
			...(contact.queue.channel === 'social' ? { public: true } : {})
		});
	});
	agenda.after(random.between(200, 900), () => {
		switchboard.enqueue(contact);
	});
	if (contact.queue.channel === 'email' && random.chance(SPAM_SHARE)) {
		agenda.after(random.between(2, 15) * MINUTE_MS, () => {
			switchboard.close(contact);
		});
	}
}

const APPROACHES: Readonly<Record<QueueKind, (centre: Centre, contact: Contact) => void>> = {
	call: callIn,
	conversation: writeIn,
	letter: postIn
};
