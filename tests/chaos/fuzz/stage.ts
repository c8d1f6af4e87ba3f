/** The processes that are fuzzed, on a directory of their own: a real engine, ingest and web. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROLES } from '#lib/domain/access/role.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { applySchema } from '../../../clickhouse/apply.ts';
import { startTestEngine } from '../../support/engine.ts';
import { TEST_INTERNAL_TOKEN, startTestIngest } from '../../support/ingest.ts';
import type { TestIngest } from '../../support/ingest.ts';
import { signInAs } from '../../support/sign-in.ts';
import { startWeb } from '../../support/web.ts';
import type { Part } from './case.ts';
import { startNoticesBack } from './notices-back.ts';
import type { NoticesBack } from './notices-back.ts';

export const API_TOKEN = 'fuzz-api-token';
/** So few that the archive is part of a long run, and remembering them is no growth. */
const REMEMBERED_KEYS = '100000';

export interface Watched {
	readonly url: string;
	readonly port: number;
	readonly pid: number;
	readonly output: () => string;
}

export interface FuzzStage {
	readonly parts: Readonly<Record<Part, Watched>>;
	readonly ingest: TestIngest;
	readonly clickhouse: ClickHouse;
	readonly noticesBack: NoticesBack;
	/** Cookies of people of each role. */
	readonly cookies: Readonly<Record<Role, string>>;
	stop(): Promise<void>;
}

const portOf = (url: string): number => Number(new URL(url).port);

export async function startFuzzStage(seed: number): Promise<FuzzStage> {
	const stops: (() => Promise<unknown>)[] = [];
	const stop = async (): Promise<void> => {
		for (const end of stops.splice(0).reverse()) await end();
	};
	try {
		const engine = await startTestEngine();
		stops.push(() => engine.stop());
		const { dataDir, connection, clickhouse } = engine;
		await applySchema(clickhouse);
		const env = {
			API_TOKEN,
			INTERNAL_TOKEN: TEST_INTERNAL_TOKEN,
			LOG_LEVEL: 'error',
			INGEST_REMEMBERED_KEYS: REMEMBERED_KEYS,
			NODE_OPTIONS: `--import ${fileURLToPath(new URL('prototype-watch.mjs', import.meta.url))}`
		};
		const ingest = await startTestIngest({ dataDir, connection, env });
		stops.push(() => ingest.stop());
		const noticesBack = await startNoticesBack(seed);
		stops.push(() => noticesBack.stop());
		const web = await startWeb({
			...env,
			DATA_DIR: dataDir,
			CLICKHOUSE_URL: '',
			INGEST_URLS: `${ingest.url},${noticesBack.url}`
		});
		stops.push(() => web.stop());
		const cookies: Partial<Record<Role, string>> = {};
		for (const role of ROLES) cookies[role] = await signInAs({ dataDir }, role, { agent: 'iker' });
		return {
			parts: {
				ingest: { ...ingest, port: portOf(ingest.url) },
				web: { ...web, port: portOf(web.url) }
			},
			ingest,
			clickhouse,
			noticesBack,
			cookies: cookies as Record<Role, string>,
			stop
		};
	} catch (cause) {
		await stop();
		throw cause;
	}
}

/** Resident memory; null when the process is gone. */
export function residentBytes(pid: number): number | null {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		return /State:\s+Z/.test(status)
			? null
			: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
	} catch {
		return null;
	}
}

/** Open files and sockets. */
export const handlesOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

/** p99 of the delay of its event loop since this was last asked. */
export async function eventLoopP99Ms({ url }: Watched): Promise<number> {
	const text = await (await fetch(`${url}/metrics`)).text();
	const seconds = /^\w*nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1];
	if (seconds === undefined) throw new Error(`${url} tells no delay of its event loop`);
	return Number(seconds) * 1000;
}
