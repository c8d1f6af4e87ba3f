/** The layout of a board for the editor: read and saved as JSON. */
import { json } from '@sveltejs/kit';
import { checkLayout } from '#lib/domain/boards/check-layout.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { SaveAnswer } from '#lib/components/editor/save-board.ts';
import type { RequestHandler } from './$types';

/** 24 tiles of 200 queues each, and then some. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

const answer = (status: number, body: SaveAnswer): Response => json(body, { status });
const invalid = (field: string): Response => answer(422, { faults: [{ field, code: 'invalid' }] });

async function readBody(
	request: Request
): Promise<{ layout?: unknown; revision?: unknown } | null> {
	const text = await request.text();
	if (text.length > MAX_BODY_BYTES) return null;
	try {
		const body: unknown = JSON.parse(text);
		return typeof body === 'object' ? body : null;
	} catch {
		return null;
	}
}

export const GET: RequestHandler = async ({ params }) => {
	const { boards } = await runtime();
	const board = await boards.find(params.board);
	return board ? answer(200, { board }) : answer(404, {});
};

export const PUT: RequestHandler = async ({ params, request }) => {
	// A form of another site can send text but not this type without asking first.
	if (!request.headers.get('content-type')?.startsWith('application/json')) return answer(415, {});
	const body = await readBody(request);
	if (body === null) return invalid('');
	if (!Number.isInteger(body.revision)) return invalid('revision');
	const checked = checkLayout(body.layout);
	if (!checked.ok) return answer(422, { faults: checked.faults });

	const { boards, hub } = await runtime();
	const saved = await boards.save(params.board, checked.layout, body.revision as number);
	if (saved.ok) {
		hub.boardChanged(params.board);
		return answer(200, { board: saved.board });
	}
	return saved.current ? answer(409, { current: saved.current }) : answer(404, {});
};
