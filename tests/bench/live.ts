/** From the request of a producer to the frame of a viewer, and to the pixels of a browser, under load. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { readLiveOptions } from './live/options.ts';
import type { LiveOptions } from './live/options.ts';
import { printHead, printMeasured } from './live/report.ts';
import { openScreen } from './live/screen.ts';
import { BOARD, Stage } from './live/stage.ts';

/** A page that has just loaded is still busy with itself. */
const BROWSER_SETTLE_MS = 3000;

async function measureWithBrowser(product: Product, stage: Stage): Promise<void> {
	const screen = await openScreen(product, BOARD);
	try {
		await sleep(BROWSER_SETTLE_MS);
		printMeasured('With one browser beside them', await stage.measure(screen));
	} finally {
		await screen.close();
	}
}

async function measure(product: Product, options: LiveOptions): Promise<void> {
	const stage = new Stage(product, options);
	try {
		await stage.start();
		await sleep(options.warmUpSeconds * 1000);
		printMeasured('Viewers', await stage.measure(null));
		if (options.browser) await measureWithBrowser(product, stage);
	} finally {
		await stage.end();
	}
}

export async function run(args: readonly string[]): Promise<void> {
	const options = readLiveOptions(args);
	printHead(options);
	const product = await startProduct({ args: ['--no-demo'], env: { LOG_LEVEL: 'warn' } });
	try {
		await measure(product, options);
	} finally {
		await product.stop();
	}
}
