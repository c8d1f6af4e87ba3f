/** Processor time: of the processes of the product, of the bench as a whole, of the machine. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { descendants } from '../../support/product.ts';
import type { Product } from '../../support/product.ts';

const SCRIPTS = {
	engine: 'clickhouse/engine/server.mjs',
	ingest: 'ingest/main.ts',
	web: 'src/server.ts'
} as const;

export type ProcessName = keyof typeof SCRIPTS;

/** Seconds since each of them started. */
export interface CpuSeconds extends Readonly<Record<ProcessName, number>> {
	/** The product, the producers, the viewers, the browser and the bench itself. */
	readonly all: number;
	/** Everything on the machine. */
	readonly machine: number;
}

/** Linux counts in hundredths of a second, on every machine we know. */
const TICKS_PER_SECOND = 100;
/** Columns of /proc/stat in which a processor does nothing, or another machine has it. */
const IDLE_COLUMNS = new Set([3, 4, 7]);

/** What /proc says from the third field on; nothing of a process that has ended since it was listed. */
function fieldsOf(pid: number): string[] {
	let stat: string;
	try {
		stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	} catch {
		return [];
	}
	// The name stands in brackets and may hold spaces: count from behind them.
	return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** utime and stime are fields 14 and 15; those of children that have ended follow them. */
export function cpuSecondsOf(pid: number): number {
	const fields = fieldsOf(pid);
	return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
}

/** Resident memory; null of a process that has ended. */
export function residentBytesOf(pid: number): number | null {
	try {
		const kibi = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
		return kibi === undefined ? null : Number(kibi) * 1024;
	} catch {
		return null;
	}
}

/** Of a process, of those below it, and of those below it that have ended. */
export function cpuSecondsOfTree(pid: number): number {
	const ended = fieldsOf(pid);
	const waitedFor = (Number(ended[13] ?? 0) + Number(ended[14] ?? 0)) / TICKS_PER_SECOND;
	const below = descendants(pid).reduce((total, child) => total + cpuSecondsOf(child.pid), 0);
	return cpuSecondsOf(pid) + below + waitedFor;
}

function machineSeconds(): number {
	const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
	const columns = first.trim().split(/\s+/).slice(1, 9).map(Number);
	const busy = columns.filter((_ticks, column) => !IDLE_COLUMNS.has(column));
	return busy.reduce((total, ticks) => total + ticks, 0) / TICKS_PER_SECOND;
}

export class Processes {
	readonly #pids: readonly (readonly [ProcessName, number])[];

	constructor(product: Product) {
		this.#pids = (Object.keys(SCRIPTS) as ProcessName[]).map((name) => {
			const pid = product.pidOf(SCRIPTS[name]);
			if (pid === null) throw new Error(`${name} does not run`);
			return [name, pid];
		});
	}

	cpuSeconds(): CpuSeconds {
		const each = Object.fromEntries(this.#pids.map(([name, pid]) => [name, cpuSecondsOf(pid)]));
		const pids = [process.pid, ...descendants(process.pid).map(({ pid }) => pid)];
		return {
			...(each as Record<ProcessName, number>),
			all: pids.reduce((total, pid) => total + cpuSecondsOf(pid), 0),
			machine: machineSeconds()
		};
	}
}

export function cpuBetween(before: CpuSeconds, after: CpuSeconds): CpuSeconds {
	const part = (of: keyof CpuSeconds): number => after[of] - before[of];
	return {
		engine: part('engine'),
		ingest: part('ingest'),
		web: part('web'),
		all: part('all'),
		machine: part('machine')
	};
}

/** The share of all cores that others took, 0 to 1. */
export const shareOfOthers = ({ all, machine }: CpuSeconds, seconds: number): number =>
	Math.max(0, machine - all) / (seconds * availableParallelism());
