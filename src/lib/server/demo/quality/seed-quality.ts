/** A month of quality work for the demo centre: evaluations, disputes, calibration and coaching, over its own contacts. */
import { COMPANY } from '#lib/domain/access/team.ts';
import type { PublishedForm } from '#lib/domain/quality/form.ts';
import { disputableQuestions } from '#lib/domain/quality/dispute.ts';
import type { EvaluationKind } from '#lib/domain/quality/evaluation.ts';
import type { Candidate } from '#lib/domain/quality/sampling/candidate.ts';
import type { Actor } from '../../audit/audit-log.ts';
import type { NewAssignment } from '../../quality/assignments.ts';
import type { StoredEvaluation } from '../../quality/stored-evaluation.ts';
import { chance } from './chance.ts';
import { judge } from './judge.ts';
import type { Past } from './past.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Evaluators read with different eyes; that is what calibration is for. */
const SEVERITY = [0.03, 0, -0.06];
/** Of the random sample: judged a second time, unawares. */
const SECOND_SHARE = 0.12;

export interface Evaluators {
	readonly people: readonly { readonly id: string; readonly name: string }[];
}

export interface SeedWork extends Evaluators {
	readonly past: Past;
	/** By channel; '' for all others. */
	readonly forms: ReadonlyMap<string, PublishedForm>;
	/** Lets the process do something else in between; throws when it is to end. */
	readonly breathe: () => Promise<void>;
}

const actorOf = ({ id, name }: { readonly id: string; readonly name: string }): Actor => ({
	kind: 'person',
	id,
	name,
	address: ''
});

/** 0.6..0.95, and the same all month. */
export const skillOf = (agent: string): number => 0.6 + 0.35 * chance('skill', agent);

function formFor({ forms }: SeedWork, channel: string): PublishedForm {
	const form = forms.get(channel) ?? forms.get('');
	if (!form) throw new Error('the demo has no form for the channel');
	return form;
}

function assignmentOf(
	work: SeedWork,
	contact: Candidate,
	about: {
		readonly evaluator: string;
		readonly kind: EvaluationKind;
		readonly lane: 'random' | 'targeted';
	},
	beside: string | null = null
): NewAssignment {
	const form = formFor(work, contact.channel);
	return {
		...about,
		...{ draw: null, stratum: '', drawKey: '', session: null, beside },
		...{ interaction: contact.id, agent: contact.agent, queue: contact.queue },
		channel: contact.channel,
		contactAtMs: contact.handledAtMs,
		...{ form: form.form, formVersion: form.version },
		dueAtMs: work.past.now() + 7 * DAY_MS,
		createdBy: ''
	};
}

/** Starts what was assigned, fills it in and submits it. */
async function judgeAssigned(
	work: SeedWork,
	id: string,
	{ evaluator, contact, kind }: { evaluator: number; contact: Candidate; kind: EvaluationKind }
): Promise<StoredEvaluation | null> {
	const { past, people } = work;
	const person = people[evaluator];
	if (!person) throw new Error('no such evaluator');
	const by = { ...actorOf(person), agent: null };
	const started = await past.evaluations.start({ assignment: id }, by);
	if (!started.ok) return null;
	const { evaluation } = started;
	const form = formFor(work, contact.channel);
	const skill = Math.min(0.98, skillOf(contact.agent) + (SEVERITY[evaluator] ?? 0));
	const filled = judge(form.content, {
		words: `${contact.id}|${kind === 'review' ? 'review' : evaluator % 2}`,
		skill,
		contactMs: Math.max(20_000, contact.handleMs)
	});
	const write = {
		filled,
		draftRevision: evaluation.draftRevision,
		workMs: Math.round((4 + 8 * chance('work', contact.id)) * 60_000),
		heardShare: contact.hasRecording ? 1 : null
	};
	const submitted = await past.evaluations.submit(evaluation.id, write, by);
	return submitted.ok ? submitted.evaluation : null;
}

/** One contact, judged on the day after it by whoever's turn it is. */
export async function evaluate(
	work: SeedWork,
	contact: Candidate,
	{ lane, atMs }: { readonly lane: 'random' | 'targeted'; readonly atMs: number }
): Promise<StoredEvaluation | null> {
	const { past, people } = work;
	past.goTo(atMs);
	const evaluator = Math.floor(chance('evaluator', contact.id) * people.length);
	const about = { evaluator: people[evaluator]?.id ?? '', kind: 'standard' as const, lane };
	const [id] = await past.database
		.transaction()
		.execute((transaction) =>
			past.assignments.create(transaction, [assignmentOf(work, contact, about)])
		);
	await work.breathe();
	if (id === undefined) return null;
	const evaluation = await judgeAssigned(work, id, { evaluator, contact, kind: 'standard' });
	if (evaluation && lane === 'random' && chance('second', contact.id) < SECOND_SHARE)
		await judgeAgain(work, contact, { evaluation, evaluator: (evaluator + 1) % people.length });
	return evaluation;
}

