import { expect, test } from 'vitest';
import { builtOnce } from './built-once.ts';

test('builds each shape once, and forgets the one asked for longest ago', () => {
	const builds: number[] = [];
	const of = builtOnce(2, String, (shape: number) => {
		builds.push(shape);
		return { shape };
	});
	const first = of(1);
	of(2);
	expect(of(1)).toBe(first);
	of(3);
	expect(of(1)).toBe(first);
	expect(builds).toEqual([1, 2, 3]);
	of(2);
	expect(builds).toEqual([1, 2, 3, 2]);
});
