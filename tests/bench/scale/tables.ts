/** What was measured, and what follows from it, as tables. */
import type { Row, Table } from '../report/report.ts';
import { demandOf, limitsOf, mostViewers, needOf } from './formulas.ts';
import type { Measured, Point } from './formulas.ts';
import type { PathMeasured } from './full-path.ts';
import type { ViewersMeasured, ViewersStep } from './viewers.ts';

const MEBI = 1024 ** 2;
const KIBI = 1024;
const GIGA = 1e9;
export const SIZES = [1000, 10_000, 100_000] as const;

export const pathTable = (path: PathMeasured): Table => ({
	title: 'Events, from the door to the sums',
	rows: [
		{ name: 'answered after an fsync', figure: path.durablePerSecond, unit: 'events/s' },
		{ name: 'through to the sums', figure: path.storedPerSecond, unit: 'events/s' },
		{ name: 'answered, p99', figure: path.answeredP99Ms, unit: 'ms' },
		{ name: 'ingest, 1,000 events', figure: path.ingestCpu, unit: 's of a core' },
		{ name: 'engine, 1,000 events with all views', figure: path.engineCpu, unit: 's of a core' },
		{ name: 'an event on disk, raw', figure: path.rawBytesPerEvent, unit: 'bytes' },
		{
			name: 'an event on disk, with all that is derived',
			figure: path.bytesPerEvent,
			unit: 'bytes'
		},
		{ name: 'ingest, memory without contacts', figure: path.ingestMemory.base / MEBI, unit: 'MiB' },
		{ name: 'ingest, memory of a contact', figure: path.ingestMemory.slope, unit: 'bytes' }
	]
});

export const viewersTable = (steps: readonly ViewersStep[], measured: Measured): Table => ({
	title: 'Viewers of one web process',
	rows: [
		...steps.flatMap(({ viewers, ...step }): Row[] => [
			{ name: `${viewers} viewers`, figure: 100 * step.webCpu, unit: '% of a core' },
			{ name: `${viewers} viewers, engine`, figure: 100 * step.engineCpu, unit: '% of a core' },
			{ name: `${viewers} viewers, memory`, figure: step.webBytes / MEBI, unit: 'MiB' },
			{ name: `${viewers} viewers, POST to frame, p95`, figure: step.frameP95Ms, unit: 'ms' },
			{ name: `${viewers} viewers, event loop, p99`, figure: step.eventLoopP99Ms, unit: 'ms' },
			{
				...{
					name: `${viewers} viewers, to each`,
					figure: step.bytesPerSecond / KIBI,
					unit: 'KiB/s'
				},
				...(step.lost > 0 ? { remark: `${step.lost} lost` } : {})
			}
		]),
		{ name: 'a viewer', figure: 1e6 * measured.webCpu.slope, unit: 'µs of a core each second' },
		{ name: 'a viewer, memory', figure: measured.webMemory.slope / KIBI, unit: 'KiB' },
		{ name: 'viewers until a core is 70 % busy', figure: mostViewers(measured), unit: 'viewers' }
	]
});

/** As many viewers of one web process and of two: each asks the engine for itself. */
export function websTable({ one, two }: ViewersMeasured): Table {
	const alone = one.find(({ viewers }) => viewers === two.viewers);
	const row = (name: string, unit: string, of: (step: ViewersStep) => number): Row => ({
		...{ name, unit, figure: of(two) },
		against: { name: 'one web process', figure: alone ? of(alone) : Number.NaN }
	});
	return {
		title: `${two.viewers} viewers over two web processes, on the same cores`,
		rows: [
			row('web processes together', '% of a core', (step) => 100 * step.webCpu),
			row('web processes together, memory', 'MiB', (step) => step.webBytes / MEBI),
			row('engine', '% of a core', (step) => 100 * step.engineCpu),
			row('POST to frame, p95', 'ms', (step) => step.frameP95Ms),
			row('event loop of the first, p99', 'ms', (step) => step.eventLoopP99Ms)
		]
	};
}

/** What a second process of ingest and a second shard cost where they share the cores with the first. */
export function clusterTable(
	one: PathMeasured,
	two: PathMeasured,
	ticks: { readonly one: readonly Point[]; readonly two: readonly Point[] }
): Table {
	const row = (name: string, unit: string, of: (path: PathMeasured) => number): Row => ({
		...{ name, unit, figure: of(two), against: { name: 'one of each', figure: of(one) } }
	});
	return {
		title: 'The same with two ingest processes and two shards, on the same cores',
		rows: [
			row('answered after an fsync', 'events/s', (path) => path.durablePerSecond),
			row('through to the sums', 'events/s', (path) => path.storedPerSecond),
			row('answered, p99', 'ms', (path) => path.answeredP99Ms),
			row('ingest, 1,000 events', 's of a core', (path) => path.ingestCpu),
			row('engines, 1,000 events with all views', 's of a core', (path) => path.engineCpu),
			...ticks.two.map(({ x, y }, index) => ({
				...{ name: `a tick over ${x.toLocaleString('en')} contacts today`, unit: 'ms', figure: y },
				against: { name: 'one of each', figure: ticks.one[index]?.y ?? Number.NaN }
			}))
		]
	};
}

export const ticksTable = (points: readonly Point[], { tickMs }: Measured): Table => ({
	title: 'A tick of a board of twenty tiles',
	rows: [
		...points.map(({ x, y }) => ({
			...{ name: `${x.toLocaleString('en')} contacts today`, figure: y, unit: 'ms' }
		})),
		{ name: '1,000 contacts more', figure: 1000 * tickMs.slope, unit: 'ms' }
	]
});

export function needTable(agents: number, measured: Measured): Table {
	const demand = demandOf(agents);
	const need = needOf(demand, measured);
	return {
		title: `${agents.toLocaleString('en')} agents`,
		rows: [
			{ name: 'events, mean', figure: demand.averagePerSecond, unit: 'events/s' },
			{ name: 'events, busy hour', figure: demand.busyPerSecond, unit: 'events/s' },
			{ name: 'events, burst', figure: demand.burstPerSecond, unit: 'events/s' },
			{
				name: 'events, making up for an outage',
				figure: demand.catchUpPerSecond,
				unit: 'events/s'
			},
			{ name: 'viewers', figure: demand.viewers, unit: 'viewers' },
			{ name: 'ingest', figure: need.ingest, unit: 'processes' },
			{ name: 'ingest, memory of each', figure: need.ingestBytes / MEBI, unit: 'MiB' },
			{ name: 'web', figure: need.web, unit: 'processes' },
			{ name: 'web, memory of each', figure: need.webBytes / MEBI, unit: 'MiB' },
			{ name: 'engine, inserts in the busy hour', figure: need.engineCores, unit: 'cores' },
			{ name: 'engine, making up for an outage', figure: need.catchUpCores, unit: 'cores' },
			{ name: 'disk, a day', figure: need.diskBytesPerDay / GIGA, unit: 'GB' },
			{ name: 'disk, 25 months', figure: need.diskBytesKept / GIGA, unit: 'GB' },
			{ name: 'tick of a board at the end of the day', figure: need.tickMs, unit: 'ms' }
		]
	};
}

/** Without end is written as such: within the steps that were measured it did not grow. */
export const limitsTable = (measured: Measured): Table => ({
	title: 'What ends first with one process of each on this machine',
	rows: limitsOf(measured).map(({ name, agents }) => ({
		...{ name, figure: Number.isFinite(agents) ? agents : null, unit: 'agents' },
		...(Number.isFinite(agents) ? {} : { remark: 'did not grow in what was measured' })
	}))
});
