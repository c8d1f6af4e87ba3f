/** Keeps up to date what scorecards show: in each process what was looked at lately, in one of them the scorecards themselves. */
import { monthOf } from '#lib/domain/scorecard/month.ts';
import { versionFor } from '#lib/domain/scorecard/versions.ts';
import { monthsRead } from '#lib/domain/scorecard/view.ts';
import type { Lease } from '../store/lease.ts';
import type { ReadingDesk, ReadingsAsk } from './reading-desk.ts';
import type { ScorecardStore } from './scorecard-store.ts';

export interface RefreshTimes {
	readonly everyMs: number;
	/** Without a sign of life another process takes over after this long. */
	readonly leaseMs: number;
}

const TIMES: RefreshTimes = { everyMs: 15_000, leaseMs: 180_000 };

export interface RefreshOptions {
	readonly readings: Pick<ReadingDesk, 'refresh'>;
	readonly store: Pick<ScorecardStore, 'list'>;
	readonly lease: Lease;
	readonly zone: string;
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
	readonly times?: RefreshTimes;
}

/** What each scorecard shows of its own node in the running month. */
async function ownAsks({ store, zone, now }: RefreshOptions): Promise<ReadingsAsk[]> {
	const month = monthOf(now(), zone);
	const months = monthsRead({ range: 'month', month });
	return (await store.list())
		.filter(({ isArchived }) => !isArchived)
		.flatMap(({ team, versions }) => {
			const version = versionFor(versions, month);
			if (!version) return [];
			const sources = version.content.measures.map(({ source }) => source);
			return [{ sources, months, unit: { team, agent: null } }];
		});
}

/** Until `stop`, which ends after the turn that is under way. */
export function keepReadings(options: RefreshOptions): { stop(): Promise<void> } {
	const { readings, lease, onError, times = TIMES } = options;
	let running: Promise<void> | null = null;
	const turn = async (): Promise<void> => {
		const isHolder = await lease.take(times.leaseMs);
		await readings.refresh(isHolder ? await ownAsks(options) : []);
	};
	const timer = setInterval(() => {
		// One that takes longer is not overtaken by the next.
		running ??= turn()
			.catch(onError)
			.finally(() => {
				running = null;
			});
	}, times.everyMs);
	timer.unref();
	return {
		async stop() {
			clearInterval(timer);
			await running;
			await lease.release().catch(() => undefined);
		}
	};
}
