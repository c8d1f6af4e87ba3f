/** Keeps the ages in the database as the settings say, also when it was away while they were changed. */
import type { RetentionSettings } from '#lib/domain/settings/settings.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { applyRetention } from './retention.ts';

export interface RetentionKeeperOptions {
	readonly clickhouse: ClickHouse;
	readonly settings: () => Promise<RetentionSettings>;
	readonly everyMs?: number;
	/** Told once when it begins to fail. */
	readonly onError: (error: unknown) => void;
}

export interface RetentionKeeper {
	/** After a change: resolves when it is in force, or waits for sums to be made. Rejects when the database does not answer. */
	apply(): Promise<void>;
	stop(): Promise<void>;
}

const EVERY_MS = 60_000;

export function keepRetention({
	clickhouse,
	settings,
	everyMs = EVERY_MS,
	onError
}: RetentionKeeperOptions): RetentionKeeper {
	let fails = false;
	let last: Promise<void> = Promise.resolve();
	const apply = (): Promise<void> => {
		const next = last.then(async () => {
			await applyRetention(clickhouse, await settings());
		});
		last = next.catch(() => undefined);
		return next;
	};
	const round = (): void => {
		apply().then(
			() => {
				fails = false;
			},
			(error: unknown) => {
				if (!fails) onError(error);
				fails = true;
			}
		);
	};
	round();
	const timer = setInterval(round, everyMs);
	return {
		apply,
		async stop() {
			clearInterval(timer);
			await last;
		}
	};
}
