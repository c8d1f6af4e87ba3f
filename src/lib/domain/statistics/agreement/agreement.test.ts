import { describe, expect, it } from 'vitest';
import { brennanPrediger, gwetAc1, scottPi } from './chance-corrected.ts';
import { cohenKappa } from './cohen-kappa.ts';
import type { KappaWeights } from './cohen-kappa.ts';
import { fleissKappa } from './fleiss-kappa.ts';
import { krippendorffAlpha, nominalAlpha } from './krippendorff-alpha.ts';
import { percentAgreement } from './percent-agreement.ts';
import { countsOf, crossTable, saidOf } from './ratings.ts';
import type { Ratings } from './ratings.ts';

/** `1 . 3` for each rater: values with missing ones as points; the units are the columns. */
function byRaters(...lines: readonly string[]): Ratings<number> {
	const raters = lines.map((line) =>
		Array.from(line.replaceAll(' ', ''), (mark) => (mark === '.' ? null : Number(mark)))
	);
	return (raters[0] ?? []).map((_, unit) => raters.map((rater) => rater[unit] ?? null));
}

/** The counts per unit of a table of two raters, as coefficients of many raters take them. */
const countsOfTable = (table: readonly (readonly number[])[]) =>
	table.flatMap((row, first) =>
		row.flatMap((count, second) =>
			Array.from({ length: count }, () =>
				table.map((_, category) => Number(category === first) + Number(category === second))
			)
		)
	);

const numbersOf = (groups: string) => groups.split(' ').map((group) => Array.from(group, Number));

const OF_SAS = [
	[0, 4, 1],
	[0, 8, 0],
	[0, 1, 5]
];
const OF_IRRCAC = [
	[13, 0, 0],
	[0, 20, 7],
	[0, 4, 56]
];
const FOUR_BY_TWELVE = byRaters(
	'1 2 3 3 2 1 4 1 2 . . .',
	'1 2 3 3 2 2 4 1 2 5 . 3',
	'. 3 3 3 2 3 4 2 2 5 1 .',
	'1 2 3 3 2 4 4 1 2 5 1 .'
);
const THREE_BY_FIFTEEN = byRaters(
	'. . . . . 3 4 1 2 1 1 3 3 . 3',
	'1 . 2 1 3 3 4 3 . . . . . . .',
	'. . 2 1 3 4 4 . 2 1 1 3 3 . 4'
);

describe("Cohen's kappa", () => {
	it('gives what SAS gives, with its errors and its interval', () => {
		const kappa = cohenKappa(OF_SAS);
		expect(kappa?.n).toBe(19);
		expect(kappa?.kappa).toBeCloseTo(0.4842, 4);
		expect(kappa?.error).toBeCloseTo(0.138, 4);
		expect(kappa?.errorOfChance).toBeCloseTo(0.1484, 4);
		expect(kappa?.z).toBeCloseTo(3.2626, 3);
		expect(kappa?.interval[0]).toBeCloseTo(0.2137, 3);
		expect(kappa?.interval[1]).toBeCloseTo(0.7547, 3);
		const linear = cohenKappa(OF_SAS, 'linear');
		expect(linear?.kappa).toBeCloseTo(0.4701, 4);
		expect(linear?.error).toBeCloseTo(0.1457, 4);
	});

	it.each([
		{
			table: [
				[20, 5],
				[10, 15]
			],
			observed: 0.7,
			kappa: 0.4
		},
		{
			table: [
				[45, 15],
				[25, 15]
			],
			observed: 0.6,
			kappa: 0.1304
		},
		{
			table: [
				[25, 35],
				[5, 35]
			],
			observed: 0.6,
			kappa: 0.2593
		},
		{
			table: [
				[40, 9],
				[6, 45]
			],
			observed: 0.85,
			kappa: 0.7
		},
		{
			table: [
				[80, 10],
				[5, 5]
			],
			observed: 0.85,
			kappa: 0.32
		}
	])('gives $kappa for $table', ({ table, observed, kappa }) => {
		const found = cohenKappa(table);
		expect(found?.observed).toBeCloseTo(observed, 10);
		expect(found?.kappa).toBeCloseTo(kappa, kappa === 0.7 || kappa === 0.32 ? 2 : 4);
	});

	const FIRST = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4];
	const SECOND = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2];
	const ANXIETY = FIRST.map((value, unit) => [value, SECOND[unit] ?? null]);

	it.each([
		{ weights: 'nominal', kappa: -0.006289308 },
		{ weights: 'linear', kappa: 0.1459075 },
		{ weights: 'quadratic', kappa: 0.2520325 }
	] satisfies { weights: KappaWeights; kappa: number }[])(
		'gives $kappa with $weights weights over the categories that are named',
		({ weights, kappa }) => {
			const found = cohenKappa(crossTable(ANXIETY, [1, 2, 3, 4, 6]), weights);
			expect(found?.kappa).toBeCloseTo(kappa, 7);
		}
	);

	it('changes when weighted over a wider scale, and not when unweighted', () => {
		const wide = crossTable(ANXIETY, [1, 2, 3, 4, 5, 6]);
		expect(cohenKappa(wide)?.kappa).toBeCloseTo(-0.006289308, 7);
		expect(Math.abs((cohenKappa(wide, 'linear')?.kappa ?? 0) - 0.1459075)).toBeGreaterThan(0.001);
		expect(Math.abs((cohenKappa(wide, 'quadratic')?.kappa ?? 0) - 0.2520325)).toBeGreaterThan(
			0.001
		);
	});

	it('is null without units, and where both always say the same one thing', () => {
		expect(
			cohenKappa([
				[0, 0],
				[0, 0]
			])
		).toBeNull();
		expect(
			cohenKappa([
				[9, 0],
				[0, 0]
			])
		).toBeNull();
		expect(cohenKappa([])).toBeNull();
	});
});

