/** The embedded ClickHouse: a child process that is started, watched, started again when it dies, and stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Connection } from '#lib/server/clickhouse/connection.ts';
import type { EngineChild } from './child.ts';
import { spawnEngine } from './child.ts';
import { EngineUnsupportedError } from './engine-error.ts';
import type { EngineFiles } from './files.ts';
import { prepareFiles, writePrivately } from './files.ts';
import { thisMachine, whyUnsupported } from './platform.ts';
import { findPort, isFree } from './port.ts';
import { waitUntilReady } from './ready.ts';
import { keepOrMakeConnection, portOf } from './secrets.ts';
import type { EngineCluster } from './settings.ts';
import { writeSettings } from './settings.ts';

const READY_DEADLINE_MS = 30_000;
const LEAST_BACK_OFF_MS = 100;
const MOST_BACK_OFF_MS = 5000;
/** An engine that has lived this long is healthy: the next restart is quick again. */
const HEALTHY_AFTER_MS = 30_000;
/** How often a port may be taken by others between our look and the engine's. */
const PORT_ATTEMPTS = 5;

export interface EngineOptions {
	readonly dataDir: string;
	readonly database: string;
	readonly memoryBytes: number;
	readonly log: Logger;
	/** Wished, not guaranteed; otherwise that of the last engine of this directory, otherwise any. */
	readonly port?: number;
	/** One of several engines of this machine that make a cluster: for trying its form, not for more of anything. */
	readonly cluster?: EngineCluster;
}

export interface EngineHealth {
	readonly state: 'running' | 'restarting' | 'stopped';
	readonly pid: number | null;
	readonly restarts: number;
	/** How the last process died, or why the last restart failed. */
	readonly lastFault: string | null;
}

export interface Engine {
	/** Its address changes only if others take the port while the engine restarts; `connection.json` then says so too. */
	readonly connection: Connection;
	readonly pid: number | null;
	readonly restarts: number;
	health(): EngineHealth;
	/** Told how each process died that was not stopped; returns what ends the telling. */
	onExit(listener: (how: string) => void): () => void;
	/** Kills the process; files stay. Whoever writes finishes first: there is no gentle stop. */
	stop(): Promise<void>;
}

/** Resolves when the engine answers and `connection.json` is written. Throws EngineError. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
	const reason = whyUnsupported(thisMachine());
	if (reason !== null) throw new EngineUnsupportedError(reason);
	const supervisor = new Supervisor(options);
	await supervisor.start();
	return supervisor;
}

class Supervisor implements Engine {
	readonly #options: EngineOptions;
	readonly #files: EngineFiles;
	readonly #stopping = new AbortController();
	readonly #listeners = new Set<(how: string) => void>();
	#connection: Connection;
	#child: EngineChild | null = null;
	#watching: Promise<void> = Promise.resolve();
	#state: EngineHealth['state'] = 'restarting';
	#restarts = 0;
	#lastFault: string | null = null;

	constructor(options: EngineOptions) {
		this.#options = options;
		this.#files = prepareFiles(options.dataDir);
		this.#connection = keepOrMakeConnection(this.#files.connection, options.database);
	}

	get connection(): Connection {
		return this.#connection;
	}

	get pid(): number | null {
		return this.#child?.pid ?? null;
	}

	get restarts(): number {
		return this.#restarts;
	}

	health(): EngineHealth {
		return {
			state: this.#state,
			pid: this.pid,
			restarts: this.#restarts,
			lastFault: this.#lastFault
		};
	}

	onExit(listener: (how: string) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async start(): Promise<void> {
		const child = await this.#launch(this.#options.port ?? portOf(this.#connection.url));
		this.#watching = this.#watch(child);
	}

	async stop(): Promise<void> {
		this.#state = 'stopped';
		this.#stopping.abort();
		await this.#child?.kill();
		await this.#watching;
	}

	#isStopping(): boolean {
		return this.#stopping.signal.aborted;
	}

	async #watch(first: EngineChild): Promise<void> {
		let child: EngineChild | null = first;
		let backOffMs = LEAST_BACK_OFF_MS;
		while (child !== null) {
			const startedAt = performance.now();
			const exit = await child.exited;
			this.#child = null;
			if (this.#isStopping()) return;
			this.#state = 'restarting';
			this.#lastFault = exit;
			// Its log file is not quoted here: it holds what callers sent.
			this.#options.log.error(
				{ exit, said: child.lastWords(), logFile: this.#files.log },
				'the engine died; starting it again'
			);
			for (const listener of this.#listeners) listener(exit);
			if (performance.now() - startedAt > HEALTHY_AFTER_MS) backOffMs = LEAST_BACK_OFF_MS;
			child = await this.#relaunch(backOffMs);
			backOffMs = Math.min(backOffMs * 2, MOST_BACK_OFF_MS);
		}
	}

	/** Tries until it succeeds; null: stopped meanwhile. */
	async #relaunch(firstBackOffMs: number): Promise<EngineChild | null> {
		const { log } = this.#options;
		const { signal } = this.#stopping;
		let backOffMs = firstBackOffMs;
		for (;;) {
			try {
				await sleep(backOffMs, undefined, { signal });
				const child = await this.#launch(portOf(this.#connection.url));
				this.#restarts += 1;
				log.info({ pid: child.pid, restarts: this.#restarts }, 'the engine is back');
				return child;
			} catch (error) {
				if (this.#isStopping()) return null;
				this.#lastFault = error instanceof Error ? error.message : String(error);
				backOffMs = Math.min(backOffMs * 2, MOST_BACK_OFF_MS);
				log.error({ err: error, backOffMs }, 'the engine did not start; trying again');
			}
		}
	}

	async #launch(wishedPort: number | null): Promise<EngineChild> {
		let port = await findPort(wishedPort);
		for (let attempt = 1; ; attempt += 1) {
			try {
				return await this.#launchAt(port);
			} catch (error) {
				if (this.#isStopping() || attempt === PORT_ATTEMPTS) throw error;
				if (await isFree(port)) throw error;
				port = await findPort(null);
			}
		}
	}

	async #launchAt(port: number): Promise<EngineChild> {
		const connection = { ...this.#connection, url: `http://127.0.0.1:${port}` };
		const { memoryBytes, cluster } = this.#options;
		writeSettings(this.#files, connection, { memoryBytes, ...(cluster ? { cluster } : {}) });
		const child = await spawnEngine(this.#files, port, cluster?.ownPort ?? null);
		this.#child = child;
		try {
			await waitUntilReady({
				child,
				connection,
				directory: this.#files.directory,
				deadlineMs: READY_DEADLINE_MS
			});
			this.#stopping.signal.throwIfAborted();
			// Only the holder of the directory's lock comes this far, so two starts never write it in turns.
			writePrivately(this.#files.connection, `${JSON.stringify(connection, null, '\t')}\n`);
		} catch (error) {
			await child.kill();
			this.#child = null;
			throw error;
		}
		this.#connection = connection;
		this.#state = 'running';
		return child;
	}
}
