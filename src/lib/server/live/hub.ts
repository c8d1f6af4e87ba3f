/** All boards with viewers: one set of questions per tick for all of them, one encoding per board. */
import type { WebSocket } from 'ws';
import type { Board } from '#lib/domain/boards/board.ts';
import { CLOSE, HEARTBEAT_MS } from '#lib/live/protocol.ts';
import type { Snapshot } from '#lib/live/protocol.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import type { BoardStore } from '../store/board-store.ts';
import { Channel } from './channel.ts';
import type { Instants } from './channel.ts';
import { fanOut } from './fan-out.ts';
import { FloorReader } from './floor-reader.ts';
import type { NoticeSource } from './floor-reader.ts';
import { needsOf } from './needs.ts';
import { SESSION_LIMITS, Session } from './session.ts';
import type { SessionLimits } from './session.ts';
import { computeTiles } from './tiles.ts';

export interface QueueName {
	readonly id: string;
	readonly name: string;
	readonly channel: string;
}

export interface LiveHub {
	/** What a new viewer would be sent; null for a board that does not exist. */
	snapshot(boardId: string): Promise<Snapshot | null>;
	/** Every queue that was ever named, for the editor; by name. */
	queues(): Promise<QueueName[]>;
	/** Every team an agent belongs to; by name. */
	teams(): Promise<string[]>;
	/** A saved layout takes effect for its viewers at once. */
	boardChanged(boardId: string): void;
	/** Takes over a websocket that passed the checks of the upgrade. */
	accept(socket: WebSocket): void;
	/** Something was committed: the next tick asks again. */
	committed(): void;
	readonly viewerCount: number;
	stop(): Promise<void>;
}

export interface HubOptions {
	readonly clickhouse: ClickHouse;
	readonly boards: BoardStore;
	readonly tenant: string;
	/** Zone of "today" for boards that name none. */
	readonly zone: string;
	readonly now: () => number;
	readonly notices: () => NoticeSource;
	readonly onError: (error: unknown) => void;
	readonly limits?: SessionLimits;
}

const PING_MS = 15_000;
/** A board without viewers is kept this long for those who come back. */
const KEEP_CHANNEL_MS = 60_000;
const CLOSE_WITHIN_MS = 2000;

class Hub implements LiveHub {
	readonly #options: HubOptions;
	readonly #reader: FloorReader;
	readonly #channels = new Map<string, Channel>();
	readonly #sessions = new Set<Session>();
	/** Something was read that no viewer was sent. */
	#unpublished = false;
	#lastPublishAt = 0;
	#publishing: Promise<void> | null = null;
	#timer: NodeJS.Timeout | undefined;
	#stopped = false;
	readonly #pings: NodeJS.Timeout;
	readonly #heartbeat: NodeJS.Timeout;

