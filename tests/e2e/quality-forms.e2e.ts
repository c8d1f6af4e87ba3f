/** Forms as a quality manager builds them: by keyboard, beside a preview, published, exported and imported again. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { signInBrowser } from '../support/sign-in.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const NAME = 'Pauta de la prueba';

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

const scoreOf = (page: Page) =>
	page.getByRole('region', { name: 'Vista previa' }).getByRole('status');

/** Until the script runs nothing can be typed. */
const builderIsReady = (page: Page) =>
	expect(page.locator('.builder[aria-busy="false"]')).toBeVisible();

async function type(page: Page, label: string, text: string): Promise<void> {
	await page.getByLabel(label, { exact: true }).focus();
	await page.keyboard.press('Control+A');
	await page.keyboard.type(text);
}

test('a form is built by keyboard, published, exported, and imported again', async ({
	browser,
	baseURL
}) => {
	const web = baseURL ?? '';
	const dataDir = process.env['E2E_DATA_DIR'] ?? '';
	const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
	await signInBrowser(context, { web, dataDir }, 'quality', { teams: ['company'] });
	const page = await context.newPage();

	// From a ready form.
	await page.goto('/quality/forms');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pautas');
	await page.getByText('Nueva pauta', { exact: true }).focus();
	await page.keyboard.press('Enter');
	await expectNoViolations(page);
	await page.getByRole('button', { name: 'Crear pauta' }).focus();
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/quality\/forms\/[0-9a-f-]{36}$/);
	await builderIsReady(page);
	await expectNoViolations(page);

	// The form itself, a section less, another question.
	await type(page, 'Nombre de la pauta', NAME);
	const outline = page.getByRole('navigation', { name: 'Partes de la pauta' });
	const item = (name: string | RegExp) => outline.getByRole('button', { name });
	await item('Apertura').focus();
	await page.keyboard.press('ArrowDown');
	await expect(item(/^¿Saluda/)).toBeFocused();
	await page.keyboard.press('Alt+ArrowDown');
	await expect(item(/^¿Saluda/)).toBeFocused();
	await expect(outline.locator('[data-item]').nth(1)).toHaveText(/^¿Comprueba la identidad/);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('region', { name: 'Ajustes de la pregunta' })).toBeVisible();
	await type(page, 'Pregunta', '');
	await page.keyboard.press('Delete');
	await expect(page.getByLabel('Pregunta', { exact: true })).toHaveAttribute(
		'aria-invalid',
		'true'
	);
	await expect(page.getByRole('button', { name: 'Publicar la versión 1' })).toBeDisabled();
	await type(page, 'Pregunta', '¿Saluda con su nombre?');
	await page.getByRole('button', { name: 'Añadir pregunta' }).focus();
	await page.keyboard.press('Enter');
	await type(page, 'Pregunta', '¿Pide permiso para grabar?');
	await page.getByLabel('Tipo de respuesta').selectOption({ label: 'Una de varias' });
	await page.getByRole('button', { name: 'Añadir una opción' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('textbox', { name: 'Opción 3' })).toHaveValue('Opción 3');
	await page.getByRole('button', { name: 'Deshacer' }).click();
	await expect(page.getByRole('textbox', { name: 'Opción 3' })).toHaveCount(0);
	await item('Cierre').focus();
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: 'Quitar', exact: true }).focus();
	await page.keyboard.press('Enter');
	await expect(item('Cierre')).toHaveCount(0);

	// By drag as well.
	await item('Trato').dragTo(item('Gestión'));
	await expect
		.poll(async () =>
			(await outline.locator('.section').allInnerTexts()).map((text) => text.trim())
		)
		.toEqual([
			...['Toda la pauta', 'Apertura', 'Trato', 'Gestión'],
			...['Comprensión', 'Solución', 'Procedimiento']
		]);

	// What it looks like, with the keys of whoever evaluates.
	const question = (id: string) => page.locator(`[data-question="${id}"]`);
	await question('identity').getByRole('radio').first().focus();
	await page.keyboard.press('2');
	await expect(
		question('identity').getByRole('radio', { name: 'No', exact: false }).first()
	).toBeVisible();
	await expect(scoreOf(page)).toContainText('Nota: 0');
	await expect(question('identity')).toContainText('obligatorio con esta respuesta');
	await page.keyboard.press('n');
	await expect(scoreOf(page)).toContainText('sin nota todavía');
	await page.keyboard.press('Enter');
	await expect(question('greeting').locator('input:focus')).toHaveCount(1);
	await page.keyboard.press('1');
	await expect(scoreOf(page)).toContainText('Nota: 100,0');
	await page.keyboard.press('c');
	await expect(question('greeting').getByRole('textbox')).toBeFocused();
	await page.keyboard.type('bien 1 n');
	await page.keyboard.press('Escape');
	await expect(question('greeting').getByRole('radio', { checked: true })).toBeFocused();
	await expect(question('hold-manner')).toHaveCount(0);
	await question('hold-used').getByRole('radio').first().focus();
	await page.keyboard.press('1');
	await expect(question('hold-manner')).toHaveCount(1);
	await expectNoViolations(page);

	// Saved and published.
	await page.keyboard.press('Control+s');
	await expect(page.getByText('El borrador está guardado')).toBeVisible();
	const publish = page.getByRole('button', { name: 'Publicar la versión 1' });
	await publish.focus();
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/versions\/1\?published$/);
	await expect(page.getByRole('status').first()).toContainText('La versión 1 está publicada');
	await expectNoViolations(page);

	// Another version, with what it changes.
	await page.getByRole('link', { name: 'Modificar' }).click();
	await builderIsReady(page);
	await item('¿Saluda con su nombre?').click();
	await type(page, 'Peso', '3');
	const builder = page.url();
	const other = await context.newPage();
	await other.goto(builder);
	await builderIsReady(other);
	await type(other, 'Nombre de la pauta', `${NAME} (de otra persona)`);
	await other.keyboard.press('Control+s');
	await expect(other.getByText('El borrador está guardado')).toBeVisible();
	await page.keyboard.press('Control+s');
	await expect(page.getByRole('dialog')).toBeVisible();
	await expectNoViolations(page);
	await page.getByRole('dialog').getByRole('button').last().click();
	await expect(page.getByText('El borrador está guardado')).toBeVisible();
	const changes = page.getByRole('region', { name: 'Publicar la versión 2' });
	await expect(changes).toContainText('¿Saluda con su nombre?: peso');
	await changes.getByRole('button', { name: 'Publicar la versión 2' }).click();
	await page.waitForURL(/\/versions\/2\?published$/);
	await expect(page.getByRole('region', { name: 'Versiones' }).getByRole('link')).toHaveCount(2);

	// Out and in again.
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'Exportar' }).click()
	]);
	expect(download.suggestedFilename()).toBe('pauta-de-la-prueba-v2.json');
	const text = await readFile(await download.path(), 'utf8');
	const file = JSON.parse(text) as { content: { name: string; passAt: number } };
	expect(file.content.name).toBe(NAME);
	await page.goto('/quality/forms');
	await page.getByText('Importar', { exact: true }).click();
	await page.getByLabel('O su texto').fill(text.replace('"passAt": 0.85', '"passAt": 85'));
	await page.getByRole('button', { name: 'Importar pauta' }).click();
	await expect(page.getByRole('alert')).toContainText('/content/passAt');
	await expectNoViolations(page);
	await page.getByLabel('O su texto').fill(text);
	await page.getByRole('button', { name: 'Importar pauta' }).click();
	await page.waitForURL(/\/quality\/forms\/[0-9a-f-]{36}$/);
	await expect(page.getByLabel('Nombre de la pauta')).toHaveValue(NAME);

	// The list does all of it without scripts.
	const plain = await browser.newContext({
		storageState: await context.storageState(),
		javaScriptEnabled: false
	});
	const list = await plain.newPage();
	await list.goto('/quality/forms');
	await list
		.getByRole('button', { name: new RegExp(`^Archivar\\s*: ${NAME}$`) })
		.first()
		.click();
	await expect(list.getByRole('status').first()).toContainText('está archivada');
	await plain.close();
	await context.close();
});
