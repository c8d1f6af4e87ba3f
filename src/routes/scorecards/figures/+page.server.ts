import { redirect } from '@sveltejs/kit';
import { may } from '#lib/domain/access/principal.ts';
import { spotState, bySpot, valueOfEntry } from '#lib/domain/scorecard/figures/figure-value.ts';
import type { FigureValue } from '#lib/domain/scorecard/figures/figure-value.ts';
import type { Figure } from '#lib/domain/scorecard/figures/figure.ts';
import { runtime } from '#lib/server/runtime.ts';
import { askedFigures } from '#lib/server/scorecards/figures/asked.ts';
import { seenFigures, seesValue } from '#lib/server/scorecards/figures/seen-figures.ts';
import type { PageServerLoad } from './$types';

/** The newest month with a number that counts; the topmost of the nodes that have one. */
function lastOf(figure: Figure, values: readonly FigureValue[], order: readonly string[]) {
	const counting = [...bySpot(values).values()]
		.map((spot) => spotState(spot).counting)
		.filter((value) => value !== null)
		.sort((a, b) =>
			a.month === b.month
				? order.indexOf(a.team) - order.indexOf(b.team)
				: a.month < b.month
					? 1
					: -1
		);
	const [last] = counting;
	return last ? { month: last.month, team: last.team, value: valueOfEntry(figure, last) } : null;
}

export const load: PageServerLoad = async ({ locals: { principal, preferences }, url }) => {
	if (principal === null) redirect(303, '/sign-in');
	const parts = await runtime();
	const { sight, teams } = await askedFigures(parts, principal, preferences.locale);
	const { values } = parts.scorecards.figures;
	const [figures, waiting] = await Promise.all([seenFigures(parts, sight), values.waiting()]);
	const ids = new Set(figures.map(({ id }) => id));
	const seen = waiting.filter((value) => ids.has(value.figure) && seesValue(value, sight));
	const order = sight.nodes.map(({ id }) => id);
	return {
		teams,
		done: url.searchParams.get('created') ?? url.searchParams.get('saved'),
		isNew: url.searchParams.has('created'),
		mayDefine: may(principal, 'scorecards.manage'),
		waiting: seen.length,
		figures: await Promise.all(
			figures.map(async ({ id, team, figure, isArchived, isOwn }) => {
				const all = (await values.of(id)).filter((value) => seesValue(value, sight));
				return {
					...{ id, isArchived, isOwn },
					// A node above theirs has a name they need not know.
					team: sight.reached.has(team) ? team : null,
					...{ name: figure.name, code: figure.code, unit: figure.unit, adding: figure.adding },
					waiting: seen.filter((value) => value.figure === id).length,
					last: lastOf(figure, all, order)
				};
			})
		)
	};
};
