/** What one machine carries, and what larger centres need if each more costs what it cost here. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import type { Report } from './report/report.ts';
import { scalingDocument } from './scale/document.ts';
import { lineThrough } from './scale/formulas.ts';
import type { Measured, Point } from './scale/formulas.ts';
import { measurePath } from './scale/full-path.ts';
import type { PathMeasured } from './scale/full-path.ts';
import { readScaleOptions, stepsOf } from './scale/options.ts';
import type { ScaleOptions } from './scale/options.ts';
import {
	SIZES,
	limitsTable,
	needTable,
	pathTable,
	ticksTable,
	viewersTable
} from './scale/tables.ts';
import { measureTicks } from './scale/ticks.ts';
import { measureViewers } from './scale/viewers.ts';
import type { ViewersStep } from './scale/viewers.ts';

export { HELP as help } from './scale/options.ts';

const distributed = defineQuery({
	name: 'bench-distributed',
	sql: `SELECT count() AS tables FROM system.tables WHERE database = currentDatabase() AND engine = 'Distributed'`,
	scope: { none: 'a bench' },
	params: Type.Object({}),
	row: Type.Object({ tables: Type.Integer() })
});

/** The test engine reads from its environment how many shards it has; that it heard is seen in its tables. */
async function startEngine({ shards }: ScaleOptions): Promise<TestEngine> {
	if (shards !== null) process.env['TEST_CLUSTER_SHARDS'] = String(shards);
	const engine = await startTestEngine();
	await applySchema(engine.clickhouse);
	const [found] = await engine.clickhouse.query('ingest', distributed, {});
	if (shards !== null && shards > 1 && (found?.tables ?? 0) === 0) {
		await engine.stop();
		throw new Error(
			'--shards: the test engine has no cluster here, and one server was not asked for'
		);
	}
	return engine;
}

const say = (what: string): void => {
	console.error(`  ${what}`);
};

interface Found {
	readonly path: PathMeasured;
	readonly ticks: readonly Point[];
	readonly viewers: readonly ViewersStep[];
}

async function measureEngine(options: ScaleOptions): Promise<Pick<Found, 'path' | 'ticks'>> {
	const engine = await startEngine(options);
	try {
		say('the full path');
		const path = await measurePath(engine, stepsOf(options.events));
		say('ticks of a board');
		return { path, ticks: await measureTicks(engine.clickhouse, stepsOf(options.contacts)) };
	} finally {
		await engine.stop();
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
	const engine = await measureEngine(options);
	say('viewers');
	const viewers = await measureViewers(stepsOf(options.viewers), options);
	const measured = measuredOf({ ...engine, viewers });
	const { path, ticks } = engine;
	const conditions = [
		`${path.events.toLocaleString('en')} events of ${path.contacts.toLocaleString('en')} contacts through the full path; boards over ${options.rate} events/s, ${options.seconds} s a step`,
		options.shards === null
			? 'one engine'
			: `${options.shards} shards for the full path and the ticks`
	];
	const figures = [pathTable(path), viewersTable(viewers, measured), ticksTable(ticks, measured)];
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
