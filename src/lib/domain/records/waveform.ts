/** The outline of a recording: how loud it is at most in each of many equal parts. */

export interface Waveform {
	/** 0 (silence) to 255 (as loud as can be), one for each part. */
	readonly peaks: readonly number[];
}

export const WAVEFORM_PARTS = 800;
const LOUDEST = 255;

/** Takes samples from first to last; how many there will be must be known. */
export class PeakMeter {
	readonly #peaks: Float64Array;
	readonly #samples: number;
	#taken = 0;

	constructor(samples: number, parts = WAVEFORM_PARTS) {
		this.#samples = Math.max(1, samples);
		this.#peaks = new Float64Array(Math.max(1, Math.min(parts, this.#samples)));
	}

	/** From −1 to 1. */
	add(sample: number): void {
		const { length } = this.#peaks;
		const part = Math.min(length - 1, Math.floor((this.#taken * length) / this.#samples));
		const loudness = Math.abs(sample);
		if (loudness > (this.#peaks[part] ?? 0)) this.#peaks[part] = loudness;
		this.#taken += 1;
	}

	/** What is not a number, or beyond the scale, is as loud as can be. */
	waveform(): Waveform {
		return { peaks: Array.from(this.#peaks, (peak) => Math.round(Math.min(1, peak) * LOUDEST)) };
	}
}
