import { fail } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { version } from '$app/environment';
import { actorOf } from '#lib/server/audit/actor.ts';
import { fleetRows } from '#lib/server/screens/fleet-rows.ts';
import { checkScreen, givenBoards, readSent, textOf } from '#lib/server/screens/read-form.ts';
import type { SentScreen } from '#lib/server/screens/read-form.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { ScreenFormFault } from '#lib/components/screens/screen-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ depends, locals, url }) => {
	depends('atalaya:fleet');
	const parts = await runtime();
	const nowMs = Date.now();
	const [screens, given, all] = await Promise.all([
		fleetRows(parts, version, nowMs),
		givenBoards(parts, locals.principal),
		parts.boards.list()
	]);
	return {
		nowMs,
		zone: parts.config.timeZone,
		screens,
		given,
		names: Object.fromEntries(all.map(({ id, name }) => [id, name])),
		address: `${url.host}/screen`
	};
};

const actor = ({ locals, getClientAddress }: RequestEvent) =>
	actorOf({ principal: locals.principal, address: getClientAddress() });

const refused = (id: string, fault: ScreenFormFault, sent: SentScreen | null = null) =>
	fail(fault === 'gone' ? 404 : 422, { id, fault, sent });

export const actions: Actions = {
	async change(event) {
		const parts = await runtime();
		const form = await event.request.formData();
		const id = textOf(form, 'id');
		const before = await parts.screens.screen(id);
		if (!before) return refused(id, 'gone');
		const sent = readSent(form);
		const checked = await checkScreen(parts, sent, event.locals.principal, before.boards);
		if (!checked.ok) return refused(id, checked.fault, sent);
		if (!(await parts.screens.change(id, checked.draft, actor(event)))) return refused(id, 'gone');
		parts.fleet.changed(id);
		return { done: 'saved' as const, name: checked.draft.name };
	},
	async revoke(event) {
		const { screens, fleet } = await runtime();
		const id = textOf(await event.request.formData(), 'id');
		if (!(await screens.revoke(id, actor(event)))) return refused(id, 'gone');
		fleet.changed(id);
		return { done: 'revoked' as const, name: '' };
	},
	async identify({ request }) {
		const { screens, fleet } = await runtime();
		const id = textOf(await request.formData(), 'id');
		const screen = await screens.screen(id);
		if (!screen) return refused(id, 'gone');
		await fleet.identify(id, screen.name);
		return { done: 'identified' as const, name: screen.name };
	}
};
