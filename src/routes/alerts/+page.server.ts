import { fail } from '@sveltejs/kit';
import type { Alert } from '#lib/domain/alerts/alert.ts';
import { addressOfLog, readAskedLog } from '#lib/server/alerts/log-query.ts';
import { seeing, seenAlert } from '#lib/server/alerts/seen-rules.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { textField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

const PAGE_ROWS = 25;

/** Those nobody looks after first, the critical before the others; the oldest stay before the newer. */
const urgency = ({ acknowledged, watched }: Alert): number =>
	(acknowledged === null ? 0 : 2) + (watched.severity === 'critical' ? 0 : 1);

export const load: PageServerLoad = async ({ url, depends, locals: { principal } }) => {
	depends('atalaya:alerts');
	const parts = await runtime();
	const { log, rules } = parts.alerts;
	const asked = readAskedLog(url.searchParams);
	const sees = await seeing(parts, principal);
	const [all, page, known] = await Promise.all([
		log.open(),
		log.list({ ...asked, limit: PAGE_ROWS, sees }),
		rules.list()
	]);
	const open = all.filter(sees).sort((a, b) => urgency(a) - urgency(b));
	const told = await log.deliveriesOf([...open, ...page.alerts].map(({ id }) => id));
	// Only what was found, or may be, is there to choose: a rule that is not theirs is not named.
	const names = new Map(page.alerts.map(({ rule, watched }) => [rule, watched.name]));
	for (const { rule, watched } of open) names.set(rule, watched.name);
	for (const { id, rule } of known) if (names.has(id)) names.set(id, rule.name);
	return {
		asked,
		me: principal?.name ?? '',
		open: open.map((alert) => ({ ...alert, told: told.get(alert.id) ?? [] })),
		found: page.alerts.map((alert) => ({ ...alert, told: told.get(alert.id) ?? [] })),
		rules: [...names].map(([id, name]) => ({ id, name })),
		older: page.next && addressOfLog(asked, page.next),
		newest: asked.before && addressOfLog(asked, null)
	};
};

export const actions: Actions = {
	async acknowledge(event) {
		const parts = await runtime();
		const form = await event.request.formData();
		const alert = await seenAlert(parts, event.locals.principal, textField(form, 'id'));
		const note = textField(form, 'note');
		const done = alert && (await parts.alerts.log.acknowledge(alert.id, note, actingIn(event)));
		if (!done) return fail(404, { fault: 'gone' as const });
		await parts.alerts.changed();
		return { acknowledged: done.watched.name };
	}
};
