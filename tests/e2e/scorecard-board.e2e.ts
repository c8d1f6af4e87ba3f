/** A scorecard as a director reads it: all of it on one screen and on one sheet, and every number leads to what is behind it. */
import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { monthOf, plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Measure } from '#lib/domain/scorecard/scorecard.ts';
import { giveBoard } from '../support/given-board.ts';
import { signInBrowser } from '../support/sign-in.ts';
import { openStoreParts } from '../support/store-parts.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const dataDir = process.env['E2E_DATA_DIR'] ?? '';
const LAST = plusMonths(monthOf(Date.now(), 'Europe/Madrid'), -1);
const PLAIN = { width: 1440, height: 900 };

/** Of the catalogue: the demo centre has it since it began. */
const SERVICE: Measure = {
	...{ id: 'live-level', objective: 'learn', name: 'Nivel de servicio de hoy', description: '' },
	source: { kind: 'metric', metric: 'service_level', channels: [], queues: [], teams: [] },
	target: { direction: 'up', floor: 0.65, target: 0.8, stretch: 0.9 },
	...{ weight: 1, owner: '', timing: 'lag', leastN: 0, isCritical: false }
};

let board = '';
/** A client who is not the company. */
let client = '';
test.beforeAll(async () => {
	const id = `e2e-board-${randomUUID().slice(0, 8)}`;
	const parts = await openStoreParts(dataDir);
	try {
		const { database } = parts.store;
		client = await parts.client(id);
		await giveBoard(database, { id, name: `Cuadro ${id}`, lastMonth: LAST, also: [SERVICE] });
	} finally {
		await parts.store.close();
	}
	board = `/scorecards/${id}`;
});

test.use({ storageState: { cookies: [], origins: [] }, viewport: PLAIN });

const director = (page: Page, baseURL: string | undefined, teams: readonly string[] = []) =>
	signInBrowser(page.context(), { web: baseURL ?? '', dataDir }, 'director', {
		...{ teams, email: `board-${teams.join('-')}@test.example` }
	});

const card = (page: Page, measure: string) => page.locator(`[data-measure="${measure}"]`);

/** What has to be scrolled to, in pixels. */
const overflow = (page: Page): Promise<number> =>
	page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

test('the whole scorecard is on one screen, each measure with its level, its trend and what is behind it', async ({
	page,
	baseURL
}, info) => {
	await director(page, baseURL);
	await page.goto(board);
	await expect(page.getByRole('heading', { level: 2 })).toHaveText([
		'Financiera',
		'Cliente',
		'Procesos internos',
		'Aprendizaje y crecimiento'
	]);
	await expect(page.locator('[data-measure]')).toHaveCount(25);

	const fcr = card(page, 'fcr');
	await expect(fcr).toContainText('72,0 %');
	await expect(fcr).toContainText('Meta 75,0 % · faltan 3,0 p. p. · n 1.000');
	await expect(fcr.getByRole('img', { name: 'en alerta, índice 68' })).toBeVisible();
	await expect(fcr.getByRole('img', { name: 'empeora', exact: true })).toBeVisible();
	await expect(fcr.getByRole('img', { name: /^Últimos 24 meses, de 72,0 %/ })).toBeVisible();
	await expect(fcr.getByRole('img', { name: 'introducido' })).toBeVisible();
	await expect(
		card(page, 'cost').getByRole('img', { name: 'sin cambio significativo', exact: true })
	).toBeVisible();
	await expect(card(page, 'nps')).toContainText('n 1.000 < 1.001');
	await expect(card(page, 'nps').getByRole('img', { name: 'sin valorar' })).toBeVisible();
	await expect(card(page, 'engagement')).toContainText('Sin datos');
	await expect(card(page, 'contacts')).toContainText('Sin meta');

	const customer = page.locator('[data-perspective="c"]');
	await expect(customer).toContainText('cobertura 92 % · peor 22 · 1 no cumple');
	// Two of three measures have data: nothing is said of the whole, and what is bad stays in sight.
	const staff = page.locator('[data-objective="keep"]');
	await expect(staff).toContainText('cobertura 67 %: no basta para valorar · peor 0 · 1 no cumple');
	await expect(staff.getByRole('img', { name: 'sin valorar' }).first()).toBeVisible();

	expect(await overflow(page)).toBeLessThanOrEqual(0);
	await info.attach('1440', { body: await page.screenshot(), contentType: 'image/png' });
	await page.setViewportSize({ width: 1920, height: 1080 });
	expect(await overflow(page)).toBeLessThanOrEqual(0);
	await expectNoViolations(page);
});

