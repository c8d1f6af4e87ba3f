/** One process of the product, kept running: started again when it dies, ended when we end. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ALLOCATOR } from './allocator.ts';

export interface ServiceOptions {
	readonly name: string;
	/** TypeScript file, relative to the root of the project. */
	readonly script: string;
	readonly args?: readonly string[];
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly logFile: string;
	/** Each line of its standard output, beside the log file. */
	readonly onLine?: (line: string) => void;
	/** It ended without being asked to. */
	readonly onDeath: (how: string, tail: string) => void;
}

export interface Service {
	readonly name: string;
	readonly pid: number | undefined;
	/** Resolves when it is gone; harder after `graceMs`. */
	stop(graceMs: number): Promise<void>;
}

const LEAST_WAIT_MS = 200;
const MOST_WAIT_MS = 5000;
/** After this long alive a death counts as the first again. */
const HEALTHY_MS = 30_000;
const TAIL_CHARACTERS = 4000;

const MOST_LOG_BYTES = 16 * 1024 * 1024;

/** Keeps one older log beside a long one, at each start. */
function rotate(file: string): void {
	if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_LOG_BYTES)
		renameSync(file, `${file}.1`);
}

class RunningService implements Service {
	readonly name: string;
	readonly #options: ServiceOptions;
	#child: ChildProcess | null = null;
	#timer: NodeJS.Timeout | undefined;
	#stopping = false;
	#deaths = 0;
	#tail = '';

	constructor(options: ServiceOptions) {
		this.name = options.name;
		this.#options = options;
		mkdirSync(dirname(options.logFile), { recursive: true });
		this.#start();
	}

	get pid(): number | undefined {
		return this.#child?.pid;
	}

	#start(): void {
		const { script, args = [], env, logFile } = this.#options;
		const startedAt = Date.now();
		// A group of its own: Ctrl-C reaches us alone and we end the parts in order. When we are killed, the channel breaks
		// and the child ends itself.
		const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
			env: { ...ALLOCATOR, ...env },
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
			detached: true
		});
		this.#child = child;
		rotate(logFile);
		const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
		let rest = '';
		child.stdout?.on('data', (chunk: Buffer) => {
			log.write(chunk);
			const lines = (rest + chunk.toString('utf8')).split('\n');
			rest = lines.pop() ?? '';
			for (const line of lines) this.#options.onLine?.(line);
		});
		child.stderr?.on('data', (chunk: Buffer) => {
			log.write(chunk);
			this.#tail = (this.#tail + chunk.toString('utf8')).slice(-TAIL_CHARACTERS);
		});
		child.on('exit', (code, signal) => {
			log.end();
			this.#child = null;
			this.#died(code, signal, Date.now() - startedAt);
		});
	}

	#died(code: number | null, signal: string | null, livedMs: number): void {
		if (this.#stopping) return;
		this.#deaths = livedMs > HEALTHY_MS ? 1 : this.#deaths + 1;
		this.#options.onDeath(signal ?? `code ${code ?? 0}`, this.#tail);
		this.#timer = setTimeout(
			() => {
				this.#start();
			},
			Math.min(MOST_WAIT_MS, LEAST_WAIT_MS * 2 ** (this.#deaths - 1))
		);
	}

	async stop(graceMs: number): Promise<void> {
		this.#stopping = true;
		clearTimeout(this.#timer);
		const child = this.#child;
		if (!child) return;
		const gone = new Promise<void>((resolve) =>
			child.once('exit', () => {
				resolve();
			})
		);
		child.kill('SIGTERM');
		const harder = setTimeout(() => child.kill('SIGKILL'), graceMs);
		await gone;
		clearTimeout(harder);
	}
}

export const startService = (options: ServiceOptions): Service => new RunningService(options);
