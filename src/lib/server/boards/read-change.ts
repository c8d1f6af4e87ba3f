/** What the editor sends: a layout, the revision it started from, and whose board it is to be. */
import { Value } from '@sinclair/typebox/value';
import { BoardPlace } from '#lib/domain/boards/board.ts';
import { checkLayout } from '#lib/domain/boards/check-layout.ts';
import type { LayoutFault } from '#lib/domain/boards/check-layout.ts';
import type { BoardChange } from '../store/board-store.ts';

/** 24 tiles of 200 queues each, and then some. */
export const MAX_BOARD_BYTES = 2 * 1024 * 1024;

export type ReadChange =
	| { readonly ok: true; readonly change: BoardChange }
	| { readonly ok: false; readonly faults: readonly LayoutFault[] };

const invalid = (field: string): ReadChange => ({
	ok: false,
	faults: [{ field, code: 'invalid' }]
});

function parse(text: string): Readonly<Record<string, unknown>> | null {
	try {
		const body: unknown = JSON.parse(text);
		return typeof body === 'object' ? (body as Record<string, unknown> | null) : null;
	} catch {
		return null;
	}
}

export function readBoardChange(text: string): ReadChange {
	const body = parse(text);
	if (body === null) return invalid('');
	const { layout, revision, place } = body;
	if (!Number.isInteger(revision)) return invalid('revision');
	if (place !== undefined && !Value.Check(BoardPlace, place)) return invalid('team');
	const checked = checkLayout(layout);
	if (!checked.ok) return checked;
	return {
		ok: true,
		change: {
			layout: checked.layout,
			revision: revision as number,
			...(place === undefined
				? {}
				: { place: { team: place.team, showsAgents: place.showsAgents } })
		}
	};
}
