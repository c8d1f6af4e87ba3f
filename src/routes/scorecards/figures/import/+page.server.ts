import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { MOST_FILE_BYTES } from '#lib/domain/scorecard/figures/import-line.ts';
import { DECIMAL_MARKS } from '#lib/domain/scorecard/typed-number.ts';
import { valueOfEntry } from '#lib/domain/scorecard/figures/figure-value.ts';
import { textOf } from '#lib/domain/workforce/import-text.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { flagField, rawField, textField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import { askedFigures } from '#lib/server/scorecards/figures/asked.ts';
import { previewFigures, saveFigures } from '#lib/server/scorecards/figures/import-desk.ts';
import type { FigureImport, FigurePreview } from '#lib/server/scorecards/figures/import-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** More than these nobody reads; how many there are is said. */
const MOST_SHOWN = 300;

async function asking({ locals: { principal, preferences } }: Pick<RequestEvent, 'locals'>) {
	if (principal === null) redirect(303, '/sign-in');
	const parts = await runtime();
	return { parts, ...(await askedFigures(parts, principal, preferences.locale)) };
}

export const load: PageServerLoad = async (event) => {
	const { teams, mark } = await asking(event);
	const saved = Number(event.url.searchParams.get('saved') ?? '');
	return { teams, mark, saved: Number.isInteger(saved) && saved > 0 ? saved : null };
};

/** What is too big is not even decoded: one byte more than allowed is refused all the same. */
async function textIn(file: File): Promise<string> {
	if (file.size > MOST_FILE_BYTES) return ' '.repeat(MOST_FILE_BYTES) + '.';
	return textOf(new Uint8Array(await file.arrayBuffer()));
}

async function readSent(event: RequestEvent) {
	const form = await event.request.formData();
	const file = form.get('file');
	const isUploaded = file instanceof File && file.size > 0;
	const request: FigureImport = {
		text: isUploaded ? await textIn(file) : rawField(form, 'text'),
		name: (isUploaded ? file.name : textField(form, 'name')).slice(0, 200),
		mark: DECIMAL_MARKS.find((one) => one === rawField(form, 'mark')) ?? 'comma',
		source: textField(form, 'source').slice(0, 500)
	};
	const confirmed = {
		digest: textField(form, 'digest'),
		withoutFaults: flagField(form, 'withoutFaults')
	};
	return { request, confirmed };
}

/** What of a preview a page has. */
function shownOf({ changes, faults, counts, digest, fault, figures }: FigurePreview) {
	const known = new Map(figures.map(({ id, figure }) => [id, figure]));
	const shown = changes.slice(0, MOST_SHOWN).flatMap((change) => {
		const figure = known.get(change.figure);
		if (!figure) return [];
		const { line, kind, team, month, entry, before } = change;
		return [
			{
				...{ line, kind, team, month, name: figure.name, unit: figure.unit },
				value: valueOfEntry(figure, entry),
				before: before && valueOfEntry(figure, before),
				...{ n: entry.n, isEstimate: entry.isEstimate, source: entry.source }
			}
		];
	});
	return {
		...{ counts, digest, fault, changes: shown, saves: changes.length },
		...{ faults: faults.slice(0, MOST_SHOWN), faultCount: faults.length }
	};
}

export const actions: Actions = {
	async preview(event) {
		const { parts, sight, thisMonth } = await asking(event);
		const { request } = await readSent(event);
		const preview = await previewFigures(parts, request, { sight, thisMonth });
		return { sent: request, preview: shownOf(preview), why: null };
	},
	async save(event) {
		const { parts, sight, thisMonth } = await asking(event);
		const { request, confirmed } = await readSent(event);
		const asked = { sight, thisMonth, confirmed, actor: actingIn(event) };
		const saved = await saveFigures(parts, request, asked);
		if (!saved.ok)
			return fail(409, { sent: request, preview: shownOf(saved.preview), why: saved.why });
		redirect(303, `/scorecards/figures/import?saved=${saved.saved}`);
	}
};
