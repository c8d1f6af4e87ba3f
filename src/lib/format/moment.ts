/** An instant with its date, for records that may be of any day. */
import { NOTHING } from './nothing.ts';

/** `20 nov 2026, 14:05:09` */
export function momentFormat(locale: string, timeZone: string): (ms: number | null) => string {
	const format = new Intl.DateTimeFormat(locale, {
		timeZone,
		day: 'numeric',
		month: 'short',
		year: 'numeric',
		hourCycle: 'h23',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit'
	});
	return (ms) => (ms === null || !Number.isFinite(ms) ? NOTHING : format.format(ms));
}
