import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';

const CODE = /^[2-9CDFHJKMNPRTVWXY]{3}-[2-9CDFHJKMNPRTVWXY]{3}$/;
/** Nobody: not the administrator that the other browsers are. */
const TV: BrowserContextOptions = {
	viewport: { width: 1920, height: 1080 },
	storageState: { cookies: [], origins: [] }
};
const PHONE = { viewport: { width: 390, height: 844 } };
const DESK = { viewport: { width: 1280, height: 900 } };

const faultsOf = async (page: Page): Promise<string[]> => {
	const { violations } = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
		.analyze();
	return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
};

async function opened(
	browser: Browser,
	path: string,
	options: BrowserContextOptions
): Promise<Page> {
	const page = await (await browser.newContext(options)).newPage();
	await page.goto(path);
	return page;
}

async function showsCode(tv: Page): Promise<string> {
	const shown = tv.getByText(CODE);
	await expect(shown).toBeVisible();
	return shown.innerText();
}

async function pair(phone: Page, code: string, name: string): Promise<void> {
	await phone.getByLabel('Código de la pantalla').fill(code.toLowerCase().replace('-', ' '));
	await phone.getByLabel('Nombre de la pantalla').fill(name);
	await phone.getByRole('checkbox', { name: 'Sala', exact: true }).check();
	await phone.getByRole('button', { name: 'Vincular', exact: true }).click();
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const card = (desk: Page, name: string) =>
	desk.getByRole('article').filter({ has: desk.getByRole('heading', { name, exact: true }) });

test.describe('a television', () => {
	test('is paired by a code on the phone, proves what it shows, and follows what is changed', async ({
		browser
	}) => {
		const faults: string[] = [];
		const context = await browser.newContext(TV);
		const tv = await context.newPage();
		tv.on('pageerror', (error) => faults.push(error.message));
		await tv.goto('/screen');
		const code = await showsCode(tv);
		await expect(tv.getByRole('img', { name: 'Código QR' })).toBeVisible();
		expect(await faultsOf(tv)).toEqual([]);

		const phone = await opened(browser, '/pair', PHONE);
		expect(await faultsOf(phone)).toEqual([]);
		await pair(phone, code, 'TV de la prueba');
		await expect(phone.getByText('«TV de la prueba» está vinculada')).toBeVisible();

		await expect(heading(tv, 'Sala')).toBeVisible();
		await expect(tv.locator('[data-freshness=live]')).toBeVisible();
		await expect(tv.getByRole('link')).toHaveCount(0);
		await expect(tv.getByRole('button')).toHaveCount(0);
		await tv.mouse.move(300, 300);
		await expect(tv.getByRole('button')).toHaveCount(0);
		expect(await faultsOf(tv)).toEqual([]);

		const desk = await opened(browser, '/administration/screens', DESK);
		const own = card(desk, 'TV de la prueba');
		await expect(own.getByText('Muestra lo que debe', { exact: true })).toBeVisible({
			timeout: 30_000
		});
		await expect(own.getByText(/Estado \d+, huella [0-9a-f]{16}/)).toBeVisible();
		await expect(own.getByText('1920 × 1080')).toBeVisible();
		// The round trip comes with the second report, and the page brings it by itself.
		await expect(own.getByText(/^\d+ ms$/)).toBeVisible({ timeout: 30_000 });
		expect(await faultsOf(desk)).toEqual([]);

		await own.getByRole('button', { name: 'Identificar' }).click();
		await expect(desk.getByText('«TV de la prueba» muestra su nombre')).toBeVisible();
		await expect(tv.getByRole('alert')).toContainText('TV de la prueba');
		expect(await faultsOf(tv)).toEqual([]);
		await expect(tv.getByRole('alert')).toHaveCount(0, { timeout: 15_000 });

		await own.getByText('Modificar').click();
		await own.getByLabel('Nombre de la pantalla').fill('TV ventana');
		await own.getByRole('checkbox', { name: 'Sala', exact: true }).uncheck();
		await own.getByRole('checkbox', { name: 'Canales digitales' }).check();
		expect(await faultsOf(desk)).toEqual([]);
		await own.getByRole('button', { name: 'Guardar' }).click();
		await expect(heading(tv, 'Canales digitales')).toBeVisible();
		await expect(tv).toHaveTitle(/TV ventana/);

		// Switched off and on again.
		await tv.close();
		const again = await context.newPage();
		await again.goto('/screen');
		await expect(heading(again, 'Canales digitales')).toBeVisible();

		const renamed = card(desk, 'TV ventana');
		await renamed.getByText('Revocar', { exact: true }).click();
		await renamed.getByRole('button', { name: 'Revocarla' }).click();
		await expect(renamed).toHaveCount(0);
		await expect(heading(again, 'Vincular esta pantalla')).toBeVisible({ timeout: 60_000 });
		expect(await showsCode(again)).not.toBe(code);
		expect(faults).toEqual([]);
		for (const page of [again, phone, desk]) await page.context().close();
	});

	test('takes turns with its boards', async ({ browser }) => {
		const tv = await opened(browser, '/screen', TV);
		const code = await showsCode(tv);
		const phone = await opened(browser, '/pair', PHONE);
		await phone.getByRole('checkbox', { name: 'Canales digitales' }).check();
		await phone.getByLabel('Segundos por panel').fill('10');
		await pair(phone, code, 'TV por turnos');
		for (const name of ['Canales digitales', 'Sala', 'Canales digitales'])
			await expect(heading(tv, name)).toBeVisible({ timeout: 30_000 });
		for (const page of [tv, phone]) await page.context().close();
	});

	test('is paired with what was entered before the scripts of the page ran', async ({
		browser
	}) => {
		const tv = await opened(browser, '/screen', TV);
		const code = await showsCode(tv);
		const phone = await (await browser.newContext(PHONE)).newPage();
		let letRun = (): void => undefined;
		const isLetRun = new Promise<void>((resolve) => {
			letRun = resolve;
		});
		const isScript = /\/_app\/.*\.js/;
		await phone.route(isScript, async (route) => {
			await isLetRun;
			await route.continue();
		});
		await phone.goto('/pair', { waitUntil: 'commit' });
		const boards = ['Sala', 'Canales digitales'].map((name) =>
			phone.getByRole('checkbox', { name, exact: true })
		);
		for (const board of boards) await board.check();
		await phone.getByLabel('Segundos por panel').fill('10');
		await phone.getByLabel('Código de la pantalla').fill(code);
		await phone.getByLabel('Nombre de la pantalla').fill('TV con prisa');
		letRun();
		await phone.waitForLoadState('networkidle');
		for (const board of boards) await expect(board).toBeChecked();
		await expect(phone.getByLabel('Segundos por panel')).toHaveValue('10');
		await expect(phone.getByLabel('Código de la pantalla')).toHaveValue(code);
		await phone.getByRole('button', { name: 'Vincular', exact: true }).click();
		await expect(phone.getByText('«TV con prisa» está vinculada')).toBeVisible();
		for (const name of ['Canales digitales', 'Sala'])
			await expect(heading(tv, name)).toBeVisible({ timeout: 30_000 });
		for (const page of [tv, phone]) await page.context().close();
	});

	test('is paired without scripts on the phone, which says what is wrong', async ({ browser }) => {
		const tv = await opened(browser, '/screen', TV);
		const code = await showsCode(tv);
		const phone = await opened(browser, '/pair', { ...PHONE, javaScriptEnabled: false });
		await pair(phone, 'CDF-234', 'TV sin guiones');
		await expect(phone.getByRole('alert')).toContainText('Ninguna pantalla muestra este código');
		await expect(phone.getByLabel('Código de la pantalla')).toHaveAttribute('aria-invalid', 'true');
		await expect(phone.getByLabel('Nombre de la pantalla')).toHaveValue('TV sin guiones');
		await expect(phone.getByRole('checkbox', { name: 'Sala', exact: true })).toBeChecked();
		await pair(phone, code, 'TV sin guiones');
		await expect(phone.getByText('«TV sin guiones» está vinculada')).toBeVisible();
		await expect(heading(tv, 'Sala')).toBeVisible();
		for (const page of [tv, phone]) await page.context().close();
	});
});
