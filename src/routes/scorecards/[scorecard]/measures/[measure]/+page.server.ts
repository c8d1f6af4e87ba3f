import { error } from '@sveltejs/kit';
import { monthOf } from '#lib/domain/scorecard/month.ts';
import { initiativeMarks, versionMarks } from '#lib/domain/scorecard/measure-marks.ts';
import { readScorecardAsk } from '#lib/domain/scorecard/scorecard-address.ts';
import { askingOf } from '#lib/server/api/asking.ts';
import { runtime } from '#lib/server/runtime.ts';
import { initiativesOf } from '#lib/server/scorecards/initiatives/initiative-store.ts';
import { leadOf, metricOf, movesByMix, whyMoved } from '#lib/server/scorecards/measure-page.ts';
import { scorecardPage } from '#lib/server/scorecards/scorecard-page.ts';
import { seenScorecard } from '#lib/server/scorecards/seen-scorecards.ts';
import { rowsOfUnit } from '#lib/server/scorecards/unit-scope.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:scorecards');
	const { locals, params, url } = event;
	const parts = await runtime();
	const nowMs = Date.now();
	const ask = readScorecardAsk(url.searchParams, monthOf(nowMs, parts.config.timeZone));
	const { principal, preferences } = locals;
	const [page, seen] = await Promise.all([
		scorecardPage(parts, principal, {
			...{ scorecard: params.scorecard, ...ask },
			language: preferences.language
		}),
		seenScorecard(parts, principal, params.scorecard)
	]);
	const view = page?.view.perspectives
		.flatMap(({ objectives }) => objectives)
		.flatMap(({ measures }) => measures)
		.find(({ measure }) => measure.id === params.measure);
	// The same for one that is not there and one that is out of reach.
	if (!page || !seen || !view) error(404, 'no such measure');
	const months = view.points.map(({ month }) => month);
	const initiatives = await initiativesOf(parts.store.database, page.scorecard);
	const running = initiatives.filter(({ isArchived }) => !isArchived);
	const asking = await askingOf(parts, event);
	const { scope: unit, teams } = rowsOfUnit(await parts.teams.nodes(), page.unit);
	const metric = metricOf(page, view, { teams, nowMs });
	const why =
		metric && movesByMix(metric) ? whyMoved(metric, page.zone, { ...asking, scope: unit }) : null;
	// It is waited for on the page, which says when it fails; nobody waits for it when the page is left before.
	why?.catch((cause: unknown) => {
		parts.log.error({ err: cause }, 'scorecards: why a measure moved');
	});
	return {
		page,
		measure: params.measure,
		versions: versionMarks(seen.versions, params.measure, months),
		initiatives: initiativeMarks(running, params.measure),
		lead: metric && leadOf(metric, { unit, reader: asking.scope }),
		why
	};
};
