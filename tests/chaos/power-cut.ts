/** Scenario: the model of the spool, for as many random runs as one likes. */
import { parseArgs } from 'node:util';
import { checkModel } from './spool-model.ts';

export const help = `  The spool on a disk in memory that forgets, reorders and tears what was not synced, with kills, power cuts and
  failing operations between any two steps. Compares it with what was acknowledged.
    --runs N    random sequences (20000)
    --seed N    of a run to repeat
    --path P    of a run to repeat, as it was printed
`;

export async function run(args: readonly string[]): Promise<boolean> {
	const { values } = parseArgs({
		args: [...args],
		options: { runs: { type: 'string' }, seed: { type: 'string' }, path: { type: 'string' } }
	});
	const runs = Number(values.runs ?? 20_000);
	const seed = Number(values.seed ?? Date.now() % 2 ** 31);
	console.log(`seed ${seed}, ${runs} runs`);
	const startedAt = performance.now();
	try {
		const options = { numRuns: runs, seed, ...(values.path ? { path: values.path } : {}) };
		const acknowledged = await checkModel(options);
		const seconds = Math.round((performance.now() - startedAt) / 1000);
		console.log(`${acknowledged} events acknowledged, lost 0, doubled 0, in ${seconds} s`);
		return true;
	} catch (cause) {
		console.error(cause instanceof Error ? cause.message : cause);
		if (cause instanceof Error && cause.cause) console.error(cause.cause);
		return false;
	}
}
