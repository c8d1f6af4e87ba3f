/** Work that comes up from time to time, done by one process at a time. */
import type { Lease } from '../store/lease.ts';

export interface LoopTimes {
	readonly everyMs: number;
	/** Without a sign of life another process takes over after this long. */
	readonly leaseMs: number;
}

export interface LoopOptions {
	readonly lease: Lease;
	readonly turn: () => Promise<void>;
	readonly onError: (error: unknown) => void;
	readonly times: LoopTimes;
}

export interface LeasedLoop {
	/** Ends after the turn that is under way, and leaves the lease to another process. */
	stop(): Promise<void>;
}

export function startLeasedLoop({ lease, turn, onError, times }: LoopOptions): LeasedLoop {
	let running: Promise<void> | null = null;
	const look = async (): Promise<void> => {
		if (await lease.take(times.leaseMs)) await turn();
	};
	const timer = setInterval(() => {
		// One that takes longer is not overtaken by the next.
		running ??= look()
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
