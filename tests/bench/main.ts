/** `npm run bench`: all benches in turn, or the one that is named; what follows the name is its options. */
import { printMachine } from './machine.ts';

interface Bench {
	readonly run: (args: readonly string[]) => Promise<void>;
}

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
	ingest: () => import('./ingest.ts'),
	live: () => import('./live.ts'),
	masking: () => import('./masking.ts'),
	queries: () => import('./queries.ts'),
	scorecards: () => import('./scorecards.ts'),
	sentiment: () => import('./sentiment.ts'),
	tracing: () => import('./tracing.ts')
};

const [name, ...args] = process.argv.slice(2);
const names = name === undefined ? Object.keys(BENCHES) : [name];
const unknown = names.find((wanted) => !Object.hasOwn(BENCHES, wanted));
if (unknown !== undefined) {
	console.error(`There is no bench "${unknown}". There are: ${Object.keys(BENCHES).join(', ')}.`);
	process.exit(1);
}
printMachine();
for (const wanted of names) {
	const bench = await BENCHES[wanted]?.();
	await bench?.run(args);
}
