/** What the scenario of many viewers is asked to do. */
import { parseArgs } from 'node:util';
import { affordableConnections } from '#lib/server/connections.ts';

export interface ViewersScenario {
	readonly viewers: number;
	/** Events per second. */
	readonly rate: number;
	/** Measured before anything is broken. */
	readonly seconds: number;
	readonly seed: string;
}

export const HELP = `  Many viewers: how long from event to frame, what it costs; then some stop reading, cables are pulled, and web is killed.
    --viewers <n>   websockets (2000); as many more handles must be allowed (ulimit -n), at either end
    --rate <n>      events per second (1000)
    --seconds <n>   measured before anything is broken (60)
    --seed <text>   of the invented contacts (1)`;

function atLeastOne(name: string, text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1)
		throw new Error(`--${name} is a whole number from 1, not "${text}"`);
	return value;
}

export function readOptions(args: readonly string[]): ViewersScenario {
	const { values } = parseArgs({
		args: [...args],
		options: {
			viewers: { type: 'string', default: '2000' },
			rate: { type: 'string', default: '1000' },
			seconds: { type: 'string', default: '60' },
			seed: { type: 'string', default: '1' }
		}
	});
	const viewers = atLeastOne('viewers', values.viewers);
	const most = Math.floor(affordableConnections(25_000) * 0.9);
	if (viewers > most)
		throw new Error(`the web process lets in ${most} viewers here: allow more handles (ulimit -n)`);
	return {
		viewers,
		rate: atLeastOne('rate', values.rate),
		seconds: atLeastOne('seconds', values.seconds),
		seed: values.seed
	};
}
