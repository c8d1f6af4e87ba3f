import { describe, expect, test } from 'vitest';
import { HashQueue, TooBusyError } from './hash-queue.ts';

/** Work that ends when it is told to. */
function jobs() {
	const ends: (() => void)[] = [];
	let most = 0;
	let now = 0;
	const work = () =>
		new Promise<void>((resolve) => {
			now += 1;
			most = Math.max(most, now);
			ends.push(() => {
				now -= 1;
				resolve();
			});
		});
	const turn = () => new Promise((resolve) => setImmediate(resolve));
	return { ends, work, turn, most: () => most, started: () => ends.length };
}

describe('the queue of hashes', () => {
	test('runs so many at once, lets so many wait in their order, and refuses the rest at once', async () => {
		const { ends, work, turn, most, started } = jobs();
		const queue = new HashQueue({ atOnce: 2, waiting: 3 });
		const done: number[] = [];
		const five = [0, 1, 2, 3, 4].map((n) => queue.run(work).then(() => done.push(n)));
		expect(queue.isFull).toBe(true);
		await expect(queue.run(work)).rejects.toThrow(TooBusyError);
		for (let n = 0; n < 5; n++) {
			await turn();
			ends[n]?.();
		}
		await Promise.all(five);
		expect([most(), started(), done]).toEqual([2, 5, [0, 1, 2, 3, 4]]);
		expect(queue.isFull).toBe(false);
	});

	test('goes on after work that fails', async () => {
		const queue = new HashQueue({ atOnce: 1, waiting: 1 });
		await expect(queue.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
		expect(await queue.run(() => Promise.resolve(7))).toBe(7);
	});
});
