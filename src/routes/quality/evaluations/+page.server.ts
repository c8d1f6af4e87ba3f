import { error } from '@sveltejs/kit';
import { may } from '#lib/domain/access/principal.ts';
import { NOTHING } from '#lib/domain/access/scope.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { toldKind } from '#lib/server/quality/blind.ts';
import { namesFor } from '#lib/server/quality/evaluation-page.ts';
import { listChoices } from '#lib/server/quality/list-choices.ts';
import { addressOfList, readAskedEvaluations } from '#lib/server/quality/list-query.ts';
import { reportFacts } from '#lib/server/quality/report-facts.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad, PageServerLoadEvent } from './$types';

const PAGE_ROWS = 50;

async function read(event: PageServerLoadEvent) {
	const parts = await runtime();
	const { principal } = event.locals;
	const reader = principal?.id ?? '';
	const asked = readAskedEvaluations(event.url.searchParams, parts.config.timeZone);
	const [scope, teams, choices] = await Promise.all([
		principal === null ? NOTHING : parts.access.scopeOf(principal),
		parts.quality.teamOfAgents(),
		listChoices(parts, event)
	]);
	const isOthers = asked.filters.state === 'draft' && !may(principal, 'quality.manage');
	const page = await parts.quality.evaluations.list({
		...asked.filters,
		// A draft is opened by whoever began it, and by those who look after quality.
		...(isOthers ? { evaluator: principal?.id ?? '' } : {}),
		...{ scope, teams, before: asked.before, limit: PAGE_ROWS },
		reader
	});
	const names = await namesFor(parts, event, page.evaluations);
	return {
		asked: { filters: asked.filters, typed: asked.typed },
		choices,
		evaluations: page.evaluations.map((one) =>
			reportFacts({ ...one, kind: toldKind(one, reader) }, names)
		),
		older: page.next && addressOfList(asked, page.next),
		newest: asked.before && addressOfList(asked, null)
	};
}

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:quality');
	try {
		return await read(event);
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		(await runtime()).log.error({ err: cause }, 'evaluations');
		error(503, 'the database does not answer');
	}
};
