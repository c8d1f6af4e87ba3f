/** The figures of the live boards as rows. */
import type { Row, Table } from '../report/report.ts';
import { summarise } from './latencies.ts';
import type { Latencies } from './latencies.ts';
import type { LiveOptions } from './options.ts';
import { shareOfOthers } from './processes.ts';
import type { Measured } from './stage.ts';

/** What the product aims at, from the request of the producer to the frame of the viewer. */
const AIM_MS = { p95: 250, p99: 500 } as const;

const SHARES = ['p50', 'p95', 'p99', 'max'] as const;

const latencyRows = (what: string, found: Latencies, hasAim: boolean): Row[] =>
	SHARES.map((share) => ({
		...{ name: `${what}, ${share}`, figure: found[share], unit: 'ms' },
		...(hasAim && share in AIM_MS
			? { against: { name: 'aim', figure: AIM_MS[share as keyof typeof AIM_MS] } }
			: {}),
		...(share === 'p50' ? { remark: `${found.n} measured` } : {})
	}));

function loadRows(of: Measured): Row[] {
	const { seconds, producer } = of;
	const answered = summarise(producer.answeredMs);
	const counted = (name: string, figure: number): Row => ({ name, figure, unit: 'in all' });
	return [
		{ name: 'events', figure: producer.events / seconds, unit: 'events/s' },
		{ name: 'durable, p50', figure: answered.p50, unit: 'ms' },
		{ name: 'durable, p99', figure: answered.p99, unit: 'ms' },
		{ name: 'ticks', figure: of.ticks / seconds, unit: '/s' },
		{ name: 'frames', figure: of.frames / seconds, unit: '/s' },
		{ name: 'a frame', figure: of.bytes / of.frames / 1024, unit: 'KiB' },
		counted('events refused', producer.refused),
		counted('frames missed', of.gaps),
		counted('viewers lost', of.lost),
		counted('probes', of.probes),
		counted('probes that only a later one was seen of', of.superseded),
		counted('probes never seen', of.missing)
	];
}

function machineRows({ seconds, cpu, eventLoop }: Measured): Row[] {
	const share = (name: string, cpuSeconds: number): Row => ({
		...{ name, figure: (100 * cpuSeconds) / seconds, unit: '% of a core' }
	});
	return [
		share('engine', cpu.engine),
		share('ingest', cpu.ingest),
		share('web', cpu.web),
		share('bench and product together', cpu.all),
		{
			...{ name: 'others on the machine', unit: '% of all cores' },
			figure: 100 * shareOfOthers(cpu, seconds)
		},
		{ name: 'event loop of web, p99', figure: eventLoop.p99Ms, unit: 'ms' },
		{ name: 'event loop of web, longest', figure: eventLoop.maxMs, unit: 'ms' }
	];
}

export const conditionOf = ({ rate, viewers, seconds, warmUpSeconds }: LiveOptions): string =>
	`${rate} events/s, ${viewers} viewers of one board, ${seconds} s after ${warmUpSeconds} s of warm-up`;

export function measuredTables(title: string, of: Measured): Table[] {
	return [
		{
			title,
			rows: [
				...latencyRows('POST to commit', of.committed, false),
				...latencyRows('commit to frame', of.shown, false),
				...latencyRows('POST to frame', of.frame, true),
				...(of.painted ? latencyRows('POST to painted', of.painted, true) : [])
			]
		},
		{ title: `${title}: load and processor`, rows: [...loadRows(of), ...machineRows(of)] }
	];
}
