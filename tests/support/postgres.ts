/** A PostgreSQL server of its own for a test file, when Debian's binaries are there. */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface TestPostgres {
	/** A new, empty database. */
	createDatabase(): Promise<string>;
	/** Process id of the server, the parent of all that work for it. */
	pid(): number;
	/** SIGKILL of the server; resolves when it is gone. */
	kill(): Promise<void>;
	/** After a kill: the same databases at the same address. Resolves when it answers, also when it had not ended. */
	start(): Promise<void>;
	/** A clean end that cuts all connections, and a start. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

const ROOT = '/usr/lib/postgresql';
const START_MS = 30_000;

/** Directory of the newest server's programs, or null. */
export function postgresBin(): string | null {
	if (!existsSync(ROOT)) return null;
	const versions = readdirSync(ROOT).sort((a, b) => Number(b) - Number(a));
	const found = versions
		.map((version) => join(ROOT, version, 'bin'))
		.find((bin) => existsSync(join(bin, 'postgres')));
	return found ?? null;
}

const isRoot = process.getuid?.() === 0;

function numericId(option: '-u' | '-g'): number {
	return Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
}

/** PostgreSQL refuses to run as root. */
function asUser(command: string, args: string[]): [string, string[]] {
	if (!isRoot) return [command, args];
	return ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args]];
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	await new Promise((done) => server.close(done));
	return port;
}

async function query(url: string, sql: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(sql);
	} finally {
		await client.end();
	}
}

/** `also`: settings of the server, `name=value`. */
export async function startTestPostgres(
	bin: string,
	also: readonly string[] = []
): Promise<TestPostgres> {
	const directory = mkdtempSync(join(tmpdir(), 'atalaya-postgres-'));
	chmodSync(directory, 0o700);
	if (isRoot) chownSync(directory, numericId('-u'), numericId('-g'));
	const data = join(directory, 'data');
	const port = await freePort();
	execFileSync(
		...asUser(join(bin, 'initdb'), [
			'-D',
			data,
			'-U',
			'test',
			'--auth=trust',
			'--encoding=UTF8',
			'--no-sync'
		]),
		{
			cwd: directory,
			stdio: 'pipe'
		}
	);
	const settings = [
		`port=${port}`,
		'listen_addresses=127.0.0.1',
		`unix_socket_directories=${directory}`,
		...also
	];
	const url = (name: string): string => `postgres://test@127.0.0.1:${port}/${name}`;
	const program = asUser(join(bin, 'postgres'), [
		'-D',
		data,
		...settings.flatMap((s) => ['-c', s])
	]);
	const server = new Server(program, directory, () => query(url('postgres'), 'select 1'));
	const stop = async (): Promise<void> => {
		// At once: a checkpoint of a hundred databases that are thrown away takes minutes on a busy disk.
		await server.end('SIGQUIT');
		rmSync(directory, { recursive: true, force: true });
	};
	try {
		await server.start();
	} catch (cause) {
		await stop();
		throw cause;
	}
	let made = 0;
	return {
		createDatabase: async () => {
			const name = `store_${++made}`;
			await query(url('postgres'), `create database ${name}`);
			return url(name);
		},
		pid: () => server.pid,
		kill: () => server.end('SIGKILL'),
		start: () => server.start(),
		restart: async () => {
			await server.end('SIGINT');
			await server.start();
		},
		stop
	};
}

class Server {
	readonly #program: [string, string[]];
	readonly #cwd: string;
	readonly #ask: () => Promise<void>;
	#child: ChildProcess | null = null;

	constructor(program: [string, string[]], cwd: string, ask: () => Promise<void>) {
		this.#program = program;
		this.#cwd = cwd;
		this.#ask = ask;
	}

	/** -1 while there is none. */
	get pid(): number {
		return this.#child?.pid ?? -1;
	}

	/** Resolves when it answers. */
	async start(): Promise<void> {
		const deadline = Date.now() + START_MS;
		while (Date.now() < deadline) {
			// After a kill it refuses to start until the last of its former processes has noticed.
			if (!this.#child) this.#spawn();
			const isReady = await this.#ask().then(
				() => true,
				() => false
			);
			if (isReady) return;
			await sleep(50);
		}
		throw new Error('PostgreSQL does not answer');
	}

	#spawn(): void {
		const child = spawn(...this.#program, { cwd: this.#cwd, stdio: 'ignore' });
		this.#child = child;
		child.once('exit', () => {
			if (this.#child === child) this.#child = null;
		});
	}

	async end(signal: NodeJS.Signals): Promise<void> {
		const child = this.#child;
		if (!child) return;
		const gone = new Promise((done) => child.once('exit', done));
		child.kill(signal);
		await gone;
	}
}
