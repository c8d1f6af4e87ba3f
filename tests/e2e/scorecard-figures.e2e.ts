/** Figures as people meet them: one says what is counted and enters it, another approves; a file is shown before it is saved. */
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { signInBrowser } from '../support/sign-in.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

async function director(browser: Browser, web: string, email: string): Promise<Page> {
	const dataDir = process.env['E2E_DATA_DIR'] ?? '';
	const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
	await signInBrowser(context, { web, dataDir }, 'director', { email, teams: ['company'] });
	return context.newPage();
}

test('a figure is defined and entered by one, approved by another, and corrected from a file', async ({
	browser,
	baseURL
}) => {
	test.slow();
	// Of one attempt: a second one finds what the first has left.
	const run = String(Date.now());
	const name = `Rotación anual ${run}`;
	const code = `rotacion_${run}`;
	const web = baseURL ?? '';
	const page = await director(browser, web, `figures-enters-${run}@test.example`);
	const other = await director(browser, web, `figures-approves-${run}@test.example`);

	await test.step('says what it is', async () => {
		await page.goto('/scorecards/figures');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Datos introducidos');
		await expectNoViolations(page);
		await page.getByRole('link', { name: 'Nuevo dato' }).click();
		await page.getByLabel('Nombre', { exact: true }).fill(name);
		await page.getByLabel('Código').fill(code);
		await page.getByLabel('Fuente').fill('Recursos Humanos');
		await page.getByLabel('Unidad del valor').selectOption('percent');
		// A share of one number could never be added up.
		await page.getByRole('button', { name: 'Crear dato' }).click();
		await expect(page.getByText('necesitan dos números')).toBeVisible();
		await expect(page.getByLabel('Nombre', { exact: true })).toHaveValue(name);
		await expectNoViolations(page);
		await page.getByLabel('Cómo se suman los meses').selectOption('ratio');
		await page.getByLabel('Multiplicado por').fill('12');
		await page.getByLabel('Qué se cuenta').fill('Bajas');
		await page.getByLabel('Dividido entre').fill('Plantilla media');
		await page.getByRole('button', { name: 'Crear dato' }).click();
		await expect(page.getByRole('status')).toContainText(`Se ha creado ${name}`);
	});

	const address = await test.step('enters a value, which waits', async () => {
		await page.getByRole('link', { name, exact: true }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
		const values = page.getByRole('region', { name: /^Valores de/ }).last();
		await values
			.getByRole('link', { name: /^Introducir/ })
			.first()
			.click();
		await page.getByLabel('Bajas').fill('3.5');
		await page.getByLabel('Plantilla media').fill('120');
		await page.getByRole('button', { name: 'Introducir valor' }).click();
		await expect(page.getByText('Escriba un número como 1234,5')).toBeVisible();
		await page.getByLabel('Bajas').fill('3');
		await page.getByLabel('Evidencia').fill('https://intranet.example/nomina');
		await expectNoViolations(page);
		await page.getByRole('button', { name: 'Introducir valor' }).click();
		await expect(page.getByRole('status')).toContainText('pendiente de aprobar');
		await expect(values.getByRole('row').nth(1)).toContainText('30,0');
		await expect(values.getByRole('row').nth(1).getByRole('cell').first()).toHaveText('–');
		await expectNoViolations(page);
		return new URL(page.url()).pathname;
	});

	await test.step('which the same person cannot approve, and another can', async () => {
		await page.goto('/scorecards/figures/waiting');
		const own = page.getByRole('row', { name: name });
		await expect(own).toContainText('Lo introdujo usted');
		await expect(own.getByRole('checkbox')).toHaveCount(0);
		await other.goto('/scorecards/figures/waiting');
		await other.getByRole('checkbox', { name: `Seleccionar ${name}` }).check();
		await expectNoViolations(other);
		await other.getByRole('button', { name: 'Rechazar lo seleccionado' }).click();
		await expect(other.getByRole('alert')).toContainText('Diga por qué');
		await other.getByRole('checkbox', { name: `Seleccionar ${name}` }).check();
		await other.getByRole('button', { name: 'Aprobar lo seleccionado' }).click();
		await expect(other.getByRole('status')).toContainText('1 valor aprobado');
		await page.goto(address);
		const row = page
			.getByRole('region', { name: /^Valores de/ })
			.last()
			.getByRole('row')
			.nth(1);
		await expect(row.getByRole('cell').first()).toContainText('30,0');
		await row.getByText('Historial (1)').click();
		await expect(row.getByRole('listitem')).toContainText('Aprobado');
	});

	await test.step('a file shows what it would change, line by line, before anything is saved', async () => {
		await page.goto('/scorecards/figures/import');
		await expectNoViolations(page);
		const month = new Date().toISOString().slice(0, 7);
		await page
			.getByLabel('O pegue la tabla')
			.fill(
				[
					'dato;mes;numerador;denominador;fuente',
					`${code};${month};6;120;Nómina corregida`,
					`${code};2099-01;1;120;Nómina`,
					`no_existe;${month};1;120;Nómina`
				].join('\n')
			);
		await page.getByRole('button', { name: 'Ver qué cambiaría' }).click();
		const faults = page.getByRole('region', { name: 'Qué está mal' });
		await expect(faults.getByRole('row', { name: '2099-01' })).toContainText(
			'todavía no ha empezado'
		);
		await expect(faults.getByRole('row', { name: 'no_existe' })).toContainText('Allí no se usa');
		const changes = page.getByRole('region', { name: 'Qué cambiaría el archivo' }).last();
		await expect(changes.getByRole('row', { name })).toContainText('Corrección');
		await expect(changes.getByRole('row', { name })).toContainText(/30,0.*60,0/s);
		await expectNoViolations(page);
		await page.getByLabel('Dejar fuera las líneas con errores').check();
		await page.getByRole('button', { name: 'Introducir 1 valor' }).click();
		await expect(page.getByRole('status')).toContainText('1 valor queda pendiente');
		await page.goto(address);
		const row = page
			.getByRole('region', { name: /^Valores de/ })
			.last()
			.getByRole('row')
			.nth(1);
		// The old number counts until the correction is approved.
		await expect(row.getByRole('cell').first()).toContainText('30,0');
		await expect(row.getByRole('cell').nth(1)).toContainText('60,0');
		await row.getByRole('button', { name: /^Retirar/ }).click();
		await expect(page.getByRole('status')).toContainText('Se ha retirado el valor');
	});

	await page.context().close();
	await other.context().close();
});
