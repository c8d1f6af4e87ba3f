import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { INGEST_TOKEN, startProduct } from '../support/product.ts';
import { signInBrowser } from '../support/sign-in.ts';
import { until } from '../support/until.ts';
import type { Product } from '../support/product.ts';

let counter = 0;

/** A contact that starts to wait now in a queue of its own. */
async function queueContact(product: Product, queue: string): Promise<number> {
	counter += 1;
	const subject = `e2e-${counter}`;
	const time = new Date().toISOString();
	const event = (step: number, name: string, data: object) => ({
		specversion: '1.0',
		id: `${subject}-${step}`,
		source: '//test/e2e',
		type: `atalaya.interaction.${name}.v1`,
		subject,
		time,
		data
	});
	const answer = await fetch(`${product.ingest}/v1/events`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${INGEST_TOKEN}`,
			'content-type': 'application/cloudevents-batch+json'
		},
		body: JSON.stringify([event(1, 'created', { channel: 'voice' }), event(2, 'queued', { queue })])
	});
	return answer.status;
}

const row = (page: Page, queue: string) => page.getByRole('row').filter({ hasText: queue });
/** The word beside the clock that says whether the numbers can be trusted. */
const live = (page: Page) => page.locator('[data-freshness=live]');

test.describe('the wall while parts of the product fail', () => {
	test.describe.configure({ mode: 'serial', timeout: 180_000 });
	let product: Product;

	test.beforeAll(async () => {
		product = await startProduct();
	});
	test.beforeEach(({ context }) => signInBrowser(context, product));
	test.afterAll(() => product.stop());

	test('a contact that queues is on the wall, without a reload', async ({ page }) => {
		await page.goto(`${product.web}/wallboard/sala?lang=es`);
		await expect(live(page)).toBeVisible();
		expect(await queueContact(product, 'prueba-uno')).toBe(202);
		await expect(row(page, 'prueba-uno')).toBeVisible();
	});

	for (const [part, script] of [
		['ingest', 'ingest/main.ts'],
		['the engine', 'engine/server.mjs'],
		['the web process', 'src/server.ts']
	] as const) {
		test(`[W4] the wall goes on after ${part} was killed`, async ({ page }) => {
			await page.goto(`${product.web}/wallboard/sala?lang=es`);
			await expect(live(page)).toBeVisible();
			await expect(row(page, 'prueba-uno')).toBeVisible();
			const old = product.pidOf(script);
			process.kill(old ?? -1, 'SIGKILL');
			// Never blank: what was there stays.
			await expect(row(page, 'prueba-uno')).toBeVisible();
			await until(`${part} is back`, () => {
				const pid = product.pidOf(script);
				return Promise.resolve(pid !== null && pid !== old);
			});
			const queue = `tras-${script.length}`;
			await until('ingest accepts', async () => (await queueContact(product, queue)) === 202);
			await expect(row(page, queue)).toBeVisible({ timeout: 45_000 });
			await expect(live(page)).toBeVisible({ timeout: 45_000 });
		});
	}

	for (const [part, script] of [
		['the web process', 'src/server.ts'],
		['ingest', 'ingest/main.ts'],
		['the engine', 'engine/server.mjs']
	] as const) {
		test(`[W12] while ${part} stands still, the wall says how old its numbers are`, async ({
			page
		}) => {
			await page.goto(`${product.web}/wallboard/sala?lang=es`);
			await expect(live(page)).toBeVisible();
			const pid = product.pidOf(script) ?? -1;
			process.kill(pid, 'SIGSTOP');
			try {
				await expect(page.locator('[data-freshness=late], [data-freshness=dead]')).toBeVisible({
					timeout: 30_000
				});
				await expect(page.getByText(/datos de hace/i).first()).toBeVisible();
				await expect(row(page, 'prueba-uno')).toBeVisible();
			} finally {
				process.kill(pid, 'SIGCONT');
			}
			await expect(live(page)).toBeVisible({ timeout: 45_000 });
		});
	}
});
