/** What forms and their questions are called, for lists over several versions: each is read once. */
import type { Kysely } from 'kysely';
import { questionsOf } from '#lib/domain/quality/form.ts';
import type { PublishedForm } from '#lib/domain/quality/form.ts';
import type { StoreSchema } from '../store/schema.ts';
import { readVersion } from './stored-form.ts';

/** Of what is not known the id. */
export interface KnownForms {
	nameOf(form: string, version: number): string;
	textOf(form: string, version: number, question: string): string;
}

export async function knownForms(
	database: Kysely<StoreSchema>,
	versions: Iterable<{ readonly form: string; readonly formVersion: number }>
): Promise<KnownForms> {
	const keyOf = (form: string, version: number): string => `${version} ${form}`;
	const known = new Map<string, PublishedForm | null>();
	for (const { form, formVersion } of versions) {
		const key = keyOf(form, formVersion);
		if (known.has(key)) continue;
		known.set(key, await readVersion(database, form, formVersion));
	}
	const find = (form: string, version: number) => known.get(keyOf(form, version)) ?? null;
	return {
		nameOf: (form, version) => find(form, version)?.content.name ?? form,
		textOf(form, version, question) {
			const published = find(form, version);
			const all = published ? questionsOf(published.content) : [];
			return all.find((one) => one.question.id === question)?.question.text ?? question;
		}
	};
}
