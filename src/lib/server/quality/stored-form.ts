/** Forms as the store keeps them. */
import { createHash } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { readForm } from '#lib/domain/quality/form-shape.ts';
import type { FormContent, PublishedForm, ScoringMode } from '#lib/domain/quality/form.ts';
import type { QualityFormVersionsTable, QualityFormsTable } from '../store/quality-schema.ts';
import type { StoreSchema } from '../store/schema.ts';

export interface StoredForm {
	readonly id: string;
	readonly team: string;
	/** What is being written; null: nothing beyond the newest version. */
	readonly draft: FormContent | null;
	/** Rises with each change of the draft. */
	readonly revision: number;
	/** Null: never published. */
	readonly newest: PublishedForm | null;
	readonly isArchived: boolean;
	readonly createdAtMs: number;
	readonly updatedAtMs: number;
}

export interface FormSummary {
	readonly id: string;
	readonly team: string;
	readonly name: string;
	/** The newest one; null: never published. */
	readonly version: number | null;
	readonly language: FormContent['language'];
	readonly channels: readonly string[];
	readonly mode: ScoringMode;
	readonly isArchived: boolean;
	readonly hasDraft: boolean;
	readonly updatedAtMs: number;
}

export interface FormVersion {
	readonly version: number;
	readonly hash: string;
	readonly publishedAtMs: number;
	/** Id of a person. */
	readonly publishedBy: string;
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

/** The same content is always the same text, and has the same hash. */
export const textOfForm = (content: FormContent): string => JSON.stringify(sorted(content));
export const hashOfForm = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Null: written by a version of the product this one cannot read. */
export function contentOfText(text: string): FormContent | null {
	const read = readForm(JSON.parse(text) as unknown);
	return read.ok ? read.value : null;
}

export function publishedOfRow(row: Selectable<QualityFormVersionsTable>): PublishedForm | null {
	const content = contentOfText(row.content);
	if (content === null) return null;
	const { form, version, hash, published_at_ms: publishedAtMs } = row;
	return { form, version, content, hash, publishedAtMs };
}

export function formOfRow(
	row: Selectable<QualityFormsTable>,
	newest: PublishedForm | null
): StoredForm {
	return {
		id: row.id,
		team: row.team,
		draft: row.draft === null ? null : contentOfText(row.draft),
		revision: row.revision,
		newest,
		isArchived: row.archived_at_ms !== null,
		createdAtMs: row.created_at_ms,
		updatedAtMs: row.updated_at_ms
	};
}

/** Null: nothing in it can be read. */
export function summaryOf(form: StoredForm): FormSummary | null {
	const content = form.newest?.content ?? form.draft;
	if (!content) return null;
	return {
		id: form.id,
		team: form.team,
		name: content.name,
		version: form.newest?.version ?? null,
		language: content.language,
		channels: content.channels,
		mode: content.mode,
		isArchived: form.isArchived,
		hasDraft: form.draft !== null,
		updatedAtMs: form.updatedAtMs
	};
}

/** The newest version of each form. */
export async function newestVersions(
	database: Kysely<StoreSchema>
): Promise<Map<string, PublishedForm>> {
	const rows = await database
		.selectFrom('quality_form_versions as version')
		.innerJoin(
			(from) =>
				from
					.selectFrom('quality_form_versions')
					.select(['form', ({ fn }) => fn.max('version').as('newest')])
					.groupBy('form')
					.as('last'),
			(join) =>
				join.onRef('last.form', '=', 'version.form').onRef('last.newest', '=', 'version.version')
		)
		.selectAll('version')
		.execute();
	return new Map(
		rows
			.map(publishedOfRow)
			.filter((each) => each !== null)
			.map((each) => [each.form, each])
	);
}

export async function readVersion(
	database: Kysely<StoreSchema>,
	form: string,
	version: number | 'newest'
): Promise<PublishedForm | null> {
	const ofForm = database.selectFrom('quality_form_versions').selectAll().where('form', '=', form);
	const row = await (
		version === 'newest'
			? ofForm.orderBy('version', 'desc').limit(1)
			: ofForm.where('version', '=', version)
	).executeTakeFirst();
	return row ? publishedOfRow(row) : null;
}