describe('coefficients with another idea of chance', () => {
	it('give what irrCAC gives for its table of two raters', () => {
		const cohen = cohenKappa(OF_IRRCAC);
		expect(cohen?.observed).toBeCloseTo(0.89, 10);
		expect(cohen?.kappa).toBeCloseTo(0.7964094, 7);
		expect(cohen?.error).toBeCloseTo(0.05891072, 7);
		expect(cohen?.interval[0]).toBeCloseTo(0.68, 2);
		expect(cohen?.interval[1]).toBeCloseTo(0.913, 2);
		const counts = countsOfTable(OF_IRRCAC);
		expect(scottPi(counts)).toBeCloseTo(0.7962397, 7);
		expect(gwetAc1(counts)).toBeCloseTo(0.8493305, 7);
		expect(brennanPrediger(counts)).toBeCloseTo(0.835, 10);
	});

	it('AC1 stays high where kappa falls because nearly all say yes', () => {
		expect(
			gwetAc1(
				countsOfTable([
					[80, 10],
					[5, 5]
				])
			)
		).toBeCloseTo(0.808, 3);
	});

	it('give what irrCAC gives for four raters with missing ratings', () => {
		const counts = countsOf(FOUR_BY_TWELVE, [1, 2, 3, 4, 5]);
		expect(percentAgreement(FOUR_BY_TWELVE)).toBeCloseTo(0.8181818, 7);
		expect(gwetAc1(counts)).toBeCloseTo(0.7754441, 7);
		expect(scottPi(counts)).toBeCloseTo(0.7611693, 7);
	});

	it('count a category that nobody chose', () => {
		expect(gwetAc1(countsOf(FOUR_BY_TWELVE, [1, 2, 3, 4, 5, 6]))).not.toBeCloseTo(0.7754441, 4);
	});

	it('are null without pairs of ratings, and with nothing to choose between', () => {
		const alone = countsOf(byRaters('1 2', '. .'), [1, 2]);
		for (const of of [gwetAc1, scottPi, brennanPrediger]) expect(of(alone)).toBeNull();
		expect(gwetAc1(countsOf(byRaters('1 1', '1 1'), [1]))).toBeNull();
		expect(brennanPrediger(countsOf(byRaters('1 1', '1 1'), [1]))).toBeNull();
		expect(scottPi(countsOf(byRaters('1 1', '1 1'), [1, 2]))).toBeNull();
	});
});

describe('percent agreement', () => {
	it('is the mean of the pairs that agree, and null without pairs', () => {
		expect(
			percentAgreement([
				['a', 'a', 'b'],
				['a', 'a', null],
				['b', null, null]
			])
		).toBeCloseTo((1 / 3 + 1) / 2, 10);
		expect(percentAgreement([['a', null]])).toBeNull();
		expect(percentAgreement([])).toBeNull();
	});
});

