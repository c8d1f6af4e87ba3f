/** Figures and results of alerts in words. */
import { findMetric } from '#lib/domain/metrics/catalogue.ts';
import type { Figures, WatchedRule } from '#lib/domain/alerts/alert.ts';
import { figureFormat } from '#lib/format/figure.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

/** By its id; a metric that is no longer in the catalogue is its id. */
export function metricName(reader: Reader, id: string): string {
	const found = findMetric(id);
	return found ? reader.text(found.name) : id;
}

export function figureText(reader: Reader, metric: string, value: number | null): string {
	const unit = findMetric(metric)?.unit ?? 'count';
	return figureFormat(unit, reader.numbers)(value);
}

/** The value of now, and why it is not of now when it is not. */
export function valueText(
	reader: Reader,
	metric: string,
	{ last, noData }: Pick<Figures, 'last' | 'noData'>
): string {
	const value = figureText(reader, metric, last);
	return noData === null ? value : `${value} (${reader.t(`alerts.noData.${noData}`)})`;
}

export const limitText = (
	reader: Reader,
	{ metric, comparison, threshold }: Pick<WatchedRule, 'metric' | 'comparison' | 'threshold'>
): string =>
	reader.t(`alerts.limit.${comparison}`, { value: figureText(reader, metric, threshold) });

const RESULTS = ['refused', 'no-smtp', 'too-slow', 'unreachable', 'not-found'] as const;

export function resultText(reader: Reader, result: string): string {
	if (result === '') return '';
	const known = RESULTS.find((one) => one === result);
	return known === undefined
		? reader.t('alerts.told.result.other', { code: result })
		: reader.t(`alerts.told.result.${known}`);
}

/** Colour never speaks alone: the shape and the word are of the same. */
export const markOf = (severity: WatchedRule['severity']): 'warn' | 'bad' =>
	severity === 'critical' ? 'bad' : 'warn';
