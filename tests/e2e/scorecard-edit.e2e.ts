/** Scorecards as directors build them: from a model, by keyboard, version by version, and out of a file; also without a script. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function expectNoViolations(page: Page): Promise<void> {
	// The bar of buttons stays in view: from the top it covers no part of a field.
	await page.evaluate(() => {
		scrollTo(0, 0);
	});
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

/** From a model to its form. */
async function create(page: Page, model: string): Promise<void> {
	await page.goto('/scorecards/new');
	await page.getByRole('radio', { name: model }).check();
	await page.getByRole('button', { name: 'Crear el cuadro de mando' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(`Modificar: ${model}`);
}

const measure = (page: Page, id: string) => page.locator(`#item-${id}`);

test('a scorecard begins with a model, is put right where it is wrong, and every change is a version', async ({
	page
}) => {
	await page.goto('/scorecards/new');
	await expectNoViolations(page);
	await create(page, 'Centro de atención al cliente');
	await expect(page.getByRole('status').first()).toContainText('se ha creado');

	// Less is better with a floor below the target: refused beside the field, and named above.
	const name = `Cuadro de prueba ${Date.now()}`;
	await page.getByLabel('Nombre del cuadro de mando').fill(name);
	const abandon = measure(page, 'abandon-rate');
	await abandon.locator('summary').first().click();
	await abandon.getByLabel('Suelo', { exact: true }).fill('4');
	await page.getByRole('button', { name: 'Comprobar' }).click();
	const fault = page.getByRole('alert').filter({ hasText: 'Hay que corregir' });
	await expect(fault).toContainText(
		'Tasa de abandono: Suelo, meta y excelencia no están en el orden'
	);
	await expect(abandon.getByLabel('Suelo', { exact: true })).toHaveAttribute(
		'aria-invalid',
		'true'
	);
	await expect(abandon.getByLabel('Suelo', { exact: true })).toHaveValue('4');
	await expectNoViolations(page);
	await abandon.getByLabel('Suelo', { exact: true }).fill('8,5');

	// A new measure, by keyboard: the focus goes on with its first field.
	const add = page.getByRole('button', {
		name: /Añadir indicador\s*: Dejar al cliente satisfecho/
	});
	await add.focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('status').filter({ hasText: 'Añadido' })).toBeVisible();
	const source = page.locator('[id^="item-m-"]').getByLabel('Qué se cuenta');
	await expect(source).toBeFocused();
	await source.selectOption({ label: 'Tono de los clientes' });
	const added = page.locator('[id^="item-m-"]');
	await expect(added.getByText('En su escala').first()).toBeVisible();
	await added.getByLabel('Qué es mejor').selectOption({ label: 'Mejor dentro de una banda' });
	await added.getByLabel('Suelo inferior').fill('-1');
	await added.getByLabel('Banda desde').fill('0');
	await added.getByLabel('Banda hasta').fill('0,5');
	await added.getByLabel('Suelo superior').fill('1');
	await page.getByRole('button', { name: 'Comprobar' }).click();
	await expect(page.getByRole('alert').filter({ hasText: 'Hay que corregir' })).toContainText(
		'Rellénelo'
	);

	await page.getByLabel('Motivo del cambio').fill('Primera revisión');
	await page.getByRole('button', { name: 'Guardar como versión nueva' }).first().click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Versiones: ${name}`);
	await expect(page.getByRole('status').first()).toHaveText('La versión 2 se ha guardado.');
	const changes = page.getByRole('region', { name: 'Qué cambia la versión 2 respecto a la 1' });
	await expect(changes).toContainText('8,5 %');
	await expect(changes).toContainText('Tono de los clientes');
	await expectNoViolations(page);
});

test('a scorecard goes out as a file and comes in as another one, and out of use', async ({
	page
}) => {
	await create(page, 'Ley 10/2025 de atención a la clientela');
	await page.getByRole('link', { name: 'Versiones', exact: true }).click();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: /Exportar\s+versión 1/ }).click()
	]);
	const text = await readFile(await download.path(), 'utf8');
	const name = `Copia de la ley ${Date.now()}`;
	const file = { ...(JSON.parse(text) as { content: object }) };
	const copy = JSON.stringify({ ...file, content: { ...file.content, name } });

	await page.goto('/scorecards/new');
	await page.getByText('Importar un archivo').click();
	await page.getByLabel('O su texto').fill('{ "format": "atalaya-scorecard/1", "figures": [] }');
	await page.getByRole('button', { name: 'Importar', exact: true }).click();
	await expect(page.getByRole('alert')).toContainText('/content: Rellénelo');
	const buffer = Buffer.from(copy);
	await page
		.getByLabel('Archivo exportado (JSON)')
		.setInputFiles({ name: 'copy.json', mimeType: 'application/json', buffer });
	await page.getByRole('button', { name: 'Importar', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Modificar: ${name}`);
	await expect(page.locator('#item-answered-180s')).toHaveCount(1);

	await page.getByText('Archivar', { exact: true }).click();
	await page.getByRole('button', { name: 'Sí, archivar' }).click();
	await expect(page.getByText('El cuadro de mando está archivado.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Recuperar' })).toBeVisible();
});

test('the form works without a script', async ({ browser, storageState, baseURL }) => {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		locale: 'es-ES',
		...(storageState === undefined ? {} : { storageState }),
		...(baseURL === undefined ? {} : { baseURL })
	});
	const page = await context.newPage();
	await create(page, 'Servicio a clientes (BPO)');
	const name = `Sin guion ${Date.now()}`;
	await page.getByLabel('Nombre del cuadro de mando').fill(name);
	await page.getByRole('button', { name: /^Bajar\s*: Financiera$/ }).click();
	await expect(page.getByRole('heading', { level: 2 }).nth(2)).toHaveText('Cliente');
	await expect(page.getByLabel('Nombre del cuadro de mando')).toHaveValue(name);
	await measure(page, 'csat').locator('summary').first().click();
	await page.getByRole('button', { name: /^Quitar\s*: Satisfacción \(CSAT\)$/ }).click();
	await expect(measure(page, 'csat')).toHaveCount(0);
	await page.getByLabel('Motivo del cambio').fill('Sin encuesta');
	await page.getByRole('button', { name: 'Guardar como versión nueva' }).first().click();
	await expect(page.getByRole('region', { name: 'Qué cambia la versión 2' })).toContainText(
		'Satisfacción (CSAT)'
	);
	await context.close();
});
