/** The columns of an event that say how a customer sounds in it. Pure: the same event and scorer give the same columns. */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { GivenSentiment } from '#lib/domain/events/event-types.ts';
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { languageOf } from '#lib/domain/sentiment/language.ts';
import { SCORER, scoreText } from '#lib/domain/sentiment/score-text.ts';
import type { SentimentWord } from '#lib/domain/sentiment/sentiment.ts';

const given = TypeCompiler.Compile(GivenSentiment);

export interface ToneColumns {
	/** Thousandths; null when nothing was scored. */
	readonly sentiment: number | null;
	readonly sentiment_by: string;
	readonly sentiment_language: string;
	/** JSON list; empty when there are none. */
	readonly sentiment_words: string;
}

export const NO_TONE: ToneColumns = {
	sentiment: null,
	sentiment_by: '',
	sentiment_language: '',
	sentiment_words: ''
};

/** Of a long text these are kept, those that weigh most; the score is of all of them. */
export const MOST_WORDS = 100;

function wordsJson(words: readonly SentimentWord[]): string {
	if (words.length === 0) return '';
	if (words.length <= MOST_WORDS) return JSON.stringify(words);
	const kept = [...words]
		.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.start - b.start)
		.slice(0, MOST_WORDS)
		.sort((a, b) => a.start - b.start);
	return JSON.stringify(kept);
}

/**
 * Only what customers wrote is scored: nobody who works is, and nothing that was said aloud. A score that came with the
 * event is kept under the name of its maker, also where the text did not come along or was erased since.
 */
export function toneColumns(event: DomainEvent): ToneColumns {
	if (event.name !== 'interaction.message') return NO_TONE;
	const { author, text, language, sentiment } = event.data;
	if (author !== 'customer') return NO_TONE;
	if (given.Check(sentiment)) {
		return {
			...NO_TONE,
			sentiment: Math.round(sentiment.score * 1000) || 0,
			sentiment_by: sentiment.by,
			sentiment_language: languageOf(language) ?? ''
		};
	}
	if (text === undefined || text === '') return NO_TONE;
	const scored = scoreText(text, language);
	if (scored.thousandths === null) return NO_TONE;
	return {
		sentiment: scored.thousandths,
		sentiment_by: SCORER,
		sentiment_language: scored.language ?? '',
		sentiment_words: wordsJson(scored.words)
	};
}
