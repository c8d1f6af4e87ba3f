import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import { COMPANY } from '#lib/domain/access/team.ts';
import { REACHES_ALL_WITHOUT_TEAM } from '#lib/domain/access/role.ts';
import { SESSION_COOKIE } from '#lib/server/access/cookies.ts';
import { runtime } from '#lib/server/runtime.ts';
import { dropCookie, fieldOf, visitOf } from '#lib/server/sign-in/browser.ts';
import { LEAST_PASSWORD_LENGTH, MOST_PASSWORD_LENGTH } from '#lib/server/sign-in/password-rules.ts';
import { qrCode } from '#lib/server/qr-code.ts';
import { REFUSAL_STATUS } from '#lib/server/sign-in/refusal-status.ts';
import type { SetUp } from '#lib/server/sign-in/second-factors.ts';
import { asActor } from '#lib/server/sign-in/entrance.ts';
import type { Actions, PageServerLoad } from './$types';

/** hooks.server.ts let nobody else through. */
function personOf({ locals }: Pick<RequestEvent, 'locals'>): PersonPrincipal {
	if (locals.principal?.kind !== 'person') error(403, 'forbidden');
	return locals.principal;
}

export const load: PageServerLoad = async (event) => {
	const principal = personOf(event);
	const { people, teams, sessions, secondFactors, provider, config } = await runtime();
	const [person, nodes, own, codesLeft] = await Promise.all([
		people.find(principal.id),
		teams.nodes(),
		sessions.list(principal.id),
		secondFactors.codesLeft(principal.id)
	]);
	if (!person) error(403, 'forbidden');
	const reachesAll =
		person.teams.includes(COMPANY) ||
		(person.teams.length === 0 && REACHES_ALL_WITHOUT_TEAM.has(person.role));
	return {
		me: {
			name: person.name,
			email: person.email,
			role: person.role,
			isDemo: person.isDemo,
			hasPassword: person.hasPassword,
			hasSecondFactor: person.hasSecondFactor,
			hasProvider: person.hasProvider
		},
		teams: reachesAll
			? null
			: nodes.filter(({ id }) => person.teams.includes(id)).map(({ name }) => name),
		provider: provider?.name ?? null,
		codesLeft,
		zone: config.timeZone,
		sessions: own.map((session) => ({ ...session, isThis: session.id === principal.sessionId })),
		length: { least: LEAST_PASSWORD_LENGTH, most: MOST_PASSWORD_LENGTH }
	};
};

const shown = ({ secret, address }: SetUp) => ({
	// In groups of four, as apps show it.
	key: secret.replace(/(.{4})(?=.)/g, '$1 '),
	picture: qrCode(address)
});

export const actions: Actions = {
	async password(event) {
		const form = await event.request.formData();
		const { ownAccount } = await runtime();
		const result = await ownAccount.changePassword(
			personOf(event),
			{
				present: fieldOf(form, 'present'),
				password: fieldOf(form, 'password'),
				repeated: fieldOf(form, 'repeated')
			},
			visitOf(event)
		);
		switch (result.kind) {
			case 'changed':
				return { section: 'password' as const, result };
			case 'faults':
				return fail(422, { section: 'password' as const, result });
			default:
				return fail(REFUSAL_STATUS[result.kind], { section: 'password' as const, result });
		}
	},

	async begin(event) {
		const present = fieldOf(await event.request.formData(), 'present');
		const { ownAccount } = await runtime();
		const result = await ownAccount.beginSecondFactor(personOf(event), present);
		if (result.kind !== 'begun')
			return fail(REFUSAL_STATUS[result.kind], { section: 'begin' as const, result });
		return {
			section: 'confirm' as const,
			setUp: result.setUp && shown(result.setUp),
			isWrong: false
		};
	},

	async confirm(event) {
		const code = fieldOf(await event.request.formData(), 'code');
		const person = personOf(event);
		const { secondFactors } = await runtime();
		const codes = await secondFactors.confirm(person.id, code, asActor(person, visitOf(event)));
		if (codes) return { section: 'codes' as const, codes };
		const setUp = await secondFactors.begun(person.id);
		return fail(422, { section: 'confirm' as const, setUp: setUp && shown(setUp), isWrong: true });
	},

	async codes(event) {
		const present = fieldOf(await event.request.formData(), 'present');
		const { ownAccount } = await runtime();
		const result = await ownAccount.renewCodes(personOf(event), present, visitOf(event));
		if (result.kind === 'renewed') return { section: 'codes' as const, codes: result.codes };
		return fail(REFUSAL_STATUS[result.kind], { section: 'renew' as const, result });
	},

	async remove(event) {
		const present = fieldOf(await event.request.formData(), 'present');
		const { ownAccount } = await runtime();
		const result = await ownAccount.removeSecondFactor(personOf(event), present, visitOf(event));
		if (result.kind === 'removed') return { section: 'removed' as const };
		return fail(REFUSAL_STATUS[result.kind], { section: 'remove' as const, result });
	},

	async leave(event) {
		const session = fieldOf(await event.request.formData(), 'session');
		const person = personOf(event);
		const { entrance } = await runtime();
		await entrance.leave(person, session, visitOf(event));
		if (session !== person.sessionId) return { section: 'left' as const };
		dropCookie(event, SESSION_COOKIE);
		return redirect(303, '/sign-in');
	},

	async leaveEverywhere(event) {
		const { entrance } = await runtime();
		await entrance.leaveEverywhere(personOf(event), visitOf(event));
		dropCookie(event, SESSION_COOKIE);
		redirect(303, '/sign-in');
	}
};
