/** The tone of an interaction by the words of the contract, in plain TypeScript and apart from the SQL: the second witness. */
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { scoreText } from '#lib/domain/sentiment/score-text.ts';
import { distinct, inOrder } from './fold.ts';

export interface FoldedTone {
	texts: number;
	bookedAtMs: number;
	scoreMillionths: number;
	trendMillionths: number | null;
}

function thousandthsOf(event: KnownEvent): number | null {
	if (event.name !== 'interaction.message' || event.data.author !== 'customer') return null;
	const { sentiment, text, language } = event.data;
	const given = (sentiment as { score?: number } | undefined)?.score;
	if (given !== undefined) return Math.round(given * 1000);
	return text === undefined ? null : scoreText(text, language).thousandths;
}

/** Of thousandths, in whole millionths, halves away from 0. */
function mean(scores: readonly number[]): number {
	const total = scores.reduce((sum, score) => sum + score, 0);
	const whole = Math.floor((2000 * Math.abs(total) + scores.length) / (2 * scores.length));
	return total < 0 ? -whole : whole;
}

/** Null without a scored text. */
export function foldTone(events: readonly KnownEvent[]): FoldedTone | null {
	const scored = distinct(events)
		.sort(inOrder)
		.flatMap((event) => {
			const score = thousandthsOf(event);
			return score === null ? [] : [{ atMs: event.occurredAtMs, score }];
		});
	const last = scored.at(-1);
	if (last === undefined) return null;
	const scores = scored.map(({ score }) => score);
	const third = Math.max(1, Math.floor(scores.length / 3));
	// The difference is of the sums, so that it is rounded once.
	const moved = scores.slice(-third).map((score, index) => score - (scores[index] ?? 0));
	return {
		texts: scores.length,
		bookedAtMs: last.atMs,
		scoreMillionths: mean(scores),
		trendMillionths: scores.length < 2 ? null : mean(moved)
	};
}
