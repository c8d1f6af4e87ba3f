/** The layout of a board for the editor: read and saved as JSON. */
import { json } from '@sveltejs/kit';
import { actorOf } from '#lib/server/audit/actor.ts';
import { MAX_BOARD_BYTES, readBoardChange } from '#lib/server/boards/read-change.ts';
import { readEditable, saveEdited } from '#lib/server/boards/edit.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { SaveAnswer } from '#lib/components/editor/save-board.ts';
import type { RequestHandler } from './$types';

const answer = (status: number, body: SaveAnswer): Response => json(body, { status });

export const GET: RequestHandler = async ({ params, locals: { principal } }) => {
	const found = await readEditable(await runtime(), params.board, principal);
	return found ? answer(200, { board: found.shown }) : answer(404, {});
};

export const PUT: RequestHandler = async (event) => {
	const { params, request, locals } = event;
	// A form of another site can send text but not this type without asking first.
	if (!request.headers.get('content-type')?.startsWith('application/json')) return answer(415, {});
	const text = await request.text();
	if (text.length > MAX_BOARD_BYTES) return answer(413, {});
	const read = readBoardChange(text);
	if (!read.ok) return answer(422, { faults: read.faults });
	const { principal } = locals;
	const saved = await saveEdited(await runtime(), params.board, read.change, {
		principal,
		actor: actorOf({ principal, address: event.getClientAddress() })
	});
	switch (saved.kind) {
		case 'saved':
			return answer(200, { board: saved.board });
		case 'conflict':
			return answer(409, { current: saved.current });
		case 'invalid':
			return answer(422, { faults: saved.faults });
		case 'gone':
			return answer(404, {});
		default:
			return saved satisfies never;
	}
};
