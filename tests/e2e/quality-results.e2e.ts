/** Results of quality as a quality manager reads them: dots, margins and shared ranks, and no mean of fewer than five. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { openStore } from '#lib/server/store/database.ts';
import { giveEvaluation, giveForm } from '../support/given-evaluations.ts';
import { signInBrowser } from '../support/sign-in.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const DAY_MS = 86_400_000;
const FORM = 'e2e-results';
const dataDir = process.env['E2E_DATA_DIR'] ?? '';
const HERE = `form=${FORM}`;

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

test.beforeAll(async () => {
	const store = await openStore({ dataDir, databaseUrl: null });
	try {
		const { database } = store;
		await giveForm(database, FORM);
		const give = (agent: string, scores: readonly number[], lane = 'random') =>
			Promise.all(
				scores.map((score, index) =>
					giveEvaluation(database, {
						...{ agent, form: FORM, score, lane, evaluator: `e2e-${index % 2}` },
						contact_at_ms: Date.now() - (index + 1) * DAY_MS
					})
				)
			);
		await give('e2e-ana', [0.92, 0.84, 0.88, 0.76, 0.95, 0.9]);
		await give('e2e-berto', [0.9, 0.85, 0.9, 0.8, 0.93]);
		await give('e2e-carla', [0.3, 0.34, 0.28, 0.31, 0.33]);
		await give('e2e-dario', [1, 0.6, 0.9]);
		await give('e2e-ana', [0.2], 'targeted');
	} finally {
		await store.close();
	}
});

test.use({ storageState: { cookies: [], origins: [] } });
test.beforeEach(async ({ context, baseURL }) => {
	await signInBrowser(context, { web: baseURL ?? '', dataDir }, 'quality', {
		...{ teams: ['company'], email: 'results@test.example' }
	});
});

test('agents who cannot be told apart share a rank, and of fewer than five there are only the dots', async ({
	page
}) => {
	await page.goto(`/quality/results?${HERE}`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Resultados');
	const row = (agent: string) => page.locator(`tr[data-agent="${agent}"]`);
	await expect(row('e2e-ana')).toContainText('1–2 de 3');
	await expect(row('e2e-berto')).toContainText('1–2 de 3');
	await expect(row('e2e-carla')).toContainText('3 de 3');
	await expect(row('e2e-ana')).toContainText('87,5');
	await expect(row('e2e-ana').getByRole('img')).toHaveAttribute('aria-label', /^6 notas: .*Media/);

	const few = row('e2e-dario');
	await expect(few).toContainText('sin puesto: menos de 5');
	await expect(few).toContainText('muy pocas para una media');
	await expect(few).toContainText(/\d+ evaluaciones más/);
	await expect(few.getByRole('img')).toHaveAttribute('aria-label', /^3 notas: 9/);
	await expectNoViolations(page);
});

test('what is asked for is in the address, and the other lanes stay apart', async ({ page }) => {
	await page.goto(`/quality/results?${HERE}`);
	await page.getByLabel('Contactos de').selectOption('28d');
	await page.getByLabel('Muestra').selectOption('targeted');
	await page.getByRole('button', { name: 'Mostrar' }).click();
	await page.waitForURL(/range=28d/);
	await page.reload();
	await expect(page.getByLabel('Contactos de')).toHaveValue('28d');
	await expect(page.getByLabel('Muestra')).toHaveValue('targeted');
	await expect(page.locator('tr[data-agent]')).toHaveCount(1);
	await expect(page.locator('tr[data-agent="e2e-ana"]')).toContainText('sin puesto');
	await expect(page.getByText('Estos contactos no se sortearon')).toBeVisible();

	const exported = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Exportar CSV' }).click();
	expect((await exported).suggestedFilename()).toMatch(/^quality-results-.*\.csv$/);
	await page.getByRole('link', { name: 'Preguntas' }).click();
	await page.waitForURL(/\/questions\?.*lane=targeted/);
});

test('an agent is shown with every evaluation, the weakest question first, and a way to help', async ({
	page
}) => {
	await page.goto(`/quality/results?${HERE}`);
	await page.getByRole('link', { name: 'e2e-ana' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('e2e-ana');
	await expect(page.getByRole('link', { name: /^Abrir la evaluación/ })).toHaveCount(7);
	const first = page.locator('tr[data-question]').first();
	await expect(first).toContainText('Resuelve');
	const help = first.getByRole('link', { name: 'Crear un acompañamiento sobre «Resuelve»' });
	await expect(help).toHaveAttribute(
		'href',
		/^\/coaching\/new\?agent=e2e-ana&question=resuelve&form=e2e-results&evaluation=given-/
	);
	await expectNoViolations(page);
	const missing = await page.request.get('/quality/results/nobody-of-that-name');
	expect(missing.status()).toBe(404);
});

test('questions and evaluators are compared over the same evaluations', async ({ page }) => {
	await page.goto(`/quality/results/questions?${HERE}`);
	await expect(page.locator('tr[data-question]').first()).toContainText('Resuelve');
	await expect(page.locator('tr[data-question="saluda"]')).toContainText('v1');
	await expectNoViolations(page);

	await page.getByRole('navigation', { name: 'Resultados' }).getByText('Analistas').click();
	await expect(page.locator('tr[data-evaluator]')).toHaveCount(2);
	await expect(page.locator('tr[data-evaluator="e2e-0"]')).toContainText(
		/puntúa .* puntos más (alto|bajo)/
	);
	await expectNoViolations(page);
});

test('whoever may not know agents one by one does not come in', async ({
	context,
	page,
	baseURL
}) => {
	const installation = { web: baseURL ?? '', dataDir };
	await signInBrowser(context, installation, 'director', { email: 'no-results@test.example' });
	for (const path of ['', '/export', '/questions', '/evaluators', '/e2e-ana']) {
		const answer = await page.request.get(`/quality/results${path}`);
		expect(answer.status()).toBe(403);
	}
});
