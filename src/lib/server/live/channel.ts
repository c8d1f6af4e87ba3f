/**
 * One board as one scope sees it, and its viewers: the state they share, its number, and the patches a viewer may have
 * missed.
 */
import { randomInt } from 'node:crypto';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { Board } from '#lib/domain/boards/board.ts';
import { diffTiles } from '#lib/live/diff.ts';
import { KEPT_PATCHES, PROTOCOL_VERSION } from '#lib/live/protocol.ts';
import type { Patch, Snapshot, Tiles } from '#lib/live/protocol.ts';
import { StateHashes } from './state-hashes.ts';

export interface Instants {
	readonly at: number;
	readonly asOf: number | null;
}

/** Something that takes the encoded frames of a board. */
export interface Viewer {
	send(frame: Buffer): void;
	/** The next frame it takes is a snapshot, because the layout changed. */
	restart(): void;
}

/** The board, and the rows of it that this channel shows. */
export interface Shown {
	readonly board: Board;
	readonly scope: RowScope;
}

export class Channel {
	readonly viewers = new Set<Viewer>();
	readonly scope: RowScope;
	#board: Board;
	#tiles: Tiles;
	#seq: number;
	#instants: Instants;
	#patches: { readonly seq: number; readonly frame: Buffer }[] = [];
	#snapshotFrame: Buffer | null = null;
	readonly #hashes = new StateHashes();

	/** `firstSeq` must be far from those of other channels, so that a viewer's number of one is never taken for another's. */
	constructor({ board, scope }: Shown, tiles: Tiles, firstSeq: number, instants: Instants) {
		this.#board = board;
		this.scope = scope;
		this.#tiles = tiles;
		this.#seq = firstSeq;
		this.#instants = instants;
		this.#noteState(false);
	}

	get board(): Board {
		return this.#board;
	}

	/** The next patch to all viewers, and the frame that was made for it. */
	publish(tiles: Tiles, instants: Instants): Buffer {
		const patch: Patch = {
			type: 'patch',
			seq: this.#seq + 1,
			...instants,
			ops: diffTiles(this.#tiles, tiles)
		};
		this.#seq = patch.seq;
		this.#tiles = tiles;
		this.#instants = instants;
		this.#snapshotFrame = null;
		this.#noteState(patch.ops.length === 0);
		const frame = Buffer.from(JSON.stringify(patch));
		this.#patches.push({ seq: patch.seq, frame });
		if (this.#patches.length > KEPT_PATCHES) this.#patches.shift();
		return frame;
	}

	/** Another layout: what was sent before means nothing any more. */
	replace(board: Board, tiles: Tiles, instants: Instants): void {
		this.#board = board;
		this.#tiles = tiles;
		this.#instants = instants;
		this.#seq += 1;
		this.#patches = [];
		this.#snapshotFrame = null;
		this.#noteState(false);
		for (const viewer of this.viewers) viewer.restart();
	}

	snapshot(): Snapshot {
		return {
			type: 'snapshot',
			v: PROTOCOL_VERSION,
			seq: this.#seq,
			...this.#instants,
			board: this.#board.id,
			revision: this.#board.revision,
			tiles: this.#tiles
		};
	}

	/** Encoded once for all who ask between two patches. */
	snapshotFrame(): Buffer {
		return (this.#snapshotFrame ??= Buffer.from(JSON.stringify(this.snapshot())));
	}

	/** What a screen that has painted this state reports; null when it is too long ago. */
	hashAt(seq: number): string | null {
		return this.#hashes.at(seq);
	}

	/** The patches after `seq`; null when they are not all here. */
	framesAfter(seq: number): Buffer[] | null {
		if (seq === this.#seq) return [];
		const first = this.#patches[0];
		if (seq > this.#seq || !first || first.seq > seq + 1) return null;
		return this.#patches.filter((patch) => patch.seq > seq).map((patch) => patch.frame);
	}

	#noteState(isSame: boolean): void {
		const { revision } = this.#board;
		this.#hashes.note({ seq: this.#seq, revision, tiles: this.#tiles }, isSame);
	}
}

const MOST_FIRST_SEQ = 2 ** 47;

/** Of more numbers than two channels could ever meet in, whichever process or scope they are of. */
export const firstSeq = (): number => randomInt(MOST_FIRST_SEQ);
