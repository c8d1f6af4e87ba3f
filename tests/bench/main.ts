/** `npm run bench -- <name> [options]`: measures, prints, and with `--write` keeps the figures in docs/. */
import { loadAverages, machineLines } from './machine.ts';
import { readDocument, withSection, writeDocument } from './report/document.ts';
import { reportMarkdown } from './report/markdown.ts';
import type { Bench, Report } from './report/report.ts';

/** In the order of docs/benchmarks.md. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
	compare: () => import('./compare.ts'),
	'floor-tick': () => import('./floor-tick.ts'),
	ingest: () => import('./ingest.ts'),
	live: () => import('./live.ts'),
	queries: () => import('./queries.ts'),
	scorecards: () => import('./scorecards.ts'),
	masking: () => import('./masking.ts'),
	sentiment: () => import('./sentiment.ts'),
	tracing: () => import('./tracing.ts'),
	scale: () => import('./scale.ts')
};
const DOCUMENT = 'benchmarks.md';

const names = Object.keys(BENCHES);
const args = process.argv.slice(2);
const [name = 'all'] = args;
const isWriting = args.includes('--write');
const options = args.slice(1).filter((argument) => argument !== '--write');

async function help(wanted: readonly string[]): Promise<void> {
	console.log('npm run bench -- <name> | all [options] [--write]\n');
	console.log('--write keeps the figures in docs/benchmarks.md (and docs/scaling.md).\n');
	for (const one of wanted) console.log(`${one}\n${(await BENCHES[one]?.())?.help ?? ''}\n`);
}

async function keep(section: string, report: Report, machine: readonly string[]): Promise<void> {
	const { document } = report;
	if (document) {
		await writeDocument(document.name, document.text(machine));
		return;
	}
	const body = reportMarkdown(report, machine);
	const text = await readDocument(DOCUMENT);
	await writeDocument(DOCUMENT, withSection(text, { name: section, body }, names));
}

/** False when a limit of the bench was not held. */
async function run(wanted: string): Promise<boolean> {
	const bench = await BENCHES[wanted]?.();
	if (!bench) return false;
	const before = loadAverages();
	console.error(`bench ${wanted}, load ${before}`);
	const report = await bench.run(options);
	const machine = [...machineLines(), `load averages before ${before}, after ${loadAverages()}`];
	console.log(`\n${reportMarkdown(report, machine)}`);
	if (isWriting) await keep(wanted, report, machine);
	return (report.failures ?? []).length === 0;
}

const wanted = name === 'all' ? names : [name];
if (name.startsWith('-') || !wanted.every((one) => names.includes(one))) {
	const isAsked = name === '--help';
	if (!isAsked) console.error(`There is no bench "${name}".`);
	await help(names);
	process.exit(isAsked ? 0 : 2);
}
if (options.includes('--help')) {
	await help(wanted);
	process.exit(0);
}
for (const one of wanted) if (!(await run(one))) process.exitCode = 1;
