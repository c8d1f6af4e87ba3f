import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METRICS, metric } from '../metrics/catalogue.ts';
import { metricValue } from '../metrics/metric.ts';
import type { Metric, MetricFormula } from '../metrics/metric.ts';
import { measuresOfFormula } from '../metrics/metric.ts';
import { together } from './recompute.ts';
import { weekGrid } from './week-grid.ts';

const at = (text: string): number => Date.parse(text);
const cell = (cells: ReturnType<typeof weekGrid>, weekday: number, hour: number) =>
	cells.find((one) => one.weekday === weekday && one.hour === hour);

describe('a week by days and hours', () => {
	test('a cell is computed from sums, not from the shares of its hours', () => {
		// Two Mondays at nine: 1 of 1, and 0 of 9. The mean of the shares would be a half.
		const cells = weekGrid(
			metric('service_level'),
			[
				{ atMs: at('2026-11-02T08:00:00Z'), value: { value: 1, numerator: 1, denominator: 1 } },
				{ atMs: at('2026-11-09T08:00:00Z'), value: { value: 0, numerator: 0, denominator: 9 } }
			],
			'Europe/Madrid'
		);
		expect(cells).toHaveLength(168);
		expect(cell(cells, 0, 9)).toEqual({
			metric: 'service_level',
			weekday: 0,
			hour: 9,
			hours: 2,
			value: { value: 0.1, numerator: 1, denominator: 10 }
		});
		expect(cell(cells, 0, 8)).toMatchObject({ hours: 0, value: null });
	});

	test('a mean is that of all its contacts', () => {
		const cells = weekGrid(
			metric('aht'),
			[
				{ atMs: at('2026-11-08T23:00:00Z'), value: { value: 100_000, n: 1 } },
				{ atMs: at('2026-11-15T23:00:00Z'), value: { value: 200_000, n: 3 } },
				{ atMs: at('2026-11-22T23:00:00Z'), value: { value: null, n: 0 } }
			],
			'Europe/Madrid'
		);
		expect(cell(cells, 0, 0)).toMatchObject({ hours: 3, value: { value: 175_000, n: 4 } });
	});

	test('hours are those of the clock there', () => {
		const offered = (instant: string, zone: string) =>
			weekGrid(metric('offered'), [{ atMs: at(instant), value: { value: 5 } }], zone).find(
				({ value }) => value !== null
			);
		// The same hour of the clock before and after it changes.
		expect(offered('2026-10-24T08:00:00Z', 'Europe/Madrid')).toMatchObject({
			weekday: 5,
			hour: 10
		});
		expect(offered('2026-10-31T09:00:00Z', 'Europe/Madrid')).toMatchObject({
			weekday: 5,
			hour: 10
		});
		expect(offered('2026-11-15T18:30:00Z', 'Asia/Kolkata')).toMatchObject({ weekday: 0, hour: 0 });
		expect(offered('2026-11-16T02:00:00Z', 'America/Santiago')).toMatchObject({
			weekday: 6,
			hour: 23
		});
	});
});

const all: readonly Metric[] = METRICS;
const plain = (formula: MetricFormula): MetricFormula => {
	if (formula.kind !== 'mean') return formula;
	const { squares: _squares, ...rest } = formula;
	return rest;
};

describe('values together', () => {
	test.each(
		all
			.filter(({ formula }) => formula.kind !== 'live')
			.map((one) => [one.id, one.formula] as const)
	)('of %s are the value of their sums, whatever the parts', (_id, formula) => {
		const measures = measuresOfFormula(formula);
		const sums = fc.array(
			fc.array(fc.integer({ min: 0, max: 50_000_000 }), {
				minLength: measures.length,
				maxLength: measures.length
			}),
			{ minLength: 1, maxLength: 8 }
		);
		fc.assert(
			fc.property(sums, (rows) => {
				const asSums = (row: readonly number[]) =>
					Object.fromEntries(measures.map((measure, index) => [measure, row[index] ?? 0]));
				// A sum over no cases is nothing.
				const clean = rows.map((row) =>
					formula.kind === 'mean' && row[1] === 0 ? row.map(() => 0) : row
				);
				const total = measures.map((_, index) =>
					clean.reduce((sum, row) => sum + (row[index] ?? 0), 0)
				);
				expect(
					together(
						formula,
						clean.map((row) => metricValue(formula, asSums(row)))
					)
				).toEqual(metricValue(plain(formula), asSums(total)));
			}),
			{ numRuns: 40 }
		);
	});

	test('of nothing are nothing', () => {
		expect(together(metric('offered').formula, [null, null])).toBeNull();
	});
});
