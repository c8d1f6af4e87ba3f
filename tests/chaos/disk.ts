/** Scenario: disks that fill up under load. */
import { parseArgs } from 'node:util';
import { abandonSmallDisks, whyNoSmallDisk } from '../support/small-disk.ts';
import { runFullDisk } from './full-disk.ts';

export const help = `  Ingest and the engine each on a small tmpfs, filled from beside under load and freed again. Needs root on Linux.
    --rounds N      how often each disk fills up (10)
    --full-ms N     for how long (2000)
`;

export async function run(args: readonly string[]): Promise<boolean> {
	const { values } = parseArgs({
		args: [...args],
		options: { rounds: { type: 'string' }, 'full-ms': { type: 'string' } }
	});
	const reason = whyNoSmallDisk();
	if (reason !== null) {
		console.error(`Not run: ${reason}.`);
		return false;
	}
	process.once('SIGINT', () => {
		abandonSmallDisks();
		process.exit(130);
	});
	const result = await runFullDisk({
		rounds: Number(values.rounds ?? 10),
		fullMs: Number(values['full-ms'] ?? 2000),
		tell: (line) => {
			console.error(line);
		}
	});
	const { sent, acknowledged, refused, present, lost, doubled, odd, countsAddUp } = result;
	console.log(
		`sent ${sent}, acknowledged ${acknowledged}, requests refused ${refused}, present ${present}, lost ${lost.length}, doubled ${doubled}`
	);
	console.log(
		`while the engine's disk was full it said: ${[...new Set(result.troubles)].join(', ')}`
	);
	if (odd.length > 0) console.log(`answers nobody expects: ${[...new Set(odd)].join('; ')}`);
	if (!countsAddUp) console.log('the counters do not add up');
	return lost.length === 0 && doubled === 0 && odd.length === 0 && countsAddUp;
}
