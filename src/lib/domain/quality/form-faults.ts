/** What has the shape of a form and still cannot be published, because nobody could answer or score it. */
import { spanOf } from './answer-points.ts';
import { MOST_QUESTIONS } from './form.ts';
import type { Critical, FormContent, InnerSection, Question, Section } from './form.ts';
import type { Fault } from './form-shape.ts';
import { conditionFaults } from './condition-faults.ts';
import { exactly } from './rational.ts';

export const FORM_CODES = [
	'duplicate-id',
	'too-many-questions',
	'nothing-scored',
	'blank',
	'decimals',
	'yes-no',
	'options-missing',
	'range-missing',
	'range-order',
	'bands-missing',
	'bands-order',
	'score-bands-order',
	'no-points',
	'cap-missing',
	'error-missing',
	'critical-text',
	'bonus-text',
	'condition-unknown',
	'condition-later',
	'condition-option',
	'condition-never'
] as const;
export type FormCode = (typeof FORM_CODES)[number];
export type FormFault = Fault<FormCode>;

const TEN_THOUSANDTH = 10_000n;
const faultAt = (pointer: string, code: FormCode, about = ''): FormFault => ({
	pointer,
	code,
	about
});

/** Where a section or question stands, as a JSON pointer. */
export interface Standing {
	readonly pointer: string;
	readonly question: Question;
	readonly section: Section | InnerSection;
	readonly outer: Section;
}

export function sectionsIn({ sections }: FormContent): {
	pointer: string;
	section: Section | InnerSection;
	outer: Section;
}[] {
	return sections.flatMap((outer, index) => [
		{ pointer: `/sections/${index}`, section: outer, outer },
		...outer.sections.map((section, inner) => ({
			pointer: `/sections/${index}/sections/${inner}`,
			section,
			outer
		}))
	]);
}

/** In the order they are asked. */
export const standings = (content: FormContent): Standing[] =>
	sectionsIn(content).flatMap(({ pointer, section, outer }) =>
		section.questions.map((question, index) => ({
			pointer: `${pointer}/questions/${index}`,
			question,
			section,
			outer
		}))
	);

/** Everything that refuses publication, in the order of the form. */
export function formFaults(content: FormContent): FormFault[] {
	const asked = standings(content);
	return [
		...wholeFaults(content, asked),
		...scoreBandFaults(content),
		...duplicates(content, asked),
		...sectionsIn(content).flatMap(({ pointer, section }) => sectionFaults(pointer, section)),
		...asked.flatMap(({ pointer, question }) => questionFaults(pointer, question, content)),
		...conditionFaults(asked)
	];
}

function wholeFaults(content: FormContent, asked: readonly Standing[]): FormFault[] {
	return [
		...(content.name.trim() === '' ? [faultAt('/name', 'blank')] : []),
		...(asked.length > MOST_QUESTIONS
			? [faultAt('/sections', 'too-many-questions', String(MOST_QUESTIONS))]
			: []),
		...(asked.some((each) => countsInScore(content, each))
			? []
			: [faultAt('/sections', 'nothing-scored')])
	];
}

/** Whether an answer to it can move the score at all. */
export function countsInScore(
	{ mode }: Pick<FormContent, 'mode'>,
	{ question, section, outer }: Standing
): boolean {
	if (question.weight === 0 || question.type === 'text' || question.isBonus) return false;
	return mode === 'QUESTION_WEIGHT' || (section.weight > 0 && outer.weight > 0);
}

function scoreBandFaults({ bands }: FormContent): FormFault[] {
	const isAscending = bands.every(({ from }, index) =>
		index === 0 ? from === 0 : from > (bands[index - 1]?.from ?? 0)
	);
	return isAscending ? [] : [faultAt('/bands', 'score-bands-order')];
}

/** Ids of sections and of questions are one list: results are told by them. Options are a list of each question. */
function duplicates(content: FormContent, asked: readonly Standing[]): FormFault[] {
	return [
		...repeated([
			...sectionsIn(content).map(({ pointer, section }) => ({ pointer, id: section.id })),
			...asked.map(({ pointer, question }) => ({ pointer, id: question.id }))
		]),
		...asked.flatMap(({ pointer, question }) =>
			repeated(
				question.options.map(({ id }, index) => ({ pointer: `${pointer}/options/${index}`, id }))
			)
		)
	];
}

