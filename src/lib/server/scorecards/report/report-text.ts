/** A scorecard as lines of text, in the words and with the digits of its page; the PDF and the sheet are both made of them. */
import type { Level } from '#lib/domain/scorecard/level.ts';
import type { MeasureUnit } from '#lib/domain/scorecard/measure-unit.ts';
import type { ReadingState } from '#lib/domain/scorecard/reading.ts';
import type { Rolled } from '#lib/domain/scorecard/roll-up.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import type { Target } from '#lib/domain/scorecard/target.ts';
import { comparedMonths } from '#lib/domain/scorecard/period.ts';
import type { MeasureView, ObjectiveView, PerspectiveView } from '#lib/domain/scorecard/view.ts';
import {
	cappedText,
	freshText,
	monthsText,
	perspectiveName,
	rollUpWords,
	trendSide,
	trendWord,
	unitText,
	valueWords
} from '#lib/components/scorecard/scorecard-words.ts';
import { DEFAULT_LOCALE } from '#lib/format/locale.ts';
import type { Language } from '#lib/format/locale.ts';
import { formatIndex, formatValue } from '#lib/format/measure-value.ts';
import { monthFormat } from '#lib/format/month.ts';
import type { MonthFormat } from '#lib/format/month.ts';
import { NOTHING } from '#lib/format/nothing.ts';
import { numberFormats } from '#lib/format/numbers.ts';
import type { NumberFormats } from '#lib/format/numbers.ts';
import { loadCatalog } from '#lib/i18n/load-catalog.ts';
import { translator } from '#lib/i18n/translator.ts';
import type { Translate } from '#lib/i18n/translator.ts';

export interface ReportWords {
	readonly language: Language;
	readonly locale: string;
	readonly t: Translate;
	readonly numbers: NumberFormats;
	readonly months: MonthFormat;
}

/** `locale`: of whoever reads the page beside it, whose digits it has; without a reader the usual one of the language. */
export async function reportWords(
	language: Language,
	locale: string = DEFAULT_LOCALE[language]
): Promise<ReportWords> {
	return {
		...{ language, locale },
		t: translator(locale, await loadCatalog(language)),
		numbers: numberFormats(locale),
		months: monthFormat(locale)
	};
}

export interface RolledText {
	readonly level: Level;
	readonly word: string;
	readonly index: string;
	/** Coverage, worst and how many are red, each in words. */
	readonly beside: readonly string[];
	readonly coverage: string;
	readonly worst: string;
	readonly reds: number;
	/** What it would be without a critical measure that misses; empty: it is that. */
	readonly capped: string;
}

export interface MeasureText {
	readonly shown: MeasureView;
	readonly unit: MeasureUnit;
	readonly name: string;
	readonly level: string;
	readonly trend: string;
	/** Which way the value went where the trend is told. */
	readonly side: 'above' | 'below' | null;
	readonly value: string;
	readonly target: string;
	readonly gap: string;
	readonly index: string;
	readonly then: string;
	readonly change: string;
	readonly n: string;
	/** Provisional, entered, estimated; what is too little to judge. Empty: actual. */
	readonly state: string;
	/** Lead or lag, and whether it is critical. */
	readonly kind: string;
}

export interface ObjectiveText {
	readonly name: string;
	readonly owner: string;
	readonly rolled: RolledText;
	readonly measures: readonly MeasureText[];
}

export interface PerspectiveText {
	readonly name: string;
	readonly rolled: RolledText;
	readonly objectives: readonly ObjectiveText[];
}

export interface ReportText {
	readonly title: string;
	readonly unit: string;
	readonly period: string;
	readonly against: string;
	readonly version: string;
	/** Empty: nothing was read for it. */
	readonly fresh: string;
	readonly rolled: RolledText;
	readonly perspectives: readonly PerspectiveText[];
}

export function periodText(
	{ months, isPartial }: { readonly months: readonly string[]; readonly isPartial: boolean },
	words: Pick<ReportWords, 't' | 'locale'>
): string {
	const period = monthsText(words, months);
	return isPartial ? words.t('scorecard.partial', { period }) : period;
}

const STATE_WORDS = {
	actual: null,
	provisional: 'scorecard.state.provisional',
	manual: 'scorecard.state.manual',
	estimated: 'scorecard.state.estimated'
} as const satisfies Record<ReadingState, string | null>;

