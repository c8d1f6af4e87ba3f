/** Words and shapes for how a customer sounds. */
import type { ToneWord } from '#lib/domain/records/tone.ts';
import { LANGUAGES, toneOf } from '#lib/domain/sentiment/sentiment.ts';
import type { Tone } from '#lib/domain/sentiment/sentiment.ts';
import type { NumberFormats } from '#lib/format/numbers.ts';
import type { Translate } from '#lib/i18n/translator.ts';

/** Told apart without any colour. */
export const SHAPES: Record<Tone, string> = { negative: '▼', neutral: '●', positive: '▲' };

/** A step that can be seen: less is no movement. */
const LEAST_TREND = 0.2;

export type Trend = 'better' | 'same' | 'worse';
export const TREND_SHAPES: Record<Trend, string> = { worse: '↘', same: '→', better: '↗' };

export function trendOf(trend: number): Trend {
	if (Math.abs(trend) < LEAST_TREND) return 'same';
	return trend > 0 ? 'better' : 'worse';
}

export const shapeOf = (score: number): string => SHAPES[toneOf(score)];

/** With its sign, and the true minus. */
export function signed(value: number, numbers: NumberFormats): string {
	const text = numbers.score(Math.abs(value));
	if (Math.round(value * 100) === 0) return text;
	return `${value > 0 ? '+' : '−'}${text}`;
}

/** What a word adds, and why that is not its plain weight. */
export function wordTitle({ weight, why }: ToneWord, t: Translate, numbers: NumberFormats): string {
	const adds = t('sentiment.word.adds', { weight: signed(weight, numbers) });
	return [adds, ...why.map((reason) => t(`sentiment.why.${reason}`))].join(' · ');
}

export function languageName(t: Translate, language: string): string {
	const known = LANGUAGES.find((one) => one === language);
	return t(`sentiment.language.${known ?? 'other'}`);
}
