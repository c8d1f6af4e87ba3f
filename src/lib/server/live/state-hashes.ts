/** Hashes of the newest states of a channel, for screens that say what they painted. Made only while some do. */
import { ALERTS_TILE } from '#lib/live/protocol.ts';
import type { Tiles } from '#lib/live/protocol.ts';
import { stateHash } from '#lib/live/state-hash.ts';

/** A report arrives a moment after the state it is about; at six states a second these are ten seconds. */
const KEPT = 60;
/** After as many states without a question nobody reports any more. */
const ASKED_FOR = 600;

interface State {
	readonly seq: number;
	readonly revision: number;
	readonly tiles: Tiles;
}

export class StateHashes {
	readonly #bySeq = new Map<number, string>();
	#latest: State | null = null;
	#unasked = ASKED_FOR;

	/** `isSame`: nothing changed but the number. */
	note(state: State, isSame: boolean): void {
		const before = this.#latest;
		this.#latest = state;
		if (++this.#unasked > ASKED_FOR) {
			this.#bySeq.clear();
			return;
		}
		const known = isSame && before ? this.#bySeq.get(before.seq) : undefined;
		this.#keep(state.seq, known ?? hashOf(state));
	}

	/** Null for a state that is too old, or from before anybody asked. */
	at(seq: number): string | null {
		this.#unasked = 0;
		const latest = this.#latest;
		if (latest?.seq === seq && !this.#bySeq.has(seq)) this.#keep(seq, hashOf(latest));
		return this.#bySeq.get(seq) ?? null;
	}

	#keep(seq: number, hash: string): void {
		this.#bySeq.set(seq, hash);
		const [oldest] = this.#bySeq.keys();
		if (this.#bySeq.size > KEPT && oldest !== undefined) this.#bySeq.delete(oldest);
	}
}

/** Of the tiles of the layout, as the screen makes it. */
const hashOf = ({ revision, tiles }: State): string =>
	stateHash(
		revision,
		Object.entries(tiles).filter(([id]) => id !== ALERTS_TILE)
	);
