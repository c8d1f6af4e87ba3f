import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

const HEAP = JSON.stringify(new URL('heap.ts', import.meta.url).href);
const BOUND = `if (process.argv[1] === 'bound') (await import(${HEAP})).boundHeap();`;

/** Keeps some tens of megabytes, and throws away many times as much after it has become old; tells how far the heap grew. */
const GARBAGE = `
	${BOUND}
	const kept = Array.from({ length: 200_000 }, (_none, at) => ({ at, name: 'n' + at, of: [at, at] }));
	const waiting = new Array(300_000);
	let most = 0;
	for (let at = 0; at < 6_000_000; at += 1) {
		waiting[at % waiting.length] = { at, of: [at, at, at, at] };
		if (at % 50_000 === 0) most = Math.max(most, process.memoryUsage().heapTotal);
	}
	console.log(JSON.stringify({ bytes: most, kept: kept.length }));
`;

/** Keeps things of many sizes and replaces one here and one there, as caches do; tells how large the heap was on average. */
const HOLES = `
	${BOUND}
	let last = 12345;
	const anyBelow = (most) => (last = (last * 1_103_515_245 + 12_345) & 0x7fffffff) % most;
	const thing = (at) => ({ at, name: 'n' + at, of: new Array(anyBelow(20)).fill(at) });
	const kept = Array.from({ length: 300_000 }, (_none, at) => thing(at));
	const waiting = new Array(200_000);
	let [sum, samples] = [0, 0];
	for (let at = 0; at < 6_000_000; at += 1) {
		waiting[at % waiting.length] = { at, of: [at, at, at] };
		if (at % 8 === 0) kept[anyBelow(kept.length)] = thing(at);
		if (at % 50_000 !== 0) continue;
		sum += process.memoryUsage().heapTotal;
		samples += 1;
		await new Promise((resolve) => setImmediate(resolve));
	}
	console.log(JSON.stringify({ bytes: sum / samples, kept: kept.length }));
`;

async function heapBytes(work: string, ...options: readonly string[]): Promise<number> {
	const flags = options.filter((option) => option.startsWith('--'));
	const args = ['--max-old-space-size=4096', ...flags, '--import', 'tsx', '--input-type=module'];
	const rest = options.filter((option) => !option.startsWith('--'));
	const { stdout } = await run(process.execPath, [...args, '--eval', work, ...rest]);
	return (JSON.parse(stdout) as { bytes: number }).bytes;
}

test('garbage takes less room than it would by itself', { timeout: 120_000 }, async () => {
	const [bound, free] = [await heapBytes(GARBAGE, 'bound'), await heapBytes(GARBAGE)];
	expect(bound).toBeLessThan(free * 0.8);
});

test('and so do the holes that it leaves', { timeout: 120_000 }, async () => {
	const bound = await heapBytes(HOLES, 'bound');
	const full = await heapBytes(HOLES, '--heap-growing-percent=100');
	expect(bound).toBeLessThan(full * 0.9);
});
