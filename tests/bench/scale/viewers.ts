/** What viewers cost a web process: processor, memory, and how late the last of them is. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startBuiltProduct } from '../live/built-product.ts';
import type { Product } from '../../support/product.ts';
import { residentBytesOf } from '../live/processes.ts';
import { Stage } from '../live/stage.ts';
import type { ScaleOptions } from './options.ts';

export interface ViewersStep {
	readonly viewers: number;
	/** Share of a core of the web process. */
	readonly webCpu: number;
	readonly webBytes: number;
	readonly frameP95Ms: number;
	readonly eventLoopP99Ms: number;
	/** To each viewer, each second. */
	readonly bytesPerSecond: number;
	readonly lost: number;
}

const WARM_UP_S = 5;

async function measureStep(
	product: Product,
	viewers: number,
	{ rate, seconds }: ScaleOptions
): Promise<ViewersStep> {
	const asked = { rate, viewers, seconds, warmUpSeconds: WARM_UP_S, browser: false };
	const stage = new Stage(product, asked);
	try {
		await stage.start();
		await sleep(WARM_UP_S * 1000);
		const found = await stage.measure(null);
		return {
			viewers,
			webCpu: found.cpu.web / found.seconds,
			webBytes: residentBytesOf(product.pidOf('src/server.ts') ?? -1) ?? 0,
			frameP95Ms: found.frame.p95,
			eventLoopP99Ms: found.eventLoop.p99Ms,
			bytesPerSecond: found.bytes / found.seconds / viewers,
			lost: found.lost
		};
	} finally {
		await stage.end();
	}
}

export async function measureViewers(
	sizes: readonly number[],
	options: ScaleOptions
): Promise<ViewersStep[]> {
	const product = await startBuiltProduct();
	try {
		const steps: ViewersStep[] = [];
		for (const viewers of sizes) steps.push(await measureStep(product, viewers, options));
		return steps;
	} finally {
		await product.stop();
	}
}
