/** What the page of an evaluation sends to be saved or submitted, and what it is answered. */
import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { FilledForm } from '#lib/domain/quality/answers.ts';
import type { SaveAnswer, ServerDraft } from '#lib/domain/quality/draft-exchange.ts';
import type { DraftSaved, DraftWrite, EvaluationSubmitted } from './evaluations.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

/** 200 questions with long comments and 200 pinned ones fit. */
export const MOST_DRAFT_BYTES = 4_000_000;
const LONGEST_WORK_MS = 86_400_000;

const Write = TypeCompiler.Compile(
	Type.Object({
		filled: FilledForm,
		draftRevision: Type.Integer({ minimum: 1 }),
		workMs: Type.Integer({ minimum: 0 }),
		heardShare: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()])
	})
);

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export type ReadWrite =
	| { readonly ok: true; readonly write: DraftWrite }
	| { readonly ok: false; readonly status: 413 | 415 | 422 };

/** A form of another site can send text, but not this type without asking first. */
export async function readDraftWrite(request: Request): Promise<ReadWrite> {
	if (!request.headers.get('content-type')?.startsWith('application/json'))
		return { ok: false, status: 415 };
	const text = await request.text();
	if (text.length > MOST_DRAFT_BYTES) return { ok: false, status: 413 };
	const write = parsed(text);
	if (!Write.Check(write)) return { ok: false, status: 422 };
	return { ok: true, write: { ...write, workMs: Math.min(write.workMs, LONGEST_WORK_MS) } };
}

export const draftOf = ({ draft, draftRevision, updatedAtMs }: StoredEvaluation): ServerDraft => ({
	filled: draft,
	draftRevision,
	savedAtMs: updatedAtMs
});

/** With the HTTP status it goes under. */
export function answerOfSave(saved: DraftSaved | EvaluationSubmitted): [number, SaveAnswer] {
	if (saved.ok) {
		if ('result' in saved) return [200, { kind: 'submitted' }];
		return [200, { kind: 'saved', draftRevision: saved.draftRevision, savedAtMs: saved.savedAtMs }];
	}
	switch (saved.reason) {
		case 'conflict':
			return [409, { kind: 'conflict', current: draftOf(saved.current) }];
		case 'closed':
			return [410, { kind: 'closed' }];
		case 'withdrawn':
			return [410, { kind: 'withdrawn' }];
		case 'gone':
			return [404, { kind: 'gone' }];
		case 'missing':
			return [422, { kind: 'missing', missing: saved.missing }];
		default:
			return saved satisfies never;
	}
}
