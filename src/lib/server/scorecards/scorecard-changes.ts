/** Hears within seconds that a scorecard may show something else, whichever process changed it. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

/** Another text once anything was changed that scorecards show. */
export async function scorecardsMark(database: Kysely<StoreSchema>): Promise<string> {
	const { rows } = await sql<{ mark: number | string | null }>`
		SELECT max(changed_at_ms) AS mark FROM scorecard_readings
		UNION ALL SELECT count(*) FROM scorecard_versions
		UNION ALL SELECT count(*) FROM scorecards WHERE archived_at_ms IS NOT NULL
		UNION ALL SELECT max(decided_at_ms) FROM figure_values
		UNION ALL SELECT count(*) FROM figure_values
		UNION ALL SELECT count(*) FROM cost_rates
		UNION ALL SELECT count(*) FROM cost_rates WHERE withdrawn_at_ms IS NOT NULL
		UNION ALL SELECT count(*) FROM client_contracts
		UNION ALL SELECT count(*) FROM client_contracts WHERE withdrawn_at_ms IS NOT NULL
		UNION ALL SELECT max(updated_at_ms) FROM initiatives
		UNION ALL SELECT count(*) FROM frozen_scorecards`.execute(database);
	return rows.map(({ mark }) => String(mark)).join(' ');
}

const LOOK_MS = 2000;

export interface ScorecardChanges {
	/** Called after something changed. Returns how to end it. */
	onChange(listener: () => void): () => void;
	stop(): Promise<void>;
}

export function watchScorecards(
	database: Kysely<StoreSchema>,
	onError: (error: unknown) => void,
	everyMs = LOOK_MS
): ScorecardChanges {
	const listeners = new Set<() => void>();
	let mark: string | null = null;
	let looking: Promise<void> | null = null;
	const look = async (): Promise<void> => {
		const found = await scorecardsMark(database);
		const isNews = mark !== null && found !== mark;
		mark = found;
		if (isNews) for (const listener of listeners) listener();
	};
	const lookOnce = (): void => {
		looking ??= look()
			.catch(onError)
			.finally(() => {
				looking = null;
			});
	};
	// What changes from now on is news.
	lookOnce();
	const timer = setInterval(lookOnce, everyMs);
	timer.unref();
	return {
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async stop() {
			clearInterval(timer);
			listeners.clear();
			await looking;
		}
	};
}
