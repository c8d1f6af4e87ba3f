/** Fills in a form as an evaluator of the demo would who heard an agent of a given skill. Pure: the same words, the same form. */
import { EMPTY_ANSWER } from '#lib/domain/quality/answers.ts';
import type { Answer, FilledForm } from '#lib/domain/quality/answers.ts';
import { questionsOf } from '#lib/domain/quality/form.ts';
import type { FormContent, Option, Question } from '#lib/domain/quality/form.ts';
import { answerStates, missingIn } from '#lib/domain/quality/scoring.ts';
import { chance, pick } from './chance.ts';

const COMMENTS = [
	'El cliente lo pidió dos veces antes de que se le contestara.',
	'Lo explicó con calma, pero dio por hecho que el cliente conocía el plazo.',
	'Habría bastado con repetir lo acordado antes de despedirse.',
	'Interrumpió al cliente cuando todavía contaba el problema.',
	'Ofreció la solución correcta; faltó confirmar que le servía.'
];
const TEXTS = [
	'Buen trato de principio a fin. Seguir así.',
	'Escuchar hasta el final evita tener que volver sobre lo mismo.',
	'La solución fue buena; el cierre, un poco apresurado.'
];

export interface Judging {
	/** What sets this judgement apart from all others. */
	readonly words: string;
	/** 0..1: how often the agent does it right. */
	readonly skill: number;
	/** How long the contact was. */
	readonly contactMs: number;
}

const ERROR_SHARE = 0.08;
const NA_SHARE = 0.15;

/** The best option for the lucky; errors are rare also for the others. */
function optionOf(options: readonly Option[], { words, skill }: Judging): Option | undefined {
	const ranked = [...options].sort((a, b) => b.points - a.points);
	const [best] = ranked;
	if (chance(words, 'right') < skill) return best;
	const others = ranked.slice(1);
	const harmless = others.filter(({ isError }) => !isError);
	if (harmless.length > 0) return pick(harmless, words, 'other');
	return others.length > 0 && chance(words, 'error') < ERROR_SHARE
		? pick(others, words, 'other')
		: best;
}

function chosenOf({ type, options }: Question, judging: Judging): string[] {
	if (type === 'multiple') {
		const good = options.filter(({ points, isError }) => points > 0 && !isError);
		const seen = good.filter(({ id }) => chance(judging.words, id) < judging.skill);
		return (seen.length > 0 ? seen : good.slice(0, 1)).map(({ id }) => id);
	}
	const option = optionOf(options, judging);
	return option ? [option.id] : [];
}

function numberOf({ type, range, bands }: Question, { words, skill }: Judging): number | null {
	const luck = Math.min(1, Math.max(0, skill + (chance(words, 'number') - 0.5) * 0.5));
	if (type === 'range' && range) return range.min + Math.round((range.max - range.min) * luck);
	if (type !== 'number') return null;
	const ranked = [...bands].sort((a, b) => b.points - a.points);
	const band = ranked[Math.min(ranked.length - 1, Math.floor((1 - luck) * ranked.length))];
	return band?.from ?? 0;
}

function answerOf(question: Question, judging: Judging): Answer {
	const { words } = judging;
	if (question.mayBeNa && chance(words, 'na') < NA_SHARE) return { ...EMPTY_ANSWER, isNa: true };
	if (question.type === 'text') return { ...EMPTY_ANSWER, text: pick(TEXTS, words) };
	return {
		...EMPTY_ANSWER,
		options: chosenOf(question, judging),
		number: numberOf(question, judging)
	};
}

/** Complete: nothing that must be answered or explained is left open. */
export function judge(content: FormContent, { words, skill, contactMs }: Judging): FilledForm {
	let filled: FilledForm = { answers: {}, moments: [], comment: pick(TEXTS, words, 'comment') };
	for (const { question } of questionsOf(content)) {
		// Conditions look back only: what is asked now depends on what was answered before.
		if (answerStates(content, filled).get(question.id) === 'hidden') continue;
		const answer = answerOf(question, { words: `${words}|${question.id}`, skill, contactMs });
		filled = { ...filled, answers: { ...filled.answers, [question.id]: answer } };
	}
	for (const { question } of missingIn(content, filled)) {
		const answer = filled.answers[question] ?? EMPTY_ANSWER;
		const comment = pick(COMMENTS, words, question);
		filled = {
			...filled,
			answers: { ...filled.answers, [question]: { ...answer, comment } },
			moments: [
				...filled.moments,
				{
					id: `m-${question}`,
					atMs: Math.round(contactMs * chance(words, question, 'at')),
					event: '',
					text: comment,
					question
				}
			]
		};
	}
	return filled;
}
