import { expect, test } from 'vitest';
import { differenceFormat } from './difference.ts';

const points = (n: string): string => `${n} puntos`;

test.each([
	['ratio', -0.0321, '−3,2 puntos'],
	['ratio', 0.0004, '0,0 puntos'],
	['duration', 12_000, '+0:12'],
	['duration', -61_000, '−1:01'],
	['duration', 400, '0:00'],
	['score', 0.256, '+0,26'],
	['count', 1200, '+1200'],
	['ratio', null, '–']
] as const)('%s %d is %s', (unit, value, expected) => {
	expect(differenceFormat(unit, 'es-ES', points)(value)).toBe(expected);
});
