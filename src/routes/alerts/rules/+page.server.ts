import { fail } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { ownRule, ownRules } from '#lib/server/alerts/seen-rules.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { teamChoices } from '#lib/server/administration/team-choices.ts';
import { textField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { StoredRule } from '#lib/server/alerts/stored-alert.ts';
import type { Actor } from '#lib/server/audit/audit-log.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { principal } }) => {
	const parts = await runtime();
	const [rules, nodes] = await Promise.all([ownRules(parts, principal), parts.teams.nodes()]);
	const teams = new Set(rules.map(({ team }) => team));
	const open = new Map<string, number>();
	for (const { rule } of await parts.alerts.log.open()) open.set(rule, (open.get(rule) ?? 0) + 1);
	return {
		// Their names only: those of others are nobody's business here.
		teams: teamChoices(nodes).filter(({ id }) => teams.has(id)),
		rules: rules.map((stored) => ({ ...stored, open: open.get(stored.id) ?? 0 }))
	};
};

type Done = 'paused' | 'resumed' | 'removed';

/** Does it to a rule of theirs; of others nothing is told. */
async function act(
	event: RequestEvent,
	done: Done,
	change: (rules: Runtime['alerts']['rules'], rule: StoredRule, actor: Actor) => Promise<boolean>
) {
	const parts = await runtime();
	const id = textField(await event.request.formData(), 'id');
	const rule = await ownRule(parts, event.locals.principal, id);
	const changed = rule && (await change(parts.alerts.rules, rule, actingIn(event)));
	if (!rule || changed !== true) return fail(404, { fault: 'gone' as const });
	await parts.alerts.changed();
	return { done, name: rule.rule.name };
}

export const actions: Actions = {
	pause: (event) =>
		act(event, 'paused', (rules, { id }, actor) => rules.setPaused(id, true, actor)),
	resume: (event) =>
		act(event, 'resumed', (rules, { id }, actor) => rules.setPaused(id, false, actor)),
	remove: (event) => act(event, 'removed', (rules, { id }, actor) => rules.remove(id, actor))
};
