import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_SILENCE_MS, OK, judge, leave, step } from './alert-state.ts';
import type { Effect, Phase, Verdict } from './alert-state.ts';

const MINUTE_MS = 60_000;
const TICK_MS = 5000;
const holds = { forMinutes: 5, clearForMinutes: 3 };

const limits = { comparison: 'below', threshold: 0.8, clearThreshold: 0.85, leastN: 10 } as const;

/** Steps through verdicts one tick apart; the effects with their instants. */
function run(verdicts: readonly Verdict[], also = holds, tickMs = TICK_MS) {
	let phase: Phase = OK;
	const effects: { atMs: number; effect: NonNullable<Effect> }[] = [];
	const phases: Phase[] = [];
	verdicts.forEach((verdict, index) => {
		const atMs = index * tickMs;
		const next = step(phase, verdict, also, atMs);
		phase = next.phase;
		phases.push(phase);
		if (next.effect !== null) effects.push({ atMs, effect: next.effect });
	});
	return { phase, phases, effects };
}
const times = (n: number, verdict: Verdict): Verdict[] => Array.from({ length: n }, () => verdict);
const MINUTE = MINUTE_MS / TICK_MS;

describe('what a reading says', () => {
	test.each<[number | null, number | null, Verdict]>([
		[0.79, 20, 'breach'],
		[0.8, 20, 'between'],
		[0.84, 20, 'between'],
		[0.85, 20, 'clear'],
		[1, 20, 'clear'],
		[0, 20, 'breach'],
		[0, 9, 'unknown'],
		[null, 0, 'unknown'],
		[null, null, 'unknown'],
		[0.5, null, 'breach']
	])('%s of %s is %s', (value, n, verdict) => {
		expect(judge({ value, n }, limits)).toBe(verdict);
	});

	test('above is the other way round, and the threshold itself is not beyond it', () => {
		const above = { comparison: 'above', threshold: 10, clearThreshold: 7, leastN: 0 } as const;
		const say = (value: number) => judge({ value, n: null }, above);
		expect([11, 10, 8, 7, 0].map(say)).toEqual(['breach', 'between', 'between', 'clear', 'clear']);
	});
});

describe('an alert', () => {
	test('opens once when the limit was broken for as long as the rule asks', () => {
		const { effects } = run(times(30 * MINUTE, 'breach'));
		expect(effects).toEqual([{ atMs: 5 * MINUTE_MS, effect: 'opened' }]);
	});

	test('opens at the first reading where the rule asks for no time', () => {
		const { effects } = run(['breach', 'breach'], { forMinutes: 0, clearForMinutes: 1 });
		expect(effects).toEqual([{ atMs: 0, effect: 'opened' }]);
	});

	test('does not open when a single reading in between was well', () => {
		const almost = times(5 * MINUTE, 'breach');
		expect(run([...almost, 'clear', ...almost]).effects).toEqual([]);
		expect(run([...almost, 'between', ...almost]).effects).toEqual([]);
	});

	test('clears when the value was on the clear side for as long as the rule asks, not before', () => {
		const open = times(6 * MINUTE, 'breach');
		const { effects } = run([...open, ...times(3 * MINUTE + 1, 'clear')]);
		expect(effects.at(-1)).toEqual({ atMs: 9 * MINUTE_MS, effect: 'cleared' });
		expect(run([...open, ...times(3 * MINUTE, 'clear')]).phase.name).toBe('clearing');
	});

	test('between the two thresholds it neither clears nor opens', () => {
		expect(run([...times(6 * MINUTE, 'breach'), ...times(60 * MINUTE, 'between')]).phase).toEqual({
			name: 'open'
		});
		expect(run(times(60 * MINUTE, 'between')).effects).toEqual([]);
	});

	test('a value that flaps opens it once', () => {
		const flapping = Array.from({ length: 120 * MINUTE }, (_, index): Verdict =>
			index % MINUTE < 6 ? 'breach' : 'clear'
		);
		const opened = run([...times(6 * MINUTE, 'breach'), ...flapping]).effects;
		expect(opened.map(({ effect }) => effect)).toEqual(['opened']);
	});

	test('time in which nothing is known counts for nothing', () => {
		const blind = [
			...times(4 * MINUTE, 'breach'),
			...times(60 * MINUTE, 'unknown'),
			...times(MINUTE, 'breach')
		];
		expect(run(blind).effects).toEqual([]);
		// The minute that was missing, and the two steps at the edges of the gap.
		expect(run([...blind, ...times(3, 'breach')]).effects).toHaveLength(1);
	});

	test('nothing that is unknown clears it', () => {
		const { phase, effects } = run([
			...times(6 * MINUTE, 'breach'),
			...times(MINUTE, 'clear'),
			...times(600 * MINUTE, 'unknown')
		]);
		expect(phase.name).toBe('clearing');
		expect(effects).toHaveLength(1);
	});

	test('a process that was away for long has not seen what was in between', () => {
		const pending = step(OK, 'breach', holds, 0).phase;
		const after = step(pending, 'breach', holds, 10 * MINUTE_MS);
		expect(after.effect).toBeNull();
		expect(step(after.phase, 'breach', holds, 10 * MINUTE_MS + TICK_MS).effect).toBeNull();
	});

	test('one that no longer applies is over, and says so only if it was open', () => {
		expect(leave({ name: 'open' })).toEqual({ phase: OK, effect: 'cleared' });
		expect(leave(step(OK, 'breach', holds, 0).phase)).toEqual({ phase: OK, effect: null });
	});
});

