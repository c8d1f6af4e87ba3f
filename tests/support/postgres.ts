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
	/** As after a clean end: connections are cut, addresses stay. */
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
	const start = (): { child: ChildProcess; exited: Promise<unknown> } => {
		const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
		const child = spawn(...asUser(join(bin, 'postgres'), args), {
			cwd: directory,
			stdio: 'ignore'
		});
		return { child, exited: new Promise((done) => child.once('exit', done)) };
	};
	let server = start();
	const end = async (signal: NodeJS.Signals): Promise<void> => {
		server.child.kill(signal);
		await server.exited;
	};
	const stop = async (): Promise<void> => {
		// At once: a checkpoint of a hundred databases that are thrown away takes minutes on a busy disk.
		await end('SIGQUIT');
		rmSync(directory, { recursive: true, force: true });
	};
	const untilReady = async (): Promise<void> => {
		const deadline = Date.now() + START_MS;
		for (;;) {
			const ready = await query(url('postgres'), 'select 1').then(
				() => true,
				() => false
			);
			if (ready) return;
			if (Date.now() > deadline) {
				await stop();
				throw new Error('PostgreSQL does not answer');
			}
			await sleep(50);
		}
	};
	await untilReady();
	let made = 0;
	return {
		createDatabase: async () => {
			const name = `store_${++made}`;
			await query(url('postgres'), `create database ${name}`);
			return url(name);
		},
		pid: () => server.child.pid ?? -1,
		restart: async () => {
			await end('SIGINT');
			server = start();
			await untilReady();
		},
		stop
	};
}
