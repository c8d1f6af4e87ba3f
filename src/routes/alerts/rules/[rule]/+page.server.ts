import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { sentOf } from '#lib/domain/alerts/rule-form.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import { ruleChoices } from '#lib/server/alerts/rule-choices.ts';
import { checkRule, readSentRule } from '#lib/server/alerts/rule-draft.ts';
import { ownRule } from '#lib/server/alerts/seen-rules.ts';
import type { StoredRule } from '#lib/server/alerts/stored-alert.ts';
import { sendTest, testsOf } from '#lib/server/alerts/test-message.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { countField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

interface Found {
	readonly parts: Runtime;
	readonly principal: Principal;
	readonly stored: StoredRule;
}

/** The same for a rule that is not there and for one that is not theirs. */
async function find({
	locals,
	params
}: Pick<RequestEvent<{ rule: string }>, 'locals' | 'params'>): Promise<Found> {
	const parts = await runtime();
	const { principal } = locals;
	const stored = await ownRule(parts, principal, params.rule);
	if (!stored || !principal) error(404, 'no such rule');
	return { parts, principal, stored };
}

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:alert-rule');
	const { parts, principal, stored } = await find(event);
	return {
		stored,
		sent: sentOf(stored.rule, stored.team),
		choices: await ruleChoices(parts, principal, stored.rule),
		hasSmtp: parts.config.smtp !== null,
		tests: await testsOf(parts.store.database, stored.id)
	};
};

export const actions: Actions = {
	async save(event) {
		const { parts, principal, stored } = await find(event);
		const form = await event.request.formData();
		const choices = await ruleChoices(parts, principal, stored.rule);
		const sent = readSentRule(form, choices);
		const checked = checkRule(sent, form, choices);
		if (!checked.ok) return fail(422, { faults: checked.faults, sent });
		const revision = countField(form, 'revision') ?? 0;
		const change = { ...checked.draft, revision };
		const saved = await parts.alerts.rules.save(stored.id, change, actingIn(event));
		if (!saved.ok)
			return fail(422, { faults: [{ field: 'rule' as const, code: saved.reason }], sent });
		await parts.alerts.changed();
		const { name } = saved.stored.rule;
		if (saved.secret === null) redirect(303, `/alerts/rules?saved=${stored.id}`);
		return { secret: { name, secret: saved.secret } };
	},
	async test(event) {
		const { parts, stored } = await find(event);
		const sent = await sendTest(parts, stored, actingIn(event));
		if (!sent) return fail(422, { noTarget: true as const });
		await parts.alerts.changed();
		return { tested: true as const };
	},
	async secret(event) {
		const { parts, stored } = await find(event);
		const secret = await parts.alerts.rules.renewSecret(stored.id, actingIn(event));
		if (secret === null) return fail(422, { noTarget: true as const });
		return { secret: { name: stored.rule.name, secret } };
	}
};
