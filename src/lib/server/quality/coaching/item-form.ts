/** A learning item as a form sends it: questions without a text are left out, answers without one as well. */
import {
	ITEM_KINDS,
	MOST_QUIZ_OPTIONS,
	MOST_QUIZ_QUESTIONS,
	itemFaults
} from '#lib/domain/quality/coaching/learning-item.ts';
import type {
	ItemFault,
	LearningItem,
	QuizQuestion
} from '#lib/domain/quality/coaching/learning-item.ts';
import { countField, rawField, textField } from '../../form-fields.ts';

export type ItemField = ItemFault | 'team' | 'passAt';

const DEFAULT_PASS_PERCENT = 80;

function quizQuestionOf(form: FormData, index: number): QuizQuestion | null {
	const prefix = `quiz.${index}`;
	const text = textField(form, `${prefix}.text`);
	if (text === '') return null;
	const marked = rawField(form, `${prefix}.right`);
	const given = Array.from({ length: MOST_QUIZ_OPTIONS }, (_, option) => ({
		text: textField(form, `${prefix}.option.${option}`),
		isRight: marked === String(option)
	})).filter((option) => option.text !== '');
	return {
		text,
		options: given.map((option) => option.text),
		// Nothing marked is no option there is, which is a fault of the question.
		right: given.findIndex(({ isRight }) => isRight),
		why: textField(form, `${prefix}.why`)
	};
}

export interface ReadItem {
	readonly team: string;
	readonly item: LearningItem;
	readonly faults: readonly ItemField[];
}

export function readItem(form: FormData, teams: readonly string[]): ReadItem {
	const kind = ITEM_KINDS.find((one) => one === rawField(form, 'kind')) ?? 'text';
	const percent =
		textField(form, 'passAt') === '' ? DEFAULT_PASS_PERCENT : countField(form, 'passAt');
	const team = textField(form, 'team');
	const item: LearningItem = {
		title: textField(form, 'title').slice(0, 200),
		kind,
		text: rawField(form, 'text').replace(/\r\n?/g, '\n').trim().slice(0, 20_000),
		address: kind === 'text' ? '' : textField(form, 'address'),
		quiz: Array.from({ length: MOST_QUIZ_QUESTIONS }, (_, index) =>
			quizQuestionOf(form, index)
		).filter((question) => question !== null),
		passAt: Math.min(100, percent ?? DEFAULT_PASS_PERCENT) / 100
	};
	const faults: ItemField[] = [...itemFaults(item)];
	if (!teams.includes(team)) faults.push('team');
	if (percent === null || percent > 100) faults.push('passAt');
	return { team, item, faults };
}

/** Of the radio buttons of a quiz: −1 where none is chosen. */
export const readAnswers = (form: FormData, of: number): number[] =>
	Array.from({ length: of }, (_, index) => {
		const text = rawField(form, `answer.${index}`);
		return /^\d$/.test(text) ? Number(text) : -1;
	});
