/** What a builder does to a form; every function returns a new one, or the same when there is nothing to do. */
import type { FormContent, InnerSection, Question, Section } from './form.ts';
import { questionsOf } from './form.ts';
import type { NewId } from './new-form.ts';

type AnySection = Section | InnerSection;

const replaced = <T extends { readonly id: string }>(
	list: readonly T[],
	id: string,
	change: (item: T) => T
): T[] => list.map((item) => (item.id === id ? change(item) : item));

/** Every section of both levels, each after what is within it. */
function mapSections(content: FormContent, change: <T extends AnySection>(section: T) => T) {
	return {
		...content,
		sections: content.sections.map((section) =>
			change({ ...section, sections: section.sections.map((inner) => change(inner)) })
		)
	};
}

export const changeQuestion = (
	content: FormContent,
	id: string,
	change: (question: Question) => Question
): FormContent =>
	mapSections(content, (section) => ({
		...section,
		questions: replaced(section.questions, id, change)
	}));

export const changeSection = (
	content: FormContent,
	id: string,
	change: Partial<Pick<Section, 'title' | 'help' | 'weight'>>
): FormContent =>
	mapSections(content, (section) => (section.id === id ? { ...section, ...change } : section));

/** At the end of the form. */
export const addSection = (content: FormContent, section: Section): FormContent => ({
	...content,
	sections: [...content.sections, section]
});

/** At the end of a section of the first level. */
export const addInner = (
	content: FormContent,
	outer: string,
	inner: InnerSection
): FormContent => ({
	...content,
	sections: replaced(content.sections, outer, (section) => ({
		...section,
		sections: [...section.sections, inner]
	}))
});

/** After the question, or at the end of the section, whichever the id is of. */
export const addQuestion = (content: FormContent, at: string, question: Question): FormContent =>
	mapSections(content, (section) => {
		if (section.id === at) return { ...section, questions: [...section.questions, question] };
		const index = section.questions.findIndex(({ id }) => id === at);
		if (index < 0) return section;
		return { ...section, questions: section.questions.toSpliced(index + 1, 0, question) };
	});

/** A section, an inner section or a question. The last section stays: a form has at least one. */
export function removeItem(content: FormContent, id: string): FormContent {
	const sections = content.sections.filter((section) => section.id !== id);
	const kept = mapSections(
		{ ...content, sections: sections.length > 0 ? sections : content.sections },
		(section) => ({ ...section, questions: section.questions.filter((one) => one.id !== id) })
	);
	return {
		...kept,
		sections: kept.sections.map((section) => ({
			...section,
			sections: section.sections.filter((inner) => inner.id !== id)
		}))
	};
}

/** With ids of its own, right after it; conditions within a copied section look at its own questions. */
export function duplicateItem(content: FormContent, id: string, newId: NewId): FormContent {
	const question = questionsOf(content).find((each) => each.question.id === id)?.question;
	if (question) return addQuestion(content, id, copied(question, new Map(), newId));
	const place = content.sections.findIndex((section) => section.id === id);
	const outer = content.sections[place];
	if (outer) {
		const copy = copiedSection(outer, newId);
		return { ...content, sections: content.sections.toSpliced(place + 1, 0, copy) };
	}
	return {
		...content,
		sections: content.sections.map((section) => {
			const index = section.sections.findIndex((inner) => inner.id === id);
			const inner = section.sections[index];
			if (!inner) return section;
			const copy = copiedInner(inner, new Map(), newId);
			return { ...section, sections: section.sections.toSpliced(index + 1, 0, copy) };
		})
	};
}

type Ids = Map<string, string>;

function copied(question: Question, ids: Ids, newId: NewId): Question {
	const id = newId('question');
	ids.set(question.id, id);
	const { condition } = question;
	return {
		...structuredClone(question),
		id,
		condition: condition && {
			...condition,
			question: ids.get(condition.question) ?? condition.question
		}
	};
}

const copiedInner = <T extends InnerSection>(section: T, ids: Ids, newId: NewId): T => ({
	...section,
	id: newId('section'),
	questions: section.questions.map((question) => copied(question, ids, newId))
});

function copiedSection(section: Section, newId: NewId): Section {
	const ids: Ids = new Map();
	const own = copiedInner(section, ids, newId);
	return { ...own, sections: section.sections.map((inner) => copiedInner(inner, ids, newId)) };
}
