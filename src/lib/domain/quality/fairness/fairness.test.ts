import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QuestionResult } from '../answers.ts';
import { agentResults, teamMean } from './agent-result.ts';
import type { AgentResult, AgentSample } from './agent-result.ts';
import { evaluatorResults } from './evaluator-result.ts';
import { countedIn } from './judged-contact.ts';
import type { JudgedContact } from './judged-contact.ts';
import { questionTotals, sectionTotals } from './question-total.ts';
import { readResultsAsk, resultsQuery } from './results-ask.ts';

const DAY_MS = 86_400_000;
let count = 0;
function contact(agent: string, score: number | null, more: Partial<JudgedContact> = {}) {
	count += 1;
	const made: JudgedContact = {
		id: `e${String(count).padStart(5, '0')}`,
		kind: 'standard',
		lane: 'random',
		state: 'released',
		interaction: `i${count}`,
		agent,
		queue: 'q',
		channel: 'voice',
		evaluator: 'ana',
		formVersion: 1,
		contactAtMs: count * DAY_MS,
		workMs: 60_000,
		score,
		passed: score === null ? null : score >= 0.8,
		result: { questions: [], sections: [], errors: [], applicable: [] },
		stratum: null,
		...more
	};
	return made;
}
const sample = (
	agent: string,
	scores: readonly number[],
	population: number | null = null
): AgentSample => ({
	agent,
	contacts: scores.map((score) => contact(agent, score)),
	population,
	strata: new Map()
});
const only = (own: AgentSample): AgentResult => {
	const [result] = agentResults([own], 'random');
	if (!result) throw new Error('no result');
	return result;
};
const WORKED = [0.92, 0.84, 0.88, 0.76, 0.95];

describe('the result of an agent', () => {
	test('has the worked mean and interval, and says how many more are needed', () => {
		const result = only(sample('a', WORKED, 240));
		expect(result).toMatchObject({ n: 5, population: 240, unranked: null, isStratified: false });
		expect(result.mean).toBeCloseTo(0.87, 10);
		expect(result.interval?.[0]).toBeCloseTo(0.7789, 4);
		expect(result.interval?.[1]).toBeCloseTo(0.9611, 4);
		expect(result.passes).toMatchObject({ well: 4, of: 5 });
		expect(result.needed).toBe(6);
	});

	test('of fewer than five is only the scores', () => {
		const result = only(sample('a', WORKED.slice(0, 4), 240));
		expect(result).toMatchObject({ mean: null, interval: null, rank: null, unranked: 'few' });
		expect(result.dots.map(({ score }) => score)).toEqual(WORKED.slice(0, 4));
		expect(result.passes).toEqual({ well: 3, of: 4, interval: null });
		expect(result.needed).toBeGreaterThanOrEqual(1);
	});

	test('is sure where every contact was judged', () => {
		const result = only(sample('a', WORKED, 5));
		expect(result.interval).toEqual([result.mean, result.mean]);
		expect(result.needed).toBe(0);
	});

	test('takes fewer contacts than evaluations for not knowing how many there were', () => {
		expect(only(sample('a', WORKED, 3)).population).toBeNull();
		expect(only(sample('a', WORKED, 3)).interval).toEqual(only(sample('a', WORKED)).interval);
	});

	test('of equal scores tells no interval', () => {
		expect(only(sample('a', [1, 1, 1, 1, 1], 90))).toMatchObject({ mean: 1, interval: null });
	});

	test('of a lane that was picked has neither interval nor rank', () => {
		const [result] = agentResults([sample('a', WORKED, 240)], 'targeted');
		expect(result).toMatchObject({ interval: null, rank: null, needed: null, unranked: 'lane' });
		expect(result?.mean).toBeCloseTo(0.87, 10);
	});

	test('weighs parts that were drawn from unevenly by how many they are', () => {
		const own: AgentSample = {
			agent: 'a',
			contacts: [
				...[0.9, 0.92, 0.88].map((score) => contact('a', score, { stratum: 'voice' })),
				...[0.5, 0.54, 0.46].map((score) => contact('a', score, { stratum: 'chat' }))
			],
			population: 100,
			strata: new Map([
				['voice', 90],
				['chat', 10]
			])
		};
		const result = only(own);
		expect(result.isStratified).toBe(true);
		expect(result.mean).toBeCloseTo(0.9 * 0.9 + 0.1 * 0.5, 10);
		const even = only({ ...own, strata: new Map([...own.strata.keys()].map((key) => [key, 50])) });
		expect(even).toMatchObject({ isStratified: false });
		expect(even.mean).toBeCloseTo(0.7, 10);
		const unknown = only({ ...own, strata: new Map([['voice', 90]]) });
		expect(unknown.isStratified).toBe(false);
	});

	test('counts a class of errors where it could have happened', () => {
		const wrong = { question: 'q1', class: 'compliance', scope: 'form_zero' } as const;
		const asked = { questions: [], sections: [], errors: [], applicable: ['compliance'] as const };
		const result = only({
			...sample('a', WORKED),
			contacts: [
				contact('a', 0.9, { result: asked }),
				contact('a', 0, { result: { ...asked, errors: [wrong, wrong] } }),
				contact('a', 0.8)
			]
		});
		expect(result.critical).toEqual({
			customer: null,
			business: null,
			compliance: { well: 1, of: 2, interval: null }
		});
	});

	test('ranks together who cannot be told apart, and leaves out who has too few', () => {
		const results = agentResults(
			[
				sample('a', WORKED, 240),
				sample('b', [0.9, 0.84, 0.88, 0.78, 0.93], 240),
				sample('c', [0.3, 0.32, 0.28, 0.3, 0.31], 240),
				sample('d', [1, 1], 240)
			],
			'random'
		);
		expect(results.map(({ agent, rank }) => [agent, rank?.group ?? null])).toEqual([
			['a', 1],
			['b', 1],
			['c', 2],
			['d', null]
		]);
		expect(results[0]?.rank).toEqual({ group: 1, from: 1, to: 2, of: 3 });
	});

	test('expects of somebody little known more of what all have', () => {
		const [a] = agentResults(
			[sample('a', [1, 0.9, 0.8, 1, 0.9]), sample('b', [0.7, 0.9, 0.6, 0.8, 0.5])],
			'random'
		);
		expect(a?.expected).toBeLessThan(a?.mean ?? 0);
		expect(a?.expected).toBeGreaterThan(0.81);
	});

	test('does not depend on the order of evaluations or agents', () => {
		const scores = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 9 });
		fc.assert(
			fc.property(fc.array(scores, { minLength: 1, maxLength: 5 }), (all) => {
				const agents = all.map((own, index) =>
					sample(
						`a${index}`,
						own.map((score) => score / 100),
						40
					)
				);
				const turned = [...agents]
					.reverse()
					.map((own) => ({ ...own, contacts: [...own.contacts].reverse() }));
				expect(agentResults(turned, 'random')).toEqual(agentResults(agents, 'random'));
			})
		);
	});
});

