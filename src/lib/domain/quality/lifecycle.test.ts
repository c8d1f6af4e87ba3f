import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	EVALUATION_KINDS,
	EVALUATION_STATES,
	EVALUATION_STEPS,
	SEEN_BY_AGENT
} from './evaluation.ts';
import type { EvaluationState, EvaluationStep } from './evaluation.ts';
import { LIFECYCLE_PARTS, movesOf, nextState } from './lifecycle.ts';
import type { LifecyclePart, NextState, Standing } from './lifecycle.ts';

const DUE = 1000;
const UNTIL = 5000;
const standing = (state: EvaluationState, change: Partial<Standing> = {}): Standing => ({
	kind: 'standard',
	state,
	releaseDueMs: DUE,
	disputeUntilMs: UNTIL,
	...change
});

type Row = [EvaluationState, EvaluationStep, LifecyclePart, number, NextState];
const to = (state: EvaluationState): NextState => ({ state });
const no = (refusal: 'kind' | 'state' | 'part' | 'early' | 'late'): NextState => ({ refusal });

describe('what may happen to an evaluation next', () => {
	test.each<Row>([
		['draft', 'submitted', 'evaluator', 0, to('submitted')],
		['draft', 'submitted', 'manager', 0, no('part')],
		['draft', 'released', 'manager', 9000, no('state')],
		['submitted', 'submitted', 'evaluator', 0, no('state')],
		['submitted', 'released', 'manager', 0, to('released')],
		['submitted', 'released', 'product', DUE - 1, no('early')],
		['submitted', 'released', 'product', DUE, to('released')],
		['submitted', 'released', 'evaluator', DUE, no('part')],
		['submitted', 'acknowledged', 'agent', 0, no('state')],
		['released', 'acknowledged', 'agent', UNTIL - 1, to('acknowledged')],
		['released', 'acknowledged', 'agent', UNTIL, no('late')],
		['released', 'disputed', 'agent', UNTIL - 1, to('disputed')],
		['released', 'disputed', 'agent', UNTIL, no('late')],
		['released', 'disputed', 'evaluator', 0, no('part')],
		['released', 'closed', 'product', UNTIL - 1, no('early')],
		['released', 'closed', 'product', UNTIL, to('closed')],
		['acknowledged', 'disputed', 'agent', 0, no('state')],
		['acknowledged', 'closed', 'product', UNTIL, to('closed')],
		['disputed', 'closed', 'product', UNTIL, no('state')],
		['disputed', 'review_started', 'reviewer', UNTIL + 1, to('in_review')],
		['disputed', 'review_started', 'evaluator', 0, no('part')],
		['disputed', 'revised', 'reviewer', 0, no('state')],
		['in_review', 'review_started', 'reviewer', 0, to('in_review')],
		['in_review', 'upheld', 'reviewer', 0, to('released')],
		['in_review', 'revised', 'reviewer', 0, to('released')],
		['in_review', 'revised', 'evaluator', 0, no('part')],
		['in_review', 'revised', 'manager', 0, no('part')],
		['in_review', 'closed', 'product', UNTIL, no('state')],
		['closed', 'disputed', 'agent', 0, no('state')],
		['closed', 'retracted', 'manager', 0, to('retracted')],
		['closed', 'retracted', 'evaluator', 0, no('part')],
		['retracted', 'retracted', 'manager', 0, no('state')]
	])('from %s, %s by %s at %i is answered as it should be', (state, step, as, atMs, answer) => {
		expect(nextState(standing(state), { step, as, atMs })).toEqual(answer);
	});

	test('what waits for a person is never released by itself', () => {
		const waiting = standing('submitted', { releaseDueMs: null });
		expect(nextState(waiting, { step: 'released', as: 'product', atMs: 1e15 })).toEqual(
			no('early')
		);
		expect(nextState(waiting, { step: 'released', as: 'manager', atMs: 0 })).toEqual(
			to('released')
		);
	});

	test.each(['second', 'calibration', 'review'] as const)(
		'a %s evaluation is never released, disputed or closed',
		(kind) => {
			for (const step of ['released', 'acknowledged', 'disputed', 'closed'] as const)
				for (const state of EVALUATION_STATES)
					for (const as of LIFECYCLE_PARTS)
						expect(nextState(standing(state, { kind }), { step, as, atMs: UNTIL })).toEqual(
							no('kind')
						);
		}
	);

	test('an agent who was shown an evaluation in time may accept or dispute it, and nothing else', () => {
		expect(movesOf(standing('released'), 'agent', 0)).toEqual(['acknowledged', 'disputed']);
		expect(movesOf(standing('released'), 'agent', UNTIL)).toEqual([]);
		expect(movesOf(standing('in_review'), 'agent', 0)).toEqual([]);
	});
});

