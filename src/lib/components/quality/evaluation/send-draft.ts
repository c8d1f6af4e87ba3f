/** Sends what is being written to the server; every answer is a value. */
import type { FilledForm } from '#lib/domain/quality/answers.ts';
import type { SaveAnswer } from '#lib/domain/quality/draft-exchange.ts';

export interface DraftToSend {
	readonly filled: FilledForm;
	readonly draftRevision: number;
	readonly workMs: number;
	readonly heardShare: number | null;
}

export type Sent = SaveAnswer | { readonly kind: 'failed' };

export async function sendDraft(
	evaluation: string,
	{ draft, to, isLeaving }: { draft: DraftToSend; to: 'draft' | 'submission'; isLeaving: boolean },
	ask: typeof fetch
): Promise<Sent> {
	try {
		const response = await ask(`/quality/evaluations/${encodeURIComponent(evaluation)}/${to}`, {
			method: to === 'draft' ? 'PUT' : 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(draft),
			// A page that goes away takes its other requests with it.
			keepalive: isLeaving
		});
		const isAnswer = response.headers.get('content-type')?.startsWith('application/json') ?? false;
		// Both sides of it are ours. Signed out is a failure: whoever signs in again goes on.
		return isAnswer && response.status !== 401 && response.status < 500
			? ((await response.json()) as SaveAnswer)
			: { kind: 'failed' };
	} catch {
		return { kind: 'failed' };
	}
}
