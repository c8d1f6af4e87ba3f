import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { countField } from '#lib/server/form-fields.ts';
import { formWords, namedVersions, ownForm } from '#lib/server/quality/seen-forms.ts';
import { readSentForm } from '#lib/server/quality/sent-form.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

/** The same for a form that is not there and for one that is not theirs to change. */
async function find({ locals, params }: Pick<RequestEvent<{ form: string }>, 'locals' | 'params'>) {
	const parts = await runtime();
	const stored = await ownForm(parts, locals.principal, params.form);
	const content = stored && (stored.draft ?? stored.newest?.content);
	if (!stored || !content) error(404, 'no such form');
	return { parts, stored, content };
}

export const load: PageServerLoad = async (event) => {
	const { parts, stored, content } = await find(event);
	return {
		stored: { ...stored, draft: null },
		hasDraft: stored.draft !== null,
		content,
		words: await formWords(content.language),
		versions: await namedVersions(parts, stored.id)
	};
};

export const actions: Actions = {
	async save(event) {
		const { parts, stored } = await find(event);
		const form = await event.request.formData();
		const sent = readSentForm(form);
		if (!sent.ok) return fail(422, { faults: sent.reason === 'faults' ? sent.faults : [] });
		const draft = { content: sent.content, revision: countField(form, 'revision') ?? 0 };
		const saved = await parts.quality.forms.saveDraft(stored.id, draft, actingIn(event));
		if (saved.ok) return { revision: saved.stored.revision };
		if (saved.reason !== 'conflict') error(404, 'no such form');
		const { stored: now, content } = await find(event);
		return fail(409, { current: { revision: now.revision, content } });
	},
	async discard(event) {
		const { parts, stored } = await find(event);
		const revision = countField(await event.request.formData(), 'revision') ?? 0;
		const saved = await parts.quality.forms.discardDraft(stored.id, revision, actingIn(event));
		if (!saved.ok) return fail(409, { refused: 'conflict' as const });
		redirect(303, `/quality/forms/${stored.id}?at=${saved.stored.revision}`);
	},
	async publish(event) {
		const { parts, stored } = await find(event);
		const revision = countField(await event.request.formData(), 'revision') ?? 0;
		const published = await parts.quality.forms.publish(stored.id, revision, actingIn(event));
		if (!published.ok) return fail(409, { refused: published.reason });
		const { version } = published.published;
		redirect(303, `/quality/forms/${stored.id}/versions/${version}?published`);
	}
};
