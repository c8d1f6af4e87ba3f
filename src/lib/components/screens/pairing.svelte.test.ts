import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ASK_EVERY_MS, Pairing } from './pairing.svelte.ts';

const offer = {
	code: 'CDF-234',
	address: 'wall.test/pair',
	qr: { size: 1, path: '' },
	livesMs: 600_000
};

type Answers = Record<'/screen/pairing' | '/screen/pairing/token', (() => Response)[]>;

const json = (status: number, body: object) => () => new Response(JSON.stringify(body), { status });
const waiting = json(200, { state: 'waiting' });
const gone = json(200, { state: 'gone' });
const isPaired = json(200, { state: 'paired' });
const offered = json(201, offer);
const unreachable = (): Response => {
	throw new TypeError('no network');
};

/** Answers in their order, the last one again and again. */
function harness(answers: Answers) {
	const asked: string[] = [];
	let paired = 0;
	const ask = (path: string): Promise<Response> => {
		asked.push(path);
		const list = answers[path as keyof Answers];
		const next = list.length > 1 ? list.shift() : list[0];
		return Promise.resolve().then(() => next?.() ?? unreachable());
	};
	const pairing = new Pairing({
		onPaired: () => (paired += 1),
		ask: ask as typeof fetch,
		random: () => 0
	});
	const stop = pairing.start();
	return { pairing, asked, stop, paired: () => paired };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

describe('a television that wants to be paired', () => {
	test('shows the code it is given and is paired once somebody has typed it', async () => {
		const { pairing, paired, stop } = harness({
			'/screen/pairing': [offered],
			'/screen/pairing/token': [gone, waiting, waiting, isPaired]
		});
		expect(pairing.state).toEqual({ kind: 'asking' });
		await pass(0);
		expect(pairing.state).toEqual({ kind: 'showing', offer });
		await pass(2 * ASK_EVERY_MS);
		expect(paired()).toBe(0);
		await pass(ASK_EVERY_MS);
		expect(paired()).toBe(1);
		await pass(60_000);
		expect(paired()).toBe(1);
		stop();
	});

	test('asks for another code when its own has run out', async () => {
		const { asked, stop } = harness({
			'/screen/pairing': [offered],
			'/screen/pairing/token': [gone, gone, waiting]
		});
		await pass(ASK_EVERY_MS);
		expect(asked.filter((path) => path === '/screen/pairing')).toHaveLength(2);
		stop();
	});

	test('that was loaded again fetches the token that waits for it, without a new code', async () => {
		const { asked, paired, stop } = harness({
			'/screen/pairing': [offered],
			'/screen/pairing/token': [isPaired]
		});
		await pass(0);
		expect(paired()).toBe(1);
		expect(asked).toEqual(['/screen/pairing/token']);
		stop();
	});

	test('that was loaded again before anybody typed its code shows a new one', async () => {
		const { pairing, stop } = harness({
			'/screen/pairing': [offered],
			'/screen/pairing/token': [waiting]
		});
		await pass(0);
		expect(pairing.state.kind).toBe('showing');
		stop();
	});

	test('keeps its code on the screen while the server is away', async () => {
		const { pairing, paired, stop } = harness({
			'/screen/pairing': [offered],
			'/screen/pairing/token': [gone, unreachable, json(503, {}), isPaired]
		});
		await pass(ASK_EVERY_MS + 5000);
		expect(pairing.state.kind).toBe('showing');
		await pass(5000);
		expect(paired()).toBe(1);
		stop();
	});

	test('says that the server is away, or that too many wait, and tries again', async () => {
		const { pairing, stop } = harness({
			'/screen/pairing': [unreachable, json(429, {}), offered],
			'/screen/pairing/token': [gone]
		});
		await pass(0);
		expect(pairing.state.kind).toBe('away');
		await pass(5000);
		expect(pairing.state.kind).toBe('full');
		await pass(60_000);
		expect(pairing.state.kind).toBe('showing');
		stop();
	});

	test('leaves nothing running behind', async () => {
		const { paired, stop } = harness({
			'/screen/pairing': [offered],
			'/screen/pairing/token': [gone, isPaired]
		});
		await pass(0);
		stop();
		await pass(60_000);
		expect(paired()).toBe(0);
		expect(vi.getTimerCount()).toBe(0);
	});
});
