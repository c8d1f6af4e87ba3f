import { fail, redirect } from '@sveltejs/kit';
import { COMPANY, TEAM_KINDS, mayHoldTeam } from '#lib/domain/access/team.ts';
import type { TeamKind } from '#lib/domain/access/team.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { checkTeam, readSentTeam } from '#lib/server/administration/team-draft.ts';
import { readTeamPage } from '#lib/server/administration/team-page.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { SentTeam, TeamFormFault } from '#lib/domain/administration/team-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** One step further down than the parent, as trees are usually made. */
const kindBelow = (kind: TeamKind): TeamKind =>
	TEAM_KINDS[Math.min(TEAM_KINDS.indexOf(kind) + 1, TEAM_KINDS.length - 1)] ?? 'team';

export const load: PageServerLoad = async ({ url }) => {
	const { nodes, choices } = await readTeamPage(await runtime());
	const asked = url.searchParams.get('parent');
	const parent = nodes.find(({ id }) => id === asked) ?? nodes.find(({ id }) => id === COMPANY);
	const kind = kindBelow(parent?.kind ?? 'company');
	const fresh: SentTeam = {
		parent: parent?.id ?? COMPANY,
		kind: parent && mayHoldTeam(parent.kind, kind) ? kind : 'team',
		name: '',
		queues: [],
		words: [],
		otherWords: ''
	};
	return { ...choices, fresh };
};

const refused = (fault: TeamFormFault, sent: SentTeam) => fail(422, { fault, sent });

export const actions: Actions = {
	async default(event) {
		const parts = await runtime();
		const { known } = await readTeamPage(parts);
		const form = await event.request.formData();
		const sent = readSentTeam(form, known);
		const checked = checkTeam(sent, form);
		if (!checked.ok) return refused(checked.fault, sent);
		const created = await parts.teams.create(checked.draft, actingIn(event));
		if (!created.ok) return refused(created.fault, sent);
		parts.hub.principalsChanged();
		redirect(303, '/administration/teams?done=created');
	}
};
