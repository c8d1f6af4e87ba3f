import { describe, expect, test } from 'vitest';
import type { ServiceLevelFormula } from '../events/event-types.ts';
import { serviceLevelShare } from './service-level.ts';
import type { JudgedSegment } from './service-level.ts';

const T = 20_000;
const S = 5_000;
const many = (count: number, outcome: JudgedSegment['outcome'], waitMs: number): JudgedSegment[] =>
	Array.from({ length: count }, () => ({ outcome, waitMs }));

/** The worked check of the contract: 100 offered. */
const HUNDRED: JudgedSegment[] = [
	...many(70, 'answered', T),
	...many(10, 'answered', T + 1),
	...many(5, 'abandoned', S),
	...many(4, 'abandoned', T),
	...many(6, 'abandoned', 90_000),
	...many(5, 'flowed_out', 10_000)
];

function total(segments: readonly JudgedSegment[], formula: ServiceLevelFormula): string {
	const shares = segments.map((segment) =>
		serviceLevelShare(segment, { formula, thresholdMs: T, shortAbandonMs: S })
	);
	const sum = (side: 'numerator' | 'denominator') =>
		shares.reduce((all, share) => all + share[side], 0);
	return `${sum('numerator')}/${sum('denominator')}`;
}

describe('service level', () => {
	test.each([
		['A', '70/90'],
		['B', '70/95'],
		['C', '70/80'],
		['D', '79/95'],
		['E', '70/86'],
		['F', '70/100']
	] as const)('formula %s gives %s', (formula, expected) => {
		expect(total(HUNDRED, formula)).toBe(expected);
	});

	test.each(['A', 'B', 'C', 'D', 'E', 'F'] as const)(
		'formula %s leaves those still waiting or closed out',
		(formula) => {
			expect(total([...many(3, 'waiting', 0), ...many(2, 'closed', 90_000)], formula)).toBe('0/0');
		}
	);
});
