/** Forms over all their versions: what they are called, and what their questions ask. */
import type { Kysely } from 'kysely';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { FormContent, questionsOf } from '#lib/domain/quality/form.ts';
import type { StoreSchema } from '../../store/schema.ts';

const formContent = TypeCompiler.Compile(FormContent);

export interface FormFamily {
	readonly form: string;
	/** As the newest version calls it. */
	readonly name: string;
	/** Contacts it is meant for; empty: all. */
	readonly channels: readonly string[];
	/** By id, in the words of the newest version that asks it. */
	readonly questions: ReadonlyMap<string, { readonly text: string; readonly section: string }>;
	readonly sections: ReadonlyMap<string, string>;
}

/** By id; forms without a version this product can read are not there. */
export async function readFamilies(
	database: Kysely<StoreSchema>,
	forms: readonly string[]
): Promise<Map<string, FormFamily>> {
	if (forms.length === 0) return new Map();
	const rows = await database
		.selectFrom('quality_form_versions')
		.select(['form', 'content'])
		.where('form', 'in', [...forms])
		.orderBy('version')
		.execute();
	const families = new Map<string, FormFamily>();
	for (const { form, content } of rows) {
		const parsed: unknown = JSON.parse(content);
		if (formContent.Check(parsed))
			families.set(form, withVersion(form, parsed, families.get(form)));
	}
	return families;
}

function withVersion(form: string, content: FormContent, before?: FormFamily): FormFamily {
	const questions = new Map(before?.questions);
	const sections = new Map(before?.sections);
	for (const section of content.sections) {
		sections.set(section.id, section.title);
		for (const inner of section.sections) sections.set(inner.id, inner.title);
	}
	for (const { question, section, inner } of questionsOf(content))
		questions.set(question.id, { text: question.text, section: (inner ?? section).title });
	return { form, name: content.name, channels: content.channels, questions, sections };
}
