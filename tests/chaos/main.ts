/** `npm run chaos -- <scenario> [options]`: the failure laboratory. Each scenario ends with 1 when a promise was broken. */

// A module, so that its names are its own.
export {};

interface Scenario {
	/** What it does, and its options, one a line. */
	readonly help: string;
	/** Resolves with whether every promise held. */
	readonly run: (args: readonly string[]) => Promise<boolean>;
}

const SCENARIOS: Readonly<Record<string, () => Promise<Scenario>>> = {
	fuzz: () => import('./fuzz/scenario.ts')
};

const [name, ...args] = process.argv.slice(2);
const names = Object.keys(SCENARIOS);
const open = name === undefined ? undefined : SCENARIOS[name];

if (name === undefined || name === '--help' || open === undefined) {
	const isAsked = name === '--help' || name === undefined;
	if (!isAsked) console.error(`There is no scenario "${name}".`);
	for (const known of names)
		console.log(`npm run chaos -- ${known}\n${(await SCENARIOS[known]?.())?.help ?? ''}`);
	process.exit(isAsked ? 0 : 2);
}
const scenario = await open();
if (args.includes('--help')) {
	console.log(scenario.help);
	process.exit(0);
}
process.exit((await scenario.run(args)) ? 0 : 1);