describe('the mean of a team', () => {
	test('weighs each agent by the contacts they handled', () => {
		const agents = [sample('a', [0.9, 0.9, 0.8], 900), sample('b', [0.5, 0.4, 0.6], 100)];
		const found = teamMean(agents, 'random');
		expect(found).toMatchObject({ n: 6, isStratified: true });
		expect(found?.mean).toBeCloseTo(0.9 * (2.6 / 3) + 0.1 * 0.5, 10);
		expect(teamMean([sample('a', WORKED)], 'random')).toMatchObject({ isStratified: false });
	});

	test('is told of five at least, and of the random lane alone', () => {
		expect(teamMean([sample('a', [1, 1]), sample('b', [1, 1])], 'random')).toBeNull();
		expect(teamMean([sample('a', WORKED)], 'targeted')).toBeNull();
	});
});

test('only the newest of what was given on the lane counts, and of the kind that counts', () => {
	const all = [
		contact('a', 0.9),
		contact('a', 0.8, { lane: 'targeted' }),
		contact('a', 0.7, { lane: 'manual' }),
		contact('a', 0.6, { kind: 'second' }),
		contact('a', 0.5, { kind: 'calibration' }),
		contact('a', 0.4, { kind: 'review' }),
		contact('a', 0.3, { state: 'draft' }),
		contact('a', 0.2, { state: 'retracted' }),
		contact('a', 0.1, { state: 'disputed' })
	];
	expect(countedIn(all, 'random').map(({ score }) => score)).toEqual([0.9, 0.1]);
	expect(countedIn(all, 'targeted').map(({ score }) => score)).toEqual([0.8]);
});

