/** The stratum of a contact: one value for each key of the plan, and the name they make together. */
import { TZDate } from '@date-fns/tz';
import { toneStratum } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import type { StratumKey } from './plan.ts';

/** Of a plan that parts by nothing. */
export const WHOLE = 'all';
/** Six hours each, from midnight. */
export const DAY_PARTS = ['night', 'morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof DAY_PARTS)[number];
const DAY_PART_HOURS = 24 / DAY_PARTS.length;

export function dayPartOf(atMs: number, zone: string): DayPart {
	const hour = new TZDate(atMs, zone).getHours();
	return DAY_PARTS[Math.floor(hour / DAY_PART_HOURS)] ?? 'evening';
}

/** 1 Monday to 7 Sunday. */
const weekdayOf = (atMs: number, zone: string): number =>
	((new TZDate(atMs, zone).getDay() + 6) % 7) + 1;

const VALUES: Readonly<Record<StratumKey, (one: Candidate, zone: string) => string>> = {
	agent: ({ agent }) => agent,
	team: ({ team }) => team,
	queue: ({ queue }) => queue,
	channel: ({ channel }) => channel,
	weekday: ({ handledAtMs }, zone) => String(weekdayOf(handledAtMs, zone)),
	dayPart: ({ handledAtMs }, zone) => dayPartOf(handledAtMs, zone),
	tone: toneStratum
};

/** In the order of the keys. */
export const stratumValues = (
	keys: readonly StratumKey[],
	one: Candidate,
	zone: string
): string[] => keys.map((key) => VALUES[key](one, zone));

/** What parts values and what parts a seed may not stand within a value. */
const MARKS: readonly (readonly [mark: string, escaped: string])[] = [
	['%', '%25'],
	['/', '%2F'],
	['|', '%7C']
];

/** Values joined by `/`, in which `%`, `/` and `|` are written `%25`, `%2F` and `%7C`. */
export const stratumName = (values: readonly string[]): string =>
	values.length === 0
		? WHOLE
		: values
				.map((value) =>
					MARKS.reduce((text, [mark, escaped]) => text.replaceAll(mark, escaped), value)
				)
				.join('/');

/** The values again. */
export const valuesOf = (name: string): string[] =>
	name
		.split('/')
		.map((value) =>
			MARKS.reduceRight((text, [mark, escaped]) => text.replaceAll(escaped, mark), value)
		);
