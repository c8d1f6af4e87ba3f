/** Prices, bands and effects of contracts in words. */
import type { MetricDirection, MetricUnit } from '#lib/domain/metrics/metric.ts';
import type { Effect, Step } from '#lib/domain/scorecard/money/contract.ts';
import { ALL_BASIS_POINTS } from '#lib/domain/scorecard/money/contract.ts';
import { HOUR_MS } from '#lib/domain/scorecard/money/price.ts';
import type { Basis } from '#lib/domain/scorecard/money/price.ts';
import { markOf, markSign } from '#lib/domain/scorecard/typed-number.ts';
import { figureFormat } from '#lib/format/figure.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';
import type { RateFault } from '#lib/server/scorecards/money/money-forms.ts';
import { channelName } from '../../wallboard/channel-name.ts';

export type MoneyFault = RateFault | NumberFault | 'terms' | 'metric' | 'leastN';
const NUMBER_FAULTS = ['amount', 'cap', 'steps', 'effects'] as const;
type NumberFault = (typeof NUMBER_FAULTS)[number];

const isOfNumber = (fault: MoneyFault): fault is NumberFault =>
	(NUMBER_FAULTS as readonly string[]).includes(fault);

/** What to write where decimals have a point or a comma, by the language of the page. */
export const exampleText = (reader: Reader): string =>
	reader.t('money.amount.hint', { mark: markSign(markOf(reader.locale)) });

/** What is wrong with a field, and what to do. */
export const faultText = (reader: Reader, fault: MoneyFault): string =>
	isOfNumber(fault)
		? reader.t(`money.fault.${fault}`, { mark: markSign(markOf(reader.locale)) })
		: reader.t(`money.fault.${fault}`);

/** `0,85 € por contacto gestionado`. */
export const priceText = (reader: Reader, cents: number, basis: Basis): string =>
	reader.t('money.each', {
		amount: reader.numbers.money(cents),
		basis: reader.t(`money.basis.${basis}`)
	});

export function quantityText(reader: Reader, basis: Basis, quantity: number): string {
	switch (basis) {
		case 'contact':
			return reader.t('money.quantity.contacts', { n: quantity });
		case 'month':
			return reader.t('money.quantity.days', { n: quantity });
		case 'handlingHour':
		case 'paidHour':
		case 'productiveHour':
			return reader.t('money.quantity.hours', { n: reader.numbers.number(quantity / HOUR_MS) });
		default:
			return basis satisfies never;
	}
}

export const channelsText = (reader: Reader, channels: readonly string[]): string =>
	channels.length === 0
		? reader.t('money.channels.all')
		: channels.map((channel) => channelName(reader.t, channel)).join(', ');

export function effectText(reader: Reader, effect: Effect): string {
	switch (effect.kind) {
		case 'share':
			return effect.basisPoints === 0
				? reader.t('money.effect.nothing')
				: reader.t('money.effect.share', {
						share: reader.numbers.percent(effect.basisPoints / ALL_BASIS_POINTS)
					});
		case 'amount':
			return effect.cents === 0
				? reader.t('money.effect.nothing')
				: reader.t('money.effect.amount', { amount: reader.numbers.money(effect.cents) });
		default:
			return effect satisfies never;
	}
}

/** The values a band holds; a limit itself is on its better side, as in `bandAt`. */
export function bandText(
	reader: Reader,
	steps: readonly Step[],
	index: number,
	{ unit, direction }: { readonly unit: MetricUnit; readonly direction: MetricDirection }
): string {
	const say = figureFormat(unit, reader.numbers);
	const from = steps[index]?.from ?? null;
	const to = steps[index + 1]?.from ?? null;
	const isDown = direction === 'down';
	if (from === null)
		return reader.t(isDown ? 'money.band.upTo' : 'money.band.under', { to: say(to) });
	if (to === null)
		return reader.t(isDown ? 'money.band.above' : 'money.band.from', { from: say(from) });
	return reader.t(isDown ? 'money.band.over' : 'money.band.between', {
		from: say(from),
		to: say(to)
	});
}

/** `2026-10-05` as the reader writes days. */
export function dayText({ locale }: Pick<Reader, 'locale'>, day: string): string {
	const format = new Intl.DateTimeFormat(locale, {
		...{ year: 'numeric', month: '2-digit', day: '2-digit' },
		timeZone: 'UTC'
	});
	return format.format(new Date(`${day}T00:00:00Z`));
}
