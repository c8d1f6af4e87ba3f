/** How the day may end, in one or two sentences: the same on a wall and in a passport. */
import type { ToldOutlook } from '#lib/domain/outlook/told-outlook.ts';
import { formatThreshold } from '#lib/format/duration.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

interface Told extends ToldOutlook {
	/** 0..1. */
	readonly target: number;
}

function possible(reader: Reader, told: Told, clock: (ms: number) => string): string[] {
	const { lostAtMs, onCourse, thresholdMs } = told;
	const counts = {
		target: reader.numbers.wholePercent(told.target),
		needed: reader.numbers.count(told.needed),
		next: reader.numbers.count(told.next)
	};
	return [
		thresholdMs === null
			? reader.t('outlook.needed', counts)
			: reader.t('outlook.neededWithin', { ...counts, within: formatThreshold(thresholdMs) }),
		lostAtMs === null
			? reader.t('outlook.onCourse', { level: reader.numbers.percent(onCourse) })
			: reader.t('outlook.lostAt', { time: clock(lostAtMs) })
	];
}

/** `clock` writes an instant as a time of day. */
export function outlookSentences(
	reader: Reader,
	told: Told,
	clock: (ms: number) => string
): string[] {
	const target = reader.numbers.wholePercent(told.target);
	const { percent } = reader.numbers;
	switch (told.state) {
		case 'possible':
			return possible(reader, told, clock);
		case 'reached':
			return [reader.t('outlook.reached', { target, level: percent(told.worst) })];
		case 'lost':
			return [reader.t('outlook.lost', { target, level: percent(told.best) })];
		case 'over':
			return [reader.t('outlook.over', { level: percent(told.onCourse) })];
		case 'unknown':
			return [reader.t('outlook.unknown')];
		default:
			return told.state satisfies never;
	}
}
