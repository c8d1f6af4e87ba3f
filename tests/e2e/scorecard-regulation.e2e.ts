/** Regulation: an administrator says what a complaint is, and finds the metrics of the law in history. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import process from 'node:process';
import { signInBrowser } from '../support/sign-in.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

test('an administrator changes what a complaint is and which days count, and is told what cannot be read', async ({
	browser,
	baseURL
}) => {
	const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
	const installation = { web: baseURL ?? '', dataDir: process.env['E2E_DATA_DIR'] ?? '' };
	const email = `admin-${Date.now()}@regulation.example`;
	await signInBrowser(context, installation, 'admin', { email, teams: ['company'] });
	const page = await context.newPage();
	await page.goto('/administration/regulation');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Normativa');
	await expectNoViolations(page);

	const topics = page.getByLabel('Temas de reclamación');
	const before = await topics.inputValue();
	expect(before).toContain('Reclamación');
	await topics.fill(`${before}\nHoja de reclamaciones`);
	await page.getByText('Madrid').click();
	const madrid = page
		.locator('details')
		.filter({ has: page.locator('summary', { hasText: 'ES-MD' }) });
	const days = madrid.getByLabel('Festivos propios');
	await expect(days).toHaveValue('05-02 Fiesta de la Comunidad');
	await days.fill('05-02 Fiesta de la Comunidad\n2026-04-31 Nada');
	await page.getByRole('button', { name: 'Guardar' }).click();
	await expect(page.getByRole('alert')).toContainText('No se ha guardado nada');
	await expect(page.getByText('«2026-04-31 Nada» no es un día.')).toBeVisible();
	// What was typed stays.
	await expect(topics).toHaveValue(`${before}\nHoja de reclamaciones`);
	await expectNoViolations(page);

	await days.fill('05-02 Fiesta de la Comunidad\n2026-04-02 Jueves Santo');
	await page.getByRole('button', { name: 'Guardar' }).click();
	await expect(page.getByRole('status')).toContainText('Guardado');
	await page.reload();
	await expect(topics).toHaveValue(`${before}\nHoja de reclamaciones`);
	await page.getByText('Madrid').click();
	await expect(days).toHaveValue('05-02 Fiesta de la Comunidad\n2026-04-02 Jueves Santo');

	await topics.fill(before);
	await days.fill('05-02 Fiesta de la Comunidad');
	await page.getByRole('button', { name: 'Guardar' }).click();
	await expect(page.getByRole('status')).toContainText('Guardado');
	await context.close();
});
