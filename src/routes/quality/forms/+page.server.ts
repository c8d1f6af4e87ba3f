import { randomUUID } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { ownNodes } from '#lib/domain/access/own-nodes.ts';
import { may } from '#lib/domain/access/principal.ts';
import { newForm } from '#lib/domain/quality/new-form.ts';
import type { FormContent } from '#lib/domain/quality/form.ts';
import { READY_FORMS, READY_LANGUAGES, readyForm } from '#lib/domain/quality/ready-forms/index.ts';
import { loadCatalog } from '#lib/i18n/load-catalog.ts';
import { translator } from '#lib/i18n/translator.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { teamChoices } from '#lib/server/administration/team-choices.ts';
import { textField } from '#lib/server/form-fields.ts';
import type { NewForm } from '#lib/server/quality/forms.ts';
import { formWords, ownForm, seenForm, seenForms } from '#lib/server/quality/seen-forms.ts';
import { readImport } from '#lib/server/quality/sent-form.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { principal } }) => {
	const parts = await runtime();
	const [forms, nodes] = await Promise.all([seenForms(parts, principal), parts.teams.nodes()]);
	return {
		forms,
		// Their names only: those of others are nobody's business here.
		teams: teamChoices(nodes).filter(({ id }) => forms.some(({ team }) => team === id)),
		mayManage: may(principal, 'quality.manage'),
		own: principal === null ? [] : ownNodes(principal, nodes)
	};
};

/** The node a new form goes to: one of the own; the first of them when none was sent. */
async function chosenTeam({ locals: { principal } }: RequestEvent, form: FormData) {
	const parts = await runtime();
	const own = principal === null ? [] : ownNodes(principal, await parts.teams.nodes());
	return (own.find(({ id }) => id === textField(form, 'team')) ?? own[0])?.id;
}

async function create(event: RequestEvent, form: NewForm) {
	const { quality } = await runtime();
	const saved = await quality.forms.create(form, actingIn(event));
	if (!saved.ok) return fail(422, { fault: saved.reason });
	redirect(303, `/quality/forms/${saved.stored.id}`);
}

async function beginning(form: FormData): Promise<Pick<NewForm, 'content' | 'from'>> {
	const sent = textField(form, 'language');
	const language = READY_LANGUAGES.find((each) => each === sent);
	const ready = READY_FORMS.find((each) => each === textField(form, 'ready'));
	if (ready) return { content: readyForm(ready, language ?? 'es'), from: 'ready' };
	const own: FormContent['language'] = language ?? (sent === 'pt' ? 'pt' : 'es');
	const newId = () => `i-${randomUUID().slice(0, 8)}`;
	return { content: newForm(own, await formWords(own), newId), from: 'empty' };
}

async function archive(event: RequestEvent, isArchived: boolean) {
	const parts = await runtime();
	const form = await event.request.formData();
	const found = await ownForm(parts, event.locals.principal, textField(form, 'id'));
	if (!found) return fail(404, { fault: 'gone' as const });
	await parts.quality.forms.setArchived(found.id, isArchived, actingIn(event));
	const name = (found.newest?.content ?? found.draft)?.name ?? '';
	return { done: isArchived ? ('archived' as const) : ('restored' as const), name };
}

export const actions: Actions = {
	async create(event) {
		const form = await event.request.formData();
		const team = await chosenTeam(event, form);
		if (team === undefined) return fail(422, { fault: 'team' as const });
		return create(event, { team, ...(await beginning(form)) });
	},
	async import(event) {
		const form = await event.request.formData();
		const team = await chosenTeam(event, form);
		if (team === undefined) return fail(422, { fault: 'team' as const });
		const sent = await readImport(form);
		if (!sent.ok)
			return fail(422, {
				refused: sent.reason,
				faults: sent.reason === 'faults' ? sent.faults : []
			});
		return create(event, { team, content: sent.content, from: 'import' });
	},
	async copy(event) {
		const parts = await runtime();
		const { principal, preferences } = event.locals;
		const form = await event.request.formData();
		const found = await seenForm(parts, principal, textField(form, 'id'));
		const content = found && (found.newest?.content ?? found.draft);
		const team = await chosenTeam(event, form);
		if (!content || team === undefined) return fail(404, { fault: 'gone' as const });
		const t = translator(preferences.locale, await loadCatalog(preferences.language));
		const name = t('forms.copyOf', { name: content.name }).slice(0, 200);
		return create(event, { team, content: { ...content, name }, from: 'copy' });
	},
	archive: (event) => archive(event, true),
	restore: (event) => archive(event, false)
};
