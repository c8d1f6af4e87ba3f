/** The month of quality work of the demo, in the order it happened. */
import { COMPANY } from '#lib/domain/access/team.ts';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { LearningItem } from '#lib/domain/quality/coaching/learning-item.ts';
import type { Candidate } from '#lib/domain/quality/sampling/candidate.ts';
import { SYSTEM } from '../../audit/audit-log.ts';
import type { ClickHouse } from '../../clickhouse/client.ts';
import type { ItemStore } from '../../quality/coaching/items.ts';
import { readCandidates } from '../../quality/sampling/candidates.ts';
import type { StoredEvaluation } from '../../quality/stored-evaluation.ts';
import { chance } from './chance.ts';
import { calibrate, dispute, evaluate, judgedAt, onePerAgent } from './seed-quality.ts';
import type { SeedWork } from './seed-quality.ts';

const DAY_MS = 86_400_000;
/** Days back from today whose contacts are judged: far enough apart to see how somebody does over time. */
const DAYS_BACK = [27, 23, 19, 15, 11, 7, 4, 2];
const UNHAPPY_DAYS = [21, 14, 6];
const UNHAPPY_BELOW = -0.5;
const MOST_UNHAPPY = 6;
/** Agents of the demo centre people can sign in as, whose list should not be short. */
const KNOWN_AGENT = 'a01';

interface Judged {
	readonly contact: Candidate;
	readonly evaluation: StoredEvaluation;
}

export interface MonthSources {
	readonly clickhouse: ClickHouse;
	readonly items: ItemStore;
	readonly nowMs: number;
	/** By id of the agent. */
	readonly agentName: (agent: string) => string;
}

const contactsOf = ({ clickhouse, nowMs }: MonthSources, daysBack: number): Promise<Candidate[]> =>
	readCandidates(clickhouse, EVERYTHING, {
		fromMs: nowMs - (daysBack + 1) * DAY_MS,
		toMs: nowMs - daysBack * DAY_MS
	});

/** Empty until the history of the demo centre is there. */
export async function hasHistory(sources: MonthSources): Promise<boolean> {
	const [first = 0] = DAYS_BACK;
	const contacts = await contactsOf(sources, first);
	return contacts.length > 0 && (await contactsOf(sources, 1)).length > 0;
}

async function judgeMonth(work: SeedWork, sources: MonthSources): Promise<Judged[]> {
	const judged: Judged[] = [];
	for (const daysBack of DAYS_BACK) {
		const contacts = await contactsOf(sources, daysBack);
		const drawn = onePerAgent(contacts, `random-${daysBack}`).filter(
			// Not everybody every time: samples are never as even as plans.
			({ agent }) => agent === KNOWN_AGENT || chance(`drawn-${daysBack}`, agent) < 0.7
		);
		for (const contact of drawn) {
			const atMs = judgedAt(contact, sources.nowMs);
			const evaluation = await evaluate(work, contact, { lane: 'random', atMs });
			if (evaluation) judged.push({ contact, evaluation });
		}
		if (UNHAPPY_DAYS.includes(daysBack + 1) || UNHAPPY_DAYS.includes(daysBack - 1)) {
			await judgeUnhappy(work, contacts, sources.nowMs);
		}
	}
	return judged;
}

async function judgeUnhappy(
	work: SeedWork,
	contacts: readonly Candidate[],
	nowMs: number
): Promise<void> {
	const unhappy = contacts.filter(({ sentiment }) => (sentiment ?? 0) <= UNHAPPY_BELOW);
	for (const contact of onePerAgent(unhappy, 'targeted').slice(0, MOST_UNHAPPY)) {
		await evaluate(work, contact, { lane: 'targeted', atMs: judgedAt(contact, nowMs) });
	}
}

/** The first of an agent is older than the deadline for disputes, the others are answered as agents do. */
async function answer(
	work: SeedWork,
	judged: readonly Judged[],
	sources: MonthSources
): Promise<void> {
	const { past } = work;
	// In steps of a day, so that each is released when its time came, and closed when its deadline passed.
	for (let daysBack = 26; daysBack >= 0; daysBack--) {
		past.goTo(sources.nowMs - daysBack * DAY_MS);
		await past.releases.releaseDue();
		await past.releases.closeOver();
		await work.breathe();
	}
	past.goTo(sources.nowMs);
	const lost = judged.filter(
		({ evaluation: { finalScore, passed } }) => passed === false && (finalScore ?? 1) > 0
	);
	const decisions = ['revised', 'upheld', 'revised', null, null] as const;
	const recent = lost.filter(
		({ evaluation }) => (evaluation.submittedAtMs ?? 0) > sources.nowMs - 10 * DAY_MS
	);
	for (const [index, { contact, evaluation }] of recent.slice(0, decisions.length).entries()) {
		const agentName = sources.agentName(contact.agent);
		await dispute(work, { evaluation, contact, agentName, decides: decisions[index] ?? null });
		await work.breathe();
	}
}

