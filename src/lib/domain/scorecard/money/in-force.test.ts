import { expect, test } from 'vitest';
import { isDay } from './day.ts';
import { entryStates, inForce } from './in-force.ts';

const entry = (id: string, validFrom: string, { key = 'k', createdAtMs = 1 } = {}) => ({
	...{ id, validFrom, key, createdAtMs }
});
const DAYS = ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04'];
const held = (entries: ReturnType<typeof entry>[]) =>
	inForce(entries, DAYS, ({ key }) => key).map(({ entry: { id }, days }) => [id, days.length]);

test('a rate holds from its day until the next of the same thing begins', () => {
	expect(held([entry('old', '2026-01-01'), entry('new', '2026-10-03')])).toEqual([
		['old', 2],
		['new', 2]
	]);
});

test('rates of other things hold beside one another', () => {
	expect(held([entry('a', '2026-01-01'), entry('b', '2026-10-04', { key: 'other' })])).toEqual([
		['b', 1],
		['a', 4]
	]);
});

test('of two from the same day the one written last holds', () => {
	const first = entry('first', '2026-10-01');
	const second = entry('second', '2026-10-01', { createdAtMs: 2 });
	expect(held([first, second])).toEqual([['second', 4]]);
	expect(held([second, first])).toEqual([['second', 4]]);
});

test('what begins later holds on none of the days', () => {
	expect(held([entry('a', '2026-11-01')])).toEqual([]);
});

test('a day is one the calendar has', () => {
	expect(isDay('2028-02-29')).toBe(true);
	expect(isDay('2026-02-29')).toBe(false);
	expect(isDay('2026-2-1')).toBe(false);
});

test('each is told to hold, to begin later, to be replaced or withdrawn', () => {
	const of = (id: string, validFrom: string, isWithdrawn = false) => ({
		...entry(id, validFrom),
		isWithdrawn
	});
	const entries = [
		...[of('old', '2026-01-01'), of('now', '2026-03-01'), of('mistake', '2026-04-01', true)],
		of('later', '2026-12-01')
	];
	const states = entryStates(entries, '2026-10-01', ({ key }) => key);
	expect([...states].map(([{ id }, state]) => [id, state])).toEqual([
		['old', 'replaced'],
		['now', 'now'],
		['mistake', 'withdrawn'],
		['later', 'later']
	]);
});
