/** What new parts of a form begin as. */
import type { FormContent, Option, Question, QuestionType, Section } from './form.ts';

/** Makes an id nobody has used, also not for a question that was removed: ids are how answers are compared over versions. */
export type NewId = (kind: 'section' | 'question' | 'option') => string;

/** Words in the language of the form. */
export interface FormWords {
	readonly name: string;
	readonly section: string;
	readonly question: string;
	readonly option: string;
	readonly yes: string;
	readonly no: string;
}

export const newOption = (id: string, label: string, points: number): Option => ({
	id,
	label,
	points,
	anchor: '',
	isError: false,
	needsComment: false
});

export function newQuestion(type: QuestionType, words: FormWords, newId: NewId): Question {
	return fittedTo(
		{
			id: newId('question'),
			text: words.question,
			help: '',
			type,
			weight: 1,
			isRequired: true,
			mayBeNa: false,
			options: [],
			range: null,
			bands: [],
			unit: '',
			needsCommentBelow: null,
			condition: null,
			critical: null,
			isBonus: false
		},
		type,
		words,
		newId
	);
}

const isChoice = (type: QuestionType): boolean => type === 'single' || type === 'multiple';

/** The question with another type: it keeps what the new type has a use for, and gets what it cannot be without. */
export function fittedTo(
	question: Question,
	type: QuestionType,
	words: FormWords,
	newId: NewId
): Question {
	const isNumber = type === 'range' || type === 'number';
	return {
		...question,
		type,
		options: optionsFor(question, type, words, newId),
		range:
			type === 'range' ? (question.range ?? { min: 1, max: 5, minLabel: '', maxLabel: '' }) : null,
		bands: type === 'number' ? keptOr(question.bands, [{ from: 0, points: 1 }]) : [],
		unit: type === 'number' ? question.unit : '',
		needsCommentBelow: isNumber ? question.needsCommentBelow : null,
		critical: type === 'text' ? null : question.critical,
		isBonus: type === 'text' ? false : question.isBonus,
		weight: type === 'text' ? 0 : question.weight
	};
}

const keptOr = <T>(list: T[], otherwise: T[]): T[] => (list.length > 0 ? list : otherwise);

function optionsFor(
	{ type: before, options }: Question,
	type: QuestionType,
	words: FormWords,
	newId: NewId
): Option[] {
	if (type === 'yes_no') {
		if (before === 'yes_no' && options.length === 2) return options;
		return [newOption('yes', words.yes, 1), newOption('no', words.no, 0)];
	}
	if (!isChoice(type)) return [];
	return keptOr(
		options,
		[1, 0].map((points, index) =>
			newOption(newId('option'), `${words.option} ${index + 1}`, points)
		)
	);
}

export const newSection = (words: FormWords, newId: NewId): Section => ({
	id: newId('section'),
	title: words.section,
	help: '',
	weight: 1,
	questions: [],
	sections: []
});

export function newForm(
	language: FormContent['language'],
	words: FormWords,
	newId: NewId
): FormContent {
	const section = newSection(words, newId);
	return {
		name: words.name,
		description: '',
		language,
		channels: [],
		mode: 'SECTION_WEIGHT',
		shareOf: 'max',
		passAt: 0.85,
		bonusCap: 1,
		bands: [],
		sections: [{ ...section, questions: [newQuestion('yes_no', words, newId)] }]
	};
}
