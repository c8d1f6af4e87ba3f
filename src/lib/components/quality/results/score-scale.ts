/** One scale for all scores of a page, so that they can be compared: from a multiple of ten below the least to 100 or more. */
export interface ScoreScale {
	readonly low: number;
	readonly high: number;
}

const TENTH = 0.1;
/** A scale that begins higher would make small differences look large. */
const HIGHEST_LOW = 0.5;

export function scoreScale(scores: readonly number[]): ScoreScale {
	const [least, most] = [Math.min(HIGHEST_LOW, ...scores), Math.max(1, ...scores)];
	return {
		low: Math.max(0, Math.floor(least / TENTH + 1e-9) * TENTH),
		high: Math.ceil(most / TENTH - 1e-9) * TENTH
	};
}

/** 0..100 along the scale; what lies beyond it stands at its end. */
export const placeOn = ({ low, high }: ScoreScale, score: number): number =>
	Math.min(100, Math.max(0, ((score - low) / (high - low)) * 100));
