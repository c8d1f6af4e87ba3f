import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** Keeps some tens of megabytes, and throws away many times as much after it has become old; tells how far the heap grew. */
const WORK = `
	const { boundHeap } = await import(${JSON.stringify(new URL('heap.ts', import.meta.url).href)});
	if (process.argv[1] === 'bound') boundHeap();
	const kept = Array.from({ length: 200_000 }, (_none, at) => ({ at, name: 'n' + at, of: [at, at] }));
	const waiting = new Array(300_000);
	let most = 0;
	for (let at = 0; at < 6_000_000; at += 1) {
		waiting[at % waiting.length] = { at, of: [at, at, at, at] };
		if (at % 50_000 === 0) most = Math.max(most, process.memoryUsage().heapTotal);
	}
	console.log(JSON.stringify({ most, kept: kept.length }));
`;

const mostBytes = async (...options: readonly string[]): Promise<number> => {
	const args = ['--max-old-space-size=4096', '--import', 'tsx', '--input-type=module'];
	const { stdout } = await run(process.execPath, [...args, '--eval', WORK, ...options]);
	return (JSON.parse(stdout) as { most: number }).most;
};

test('garbage takes less room than it would by itself', { timeout: 120_000 }, async () => {
	const [bound, free] = [await mostBytes('bound'), await mostBytes()];
	expect(bound).toBeLessThan(free * 0.8);
});
