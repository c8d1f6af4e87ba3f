/** An e-mail or a public post in the hands of an agent: read, answered once, done. */
import type { Centre } from './centre.ts';
import { endContact, settles, timeLeft } from './closing.ts';
import type { Contact } from './contact.ts';
import { MINUTE_MS } from './local-day.ts';
import type { Worker } from './worker.ts';

const LONGEST_ANSWER_MS = 20 * MINUTE_MS;

export function serveLetter(centre: Centre, contact: Contact, worker: Worker): void {
	const { agenda, random, sheet, speech } = centre;
	const { queue, segment, errand } = contact;
	const { language } = errand.customer;
	const settled = settles(centre, contact);
	const usualMs = random.logNormal(queue.work.medianMs, queue.work.sigma) * worker.agent.pace;
	const writingMs = Math.min(usualMs, LONGEST_ANSWER_MS, timeLeft(centre, worker));
	agenda.after(writingMs, () => {
		sheet.write('interaction.message', contact.id, {
			author: 'agent',
			agent: worker.agent.id,
			text: speech.letter(language, settled, worker.agent.name),
			language,
			segment,
			...(queue.channel === 'social' ? { public: true } : {})
		});
		agenda.after(random.between(400, 1500), () => {
			endContact(centre, contact, worker, 'agent', settled);
		});
	});
}
