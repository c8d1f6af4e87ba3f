/** Saves what is being written. */
import { json } from '@sveltejs/kit';
import { answerOfSave, readDraftWrite } from '#lib/server/quality/draft-write.ts';
import { seenEvaluation } from '#lib/server/quality/seen-evaluation.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const PUT: RequestHandler = async ({ params, request, locals: { principal } }) => {
	const parts = await runtime();
	const read = await readDraftWrite(request);
	if (!read.ok) return json({ kind: 'gone' }, { status: read.status });
	const { evaluations } = parts.quality;
	const found = await seenEvaluation(parts, principal, params.evaluation);
	// One that was submitted meanwhile is told apart from one that is not there.
	const saved = found
		? await evaluations.saveDraft(found.evaluation.id, read.write)
		: ({ ok: false, reason: 'gone' } as const);
	const [status, answer] = answerOfSave(saved);
	return json(answer, { status });
};
