import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { may } from '#lib/domain/access/principal.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { rawField, textField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import { askedFigures } from '#lib/server/scorecards/figures/asked.ts';
import { figurePage } from '#lib/server/scorecards/figures/figure-page.ts';
import { nodesOfFigure, seenFigure } from '#lib/server/scorecards/figures/seen-figures.ts';
import {
	checkValue,
	readSeenKey,
	readValueForm,
	voidEntry
} from '#lib/server/scorecards/figures/value-form.ts';
import type { NewValue } from '#lib/server/scorecards/figures/value-store.ts';
import type { Actions, PageServerLoad } from './$types';

type OfFigure = RequestEvent<{ figure: string }>;

/** The same for a figure that is not there and for one out of reach. */
async function find({ locals, params }: Pick<OfFigure, 'locals' | 'params'>) {
	const { principal, preferences } = locals;
	if (principal === null) redirect(303, '/sign-in');
	const parts = await runtime();
	const asked = await askedFigures(parts, principal, preferences.locale);
	const stored = await seenFigure(parts, asked.sight, params.figure);
	if (!stored) error(404, 'no such figure');
	return { parts, stored, ...asked };
}

export const load: PageServerLoad = async (event) => {
	const { parts, stored, sight, thisMonth, mark, teams } = await find(event);
	const asked = event.url.searchParams;
	const page = await figurePage(parts, stored, {
		...{ sight, thisMonth },
		unit: asked.get('unit'),
		month: asked.get('month')
	});
	if (page === null) error(404, 'no such figure');
	const mine = new Set(nodesOfFigure(stored, sight).map(({ id }) => id));
	const { id, figure, isArchived, isOwn } = stored;
	return {
		...page,
		...{ id, figure, isArchived, isOwn, mark },
		units: teams.filter((team) => mine.has(team.id)),
		mayEnter: may(sight.principal, 'figures.enter') && !isArchived,
		isEntered: asked.has('entered')
	};
};

/** Back to the node it was entered for. */
const doneAt = (figure: string, team: string): never =>
	redirect(303, `/scorecards/figures/${figure}?unit=${encodeURIComponent(team)}&entered`);

async function store(
	event: OfFigure,
	{ parts }: Pick<Awaited<ReturnType<typeof find>>, 'parts'>,
	value: NewValue
) {
	const origin = { file: null };
	const entered = await parts.scorecards.figures.values.enter([value], origin, actingIn(event));
	return entered.ok ? doneAt(value.figure, value.team) : entered.reason;
}

export const actions: Actions = {
	async enter(event) {
		const found = await find(event);
		const { stored, sight, mark, thisMonth } = found;
		const sent = readValueForm(await event.request.formData());
		const { team, month, basedOn, typed } = sent;
		if (!nodesOfFigure(stored, sight).some(({ id }) => id === team)) error(404, 'no such unit');
		const checked = checkValue(stored.figure, sent, { mark, thisMonth });
		if (!checked.ok) return fail(422, { typed, fault: checked.fault, reason: null });
		const value = { figure: stored.id, team, month, basedOn, entry: checked.entry };
		return fail(409, { typed, fault: null, reason: await store(event, found, value) });
	},
	async none(event) {
		const found = await find(event);
		const { stored, sight } = found;
		const form = await event.request.formData();
		const { team, month, basedOn } = readValueForm(form);
		if (!nodesOfFigure(stored, sight).some(({ id }) => id === team)) error(404, 'no such unit');
		const why = textField(form, 'why').slice(0, 500);
		if (why === '') return fail(422, { reason: 'reason' as const });
		const value = { figure: stored.id, team, month, basedOn, entry: voidEntry(why) };
		return fail(409, { reason: await store(event, found, value) });
	},
	async withdraw(event) {
		const { parts, stored, sight } = await find(event);
		const key = readSeenKey(rawField(await event.request.formData(), 'value'));
		const isMine = key?.figure === stored.id && sight.reached.has(key.team);
		if (!key || !isMine) return fail(404, { reason: 'gone' as const });
		const done = await parts.scorecards.figures.values.withdraw(key, actingIn(event));
		return done === 'done' ? { done: 'withdrawn' as const } : fail(409, { reason: done });
	}
};
