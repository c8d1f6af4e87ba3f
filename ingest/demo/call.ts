/** An answered call: talk, holds, and how it ends. */
import type { Centre } from './centre.ts';
import { endContact, passOn, settles, timeLeft } from './closing.ts';
import type { Contact } from './contact.ts';
import { MINUTE_MS } from './local-day.ts';
import { recordCall } from './recorded-call.ts';
import type { Worker } from './worker.ts';

const SECOND_MS = 1000;
const LONGEST_CALL_MS = 25 * MINUTE_MS;
const HOLD_SHARE = 0.22;
const TRANSFER_SHARE = 0.055;
const WARM_SHARE = 0.5;
/** Nobody new takes over when the day is about to end. */
const NO_TRANSFERS_BEFORE_END_MS = 15 * MINUTE_MS;

interface Hold {
	readonly afterMs: number;
	readonly durationMs: number;
}

function holds({ random }: Centre, talkMs: number, warm: boolean): Hold[] {
	const list: Hold[] = [];
	const hold = (share: number) => {
		const durationMs = Math.min(5 * MINUTE_MS, random.logNormal(40 * SECOND_MS, 0.6));
		list.push({ afterMs: talkMs * share, durationMs });
	};
	if (random.chance(HOLD_SHARE)) hold(random.between(0.2, 0.5));
	// A warm transfer asks the other side while the customer is on hold.
	if (warm || random.chance(HOLD_SHARE / 4)) hold(random.between(0.7, 0.9));
	return list;
}

function transferKind({ random }: Centre, contact: Contact): 'cold' | 'warm' | null {
	const { queue, segment } = contact;
	if (segment > 2 || queue.passesTo.length === 0) return null;
	if (!random.chance(TRANSFER_SHARE)) return null;
	return random.chance(WARM_SHARE) ? 'warm' : 'cold';
}

export function serveCall(centre: Centre, contact: Contact, worker: Worker): void {
	const { agenda, random, sheet } = centre;
	const { work } = contact.queue;
	const startedMs = agenda.nowMs;
	const typicalMs = random.logNormal(work.medianMs, work.sigma) * worker.agent.pace;
	const talkMs = Math.min(Math.max(20 * SECOND_MS, typicalMs), LONGEST_CALL_MS);
	const kind = transferKind(centre, contact);
	const where = { agent: worker.agent.id, segment: contact.segment };
	let heldMs = 0;
	const leftMs = timeLeft(centre, worker);
	for (const { afterMs, durationMs } of holds(centre, talkMs, kind === 'warm')) {
		const startsAfterMs = afterMs + heldMs;
		if (startsAfterMs + durationMs + SECOND_MS > leftMs) break;
		agenda.after(startsAfterMs, () => {
			sheet.write('interaction.held', contact.id, where);
		});
		agenda.after(startsAfterMs + durationMs, () => {
			sheet.write('interaction.resumed', contact.id, where);
		});
		heldMs += durationMs;
	}
	agenda.after(Math.min(talkMs + heldMs, leftMs), () => {
		if (kind !== null && agenda.nowMs <= centre.day.endMs - NO_TRANSFERS_BEFORE_END_MS) {
			passOn(centre, contact, worker, kind);
			return;
		}
		const by = random.chance(0.65) ? 'customer' : 'agent';
		const settled = settles(centre, contact);
		endContact(centre, contact, worker, by, settled);
		// Nobody hears the music of a hold.
		if (heldMs === 0) recordCall(centre, contact, worker, { startedMs, settled });
	});
}
