/** A board on a screen: its state, its clock, its connection, and how far all of that may be trusted. */
import { LiveBoard } from './board.svelte.ts';
import { LiveClock } from './clock.svelte.ts';
import { ageingInstant, dataAgeMs, freshness } from './freshness.ts';
import type { Freshness } from './freshness.ts';
import { LIVE_PATH } from './protocol.ts';
import type { Refused, Snapshot } from './protocol.ts';
import { connectBoard } from './socket.ts';
import type { Connection } from './socket.ts';

export interface LiveViewEvents {
	/** The layout was saved elsewhere: the page loads it. */
	readonly onLayoutChanged: () => void;
	readonly onRefused: (reason: Refused['reason']) => void;
	/** The server speaks: an earlier refusal is over. */
	readonly onMessage: () => void;
}

export class LiveView {
	readonly id: string;
	readonly board: LiveBoard;
	readonly clock: LiveClock;
	connection: Connection = $state.raw('connecting');
	readonly #heard = $derived.by(() => ({
		nowMs: this.clock.nowMs,
		lastAtMs: this.board.lastAtMs,
		asOfMs: this.board.asOfMs
	}));
	readonly freshness: Freshness = $derived(freshness(this.#heard));
	readonly dataAgeMs: number = $derived(dataAgeMs(this.#heard));
	/** Waits are counted to this instant; it stands still while the screen is late. */
	readonly ageingMs: number = $derived(ageingInstant(this.#heard));

	constructor(snapshot: Snapshot) {
		this.id = snapshot.board;
		this.board = new LiveBoard(snapshot);
		this.clock = new LiveClock(snapshot.at);
	}

	/** Follows the board until the returned function is called. */
	follow({ onLayoutChanged, onRefused, onMessage }: LiveViewEvents): () => void {
		const { protocol, host } = window.location;
		const stopClock = this.clock.start();
		const disconnect = connectBoard({
			url: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${LIVE_PATH}`,
			board: this.id,
			seq: () => this.board.seq,
			onMessage: (message) => {
				onMessage();
				this.clock.hear(message.at);
				const { revision } = this.board;
				const applied = this.board.apply(message);
				if (this.board.revision !== revision) onLayoutChanged();
				return applied;
			},
			onConnection: (connection) => {
				this.connection = connection;
			},
			onRefused
		});
		return () => {
			disconnect();
			stopClock();
		};
	}
}
