/** What the ready forms are written with: each text in both languages, each question with what it usually is. */
import type { Critical, InnerSection, Option, Question, Section } from '../form.ts';

export type ReadyLanguage = 'es' | 'en';
export type Words = readonly [es: string, en: string];
export type Say = (words: Words) => string;

export const sayIn =
	(language: ReadyLanguage): Say =>
	([es, en]) =>
		language === 'es' ? es : en;

const PLAIN: Omit<Question, 'id' | 'text' | 'type'> = {
	help: '',
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
};
type More = Partial<Omit<Question, 'id' | 'text' | 'type' | 'options'>>;

const YES: Words = ['Sí', 'Yes'];
const NO: Words = ['No', 'No'];

/** A critical error harms somebody, and the evaluator has to say how. */
export const critical = (
	of: Critical['class'],
	scope: Critical['scope'],
	cap: number | null = null
): Critical => ({ class: of, scope, cap, errorBelow: null });

/** What each answer looks like comes first yes, then no. */
export function yesNo(
	say: Say,
	id: string,
	{ text, yes, no }: { text: Words; yes: Words; no: Words },
	more: More = {}
): Question {
	const isError = (more.critical ?? null) !== null;
	const points = more.isBonus === true ? 5 : 1;
	return {
		...PLAIN,
		...more,
		id,
		text: say(text),
		type: 'yes_no',
		options: [
			option('yes', say(YES), { points, anchor: say(yes) }),
			option('no', say(NO), { points: 0, anchor: say(no), isError, needsComment: isError })
		]
	};
}

const option = (
	id: string,
	label: string,
	rest: Pick<Option, 'points' | 'anchor'> & Partial<Option>
): Option => ({ isError: false, needsComment: false, ...rest, id, label });

const FULLY: Words = ['Del todo', 'Fully'];
const PARTLY: Words = ['En parte', 'Partly'];
const NOT: Words = ['No', 'No'];

/** Three grades, each with what it looks like; the lowest has to be explained. */
export const graded = (
	say: Say,
	id: string,
	{ text, full, part, none }: { text: Words; full: Words; part: Words; none: Words },
	more: More = {}
): Question => ({
	...PLAIN,
	...more,
	id,
	text: say(text),
	type: 'single',
	options: [
		option('full', say(FULLY), { points: 2, anchor: say(full) }),
		option('part', say(PARTLY), { points: 1, anchor: say(part) }),
		option('none', say(NOT), {
			points: 0,
			anchor: say(none),
			needsComment: true,
			isError: (more.critical ?? null) !== null
		})
	]
});

/** One to five; one or two have to be explained. */
export const scale = (
	say: Say,
	id: string,
	{ text, help, low, high }: { text: Words; help: Words; low: Words; high: Words },
	more: More = {}
): Question => ({
	...PLAIN,
	...more,
	id,
	text: say(text),
	help: say(help),
	type: 'range',
	range: { min: 1, max: 5, minLabel: say(low), maxLabel: say(high) },
	needsCommentBelow: 3
});

/** Each that is there counts one. */
export const several = (
	say: Say,
	id: string,
	{
		text,
		list
	}: { text: Words; list: readonly (readonly [id: string, label: Words, anchor: Words])[] },
	more: More = {}
): Question => ({
	...PLAIN,
	...more,
	id,
	text: say(text),
	type: 'multiple',
	options: [
		...list.map(([part, label, anchor]) =>
			option(part, say(label), { points: 1, anchor: say(anchor) })
		),
		option('nothing', say(['Ninguno', 'None of these']), {
			points: 0,
			anchor: say(['No aparece ninguno de los anteriores.', 'None of the above is there.']),
			needsComment: true
		})
	]
});

export const measured = (
	say: Say,
	id: string,
	{ text, help, unit }: { text: Words; help: Words; unit: Words },
	more: More & Pick<Question, 'bands'>
): Question => ({
	...PLAIN,
	...more,
	id,
	text: say(text),
	help: say(help),
	unit: say(unit),
	type: 'number'
});

export const free = (say: Say, id: string, text: Words): Question => ({
	...PLAIN,
	id,
	text: say(text),
	type: 'text',
	weight: 0,
	isRequired: false
});

export const inner = (
	say: Say,
	id: string,
	title: Words,
	weight: number,
	questions: Question[]
): InnerSection => ({ id, title: say(title), help: '', weight, questions });

export const section = (
	say: Say,
	id: string,
	title: Words,
	weight: number,
	questions: Question[],
	sections: InnerSection[] = []
): Section => ({ ...inner(say, id, title, weight, questions), sections });

export const bandsOf = (say: Say) => [
	{
		from: 0,
		name: say(['Por debajo de lo exigido', 'Below the standard']),
		status: 'bad' as const
	},
	{ from: 0.75, name: say(['Por mejorar', 'To improve']), status: 'warn' as const },
	{ from: 0.85, name: say(['Correcta', 'Meets the standard']), status: 'good' as const },
	{ from: 0.95, name: say(['Excelente', 'Excellent']), status: 'good' as const }
];
