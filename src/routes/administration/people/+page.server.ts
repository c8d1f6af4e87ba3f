import { fail } from '@sveltejs/kit';
import { isRole } from '#lib/domain/access/role.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { lastSignIns } from '#lib/server/administration/last-sign-ins.ts';
import { checkPerson, readSentPerson } from '#lib/server/administration/person-draft.ts';
import { teamChoices } from '#lib/server/administration/team-choices.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PersonFormFault, SentPerson } from '#lib/domain/administration/person-form.ts';
import type { Actions, PageServerLoad } from './$types';

const contains = (text: string, search: string): boolean =>
	text.toLocaleLowerCase('es').includes(search);

export const load: PageServerLoad = async ({ url }) => {
	const { people, teams, store } = await runtime();
	const search = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
	const wanted = url.searchParams.get('role') ?? '';
	const role = isRole(wanted) ? wanted : '';
	const [all, nodes, lastSeen] = await Promise.all([
		people.list(),
		teams.nodes(),
		lastSignIns(store.database)
	]);
	const needle = search.toLocaleLowerCase('es');
	return {
		search,
		role,
		total: all.length,
		people: all
			.filter(({ name, email }) => contains(name, needle) || contains(email, needle))
			.filter((person) => role === '' || person.role === role)
			.map((person) => ({ ...person, signedInAtMs: lastSeen.get(person.id) ?? null })),
		teams: teamChoices(nodes)
	};
};

const refused = (fault: PersonFormFault, sent: SentPerson) => fail(422, { fault, sent });

export const actions: Actions = {
	async create(event) {
		const { people, teams, links } = await runtime();
		const nodes = await teams.nodes();
		const form = await event.request.formData();
		const sent = {
			...readSentPerson(
				form,
				nodes.map(({ id }) => id)
			),
			isActive: true
		};
		const checked = checkPerson(sent);
		if (!checked.ok) return refused(checked.fault, sent);
		const actor = actingIn(event);
		const created = await people.create(checked.draft, actor);
		if (!created.ok) return refused(created.fault, sent);
		const { id, name } = created.person;
		const token = await links.create('invitation', id, actor);
		const link = token === null ? null : `${event.url.origin}/welcome/${token}`;
		return { created: { id, name, link } };
	}
};
