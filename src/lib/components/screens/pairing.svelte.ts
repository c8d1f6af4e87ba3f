/** A television that waits to be paired: asks for a code, shows it, asks whether somebody has typed it, starts again. */
import type { PairingOffer, PairingProgress } from './pairing-answer.ts';

export type PairingState =
	| { readonly kind: 'asking' }
	| { readonly kind: 'showing'; readonly offer: PairingOffer }
	/** Too many wait. */
	| { readonly kind: 'full' }
	/** The server does not answer. */
	| { readonly kind: 'away' };

export interface PairingOptions {
	readonly onPaired: () => void;
	readonly ask?: typeof fetch;
	/** Changes with each question, so that a building of televisions does not ask at once. */
	readonly random?: () => number;
}

export const ASK_EVERY_MS = 2000;
const AWAY_RETRY_MS = 5000;
const FULL_RETRY_MS = 60_000;
const SPREAD = 0.25;

type Next = { readonly afterMs: number; readonly step: () => Promise<Next | null> };

export class Pairing {
	readonly #options: PairingOptions;
	#state: PairingState = $state.raw({ kind: 'asking' });
	#timer: ReturnType<typeof setTimeout> | undefined;
	#stopped = false;

	constructor(options: PairingOptions) {
		this.#options = options;
	}

	get state(): PairingState {
		return this.#state;
	}

	/** Until it is paired, or the returned function is called. */
	start(): () => void {
		// Loaded again after somebody typed its code: the token waits for it.
		this.#plan({ afterMs: 0, step: this.#askToken });
		return () => {
			this.#stopped = true;
			clearTimeout(this.#timer);
		};
	}

	#plan({ afterMs, step }: Next): void {
		const random = (this.#options.random ?? Math.random)();
		this.#timer = setTimeout(
			() => {
				void step().then((next) => {
					if (next && !this.#stopped) this.#plan(next);
				});
			},
			afterMs * (1 + random * SPREAD)
		);
	}

	#post(path: string): Promise<Response> {
		return (this.#options.ask ?? fetch)(path, { method: 'POST', cache: 'no-store' });
	}

	readonly #askCode = async (): Promise<Next> => {
		try {
			const answer = await this.#post('/screen/pairing');
			if (answer.status === 429) {
				this.#state = { kind: 'full' };
				return { afterMs: FULL_RETRY_MS, step: this.#askCode };
			}
			if (!answer.ok) throw new Error(`answered ${answer.status}`);
			this.#state = { kind: 'showing', offer: (await answer.json()) as PairingOffer };
			return { afterMs: ASK_EVERY_MS, step: this.#askToken };
		} catch {
			this.#state = { kind: 'away' };
			return { afterMs: AWAY_RETRY_MS, step: this.#askCode };
		}
	};

	readonly #askToken = async (): Promise<Next | null> => {
		try {
			const answer = await this.#post('/screen/pairing/token');
			if (!answer.ok) return { afterMs: AWAY_RETRY_MS, step: this.#askToken };
			const { state } = (await answer.json()) as PairingProgress;
			if (state === 'paired') {
				if (!this.#stopped) this.#options.onPaired();
				return null;
			}
			// After a reload nobody knows the code any more.
			const isShown = this.#state.kind === 'showing';
			if (state === 'gone' || !isShown) return await this.#askCode();
			return { afterMs: ASK_EVERY_MS, step: this.#askToken };
		} catch {
			// The code is good as long as it lives: it stays on the screen.
			if (this.#state.kind !== 'showing') this.#state = { kind: 'away' };
			return { afterMs: AWAY_RETRY_MS, step: this.#askToken };
		}
	};
}
