import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { countField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import { editPage, readSentPage, stepPage } from '#lib/server/scorecards/edit/edit-page.ts';
import { ownScorecard } from '#lib/server/scorecards/seen-scorecards.ts';
import type { Actions, PageServerLoad } from './$types';

type OfScorecard = RequestEvent<{ scorecard: string }>;

/** The same for a scorecard that is not there and for one that is not theirs to change. */
async function find({ locals, params }: Pick<OfScorecard, 'locals' | 'params'>) {
	const parts = await runtime();
	const scorecard = await ownScorecard(parts, locals.principal, params.scorecard);
	if (!scorecard) error(404, 'no such scorecard');
	return { parts, scorecard };
}

export const load: PageServerLoad = async (event) => {
	const { parts, scorecard } = await find(event);
	const { id, isArchived, teamName } = scorecard;
	const page = await editPage(parts, scorecard, event.locals.preferences.locale);
	return { ...page, id, isArchived, teamName };
};

async function read(event: OfScorecard) {
	const found = await find(event);
	const form = await event.request.formData();
	const basedOn = countField(form, 'basedOn') ?? 0;
	const sent = { form, locale: event.locals.preferences.locale };
	return { ...found, basedOn, ...(await readSentPage(found.parts, found.scorecard, sent)) };
}

async function archive(event: OfScorecard, isArchived: boolean) {
	const { parts, scorecard } = await find(event);
	await parts.scorecards.store.setArchived(scorecard.id, isArchived, actingIn(event));
	return { archived: isArchived };
}

export const actions: Actions = {
	async save(event) {
		const { parts, scorecard, basedOn, sent, checked, hints } = await read(event);
		if (!checked.ok) return fail(422, { sent, faults: checked.faults, hints, basedOn });
		const { validFrom, note } = sent;
		const version = { content: checked.content, validFrom, note, basedOn };
		const saved = await parts.scorecards.store.addVersion(scorecard.id, version, actingIn(event));
		if (saved.ok) {
			const written = saved.scorecard.versions.at(-1)?.version ?? 0;
			redirect(303, `/scorecards/${scorecard.id}/versions?saved=${written}`);
		}
		if (saved.reason === 'gone') error(404, 'no such scorecard');
		// Whoever sends it again has read who was faster.
		const newest = (await find(event)).scorecard.versions.at(-1)?.version ?? basedOn;
		return fail(409, { sent, refused: saved.reason, hints, basedOn: newest });
	},
	async check(event) {
		const { basedOn, sent, checked, hints } = await read(event);
		if (!checked.ok) return fail(422, { sent, faults: checked.faults, hints, basedOn });
		return { sent, hints, basedOn, isChecked: true as const };
	},
	async change(event) {
		await find(event);
		const form = await event.request.formData();
		const { sent, at, step } = stepPage(form);
		return { sent, at, verb: step?.verb ?? 'show', basedOn: countField(form, 'basedOn') ?? 0 };
	},
	archive: (event) => archive(event, true),
	restore: (event) => archive(event, false)
};
