/** The boards of a new installation, given once: a default that somebody deletes does not come back. */
import { COMPANY } from '#lib/domain/access/team.ts';
import type { BoardLayout } from '#lib/domain/boards/board.ts';
import { SYSTEM } from '../audit/audit-log.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { insertBoard } from './boards.ts';
import type { Store } from './database.ts';

const SEEDED = 'boards_seeded';

interface Seeding {
	readonly boards: readonly BoardLayout[];
	readonly audit: AuditLog;
	readonly now: () => number;
}

/** The number of boards given; 0 when the installation has had boards before. Of two processes at once one gives them. */
export function seedBoards({ database }: Store, { boards, audit, now }: Seeding): Promise<number> {
	return database.transaction().execute(async (transaction) => {
		const first = await transaction
			.insertInto('meta')
			.values({ name: SEEDED, value: String(now()) })
			.onConflict((conflict) => conflict.column('name').doNothing())
			.returning('name')
			.executeTakeFirst();
		const any = await transaction.selectFrom('boards').select('id').limit(1).executeTakeFirst();
		if (!first || any) return 0;
		const place = { team: COMPANY, showsAgents: false };
		for (const layout of boards) {
			await insertBoard(transaction, audit, { layout, place, actor: SYSTEM, nowMs: now() });
		}
		return boards.length;
	});
}
