import { describe, expect, test } from 'vitest';
import { isTimeZone, startOfDayMs } from '#lib/domain/metrics/interval.ts';
import { difference, dissenters } from './equality.ts';
import { HOUR_MS, momentAt } from './moment.ts';
import { cellOf } from './peer.ts';

describe('momentAt', () => {
	const noon = Date.UTC(2026, 10, 20, 12, 34, 56, 789);

	test.each(Array.from({ length: 24 }, (_, hour) => hour))(
		'it is five in the afternoon when it is %i o’clock in UTC',
		(hour) => {
			const nowMs = noon + (hour - 12) * HOUR_MS;
			const { zone, midnightMs } = momentAt(nowMs);
			expect(isTimeZone(zone)).toBe(true);
			expect(midnightMs).toBe(startOfDayMs(nowMs, zone));
			expect(Math.floor((nowMs - midnightMs) / HOUR_MS)).toBe(17);
		}
	);
});

describe('answers', () => {
	test('are the same in any order, except a list', () => {
		const [one, other] = [
			[
				['a', 1],
				['b', 2]
			],
			[
				['b', 2],
				['a', 1]
			]
		];
		expect(difference('day', one, other)).toBeNull();
		expect(difference('contacts', one, other)).toBe('row 1 is ["a",1] instead of ["b",2]');
	});

	test('have to be equal to the last number; percentiles may differ by what a sketch promises', () => {
		expect(difference('day', [['a', 100]], [['a', 101]])).not.toBeNull();
		expect(difference('p90', [['a', 100, 5]], [['a', 101, 5]])).toBeNull();
		expect(difference('p90', [['a', 100, 5]], [['a', 103, 5]])).not.toBeNull();
		expect(difference('p90', [['a', 100, 5]], [['a', 100, 6]])).not.toBeNull();
		expect(difference('day', [['a', 1]], [])).toBe('1 rows instead of 0');
	});

	test('who says something else than most is out, ourselves too', () => {
		const right = [['a', 1]] as const;
		const found = dissenters('day', [
			{ name: 'Atalaya', answer: [['a', 2]] },
			{ name: 'one', answer: right },
			{ name: 'two', answer: right }
		]);
		expect([...found.keys()]).toEqual(['Atalaya']);
	});

	test('numbers of drivers are numbers, names stay names', () => {
		expect([cellOf(3), cellOf('12'), cellOf(12n), cellOf('queue-1')]).toEqual([
			3,
			12,
			12,
			'queue-1'
		]);
	});
});
