import { error } from '@sveltejs/kit';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { isBlind, toldKind } from '#lib/server/quality/blind.ts';
import { draftOf } from '#lib/server/quality/draft-write.ts';
import { namesFor, readContact } from '#lib/server/quality/evaluation-page.ts';
import { reportFacts } from '#lib/server/quality/report-facts.ts';
import { seenEvaluation } from '#lib/server/quality/seen-evaluation.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:evaluation');
	const parts = await runtime();
	const { principal } = event.locals;
	const seen = await seenEvaluation(parts, principal, event.params.evaluation).catch(
		(cause: unknown) => {
			if (!(cause instanceof QueryError)) throw cause;
			parts.log.error({ err: cause }, 'evaluation');
			error(503, 'the database does not answer');
		}
	);
	// The same for one that is not there and for one of other teams.
	if (!seen || principal === null) error(404, 'no such evaluation');
	const { mayWrite } = seen;
	const evaluation = { ...seen.evaluation, kind: toldKind(seen.evaluation, principal.id) };
	const [read, form, names, revisions] = await Promise.all([
		readContact(parts, event, evaluation.interaction),
		parts.quality.forms.published(evaluation.form, evaluation.formVersion),
		namesFor(parts, event, [evaluation]),
		parts.quality.evaluations.revisions(evaluation.id)
	]);
	const newest = revisions.at(-1);
	return {
		me: principal.id,
		mayWrite,
		isBlind: isBlind(evaluation.kind),
		facts: reportFacts(evaluation, names),
		content: form?.content ?? null,
		draft: draftOf(evaluation),
		submitted: newest ? { filled: newest.filled, result: newest.result } : null,
		judged: read.judged,
		trouble: read.trouble
	};
};
