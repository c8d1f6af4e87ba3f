/** Everybody with an open connection: who they are, what they watch, and whether they still may. */
import type { WebSocket } from 'ws';
import type { Principal } from '#lib/domain/access/principal.ts';
import { CLOSE } from '#lib/live/protocol.ts';
import type { Report, ScreenNotice } from '#lib/live/protocol.ts';
import type { Channel } from './channel.ts';
import { Session } from './session.ts';
import type { SessionLimits } from './session.ts';
import type { Watcher } from './watcher.ts';

export interface Seat {
	readonly watcher: Watcher;
	readonly session: Session;
	readonly openedAtMs: number;
	/** Who it was when it was last asked. */
	principal: Principal;
}

/** Whether what is watched is still what this principal would be shown. */
export type Look = (principal: Principal, channel: Channel) => Promise<boolean>;

export interface AudienceOptions {
	readonly limits: SessionLimits;
	readonly now: () => number;
	/** Null: no such board, or not for this viewer. */
	readonly join: (boardId: string, seat: Seat) => Promise<Channel | null>;
	/** Made anew each time everybody is looked at, so that it may remember what it read. */
	readonly look: () => Look;
	readonly onReport: (seat: Seat, report: Report, channel: Channel) => void;
	readonly onError: (error: unknown) => void;
	/** At the latest after this long everybody is looked at again. */
	readonly recheckMs: number;
}

const PING_MS = 15_000;
const CLOSE_WITHIN_MS = 2000;
/** However often something changes, or is tried. */
const LEAST_LOOK_MS = 1000;
/** How long the checks may hold up everything else. */
const SLICE_MS = 5;

export class Audience {
	readonly #options: AudienceOptions;
	readonly #seats = new Set<Seat>();
	readonly #timers: NodeJS.Timeout[];
	#looking: Promise<void> | null = null;
	/** Monotonic instant at which the newest look began. */
	#lookedAt = Number.NEGATIVE_INFINITY;
	#nextLook: NodeJS.Timeout | undefined;

	constructor(options: AudienceOptions) {
		this.#options = options;
		this.#timers = [
			setInterval(() => {
				for (const { session } of this.#seats) session.ping();
			}, PING_MS),
			setInterval(() => {
				this.recheck();
			}, options.recheckMs)
		];
	}

	get size(): number {
		return this.#seats.size;
	}

	take(socket: WebSocket, watcher: Watcher): void {
		const { limits, now, join, onReport } = this.#options;
		const seat: Seat = {
			watcher,
			principal: watcher.principal,
			openedAtMs: now(),
			session: new Session({
				socket,
				limits,
				join: (boardId) => join(boardId, seat),
				onReport: (report, channel) => {
					onReport(seat, report, channel);
				},
				onGone: () => {
					this.#seats.delete(seat);
				}
			})
		};
		this.#seats.add(seat);
	}

	/** To all connections of a screen; how many there are. */
	tell(screenId: string, notice: ScreenNotice): number {
		const seats = [...this.#seats].filter(
			({ principal }) => principal.kind === 'screen' && principal.id === screenId
		);
		for (const { session } of seats) session.tell(notice);
		return seats.length;
	}

	/** Looks at everybody again, at once or within a second; what happens meanwhile is one look. */
	recheck(): void {
		if (this.#nextLook) return;
		const waitMs = Math.max(0, this.#lookedAt + LEAST_LOOK_MS - performance.now());
		this.#nextLook = setTimeout(() => {
			void this.#startLook();
		}, waitMs);
	}

	async #startLook(): Promise<void> {
		await this.#looking;
		this.#nextLook = undefined;
		this.#lookedAt = performance.now();
		this.#looking = this.#look().catch(this.#options.onError);
	}

	async stop(): Promise<void> {
		for (const timer of this.#timers) clearInterval(timer);
		clearTimeout(this.#nextLook);
		for (const { session } of this.#seats) session.close(CLOSE.restart, 'restart');
		const until = Date.now() + CLOSE_WITHIN_MS;
		while (this.#seats.size > 0 && Date.now() < until)
			await new Promise((resolve) => setTimeout(resolve, 20));
		for (const { session } of this.#seats) session.terminate();
	}

	/** Each credential is asked about once, however many connections came with it. */
	async #look(): Promise<void> {
		const fits = this.#options.look();
		const byCredential = new Map<string, Seat[]>();
		for (const seat of this.#seats) {
			const { credential } = seat.watcher;
			const same = byCredential.get(credential);
			if (same) same.push(seat);
			else byCredential.set(credential, [seat]);
		}
		let until = performance.now() + SLICE_MS;
		for (const seats of byCredential.values()) {
			await this.#lookAt(seats, fits);
			if (performance.now() < until) continue;
			// The store may answer without ever leaving this turn of the event loop: let frames go out in between.
			await new Promise((resolve) => setImmediate(resolve));
			until = performance.now() + SLICE_MS;
		}
	}

	async #lookAt(seats: readonly Seat[], fits: Look): Promise<void> {
		const [first] = seats;
		if (!first) return;
		try {
			const principal = await first.watcher.recheck();
			for (const seat of seats) {
				if (principal === null) seat.session.close(CLOSE.signedOut, 'signed out');
				else await lookAtSeat(seat, principal, fits);
			}
		} catch (error) {
			// [A5] A store that does not answer takes no wall down: who is in stays until it answers.
			this.#options.onError(error);
		}
	}
}

async function lookAtSeat(seat: Seat, principal: Principal, fits: Look): Promise<void> {
	seat.principal = principal;
	const { channel } = seat.session;
	if (!channel || (await fits(principal, channel))) return;
	seat.session.close(CLOSE.changed, 'changed');
}