const anyKind = fc.constantFrom(...EVALUATION_KINDS);
/** Each number chooses one of what is possible there; even ones at an early time, odd ones after all deadlines. */
const anyPath = fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 });

interface Step {
	readonly from: EvaluationState;
	readonly step: EvaluationStep;
	readonly as: LifecyclePart;
	readonly to: EvaluationState;
}

function walk(kind: Standing['kind'], path: readonly number[]): Step[] {
	const made: Step[] = [];
	let now = standing('draft', { kind });
	for (const pick of path) {
		const atMs = pick % 2 === 0 ? DUE : UNTIL;
		const ways = LIFECYCLE_PARTS.flatMap((as) =>
			movesOf(now, as, atMs).map((step) => ({ step, as, atMs }))
		);
		const move = ways[pick % Math.max(1, ways.length)];
		if (!move) continue;
		const next = nextState(now, move);
		if (!('state' in next)) throw new Error('what is offered can be done');
		made.push({ from: now.state, step: move.step, as: move.as, to: next.state });
		now = { ...now, state: next.state };
	}
	return made;
}

describe('along any path', () => {
	test('nothing follows a retraction, whatever is tried', () => {
		for (const kind of EVALUATION_KINDS)
			for (const step of EVALUATION_STEPS)
				for (const as of LIFECYCLE_PARTS)
					for (const atMs of [0, DUE, UNTIL])
						expect(nextState(standing('retracted', { kind }), { step, as, atMs })).toHaveProperty(
							'refusal'
						);
	});

	test('a draft is never come back to, and what an agent saw is only taken away by a retraction', () => {
		fc.assert(
			fc.property(anyKind, anyPath, (kind, path) => {
				const made = walk(kind, path);
				expect(made.length).toBeGreaterThan(0);
				for (const { from, to: reached } of made) {
					expect(reached).not.toBe('draft');
					if (SEEN_BY_AGENT.includes(from) && reached !== 'retracted')
						expect(SEEN_BY_AGENT).toContain(reached);
					if (reached === 'submitted') expect(from).toBe('draft');
				}
			})
		);
	});

	test('a score only changes in the hands of a reviewer, after a dispute that was taken since', () => {
		let revised = 0;
		fc.assert(
			fc.property(anyPath, (path) => {
				const made = walk('standard', path);
				for (const [index, { step, as }] of made.entries()) {
					if (step !== 'revised') continue;
					revised += 1;
					expect(as).toBe('reviewer');
					const before = made.slice(0, index).map((one) => one.step);
					const disputedAt = before.lastIndexOf('disputed');
					expect(disputedAt).toBeGreaterThanOrEqual(0);
					expect(before.lastIndexOf('review_started')).toBeGreaterThan(disputedAt);
					expect(before.slice(disputedAt)).not.toContain('revised');
				}
				expect(made.filter(({ step }) => step === 'submitted').length).toBeLessThan(2);
			}),
			{ numRuns: 3000, seed: 20261122 }
		);
		expect(revised).toBeGreaterThan(0);
	});

	test('whoever waits is not left without a way on', () => {
		for (const state of EVALUATION_STATES) {
			if (state === 'retracted' || state === 'closed') continue;
			const ways = LIFECYCLE_PARTS.flatMap((as) =>
				movesOf(standing(state), as, UNTIL).filter((step) => step !== 'retracted')
			);
			expect(ways, state).not.toEqual([]);
		}
	});
});
