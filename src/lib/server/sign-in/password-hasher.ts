/** Hashes passwords, a few at a time, at the cost of today. */
import type { HashQueue } from './hash-queue.ts';
import { HASH_COST, hashPassword, isOutdated, isPassword } from './password-hash.ts';
import type { HashCost } from './password-hash.ts';

export class PasswordHasher {
	readonly #queue: HashQueue;
	readonly #cost: HashCost;

	constructor(queue: HashQueue, cost: HashCost = HASH_COST) {
		this.#queue = queue;
		this.#cost = cost;
	}

	/** So many wait that one more is refused with TooBusyError. */
	get isFull(): boolean {
		return this.#queue.isFull;
	}

	hash(password: string): Promise<string> {
		return this.#queue.run(() => hashPassword(password, this.#cost));
	}

	/** Null stands for nobody: it takes as long and is false. */
	matches(password: string, stored: string | null): Promise<boolean> {
		return this.#queue.run(() => isPassword(password, stored, this.#cost));
	}

	/** It was made with less than this. */
	isOutdated(stored: string): boolean {
		return isOutdated(stored, this.#cost);
	}
}
