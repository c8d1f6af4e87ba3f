/** The forms somebody may use or change: of others the answer is the same as of those that are not there. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { mayEditForm, mayUseForm } from '#lib/domain/quality/form-access.ts';
import type { FormContent } from '#lib/domain/quality/form.ts';
import type { FormWords } from '#lib/domain/quality/new-form.ts';
import { loadCatalog } from '#lib/i18n/load-catalog.ts';
import { translator } from '#lib/i18n/translator.ts';
import type { Runtime } from '../runtime.ts';
import type { FormSummary, FormVersion, StoredForm } from './forms.ts';

type Parts = Pick<Runtime, 'teams' | 'quality'>;

export async function seenForms(
	{ teams, quality }: Parts,
	principal: Principal | null
): Promise<(FormSummary & { readonly isEditable: boolean })[]> {
	const [nodes, forms] = await Promise.all([teams.nodes(), quality.forms.list()]);
	return forms
		.filter((form) => mayUseForm(principal, form, nodes))
		.map((form) => ({ ...form, isEditable: mayEditForm(principal, form, nodes) }))
		.filter(({ isEditable, version }) => isEditable || version !== null);
}

/** Null: there is none, or it is not theirs to use. */
export async function seenForm(
	{ teams, quality }: Parts,
	principal: Principal | null,
	id: string
): Promise<(StoredForm & { readonly isEditable: boolean }) | null> {
	const [nodes, form] = await Promise.all([teams.nodes(), quality.forms.find(id)]);
	if (!form || !mayUseForm(principal, form, nodes)) return null;
	return { ...form, isEditable: mayEditForm(principal, form, nodes) };
}

export async function ownForm(
	parts: Parts,
	principal: Principal | null,
	id: string
): Promise<StoredForm | null> {
	const form = await seenForm(parts, principal, id);
	return form?.isEditable === true ? form : null;
}

/** With the name of whoever published it; empty: somebody who is gone. */
export async function namedVersions(
	{ quality, people }: Pick<Runtime, 'quality' | 'people'>,
	form: string
): Promise<(FormVersion & { readonly publisher: string })[]> {
	const [versions, everybody] = await Promise.all([quality.forms.versions(form), people.list()]);
	const names = new Map(everybody.map(({ id, name }) => [id, name]));
	return versions.map((version) => ({
		...version,
		publisher: names.get(version.publishedBy) ?? ''
	}));
}

/** What new parts of a form are called, in its own language. */
export async function formWords(language: FormContent['language']): Promise<FormWords> {
	const t = translator(language, await loadCatalog(language));
	return {
		name: t('forms.new.name'),
		section: t('forms.new.section'),
		question: t('forms.new.question'),
		option: t('forms.new.option'),
		yes: t('forms.new.yes'),
		no: t('forms.new.no')
	};
}
