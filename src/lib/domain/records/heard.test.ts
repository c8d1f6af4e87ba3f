import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addHeard, heardShare } from './heard.ts';
import type { Heard } from './heard.ts';
import type { Span } from './recording.ts';

const span = (startMs: number, endMs: number): Span => ({ startMs, endMs });
const all = (...spans: Span[]): Heard => spans.reduce<Heard>(addHeard, []);

describe('what was heard', () => {
	test('counts once, however often', () => {
		expect(all(span(0, 10), span(0, 10), span(5, 8))).toEqual([span(0, 10)]);
	});

	test('grows together where it touches', () => {
		expect(all(span(0, 10), span(20, 30), span(10, 20))).toEqual([span(0, 30)]);
		expect(all(span(20, 30), span(0, 10))).toEqual([span(0, 10), span(20, 30)]);
	});

	test('is nothing for a step that goes nowhere or back', () => {
		expect(all(span(5, 5), span(9, 3))).toEqual([]);
		expect(all(span(Number.NaN, 3))).toEqual([]);
	});

	test('is a share of what was recorded, and of nothing else', () => {
		const heard = all(span(0, 30), span(90, 200));
		expect(heardShare(heard, [span(0, 100)])).toBe(0.4);
		expect(heardShare(heard, [span(0, 100), span(50, 110)])).toBeCloseTo(50 / 110);
		expect(heardShare(heard, [])).toBeNull();
		expect(heardShare([], [span(0, 100)])).toBe(0);
	});

	test('is the same in any order, second by second', () => {
		const anySpan = fc
			.tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 }))
			.map(([a, b]) => span(Math.min(a, b), Math.max(a, b)));
		fc.assert(
			fc.property(fc.array(anySpan, { maxLength: 12 }), fc.array(anySpan), (steps, recorded) => {
				const seconds = (spans: readonly Span[]) =>
					Array.from({ length: 60 }, (_, at) =>
						spans.some(({ startMs, endMs }) => startMs <= at && at + 1 <= endMs)
					);
				const [of, heard] = [seconds(recorded), seconds(steps)];
				const whole = of.filter(Boolean).length;
				const both = of.filter((is, at) => is && heard[at]).length;
				expect(heardShare(all(...steps), recorded)).toEqual(
					whole === 0 ? null : expect.closeTo(both / whole)
				);
				expect(all(...steps.toReversed())).toEqual(all(...steps));
			})
		);
	});
});
