/** Moves sections and questions of a form: a step up or down, or to where something else stands. */
import { questionsOf } from './form.ts';
import type { FormContent, InnerSection, Question, Section } from './form.ts';

/** Every list questions can stand in, in the order they are asked: a section, then its inner ones. */
const holders = ({ sections }: FormContent): string[] =>
	sections.flatMap((section) => [section.id, ...section.sections.map(({ id }) => id)]);

function withQuestions(
	content: FormContent,
	change: (section: Section | InnerSection) => Question[]
): FormContent {
	return {
		...content,
		sections: content.sections.map((section) => ({
			...section,
			questions: change(section),
			sections: section.sections.map((inner) => ({ ...inner, questions: change(inner) }))
		}))
	};
}

/** Puts it into a section at a place; the place is counted without it. */
function putQuestion(
	content: FormContent,
	question: Question,
	holder: string,
	index: number
): FormContent {
	return withQuestions(content, ({ id, questions }) => {
		const others = questions.filter((one) => one.id !== question.id);
		return id === holder ? others.toSpliced(index, 0, question) : others;
	});
}

interface Found {
	readonly question: Question;
	readonly holder: Section | InnerSection;
	readonly index: number;
}

function find(content: FormContent, id: string): Found | null {
	const found = questionsOf(content).find(({ question }) => question.id === id);
	if (!found) return null;
	const holder = found.inner ?? found.section;
	return { question: found.question, holder, index: holder.questions.indexOf(found.question) };
}

/** Beyond the end of a section it goes on in the next one. */
function stepQuestion(content: FormContent, { question, holder, index }: Found, step: 1 | -1) {
	const to = index + step;
	if (to >= 0 && to < holder.questions.length) return putQuestion(content, question, holder.id, to);
	const all = holders(content);
	const next = all[all.indexOf(holder.id) + step];
	if (next === undefined) return content;
	return putQuestion(content, question, next, step === 1 ? 0 : Number.MAX_SAFE_INTEGER);
}

function swapped<T>(list: readonly T[], index: number, other: number): T[] {
	const [a, b] = [list[index], list[other]];
	if (a === undefined || b === undefined) return [...list];
	return list.with(index, b).with(other, a);
}

/** Beyond the end of its section an inner one goes into the next. */
function stepInner(content: FormContent, id: string, step: 1 | -1): FormContent {
	const place = content.sections.findIndex(({ sections }) => sections.some((one) => one.id === id));
	const outer = content.sections[place];
	const index = outer?.sections.findIndex((one) => one.id === id) ?? -1;
	const inner = outer?.sections[index];
	if (!outer || !inner) return content;
	const to = index + step;
	if (to >= 0 && to < outer.sections.length) {
		const sections = swapped(outer.sections, index, to);
		return { ...content, sections: content.sections.with(place, { ...outer, sections }) };
	}
	const next = content.sections[place + step];
	return next ? putInner(content, inner, next.id, step === 1 ? 0 : next.sections.length) : content;
}

const putInner = (
	content: FormContent,
	inner: InnerSection,
	outer: string,
	index: number
): FormContent => ({
	...content,
	sections: content.sections.map((section) => {
		const others = section.sections.filter(({ id }) => id !== inner.id);
		return {
			...section,
			sections: section.id === outer ? others.toSpliced(index, 0, inner) : others
		};
	})
});

/** One place up (−1) or down (1); at the end of the form it stays. */
export function stepItem(content: FormContent, id: string, step: 1 | -1): FormContent {
	const found = find(content, id);
	if (found) return stepQuestion(content, found, step);
	const index = content.sections.findIndex((section) => section.id === id);
	if (index < 0) return stepInner(content, id, step);
	return { ...content, sections: swapped(content.sections, index, index + step) };
}

/** To the place of another of its kind, or to the end of the section that is named. */
export function moveTo(content: FormContent, id: string, target: string): FormContent {
	if (id === target) return content;
	const found = find(content, id);
	if (found) return questionTo(content, found.question, target);
	const from = content.sections.findIndex((section) => section.id === id);
	const to = content.sections.findIndex((section) => section.id === target);
	const moved = content.sections[from];
	if (moved) {
		if (to < 0) return content;
		return { ...content, sections: content.sections.toSpliced(from, 1).toSpliced(to, 0, moved) };
	}
	return innerTo(content, id, target);
}

function questionTo(content: FormContent, question: Question, target: string): FormContent {
	const at = find(content, target);
	if (at) return putQuestion(content, question, at.holder.id, at.index);
	return holders(content).includes(target)
		? putQuestion(content, question, target, Number.MAX_SAFE_INTEGER)
		: content;
}

function innerTo(content: FormContent, id: string, target: string): FormContent {
	const inner = content.sections.flatMap(({ sections }) => sections).find((one) => one.id === id);
	if (!inner) return content;
	for (const section of content.sections) {
		if (section.id === target) return putInner(content, inner, target, section.sections.length);
		const index = section.sections.findIndex((one) => one.id === target);
		if (index >= 0) return putInner(content, inner, section.id, index);
	}
	return content;
}
