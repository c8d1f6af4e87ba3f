/** A figure of a metric as text, by its unit. */
import { formatDuration } from './duration.ts';
import type { NumberFormats } from './numbers.ts';

type Unit = 'count' | 'ratio' | 'duration' | 'balance' | 'score';
type Say = (value: number | null | undefined) => string;

export function figureFormat(unit: Unit, numbers: NumberFormats): Say {
	switch (unit) {
		case 'count':
			return numbers.count;
		case 'ratio':
			return numbers.percent;
		case 'duration':
			return formatDuration;
		case 'balance':
			return numbers.points;
		case 'score':
			return numbers.score;
		default:
			return unit satisfies never;
	}
}
