import { describe, expect, test } from 'vitest';
import { QUEUE_COLUMNS, fitColumns } from './queue-columns.ts';

const names = ['Ventas', 'Atención al cliente'];
const row = { rowU: 7, twoLines: true };
const columnsAt = (widthU: number): string[] =>
	fitColumns(widthU, row, names).columns.map(({ id }) => id);

describe('fitColumns', () => {
	test('a wide table has every column', () => {
		expect(columnsAt(170)).toEqual([...QUEUE_COLUMNS]);
	});

	test('a narrow one leaves out what matters least', () => {
		expect(columnsAt(95)).not.toContain('answered');
		expect(columnsAt(40)).toEqual(['queue', 'waiting', 'longest', 'serviceLevel']);
	});

	test('the columns fill the table', () => {
		const { columns } = fitColumns(110, row, names);
		expect(columns.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
	});

	test('a low row has smaller text', () => {
		const low = fitColumns(170, { rowU: 4.5, twoLines: false }, names);
		expect(low.textU).toBeLessThan(fitColumns(170, row, names).textU);
	});
});

describe('names', () => {
	const scale = (...all: string[]): number => fitColumns(110, row, all).nameScale;

	test('short names keep their size', () => {
		expect(scale('Ventas', 'Soporte')).toBe(1);
	});

	test('long ones shrink all alike, but not to nothing', () => {
		expect(scale('Ventas', 'Atención al cliente premium')).toBeLessThan(1);
		expect(scale('x'.repeat(200))).toBeGreaterThan(0.7);
	});
});
