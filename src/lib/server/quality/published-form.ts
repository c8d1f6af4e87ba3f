/** A version of a form as it was published, by its key. */
import type { Kysely } from 'kysely';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { FormContent } from '#lib/domain/quality/form.ts';
import type { PublishedForm } from '#lib/domain/quality/form.ts';
import type { StoreSchema } from '../store/schema.ts';

const formContent = TypeCompiler.Compile(FormContent);

/** Null: there is none, or it was written by a version of the product this one cannot read. */
export async function readPublishedForm(
	database: Kysely<StoreSchema>,
	form: string,
	version: number
): Promise<PublishedForm | null> {
	const row = await database
		.selectFrom('quality_form_versions')
		.selectAll()
		.where('form', '=', form)
		.where('version', '=', version)
		.executeTakeFirst();
	const content: unknown = row && JSON.parse(row.content);
	if (!row || !formContent.Check(content)) return null;
	return { form, version, content, hash: row.hash, publishedAtMs: row.published_at_ms };
}
