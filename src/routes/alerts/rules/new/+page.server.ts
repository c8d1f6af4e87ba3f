import { fail, redirect } from '@sveltejs/kit';
import { NEW_RULE, fromPreset, isPreset, sentOf } from '#lib/domain/alerts/rule-form.ts';
import type { SentRule } from '#lib/domain/alerts/rule-form.ts';
import { teamsOf } from '#lib/domain/access/scope.ts';
import { loadCatalog } from '#lib/i18n/load-catalog.ts';
import { translator } from '#lib/i18n/translator.ts';
import { ruleChoices } from '#lib/server/alerts/rule-choices.ts';
import { checkRule, readSentRule } from '#lib/server/alerts/rule-draft.ts';
import { ownRule } from '#lib/server/alerts/seen-rules.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the form begins with: an example, a copy of a rule, or nothing. */
async function beginning(
	parts: Runtime,
	{ locals: { principal, preferences } }: { locals: App.Locals },
	query: URLSearchParams
): Promise<SentRule> {
	const { language, locale } = preferences;
	const t = translator(locale, await loadCatalog(language));
	const team = (principal && teamsOf(principal)[0]) ?? '';
	const preset = query.get('preset') ?? '';
	if (isPreset(preset))
		return fromPreset(preset, { team, language, name: t(`alerts.preset.${preset}`) });
	const original = await ownRule(parts, principal, query.get('from') ?? '');
	if (!original) return { ...NEW_RULE, team, language };
	const name = t('alerts.copyOf', { name: original.rule.name });
	return { ...sentOf(original.rule, original.team), name };
}

export const load: PageServerLoad = async (event) => {
	const { principal } = event.locals;
	const parts = await runtime();
	const sent = await beginning(parts, event, event.url.searchParams);
	if (principal === null) redirect(303, '/sign-in');
	return {
		sent,
		choices: await ruleChoices(parts, principal, sent),
		hasSmtp: parts.config.smtp !== null
	};
};

export const actions: Actions = {
	async create(event) {
		const { principal } = event.locals;
		if (principal === null) redirect(303, '/sign-in');
		const parts = await runtime();
		const form = await event.request.formData();
		const choices = await ruleChoices(parts, principal);
		const sent = readSentRule(form, choices);
		const checked = checkRule(sent, form, choices);
		if (!checked.ok) return fail(422, { faults: checked.faults, sent });
		const saved = await parts.alerts.rules.create(checked.draft, actingIn(event));
		if (!saved.ok)
			return fail(422, { faults: [{ field: 'rule' as const, code: saved.reason }], sent });
		await parts.alerts.changed();
		const { stored, secret } = saved;
		if (secret === null) redirect(303, `/alerts/rules?created=${stored.id}`);
		return { created: { id: stored.id, name: stored.rule.name, secret } };
	}
};
