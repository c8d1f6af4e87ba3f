import { describe, expect, test } from 'vitest';
import { readScorecardAsk, writeScorecardAsk } from './scorecard-address.ts';

const read = (query: string) => readScorecardAsk(new URLSearchParams(query), '2026-11');

describe('the address of a scorecard', () => {
	test('without anything is the last whole month against the one before', () => {
		expect(read('')).toEqual({
			period: { range: 'month', month: '2026-10' },
			comparison: 'before',
			unit: null,
			isUsual: true
		});
		expect(read('month=2026-10').isUsual).toBeUndefined();
	});

	test.each([
		'range=quarter&month=2026-08&compare=lastYear',
		'range=year&month=2025-12&compare=before&unit=seguros',
		'range=month&month=2026-11&compare=before&unit=banco%2Fana'
	])('is written as it was read: %s', (query) => {
		expect(writeScorecardAsk(read(query)).toString()).toBe(query);
	});

	test('tells an agent from a node', () => {
		expect(read('unit=banco/ana').unit).toEqual({ team: 'banco', agent: 'ana' });
		expect(read('unit=banco').unit).toEqual({ team: 'banco', agent: null });
	});

	test.each(['month=2027-01', 'month=2026-13', 'month=never', 'range=decade', 'compare=nothing'])(
		'that makes no sense is the usual one: %s',
		(query) => {
			expect(read(query)).toEqual(read(''));
		}
	);
});