function repeated(list: readonly { pointer: string; id: string }[]): FormFault[] {
	const seen = new Set<string>();
	return list.flatMap(({ pointer, id }) => {
		const isSecond = seen.has(id);
		seen.add(id);
		return isSecond ? [faultAt(`${pointer}/id`, 'duplicate-id', id)] : [];
	});
}

const hasFourDecimals = (value: number): boolean =>
	TEN_THOUSANDTH % exactly(value).denominator === 0n;
const decimalFault = (pointer: string, value: number): FormFault[] =>
	hasFourDecimals(value) ? [] : [faultAt(pointer, 'decimals', String(value))];
const blankFault = (pointer: string, text: string): FormFault[] =>
	text.trim() === '' ? [faultAt(pointer, 'blank')] : [];

function sectionFaults(pointer: string, { title, weight }: Section | InnerSection): FormFault[] {
	return [...blankFault(`${pointer}/title`, title), ...decimalFault(`${pointer}/weight`, weight)];
}

function questionFaults(pointer: string, question: Question, content: FormContent): FormFault[] {
	const { options, bands } = question;
	return [
		...blankFault(`${pointer}/text`, question.text),
		...decimalFault(`${pointer}/weight`, question.weight),
		...options.flatMap((option, index) => [
			...blankFault(`${pointer}/options/${index}/label`, option.label),
			...decimalFault(`${pointer}/options/${index}/points`, option.points)
		]),
		...bands.flatMap(({ points }, index) =>
			decimalFault(`${pointer}/bands/${index}/points`, points)
		),
		...typeFaults(pointer, question),
		...pointsFaults(pointer, question, content),
		...(question.critical ? criticalFaults(pointer, question, question.critical) : []),
		...(question.isBonus && question.type === 'text'
			? [faultAt(`${pointer}/isBonus`, 'bonus-text')]
			: [])
	];
}

/** What each type needs to be answered at all; null: it has it. */
const NEEDS: Readonly<
	Record<
		Question['type'],
		(question: Question) => [place: string, code: FormCode, about?: string] | null
	>
> = {
	yes_no: ({ options }) => {
		const ids = options.map(({ id }) => id).sort();
		return ids.join() === 'no,yes' ? null : ['options', 'yes-no'];
	},
	single: ({ options }) => (options.length < 2 ? ['options', 'options-missing', '2'] : null),
	multiple: ({ options }) => (options.length < 1 ? ['options', 'options-missing', '1'] : null),
	range: ({ range }) => {
		if (range === null) return ['range', 'range-missing'];
		return range.min < range.max ? null : ['range', 'range-order'];
	},
	number: ({ bands }) => {
		const isAscending = bands.every(
			({ from }, index) => index === 0 || from > (bands[index - 1]?.from ?? from)
		);
		return isAscending ? null : ['bands', 'bands-order'];
	},
	text: () => null
};

function typeFaults(pointer: string, question: Question): FormFault[] {
	const need = NEEDS[question.type](question);
	return need === null ? [] : [faultAt(`${pointer}/${need[0]}`, need[1], need[2])];
}

/** A scored question has something to earn. */
function pointsFaults(pointer: string, question: Question, { shareOf }: FormContent): FormFault[] {
	const { type, weight, bands, isBonus } = question;
	if (weight === 0 || type === 'text') return [];
	if (type === 'number' && bands.length === 0)
		return [faultAt(`${pointer}/bands`, 'bands-missing')];
	const span = spanOf(question);
	if (span === null || isBonus) return [];
	const least = shareOf === 'span' ? span.least : exactly(0);
	const isWorth = span.most.numerator * least.denominator > least.numerator * span.most.denominator;
	return isWorth ? [] : [faultAt(`${pointer}/${placeOfPoints(type)}`, 'no-points')];
}

function placeOfPoints(type: Question['type']): 'range' | 'bands' | 'options' {
	if (type === 'range') return 'range';
	return type === 'number' ? 'bands' : 'options';
}

function criticalFaults(pointer: string, question: Question, critical: Critical): FormFault[] {
	const { type, options } = question;
	if (type === 'text') return [faultAt(`${pointer}/critical`, 'critical-text')];
	const isNumber = type === 'range' || type === 'number';
	const canErr = isNumber ? critical.errorBelow !== null : options.some(({ isError }) => isError);
	return [
		...(critical.scope === 'cap' && critical.cap === null
			? [faultAt(`${pointer}/critical/cap`, 'cap-missing')]
			: []),
		...(canErr
			? []
			: [
					faultAt(
						isNumber ? `${pointer}/critical/errorBelow` : `${pointer}/options`,
						'error-missing'
					)
				])
	];
}
