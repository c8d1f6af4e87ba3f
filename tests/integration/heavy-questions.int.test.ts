import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Type } from '@sinclair/typebox';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { readConnection } from '#lib/server/clickhouse/connection.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { readConfig } from '#lib/server/config.ts';
import { contactEvents } from '../../ingest/demo/load.ts';
import { API_TOKEN, startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { postEvents } from '../support/two-clients.ts';
import { until } from '../support/until.ts';
import { TestViewer } from '../support/viewer.ts';

const HOUR_MS = 3_600_000;
const EVENTS = 20_000;
const BATCH = 1000;

const running = defineQuery({
	name: 'test-running',
	sql: `SELECT count() AS n FROM system.processes WHERE startsWith(Settings['log_comment'], 'metric-sums')`,
	scope: { none: 'what the database itself does' },
	params: Type.Object({}),
	row: Type.Object({ n: Type.Integer() })
});

describe('many heavy questions at once', () => {
	let product: Product;
	let clickhouse: ClickHouse;
	let viewer: TestViewer;

	beforeAll(async () => {
		product = await startProduct();
		clickhouse = openClickHouse(readConnection(readConfig({ DATA_DIR: product.dataDir })));
		const startMs = Date.now() - 6 * HOUR_MS;
		const load = contactEvents({
			seed: 'heavy',
			ratePerSecond: 1,
			startMs,
			source: '//test/heavy'
		});
		for (let sent = 0; sent < EVENTS; sent += BATCH) {
			const batch = Array.from({ length: BATCH }, () => load.next().value).flatMap((one) =>
				one ? [one.event] : []
			);
			await postEvents(product, batch);
		}
		viewer = new TestViewer(`${product.web.replace('http', 'ws')}/live`, {
			authorization: `Bearer ${API_TOKEN}`
		});
		await viewer.opened();
		viewer.send({ type: 'hello', v: 1, board: 'sala' });
		expect((await viewer.next()).type).toBe('snapshot');
	});
	afterAll(async () => {
		viewer.close();
		await clickhouse.close();
		await product.stop();
	});

	/** To the millisecond, so that it is counted contact by contact, and by everything there is. */
	const heavy = (signal?: AbortSignal): Promise<number> => {
		const query = new URLSearchParams({
			metric: 'offered,service_level,aht,first_response_time',
			from: new Date(Date.now() - 30 * 24 * HOUR_MS + 1).toISOString(),
			to: new Date(Date.now() + 1).toISOString(),
			interval: '15m',
			by: 'queue,channel,agent,team'
		});
		return fetch(`${product.web}/api/v1/metrics/query?${query.toString()}`, {
			headers: { authorization: `Bearer ${API_TOKEN}` },
			...(signal ? { signal } : {})
		}).then(async (answer) => {
			await answer.arrayBuffer();
			return answer.status;
		});
	};
	const runningNow = async (): Promise<number> =>
		(await clickhouse.query('ingest', running, {}))[0]?.n ?? 0;

	test('[Q1] the wall goes on ticking and learns of new contacts while fifty are asked', async () => {
		let answered = 0;
		const all = Promise.all(
			Array.from({ length: 50 }, () => heavy().finally(() => (answered += 1)))
		);
		await until('they are being asked', async () => (await runningNow()) > 0);
		const nowMs = Date.now();
		const subject = 'in-the-storm';
		const event = (name: string, data: object) => ({
			specversion: '1.0',
			id: `${subject}-${name}`,
			source: '//test/heavy',
			type: `atalaya.interaction.${name}.v1`,
			subject,
			time: new Date(nowMs).toISOString(),
			data
		});
		await postEvents(product, [
			event('created', { channel: 'voice' }),
			event('queued', { queue: 'storm' })
		]);
		let ticks = 0;
		await viewer.nextWhere(
			(message) => {
				ticks += 1;
				return JSON.stringify(message).includes('"storm"');
			},
			undefined,
			30_000
		);
		const answeredThen = answered;
		expect(await all).toEqual(Array.from({ length: 50 }, () => 200));
		expect(ticks).toBeGreaterThan(0);
		// It was on the wall before the last of them had its answer.
		expect(answeredThen).toBeLessThan(50);
	});

	test('[Q2] whoever goes away takes the question along, and those that waited are not asked', async () => {
		const abort = new AbortController();
		const all = Array.from({ length: 30 }, () =>
			heavy(abort.signal).then(
				() => 'answered',
				() => 'gone'
			)
		);
		await until('they are being asked', async () => (await runningNow()) > 1);
		abort.abort();
		expect(await Promise.all(all)).toContain('gone');
		await until('none is asked any more', async () => (await runningNow()) === 0, 5000);
		for (let tick = 0; tick < 2; tick++) {
			await viewer.next();
			expect(await runningNow()).toBe(0);
		}
	});

	test('[Q1] ten thousand names in a filter are refused, and harm nobody', async () => {
		const ask = async (count: number) => {
			const queue = Array.from({ length: count }, (_, n) => `q${n}`).join(',');
			const query = new URLSearchParams({
				metric: 'offered',
				from: '2026-01-01T00:00:00Z',
				to: '2026-01-02T00:00:00Z',
				queue
			});
			const answer = await fetch(`${product.web}/api/v1/metrics/query?${query.toString()}`, {
				headers: { authorization: `Bearer ${API_TOKEN}` }
			});
			return answer.status;
		};
		// The server itself takes no address of that length; what fits is counted.
		expect([400, 431]).toContain(await ask(10_000));
		expect(await ask(1000)).toBe(400);
		expect(await ask(400)).toBe(200);
	});
});