describe("Fleiss' kappa", () => {
	it('gives the published figures of ten units with fourteen ratings', () => {
		const rows =
			'0,0,0,0,14|0,2,6,4,2|0,0,3,5,6|0,3,9,2,0|2,2,8,1,1|7,7,0,0,0|3,2,6,3,0|2,5,3,2,2|6,5,2,1,0|0,2,2,3,7';
		const found = fleissKappa(rows.split('|').map((row) => row.split(',').map(Number)));
		expect(found?.kappa).toBeCloseTo(0.20993070442195522, 12);
		expect(found?.observed).toBeCloseTo(0.378, 3);
		expect(found?.expected).toBeCloseTo(0.213, 3);
		const published = [1, 0.253, 0.308, 0.44, 0.33, 0.462, 0.242, 0.176, 0.286, 0.286];
		for (const [unit, share] of published.entries())
			expect(found?.byUnit[unit]).toBeCloseTo(share, 3);
	});

	it('gives kappa and z of the thirty diagnoses of 1971', () => {
		const diagnoses = numbersOf(
			'00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006'
		);
		const columns = [0, 1, 2, 3, 4].map((category) =>
			diagnoses.reduce((sum, counts) => sum + (counts[category] ?? 0), 0)
		);
		expect(columns).toEqual([26, 26, 30, 55, 43]);
		const found = fleissKappa(diagnoses);
		expect(found?.kappa).toBeCloseTo(0.4302445, 7);
		expect(found?.z).toBeCloseTo(17.65183, 5);
	});

	it('is null with numbers of ratings that differ, and with one category alone', () => {
		expect(
			fleissKappa([
				[2, 1],
				[1, 1]
			])
		).toBeNull();
		expect(
			fleissKappa([
				[3, 0],
				[3, 0]
			])
		).toBeNull();
		expect(fleissKappa([[1, 0]])).toBeNull();
		expect(fleissKappa([])).toBeNull();
	});
});

describe("Krippendorff's alpha", () => {
	it.each([
		{ level: 'nominal', alpha: 0.743421 },
		{ level: 'ordinal', alpha: 0.815388 },
		{ level: 'interval', alpha: 0.849107 },
		{ level: 'ratio', alpha: 0.797403 }
	] as const)('gives $alpha at the $level level of four by twelve', ({ level, alpha }) => {
		const found = krippendorffAlpha(FOUR_BY_TWELVE, level);
		expect(found?.alpha).toBeCloseTo(alpha, 6);
		expect(found?.n).toBe(40);
	});

	it('tells the disagreement that was seen and the one of chance', () => {
		const found = krippendorffAlpha(FOUR_BY_TWELVE, 'nominal');
		expect(found?.observedDisagreement).toBeCloseTo(0.2, 10);
		expect(found?.expectedDisagreement).toBeCloseTo(0.779487, 6);
		expect(nominalAlpha(FOUR_BY_TWELVE)?.alpha).toBeCloseTo(0.743421, 6);
	});

	it.each([
		{ level: 'nominal', alpha: 0.691358 },
		{ level: 'interval', alpha: 0.810845 }
	] as const)('gives $alpha at the $level level of three by fifteen', ({ level, alpha }) => {
		expect(krippendorffAlpha(THREE_BY_FIFTEEN, level)?.alpha).toBeCloseTo(alpha, 6);
	});

	it('gives 0.095 for two raters who say yes or no', () => {
		const found = krippendorffAlpha(byRaters('0100000010', '1110010000'), 'nominal');
		expect(found?.alpha).toBeCloseTo(0.0952, 4);
	});

	it('is null when only one value was ever said, and without a unit with two', () => {
		expect(krippendorffAlpha(byRaters('111', '111'), 'interval')).toBeNull();
		expect(krippendorffAlpha(byRaters('12.', '..3'), 'nominal')).toBeNull();
		// The other value stands alone in its unit, so that it is not compared with anything.
		expect(krippendorffAlpha(byRaters('112', '11.'), 'nominal')).toBeNull();
		expect(krippendorffAlpha([], 'ratio')).toBeNull();
	});
});

describe('ratings', () => {
	it('refuse a category that was not named', () => {
		expect(() => countsOf([[1, 9]], [1, 2])).toThrow('no category 9');
		expect(() => crossTable([[1, 9]], [1, 2])).toThrow('no category 9');
		expect(() => crossTable([[9, 1]], [1, 2])).toThrow('no category 9');
	});

	it('leave out of the table what only one has rated', () => {
		expect(
			crossTable(
				[
					[1, 2],
					[1, null],
					[null, 2]
				],
				[1, 2]
			)
		).toEqual([
			[0, 1],
			[0, 0]
		]);
		expect(saidOf([null, 3, null])).toEqual([3]);
	});
});
