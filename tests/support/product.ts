/** The whole product as `npm start` runs it, on a directory and ports of its own. */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

export const INGEST_TOKEN = 'test-ingest-token';
export const API_TOKEN = 'test-api-token';

export interface Product {
	readonly web: string;
	readonly ingest: string;
	readonly dataDir: string;
	readonly output: () => string;
	/** Process id of a part, by a piece of its command line. */
	pidOf(script: string): number | null;
	/** Sends a signal to the launcher and resolves with its exit code. */
	signal(name: NodeJS.Signals): Promise<number | null>;
	/** Ends it; removes the directory unless told to keep it. */
	stop(options?: { keep?: boolean }): Promise<void>;
}

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => {
				resolve(port);
			});
		});
	});
}

interface ProcessLine {
	readonly pid: number;
	readonly parent: number;
	readonly command: string;
}

function processes(): ProcessLine[] {
	return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
		.split('\n')
		.flatMap((line) => {
			const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
			return match
				? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' }]
				: [];
		});
}

/** All processes below this one. */
export function descendants(root: number): ProcessLine[] {
	const all = processes();
	const found: ProcessLine[] = [];
	let parents = new Set([root]);
	while (parents.size > 0) {
		const children = all.filter((line) => parents.has(line.parent));
		found.push(...children);
		parents = new Set(children.map((line) => line.pid));
	}
	return found;
}

export const isRunning = (pid: number): boolean =>
	processes().some((line) => line.pid === pid && !line.command.includes('<defunct>'));

/** State, age, what the kernel has it wait for, and command, for messages: "D 00:41 fsync_wait node src/server.ts". */
export function stateOf(pid: number): string {
	try {
		const columns = ['-o', 'stat=,etime=,wchan:30=,args=', '-p', String(pid)];
		return execFileSync('ps', columns, { encoding: 'utf8' }).trim();
	} catch {
		return 'gone';
	}
}

interface ProductOptions {
	readonly args?: readonly string[];
	readonly dataDir?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** In a process group of its own, which Ctrl-C does not reach. */
	readonly ownGroup?: boolean;
}

/** Starts it and waits until it has said where the wall is. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
	const { product, ready } = await launchProduct(options);
	try {
		await ready();
	} catch (cause) {
		await product.stop();
		throw new Error(`the product did not start: ${product.output()}`, { cause });
	}
	return product;
}

/** Starts it without waiting for anything. */
export async function launchProduct(
	options: ProductOptions = {}
): Promise<{ product: Product; ready: () => Promise<void> }> {
	const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'atalaya-product-')));
	const [port, ingestPort] = [await freePort(), await freePort()];
	let output = '';
	const child: ChildProcess = spawn(
		process.execPath,
		['src/launch/start.mjs', ...(options.args ?? ['--no-demo'])],
		{
			env: {
				...process.env,
				PORT: String(port),
				INGEST_PORT: String(ingestPort),
				DATA_DIR: dataDir,
				INGEST_TOKEN,
				API_TOKEN,
				TIME_ZONE: 'Europe/Madrid',
				...options.env
			},
			stdio: ['ignore', 'pipe', 'pipe'],
			detached: options.ownGroup ?? false
		}
	);
	const exited = new Promise<number | null>((resolve) =>
		child.once('exit', (code) => {
			resolve(code);
		})
	);
	for (const stream of [child.stdout, child.stderr])
		stream?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
	const web = `http://127.0.0.1:${port}`;
	const product: Product = {
		web,
		ingest: `http://127.0.0.1:${ingestPort}`,
		dataDir,
		output: () => output,
		pidOf: (script) =>
			descendants(child.pid ?? -1).find((line) => line.command.includes(script))?.pid ?? null,
		signal(name) {
			child.kill(name);
			return exited;
		},
		async stop({ keep = false } = {}) {
			child.kill('SIGTERM');
			await exited;
			if (!keep) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
		}
	};
	const ready = async () => {
		const ended = exited.then((code) => {
			throw new Error(`it ended with ${code ?? 'a signal'}`);
		});
		const printed = until(
			'the address of the wall is printed',
			() => Promise.resolve(output.includes('/wallboard/')),
			120_000
		);
		await Promise.race([printed, ended]);
	};
	return { product, ready };
}

/** A question of the metrics API. */
export async function queryMetrics(
	product: Pick<Product, 'web'>,
	query: Record<string, string>
): Promise<Record<string, unknown>[]> {
	const answer = await fetch(
		`${product.web}/api/v1/metrics/query?${new URLSearchParams(query).toString()}`,
		{
			headers: { authorization: `Bearer ${API_TOKEN}` }
		}
	);
	const body = (await answer.json()) as { rows?: Record<string, unknown>[] };
	if (!answer.ok || !body.rows) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
	return body.rows;
}
