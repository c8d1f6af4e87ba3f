/** `npm run chaos -- fuzz`. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { buildIfStale } from '../../../src/launch/prepare.mjs';
import type { Part } from './case.ts';
import { Fuzzer } from './run.ts';
import type { Summary } from './run.ts';
import { startFuzzStage } from './stage.ts';
import type { FuzzStage } from './stage.ts';
import { TARGETS, TARGET_NAMES, draw, readLabel, textOf } from './targets.ts';
import type { Label } from './targets.ts';

export const help = `  Sends odd requests, bytes and frames to ingest and web, and looks at what comes back.
  --cases 100000     how many; a million is the long run
  --seed 11          of all of them
  --targets a,b      only these: ${TARGET_NAMES.join(', ')}
  --again events:7   one case of a run again, made as small as it can be while it still fails
  --out file.json    writes the summary`;

/** A run is warm when caches are full and code is compiled: after this share of it, or this many cases. */
const WARM_SHARE = 0.25;
const WARM_CASES = 50_000;
/** What memory may have grown by after that, along the line of least squares, and the p99 of the event loop. */
const MOST_GROWTH_MIB = 64;
const MOST_LAG_MS = 100;
const PROGRESS_EVERY = 1000;
const SHRINK_MS = 120_000;

/** A claim about time needs a time: a run shorter than this says its figures and judges nothing by them. */
const LEAST_JUDGED_S = 60;

function judgeVitals({ vitals, seconds }: Summary): string[] {
	if (seconds < LEAST_JUDGED_S) return [];
	return (Object.entries(vitals) as [Part, Summary['vitals'][Part]][]).flatMap(([part, of]) => [
		...((of.growthMib ?? 0) > MOST_GROWTH_MIB
			? [`${part} grew by ${of.growthMib} MiB; ${MOST_GROWTH_MIB} are allowed`]
			: []),
		...((of.eventLoopP99Ms ?? 0) > MOST_LAG_MS
			? [
					`the event loop of ${part} was late by ${of.eventLoopP99Ms} ms (p99); ${MOST_LAG_MS} are allowed`
				]
			: [])
	]);
}

function print(summary: Summary, timed: readonly string[]): void {
	const rows = Object.entries(summary.targets).map(([target, { cases, answers, faults }]) => {
		const classes = new Map<string, number>();
		for (const [answer, count] of Object.entries(answers)) {
			const name = /^[1-5]\d\d$/.test(answer) && answer !== '101' ? `${answer[0]}xx` : answer;
			classes.set(name, (classes.get(name) ?? 0) + count);
		}
		const said = [...classes].sort().map(([name, count]) => `${name}: ${count}`);
		return `  ${target.padEnd(13)} ${String(cases).padStart(8)} cases  ${faults} faults   ${said.join('  ')}`;
	});
	console.log(
		`seed ${summary.seed}: ${summary.cases} cases in ${summary.seconds} s (${Math.round(summary.cases / Math.max(1, summary.seconds))}/s)`
	);
	console.log(rows.sort().join('\n'));
	const { balance, vitals } = summary;
	console.log(
		`  acknowledged ${balance.acknowledged}, lost ${balance.lost.length}, doubled ${balance.doubled.length}, canaries ${summary.canaries}, odd answers to web as a listener ${summary.noticesBack}`
	);
	for (const [part, of] of Object.entries(vitals))
		console.log(
			`  ${part}: ${of.residentMib.first} → ${of.residentMib.last} MiB (most ${of.residentMib.most}), growth ${of.growthMib ?? '–'} MiB, event loop p99 ${of.eventLoopP99Ms?.toFixed(1) ?? '–'} ms, handles ${of.handles?.before ?? '–'} → ${of.handles?.after ?? '–'}`
		);
	for (const { label, what } of summary.faults) console.log(`  ✗ ${label}: ${what}`);
	for (const what of timed) console.log(`  ✗ ${what}`);
}

/** The same case once more; when it fails, the smallest one near it that fails. */
async function again(stage: FuzzStage, label: Label): Promise<boolean> {
	const fuzzer = new Fuzzer(stage);
	const faults = await fuzzer.send(draw(label)(fuzzer.surroundings(label)), label);
	console.log(`${textOf(label)}: ${faults.length === 0 ? 'nothing is wrong' : faults.join('\n')}`);
	if (faults.length === 0) return true;
	let smallest = draw(label)(fuzzer.surroundings(label));
	await fc.check(
		fc.asyncProperty(TARGETS[label.target].recipe, async (recipe) => {
			const sent = recipe(fuzzer.surroundings(label));
			if ((await fuzzer.send(sent, label)).length === 0) return true;
			smallest = sent;
			return false;
		}),
		{ seed: label.seed, numRuns: 1, interruptAfterTimeLimit: SHRINK_MS }
	);
	const shown = (_name: string, value: unknown): unknown => {
		if (value instanceof Map) return Object.fromEntries(value);
		const bytes = value as { type?: string; data?: number[] } | null;
		return bytes?.type === 'Buffer' ? Buffer.from(bytes.data ?? []).toString('latin1') : value;
	};
	console.log(JSON.stringify(smallest, shown, '\t'));
	return false;
}

export async function run(args: readonly string[]): Promise<boolean> {
	const { values } = parseArgs({
		args: [...args],
		options: {
			cases: { type: 'string', default: '100000' },
			seed: { type: 'string', default: '11' },
			targets: { type: 'string' },
			again: { type: 'string' },
			out: { type: 'string' }
		}
	});
	const label = values.again === undefined ? null : readLabel(values.again);
	const targets = TARGET_NAMES.filter(
		(name) => values.targets === undefined || values.targets.split(',').includes(name)
	);
	const [cases, seed] = [Number(values.cases), Number(values.seed)];
	buildIfStale();
	let isOver = false;
	const stop = (): void => {
		isOver = true;
	};
	process.once('SIGINT', stop).once('SIGTERM', stop);
	const stage = await startFuzzStage(seed);
	try {
		if (label !== null) return await again(stage, label);
		const summary = await new Fuzzer(stage).run({
			stage,
			cases,
			seed,
			targets,
			canaryEvery: 1000,
			warmUp: Math.min(WARM_CASES, Math.ceil(cases * WARM_SHARE)),
			mayStay: true,
			isOver: () => isOver,
			onProgress: (done, faults) => {
				if (done % PROGRESS_EVERY === 0) process.stderr.write(`${done} cases, ${faults} faults\n`);
			}
		});
		const timed = judgeVitals(summary);
		print(summary, timed);
		if (values.out !== undefined)
			await writeFile(values.out, `${JSON.stringify({ ...summary, timed }, null, '\t')}\n`);
		return summary.faults.length === 0 && timed.length === 0 && !isOver;
	} finally {
		await stage.stop();
	}
}
