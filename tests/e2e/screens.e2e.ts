import { expect, test } from '@playwright/test';

for (const [name, width, height] of [
	['1080p', 1920, 1080],
	['4k', 3840, 2160]
] as const) {
	test.describe(name, () => {
		test.use({ viewport: { width, height } });

		test('the demo wall moves, fills the screen and overflows nowhere', async ({ page }, info) => {
			const faults: string[] = [];
			page.on('pageerror', (error) => faults.push(error.message));
			page.on('console', (message) => {
				if (message.type() === 'error') faults.push(message.text());
			});
			await page.goto('/wallboard/sala?lang=es');
			await expect(page.locator('[data-freshness=live]')).toBeVisible();
			await expect(page.getByRole('row').filter({ hasText: 'Ventas' })).toBeVisible();
			const text = () => page.locator('body').innerText();
			const before = await text();
			await expect.poll(text, { timeout: 30_000 }).not.toBe(before);
			const overflow = await page.evaluate(() => ({
				x: document.documentElement.scrollWidth - window.innerWidth,
				y: document.documentElement.scrollHeight - window.innerHeight
			}));
			expect(overflow).toEqual({ x: 0, y: 0 });
			await page.screenshot({ path: info.outputPath(`wall-${name}.png`) });
			expect(faults).toEqual([]);
		});
	});
}
