import { fail, redirect } from '@sveltejs/kit';
import type { ImportFault } from '#lib/domain/workforce/import-activity.ts';
import type { ShiftChange } from '#lib/domain/workforce/import-plan.ts';
import { dateIn } from '#lib/domain/workforce/import-clock.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { askingOf } from '#lib/server/api/asking.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readSentImport } from '#lib/server/workforce/import-form.ts';
import type { SentImport } from '#lib/server/workforce/import-form.ts';
import type { ImportPreview } from '#lib/server/workforce/schedule-desk.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** More than these nobody reads; how many there are is said. */
const MOST_SHOWN = 400;

export const load: PageServerLoad = async (event) => {
	const parts = await runtime();
	const { scheduleDesk, config } = parts;
	const { scope } = await askingOf(parts, event);
	const base = { zone: config.timeZone, today: dateIn(Date.now(), config.timeZone) };
	const saved = Number(event.url.searchParams.get('saved') ?? '');
	const done = Number.isInteger(saved) && saved > 0 ? saved : null;
	try {
		const agents = await scheduleDesk.agents({ scope });
		const choices = agents.map(({ agent, name }) => ({ agent, name: name || agent }));
		return { ...base, done, agents: choices, isAway: false };
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		return { ...base, done, agents: [], isAway: true };
	}
};

/** What of a preview a page has. */
function shownOf(preview: ImportPreview) {
	const { changes, faults, counts, isReadable, leftOut, digest, names } = preview;
	const shownChanges: readonly ShiftChange[] = changes.slice(0, MOST_SHOWN);
	const shownFaults: readonly ImportFault[] = faults.slice(0, MOST_SHOWN);
	return {
		counts,
		isReadable,
		leftOut,
		digest,
		names,
		changes: shownChanges,
		moreChanges: changes.length - shownChanges.length,
		faults: shownFaults,
		moreFaults: faults.length - shownFaults.length
	};
}

const answerOf = (
	{ request }: SentImport,
	preview: ImportPreview | null,
	why: 'faults' | 'moved' | 'nothing' | 'away' | null
) => ({
	sent: { ...request, agent: request.agent ?? '' },
	preview: preview === null ? null : shownOf(preview),
	why
});

async function sentBy(event: RequestEvent): Promise<SentImport> {
	const { config } = await runtime();
	const form = await event.request.formData();
	return readSentImport(form, { zone: config.timeZone, nowMs: Date.now() });
}

export const actions: Actions = {
	async preview(event) {
		const parts = await runtime();
		const sent = await sentBy(event);
		const { scope } = await askingOf(parts, event);
		try {
			return answerOf(sent, await parts.scheduleDesk.preview(sent.request, { scope }), null);
		} catch (cause) {
			if (!(cause instanceof QueryError)) throw cause;
			return fail(503, answerOf(sent, null, 'away'));
		}
	},
	async save(event) {
		const parts = await runtime();
		const sent = await sentBy(event);
		const { scope } = await askingOf(parts, event);
		const asker = { scope, actor: actingIn(event) };
		const result = await parts.scheduleDesk
			.save(sent.request, sent, asker)
			.catch((cause: unknown) => {
				if (!(cause instanceof QueryError)) throw cause;
				return null;
			});
		if (result === null) return fail(503, answerOf(sent, null, 'away'));
		if (!result.ok) return fail(409, answerOf(sent, result.preview, result.why));
		redirect(303, `/schedules/import?saved=${result.saved}`);
	}
};