	constructor(options: HubOptions) {
		this.#options = options;
		this.#reader = new FloorReader(options);
		this.#pings = setInterval(() => {
			for (const session of this.#sessions) session.ping();
		}, PING_MS);
		this.#heartbeat = setInterval(() => {
			this.#schedule();
		}, HEARTBEAT_MS / 4);
	}

	get viewerCount(): number {
		return this.#sessions.size;
	}

	committed(): void {
		this.#reader.committed();
		this.#schedule();
	}

	boardChanged(boardId: string): void {
		void this.#replace(boardId).catch(this.#options.onError);
	}

	async snapshot(boardId: string): Promise<Snapshot | null> {
		return (await this.#channel(boardId))?.snapshot() ?? null;
	}

	async queues(): Promise<QueueName[]> {
		const queues = await this.#reader.queues();
		return [...queues.values()].map(({ queue, name, channel }) => ({ id: queue, name, channel }));
	}

	async teams(): Promise<string[]> {
		const agents = await this.#reader.agents();
		const teams = new Set(agents.map(({ team }) => team).filter((team) => team !== ''));
		return [...teams].sort((a, b) => a.localeCompare(b));
	}

	accept(socket: WebSocket): void {
		const session: Session = new Session({
			socket,
			limits: this.#options.limits ?? SESSION_LIMITS,
			join: (boardId) =>
				this.#channel(boardId).catch((error: unknown) => {
					this.#options.onError(error);
					return null;
				}),
			onGone: () => {
				this.#sessions.delete(session);
			}
		});
		this.#sessions.add(session);
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		clearInterval(this.#pings);
		clearInterval(this.#heartbeat);
		clearTimeout(this.#timer);
		await this.#publishing;
		for (const session of this.#sessions) session.close(CLOSE.restart, 'restart');
		const until = Date.now() + CLOSE_WITHIN_MS;
		while (this.#sessions.size > 0 && Date.now() < until)
			await new Promise((resolve) => setTimeout(resolve, 20));
		for (const session of this.#sessions) session.terminate();
	}

	async #channel(boardId: string): Promise<Channel | null> {
		const found = this.#channels.get(boardId);
		// Without viewers nobody kept it up to date: a snapshot of last night is none.
		if (found && (found.viewers.size > 0 || this.#isFresh(found))) return found;
		const asked = await this.#options.boards.find(boardId);
		if (!asked) return null;
		await this.#reader.provide(needsOf([asked], this.#options.zone));
		// Again: somebody may have saved the board, or opened it, while the numbers were read.
		const board = await this.#options.boards.find(boardId);
		const other = this.#channels.get(boardId);
		if (other && other !== found) return other;
		return board && this.#open(board);
	}

	#open(board: Board): Channel {
		const now = this.#options.now();
		const made = new Channel(board, this.#tiles(board, now), firstSeq(now), this.#instants(now));
		this.#channels.set(board.id, made);
		return made;
	}

	#isFresh(channel: Channel): boolean {
		return this.#options.now() - channel.snapshot().at < HEARTBEAT_MS;
	}

	async #replace(boardId: string): Promise<void> {
		const asked = await this.#options.boards.find(boardId);
		if (asked) await this.#reader.provide(needsOf([asked], this.#options.zone));
		const board = await this.#options.boards.find(boardId);
		const channel = this.#channels.get(boardId);
		if (!channel) return;
		if (!board) {
			this.#channels.delete(boardId);
			return;
		}
		// Of two saves in a row the one that was read last may be the older.
		if (board.revision <= channel.board.revision) return;
		const now = this.#options.now();
		channel.replace(board, this.#tiles(board, now), this.#instants(now));
	}

	#tiles(board: Board, nowMs: number) {
		return computeTiles(board, {
			floor: this.#reader.floor,
			nowMs,
			zone: board.zone || this.#options.zone
		});
	}

	#instants(at: number): Instants {
		return { at, asOf: this.#reader.asOfMs };
	}

	/** Asks what is due, and publishes what was answered or the beat. */
	#schedule(): void {
		const watched = this.#watched();
		if (this.#stopped || watched.length === 0) return;
		const needs = needsOf(
			watched.map(({ board }) => board),
			this.#options.zone
		);
		const nextAt = this.#reader.ask(needs, () => {
			this.#unpublished = true;
			this.#schedule();
		});
		clearTimeout(this.#timer);
		if (nextAt !== null) {
			this.#timer = setTimeout(
				() => {
					this.#schedule();
				},
				Math.max(1, nextAt - performance.now())
			);
		}
		const isBeat = performance.now() - this.#lastPublishAt >= HEARTBEAT_MS;
		if (this.#publishing || !(this.#unpublished || isBeat)) return;
		this.#publishing = this.#publish()
			.catch(this.#options.onError)
			.finally(() => {
				this.#publishing = null;
				if (this.#unpublished) this.#schedule();
			});
	}

	#watched(): Channel[] {
		return [...this.#channels.values()].filter((channel) => channel.viewers.size > 0);
	}

	/** One encoding per board for all of its viewers. */
	async #publish(): Promise<void> {
		this.#forgetAbandoned();
		this.#unpublished = false;
		const watched = this.#watched();
		const at = this.#options.now();
		this.#lastPublishAt = performance.now();
		await Promise.all(
			watched.map((channel) => {
				const frame = channel.publish(this.#tiles(channel.board, at), this.#instants(at));
				return fanOut(channel.viewers, (viewer) => {
					viewer.send(frame);
				});
			})
		);
	}

	/** Boards nobody looked at for a while; those who come back sooner may ask for what they missed. */
	#forgetAbandoned(): void {
		const now = this.#options.now();
		for (const [id, channel] of this.#channels) {
			const unwatched = channel.viewers.size === 0;
			if (unwatched && now - channel.snapshot().at > KEEP_CHANNEL_MS) this.#channels.delete(id);
		}
	}
}

/** Above whatever an earlier process gave, and far from what another one that runs now gives. */
const firstSeq = (nowMs: number): number => nowMs * 1000 + Math.floor(Math.random() * 1000);

export const createHub = (options: HubOptions): LiveHub => new Hub(options);
