/** The web process alone, from its built pages, on a directory and a port of its own: for what needs no events. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '#lib/server/config.ts';
import { readConfig } from '#lib/server/config.ts';
import { freePort } from './product.ts';
import { until } from './until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Nothing listens there: no page of the sign-in asks the database of events. */
const NOWHERE = 'http://127.0.0.1:9';

export interface Web {
	readonly url: string;
	readonly pid: number;
	readonly config: Config;
	/** Everything it logged. */
	readonly output: () => string;
	stop(): Promise<void>;
}

export async function startWeb(env: Record<string, string> = {}): Promise<Web> {
	const dataDir = await mkdtemp(join(tmpdir(), 'atalaya-web-'));
	const settings = {
		PORT: String(await freePort()),
		DATA_DIR: dataDir,
		CLICKHOUSE_URL: NOWHERE,
		TIME_ZONE: 'Europe/Madrid',
		...env
	};
	let output = '';
	const child = spawn(process.execPath, ['--import', 'tsx', 'src/server.ts'], {
		cwd: ROOT,
		env: { ...process.env, ...settings },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const exited = new Promise((resolve) => child.once('exit', resolve));
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
	const url = `http://127.0.0.1:${settings.PORT}`;
	const stop = async (): Promise<void> => {
		child.kill('SIGTERM');
		await exited;
		await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
	};
	try {
		await Promise.race([
			until('the web process answers', async () => (await fetch(`${url}/healthz`)).ok),
			exited.then(() => {
				throw new Error('it ended');
			})
		]);
	} catch (cause) {
		await stop();
		throw new Error(`the web process did not start: ${output}`, { cause });
	}
	return { url, pid: child.pid ?? 0, config: readConfig(settings), output: () => output, stop };
}