describe('questions', () => {
	const answered = (question: string, share: number | null): QuestionResult => ({
		question,
		state: share === null ? 'na' : 'answered',
		points: share,
		maxPoints: 1,
		share,
		isCriticalError: false
	});
	const asked = (
		questions: readonly QuestionResult[],
		more: Partial<JudgedContact> = {}
	): JudgedContact =>
		contact('a', 0.9, { result: { questions, sections: [], errors: [], applicable: [] }, ...more });

	test('stand with the weakest first, over all versions of their form', () => {
		const contacts = [
			asked([answered('greets', 1), answered('solves', 0.5)], { contactAtMs: 0 }),
			asked([answered('greets', 1), answered('solves', 0)], { contactAtMs: 1, formVersion: 2 }),
			asked([answered('greets', 0.5), answered('solves', null)], { contactAtMs: 5 })
		];
		const totals = questionTotals(contacts, { fromMs: 0, toMs: 6 });
		expect(totals.map(({ question }) => question)).toEqual(['solves', 'greets']);
		expect(totals[0]).toMatchObject({
			asked: 3,
			notApplicable: 1,
			scored: 2,
			share: 0.25,
			trend: [0.5, 0, null, null, null, null],
			versions: [
				{ version: 1, scored: 1, share: 0.5 },
				{ version: 2, scored: 1, share: 0 }
			],
			example: contacts[1]?.id
		});
		expect(questionTotals([...contacts].reverse(), { fromMs: 0, toMs: 6 })).toEqual(totals);
	});

	test('that were never scored come last and without a share', () => {
		const totals = questionTotals([asked([answered('a', null), answered('b', 1)])], {
			fromMs: 0,
			toMs: 6
		});
		expect(totals.map(({ question, share }) => [question, share])).toEqual([
			['b', 1],
			['a', null]
		]);
		expect(totals[0]?.example).toBeNull();
	});

	test('of a section are told together', () => {
		const of = (share: number | null) =>
			contact('a', 1, {
				result: { questions: [], sections: [{ section: 's', share }], errors: [], applicable: [] }
			});
		expect(sectionTotals([of(1), of(0.5), of(null)])).toEqual([
			{ section: 's', n: 2, share: 0.75 }
		]);
	});
});

describe('evaluators', () => {
	test('have their severity of the random lane, also of second scorings', () => {
		const scores = [0.9, 0.8, 0.7, 0.85, 0.95];
		const contacts = scores.flatMap((score, index) => [
			contact(`a${index}`, score, { workMs: index * 1000 }),
			contact(`a${index}`, score - 0.1, { evaluator: 'berta', kind: 'second' }),
			contact(`a${index}`, 0, { evaluator: 'berta', lane: 'targeted' })
		]);
		const [ana, berta] = evaluatorResults(contacts, [
			{ evaluator: 'ana', state: 'open' },
			{ evaluator: 'ana', state: 'skipped' },
			{ evaluator: 'ana', state: 'done' }
		]);
		expect(ana).toMatchObject({ evaluator: 'ana', open: 1, skipped: 1, workMs: 2000, scored: 5 });
		expect(ana?.severity?.effect).toBeCloseTo(0.05, 10);
		expect(ana?.isSevere).toBe(true);
		expect(berta).toMatchObject({ seconds: 5, mean: null, given: { targeted: 5, random: 0 } });
	});

	test('are not called severe for what chance alone may do', () => {
		const contacts = [
			contact('a1', 0.9),
			contact('a1', 0.8, { evaluator: 'berta' }),
			contact('a2', 0.7),
			contact('a2', 0.75, { evaluator: 'berta' }),
			contact('a3', 0.95),
			contact('a3', 0.7, { evaluator: 'berta' })
		];
		const [ana] = evaluatorResults(contacts, []);
		expect(ana?.severity?.effect).toBeCloseTo(0.05, 10);
		expect(ana?.isSevere).toBe(false);
	});
});

describe('the address of results', () => {
	const clock = { zone: 'Europe/Madrid', nowMs: Date.parse('2026-11-20T10:00:00Z') };
	const read = (query: string) => readResultsAsk(new URLSearchParams(query), clock);

	test('is empty for what is usual: 90 days up to and with today', () => {
		const ask = read('');
		expect(ask).toMatchObject({ first: '2026-08-22', last: '2026-11-20', lane: 'random' });
		expect(resultsQuery(ask)).toBe('');
		expect(read('lane=all&range=ever&from=x')).toEqual(ask);
	});

	test('says everything else, and is read again as it was', () => {
		const ask = read(
			'range=custom&to=2026-10-01&from=2026-10-31&form=f&team=t&channel=chat&lane=manual'
		);
		expect(ask).toMatchObject({ first: '2026-10-01', last: '2026-10-31', channel: 'chat' });
		expect(new Date(ask.period.fromMs).toISOString()).toBe('2026-09-30T22:00:00.000Z');
		expect(read(resultsQuery(ask))).toEqual(ask);
	});

	test('never asks for more than can be read', () => {
		expect(read('range=custom&from=1990-01-01&to=2026-01-01').last).toBe('1992-03-11');
	});
});
