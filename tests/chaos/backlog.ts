/** Scenario: a start with a large spool that nobody has delivered. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Intake } from '../../ingest/intake/intake.ts';
import { makeDataDir, removeDataDir } from '../support/engine.ts';
import { startTestIngest } from '../support/ingest.ts';
import { MIB, NOW_MS, openSpool, reading } from '../support/spool.ts';

export const help = `  Fills a spool while there is no database, and starts ingest on it.
    --megabytes N         of events (1024)
    --most-seconds N      until it takes events (30)
    --most-megabytes N    of memory at its peak (1024)
`;

const BATCH = 1000;
/** About what an event has in the middle of all. */
const DATA = { channel: 'voice', note: 'a word or two '.repeat(32) };

/** Answers how many events are in it. */
async function fill(directory: string, bytes: number): Promise<number> {
	const limits = { spoolBytes: bytes * 2, rememberedKeys: 8_000_000 };
	const spool = await openSpool(directory, { limits });
	const intake = new Intake({ spool, onRefusal: () => undefined });
	let events = 0;
	while (spool.bytes < bytes) {
		const readings = Array.from({ length: BATCH }, () =>
			reading(`e${events++}`, '//backlog', DATA)
		);
		await intake.accept(readings, { lane: 'live', receivedAtMs: NOW_MS });
	}
	await spool.close();
	return events;
}

/** The most memory a process has had so far. */
function peakMegabytes(pid: number): number | null {
	try {
		const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
		return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
	} catch {
		return null;
	}
}

export async function run(args: readonly string[]): Promise<boolean> {
	const { values } = parseArgs({
		args: [...args],
		options: {
			megabytes: { type: 'string' },
			'most-seconds': { type: 'string' },
			'most-megabytes': { type: 'string' }
		}
	});
	const dataDir = await makeDataDir();
	try {
		const sent = await fill(join(dataDir, 'spool'), Number(values.megabytes ?? 1024) * MIB);
		console.error(`${sent} events are in the spool`);
		const startedAt = performance.now();
		const ingest = await startTestIngest({ dataDir });
		const seconds = (performance.now() - startedAt) / 1000;
		const { total } = await ingest.status();
		const megabytes = peakMegabytes(ingest.pid);
		await ingest.stop();
		console.log(
			`${total.inSpool} of ${sent} events wait, ready after ${seconds.toFixed(1)} s, at most ${megabytes ?? 'unknown'} MB of memory`
		);
		return (
			total.inSpool === sent &&
			seconds <= Number(values['most-seconds'] ?? 30) &&
			(megabytes ?? 0) <= Number(values['most-megabytes'] ?? 1024)
		);
	} finally {
		await removeDataDir(dataDir);
	}
}
