/** Scores as text: rounded from the exact share, half up, with one decimal. */
import type { ExactShare } from '#lib/domain/quality/answers.ts';
import { displayScore } from '#lib/domain/quality/scoring.ts';
import type { NumberFormats } from '#lib/format/numbers.ts';

/** Null: nothing was scored. */
export function exactScore(share: ExactShare | null, numbers: NumberFormats): string | null {
	const shown = displayScore(share);
	return shown === null ? null : numbers.percent(shown / 100);
}
