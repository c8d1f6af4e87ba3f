/** What the soak is asked to do. */
import { parseArgs } from 'node:util';

export interface SoakOptions {
	readonly minutes: number;
	/** Events per second. */
	readonly rate: number;
	readonly viewers: number;
	readonly seed: string;
	/** Where `soak.md` and `soak.svg` are written. */
	readonly out: string;
}

export const HELP = `  The whole product under an even load, and whether anything grows that should not.
    --minutes <n>   length of the run, its warm-up included (60)
    --rate <n>      events per second (1000)
    --viewers <n>   websockets over several boards and scopes (200)
    --seed <text>   of the invented contacts (1)
    --out <dir>     where soak.md and soak.svg are written (docs)
  Ctrl-C ends it early; what was measured until then is written all the same.`;

function atLeastOne(name: string, text: string): number {
	const value = Number(text);
	if (!(value >= 1) || !Number.isFinite(value))
		throw new Error(`--${name} is a number from 1, not "${text}"`);
	return value;
}

export function readOptions(args: readonly string[]): SoakOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			minutes: { type: 'string', default: '60' },
			rate: { type: 'string', default: '1000' },
			viewers: { type: 'string', default: '200' },
			seed: { type: 'string', default: '1' },
			out: { type: 'string', default: 'docs' }
		}
	});
	return {
		minutes: atLeastOne('minutes', values.minutes),
		rate: atLeastOne('rate', values.rate),
		viewers: Math.round(atLeastOne('viewers', values.viewers)),
		seed: values.seed,
		out: values.out
	};
}
