import { error, fail } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { Principal } from '#lib/domain/access/principal.ts';
import { LONGEST_NOTE, LONGEST_REASON } from '#lib/domain/quality/calibration/session.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { rawField, textField } from '#lib/server/form-fields.ts';
import { personNames } from '#lib/server/quality/calibration/person-names.ts';
import { seenSession } from '#lib/server/quality/calibration/session-access.ts';
import { contactNames } from '#lib/server/quality/calibration/session-contacts.ts';
import type { ContactNames } from '#lib/server/quality/calibration/session-contacts.ts';
import type { CalibrationSession } from '#lib/server/quality/calibration/stored-session.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

type Event = Pick<RequestEvent<{ session: string }>, 'locals' | 'params'>;

/** The same for a session that is not there and for one that is not theirs. */
async function find({ locals: { principal }, params }: Event, as: 'reader' | 'leader') {
	const parts = await runtime();
	const seen = await seenSession(parts, principal, params.session);
	if (!seen || (as === 'leader' && !seen.isLeader)) error(404, 'no such session');
	return { parts, ...seen };
}

/** Ids stay ids where the database does not answer: the scores are not of it. */
async function namesOf(
	parts: Runtime,
	{ contacts }: CalibrationSession,
	principal: Principal
): Promise<ContactNames> {
	try {
		return await contactNames(parts, contacts, await parts.access.scopeOf(principal));
	} catch (failure) {
		if (!(failure instanceof QueryError)) throw failure;
		parts.log.error({ err: failure }, 'names of contacts');
		return { agents: {}, queues: {} };
	}
}

export const load: PageServerLoad = async (event) => {
	const { parts, session, isLeader } = await find(event, 'reader');
	const { principal } = event.locals;
	if (principal === null) error(404, 'no such session');
	const { sessions, comparisons } = parts.quality.calibration;
	const [progress, comparison, published, people, names] = await Promise.all([
		sessions.progress([session.id]),
		comparisons.of(session),
		parts.quality.forms.published(session.form, session.formVersion),
		personNames(parts.people, [...session.evaluators, session.createdBy]),
		namesOf(parts, session, principal)
	]);
	const all = progress.get(session.id) ?? [];
	return {
		session,
		isLeader,
		isNew: event.url.searchParams.has('created'),
		formName: published?.content.name ?? session.form,
		progress: all,
		isComplete: all.every(({ asked, done }) => asked === done),
		isMyTurn:
			session.state === 'scoring' &&
			all.some(({ evaluator, asked, done }) => evaluator === principal.id && done < asked),
		comparison,
		...{ people, names }
	};
};

/** Text of several lines, as it was written. */
const note = (form: FormData, name: string): string =>
	rawField(form, name).normalize('NFC').trim().slice(0, LONGEST_NOTE);

export const actions: Actions = {
	async reveal(event) {
		const { parts, session } = await find(event, 'leader');
		const reason = textField(await event.request.formData(), 'reason').slice(0, LONGEST_REASON);
		const { sessions } = parts.quality.calibration;
		const revealed = await sessions.reveal(session.id, reason, actingIn(event));
		if (revealed !== 'revealed') return fail(409, { fault: revealed });
		return { done: 'revealed' as const };
	},
	async decide(event) {
		const { parts, session } = await find(event, 'leader');
		const form = await event.request.formData();
		const contacts = Object.fromEntries(
			session.contacts.map(({ interaction }, place) => [
				interaction,
				note(form, `decision-${place}`)
			])
		);
		const { sessions } = parts.quality.calibration;
		const decisions = { notes: note(form, 'notes'), contacts };
		const isKept = await sessions.decide(session.id, decisions, actingIn(event));
		return isKept ? { done: 'decided' as const } : fail(409, { fault: 'gone' as const });
	},
	async close(event) {
		const { parts, session } = await find(event, 'leader');
		const isClosed = await parts.quality.calibration.sessions.close(session.id, actingIn(event));
		return isClosed ? { done: 'closed' as const } : fail(409, { fault: 'gone' as const });
	}
};
