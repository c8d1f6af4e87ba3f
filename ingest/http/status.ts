/** GET /v1/status: where every event is. */
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import type { RecentErrors } from '../intake/recent-errors.ts';
import { inSpool } from '../spool/counts.ts';
import type { Counts } from '../spool/counts.ts';
import type { Spool } from '../spool/spool.ts';
import type { Writer } from '../write/writer.ts';

export interface StatusParts {
	readonly spool: Spool;
	readonly writer: Writer;
	readonly letters: DeadLetters;
	readonly errors: RecentErrors;
	readonly startedAtMs: number;
	readonly clock: () => number;
	readonly skewedCount: () => Promise<number | null>;
}

const shown = (counts: Counts) => ({
	received: counts.accepted + counts.duplicate + counts.rejected,
	accepted: counts.accepted,
	duplicate: counts.duplicate,
	rejected: counts.rejected,
	committed: counts.committed,
	deadLettered: counts.dead - counts.replayed,
	inSpool: inSpool(counts)
});

/** With `sources`, what is told of single sources is told of these alone. */
export async function statusOf(
	parts: StatusParts,
	sources: ReadonlySet<string> | null
): Promise<object> {
	const isShown = (source: string | null): boolean =>
		sources === null || (source !== null && sources.has(source));
	const { spool, writer, letters, errors, clock } = parts;
	const counts = spool.counts();
	const oldest = oldestPending(spool);
	const { lastCommit, trouble } = writer;
	return {
		node: spool.journal.state.node,
		startedAt: new Date(parts.startedAtMs).toISOString(),
		total: shown(counts.total()),
		sources: [...counts.rows()]
			.filter(([source]) => isShown(source))
			.map(([source, of]) => ({ source, ...shown(of) })),
		oldestUncommittedAgeMs: oldest === null ? null : Math.max(0, clock() - oldest),
		unknownTypes: Object.fromEntries(spool.unknownTypes()),
		skewed: await parts.skewedCount(),
		spool: {
			bytes: spool.bytes,
			live: spool.lanes.live.pending,
			backfill: spool.lanes.backfill.pending,
			rememberedKeys: spool.rememberedKeys,
			damage: spool.damage
		},
		lastCommit: lastCommit && {
			at: new Date(lastCommit.atMs).toISOString(),
			rows: lastCommit.rows
		},
		trouble: trouble && {
			...trouble,
			sinceMs: undefined,
			since: new Date(trouble.sinceMs).toISOString()
		},
		deadLetters: letters.countsByCode(),
		recentErrors: errors.list().filter(({ source }) => isShown(source))
	};
}

function oldestPending({ lanes }: Spool): number | null {
	const ages = [lanes.live.oldestPendingAtMs, lanes.backfill.oldestPendingAtMs].filter(
		(at) => at !== null
	);
	return ages.length === 0 ? null : Math.min(...ages);
}
