import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isInPopulation, usualKey } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import { chiSquareTail, compareWithPopulation } from './chi-square.ts';
import type { Hash } from './draw.ts';
import { robustZ } from './outliers.ts';
import { targetedFiltersOf } from './plan.ts';
import type { PopulationFilter } from './plan.ts';
import { admit, intoStrata } from './population.ts';
import { wholeDraw } from './whole-draw.ts';

const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex');
const OPEN: PopulationFilter = {
	channels: [],
	queues: [],
	teams: [],
	agents: [],
	leastHandleMs: null,
	mostHandleMs: null,
	hasMessages: false,
	hasRecording: false,
	sentimentAtMost: null,
	sentimentAtLeast: null,
	survey: null,
	isOutlier: false
};
const CONTACT: Candidate = {
	id: 'c1',
	agent: 'a1',
	team: 'north',
	queue: 'q1',
	channel: 'voice',
	handledAtMs: Date.parse('2026-11-18T10:00:00Z'),
	handleMs: 240_000,
	customer: 'k1',
	sentiment: -0.4,
	surveys: { csat: 2 },
	hasMessages: true,
	hasRecording: false
};
const FORMS = [{ channel: '', form: 'f' }];
const usual = new Map([[usualKey(CONTACT), { n: 50, medianMs: 100_000, deviationMs: 20_000 }]]);
const isIn = (filter: Partial<PopulationFilter>, contact: Partial<Candidate> = {}): boolean =>
	isInPopulation(
		{ filter: { ...OPEN, ...filter }, forms: FORMS },
		{ ...CONTACT, ...contact },
		usual
	);

describe('the population of a plan', () => {
	test.each<[string, Partial<PopulationFilter>, Partial<Candidate>, boolean]>([
		['everything', {}, {}, true],
		['its channels', { channels: ['chat'] }, {}, false],
		['its queues', { queues: ['q1', 'q2'] }, {}, true],
		['its teams', { teams: ['south'] }, {}, false],
		['its agents', { agents: ['a1'] }, {}, true],
		['long enough', { leastHandleMs: 240_000 }, {}, true],
		['not long enough', { leastHandleMs: 240_001 }, {}, false],
		['not too long', { mostHandleMs: 239_999 }, {}, false],
		['with messages', { hasMessages: true }, {}, true],
		['with a recording', { hasRecording: true }, {}, false],
		['angry', { sentimentAtMost: -0.4 }, {}, true],
		['not angry enough', { sentimentAtMost: -0.5 }, {}, false],
		['without a tone', { sentimentAtMost: 1 }, { sentiment: null }, false],
		['a bad answer', { survey: { kind: 'csat', atMost: 2 } }, {}, true],
		['a good answer', { survey: { kind: 'csat', atMost: 1 } }, {}, false],
		['no answer', { survey: { kind: 'nps', atMost: 6 } }, {}, false],
		['unusually long', { isOutlier: true }, {}, true],
		['as long as usual', { isOutlier: true }, { handleMs: 110_000 }, false],
		['of a queue of which nothing is known', { isOutlier: true }, { queue: 'q9' }, false]
	])('has what is %s', (_name, filter, contact, expected) => {
		expect(isIn(filter, contact)).toBe(expected);
	});

	test('has no channel without a form', () => {
		const plan = { filter: OPEN, forms: [{ channel: 'voice', form: 'f' }] };
		expect(isInPopulation(plan, CONTACT, usual)).toBe(true);
		expect(isInPopulation(plan, { ...CONTACT, channel: 'chat' }, usual)).toBe(false);
	});

	test('knows the filters that look for contacts of a kind', () => {
		expect(targetedFiltersOf(OPEN)).toEqual([]);
		expect(
			targetedFiltersOf({ ...OPEN, sentimentAtLeast: 0, isOutlier: true, leastHandleMs: 1 })
		).toEqual(['sentimentAtLeast', 'isOutlier']);
	});

	test('measures handle times by the robust z, where there are enough and they differ', () => {
		expect(robustZ(240_000, { n: 50, medianMs: 100_000, deviationMs: 20_000 })).toBeCloseTo(4.7215);
		expect(robustZ(240_000, { n: 19, medianMs: 100_000, deviationMs: 20_000 })).toBeNull();
		expect(robustZ(240_000, { n: 50, medianMs: 100_000, deviationMs: 0 })).toBeNull();
	});
});

