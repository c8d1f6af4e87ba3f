import { describe, expect, test } from 'vitest';
import type { Cell, Cells } from '#lib/live/protocol.ts';
import { qualityReading } from './quality-reading.ts';

const row = (cells: Cells) => ({ cell: (name: string): Cell | undefined => cells[name] });
const tile = { metric: 'qa_score' as const, bands: { warn: 0.85, bad: 0.75 } };

describe('the reading of a quality tile', () => {
	test('is the value with its n and where the true one lies', () => {
		const reading = qualityReading(
			tile,
			row({ value: { value: 0.8, n: 40 }, low: 0.7, high: 0.9 })
		);
		expect(reading).toEqual({
			value: 0.8,
			unit: 'ratio',
			status: 'warn',
			n: 40,
			part: null,
			interval: [0.7, 0.9],
			fewerThan: null
		});
	});

	test('is not judged under five evaluations', () => {
		const statusOf = (n: number) => qualityReading(tile, row({ value: { value: 0.5, n } })).status;
		expect([statusOf(4), statusOf(5)]).toEqual(['none', 'bad']);
	});

	test('names both sides of a share', () => {
		const value = { value: 0.9, numerator: 9, denominator: 10 };
		const reading = qualityReading({ ...tile, metric: 'qa_pass_rate' }, row({ value }));
		expect(reading).toMatchObject({ value: 0.9, n: 10, part: 9, interval: null });
	});

	test('has nothing where too few people were judged, and nothing before anything is there', () => {
		const few = qualityReading(tile, row({ value: null, fewerThan: 5 }));
		expect(few).toMatchObject({ value: null, n: null, fewerThan: 5, status: 'none' });
		expect(qualityReading(tile, undefined)).toMatchObject({ value: null, fewerThan: null });
	});
});
