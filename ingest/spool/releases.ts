/** Takes delivered segments away: out of the lane and into the journal at once, then off the disk. */
import type { FileSystem } from './file-system.ts';
import type { Journal } from './journal.ts';
import type { JournalEntry } from './journal-entry.ts';
import { segmentKey } from './journal-state.ts';
import type { Segment } from './segment.ts';

export interface ReleasesOptions {
	readonly directory: string;
	readonly fileSystem: FileSystem;
	readonly journal: Journal;
}

export class Releases {
	readonly #options: ReleasesOptions;
	/** Whose files are still there. */
	readonly #left = new Set<Segment>();

	constructor(options: ReleasesOptions) {
		this.#options = options;
	}

	async release(segment: Segment, takeOut: () => void): Promise<void> {
		this.#left.add(segment);
		// On the medium before the file goes: a file that is missing without this line would look like a loss.
		await this.#options.journal.record(
			() => {
				// In the same moment as its counters go into the base, so that no look sees neither or both.
				takeOut();
				return entryOf(segment);
			},
			{ sync: true }
		);
		await this.#remove();
	}

	/** Goes on with what failed: a full disk keeps the journal from being written, and these files are what fills it. */
	async finish(): Promise<void> {
		if (this.#left.size === 0) return;
		await this.#options.journal.flush();
		await this.#remove();
	}

	async #remove(): Promise<void> {
		const { journal, fileSystem, directory } = this.#options;
		const gone = [...this.#left];
		for (const { path } of gone) await fileSystem.remove(path);
		await fileSystem.syncDirectory(directory);
		for (const segment of gone) {
			journal.state.released.delete(segmentKey(segment.lane, segment.name));
			this.#left.delete(segment);
		}
	}
}

function entryOf(segment: Segment): JournalEntry {
	const counts = Object.entries(segment.counts.toStored());
	return {
		type: 'release',
		lane: segment.lane,
		segment: segment.name,
		lastSeq: segment.lastSeq,
		lastEventSeq: segment.lastEventSeq,
		counts: Object.fromEntries(counts.map(([source, numbers]) => [source, [...numbers]])),
		unknown: Object.fromEntries(segment.unknown)
	};
}
