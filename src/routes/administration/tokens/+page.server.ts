import { fail } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { teamChoices } from '#lib/server/administration/team-choices.ts';
import { checkToken, readSentToken } from '#lib/server/administration/token-draft.ts';
import { textField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { ApiToken } from '#lib/server/store/api-tokens.ts';
import type { SentToken, TokenFault } from '#lib/domain/administration/token-form.ts';
import type { Actions, PageServerLoad } from './$types';

type State = 'active' | 'expired' | 'revoked';

function stateOf({ revokedAtMs, expiresAtMs }: ApiToken, nowMs: number): State {
	if (revokedAtMs !== null) return 'revoked';
	return expiresAtMs !== null && expiresAtMs <= nowMs ? 'expired' : 'active';
}

const ORDER: readonly State[] = ['active', 'expired', 'revoked'];

export const load: PageServerLoad = async () => {
	const { apiTokens, teams, people, config } = await runtime();
	const [tokens, nodes, persons] = await Promise.all([
		apiTokens.list(),
		teams.nodes(),
		people.list()
	]);
	const nowMs = Date.now();
	const names = new Map(persons.map(({ id, name }) => [id, name]));
	return {
		teams: teamChoices(nodes),
		hasEnvironmentToken: config.apiToken !== null,
		tokens: tokens
			.map(({ createdBy, ...token }) => ({
				...token,
				state: stateOf({ createdBy, ...token }, nowMs),
				createdByName: names.get(createdBy) ?? createdBy
			}))
			.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
	};
};

const refused = (fault: TokenFault, sent: SentToken | null = null) =>
	fail(fault === 'gone' ? 404 : 422, { fault, sent });

/** What the audit log keeps: never the token, nor its digest. */
const said = ({ name, hint, scopes, sources, team, expiresAtMs }: ApiToken): object => ({
	name,
	hint,
	scopes,
	sources,
	team,
	expiresAtMs
});

export const actions: Actions = {
	async create(event) {
		const { apiTokens, teams, audit } = await runtime();
		const nodes = await teams.nodes();
		const form = await event.request.formData();
		const sent = readSentToken(form);
		const checked = checkToken(sent, form, {
			teams: nodes.map(({ id }) => id),
			nowMs: Date.now()
		});
		if (!checked.ok) return refused(checked.fault, sent);
		const actor = actingIn(event);
		const { token, record } = await apiTokens.create(
			{ ...checked.wanted, createdBy: actor.id },
			(transaction, made) =>
				audit.append(transaction, actor, {
					action: 'token.created',
					object: `token:${made.id}`,
					before: null,
					after: said(made)
				})
		);
		return { created: { name: record.name, token } };
	},
	async revoke(event) {
		const { apiTokens, audit, hub } = await runtime();
		const id = textField(await event.request.formData(), 'id');
		const record = await apiTokens.revoke(id, (transaction, revoked) =>
			audit.append(transaction, actingIn(event), {
				action: 'token.revoked',
				object: `token:${id}`,
				before: said(revoked),
				after: null
			})
		);
		if (!record) return refused('gone');
		hub.principalsChanged();
		return { revoked: record.name };
	}
};
