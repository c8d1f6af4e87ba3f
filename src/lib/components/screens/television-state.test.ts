import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ASK_STATE_EVERY_MS, TelevisionState } from './television-state.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

function harness(answer: () => { status?: number; body?: object }) {
	let asked = 0;
	const changes: string[] = [];
	const state = new TelevisionState({
		revision: () => 3,
		build: 'b1',
		onChanged: () => changes.push('changed'),
		onNewPages: (build) => changes.push(build),
		ask: () => {
			asked += 1;
			const { status = 200, body = {} } = answer();
			if (status === 0) return Promise.reject(new TypeError('no network'));
			return Promise.resolve(new Response(JSON.stringify(body), { status }));
		}
	});
	const stop = state.start();
	return { state, changes, stop, asked: () => asked };
}

describe('how a television stands', () => {
	test('is asked every half minute, and nothing happens while nothing changed', async () => {
		const { changes, asked, stop } = harness(() => ({ body: { revision: 3, build: 'b1' } }));
		await vi.advanceTimersByTimeAsync(3 * ASK_STATE_EVERY_MS);
		expect(asked()).toBe(3);
		expect(changes).toEqual([]);
		stop();
		expect(vi.getTimerCount()).toBe(0);
	});

	test.each([
		['another revision', { revision: 4, build: 'b1' }, ['changed']],
		['no pairing any more', { revision: null, build: 'b1' }, ['changed']],
		['other pages', { revision: 3, build: 'b2' }, ['b2']]
	])('%s is noticed', async (_what, body, expected) => {
		const { changes, stop } = harness(() => ({ body }));
		await vi.advanceTimersByTimeAsync(ASK_STATE_EVERY_MS);
		expect(changes).toEqual(expected);
		stop();
	});

	test('is asked soon when something may have changed, but once for many reasons', async () => {
		const { state, asked, stop } = harness(() => ({ body: { revision: 3, build: 'b1' } }));
		for (let n = 0; n < 5; n++) state.askSoon();
		await vi.advanceTimersByTimeAsync(0);
		expect(asked()).toBe(1);
		for (let n = 0; n < 5; n++) state.askSoon();
		await vi.advanceTimersByTimeAsync(999);
		expect(asked()).toBe(1);
		await vi.advanceTimersByTimeAsync(1);
		expect(asked()).toBe(2);
		stop();
	});

	test.each([
		['does not answer', { status: 0 }],
		['starts', { status: 503, body: { revision: null, build: '' } }]
	])('stays as it is while the server %s', async (_what, answer) => {
		const { changes, stop } = harness(() => answer);
		await vi.advanceTimersByTimeAsync(ASK_STATE_EVERY_MS);
		expect(changes).toEqual([]);
		stop();
	});
});
