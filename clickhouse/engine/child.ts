/** One process of the engine, from its start to its death. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EngineFiles } from './files.ts';

const SERVER = fileURLToPath(new URL('./server.mjs', import.meta.url));
const EVIDENCE_CHARACTERS = 4000;
const READ_CHARACTERS = 16_000;

/** What it says at each start, what it repeats when it crashes after a fault it has explained, and frames without names. */
const NOISE =
	/^(Logging \w+ to .*|.*Failed to write a log message: .*|.*cannot lock mutex|\d+\. .* @ 0x[0-9a-f]+)\n?/gm;

export interface EngineChild {
	readonly pid: number;
	/** Resolves with how it died, for example "signal SIGKILL"; never rejects. */
	readonly exited: Promise<string>;
	/** What it said on standard error: nothing, unless it is about to die. */
	lastWords(): string;
	/** The same and what it wrote to its log since it started. */
	evidence(): string;
	/** Resolves when it is gone. The engine has no gentler end, and needs none: what it acknowledged is on disk. */
	kill(): Promise<void>;
}

export async function spawnEngine(
	files: EngineFiles,
	port: number,
	tcpPort: number | null = null
): Promise<EngineChild> {
	const logStart = sizeOf(files.log);
	const child = spawn(
		process.execPath,
		[
			SERVER,
			String(port),
			`${files.store}/`,
			files.config,
			files.log,
			...(tcpPort === null ? [] : [String(tcpPort)])
		],
		{
			cwd: files.directory,
			stdio: ['pipe', 'ignore', 'pipe'],
			// A group of its own: Ctrl-C in a terminal reaches the whole group, and the engine must outlive the last inserts.
			detached: true
		}
	);
	let stderr = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr = (stderr + text).slice(-READ_CHARACTERS);
	});
	// Writing is not what this pipe is for, but its end may break under us when the child dies.
	child.stdin.on('error', () => undefined);
	const exited = new Promise<string>((resolve) => {
		// "close", not "exit": by then all of standard error has been read.
		child.once('close', (code, signal) => {
			resolve(signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`);
		});
	});
	await once(child, 'spawn');
	const { pid } = child;
	if (pid === undefined) throw new Error('a spawned process has no id');
	const lastWords = () => withoutNoise(stderr);
	return {
		pid,
		exited,
		lastWords,
		evidence: () => `${lastWords()}\n${withoutNoise(tail(files.log, logStart))}`.trim(),
		kill: async () => {
			child.kill('SIGKILL');
			await exited;
		}
	};
}

const withoutNoise = (text: string): string =>
	text.replaceAll(NOISE, '').trim().slice(-EVIDENCE_CHARACTERS);

function sizeOf(file: string): number {
	return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** The end of a file, without what was there before `start`. */
function tail(file: string, start: number): string {
	if (sizeOf(file) <= start) return '';
	const handle = openSync(file, 'r');
	try {
		const { size } = fstatSync(handle);
		const from = Math.max(start, size - READ_CHARACTERS);
		const bytes = Buffer.alloc(size - from);
		return bytes.toString('utf8', 0, readSync(handle, bytes, 0, bytes.length, from));
	} finally {
		closeSync(handle);
	}
}