async function calibrateTwice(work: SeedWork, sources: MonthSources): Promise<void> {
	const contacts = (await contactsOf(sources, 9)).filter(({ channel }) => channel === 'voice');
	const chosen = onePerAgent(contacts, 'calibration').slice(0, 6);
	const atMs = sources.nowMs - 8 * DAY_MS;
	const [over, open] = [chosen.slice(0, 3), chosen.slice(3)];
	await calibrate(work, over, { name: 'Cierre de la llamada', isOver: true, atMs });
	await calibrate(work, open, {
		name: 'Reclamaciones de facturación',
		isOver: false,
		atMs: sources.nowMs - DAY_MS
	});
}

const LISTENING: LearningItem = {
	title: 'Escuchar hasta el final',
	kind: 'text',
	text: 'Quien reclama quiere, antes que nada, contar lo que ha pasado.\n\n1. Deja que termine la primera explicación sin interrumpir.\n2. Repite en una frase lo que has entendido y pide que te lo confirme.\n3. Solo entonces pregunta lo que falte.\n\nLas llamadas en las que se interrumpe duran más, no menos: el cliente vuelve a empezar.',
	address: '',
	quiz: [
		{
			text: 'Un cliente se queja y ya sabes cuál es la solución. ¿Qué haces primero?',
			options: [
				'Le doy la solución para no hacerle perder tiempo',
				'Dejo que termine y repito en una frase lo que he entendido',
				'Le pido el número de contrato'
			],
			right: 1,
			why: 'Hasta que no se siente escuchado, la solución no le llega.'
		},
		{
			text: '¿Para qué sirve repetir lo que has entendido?',
			options: [
				'Para ganar tiempo',
				'Para que conste en la grabación',
				'Para que lo confirme o lo corrija'
			],
			right: 2,
			why: 'Si has entendido otra cosa, se sabe antes de arreglar lo que no es.'
		}
	],
	passAt: 1
};

async function coach(
	work: SeedWork,
	judged: readonly Judged[],
	sources: MonthSources
): Promise<void> {
	const { past, people } = work;
	const [leader] = people;
	if (!leader) return;
	const actor = { kind: 'person' as const, ...leader, address: '' };
	const stored = await sources.items.create({ team: COMPANY, item: LISTENING }, SYSTEM);
	const weak = [...judged]
		.filter(({ evaluation: { finalScore } }) => finalScore !== null)
		.sort((a, b) => (a.evaluation.finalScore ?? 0) - (b.evaluation.finalScore ?? 0));
	const agents = [...new Set([KNOWN_AGENT, ...weak.map(({ contact }) => contact.agent)])].slice(
		0,
		5
	);
	for (const [index, agent] of agents.entries()) {
		const from = weak.find(({ contact }) => contact.agent === agent);
		if (!from) continue;
		const isPast = index >= 3;
		const createdAtMs = sources.nowMs - (isPast ? 18 : 3) * DAY_MS;
		past.goTo(createdAtMs);
		const { evaluation } = from;
		const question = evaluation.result?.questions.find(({ share }) => (share ?? 1) < 1)?.question;
		const task = await past.tasks.create(
			{
				...{ agent, team: COMPANY, coach: leader.id, form: evaluation.form },
				goal: 'Dejar que el cliente termine y repetir lo entendido antes de ofrecer la solución.',
				dueAtMs: createdAtMs + (index === 2 ? 2 : 14) * DAY_MS,
				evaluation: evaluation.id,
				question: question ?? '',
				moments: evaluation.draft.moments.slice(0, 2),
				item: stored.item
			},
			actor
		);
		if (!isPast) continue;
		const own = {
			kind: 'person' as const,
			id: `agent-${agent}`,
			name: sources.agentName(agent),
			address: ''
		};
		past.goTo(createdAtMs + 3 * DAY_MS);
		await past.tasks.answerQuiz(task.id, [1, 2], own);
		await past.tasks.take(
			task.id,
			{ step: 'do', by: 'agent', note: 'Lo he probado esta semana.' },
			own
		);
		past.goTo(createdAtMs + 5 * DAY_MS);
		await past.tasks.take(
			task.id,
			{ step: 'close', by: 'coach', note: 'Se nota en las llamadas.' },
			actor
		);
	}
}

export async function seedMonth(work: SeedWork, sources: MonthSources): Promise<number> {
	const judged = await judgeMonth(work, sources);
	await answer(work, judged, sources);
	await calibrateTwice(work, sources);
	await coach(work, judged, sources);
	return judged.length;
}
