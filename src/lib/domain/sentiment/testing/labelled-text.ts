/** Texts with the tone that a person hears in them, and how well a scorer agrees. */
import { TONES } from '../sentiment.ts';
import type { Tone } from '../sentiment.ts';

export type LabelledText = Readonly<Record<Tone, readonly string[]>>;

/** Rows: what a person said; columns: what the scorer says; both in the order of `TONES`. */
export type Confusion = number[][];

export function confusionOf(
	labelled: readonly (readonly [tone: Tone, text: string])[],
	judge: (text: string) => Tone
): Confusion {
	const confusion = TONES.map(() => TONES.map(() => 0));
	for (const [tone, text] of labelled) {
		const row = confusion[TONES.indexOf(tone)];
		const column = TONES.indexOf(judge(text));
		if (row) row[column] = (row[column] ?? 0) + 1;
	}
	return confusion;
}

export interface ClassFigures {
	readonly precision: number;
	readonly recall: number;
	readonly f1: number;
}

/** 0 where there is nothing to divide by: a class that is never said has no precision. */
export function classFigures(confusion: Confusion, at: number): ClassFigures {
	const hit = confusion[at]?.[at] ?? 0;
	const said = confusion.reduce((sum, row) => sum + (row[at] ?? 0), 0);
	const real = (confusion[at] ?? []).reduce((sum, n) => sum + n, 0);
	const precision = said === 0 ? 0 : hit / said;
	const recall = real === 0 ? 0 : hit / real;
	const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
	return { precision, recall, f1 };
}

/** Mean F1 of the three classes, each as important as the others. */
export const macroF1 = (confusion: Confusion): number =>
	TONES.reduce((sum, _tone, at) => sum + classFigures(confusion, at).f1, 0) / TONES.length;
