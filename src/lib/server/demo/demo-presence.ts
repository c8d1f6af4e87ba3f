/** Whether the demo centre runs now: its process holds a lock in the data directory as long as it lives. */
import { join } from 'node:path';
import { isLocked } from '../lock.ts';

/** What the demo centre locks. */
export const demoDirectory = (dataDir: string): string => join(dataDir, 'demo');

/** An answer is good for this long: sessions of the demo ask with every request. */
const FRESH_MS = 1000;

export interface PresenceSources {
	readonly dataDir: string;
	readonly now: () => number;
}

export function demoPresence({ dataDir, now }: PresenceSources): () => boolean {
	const directory = demoDirectory(dataDir);
	let isRunning = false;
	let askedAtMs = -Infinity;
	return () => {
		const nowMs = now();
		if (Math.abs(nowMs - askedAtMs) > FRESH_MS) {
			isRunning = isLocked(directory);
			askedAtMs = nowMs;
		}
		return isRunning;
	};
}
