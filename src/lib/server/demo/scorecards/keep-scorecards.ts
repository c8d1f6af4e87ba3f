/** Gives the demo centre its scorecards, once, as soon as somebody can sign in to it. */
import { randomUUID } from 'node:crypto';
import { QueryError } from '../../clickhouse/query.ts';
import type { ScorecardSources } from '../../open-scorecards.ts';
import { startLeasedLoop } from '../../quality/leased-loop.ts';
import type { LeasedLoop } from '../../quality/leased-loop.ts';
import type { ScorecardStore } from '../../scorecards/scorecard-store.ts';
import { createLease } from '../../store/lease.ts';
import { isDemoDoorPossible } from '../demo-door.ts';
import { demoPresence } from '../demo-presence.ts';
import { seedScorecards } from './seed-scorecards.ts';
import { hasDemoPeople } from '../has-demo-people.ts';

const SEEDED = 'demo-scorecards';
const TIMES = { everyMs: 5000, leaseMs: 15 * 60_000 };

class Ended extends Error {
	override readonly name = 'Ended';
}

type Sources = Pick<ScorecardSources, 'config' | 'store' | 'audit' | 'teams' | 'log'>;

export class DemoScorecards {
	readonly #sources: Sources;
	readonly #scorecards: Pick<ScorecardStore, 'list'>;
	readonly #isDemoRunning: () => boolean;
	#isDone = false;
	#isEnding = false;

	constructor(sources: Sources, scorecards: Pick<ScorecardStore, 'list'>) {
		this.#sources = sources;
		this.#scorecards = scorecards;
		this.#isDemoRunning = demoPresence({ dataDir: sources.config.dataDir, now: Date.now });
	}

	end(): void {
		this.#isEnding = true;
	}

	async turn(): Promise<void> {
		if (
			this.#isDone ||
			!this.#isDemoRunning() ||
			!(await hasDemoPeople(this.#sources.store.database))
		)
			return;
		if (!(await this.#isSeeded())) await this.#seed();
		this.#isDone = true;
	}

	/** Also when somebody made scorecards of their own: then nothing is put beside them. */
	async #isSeeded(): Promise<boolean> {
		const row = await this.#sources.store.database
			.selectFrom('meta')
			.select('value')
			.where('name', '=', SEEDED)
			.executeTakeFirst();
		return row !== undefined || (await this.#scorecards.list()).length > 0;
	}

	async #seed(): Promise<void> {
		const { store, audit, teams, config, log } = this.#sources;
		const { database } = store;
		const nowMs = Date.now();
		// Said first: what is broken off is not begun a second time beside what is there.
		await database
			.insertInto('meta')
			.values({ name: SEEDED, value: new Date(nowMs).toISOString() })
			.execute();
		this.#isDone = true;
		const made = await seedScorecards({
			...{ database, audit, teams, nowMs, zone: config.timeZone },
			breathe: async () => {
				if (this.#isEnding) throw new Ended('the product ends');
				await new Promise((resolve) => setImmediate(resolve));
			}
		});
		log.info({ count: made.length }, 'the demo centre has its scorecards');
	}
}

/** Null where there can be no demo. */
export function keepDemoScorecards(
	sources: ScorecardSources,
	scorecards: Pick<ScorecardStore, 'list'>
): LeasedLoop | null {
	if (!isDemoDoorPossible(sources.config)) return null;
	const demo = new DemoScorecards(sources, scorecards);
	const loop = startLeasedLoop({
		lease: createLease(sources.store, `${SEEDED}-work`, randomUUID(), Date.now),
		turn: () => demo.turn(),
		onError: (error) => {
			// Who ends knows it.
			if (error instanceof QueryError || error instanceof Ended) return;
			sources.log.error({ err: error }, 'demo: scorecards');
		},
		times: TIMES
	});
	return {
		async stop() {
			demo.end();
			await loop.stop();
		}
	};
}
