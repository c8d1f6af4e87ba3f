/** Where a day lies on an axis of months that are all as wide as each other: 0 at its left end, 1 at its right. */
import type { Month } from '#lib/domain/scorecard/month.ts';

const daysIn = (month: Month): number =>
	new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();

/** Days beyond the axis lie at its end. `isEnd`: where that day is over. */
export function dayPlace(day: string, months: readonly Month[], isEnd = false): number {
	const month = day.slice(0, 7);
	const first = months[0];
	if (first === undefined || month < first) return 0;
	const index = months.indexOf(month);
	if (index < 0) return 1;
	const passed = Number(day.slice(8)) - (isEnd ? 0 : 1);
	return (index + passed / daysIn(month)) / months.length;
}