/** By somebody who knows nothing of the first. */
async function judgeAgain(
	work: SeedWork,
	contact: Candidate,
	{ evaluation, evaluator }: { readonly evaluation: StoredEvaluation; readonly evaluator: number }
): Promise<void> {
	const { past, people } = work;
	const about = {
		evaluator: people[evaluator]?.id ?? '',
		kind: 'second' as const,
		lane: 'random' as const
	};
	const [id] = await past.database
		.transaction()
		.execute((transaction) =>
			past.assignments.create(transaction, [assignmentOf(work, contact, about, evaluation.id)])
		);
	if (id !== undefined) await judgeAssigned(work, id, { evaluator, contact, kind: 'second' });
	await work.breathe();
}

/** Disputes what was lost in it, and where it is to be decided, judges it a second time and decides. */
export async function dispute(
	work: SeedWork,
	{
		evaluation,
		contact,
		agentName,
		decides
	}: {
		readonly evaluation: StoredEvaluation;
		readonly contact: Candidate;
		readonly agentName: string;
		readonly decides: 'upheld' | 'revised' | null;
	}
): Promise<void> {
	const { past, people } = work;
	const form = formFor(work, contact.channel);
	const current = await past.evaluations.find(evaluation.id);
	if (!current?.result) return;
	const lost = new Set(
		current.result.questions.filter(({ share }) => (share ?? 1) < 1).map(({ question }) => question)
	);
	const [question] = disputableQuestions(form, current.result, []).filter((id) => lost.has(id));
	if (question === undefined) return;
	const agent = {
		kind: 'person' as const,
		id: `agent-${contact.agent}`,
		name: agentName,
		address: ''
	};
	const reason = 'En la conversación se ve que sí lo hice; fue antes de que el cliente preguntara.';
	const opened = await past.disputes.dispute(evaluation.id, [{ question, reason }], {
		actor: agent,
		agent: contact.agent
	});
	const reviewer = people.findIndex(({ id }) => id !== evaluation.evaluator);
	const person = people[reviewer];
	if (!opened.ok || decides === null || !person) return;
	const by = { actor: actorOf(person), agent: null };
	const taken = await past.disputes.take(evaluation.id, by);
	if (!taken.ok) return;
	await judgeAssigned(work, taken.assignment, { evaluator: reviewer, contact, kind: 'review' });
	const because =
		decides === 'revised'
			? 'Es cierto: se confirma al principio de la conversación.'
			: 'Se menciona, pero el cliente no llegó a recibir una respuesta.';
	await past.disputes.decide(evaluation.id, [{ question, outcome: decides, reason: because }], by);
}

/** A session over these contacts; scored by all where it is over. */
export async function calibrate(
	work: SeedWork,
	contacts: readonly Candidate[],
	{ name, isOver, atMs }: { readonly name: string; readonly isOver: boolean; readonly atMs: number }
): Promise<void> {
	const { past, people } = work;
	const [first] = contacts;
	const [leader] = people;
	if (!first || !leader) return;
	past.goTo(atMs);
	const form = formFor(work, first.channel);
	const session = await past.sessions.create(
		{
			...{ team: COMPANY, name, form: form.form, formVersion: form.version },
			...{ gold: leader.id, draw: null, dueAtMs: atMs + 5 * DAY_MS },
			contacts: contacts.map(({ id, agent, queue, channel, handledAtMs }) => ({
				...{ interaction: id, agent, queue, channel, contactAtMs: handledAtMs }
			})),
			evaluators: people.map(({ id }) => ({ id, agent: null }))
		},
		actorOf(leader)
	);
	if (!isOver) return;
	for (const [evaluator, { id }] of people.entries()) {
		for (const assignment of await past.assignments.open(id)) {
			const contact = contacts.find((one) => one.id === assignment.interaction);
			if (assignment.session !== session || !contact) continue;
			await judgeAssigned(work, assignment.id, { evaluator, contact, kind: 'calibration' });
			await work.breathe();
		}
	}
	past.goTo(atMs + 2 * DAY_MS);
	await past.sessions.reveal(session, '', actorOf(leader));
	const notes =
		'Se da por bueno el cierre cuando el agente repite lo acordado, aunque no despida con la fórmula.';
	await past.sessions.decide(session, { notes, contacts: {} }, actorOf(leader));
	await past.sessions.close(session, actorOf(leader));
}

/** When the evaluation of a contact of then is done: a working day later, never after now. */
export const judgedAt = (contact: Candidate, nowMs: number): number =>
	Math.min(
		nowMs,
		contact.handledAtMs + DAY_MS + Math.floor(chance('hour', contact.id) * 6 * HOUR_MS)
	);

/** One contact an agent, the one chance likes best. */
export function onePerAgent(contacts: readonly Candidate[], words: string): Candidate[] {
	const best = new Map<string, { contact: Candidate; key: number }>();
	for (const contact of contacts) {
		const key = chance(words, contact.id);
		const known = best.get(contact.agent);
		if (!known || key < known.key) best.set(contact.agent, { contact, key });
	}
	return [...best.values()].map(({ contact }) => contact);
}
