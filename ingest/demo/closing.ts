/** How an answered contact ends: the last word, the transfer, the wrap-up. */
import type { Centre } from './centre.ts';
import type { Contact } from './contact.ts';
import { MINUTE_MS } from './local-day.ts';
import { queueOf } from './queues.ts';
import { TOPIC_LABELS } from './topics.ts';
import type { Worker } from './worker.ts';

const SECOND_MS = 1000;
const LONGEST_WRAP_MS = 5 * MINUTE_MS;
const WRAP_RESERVE_MS = MINUTE_MS;
const SETTLED_SHARE = 0.89;

/** How long this worker may still talk; nearly always for ever. */
export const timeLeft = ({ agenda }: Centre, { deadlineMs }: Worker): number =>
	Math.max(SECOND_MS, deadlineMs - WRAP_RESERVE_MS - agenda.nowMs);

/** Whether the customer leaves with an answer. */
export function settles({ random }: Centre, { errand, waitedMs, queue }: Contact): boolean {
	const tooLong = queue.kind === 'call' && waitedMs > 2 * MINUTE_MS;
	if (errand.unsettled && random.chance(0.6)) return false;
	return random.chance(SETTLED_SHARE - (tooLong ? 0.1 : 0));
}

function wrapMs({ agenda, random }: Centre, contact: Contact, worker: Worker): number {
	const { medianMs, sigma } = contact.queue.wrap;
	const usualMs = Math.min(LONGEST_WRAP_MS, random.logNormal(medianMs, sigma) * worker.agent.pace);
	return Math.max(SECOND_MS, Math.min(usualMs, worker.deadlineMs - agenda.nowMs));
}

function disposition({ random }: Centre, settled: boolean): string {
	return settled
		? random.weighted([
				['Resuelto', 8],
				['Información facilitada', 3],
				['Gestión realizada', 4]
			])
		: random.weighted([
				['Escalado', 4],
				['Pendiente de cliente', 2],
				['Sin solución', 2]
			]);
}

export function endContact(
	centre: Centre,
	contact: Contact,
	worker: Worker,
	by: 'customer' | 'agent' | 'system',
	settled: boolean = settles(centre, contact)
): void {
	const { agenda, sheet } = centre;
	const { segment, queue } = contact;
	contact.phase = 'over';
	sheet.write('interaction.ended', contact.id, { by, segment });
	worker.beginWrap();
	agenda.after(wrapMs(centre, contact, worker), () => {
		sheet.write('interaction.wrapped', contact.id, {
			agent: worker.agent.id,
			segment,
			disposition: disposition(centre, settled),
			resolved: settled,
			topic: TOPIC_LABELS[contact.errand.topic]
		});
		worker.release(queue);
		centre.concluded(contact, settled);
	});
}

/** To another queue; the agent's own part of the contact ends here. */
export function passOn(
	centre: Centre,
	contact: Contact,
	worker: Worker,
	kind: 'cold' | 'warm'
): void {
	const { agenda, random, sheet, switchboard } = centre;
	const { segment, queue } = contact;
	const agent = worker.agent.id;
	const target = queueOf(random.pick(queue.passesTo));
	sheet.write('interaction.transferred', contact.id, {
		to: { queue: target.id },
		kind,
		agent,
		segment
	});
	switchboard.forward(contact, target, kind === 'warm' ? 2 : 1);
	worker.beginWrap();
	agenda.after(wrapMs(centre, contact, worker), () => {
		sheet.write('interaction.wrapped', contact.id, { agent, segment, disposition: 'Transferido' });
		worker.release(queue);
	});
}
