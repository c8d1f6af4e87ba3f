/** `npm run chaos -- <scenario> [options]`: the failure laboratory. Each scenario ends with 1 when a promise was broken. */
import process from 'node:process';

export interface Scenario {
	/** What it does, and its options, one a line. */
	readonly help: string;
	/** Resolves with whether every promise held. */
	readonly run: (args: readonly string[]) => Promise<boolean>;
}

const SCENARIOS: Readonly<Record<string, () => Promise<Scenario>>> = {
	kills: () => import('./kills.ts'),
	catalogue: () => import('./catalogue.ts'),
	'power-cut': () => import('./power-cut.ts'),
	disk: () => import('./disk.ts'),
	backlog: () => import('./backlog.ts'),
	shards: () => import('./shards.ts'),
	fuzz: () => import('./fuzz/scenario.ts'),
	soak: () => import('./soak.ts'),
	viewers: () => import('./viewers.ts')
};

const [wanted, ...args] = process.argv.slice(2);
const names = Object.keys(SCENARIOS);
const load = wanted === undefined ? undefined : SCENARIOS[wanted];

if (wanted === undefined || wanted === '--help' || load === undefined) {
	const isAsked = wanted === '--help' || wanted === undefined;
	if (!isAsked) console.error(`There is no scenario "${wanted}".`);
	for (const known of names)
		console.log(`npm run chaos -- ${known}\n${(await SCENARIOS[known]?.())?.help ?? ''}`);
	process.exit(isAsked ? 0 : 2);
}
const scenario = await load();
if (args.includes('--help')) {
	console.log(scenario.help);
	process.exit(0);
}
process.exit((await scenario.run(args)) ? 0 : 1);

export {};
