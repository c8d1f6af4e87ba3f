/** What evaluations come to by the words of the README of metrics, in plain TypeScript and apart from the SQL. */
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { distinct, inOrder } from './fold.ts';

type Of<N> = Extract<KnownEvent, { name: N }>;
type Told = Of<'evaluation.submitted'> | Of<'evaluation.revised'>;

export interface FoldedEvaluation {
	piece: string;
	atMs: number;
	interaction: string;
	queue: string;
	channel: string;
	agent: string;
	evaluator: string;
	/** Measures that are not 0. */
	adds: Record<string, number>;
}

const isTold = (event: KnownEvent): event is Told =>
	event.name === 'evaluation.submitted' || event.name === 'evaluation.revised';
const CLASSES = ['customer', 'business', 'compliance'] as const;

const millionths = (share: number): number => Math.floor(share * 1_000_000 + 0.5);

function score(names: readonly [string, string, string], share: number | null) {
	if (share === null) return {};
	const whole = millionths(share);
	return { [names[0]]: 1, [names[1]]: whole, [names[2]]: whole ** 2 };
}

function criticals({ criticalApplicable, criticalFailed }: Told['data']): Record<string, number> {
	return Object.fromEntries(
		CLASSES.flatMap((name) => {
			const isWrong = criticalFailed.includes(name);
			if (!isWrong && !criticalApplicable.includes(name)) return [];
			return [
				[`${name}_critical_applicable`, 1],
				[`${name}_critical_correct`, isWrong ? 0 : 1]
			];
		})
	);
}

function ofRandom(data: Told['data']): Record<string, number> {
	const { finalScore, rawScore, passed, autoFailed } = data;
	return {
		qa_drawn: 1,
		qa_auto_failed: autoFailed ? 1 : 0,
		...score(['qa_scored', 'qa_millionths', 'qa_squares'], finalScore),
		...score(['qa_raw_scored', 'qa_raw_millionths', 'qa_raw_squares'], rawScore),
		qa_judged: passed === null ? 0 : 1,
		qa_passed: passed === true ? 1 : 0,
		...criticals(data)
	};
}

function byContact({ finalScore, passed, lane }: Told['data']): Record<string, number> {
	if (lane !== 'random') return {};
	const names = [
		'qa_scored_by_contact',
		'qa_millionths_by_contact',
		'qa_squares_by_contact'
	] as const;
	return {
		...score(names, finalScore),
		qa_judged_by_contact: passed === null ? 0 : 1,
		qa_passed_by_contact: passed === true ? 1 : 0
	};
}

/** By revision; of several about one the latest holds. */
function decisionsOf(own: readonly KnownEvent[]): string[] {
	const byRevision = new Map<number, string>();
	for (const event of own) {
		if (event.name === 'evaluation.decided')
			byRevision.set(event.data.revision, event.data.outcome);
	}
	return [...byRevision.values()];
}

function bySubmission(data: Told['data'], own: readonly KnownEvent[]): Record<string, number> {
	const decided = decisionsOf(own);
	const isDisputed = own.some(({ name }) => name === 'evaluation.disputed');
	const targeted = ['qa_targeted_scored', 'qa_targeted_millionths', 'qa_targeted_squares'] as const;
	return {
		evaluations: 1,
		evaluations_disputed: isDisputed ? 1 : 0,
		disputes_decided: decided.length,
		disputes_revised: decided.filter((outcome) => outcome === 'revised').length,
		...(data.workMs === undefined ? {} : { evaluations_timed: 1, evaluation_work_ms: data.workMs }),
		...(data.lane === 'random' ? ofRandom(data) : score(targeted, data.finalScore))
	};
}

const withoutZeros = (adds: Record<string, number>): Record<string, number> =>
	Object.fromEntries(Object.entries(adds).filter(([, sum]) => sum !== 0));

export function foldEvaluations(events: readonly KnownEvent[]): FoldedEvaluation[] {
	const evaluations = new Map<string, KnownEvent[]>();
	for (const event of distinct(events).sort(inOrder))
		evaluations.set(event.subject, [...(evaluations.get(event.subject) ?? []), event]);
	const out: FoldedEvaluation[] = [];
	for (const [id, own] of evaluations) {
		const told = own.filter(isTold);
		const highest = Math.max(...told.map(({ data }) => data.revision));
		const newest = told.findLast(({ data }) => data.revision === highest);
		if (newest?.data.kind !== 'standard') continue;
		if (own.some(({ name }) => name === 'evaluation.retracted')) continue;
		const { data } = newest;
		const { interaction, agent, evaluator, queue = '', channel = '' } = data;
		const row = { interaction, queue, channel, agent, evaluator };
		const add = (happening: string, at: string, adds: Record<string, number>) =>
			out.push({
				piece: `${id} ${happening}`,
				atMs: Date.parse(at),
				...row,
				adds: withoutZeros(adds)
			});
		add('handled', data.contactAt, byContact(data));
		add('submitted', data.submittedAt, bySubmission(data, own));
	}
	return out.sort((a, b) => (a.piece < b.piece ? -1 : 1));
}
