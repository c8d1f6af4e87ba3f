import { error } from '@sveltejs/kit';
import { formChanges } from '#lib/domain/quality/form-changes.ts';
import { namedVersions, seenForm } from '#lib/server/quality/seen-forms.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { principal }, params }) => {
	const parts = await runtime();
	const form = await seenForm(parts, principal, params.form);
	const version = /^\d{1,6}$/.test(params.version) ? Number(params.version) : 0;
	const published = form && (await parts.quality.forms.published(form.id, version));
	if (!form || !published) error(404, 'no such version');
	const [versions, before] = await Promise.all([
		namedVersions(parts, form.id),
		parts.quality.forms.published(form.id, version - 1)
	]);
	return {
		published,
		isEditable: form.isEditable,
		versions,
		changes: before && formChanges(before.content, published.content)
	};
};
