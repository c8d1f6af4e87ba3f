/** Deletes dead letters by age, whatever became of them; their copies in the database go by its own clock. */
import type { DeadLetters } from './dead-letters.ts';

const EVERY_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

export interface ExpiryOptions {
	readonly letters: DeadLetters;
	/** 0: never. Rejects while nobody can say. */
	readonly days: () => Promise<number>;
	readonly clock: () => number;
}

/** Answers how many were deleted. One that is on its way again stays until it has arrived. */
export async function expireLetters({ letters, days, clock }: ExpiryOptions): Promise<number> {
	const most = await days();
	if (most === 0) return 0;
	const oldestAtMs = clock() - most * DAY_MS;
	const isOld = ({ id, deadAtMs }: { id: string; deadAtMs: number }): boolean =>
		deadAtMs < oldestAtMs && !letters.isReplaying(id);
	if (!letters.list().some(isOld)) return 0;
	return letters.rewrite((whole) => (isOld(whole.letter) ? null : whole));
}

/** Returns the function that ends it. */
export function startExpiry(
	options: ExpiryOptions & {
		readonly log: {
			info(details: object, message: string): void;
			warn(details: object, message: string): void;
		};
	}
): () => void {
	const { log } = options;
	const round = (): void => {
		expireLetters(options).then(
			(count) => {
				if (count > 0) log.info({ count }, 'dead letters were deleted by age');
			},
			(err: unknown) => {
				log.warn({ err }, 'dead letters could not be looked at; the next round tries again');
			}
		);
	};
	round();
	const timer = setInterval(round, EVERY_MS);
	return () => {
		clearInterval(timer);
	};
}