class Writing {
	readonly #page: ScorecardPage;
	readonly #words: ReportWords;

	constructor(page: ScorecardPage, words: ReportWords) {
		this.#page = page;
		this.#words = words;
	}

	whole(): ReportText {
		const { view, unitName } = this.#page;
		const { t, months } = this.#words;
		const then = comparedMonths(view.period, view.comparison);
		return {
			title: view.content.name,
			unit: unitText(this.#words, unitName),
			period: periodText(view, this.#words),
			against: t('scorecard.against', {
				period: periodText({ months: then, isPartial: false }, this.#words)
			}),
			version: t('reports.version', { version: view.version, month: months.month(view.validFrom) }),
			fresh: freshText(this.#words, this.#page),
			rolled: this.#rolled(view),
			perspectives: view.perspectives.map((one) => this.#perspective(one))
		};
	}

	#rolled({ rolled, level }: { rolled: Rolled; level: Level }): RolledText {
		const { t, numbers } = this.#words;
		return {
			level,
			coverage: numbers.wholePercent(rolled.coverage),
			worst: formatIndex(rolled.worst, numbers),
			reds: rolled.reds,
			capped: cappedText(this.#words, rolled),
			word: t(`scorecard.level.${level}`),
			index: formatIndex(rolled.index, numbers),
			beside: rollUpWords(this.#words, rolled)
		};
	}

	#perspective({ perspective, rolled, level, objectives }: PerspectiveView): PerspectiveText {
		return {
			name: perspectiveName(this.#words, perspective),
			rolled: this.#rolled({ rolled, level }),
			objectives: objectives.map((one) => this.#objective(one))
		};
	}

	#objective({ objective, rolled, level, measures }: ObjectiveView): ObjectiveText {
		return {
			...{ name: objective.name, owner: objective.owner },
			rolled: this.#rolled({ rolled, level }),
			measures: measures.map((one) => this.#measure(one))
		};
	}

	#measure(shown: MeasureView): MeasureText {
		const { measure, now, level, trend } = shown;
		const { t, numbers } = this.#words;
		const facts = this.#page.facts[measure.id];
		const unit = facts?.unit ?? 'number';
		return {
			...{ shown, unit, name: facts?.name ?? measure.id },
			level: t(`scorecard.level.${level}`),
			trend: trendWord(this.#words, trend),
			side: trendSide(shown),
			value: valueWords(this.#words, unit).value(now.value),
			target: targetText(measure.target, unit, this.#words),
			...this.#changes(shown, unit),
			index: formatIndex(now.index, numbers),
			n: numbers.count(now.n),
			state: this.#state(shown),
			kind: [
				t(measure.timing === 'lead' ? 'scorecard.lead' : 'scorecard.lag'),
				...(measure.isCritical ? [t('scorecard.critical')] : [])
			].join(', ')
		};
	}

	#changes(
		{ now, compared }: MeasureView,
		unit: MeasureUnit
	): Pick<MeasureText, 'gap' | 'then' | 'change'> {
		const { value, difference } = valueWords(this.#words, unit);
		return {
			gap: difference(now.gap),
			then: value(compared?.value ?? null),
			change: difference(compared?.difference ?? null)
		};
	}

	#state({ measure, now }: MeasureView): string {
		const { t, numbers } = this.#words;
		if (this.#page.unanswered.includes(measure.id)) return t('scorecard.unanswered.one');
		if (now.value === null) return t('scorecard.noValue');
		const word = now.state === null ? null : STATE_WORDS[now.state];
		const few = { n: numbers.count(now.n), least: numbers.count(measure.leastN) };
		return [
			...(word === null ? [] : [t(word)]),
			...(now.isTooFew ? [t('scorecard.n.few', few)] : [])
		].join(', ');
	}
}

/** The value to reach, without the word for it. */
export function targetText(
	target: Target | null,
	unit: MeasureUnit,
	{ t, numbers }: Pick<ReportWords, 't' | 'numbers'>
): string {
	if (target === null) return NOTHING;
	if (target.direction === 'band') {
		return t('reports.target.band', {
			low: formatValue(unit, target.low, numbers),
			high: formatValue(unit, target.high, numbers)
		});
	}
	const value = formatValue(unit, target.target, numbers);
	return t(`reports.target.${target.direction}`, { value });
}

export const reportText = (page: ScorecardPage, words: ReportWords): ReportText =>
	new Writing(page, words).whole();
