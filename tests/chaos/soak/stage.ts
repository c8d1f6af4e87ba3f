/** The product under its load, from the first process to the last. */
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { readConnection } from '#lib/server/clickhouse/connection.ts';
import { readConfig } from '#lib/server/config.ts';
import { buildIfStale } from '../../../src/launch/prepare.mjs';
import { referenceEvents } from '../../../ingest/demo/reference.ts';
import { startPart } from '../../bench/live/part.ts';
import type { Part } from '../../bench/live/part.ts';
import { postEvents } from '../../bench/live/post.ts';
import { startProduct } from '../../support/product.ts';
import type { Product } from '../../support/product.ts';
import { until } from '../../support/until.ts';
import { furnish } from './installation.ts';
import { Marker } from './marker.ts';
import type { SoakOptions } from './options.ts';
import { presentOf } from './oracle.ts';
import type { Present } from './oracle.ts';
import type { ProducerOptions, ProducerReport } from './producer.ts';
import { Questions } from './questions.ts';
import { Sampler } from './sampler.ts';
import { SOAK_SOURCE } from './source.ts';
import type { ViewersOptions, ViewersReport, Watching } from './viewers.ts';

const RESTLESS_ONE_IN = 20;
const DRAINED_WITHIN_MS = 180_000;

/** What was acknowledged and what is there. */
export interface Balance {
	readonly sent: ProducerReport;
	readonly present: Present;
	readonly isWhole: boolean;
}

const VIEWERS_PER_PROCESS = 2500;

/** In as many processes as keep each of them from being what is measured. */
async function openViewers(
	viewers: number,
	options: Omit<ViewersOptions, 'viewers'>
): Promise<readonly Part<ViewersReport>[]> {
	const processes = Math.ceil(viewers / VIEWERS_PER_PROCESS);
	const shares = Array.from({ length: processes }, (_, index) =>
		Math.floor((viewers + index) / processes)
	);
	return Promise.all(
		shares.map((share) =>
			startPart<ViewersReport>('../../chaos/soak/viewers.ts', { ...options, viewers: share })
		)
	);
}

export class Stage {
	readonly product: Product;
	readonly questions: Questions;
	/** Boards, and as whom they are watched. */
	readonly watching: readonly Watching[];
	readonly sampler: Sampler;
	readonly #clickhouse: ClickHouse;
	readonly #producer: Part<ProducerReport>;
	readonly #viewers: readonly Part<ViewersReport>[];
	readonly marker: Marker;

	private constructor(
		product: Product,
		clickhouse: ClickHouse,
		parts: {
			readonly producer: Part<ProducerReport>;
			readonly viewers: readonly Part<ViewersReport>[];
			readonly watching: readonly Watching[];
			readonly marker: Marker;
			readonly questions: Questions;
		}
	) {
		this.product = product;
		this.questions = parts.questions;
		this.watching = parts.watching;
		this.#clickhouse = clickhouse;
		this.#producer = parts.producer;
		this.#viewers = parts.viewers;
		this.marker = parts.marker;
		this.sampler = new Sampler({ product, clickhouse, ...parts });
	}

	/** One viewer in so many comes and goes; 0: nobody does. */
	static async open(
		{ rate, viewers, seed }: Pick<SoakOptions, 'rate' | 'viewers' | 'seed'>,
		restlessOneIn = RESTLESS_ONE_IN
	): Promise<Stage> {
		// The launcher would do it too, while a start is waited for.
		buildIfStale();
		// In a group of its own: Ctrl-C is for the soak, which ends it in order.
		const product = await startProduct({
			args: ['--no-demo'],
			env: { LOG_LEVEL: 'warn' },
			ownGroup: true
		});
		try {
			const { web, ingest, dataDir } = product;
			const { watching, token, cookie } = await furnish(dataDir);
			const clickhouse = openClickHouse(readConnection(readConfig({ DATA_DIR: dataDir })));
			const reference = referenceEvents('soak', 'Europe/Madrid').map(({ event }) => event);
			await postEvents(ingest, reference, 10);
			const watched = await openViewers(viewers, { web, watching, restlessOneIn });
			const load: ProducerOptions = { ingest, rate, seed };
			const producer = await startPart<ProducerReport>('../../chaos/soak/producer.ts', load);
			const marker = new Marker({ web, ingest, board: 'sala', token });
			await marker.start();
			const questions = new Questions({ web, cookie });
			const parts = { producer, viewers: watched, watching, marker, questions };
			return new Stage(product, clickhouse, parts);
		} catch (cause) {
			await product.stop();
			throw cause;
		}
	}

	/** Ends the load, waits until the database has everything, and compares. */
	async balance(): Promise<Balance> {
		process.kill(this.#producer.pid, 'SIGUSR2');
		const settled = async (): Promise<ProducerReport | null> => {
			const report = await this.#producer.report();
			return !report.isLoading && report.waiting === 0 ? report : null;
		};
		const sent = await until('everything is acknowledged', settled, DRAINED_WITHIN_MS);
		const isDrained = async (): Promise<boolean> => (await this.sampler.sample()).pending === 0;
		await until('the spool is empty', isDrained, DRAINED_WITHIN_MS).catch(() => false);
		const present = await presentOf(this.#clickhouse, SOAK_SOURCE);
		const isWhole =
			present.rows === sent.acknowledged &&
			present.distinctIds === sent.acknowledged &&
			present.sum === sent.sum &&
			sent.acknowledged + sent.rejected === sent.sent;
		return { sent, present, isWhole };
	}

	async close(): Promise<void> {
		this.questions.stop();
		await this.marker.stop();
		await this.#producer.end();
		await Promise.all(this.#viewers.map((part) => part.end()));
		await this.#clickhouse.close();
		await this.product.stop();
	}
}
