import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Asking } from './asking.ts';

/** A question that is answered by hand, and a clock that is moved by hand. */
function byHand() {
	let nowMs = 1000;
	let answer: { yes: () => void; no: (error: Error) => void } | null = null;
	const errors: unknown[] = [];
	const asking = new Asking({
		ask: () =>
			new Promise((resolve, reject) => {
				answer = { yes: resolve, no: reject };
			}),
		now: () => nowMs,
		onError: (error) => errors.push(error),
		leastGapMs: 0,
		rest: 0
	});
	return {
		asking,
		errors,
		at: (ms: number) => {
			nowMs = ms;
		},
		answered: async (run: Promise<void>) => {
			answer?.yes();
			await run;
		},
		refused: async (run: Promise<void>) => {
			answer?.no(new Error('the database is away'));
			await run;
		}
	};
}

describe('up to when an answer is complete', () => {
	test('nobody knows before the first', () => {
		expect(byHand().asking.completeUntilMs).toBeNull();
	});

	test('up to now while nothing is committed, and while it is asked again without need', async () => {
		const { asking, at, answered } = byHand();
		await answered(asking.run());
		at(5000);
		expect(asking.completeUntilMs).toBe(5000);
		const again = asking.run();
		at(5100);
		expect(asking.completeUntilMs).toBe(5100);
		await answered(again);
	});

	test('up to a commit from when it is heard of until a question that began after it has answered', async () => {
		const { asking, at, answered } = byHand();
		await answered(asking.run());
		at(2000);
		asking.committed();
		at(2100);
		expect(asking.completeUntilMs).toBe(2000);
		const following = asking.run();
		at(2500);
		expect(asking.completeUntilMs).toBe(2000);
		asking.committed();
		at(2600);
		await answered(following);
		expect(asking.completeUntilMs).toBe(2500);
		await answered(asking.run());
		expect(asking.completeUntilMs).toBe(2600);
	});

	test('stands still while questions fail, never goes back, and misses nothing of what was committed meanwhile', async () => {
		const { asking, at, answered, refused, errors } = byHand();
		await answered(asking.run());
		at(2000);
		asking.committed();
		at(2100);
		await refused(asking.run());
		at(3000);
		expect(asking.completeUntilMs).toBe(2000);
		await refused(asking.run());
		expect(asking.completeUntilMs).toBe(2000);
		expect(errors).toHaveLength(1);
		await answered(asking.run());
		at(4000);
		expect(asking.completeUntilMs).toBe(4000);
	});

	test('up to when it was found to fail where nothing was committed before', async () => {
		const { asking, at, answered, refused } = byHand();
		await answered(asking.run());
		at(2000);
		await refused(asking.run());
		at(2500);
		await refused(asking.run());
		asking.committed();
		at(3000);
		expect(asking.completeUntilMs).toBe(2000);
	});

	test('up to its question where commits may have been missed, also by the one under way', async () => {
		const { asking, at, answered } = byHand();
		await answered(asking.run());
		at(2000);
		const following = asking.run();
		at(2500);
		asking.committed({ unheard: true });
		expect(asking.completeUntilMs).toBe(1000);
		await answered(following);
		expect(asking.completeUntilMs).toBe(2000);
		await answered(asking.run());
		expect(asking.completeUntilMs).toBe(2500);
	});

	test('never back, whatever happens while every commit is heard of', async () => {
		const steps = fc.array(fc.constantFrom('commit', 'ask', 'yes', 'no', 'wait'), {
			maxLength: 60
		});
		await fc.assert(
			fc.asyncProperty(steps, async (all) => {
				const { asking, at, answered, refused } = byHand();
				let nowMs = 1000;
				let run: Promise<void> | null = null;
				let last = 0;
				for (const step of all) {
					at((nowMs += 10));
					if (step === 'commit') asking.committed();
					if (step === 'ask') run ??= asking.run();
					if (run && (step === 'yes' || step === 'no')) {
						await (step === 'yes' ? answered(run) : refused(run));
						run = null;
					}
					const until = asking.completeUntilMs ?? last;
					expect(until).toBeGreaterThanOrEqual(last);
					last = until;
				}
			})
		);
	});
});
