/** What one machine carries, and what larger centres need if each more costs what it cost here. */
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestCluster } from '../support/cluster.ts';
import { startTestEngine } from '../support/engine.ts';
import type { Report } from './report/report.ts';
import { scalingDocument } from './scale/document.ts';
import { lineThrough } from './scale/formulas.ts';
import type { Measured, Point } from './scale/formulas.ts';
import { measurePath } from './scale/full-path.ts';
import type { Database, PathMeasured } from './scale/full-path.ts';
import { readScaleOptions, stepsOf } from './scale/options.ts';
import type { ScaleOptions } from './scale/options.ts';
import {
	SIZES,
	clusterTable,
	limitsTable,
	needTable,
	pathTable,
	ticksTable,
	viewersTable,
	websTable
} from './scale/tables.ts';
import { measureTicks } from './scale/ticks.ts';
import { measureViewers } from './scale/viewers.ts';
import type { ViewersStep } from './scale/viewers.ts';

export { HELP as help } from './scale/options.ts';

const say = (what: string): void => {
	console.error(`  ${what}`);
};

interface OnDatabase {
	readonly path: PathMeasured;
	readonly ticks: readonly Point[];
}

interface Found extends OnDatabase {
	readonly viewers: readonly ViewersStep[];
}

async function measureOn(
	database: Database,
	processes: 1 | 2,
	options: ScaleOptions
): Promise<OnDatabase> {
	await applySchema(database.clickhouse);
	say('the full path');
	const path = await measurePath(database, stepsOf(options.events), processes);
	say('ticks of a board');
	return { path, ticks: await measureTicks(database.clickhouse, stepsOf(options.contacts)) };
}

async function measureOne(options: ScaleOptions): Promise<OnDatabase> {
	const engine = await startTestEngine();
	try {
		return await measureOn({ ...engine, engines: [engine.engine] }, 1, options);
	} finally {
		await engine.stop();
	}
}

async function measureCluster(options: ScaleOptions): Promise<OnDatabase> {
	const cluster = await startTestCluster(2);
	try {
		return await measureOn(cluster, 2, options);
	} finally {
		await cluster.stop();
	}
}

const measuredOf = ({ path, ticks, viewers }: Found): Measured => ({
	...path,
	tickMs: lineThrough(ticks),
	webCpu: lineThrough(viewers.map((step) => ({ x: step.viewers, y: step.webCpu }))),
	webMemory: lineThrough(viewers.map((step) => ({ x: step.viewers, y: step.webBytes })))
});

export async function run(args: readonly string[]): Promise<Report> {
	const options = readScaleOptions(args);
	say('one of each');
	const one = await measureOne(options);
	if (options.hasCluster) say('two ingest processes, two shards');
	const two = options.hasCluster ? await measureCluster(options) : null;
	say('viewers');
	const viewers = await measureViewers(stepsOf(options.viewers), options);
	const measured = measuredOf({ ...one, viewers: viewers.one });
	const { path, ticks } = one;
	const conditions = [
		`${path.events.toLocaleString('en')} events of ${path.contacts.toLocaleString('en')} contacts through the full path; boards over ${options.rate} events/s, ${options.seconds} s a step`,
		'one ingest process, one web process and one engine, where nothing else is said'
	];
	const figures = [
		pathTable(path),
		viewersTable(viewers.one, measured),
		websTable(viewers),
		ticksTable(ticks, measured),
		...(two ? [clusterTable(path, two.path, { one: ticks, two: two.ticks })] : [])
	];
	const needs = SIZES.map((agents) => needTable(agents, measured));
	const limits = limitsTable(measured);
	return {
		title: 'Scale',
		conditions,
		tables: [...figures, ...needs, limits],
		document: {
			name: 'scaling.md',
			text: (machine) => scalingDocument({ measured, conditions, figures, needs, limits }, machine)
		}
	};
}
