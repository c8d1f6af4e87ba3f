import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import {
	INGEST_TOKEN,
	descendants,
	isRunning,
	launchProduct,
	queryMetrics,
	startProduct,
	stateOf
} from '../support/product.ts';
import { until } from '../support/until.ts';
import type { Product } from '../support/product.ts';

const post = async (product: Product, id: string) => {
	const time = new Date().toISOString();
	const answer = await fetch(`${product.ingest}/v1/events`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${INGEST_TOKEN}`,
			'content-type': 'application/cloudevents-batch+json'
		},
		body: JSON.stringify([
			{
				specversion: '1.0',
				id: `${id}-1`,
				source: '//test/life',
				type: 'atalaya.interaction.created.v1',
				subject: id,
				time,
				data: { channel: 'voice' }
			},
			{
				specversion: '1.0',
				id: `${id}-2`,
				source: '//test/life',
				type: 'atalaya.interaction.queued.v1',
				subject: id,
				time,
				data: { queue: 'ventas' }
			}
		])
	});
	return answer.status;
};
const offered = async (product: Product): Promise<number> => {
	const from = new Date(Date.now() - 86_400_000).toISOString();
	const to = new Date(Date.now() + 3_600_000).toISOString();
	const [row] = await queryMetrics(product, { metric: 'offered', from, to });
	return (row?.['offered'] as { value: number }).value;
};

const PARTS = ['ingest/main.ts', 'src/server.ts', 'engine/server.mjs'] as const;

/** Says what state those are in that stay. */
async function allGone(parts: readonly (number | null)[], withinMs: number): Promise<void> {
	expect(parts).not.toContain(null);
	const running = () => parts.filter((pid) => pid !== null && isRunning(pid));
	try {
		await until('all parts are gone', () => Promise.resolve(running().length === 0), withinMs);
	} catch (cause) {
		throw new Error(
			running()
				.map((pid) => stateOf(pid ?? -1))
				.join('\n'),
			{ cause }
		);
	}
}

describe('npm start', () => {
	let product: Product;
	afterEach(async () => {
		await product.stop({ keep: true });
		await rm(product.dataDir, { recursive: true, force: true, maxRetries: 5 });
	});

	test('Ctrl-C ends everything, nothing is left running, nothing is lost, and the next start has it all', async () => {
		product = await startProduct();
		const parts = descendants(process.pid).filter(({ command }) =>
			/ingest\/main\.ts|src\/server\.ts|engine\/server\.mjs/.test(command)
		);
		expect(parts.length).toBeGreaterThanOrEqual(3);
		expect(await post(product, 'call-1')).toBe(202);
		// At once: what was accepted may still be on its way to the database.
		expect(await product.signal('SIGINT')).toBe(0);
		for (const { pid } of parts) expect(isRunning(pid)).toBe(false);
		const { dataDir } = product;
		product = await startProduct({ dataDir });
		expect(
			await until('the accepted contact is there', async () => (await offered(product)) === 1)
		).toBe(true);
	});

	test('when the launcher is killed, every part ends by itself', async () => {
		product = await startProduct();
		const parts = PARTS.map((script) => product.pidOf(script));
		await product.signal('SIGKILL');
		await allGone(parts, 20_000);
	});

	test('when the launcher is killed while its parts are starting, they end as well', async () => {
		({ product } = await launchProduct());
		const parts = await until('all parts have begun', () => {
			const found = PARTS.map((script) => product.pidOf(script));
			return Promise.resolve(found.includes(null) ? null : found);
		});
		await product.signal('SIGKILL');
		expect(product.output()).not.toContain('/wallboard/');
		// They finish their start first.
		await allGone(parts, 60_000);
	});

	test('a part that is killed comes back, and what was accepted meanwhile is there', async () => {
		product = await startProduct();
		expect(await post(product, 'before')).toBe(202);
		for (const script of PARTS) {
			const old = product.pidOf(script);
			process.kill(old ?? -1, 'SIGKILL');
			await until(`${script} is back`, () => {
				const pid = product.pidOf(script);
				return Promise.resolve(pid !== null && pid !== old);
			});
			expect(
				await until(
					'ingest accepts',
					async () => (await post(product, `after-${script.length}`)) === 202
				)
			).toBe(true);
		}
		expect(await until('all four are counted', async () => (await offered(product)) === 4)).toBe(
			true
		);
	});

	test('a port that is in use is said plainly', async () => {
		product = await startProduct();
		const port = new URL(product.web).port;
		await expect(startProduct({ env: { PORT: port } })).rejects.toThrow(`Port ${port} is in use`);
	});
});
