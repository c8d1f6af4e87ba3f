/** Submits an evaluation: from here on it is not written any more, only revised. */
import { json } from '@sveltejs/kit';
import { answerOfSave, readDraftWrite } from '#lib/server/quality/draft-write.ts';
import { evaluatorIn } from '#lib/server/quality/evaluator.ts';
import { seenEvaluation } from '#lib/server/quality/seen-evaluation.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { params, request, locals } = event;
	const parts = await runtime();
	const read = await readDraftWrite(request);
	if (!read.ok) return json({ kind: 'gone' }, { status: read.status });
	const { evaluations } = parts.quality;
	const found = await seenEvaluation(parts, locals.principal, params.evaluation);
	const submitted = found
		? await evaluations.submit(found.evaluation.id, read.write, evaluatorIn(event))
		: ({ ok: false, reason: 'gone' } as const);
	const [status, answer] = answerOfSave(submitted);
	return json(answer, { status });
};
