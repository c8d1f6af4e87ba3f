/** What a strategy map says in words; its picture, its list and what is read aloud say it alike. */
import type { LinkEvidence } from '#lib/domain/scorecard/strategy/link-evidence.ts';
import type { LinkView } from '#lib/domain/scorecard/strategy/strategy-view.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';
import type { RankCorrelation } from '#lib/domain/statistics/rank-correlation.ts';

const SMALLEST_P = 0.001;
const DECIMALS = 3;

/** `+0,62`. */
export function rhoText({ locale }: Pick<Reader, 'locale'>, rho: number): string {
	return new Intl.NumberFormat(locale, {
		minimumFractionDigits: 2,
		maximumFractionDigits: 2,
		signDisplay: 'exceptZero'
	})
		.format(rho)
		.replace('-', '−');
}

/** `0,012`, `< 0,001`. */
export function pText({ locale }: Pick<Reader, 'locale'>, p: number): string {
	const format = new Intl.NumberFormat(locale, {
		minimumFractionDigits: DECIMALS,
		maximumFractionDigits: DECIMALS
	});
	return p < SMALLEST_P ? `<\u00a0${format.format(SMALLEST_P)}` : format.format(p);
}

export const correlationText = (reader: Reader, { rho, p, n }: RankCorrelation): string =>
	reader.t('strategy.correlation', { rho: rhoText(reader, rho), n, p: pText(reader, p) });

export const lagText = ({ t }: Pick<Reader, 't'>, months: number): string =>
	months === 0 ? t('strategy.lag.none') : t('strategy.lag', { n: months });

export const verdictText = ({ t }: Pick<Reader, 't'>, { verdict, n }: LinkEvidence): string =>
	verdict === 'tooFew' ? t('strategy.verdict.tooFew', { n }) : t(`strategy.verdict.${verdict}`);

/** `Se cree que mueve «Resolver a la primera», 2 meses después: …`: what an arrow that leaves an objective means. */
export const linkText = (reader: Reader, { effect, link, evidence }: LinkView): string =>
	reader.t(`strategy.link.${link.direction}`, {
		effect,
		lag: lagText(reader, link.lagMonths),
		verdict: verdictText(reader, evidence)
	});
