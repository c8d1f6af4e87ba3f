/** All boards with viewers: one set of questions per tick for all of them, one encoding per board and scope. */
import type { WebSocket } from 'ws';
import type { Alert } from '#lib/domain/alerts/alert.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import { scopeKey } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { boardFor } from '#lib/domain/boards/board-for.ts';
import type { Board } from '#lib/domain/boards/board.ts';
import { ALERTS_TILE, HEARTBEAT_MS, QUALITY_TOPIC } from '#lib/live/protocol.ts';
import type { ScreenNotice, Snapshot } from '#lib/live/protocol.ts';
import type { Access } from '../access/access.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import type { BoardStore } from '../store/board-store.ts';
import { alertRows } from './alert-rows.ts';
import { Audience } from './audience.ts';
import type { AudienceOptions, Look, Seat } from './audience.ts';
import { Channel, firstSeq } from './channel.ts';
import type { Instants, Shown } from './channel.ts';
import { sendFrame } from './fan-out.ts';
import type { Sent } from './fan-out.ts';
import { FloorReader } from './floor-reader.ts';
import type { Committed, NoticeSource } from './floor-reader.ts';
import { queueNames, teamNames } from './known-names.ts';
import type { QueueName } from './known-names.ts';
import type { LiveTraces } from './live-traces.ts';
import { narrowFloor } from './narrow.ts';
import { needsOf } from './needs.ts';
import { RefusedBoards } from './refused-boards.ts';
import { SESSION_LIMITS } from './session.ts';
import type { SessionLimits } from './session.ts';
import { computeTiles } from './tiles.ts';
import { TopicChanges, isTopic, openPlaces } from './topics.ts';
import type { Places } from './topics.ts';
import type { Watcher } from './watcher.ts';

/** A board as one principal sees it. */
export interface View {
	readonly board: Board;
	readonly snapshot: Snapshot;
	readonly scope: RowScope;
}

export interface LiveHub {
	/** Null for a board that does not exist, and for one that this principal may not see. */
	view(boardId: string, principal: Principal | null): Promise<View | null>;
	/** Every queue that was ever named and that the scope reaches, for the editor; by name. */
	queues(scope: RowScope): Promise<QueueName[]>;
	/** Every team an agent belongs to and that the scope reaches; by name. */
	teams(scope: RowScope): Promise<string[]>;
	/** A saved layout takes effect for its viewers at once, and so does who may see it. */
	boardChanged(boardId: string): void;
	/** Somebody signed out, or a role, a team, a screen or a token changed: all connections are looked at again. */
	principalsChanged(): void;
	/** Takes over a websocket that passed the checks of the upgrade. */
	accept(socket: WebSocket, watcher: Watcher): void;
	/** To a screen that is connected to this process; returns over how many connections. */
	tell(screenId: string, notice: ScreenNotice): number;
	/** Something was committed, without a word of what it is anything: the next tick asks again. */
	committed(committed?: Committed): void;
	/** What the topic is about is another: its pages ask again. */
	topicChanged(topic: string): void;
	readonly viewerCount: number;
	/** Boards with viewers, once for each scope. */
	readonly watchedCount: number;
	/** Up to when the numbers are complete; null before any were read. */
	readonly asOfMs: number | null;
	/** What is held of single contacts to make the floor of. */
	readonly ledger: FloorReader['ledger'];
	stop(): Promise<void>;
}

export interface HubOptions {
	readonly clickhouse: ClickHouse;
	readonly boards: Pick<BoardStore, 'find'>;
	readonly access: Pick<Access, 'maySee' | 'boardScope'>;
	readonly audit: Pick<AuditLog, 'record'>;
	readonly tenant: string;
	/** Zone of "today" for boards that name none. */
	readonly zone: string;
	readonly now: () => number;
	readonly notices: () => NoticeSource;
	readonly onError: (error: unknown) => void;
	/** What screens say of what they have painted. */
	readonly onReport?: AudienceOptions['onReport'];
	readonly limits?: SessionLimits;
	readonly recheckMs?: number;
	/** Those that are open now; absent: boards show none. */
	readonly alerts?: () => readonly Alert[];
	/** Told of each tick: how long it took, and what went out. */
	readonly onPublished?: (seconds: number, sent: readonly Sent[]) => void;
	/** Where traces are on. */
	readonly traces?: LiveTraces;
}

/** Half of what may pass until a connection of somebody who lost the right to it is closed. */
const RECHECK_MS = 30_000;
/** A board without viewers is kept this long for those who come back. */
const KEEP_CHANNEL_MS = 60_000;

const keyOf = ({ board, scope }: Shown): string => `${board.id} ${scopeKey(scope)}`;