test('the period, what it is compared with and the part that is looked at are in the address', async ({
	page,
	baseURL
}) => {
	await director(page, baseURL);
	await page.goto(board);
	await page.getByRole('link', { name: 'Cliente', exact: true }).click();
	await page.waitForURL(/perspective=c/);
	await page.getByLabel('Periodo').selectOption('quarter');
	await page.getByLabel('Frente a').selectOption('lastYear');
	await page.getByRole('button', { name: 'Mostrar' }).click();
	await page.waitForURL(/range=quarter.*compare=lastYear/);
	await page.reload();
	await expect(page.getByLabel('Periodo')).toHaveValue('quarter');
	await expect(page.getByLabel('Frente a')).toHaveValue('lastYear');
	await expect(page.getByRole('heading', { level: 2 })).toHaveText(['Cliente']);
	await page.getByRole('link', { name: 'Mes anterior' }).click();
	await page.waitForURL((url) => url.searchParams.get('month') === plusMonths(LAST, -1));
	await expect(page.getByLabel('Hasta')).toHaveValue(plusMonths(LAST, -1));
	await page.getByRole('link', { name: 'Todo el cuadro' }).click();
	await expect(page.getByRole('heading', { level: 2 })).toHaveCount(4);
});

test('from a perspective it goes down to a measure, judged by the target of its time', async ({
	page,
	baseURL
}) => {
	await director(page, baseURL);
	await page.goto(`${board}?perspective=c`);
	await page.getByRole('link', { name: 'Resolver a la primera' }).click();
	await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Resolver a la primera']);
	await page.getByRole('link', { name: 'Resolución en primer contacto' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Resolución en primer contacto');
	const row = (monthsBack: number) =>
		page.locator(`tr[data-month="${plusMonths(LAST, -monthsBack)}"]`);
	await expect(row(0)).toContainText('75,0 %');
	await expect(row(0)).toContainText('destaca por abajo');
	await expect(row(5)).toContainText('versión 2: Más exigente con la resolución');
	await expect(row(6)).toContainText('70,0 %');
	await expect(row(0).getByRole('img', { name: 'en alerta, índice 68' })).toBeVisible();
	await expect(page.getByRole('img', { name: /mes a mes; la tabla/ })).toBeVisible();
	await expectNoViolations(page);
});

test('a measure of a metric leads to the same number in the history and to its passport, and says why it moved', async ({
	page,
	baseURL
}) => {
	await director(page, baseURL);
	const month = plusMonths(LAST, 1);
	await page.goto(`${board}/measures/live-level?month=${month}`);
	const why = page.getByRole('region', { name: '¿Por qué se ha movido?' });
	// The demo centre of this test has no month before.
	await expect(why).toContainText('no hay contactos que cuenten');
	const first = new RegExp(`range=custom&from=${plusMonths(month, -23)}-01&.*interval=1M`);
	const history = page.getByRole('link', { name: 'Ver su histórico' });
	await expect(history).toHaveAttribute('href', first);
	await page.getByRole('link', { name: 'De dónde sale esta cifra' }).click();
	await page.waitForURL(/\/passport\?metric=service_level/);
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Nivel de servicio');
	await page.goBack();
	await history.click();
	await page.waitForURL(/\/history\?/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Histórico');
	await expect(page.getByRole('heading', { name: 'Nivel de servicio', exact: true })).toBeVisible();
});

test('it is printed on one sheet of A4, without what leads elsewhere', async ({
	page,
	baseURL
}, info) => {
	await director(page, baseURL);
	await page.goto(board);
	await expect(page.locator('[data-measure]')).toHaveCount(25);
	const paper = await page.pdf({ preferCSSPageSize: true });
	const text = paper.toString('latin1');
	expect(text.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
	// A4 across, in points.
	expect(text).toMatch(/MediaBox\s*\[0 0 841\.\d+ 59[45]\.?\d*\]/);
	await info.attach('A4', { body: paper, contentType: 'application/pdf' });
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByRole('navigation')).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Mostrar' })).toBeHidden();
	await expect(page.getByText('Resolución en primer contacto')).toBeVisible();
});

test('whoever does not reach its node finds nothing there, and no word of it', async ({
	page,
	baseURL
}) => {
	await director(page, baseURL, [client]);
	expect((await page.goto(board))?.status()).toBe(404);
	expect((await page.goto(`${board}/measures/fcr`))?.status()).toBe(404);
	await page.goto('/scorecards');
	await expect(page.getByText(board.slice('/scorecards/'.length))).toHaveCount(0);
});
