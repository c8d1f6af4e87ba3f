/** `npm run chaos -- kills`: the product under load, killed at random, and a count of what became of every event. */
import { parseArgs } from 'node:util';
import { runKills } from './lab/kill-run.ts';
import type { KillReport } from './lab/kill-run.ts';
import { openStage } from './lab/stage.ts';

export const help = `  Kills ingest, web, the engine and the store at random moments under load, and counts what became of every event.
    --kills <n>      how many (200)
    --seed <text>    of load, moments and faults (7)
    --each <n>       producers of each of the four kinds (2)
    --pause-ms <n>   mean pause of a producer after each answer (150)`;

const LIFE_MS = { least: 200, most: 1800 };

export async function run(args: readonly string[]): Promise<boolean> {
	const { values } = parseArgs({
		args: [...args],
		options: {
			kills: { type: 'string', default: '200' },
			seed: { type: 'string', default: '7' },
			each: { type: 'string', default: '2' },
			'pause-ms': { type: 'string', default: '150' }
		}
	});
	const abort = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			console.error('ending');
			abort.abort(new Error('interrupted'));
		});
	}
	console.error(`seed ${values.seed}`);
	const stage = await openStage();
	try {
		const report = await runKills(stage, {
			kills: Number(values.kills),
			seed: values.seed,
			each: Number(values.each),
			pauseMs: Number(values['pause-ms']),
			lifeMs: LIFE_MS,
			signal: abort.signal,
			onProgress: (text) => {
				console.error(text);
			}
		});
		console.log(describe(report, values.seed));
		return report.faults.length === 0;
	} catch (cause) {
		if (!abort.signal.aborted) throw cause;
		console.log('interrupted: no verdict');
		return false;
	} finally {
		await stage.close();
	}
}

function describe(report: KillReport, seed: string): string {
	const { kills } = report;
	const count = Object.values(kills).reduce((sum, n) => sum + n, 0);
	const lines: [string, string | number][] = [
		['seed', seed],
		[
			'kills',
			`${count} (ingest ${kills.ingest}, web ${kills.web}, engine ${kills.engine}, store ${kills.store}; ${report.whileStarting} while starting)`
		],
		['faulty requests', report.faultyRequests],
		['events sent', report.sent],
		['acknowledged', report.acknowledged],
		['unknown', report.unknown],
		['sent again', `${report.repeated} requests`],
		['present', report.present],
		['lost', report.lost],
		['doubled', report.doubled],
		['invented', report.invented],
		['wrong facts', report.wrongFacts],
		['seconds', report.seconds]
	];
	const table = lines.map(([name, value]) => `${name.padEnd(16)}${value}`).join('\n');
	const faults = report.faults.map((fault) => `BROKEN: ${fault}`).join('\n');
	return `${table}\n${faults === '' ? 'every promise held' : faults}`;
}
