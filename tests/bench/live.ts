/** From the request of a producer to the frame of a viewer, and to the pixels of a browser, under load. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from '../support/product.ts';
import { startBuiltProduct } from './live/built-product.ts';
import { readLiveOptions } from './live/options.ts';
import type { LiveOptions } from './live/options.ts';
import { conditionOf, measuredTables } from './live/report.ts';
import { openScreen } from './live/screen.ts';
import { BOARD, Stage } from './live/stage.ts';
import type { Report, Table } from './report/report.ts';

/** A page that has just loaded is still busy with itself. */
const BROWSER_SETTLE_MS = 3000;

export { HELP as help } from './live/options.ts';

async function measureWithBrowser(product: Product, stage: Stage): Promise<Table[]> {
	const screen = await openScreen(product, BOARD);
	try {
		await sleep(BROWSER_SETTLE_MS);
		return measuredTables('With one browser beside them', await stage.measure(screen));
	} finally {
		await screen.close();
	}
}

async function measure(product: Product, options: LiveOptions): Promise<Table[]> {
	const stage = new Stage(product, options);
	try {
		await stage.start();
		await sleep(options.warmUpSeconds * 1000);
		const viewers = measuredTables('Viewers', await stage.measure(null));
		return options.browser ? [...viewers, ...(await measureWithBrowser(product, stage))] : viewers;
	} finally {
		await stage.end();
	}
}

export async function run(args: readonly string[]): Promise<Report> {
	const options = readLiveOptions(args);
	const product = await startBuiltProduct();
	try {
		return {
			title: 'Live boards',
			conditions: [conditionOf(options)],
			tables: await measure(product, options)
		};
	} finally {
		await product.stop();
	}
}
