/** The strategy map and the initiatives as directors meet them: read by keyboard, made, refused, changed, archived. */
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { dayOf } from '#lib/domain/history/period.ts';
import { plusMonths } from '#lib/domain/scorecard/month.ts';
import { giveStrategy } from '../support/given-strategy.ts';
import { openStoreParts } from '../support/store-parts.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const TODAY = dayOf(Date.now(), 'Europe/Madrid');
const THIS_MONTH = TODAY.slice(0, 7);
const LAST_MONTH = plusMonths(THIS_MONTH, -1);
const FORMING = 'Formar en lo que falla';
const INITIATIVE = 'Escuela de resolución';

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

/** A scorecard of its own for each attempt. */
async function given(): Promise<{ base: string; name: string }> {
	const parts = await openStoreParts(process.env['E2E_DATA_DIR'] ?? '');
	const tag = randomUUID().slice(0, 8);
	const name = `Estrategia ${tag}`;
	try {
		return { base: `/scorecards/${await giveStrategy(parts, { name, tag })}`, name };
	} finally {
		await parts.store.close();
	}
}

test('the map shows objectives with their level, leads on by keyboard, and calls each arrow a hypothesis', async ({
	page
}) => {
	const { base, name } = await given();
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.goto(`${base}/map?month=${LAST_MONTH}&range=month`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Mapa estratégico: ${name}`);
	const map = page.getByRole('group', { name: 'Objetivos y qué se cree que mueven' });
	await expect(map.getByRole('link')).toHaveCount(9);
	await expect(map.getByRole('link', { name: /^Sostener el margen/ })).toHaveAccessibleName(
		/cumple, índice 9\d\./
	);
	await expectNoViolations(page);

	const links = page.getByRole('table', { name: 'Causas y efectos' });
	const row = (text: string) => links.getByRole('row').filter({ hasText: text });
	await expect(page.getByText('Hipótesis, no prueba.')).toBeVisible();
	// Learning comes first, and what it moves a month later is found.
	await expect(links.getByRole('row').nth(1)).toContainText(`${FORMING} → `);
	const found = row('Atender con calidad').filter({ hasText: FORMING });
	await expect(found).toContainText('1 mes después');
	await expect(found).toContainText('+1,00');
	await expect(found).toContainText('los meses lo apoyan');
	await expect(row('Sostener el margen')).toContainText('una de las dos no ha cambiado');
	// What is supposed to fall while the other rises, and does.
	const against = row('Abaratar cada resolución').filter({ hasText: FORMING });
	await expect(against).toContainText('−1,00');
	await expect(against).toContainText('cuando una sube, el otro baja');
	await expect(against).toContainText('los meses lo apoyan');
	await expect(
		row('Abaratar cada resolución').filter({ hasText: 'Resolver a la primera' })
	).toContainText('los meses lo contradicen');

	const forming = map.getByRole('link', { name: new RegExp(`^${FORMING}`) });
	await forming.focus();
	await expect(forming).toBeFocused();
	await page.keyboard.press('Enter');
	await page.waitForURL(/objective=formar/);
	await expect(page.getByText(FORMING).first()).toBeVisible();
});

test('an initiative is refused with its faults, made, seen beside its effects, changed and archived', async ({
	page
}) => {
	const { base, name } = await given();
	await page.goto(`${base}/initiatives`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Iniciativas: ${name}`);
	await expect(page.getByText('Todavía no hay iniciativas.')).toBeVisible();
	await page.getByRole('link', { name: 'Nueva iniciativa' }).click();

	await page.getByLabel('Nombre de la iniciativa').fill(INITIATIVE);
	await page.getByLabel('Responsable').fill('Ana Ruiz');
	await page.getByLabel('Primer día').fill(`${plusMonths(THIS_MONTH, -5)}-10`);
	await page.getByLabel('Último día').fill(`${plusMonths(THIS_MONTH, 4)}-28`);
	await page.getByLabel('Presupuesto', { exact: true }).fill('mucho');
	await page.getByLabel('Gastado hasta hoy').fill('3.000');
	await page.getByRole('checkbox', { name: 'Resolver a la primera' }).check();
	const milestone = page.getByRole('group', { name: 'Hito 1' });
	await milestone.getByLabel('Hito', { exact: true }).fill('Temario cerrado');
	const effect = page.getByRole('group', { name: 'Efecto 1' });
	await effect
		.getByLabel('Indicador')
		.selectOption({ label: 'Indicador: Resolver a la primera (puntos porcentuales)' });
	await effect.getByLabel('Cambio esperado').fill('+5 %');
	await effect.getByLabel('Hasta').fill(plusMonths(THIS_MONTH, 6));
	await page.getByRole('button', { name: 'Guardar' }).click();
	await expect(page.getByRole('alert')).toContainText('No se ha guardado');
	await expect(page.getByLabel('Presupuesto', { exact: true })).toHaveAttribute(
		'aria-invalid',
		'true'
	);
	await expect(page.getByLabel('Presupuesto', { exact: true })).toHaveValue('mucho');
	await expect(milestone).toContainText('El hito 1 necesita un nombre y el día en que vence.');
	await expectNoViolations(page);

	await page.getByLabel('Presupuesto', { exact: true }).fill('12.000,50 €');
	await milestone.getByLabel('Vence').fill(`${LAST_MONTH}-01`);
	await page.getByRole('button', { name: 'Guardar' }).click();
	await expect(page.getByRole('status').first()).toHaveText('La iniciativa se ha creado.');
	const row = page.getByRole('table', { name: 'Iniciativas' }).getByRole('row').nth(1);
	await expect(row).toContainText('fuera de lo previsto');
	await expect(row).toContainText('1 hito vencido');
	await expect(row).toContainText('3.000,00 € gastados de 12.000,50 €');
	await expect(row.getByRole('img')).toHaveAccessibleName(/0 de 1 hitos cumplidos/);
	await expectNoViolations(page);

	await page.getByRole('link', { name: INITIATIVE }).click();
	const effects = page.getByRole('table', { name: 'Efectos esperados' });
	await expect(effects.getByRole('row').nth(1)).toContainText('+5,0 p. p.');
	await expect(
		effects.getByRole('link', { name: 'Indicador: Resolver a la primera' })
	).toBeVisible();
	await expectNoViolations(page);

	await page.getByRole('link', { name: 'Modificar' }).click();
	await expect(page.getByLabel('Presupuesto', { exact: true })).toHaveValue('12000,5');
	await milestone.getByLabel('Cumplido el').fill(`${LAST_MONTH}-02`);
	await page.getByRole('button', { name: 'Guardar' }).click();
	await expect(page.getByRole('status').first()).toHaveText('Guardado.');
	await expect(page.getByRole('table', { name: 'Hitos' })).toContainText('cumplido el');
	await expect(page.getByRole('region', { name: 'La iniciativa' })).toContainText('100 % hecho');

	await page.locator('summary', { hasText: 'Archivar' }).click();
	await page.getByRole('button', { name: 'Archivarla' }).click();
	await expect(page.getByRole('status').first()).toHaveText('La iniciativa está archivada.');
	await expect(page.getByRole('link', { name: INITIATIVE })).toBeVisible();
	await page.getByRole('link', { name: 'Previstas y en curso' }).click();
	await expect(page.getByText('No hay ninguna iniciativa en curso.')).toBeVisible();
});
