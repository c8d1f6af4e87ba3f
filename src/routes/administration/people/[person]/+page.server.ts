import { error, fail } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { lastSignIns } from '#lib/server/administration/last-sign-ins.ts';
import { checkPerson, readSentPerson } from '#lib/server/administration/person-draft.ts';
import { teamChoices } from '#lib/server/administration/team-choices.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PersonFormFault, SentPerson } from '#lib/domain/administration/person-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
	const { people, teams, sessions, store } = await runtime();
	const person = await people.find(params.person);
	if (!person) error(404, 'no such person');
	const [nodes, open, lastSeen] = await Promise.all([
		teams.nodes(),
		sessions.list(person.id),
		lastSignIns(store.database)
	]);
	return {
		person,
		teams: teamChoices(nodes),
		sessions: open.length,
		signedInAtMs: lastSeen.get(person.id) ?? null
	};
};

const refused = (fault: PersonFormFault, sent: SentPerson | null = null) =>
	fail(fault === 'unknown' ? 404 : 422, { fault, sent });

export const actions: Actions = {
	async change(event) {
		const { people, teams, hub } = await runtime();
		const nodes = await teams.nodes();
		const form = await event.request.formData();
		const sent = readSentPerson(
			form,
			nodes.map(({ id }) => id)
		);
		const checked = checkPerson(sent);
		if (!checked.ok) return refused(checked.fault, sent);
		const changed = await people.change(event.params.person, checked.draft, actingIn(event));
		if (!changed.ok) return refused(changed.fault, sent);
		hub.principalsChanged();
		return { done: 'saved' as const };
	},
	async link(event) {
		const { people, links } = await runtime();
		const person = await people.find(event.params.person);
		if (!person) return refused('unknown');
		const purpose = person.hasPassword ? ('new-password' as const) : ('invitation' as const);
		const token = await links.create(purpose, person.id, actingIn(event));
		if (token === null) return refused('no-link');
		return { link: `${event.url.origin}/welcome/${token}`, purpose };
	},
	async removeFactor(event) {
		const { secondFactors } = await runtime();
		await secondFactors.remove(event.params.person, actingIn(event));
		return { done: 'factor' as const };
	},
	async signOut(event) {
		const { people, sessions, audit, hub } = await runtime();
		const person = await people.find(event.params.person);
		if (!person) return refused('unknown');
		const closed = await sessions.closeAll(person.id);
		await audit.record(actingIn(event), {
			action: 'session.closed',
			object: `person:${person.id}`,
			before: { sessions: closed },
			after: null
		});
		hub.principalsChanged();
		return { done: 'signedOut' as const };
	}
};