const verdicts = fc.array(fc.constantFrom<Verdict>('breach', 'between', 'clear', 'unknown'), {
	maxLength: 300
});
const anyHolds = fc.record({
	forMinutes: fc.integer({ min: 0, max: 3 }),
	clearForMinutes: fc.integer({ min: 1, max: 3 })
});
/** Readings come every few seconds, and now and then long after the last. */
const gaps = fc.array(
	fc.oneof(
		{ weight: 20, arbitrary: fc.integer({ min: 1000, max: 20_000 }) },
		{ weight: 1, arbitrary: fc.integer({ min: MOST_SILENCE_MS + 1, max: 3_600_000 }) }
	),
	{ minLength: 300, maxLength: 300 }
);

interface Seen {
	readonly atMs: number;
	readonly verdict: Verdict;
	readonly effect: Effect;
}
function history(all: readonly Verdict[], pauses: readonly number[], held: typeof holds): Seen[] {
	let phase: Phase = OK;
	let atMs = 0;
	return all.map((verdict, index) => {
		atMs += pauses[index] ?? TICK_MS;
		const next = step(phase, verdict, held, atMs);
		// As it comes back from the store after a restart.
		phase = JSON.parse(JSON.stringify(next.phase)) as Phase;
		return { atMs, verdict, effect: next.effect };
	});
}

/** Told again, without phases: how long it has been so without a break, of what was seen. */
function heldMs(seen: readonly Seen[], upTo: number, isSo: (verdict: Verdict) => boolean): number {
	let sum = 0;
	for (let index = upTo; index > 0; index--) {
		const [before, now] = [seen[index - 1], seen[index]];
		if (!before || !now || before.verdict === 'unknown') {
			if (before?.verdict === 'unknown') continue;
			break;
		}
		if (!isSo(before.verdict)) break;
		const pauseMs = now.atMs - before.atMs;
		if (now.verdict !== 'unknown' && pauseMs <= MOST_SILENCE_MS) sum += pauseMs;
	}
	return sum;
}

describe('whatever the readings', () => {
	test('opened and cleared take turns: never two alerts of one rule and queue at once', () => {
		fc.assert(
			fc.property(verdicts, gaps, anyHolds, (all, pauses, held) => {
				const effects = history(all, pauses, held)
					.map(({ effect }) => effect)
					.filter((effect) => effect !== null);
				effects.forEach((effect, index) => {
					expect(effect).toBe(index % 2 === 0 ? 'opened' : 'cleared');
				});
			})
		);
	});

	test('it opens only after that much of broken readings in a row, and clears only after that much of clear ones', () => {
		fc.assert(
			fc.property(verdicts, gaps, anyHolds, (all, pauses, held) => {
				const seen = history(all, pauses, held);
				seen.forEach(({ effect, verdict }, index) => {
					if (effect === 'opened') {
						expect(verdict).toBe('breach');
						expect(heldMs(seen, index, (one) => one === 'breach')).toBeGreaterThanOrEqual(
							held.forMinutes * MINUTE_MS
						);
					}
					if (effect === 'cleared') {
						expect(verdict).toBe('clear');
						expect(heldMs(seen, index, (one) => one === 'clear')).toBeGreaterThanOrEqual(
							held.clearForMinutes * MINUTE_MS
						);
					}
				});
			})
		);
	});

	test('there are no more alerts than the time to clear allows', () => {
		fc.assert(
			fc.property(verdicts, gaps, anyHolds, (all, pauses, held) => {
				const seen = history(all, pauses, held);
				const opened = seen.filter(({ effect }) => effect === 'opened');
				const span = (seen.at(-1)?.atMs ?? 0) - (seen[0]?.atMs ?? 0);
				expect(opened.length).toBeLessThanOrEqual(
					1 + Math.floor(span / ((held.forMinutes + held.clearForMinutes) * MINUTE_MS))
				);
			})
		);
	});
});
