/** Calls the centre makes: to those who hung up and left their number, and the sales calls of the day. */
import type { Centre } from './centre.ts';
import { endContact, timeLeft } from './closing.ts';
import type { Contact } from './contact.ts';
import { anyCustomer } from './customers.ts';
import type { Errand } from './customers.ts';
import { MINUTE_MS } from './local-day.ts';
import { queueOf } from './queues.ts';
import type { QueueProfile } from './queues.ts';
import { TOPIC_LABELS } from './topics.ts';
import type { Worker } from './worker.ts';

const SECOND_MS = 1000;
const NO_ANSWER_SHARE = 0.18;
const TRIES = 30;
const SALES_CALLS = 45;
const SALES_HOURS = [10, 20] as const;

function freeWorker({ workers }: Centre, queue: QueueProfile): Worker | null {
	let best: Worker | null = null;
	for (const worker of workers) {
		if (worker.units > 0 || !worker.canTake(queue)) continue;
		if (!best || worker.idleSinceMs < best.idleSinceMs) best = worker;
	}
	return best;
}

/** As soon as somebody is free, looking once a minute. */
export function callBack(centre: Centre, queue: QueueProfile, errand: Errand, tries = TRIES): void {
	const { agenda, day } = centre;
	const worker = freeWorker(centre, queue);
	if (worker) {
		dial(centre, queue, errand, worker);
	} else if (tries > 0 && agenda.nowMs + MINUTE_MS < day.endMs - 20 * MINUTE_MS) {
		agenda.after(MINUTE_MS, () => {
			callBack(centre, queue, errand, tries - 1);
		});
	}
}

function dial(centre: Centre, queue: QueueProfile, errand: Errand, worker: Worker): void {
	const { agenda, random, sheet } = centre;
	const contact: Contact = {
		id: centre.newId(),
		errand,
		attempt: 0,
		mood: 'neutral',
		queue,
		segment: 1,
		priority: 0,
		queuedAtMs: agenda.nowMs,
		waitedMs: 0,
		phase: 'served',
		ringsAt: null,
		missedBy: null,
		reopened: false
	};
	sheet.write('interaction.created', contact.id, {
		channel: 'callback',
		direction: 'outbound',
		customer: errand.customer.id,
		queue: queue.id,
		topic: TOPIC_LABELS[errand.topic],
		language: errand.customer.language
	});
	sheet.write('interaction.accepted', contact.id, { agent: worker.agent.id, segment: 1 });
	worker.accept(queue);
	const reached = !random.chance(NO_ANSWER_SHARE);
	const talkMs = reached
		? random.logNormal(queue.work.medianMs * 0.8, queue.work.sigma)
		: random.between(15, 35) * SECOND_MS;
	agenda.after(Math.min(talkMs, 20 * MINUTE_MS, timeLeft(centre, worker)), () => {
		if (reached) endContact(centre, contact, worker, 'agent');
		else endContact(centre, contact, worker, 'system', false);
	});
}

export function planSalesCalls(centre: Centre): void {
	const { agenda, random, day } = centre;
	if (day.weekday === 0) return;
	const queue = queueOf('ventas');
	const fromMs = day.at(SALES_HOURS[0]);
	const toMs = day.at(SALES_HOURS[1]);
	for (let call = 0; call < SALES_CALLS; call += 1) {
		const customer = anyCustomer(random);
		const errand = { customer, topic: 'offer', again: true, unsettled: false } as const;
		agenda.at(random.between(fromMs, toMs), () => {
			callBack(centre, queue, errand);
		});
	}
}
