/** One evaluation as the agent it is about reads it: what it says, what it rests on, and what can be done about it. */
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import type { Answer, FilledForm, FormResult, Moment } from '#lib/domain/quality/answers.ts';
import { disputableQuestions } from '#lib/domain/quality/dispute.ts';
import type { Dispute, DisputeState } from '#lib/domain/quality/dispute.ts';
import { questionsOf } from '#lib/domain/quality/form.ts';
import type { FormContent, PublishedForm, Question } from '#lib/domain/quality/form.ts';
import { movesOf } from '#lib/domain/quality/lifecycle.ts';
import type { ReportFacts } from '#lib/domain/quality/report.ts';
import type { TimelineEntry } from '#lib/domain/records/timeline.ts';
import { readSettings } from '../store/settings.ts';
import { readSteps } from './evaluation-log.ts';
import { namesFor, readContact } from './evaluation-page.ts';
import type { ContactRead, PageEvent, PageParts } from './evaluation-page.ts';
import { historyLines, stepsForAgent } from './history-lines.ts';
import type { HistoryLine } from './history-lines.ts';
import { reportFacts } from './report-facts.ts';
import { disputesOf } from './stored-dispute.ts';
import type { StoredEvaluation, StoredRevision } from './stored-evaluation.ts';

export interface Evidence {
	readonly moment: Moment;
	/** Text of the question it belongs to; null: the whole. */
	readonly question: string | null;
	/** What it is pinned to; null: an instant, or it is no longer kept. */
	readonly entry: TimelineEntry | null;
}

export interface OwnDispute {
	readonly id: string;
	readonly text: string;
	/** Null: the form cannot be read. */
	readonly asked: Question | null;
	readonly reason: string;
	readonly state: DisputeState;
	readonly decision: string;
	/** As it was when it was disputed, and as it is now. */
	readonly before: Answer | null;
	readonly now: Answer | null;
}

export interface OwnReport {
	readonly facts: ReportFacts;
	/** Null: the form cannot be read. */
	readonly content: FormContent | null;
	readonly filled: FilledForm;
	readonly result: FormResult;
	readonly disputeUntilMs: number | null;
	readonly agentComment: string;
	readonly mayAcknowledge: boolean;
	readonly mayDispute: boolean;
	/** What can be disputed, in the order it is asked. */
	readonly disputable: readonly { readonly id: string; readonly text: string }[];
	readonly disputes: readonly OwnDispute[];
	readonly evidence: readonly Evidence[];
	readonly trouble: ContactRead['trouble'];
	readonly history: readonly HistoryLine[];
}

const answerIn = (revision: StoredRevision | undefined, question: string): Answer | null => {
	const answers = revision?.filled.answers ?? {};
	return Object.hasOwn(answers, question) ? (answers[question] ?? null) : null;
};

function evidenceOf(
	{ moments }: FilledForm,
	{ judged }: ContactRead,
	textOf: (question: string) => string
): Evidence[] {
	const entries = new Map((judged?.contact.timeline ?? []).map((entry) => [entry.id, entry]));
	return [...moments]
		.sort((a, b) => a.atMs - b.atMs)
		.map((moment) => ({
			moment,
			question: moment.question === '' ? null : textOf(moment.question),
			entry: entries.get(moment.event) ?? null
		}));
}

function ownDisputes(
	disputes: readonly Dispute[],
	revisions: readonly StoredRevision[],
	asked: ReadonlyMap<string, Question>
): OwnDispute[] {
	return disputes.map(({ id, question, reason, state, decision, revision }) => ({
		...{ id, reason, state, decision },
		text: asked.get(question)?.text ?? question,
		asked: asked.get(question) ?? null,
		before: answerIn(
			revisions.find((one) => one.revision === revision),
			question
		),
		now: answerIn(revisions.at(-1), question)
	}));
}

interface Stored {
	readonly form: PublishedForm | null;
	readonly revisions: readonly StoredRevision[];
	readonly disputes: readonly Dispute[];
	readonly read: ContactRead;
}

async function readStored(
	parts: PageParts,
	event: PageEvent,
	{ id, form, formVersion, interaction }: StoredEvaluation
): Promise<Stored> {
	const [published, revisions, disputes] = await Promise.all([
		parts.quality.forms.published(form, formVersion),
		parts.quality.evaluations.revisions(id),
		disputesOf(parts.store.database, id)
	]);
	// Only where something of it is shown: whoever reads what was said is in the audit log.
	const isPinned = (revisions.at(-1)?.filled.moments ?? []).length > 0;
	const read: ContactRead = isPinned
		? await readContact(parts, event, interaction)
		: { judged: null, trouble: 'missing' };
	return { form: published, revisions, disputes, read };
}

/** Null: there is nothing to read. */
export async function ownReport(
	parts: PageParts,
	event: PageEvent,
	{ person, evaluation }: { person: PersonPrincipal; evaluation: StoredEvaluation }
): Promise<OwnReport | null> {
	const [{ form, revisions, disputes, read }, names, steps, { quality: settings }] =
		await Promise.all([
			readStored(parts, event, evaluation),
			namesFor(parts, event, [evaluation], true),
			readSteps(parts.store.database, evaluation.id),
			readSettings(parts.store.database)
		]);
	const newest = revisions.at(-1);
	if (!newest) return null;
	const { filled, result } = newest;
	const facts = reportFacts(evaluation, names);
	const asked = new Map(
		(form ? questionsOf(form.content) : []).map(({ question }) => [question.id, question])
	);
	const textOf = (question: string): string => asked.get(question)?.text ?? question;
	const moves = movesOf(evaluation, 'agent', Date.now());
	const mayName = (id: string): boolean => settings.showsEvaluator || id === person.id;
	return {
		...{ filled, result, content: form?.content ?? null, trouble: read.trouble },
		facts: settings.showsEvaluator ? facts : { ...facts, evaluator: null },
		disputeUntilMs: evaluation.disputeUntilMs,
		agentComment: evaluation.agentComment,
		mayAcknowledge: moves.includes('acknowledged'),
		mayDispute: moves.includes('disputed'),
		disputable: form
			? disputableQuestions(form, result, disputes).map((id) => ({ id, text: textOf(id) }))
			: [],
		disputes: ownDisputes(disputes, revisions, asked),
		evidence: evidenceOf(filled, read, textOf),
		history: historyLines(stepsForAgent(steps), { form, nameOf: names.person, mayName })
	};
}
