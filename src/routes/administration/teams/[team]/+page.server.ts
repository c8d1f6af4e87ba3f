import { error, fail, redirect } from '@sveltejs/kit';
import { COMPANY } from '#lib/domain/access/team.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { checkTeam, readSentTeam } from '#lib/server/administration/team-draft.ts';
import { readTeamPage } from '#lib/server/administration/team-page.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { SentTeam, TeamFormFault } from '#lib/domain/administration/team-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
	const { nodes, choices } = await readTeamPage(await runtime());
	const node = nodes.find(({ id }) => id === params.team);
	if (!node) error(404, 'no such team');
	const { id, parent, kind, name, queues, words } = node;
	const team: SentTeam = { parent: parent ?? COMPANY, kind, name, queues, words, otherWords: '' };
	return { id, team, ...choices };
};

const refused = (fault: TeamFormFault, sent: SentTeam | null = null) =>
	fail(fault === 'unknown' ? 404 : 422, { fault, sent });

export const actions: Actions = {
	async change(event) {
		const parts = await runtime();
		const { known } = await readTeamPage(parts);
		const form = await event.request.formData();
		const sent = readSentTeam(form, known);
		const id = event.params.team;
		const checked = checkTeam(sent, form, { mayBeNameless: id === COMPANY });
		if (!checked.ok) return refused(checked.fault, sent);
		const changed = await parts.teams.change(id, checked.draft, actingIn(event));
		if (!changed.ok) return refused(changed.fault, sent);
		parts.hub.principalsChanged();
		redirect(303, '/administration/teams?done=saved');
	},
	async remove(event) {
		const { teams, hub } = await runtime();
		const removed = await teams.remove(event.params.team, actingIn(event));
		if (!removed.ok) return refused(removed.fault);
		hub.principalsChanged();
		redirect(303, '/administration/teams?done=removed');
	}
};
