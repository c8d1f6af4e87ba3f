import { error, fail, redirect } from '@sveltejs/kit';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Id } from '#lib/domain/events/event-types.ts';
import { effectiveAt } from '#lib/domain/queues/effective.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { checkQueue, readSentQueue } from '#lib/server/administration/queue-draft.ts';
import { asSent, openingOf } from '#lib/server/administration/queue-rows.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

const checkId = TypeCompiler.Compile(Id);

/** Ids of events may hold anything, also what no path of an address can. */
function queueOf(url: URL): string {
	const queue = url.searchParams.get('queue') ?? '';
	if (!checkId.Check(queue)) error(404, 'no such queue');
	return queue;
}

/** The version that is corrected; null for a new one. */
function versionOf(url: URL): number | null {
	const text = url.searchParams.get('version') ?? '';
	return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

export const load: PageServerLoad = async ({ url, depends }) => {
	depends('atalaya:queues');
	const queue = queueOf(url);
	const versionMs = versionOf(url);
	const { queueDesk, people, config } = await runtime();
	const [found, waiting, persons] = await Promise.all([
		queueDesk.find(queue),
		queueDesk.waiting(),
		people.list()
	]);
	const nowMs = Date.now();
	const names = new Map(persons.map(({ id, name }) => [id, name]));
	const isCorrecting = found.versions.some(({ validFromMs }) => validFromMs === versionMs);
	const fallback = { queue, seenChannel: found.now.channel, zone: config.timeZone };
	const shown =
		isCorrecting && versionMs !== null
			? effectiveAt(found.versions, versionMs, fallback)
			: found.now;
	return {
		queue,
		now: found.now,
		opening: openingOf(found.now, nowMs),
		isDatabaseAway: found.isDatabaseAway,
		waiting,
		versionMs: isCorrecting ? versionMs : null,
		sent: asSent(shown, { validFrom: isCorrecting ? 'same' : 'now', nowMs }),
		versions: found.versions
			.map(({ hours, holidays, ...version }) => ({
				...version,
				hasHours: hours !== null && hours !== 'always',
				holidays: holidays?.length ?? 0,
				isLater: version.validFromMs > nowMs,
				savedByName:
					version.savedBy === null ? null : (names.get(version.savedBy) ?? version.savedBy)
			}))
			.reverse(),
		isSaved: url.searchParams.get('done') === 'saved',
		/** The form begins anew after each save, and for each version. */
		formKey: `${url.searchParams.get('at') ?? ''} ${versionMs ?? ''}`
	};
};

export const actions: Actions = {
	async save(event) {
		const queue = queueOf(event.url);
		const { queueDesk } = await runtime();
		const form = await event.request.formData();
		const sent = readSentQueue(form);
		const context = { nowMs: Date.now(), sameMs: versionOf(event.url) };
		const checked = checkQueue(sent, form, context);
		if (!checked.ok) return fail(422, { sent, faults: checked.faults });
		const { validFromMs, version } = checked;
		const { changedAtMs } = await queueDesk.save({ queue, validFromMs, version }, actingIn(event));
		const address = `/administration/queues/settings?queue=${encodeURIComponent(queue)}`;
		redirect(303, `${address}&at=${changedAtMs}&done=saved`);
	}
};
