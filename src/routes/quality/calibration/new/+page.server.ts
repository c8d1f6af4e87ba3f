import { randomBytes } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import { teamsOf } from '#lib/domain/access/scope.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { createSession, sessionChoices } from '#lib/server/quality/calibration/new-session.ts';
import { contactNames, newestContacts } from '#lib/server/quality/calibration/session-contacts.ts';
import {
	LONGEST_RANGE_DAYS,
	dayOf,
	readSentSession
} from '#lib/server/quality/calibration/session-form.ts';
import type { SentSession } from '#lib/server/quality/calibration/session-form.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

const DAY_MS = 86_400_000;
const NEWEST_DAYS = 7;
const NEWEST_SHOWN = 30;
/** Nobody has to think of one; whoever wants may write another. */
const newSeed = (): string => randomBytes(6).toString('hex');

function personOf({ locals: { principal } }: Pick<RequestEvent, 'locals'>): PersonPrincipal {
	if (principal?.kind !== 'person') redirect(303, '/sign-in');
	return principal;
}

function beginning(person: PersonPrincipal, query: URLSearchParams, zone: string): SentSession {
	const nowMs = Date.now();
	return {
		...{ name: '', form: '', evaluators: [], gold: '', way: 'hand', channel: '', count: 4 },
		team: teamsOf(person)[0] ?? '',
		due: dayOf(nowMs + 7 * DAY_MS, zone),
		contacts: query.getAll('contact').slice(0, 5),
		seed: newSeed(),
		from: dayOf(nowMs - 7 * DAY_MS, zone),
		to: dayOf(nowMs, zone)
	};
}

/** Null: the database does not answer. */
async function newest(parts: Runtime, person: PersonPrincipal) {
	const [scope, nowMs] = [await parts.access.scopeOf(person), Date.now()];
	try {
		const request = { fromMs: nowMs - NEWEST_DAYS * DAY_MS, toMs: nowMs, count: NEWEST_SHOWN };
		const contacts = await newestContacts(parts, request, scope);
		return { contacts, names: await contactNames(parts, contacts, scope) };
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		parts.log.error({ err: error }, 'contacts to calibrate');
		return null;
	}
}

export const load: PageServerLoad = async (event) => {
	const person = personOf(event);
	const parts = await runtime();
	const [choices, found] = await Promise.all([
		sessionChoices(parts, person),
		newest(parts, person)
	]);
	return {
		choices,
		newest: found,
		sent: beginning(person, event.url.searchParams, parts.config.timeZone),
		longestDays: LONGEST_RANGE_DAYS
	};
};

export const actions: Actions = {
	async create(event) {
		const person = personOf(event);
		const parts = await runtime();
		const sent = readSentSession(await event.request.formData());
		try {
			const made = await createSession(parts, { sent, person, actor: actingIn(event) });
			if ('faults' in made) return fail(422, { sent, faults: made.faults, isUnavailable: false });
			redirect(303, `/quality/calibration/${made.id}?created`);
		} catch (error) {
			if (!(error instanceof QueryError)) throw error;
			parts.log.error({ err: error }, 'contacts to calibrate');
			return fail(503, { sent, faults: [], isUnavailable: true });
		}
	}
};
