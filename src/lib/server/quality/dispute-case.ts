/** One dispute as its page shows it. Who may still judge blindly is shown nothing of what was said or scored. */
import { may } from '#lib/domain/access/principal.ts';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import type { Answer, ExactShare } from '#lib/domain/quality/answers.ts';
import type { Dispute, DisputeState } from '#lib/domain/quality/dispute.ts';
import { questionsOf } from '#lib/domain/quality/form.ts';
import type { Question } from '#lib/domain/quality/form.ts';
import { reviewUntilMs } from '#lib/domain/quality/review-settings.ts';
import { sameJudgement } from '#lib/domain/quality/revise.ts';
import type { Runtime } from '../runtime.ts';
import { readSettings } from '../store/settings.ts';
import { mayKnow } from './blind.ts';
import { seeingOf } from './dispute-rows.ts';
import type { NamesOf } from './evaluation-page.ts';
import { inReach } from './in-reach.ts';
import { authorsOf, disputesOf, reviewBeside } from './stored-dispute.ts';
import type { StoredEvaluation, StoredRevision } from './stored-evaluation.ts';

type Parts = Pick<Runtime, 'access' | 'quality' | 'store'>;

/** What is to be done with it by whoever looks. */
export type CaseStep =
	| 'take'
	/** From somebody who has it. */
	| 'take-over'
	/** It is theirs; the second judgement is not begun, or not submitted. */
	| 'begin'
	| 'continue'
	| 'decide'
	/** It is open, and not for them. */
	| 'own'
	| 'own-contact'
	| 'none';

export interface CaseQuestion {
	readonly question: string;
	readonly text: string;
	/** Null: the form cannot be read. */
	readonly asked: Question | null;
	readonly state: DisputeState;
	/** Why it was decided so. */
	readonly decision: string;
	/** What the agent says; null: it is not shown yet. */
	readonly reason: string | null;
	/** Null: not there, or not shown yet. */
	readonly first: Answer | null;
	readonly second: Answer | null;
	/** Both say the same. */
	readonly isSame: boolean;
}

export interface CaseView {
	readonly id: string;
	readonly agent: string;
	readonly channel: string;
	readonly interaction: string;
	readonly contactAtMs: number;
	readonly form: string;
	readonly formVersion: number;
	readonly openedAtMs: number;
	readonly untilMs: number;
	readonly isLate: boolean;
	readonly decidedAtMs: number | null;
	/** Names; null: nobody yet, or not shown yet. */
	readonly reviewer: string | null;
	readonly evaluator: string | null;
	readonly step: CaseStep;
	readonly isRevealed: boolean;
	readonly questions: readonly CaseQuestion[];
	/** Of the whole, as it was disputed and as it was judged again. */
	readonly firstScore: ExactShare | null;
	readonly secondScore: ExactShare | null;
}

export interface FoundCase {
	readonly evaluation: StoredEvaluation;
	/** Those that were opened last. */
	readonly disputes: readonly Dispute[];
}

/** Null: there is none, or none in reach. Rejects with QueryError. */
export async function findCase(
	parts: Parts,
	person: PersonPrincipal,
	id: string
): Promise<FoundCase | null> {
	const evaluation = await parts.quality.evaluations.find(id);
	if (evaluation?.kind !== 'standard') return null;
	const { scope, teams } = await seeingOf(parts, person);
	if (!inReach(scope, evaluation, teams)) return null;
	const all = await disputesOf(parts.store.database, id);
	const newest = all.at(-1)?.openedAtMs;
	const disputes = all.filter(({ openedAtMs }) => openedAtMs === newest);
	return disputes.length === 0 ? null : { evaluation, disputes };
}

interface Situation {
	readonly step: CaseStep;
	/** The second judgement, once it is submitted. */
	readonly review: StoredEvaluation | null;
}

/** Of an open dispute, for somebody who decides about disputes. */
async function stepOf(
	{ store: { database } }: Parts,
	person: PersonPrincipal,
	{ evaluation, reviewer, review }: FoundCase & { reviewer: string | null; review: string | null }
): Promise<CaseStep> {
	if (person.agent === evaluation.agent) return 'own-contact';
	if ((await authorsOf(database, evaluation)).has(person.id)) return 'own';
	if (reviewer === null) return 'take';
	if (reviewer !== person.id) return 'take-over';
	if (review === null) return 'begin';
	return review === 'submitted' ? 'decide' : 'continue';
}

