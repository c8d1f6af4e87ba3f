/** A board on a screen: its state, its clock, its connection, and how far all of that may be trusted. */
import { LiveBoard } from './board.svelte.ts';
import { LiveClock } from './clock.svelte.ts';
import { ageingInstant, dataAgeMs, freshness } from './freshness.ts';
import type { Freshness } from './freshness.ts';
import { AS_SCREEN, LIVE_PATH } from './protocol.ts';
import type { Refused, Report, ScreenNotice, Snapshot } from './protocol.ts';
import { isShutOut } from './shut-out.ts';
import { connectBoard } from './socket.ts';
import type { BoardConnection, Connection } from './socket.ts';

export interface LiveViewEvents {
	/** The layout was saved elsewhere: the page loads it. */
	readonly onLayoutChanged: () => void;
	readonly onRefused: (reason: Refused['reason']) => void;
	/** The server speaks: an earlier refusal is over. */
	readonly onMessage: () => void;
	/** Only of a paired screen, which watches as itself, whoever is signed in. */
	readonly screen?: {
		readonly onNotice: (notice: ScreenNotice) => void;
		/** The connection has gone; it is tried again. */
		readonly onLost: () => void;
	};
}

export class LiveView {
	readonly id: string;
	readonly board: LiveBoard;
	readonly clock: LiveClock;
	connection: Connection = $state.raw('connecting');
	/** Whether it was ever connected: until then it only shows what came with the page. */
	hasOpened: boolean = $state.raw(false);
	#socket: BoardConnection | null = null;
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
	follow({ onLayoutChanged, onRefused, onMessage, screen }: LiveViewEvents): () => void {
		const { protocol, host } = window.location;
		const stopClock = this.clock.start();
		const path = screen ? `${LIVE_PATH}?as=${AS_SCREEN}` : LIVE_PATH;
		const socket = connectBoard({
			url: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${path}`,
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
				if (connection === 'open') this.hasOpened = true;
				if (connection === 'waiting') screen?.onLost();
			},
			onRefused,
			onSignedOut: () => {
				window.location.reload();
			},
			isShutOut,
			...(screen ? { onNotice: screen.onNotice } : {})
		});
		this.#socket = socket;
		return () => {
			this.#socket = null;
			socket.stop();
			stopClock();
		};
	}

	/** Says what was painted; lost while nobody listens. */
	report(report: Report): void {
		this.#socket?.report(report);
	}
}
