import { describe, expect, test } from 'vitest';
import { sectionsOf, withSection } from './document.ts';
import { figureText, reportMarkdown } from './markdown.ts';
import { ratioOf } from './report.ts';
import { median, percentile, rowOfRuns } from './runs.ts';

describe('figures', () => {
	test('say three digits, whole numbers as they are, and nothing for what is none', () => {
		const texts = [12_345.6, 99.94, 9.994, 0.01234, 7, 0, Number.NaN].map(figureText);
		expect(texts).toEqual(['12,346', '99.9', '9.99', '0.012', '7', '0', '–']);
	});

	test('a ratio needs both sides, and something to divide by', () => {
		const against = { name: 'aim', figure: 4 };
		expect(ratioOf({ figure: 6, against })).toBe(1.5);
		expect(ratioOf({ figure: null, against })).toBeNull();
		expect(ratioOf({ figure: 6 })).toBeNull();
		expect(ratioOf({ figure: 6, against: { name: 'aim', figure: 0 } })).toBeNull();
	});

	test('of several runs the one in the middle stands beside the worst', () => {
		const values = [30, 10, 20];
		const row = { name: 'a', values, unit: 'ms' };
		expect(rowOfRuns({ ...row, better: 'lower' })).toMatchObject({ figure: 20, worst: 30 });
		expect(rowOfRuns({ ...row, better: 'higher' })).toMatchObject({ figure: 20, worst: 10 });
		expect(rowOfRuns({ ...row, values: [5], better: 'lower' })).not.toHaveProperty('worst');
		expect(median([4, 1, 3, 2])).toBe(2);
		expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9);
	});
});

describe('a report', () => {
	const row = { name: 'a | b', figure: 2, unit: 'ms', against: { name: 'aim', figure: 4 } };

	test('is a section with its machine, its tables, and what was not held', () => {
		const text = reportMarkdown(
			{
				...{ title: 'Speed', conditions: ['seed 3'], versions: { PostgreSQL: '15.1' } },
				...{ tables: [{ title: 'All', rows: [row] }], failures: ['too slow'] }
			},
			['two cores']
		);
		expect(text).toContain('## Speed\n\n- two cores\n- beside it: PostgreSQL 15.1\n- seed 3');
		expect(text).toMatch(/\| what\s+\| figure \| unit \| against\s+\|\s+ratio \|/);
		expect(text).toMatch(/\| a \\\| b \|\s+2 \| ms\s+\| aim \(4\) \| 0\.50 × \|/);
		expect(text).toContain('**Not held:** too slow');
	});

	test('shows no column that no row has', () => {
		const rows = [{ name: 'a', figure: 2, unit: 'ms' }];
		const text = reportMarkdown({ title: 'T', conditions: [], tables: [{ title: 'U', rows }] }, []);
		expect(text).toMatch(/\| what \| figure \| unit \|/);
	});
});

describe('the document', () => {
	const order = ['first', 'second', 'third'];

	test('keeps sections in their order, replaces one and leaves the others', () => {
		let text = withSection('', { name: 'second', body: '## Two' }, order);
		text = withSection(text, { name: 'first', body: '## One' }, order);
		text = withSection(text, { name: 'second', body: '## Two again' }, order);
		expect([...sectionsOf(text)]).toEqual([
			['first', '## One'],
			['second', '## Two again']
		]);
	});

	test('forgets the section of a bench that is no more', () => {
		const text = withSection('', { name: 'first', body: '## One' }, order);
		const later = withSection(text, { name: 'third', body: '## Three' }, ['second', 'third']);
		expect([...sectionsOf(later).keys()]).toEqual(['third']);
	});
});
