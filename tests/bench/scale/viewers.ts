/** What viewers cost the web processes: processor, memory, and how late the last of them is. */
import { setTimeout as sleep } from 'node:timers/promises';
import { API_TOKEN } from '../../support/product.ts';
import type { Product } from '../../support/product.ts';
import { startWeb } from '../../support/web.ts';
import { startBuiltProduct } from '../live/built-product.ts';
import { cpuSecondsOf, residentBytesOf } from '../live/processes.ts';
import { BOARD, Stage } from '../live/stage.ts';
import type { ScaleOptions } from './options.ts';

export interface ViewersStep {
	readonly viewers: number;
	/** Share of a core of the web processes together. */
	readonly webCpu: number;
	/** With the inserts at that rate and the questions of the boards. */
	readonly engineCpu: number;
	readonly webBytes: number;
	readonly frameP95Ms: number;
	readonly eventLoopP99Ms: number;
	/** To each viewer, each second. */
	readonly bytesPerSecond: number;
	readonly lost: number;
}

const WARM_UP_S = 5;

/** A web process: its address and its process id. */
type Web = { readonly url: string; readonly pid: number };

async function measureStep(
	product: Product,
	webs: readonly Web[],
	viewers: number,
	{ rate, seconds }: ScaleOptions
): Promise<ViewersStep> {
	const asked = { rate, viewers, seconds, warmUpSeconds: WARM_UP_S, browser: false };
	const urls = webs.map(({ url }) => url);
	const stage = new Stage(product, asked, BOARD, urls);
	const spent = (): number => webs.reduce((sum, { pid }) => sum + cpuSecondsOf(pid), 0);
	try {
		await stage.start();
		await sleep(WARM_UP_S * 1000);
		const [startedAt, before] = [performance.now(), spent()];
		const found = await stage.measure(null);
		const [wallS, webS] = [(performance.now() - startedAt) / 1000, spent() - before];
		return {
			viewers,
			webCpu: webS / wallS,
			engineCpu: found.cpu.engine / found.seconds,
			webBytes: webs.reduce((sum, { pid }) => sum + (residentBytesOf(pid) ?? 0), 0),
			frameP95Ms: found.frame.p95,
			eventLoopP99Ms: found.eventLoop.p99Ms,
			bytesPerSecond: found.bytes / found.seconds / viewers,
			lost: found.lost
		};
	} finally {
		await stage.end();
	}
}

export interface ViewersMeasured {
	readonly one: readonly ViewersStep[];
	/** Most viewers, spread over two processes. */
	readonly two: ViewersStep;
}

export async function measureViewers(
	sizes: readonly number[],
	options: ScaleOptions
): Promise<ViewersMeasured> {
	const product = await startBuiltProduct();
	try {
		const first = { url: product.web, pid: product.pidOf('src/server.ts') ?? -1 };
		const one: ViewersStep[] = [];
		for (const viewers of sizes) one.push(await measureStep(product, [first], viewers, options));
		const env = { DATA_DIR: product.dataDir, CLICKHOUSE_URL: '', INGEST_URLS: product.ingest };
		const second = await startWeb({ ...env, API_TOKEN, LOG_LEVEL: 'warn' });
		try {
			const most = Math.max(...sizes);
			return { one, two: await measureStep(product, [first, second], most, options) };
		} finally {
			await second.stop();
		}
	} finally {
		await product.stop();
	}
}
