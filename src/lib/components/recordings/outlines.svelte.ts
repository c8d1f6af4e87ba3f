/** The outlines of all recordings of the voice in a player, as they come to be known. */
import type { Outline } from './outline.ts';
import { askForOutline, decodeOutline } from './read-outline.ts';
import type { Track } from './track.svelte.ts';

type Peaks = readonly number[] | null;

export class Outlines {
	readonly #tracks: readonly Track[];
	#known: readonly { readonly track: Track; readonly peaks: readonly number[] }[] = $state.raw([]);
	/** Of these the server has none, and nobody has tried otherwise. */
	#unknown: readonly Track[] = $state.raw([]);

	readonly all: readonly Outline[] = $derived.by(() =>
		this.#tracks
			.filter(({ isAudio, trouble }) => isAudio && trouble === null)
			.map((track) => ({ span: track.span, peaks: this.#peaksOf(track) }))
	);

	constructor(tracks: readonly Track[]) {
		this.#tracks = tracks;
	}

	#peaksOf(wanted: Track): Peaks {
		return this.#known.find(({ track }) => track === wanted)?.peaks ?? null;
	}

	/** Of the server: that is no listening. */
	ask(): void {
		for (const track of this.#tracks.filter(({ isAudio }) => isAudio))
			void askForOutline(track.recording.peaksUrl).then((peaks) => {
				if (peaks === null) this.#unknown = [...this.#unknown, track];
				else this.#learn(track, peaks);
			});
	}

	/** Once somebody listens anyway: what the server could not tell. */
	async decodeMissing(nowMs: number): Promise<void> {
		const tracks = this.#unknown.filter(({ trouble }) => trouble === null);
		if (tracks.length === 0) return;
		this.#unknown = [];
		for (const track of tracks) {
			const peaks = await decodeOutline(await track.address(nowMs));
			if (peaks !== null) this.#learn(track, peaks);
		}
	}

	#learn(track: Track, peaks: readonly number[]): void {
		this.#known = [...this.#known, { track, peaks }];
	}
}
