/** One board and its viewers: the state they share, its number, and the patches a viewer may have missed. */
import type { Board } from '#lib/domain/boards/board.ts';
import { diffTiles } from '#lib/live/diff.ts';
import { PROTOCOL_VERSION } from '#lib/live/protocol.ts';
import type { Patch, Snapshot, Tiles } from '#lib/live/protocol.ts';

/** Enough for two minutes of heartbeats and a busy quarter of a minute. */
const KEPT_PATCHES = 120;

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

export class Channel {
	readonly viewers = new Set<Viewer>();
	#board: Board;
	#tiles: Tiles;
	#seq: number;
	#instants: Instants;
	#patches: { readonly seq: number; readonly frame: Buffer }[] = [];
	#snapshotFrame: Buffer | null = null;

	/** `firstSeq` must be above whatever an earlier process gave, so that a viewer's old number is never taken for ours. */
	constructor(board: Board, tiles: Tiles, firstSeq: number, instants: Instants) {
		this.#board = board;
		this.#tiles = tiles;
		this.#seq = firstSeq;
		this.#instants = instants;
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

	/** The patches after `seq`; null when they are not all here. */
	framesAfter(seq: number): Buffer[] | null {
		if (seq === this.#seq) return [];
		const first = this.#patches[0];
		if (seq > this.#seq || !first || first.seq > seq + 1) return null;
		return this.#patches.filter((patch) => patch.seq > seq).map((patch) => patch.frame);
	}
}