describe('what a slice is drawn from', () => {
	const plan = { filter: OPEN, forms: FORMS, strata: ['agent'] as const };
	const strataOf = (contacts: readonly Candidate[]) =>
		intoStrata({ ...plan, strata: ['agent'] }, contacts, { usual, zone: 'Europe/Madrid' });
	const admission = { seed: 'p', period: '2026-W47', hash: sha256, taken: new Set<string>() };
	const admitted = (
		contacts: readonly Candidate[],
		more: Partial<Parameters<typeof admit>[1]> = {}
	) => admit(strataOf(contacts), { ...admission, customers: new Map(), ...more });

	test('is parted by the keys of the plan', () => {
		const found = strataOf([CONTACT, { ...CONTACT, id: 'c2', agent: 'a2' }]);
		expect([...found.keys()]).toEqual(['a1', 'a2']);
	});

	test('leaves out what is judged already', () => {
		const { strata, excluded } = admitted([CONTACT], { taken: new Set(['c1']) });
		expect([strata.size, excluded]).toEqual([0, { assigned: 1, sameCustomer: 0 }]);
	});

	test('has one contact of each customer, the one with the smallest key, and none of who was there before', () => {
		const contacts = ['c1', 'c2', 'c3'].map((id) => ({ ...CONTACT, id }));
		const smallest = contacts
			.map(({ id }) => id)
			.sort((a, b) => (sha256(`p|2026-W47|a1|${a}`) < sha256(`p|2026-W47|a1|${b}`) ? -1 : 1))[0];
		const { strata, excluded } = admitted(contacts);
		expect(strata.get('a1')?.map(([id]) => id)).toEqual([smallest]);
		expect(excluded).toEqual({ assigned: 0, sameCustomer: 2 });
		const again = admitted(contacts, { customers: new Map([['a1', new Set(['k1'])]]) });
		expect([again.strata.size, again.excluded.sameCustomer]).toEqual([0, 3]);
		const unknown = admitted(contacts.map((one) => ({ ...one, customer: '' })));
		expect(unknown.strata.get('a1')?.length).toBe(3);
	});

	test('is drawn stratum by stratum, from the slices whose time has come', () => {
		const entry = (id: string) =>
			[id, 'a1', 'q1', 'voice', 1] as [string, string, string, string, number];
		const slices = [
			{ fromMs: 0, toMs: 10, share: 1, drawnAtMs: 11 },
			{ fromMs: 10, toMs: 20, share: 2, drawnAtMs: 21 },
			{ fromMs: 20, toMs: 30, share: 1, drawnAtMs: null }
		];
		const draw = wholeDraw(
			new Map([
				['b', [[entry('b1'), entry('b2')], [entry('b3')]]],
				['a', [[], [entry('a1'), entry('a2'), entry('a3'), entry('a4')]]]
			]),
			slices,
			new Set(['a1'])
		);
		expect(draw.drawn.map(({ stratum, slice, entry: [id] }) => [stratum, slice, id])).toEqual([
			['a', 1, 'a1'],
			['a', 1, 'a2'],
			['a', 1, 'a3'],
			['a', 1, 'a4'],
			['b', 0, 'b1'],
			['b', 1, 'b3']
		]);
		expect(draw.strata).toEqual([
			{ stratum: 'a', population: 4, due: 3, drawn: 4, skipped: 1 },
			{ stratum: 'b', population: 3, due: 3, drawn: 2, skipped: 0 }
		]);
	});
});

describe('the comparison with the population', () => {
	test.each([
		[3.841, 1, 0.05],
		[5.991, 2, 0.05],
		[18.307, 10, 0.05],
		[6.635, 1, 0.01],
		[29.588, 10, 0.001]
	])('knows that %d with %i degrees is exceeded by chance in %d', (x, degrees, p) => {
		expect(chiSquareTail(x, degrees)).toBeCloseTo(p, 4);
	});

	test('finds a sample that is all of one kind, and not one that is like the population', () => {
		const population = new Map([
			['voice', 600],
			['chat', 400]
		]);
		const like = compareWithPopulation(
			new Map([
				['voice', 12],
				['chat', 8]
			]),
			population
		);
		expect(like).toEqual({ statistic: 0, degrees: 1, p: 1 });
		const unlike = compareWithPopulation(new Map([['voice', 20]]), population);
		expect(unlike?.statistic).toBeCloseTo(13.3333, 4);
		expect(unlike?.p).toBeLessThan(0.001);
	});

	test('puts together what is rare, and says nothing of too few', () => {
		const population = new Map([
			['voice', 90],
			['chat', 6],
			['mail', 4]
		]);
		expect(
			compareWithPopulation(
				new Map([
					['voice', 90],
					['chat', 10]
				]),
				population
			)?.degrees
		).toBe(1);
		expect(compareWithPopulation(new Map([['voice', 5]]), population)).toBeNull();
		expect(compareWithPopulation(new Map(), population)).toBeNull();
	});
});
