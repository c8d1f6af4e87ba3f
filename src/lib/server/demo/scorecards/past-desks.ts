/** Stores of scorecards whose clock stands where the demo puts it: the past is made by the same code as the present. */
import type { Kysely } from 'kysely';
import type { AuditLog } from '../../audit/audit-log.ts';
import { createFigureStore } from '../../scorecards/figures/figure-store.ts';
import { createValueStore } from '../../scorecards/figures/value-store.ts';
import { createInitiativeStore } from '../../scorecards/initiatives/initiative-store.ts';
import { createMoneyStore } from '../../scorecards/money/money-store.ts';
import { createScorecardStore } from '../../scorecards/scorecard-store.ts';
import type { StoreSchema } from '../../store/schema.ts';

export type PastDesks = ReturnType<typeof openPastDesks>;

/** Nothing is done later than `nowMs`. */
export function openPastDesks(
	database: Kysely<StoreSchema>,
	{ audit, nowMs }: { readonly audit: Pick<AuditLog, 'append'>; readonly nowMs: number }
) {
	let atMs = nowMs;
	const options = { audit, now: (): number => atMs };
	return {
		/** Everything below happens at this instant until it is called again. */
		goTo(instantMs: number): void {
			atMs = Math.min(instantMs, nowMs);
		},
		store: createScorecardStore(database, options),
		figures: {
			definitions: createFigureStore(database, options),
			values: createValueStore(database, options)
		},
		money: createMoneyStore(database, options),
		initiatives: createInitiativeStore(database, options)
	};
}