class Hub implements LiveHub {
	readonly #options: HubOptions;
	readonly #reader: FloorReader;
	readonly ledger: FloorReader['ledger'];
	readonly #channels = new Map<string, Channel>();
	readonly #audience: Audience;
	readonly #refused: RefusedBoards;
	readonly #places: Places;
	readonly #changes: TopicChanges;
	/** Something was read that no viewer was sent. */
	#unpublished = false;
	#lastPublishAt = 0;
	#publishing: Promise<void> | null = null;
	#timer: NodeJS.Timeout | undefined;
	#stopped = false;
	readonly #heartbeat: NodeJS.Timeout;

	constructor(options: HubOptions) {
		this.#options = options;
		this.#reader = new FloorReader(options);
		this.ledger = this.#reader.ledger;
		this.#refused = new RefusedBoards(options);
		this.#places = openPlaces(options);
		this.#changes = new TopicChanges(options.now());
		const { now, onError, limits = SESSION_LIMITS, recheckMs = RECHECK_MS } = options;
		this.#audience = new Audience({
			limits,
			now,
			recheckMs,
			onError,
			onReport: options.onReport ?? (() => undefined),
			join: (boardId, seat) => this.#join(boardId, seat),
			look: () => this.#look()
		});
		this.#heartbeat = setInterval(() => {
			if (options.notices() !== 'connected' && this.#changes.noteUntold(now()))
				this.#unpublished = true;
			this.#schedule();
		}, HEARTBEAT_MS / 4);
	}

	get viewerCount(): number {
		return this.#audience.size;
	}

	get watchedCount(): number {
		return this.#watched().length;
	}

	get asOfMs(): number | null {
		return this.#reader.asOfMs;
	}

	committed(committed: Committed = { evaluations: true }): void {
		this.#reader.committed(committed);
		if (committed.evaluations) this.topicChanged(QUALITY_TOPIC);
		else this.#schedule();
	}

	topicChanged(topic: string): void {
		this.#changes.note(topic, this.#options.now());
		this.#unpublished = true;
		this.#schedule();
	}

	boardChanged(boardId: string): void {
		void this.#changed(boardId).catch(this.#options.onError);
		this.principalsChanged();
	}

	principalsChanged(): void {
		this.#audience.recheck();
	}

	tell(screenId: string, notice: ScreenNotice): number {
		return this.#audience.tell(screenId, notice);
	}

	async view(boardId: string, principal: Principal | null): Promise<View | null> {
		const shown = isTopic(boardId) ? null : await this.#shown(boardId, principal);
		if (!shown || shown === 'forbidden') return null;
		const channel = await this.#channel(shown);
		if (!channel) return null;
		const { board, scope } = channel;
		return { board: boardFor(board, scope), snapshot: channel.snapshot(), scope };
	}

	queues(scope: RowScope): Promise<QueueName[]> {
		return queueNames(this.#reader, scope);
	}

	teams(scope: RowScope): Promise<string[]> {
		return teamNames(this.#reader, scope);
	}

	accept(socket: WebSocket, watcher: Watcher): void {
		this.#audience.take(socket, watcher);
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		clearInterval(this.#heartbeat);
		clearTimeout(this.#timer);
		await this.#publishing;
		await this.#audience.stop();
	}

	/** The answer to one who may not is the one to a board that does not exist. */
	async #join(boardId: string, seat: Seat): Promise<Channel | null> {
		try {
			const { principal } = seat;
			const shown = await this.#shown(boardId, principal);
			if (shown === 'forbidden') this.#refused.note(principal, seat.watcher.address, boardId);
			if (!shown || shown === 'forbidden') return null;
			const channel = await this.#channel(shown);
			// Meanwhile everybody may have been looked at again.
			const isSame =
				channel && (seat.principal === principal || (await this.#look()(seat.principal, channel)));
			return isSame ? channel : null;
		} catch (error) {
			this.#options.onError(error);
			return null;
		}
	}

	async #shown(boardId: string, principal: Principal | null): Promise<Shown | 'forbidden' | null> {
		const board = await this.#places.find(boardId);
		if (!board) return null;
		if (!(await this.#places.maySee(principal, board))) return 'forbidden';
		return { board, scope: await this.#places.scopeOf(principal, board) };
	}

	/** Reads each board once for everybody who watches it. */
	#look(): Look {
		const places = this.#places;
		const found = new Map<string, Promise<Board | null>>();
		return async (principal, channel) => {
			const { id, revision } = channel.board;
			const asked = found.get(id) ?? places.find(id);
			found.set(id, asked);
			const board = await asked;
			if (!board || !(await places.maySee(principal, board))) return false;
			// Saved by another web process.
			if (board.revision > revision) await this.#replace(channel, board);
			return scopeKey(await places.scopeOf(principal, board)) === scopeKey(channel.scope);
		};
	}

	async #channel(shown: Shown): Promise<Channel | null> {
		const key = keyOf(shown);
		const found = this.#channels.get(key);
		// Without viewers nobody kept it up to date: a snapshot of last night is none.
		if (found && (found.viewers.size > 0 || this.#isFresh(found))) return found;
		if (isTopic(shown.board.id)) return this.#open(shown);
		await this.#reader.provide(needsOf([shown.board], this.#options.zone));
		// Again: somebody may have saved the board, or opened it, while the numbers were read.
		const board = await this.#places.find(shown.board.id);
		const other = this.#channels.get(key);
		if (other && other !== found) return other;
		return board && this.#open({ board, scope: shown.scope });
	}

	#open(shown: Shown): Channel {
		const now = this.#options.now();
		const made = new Channel(shown, this.#tiles(shown, now), firstSeq(), this.#instants(now));
		this.#channels.set(keyOf(shown), made);
		return made;
	}

	#isFresh(channel: Channel): boolean {
		return this.#options.now() - channel.snapshot().at < HEARTBEAT_MS;
	}

	async #changed(boardId: string): Promise<void> {
		const board = await this.#options.boards.find(boardId);
		for (const [key, channel] of this.#channels) {
			if (channel.board.id !== boardId) continue;
			if (board) await this.#replace(channel, board);
			else this.#channels.delete(key);
		}
	}

	async #replace(channel: Channel, board: Board): Promise<void> {
		await this.#reader.provide(needsOf([board], this.#options.zone));
		// Of two saves in a row the one that was read last may be the older.
		if (board.revision <= channel.board.revision) return;
		const now = this.#options.now();
		const tiles = this.#tiles({ board, scope: channel.scope }, now);
		channel.replace(board, tiles, this.#instants(now));
	}

	#tiles({ board, scope }: Shown, nowMs: number) {
		if (isTopic(board.id)) return this.#changes.tiles(board.id);
		const { alerts } = this.#options;
		const tiles = computeTiles(board, {
			floor: narrowFloor(this.#reader.floor, scope),
			nowMs,
			zone: board.zone || this.#options.zone,
			scope
		});
		return alerts ? { ...tiles, [ALERTS_TILE]: alertRows(alerts(), board, scope) } : tiles;
	}

	#instants(at: number): Instants {
		return { at, asOf: this.#reader.asOfMs };
	}

	/** Asks what is due, and publishes what was answered or the beat. */
	#schedule(): void {
		const watched = this.#watched();
		if (this.#stopped || watched.length === 0) return;
		const nextAt = this.#ask(watched.map(({ board }) => board));
		clearTimeout(this.#timer);
		const again = (): void => {
			this.#schedule();
		};
		if (nextAt !== null) this.#timer = setTimeout(again, Math.max(1, nextAt - performance.now()));
		const isBeat = performance.now() - this.#lastPublishAt >= HEARTBEAT_MS;
		if (this.#publishing || !(this.#unpublished || isBeat)) return;
		this.#publishing = this.#publish()
			.catch(this.#options.onError)
			.finally(() => {
				this.#publishing = null;
				if (this.#unpublished) this.#schedule();
			});
	}

	/** Topics ask nothing. */
	#ask(watched: readonly Board[]): number | null {
		const boards = watched.filter(({ id }) => !isTopic(id));
		if (boards.length === 0) return null;
		return this.#reader.ask(needsOf(boards, this.#options.zone), () => {
			this.#unpublished = true;
			this.#schedule();
		});
	}

	#watched(): Channel[] {
		return [...this.#channels.values()].filter((channel) => channel.viewers.size > 0);
	}

	/** One encoding per board and scope for all of its viewers. */
	async #publish(): Promise<void> {
		this.#forgetAbandoned();
		this.#unpublished = false;
		const watched = this.#watched();
		const at = this.#options.now();
		const startedAt = (this.#lastPublishAt = performance.now());
		const sent = await Promise.all(
			watched.map((channel) =>
				sendFrame(channel.viewers, channel.publish(this.#tiles(channel, at), this.#instants(at)))
			)
		);
		this.#options.onPublished?.((performance.now() - startedAt) / 1000, sent);
	}

	/** Boards nobody looked at for a while; those who come back sooner may ask for what they missed. */
	#forgetAbandoned(): void {
		const now = this.#options.now();
		for (const [key, channel] of this.#channels) {
			const unwatched = channel.viewers.size === 0;
			if (unwatched && now - channel.snapshot().at > KEEP_CHANNEL_MS) this.#channels.delete(key);
		}
	}
}

export const createHub = (options: HubOptions): LiveHub => new Hub(options);
