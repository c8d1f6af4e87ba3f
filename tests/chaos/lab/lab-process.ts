/** A process of the product that is killed and started again. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ALLOCATOR } from '../../../src/launch/allocator.ts';
import { until } from '../../support/until.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const KEPT_CHARACTERS = 60_000;
const READY_MS = 90_000;

export interface Program {
	readonly name: string;
	/** Script below the root of the project. */
	readonly script: string;
	readonly env: Readonly<Record<string, string>>;
	readonly isReady: () => Promise<boolean>;
}

/** All that run, so that none outlives this process. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
	for (const child of running) child.kill('SIGKILL');
});

export class LabProcess {
	readonly #program: Program;
	#child: ChildProcess | null = null;
	#output = '';
	/** Ends that nobody asked for. */
	readonly faults: string[] = [];

	constructor(program: Program) {
		this.#program = program;
	}

	get output(): string {
		return this.#output;
	}

	get pid(): number | null {
		return this.#child?.pid ?? null;
	}

	/** Without waiting for anything. */
	launch(): void {
		const { script, env, name } = this.#program;
		const child = spawn(process.execPath, ['--import', 'tsx', script], {
			cwd: ROOT,
			env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'info', ...ALLOCATOR, ...env },
			// With a channel it ends when this process is gone, however that came about.
			stdio: ['ignore', 'pipe', 'pipe', 'ipc']
		});
		running.add(child);
		this.#child = child;
		for (const stream of [child.stdout, child.stderr]) {
			stream?.on('data', (text: Buffer) => {
				this.#output = (this.#output + text.toString()).slice(-KEPT_CHARACTERS);
			});
		}
		child.once('exit', (code, signal) => {
			running.delete(child);
			if (this.#child !== child) return;
			this.#child = null;
			this.faults.push(`${name} ended with ${code ?? signal ?? 'nothing'}`);
		});
	}

	async ready(): Promise<void> {
		const { name, isReady } = this.#program;
		await until(
			`${name} is ready`,
			() => {
				if (this.#child === null) this.launch();
				return isReady();
			},
			READY_MS
		).catch((cause: unknown) => {
			throw new Error(`${name} does not start:\n${this.#output.slice(-4000)}`, { cause });
		});
	}

	/** SIGKILL; resolves when it is gone. */
	kill(): Promise<void> {
		return this.#end('SIGKILL');
	}

	/** Asks it to end. */
	stop(): Promise<void> {
		return this.#end('SIGTERM');
	}

	async #end(signal: NodeJS.Signals): Promise<void> {
		const child = this.#child;
		this.#child = null;
		if (child?.exitCode !== null || child.signalCode !== null) return;
		const gone = once(child, 'exit');
		child.kill(signal);
		await gone;
	}
}
