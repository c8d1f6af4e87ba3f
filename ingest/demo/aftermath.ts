/** What follows a contact: surveys, second tries, calls back, reopened conversations. */
import { callBack } from './callback.ts';
import type { Centre } from './centre.ts';
import type { Contact } from './contact.ts';
import { HOUR_MS, MINUTE_MS } from './local-day.ts';
import { QUEUES } from './queues.ts';
import type { QueueProfile } from './queues.ts';

const SECOND_MS = 1000;
const RETRY_SHARE = 0.4;
const MOST_ATTEMPTS = 3;
const CALLBACK_SHARE = 0.2;
const SAME_DAY_RETURN_SHARE = 0.18;
const SURVEY_SHARE = 0.42;
const ANSWER_SHARE = 0.32;
const COMMENT_SHARE = 0.4;
/** Nothing new begins shortly before midnight: the day has to end. */
const LAST_START_MS = 30 * MINUTE_MS;

/** Later the same day, or not at all. */
function later({ agenda, day }: Centre, delayMs: number, action: () => void): void {
	if (agenda.nowMs + delayMs < day.endMs - LAST_START_MS) agenda.after(delayMs, action);
}

export function gaveUp(centre: Centre, contact: Contact): void {
	const { random } = centre;
	const { queue, errand, attempt } = contact;
	if (queue.kind === 'call' && random.chance(CALLBACK_SHARE)) {
		later(centre, random.between(8, 35) * MINUTE_MS, () => {
			callBack(centre, queue, errand);
		});
	} else if (attempt < MOST_ATTEMPTS && random.chance(RETRY_SHARE)) {
		later(centre, random.between(1, 12) * MINUTE_MS, () => {
			centre.admit(queue, errand, attempt + 1);
		});
	}
}

const reopenShare = ({ kind, channel }: QueueProfile): number =>
	kind === 'letter' ? 0.06 : channel === 'whatsapp' ? 0.03 : 0;

export function concluded(centre: Centre, contact: Contact, settled: boolean): void {
	const { random } = centre;
	const { queue, errand, reopened } = contact;
	if (!settled && !errand.again && random.chance(SAME_DAY_RETURN_SHARE)) {
		const elsewhere = QUEUES.filter(({ topics }) => topics.some(([name]) => name === errand.topic));
		later(centre, random.between(0.6, 5) * HOUR_MS, () => {
			centre.admit(random.pick(elsewhere), { ...errand, again: true }, 0);
		});
	}
	if (reopened) return;
	if (queue.kind !== 'letter' && random.chance(SURVEY_SHARE)) survey(centre, contact, settled);
	if (random.chance(reopenShare(queue))) {
		later(centre, random.between(10, 150) * MINUTE_MS, () => {
			reopen(centre, contact);
		});
	}
}

function reopen(centre: Centre, contact: Contact): void {
	const { agenda, random, sheet, speech, switchboard } = centre;
	const { language } = contact.errand.customer;
	contact.reopened = true;
	contact.segment += 1;
	contact.mood = random.chance(0.5) ? 'upset' : 'neutral';
	sheet.write('interaction.reopened', contact.id, {});
	agenda.after(30, () => {
		sheet.write('interaction.message', contact.id, {
			author: 'customer',
			text: speech.reply(language, contact.mood),
			language,
			segment: contact.segment,
			...(contact.queue.channel === 'social' ? { public: true } : {})
		});
		switchboard.enqueue(contact);
	});
}

type SurveyKind = 'csat' | 'nps' | 'ces' | 'fcr';

const SCALES: Readonly<Record<SurveyKind, readonly [number, number]>> = {
	csat: [1, 5],
	nps: [0, 10],
	ces: [1, 7],
	fcr: [0, 1]
};

/** Satisfaction from 0 to 1, pulled by the outcome, the wait and the mood. */
function satisfaction({ random }: Centre, contact: Contact, settled: boolean): number {
	const waitedPenalty = Math.min(0.25, contact.waitedMs / (12 * MINUTE_MS));
	const mood = contact.mood === 'upset' ? -0.12 : contact.mood === 'pleased' ? 0.06 : 0;
	const mean = (settled ? 0.88 : 0.42) - waitedPenalty + mood;
	return Math.min(1, Math.max(0, mean + 0.17 * random.normal()));
}

function survey(centre: Centre, contact: Contact, settled: boolean): void {
	const { agenda, random, sheet, speech } = centre;
	const kind = random.weighted([
		['csat', 0.55],
		['nps', 0.25],
		['ces', 0.08],
		['fcr', 0.12]
	] as const);
	const id = `${contact.id}-s`;
	const interaction = contact.id;
	const { customer } = contact.errand;
	agenda.after(random.between(20, 90) * SECOND_MS, () => {
		sheet.write('survey.sent', id, { kind, interaction });
		if (!random.chance(ANSWER_SHARE)) return;
		const [scaleMin, scaleMax] = SCALES[kind];
		const level = satisfaction(centre, contact, settled);
		const score = scaleMin + Math.round(level * (scaleMax - scaleMin));
		const said = random.chance(COMMENT_SHARE)
			? { comment: speech.comment(customer.language, level >= 0.6) }
			: {};
		const thinkingMs = Math.min(90 * MINUTE_MS, random.logNormal(3 * MINUTE_MS, 0.9));
		agenda.after(thinkingMs, () => {
			sheet.write('survey.answered', id, {
				kind,
				score,
				scaleMin,
				scaleMax,
				interaction,
				customer: customer.id,
				...said
			});
		});
	});
}
