/** What the scorer says of a text. Knows nothing of how it is worked out, so that pages can read it. */
export const LANGUAGES = ['es', 'pt', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const REASONS = [
	'negated',
	'raised',
	'lowered',
	'before_but',
	'after_but',
	'capitals',
	'long',
	'exclamation',
	'question'
] as const;
/** Why a word weighs more, less or the other way round here. */
export type Reason = (typeof REASONS)[number];

export interface SentimentWord {
	/** As it stands in the text. */
	readonly word: string;
	/** Where it begins in the text, in UTF-16 units. */
	readonly start: number;
	/** What it adds, in thousandths of a step of the lexicon. */
	readonly weight: number;
	readonly why: readonly Reason[];
}

export interface Sentiment {
	/** −1000 to 1000; null when there is nothing to go by. */
	readonly thousandths: number | null;
	readonly language: Language | null;
	/** In the order of the text. Their weights add up to what the score is made of. */
	readonly words: readonly SentimentWord[];
}

export const TONES = ['negative', 'neutral', 'positive'] as const;
export type Tone = (typeof TONES)[number];

/** From where on a text is called positive, and down from where negative; between them it is neutral. */
export const POSITIVE_FROM = 0.35;
export const NEGATIVE_TO = -0.15;

/** Of a score of −1 to 1. */
export function toneOf(score: number): Tone {
	if (score >= POSITIVE_FROM) return 'positive';
	return score <= NEGATIVE_TO ? 'negative' : 'neutral';
}
