/** The boards of a new installation, given once: a default that somebody deletes does not come back. */
import type { BoardLayout } from '#lib/domain/boards/board.ts';
import { insertBoard } from './boards.ts';
import type { Store } from './database.ts';

const SEEDED = 'boards_seeded';

/** The number of boards given; 0 when the installation has had boards before. Of two processes at once one gives them. */
export function seedBoards(
	{ database }: Store,
	boards: readonly BoardLayout[],
	now: () => number
): Promise<number> {
	return database.transaction().execute(async (transaction) => {
		const first = await transaction
			.insertInto('meta')
			.values({ name: SEEDED, value: String(now()) })
			.onConflict((conflict) => conflict.column('name').doNothing())
			.returning('name')
			.executeTakeFirst();
		const any = await transaction.selectFrom('boards').select('id').limit(1).executeTakeFirst();
		if (!first || any) return 0;
		for (const layout of boards) await insertBoard(transaction, layout, now());
		return boards.length;
	});
}
