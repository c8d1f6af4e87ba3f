/** Days among groups of digits: they are no part of a phone number. */
import type { DigitCluster, DigitGroup } from './digit-groups.ts';

const COMPACT =
	/^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)$/;
const FULL =
	/^(?:(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|1[0-2])\2(?:19|20)\d\d|(?:0?[1-9]|1[0-2])([-/])(?:0?[1-9]|[12]\d|3[01])\3(?:19|20)\d\d)$/;
const LONGEST = 10;

function isDate(text: string, first: DigitGroup, last: DigitGroup): boolean {
	return last.end - first.start <= LONGEST && FULL.test(text.slice(first.start, last.end));
}

/** The cluster without its dates, in pieces. */
export function cutAtDates(text: string, cluster: DigitCluster): DigitCluster[] {
	const pieces: DigitGroup[][] = [[]];
	for (let at = 0; at < cluster.length; at += 1) {
		const [first, , last] = cluster.slice(at, at + 3);
		if (first === undefined) break;
		if (last !== undefined && isDate(text, first, last)) {
			at += 2;
			pieces.push([]);
		} else if (COMPACT.test(first.digits)) pieces.push([]);
		else pieces.at(-1)?.push(first);
	}
	return pieces.filter((piece) => piece.length > 0);
}
