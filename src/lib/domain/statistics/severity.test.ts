import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { solveSymmetric } from './linear-system.ts';
import { severitiesOf } from './severity.ts';
import type { Judgement } from './severity.ts';

const judged = (evaluator: string, agent: string, score: number, channel = 'voice'): Judgement => ({
	evaluator,
	agent,
	channel,
	score
});
const effectsOf = (judgements: readonly Judgement[]) =>
	Object.fromEntries(severitiesOf(judgements).map(({ evaluator, effect }) => [evaluator, effect]));

describe('systems of equations', () => {
	test('are solved, and their inverse is', () => {
		const { solution, inverse, dependent } = solveSymmetric(
			[
				[4, 2],
				[2, 3]
			],
			[10, 9]
		);
		expect(solution[0]).toBeCloseTo(1.5, 12);
		expect(solution[1]).toBeCloseTo(2, 12);
		expect(inverse.flat().map((value) => Number(value.toFixed(12)))).toEqual([
			0.375, -0.25, -0.25, 0.5
		]);
		expect([...dependent]).toEqual([]);
	});

	test('name the unknowns that are a mixture of those before', () => {
		const { solution, dependent } = solveSymmetric(
			[
				[2, 2, 0],
				[2, 2, 0],
				[0, 0, 5]
			],
			[6, 6, 10]
		);
		expect([...dependent]).toEqual([1]);
		expect(solution).toEqual([3, 0, 2]);
	});
});

describe('the severity of evaluators', () => {
	test('is what they differ by on the same agents, not what their agents differ by', () => {
		// Berta gives 6 points less than Ana; her agents are the better ones.
		const judgements = [
			judged('ana', 'a1', 70),
			judged('ana', 'a2', 80),
			judged('berta', 'a2', 74),
			judged('berta', 'a3', 94),
			judged('berta', 'a3', 94)
		];
		const [ana, berta] = severitiesOf(judgements);
		expect(ana).toMatchObject({ evaluator: 'ana', n: 2, comparability: 'compared', part: 0 });
		expect(ana?.effect).toBeCloseTo(3, 9);
		expect(berta?.effect).toBeCloseTo(-3, 9);
		expect(berta?.n).toBe(3);
	});

	test('is that of the textbook: two of one agent, paired', () => {
		// A paired comparison: differences 4, 6, 5, 9 with mean 6, s = 2.1602; half of them is each severity.
		const first = [80, 90, 85, 70];
		const second = [76, 84, 80, 61];
		const judgements = first.flatMap((score, index) => [
			judged('ana', `a${index}`, score),
			judged('berta', `a${index}`, second[index] ?? 0)
		]);
		const [ana] = severitiesOf(judgements);
		expect(ana?.effect).toBeCloseTo(3, 9);
		const half = (3.182446305 * 2.160246899) / Math.sqrt(4) / 2;
		expect(ana?.interval?.[0]).toBeCloseTo(3 - half, 6);
		expect(ana?.interval?.[1]).toBeCloseTo(3 + half, 6);
	});

	test('is found again where there is no noise, whoever judged whom on which channel', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 4 }),
				fc.array(fc.integer({ min: 40, max: 90 }), { minLength: 2, maxLength: 5 }),
				fc.integer({ min: -8, max: 8 }),
				(severity, agents, chat) => {
					const judgements = severity.flatMap((own, evaluator) =>
						agents.flatMap((level, index) => [
							judged(`e${evaluator}`, `a${index}`, level + own),
							judged(`e${evaluator}`, `a${index}`, level + own + chat, 'chat')
						])
					);
					const mean = severity.reduce((sum, own) => sum + own, 0) / severity.length;
					const found = effectsOf(judgements);
					for (const [index, own] of severity.entries())
						expect(found[`e${index}`]).toBeCloseTo(own - mean, 8);
					expect(effectsOf([...judgements].reverse())).toEqual(found);
				}
			)
		);
	});

	test('is told by channels apart: a hard channel makes nobody severe', () => {
		const judgements = [
			judged('ana', 'a1', 90),
			judged('ana', 'a1', 70, 'chat'),
			judged('berta', 'a1', 70, 'chat'),
			judged('berta', 'a2', 60, 'chat'),
			judged('berta', 'a2', 80)
		];
		const { ana, berta } = effectsOf(judgements);
		expect(ana).toBeCloseTo(0, 9);
		expect(berta).toBeCloseTo(0, 9);
	});

	test('is not told of who judges agents nobody else judges, nor between parts without anything in common', () => {
		const found = severitiesOf([
			judged('ana', 'a1', 70),
			judged('berta', 'a1', 80),
			judged('carla', 'a2', 99),
			judged('dora', 'a3', 50),
			judged('elsa', 'a3', 60),
			judged('elsa', 'a3', 60)
		]);
		expect(found.map(({ evaluator, comparability, part }) => [evaluator, comparability, part]))
			// The largest part first.
			.toEqual([
				['ana', 'compared', 1],
				['berta', 'compared', 1],
				['carla', 'alone', 2],
				['dora', 'compared', 0],
				['elsa', 'compared', 0]
			]);
		expect(found[2]).toMatchObject({ effect: null, interval: null });
		expect(found[3]?.effect).toBeCloseTo(-5, 9);
	});

	test('is not told where each evaluator has a channel of their own', () => {
		const found = severitiesOf([
			judged('ana', 'a1', 70),
			judged('ana', 'a2', 75),
			judged('berta', 'a1', 80, 'chat'),
			judged('berta', 'a2', 90, 'chat')
		]);
		expect(found.map(({ comparability, effect }) => [comparability, effect])).toEqual([
			['mixed', null],
			['mixed', null]
		]);
	});

	test('has no interval where nothing is left to tell it by', () => {
		const [ana] = severitiesOf([judged('ana', 'a1', 70), judged('berta', 'a1', 80)]);
		expect(ana).toMatchObject({ effect: -5, interval: null });
		expect(severitiesOf([])).toEqual([]);
	});
});