async function situationOf(
	parts: Parts,
	person: PersonPrincipal,
	found: FoundCase
): Promise<Situation> {
	const [first] = found.disputes;
	const review = first ? await reviewBeside(parts.store.database, first) : null;
	const submitted = review?.state === 'submitted' ? review : null;
	if (first?.state !== 'open' || !may(person, 'quality.manage'))
		return { step: 'none', review: submitted };
	const where = { ...found, reviewer: first.reviewer, review: review?.state ?? null };
	return { step: await stepOf(parts, person, where), review: submitted };
}

/** Whoever may still judge it blindly is not shown anything. */
const BLIND_STEPS: readonly CaseStep[] = ['take', 'take-over', 'begin', 'continue'];

interface Judgements {
	readonly first: StoredRevision | null;
	readonly second: StoredRevision | null;
}

async function judgementsOf(
	{ quality }: Parts,
	{ evaluation, disputes }: FoundCase,
	review: StoredEvaluation | null
): Promise<Judgements> {
	const revisions = await quality.evaluations.revisions(evaluation.id);
	const disputed = disputes[0]?.revision;
	const second = review === null ? [] : await quality.evaluations.revisions(review.id);
	return {
		first: revisions.find(({ revision }) => revision === disputed) ?? null,
		second: second.at(-1) ?? null
	};
}

const answerIn = (judgement: StoredRevision | null, question: string): Answer | null => {
	const answers = judgement?.filled.answers ?? {};
	return Object.hasOwn(answers, question) ? (answers[question] ?? null) : null;
};

const agree = (first: Answer | null, second: Answer | null): boolean =>
	second !== null && sameJudgement(first ?? undefined, second);

type Shown = Judgements & { readonly asked: ReadonlyMap<string, Question> };

function questionOf(
	{ question, state, decision, reason }: Dispute,
	{ first, second, asked }: Shown,
	isRevealed: boolean
): CaseQuestion {
	const [one, other] = [answerIn(first, question), answerIn(second, question)];
	return {
		...{ question, state, decision, first: one, second: other },
		text: asked.get(question)?.text ?? question,
		asked: asked.get(question) ?? null,
		reason: isRevealed ? reason : null,
		isSame: agree(one, other)
	};
}

/** What may be shown of both judgements. */
async function shownOf(
	parts: Parts,
	found: FoundCase,
	{ step, review, isRevealed }: Situation & { readonly isRevealed: boolean }
): Promise<Judgements> {
	if (!isRevealed) return { first: null, second: null };
	const { first, second } = await judgementsOf(parts, found, review);
	const isDecided = found.disputes.every(({ state }) => state !== 'open');
	// Whoever decides sees the second one first.
	return { first, second: isDecided || step === 'decide' ? second : null };
}

/** Who is in it and until when; the evaluator only where scores are shown as well. */
function factsOf(
	{ evaluation, disputes }: FoundCase,
	names: NamesOf,
	isRevealed: boolean
): Pick<CaseView, 'agent' | 'reviewer' | 'evaluator' | 'openedAtMs' | 'decidedAtMs'> {
	const { openedAtMs = 0, decidedAtMs = null, reviewer = null } = disputes[0] ?? {};
	return {
		...{ openedAtMs, decidedAtMs },
		agent: names.agent(evaluation.agent),
		reviewer: reviewer === null ? null : names.person(reviewer),
		evaluator: isRevealed ? names.person(evaluation.evaluator) : null
	};
}

export async function caseView(
	parts: Parts,
	person: PersonPrincipal,
	{ found, names, nowMs }: { found: FoundCase; names: NamesOf; nowMs: number }
): Promise<CaseView> {
	const { evaluation, disputes } = found;
	const { id, channel, interaction, contactAtMs, formVersion } = evaluation;
	const [situation, form, { quality: settings }, isKnown] = await Promise.all([
		situationOf(parts, person, found),
		parts.quality.forms.published(evaluation.form, formVersion),
		readSettings(parts.store.database),
		mayKnow(parts.store.database, id, person.id)
	]);
	const { step } = situation;
	const isRevealed = isKnown && !BLIND_STEPS.includes(step);
	const { first, second } = await shownOf(parts, found, { ...situation, isRevealed });
	const questions = (form ? questionsOf(form.content) : []).map(({ question }) => question);
	const shown = { first, second, asked: new Map(questions.map((one) => [one.id, one])) };
	const facts = factsOf(found, names, isRevealed);
	const untilMs = reviewUntilMs(settings, facts.openedAtMs);
	return {
		...{ id, channel, interaction, contactAtMs, formVersion, untilMs, step, isRevealed },
		...facts,
		isLate: facts.decidedAtMs === null && untilMs < nowMs,
		form: form?.content.name ?? evaluation.form,
		questions: disputes.map((dispute) => questionOf(dispute, shown, isRevealed)),
		firstScore: first?.result.final ?? null,
		secondScore: second?.result.final ?? null
	};
}
