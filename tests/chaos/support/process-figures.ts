/** What Linux says of a process: memory and open handles. Null when it is gone. */
import { readFileSync, readdirSync } from 'node:fs';

export interface ProcessFigures {
	readonly rssMib: number;
	readonly handles: number;
}

export function processFigures(pid: number): ProcessFigures | null {
	try {
		const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
		return {
			rssMib: Number(kib ?? Number.NaN) / 1024,
			handles: readdirSync(`/proc/${pid}/fd`).length
		};
	} catch {
		return null;
	}
}
