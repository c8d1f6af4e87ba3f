/** A value of the audit log as a person reads it: instants as dates, waits as waits, nothing as a dash. */
import { formatThreshold } from '#lib/format/duration.ts';
import { NOTHING } from '#lib/format/nothing.ts';

const INSTANT = /(?:At|From|Of)Ms$/;

/** Later than 1973: what is smaller is a moment counted from the beginning, such as "always". */
const LEAST_INSTANT_MS = 100_000_000_000;

export function shownValue(field: string, value: string, moment: (ms: number) => string): string {
	if (value === '' || value === 'null') return NOTHING;
	if (!field.endsWith('Ms') || !/^\d{1,15}$/.test(value)) return value;
	const ms = Number(value);
	if (INSTANT.test(field)) return ms >= LEAST_INSTANT_MS ? moment(ms) : value;
	return ms % 1000 === 0 ? formatThreshold(ms) : value;
}
