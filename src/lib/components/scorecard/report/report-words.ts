/** What reports by e-mail say in words. */
import type { ReportSchedule } from '#lib/domain/scorecard/report/schedule.ts';
import { LAST_DAY_OF_WEEK } from '#lib/domain/scorecard/report/schedule.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

/** The languages of the product, each in its own. */
export const LANGUAGE_NAMES = { es: 'Español', en: 'English', pt: 'Português' } as const;

const MONDAY = Date.UTC(2026, 5, 1);
const DAY_MS = 86_400_000;

/** Names of the days of the week, Monday first. */
export function weekdayNames({ locale }: Pick<Reader, 'locale'>): string[] {
	const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
	return Array.from({ length: LAST_DAY_OF_WEEK }, (_, day) => format.format(MONDAY + day * DAY_MS));
}

/** `Cada mes, el día 3 a las 8:00`. */
export function rhythmText(
	reader: Pick<Reader, 't' | 'locale'>,
	{ every, day, hour }: Pick<ReportSchedule, 'every' | 'day' | 'hour'>
): string {
	const at = `${hour}:00`;
	if (every === 'month') return reader.t('reports.schedule.monthly', { day, hour: at });
	const name = weekdayNames(reader)[day - 1] ?? '';
	return reader.t('reports.schedule.weekly', { day: name, hour: at });
}

const WORDS = [
	...(['no-smtp', 'no-right', 'not-begun', 'gone'] as const),
	...(['database', 'damaged', 'error'] as const)
] as const;

/** Why a report has not been sent, or not yet; empty: nothing has to be said. */
export function whyText({ t }: Pick<Reader, 't'>, result: string): string {
	if (result === '' || result === '250') return '';
	const known = WORDS.find((word) => word === result);
	return known ? t(`reports.run.why.${known}`) : t('reports.run.why.server', { code: result });
}
