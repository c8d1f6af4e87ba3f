/** A calibration as people meet it: created, scored by two who do not see each other, revealed, compared, closed. */
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import {
	CALIBRATED_FORM,
	calibrationStage,
	commentOf,
	publishCalibratedForm
} from '../support/calibration-stage.ts';
import { openStoreParts } from '../support/store-parts.ts';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const CONTACTS = [1, 2, 3].map((n) => `e2e-calibrated-${n}`);
const NAME = 'Calibración de prueba';

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

async function handleContacts(web: string): Promise<void> {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	const event = (name: string, subject: string, ago: number, data: object) => ({
		specversion: '1.0',
		id: `${subject}-${name}`,
		source: '//e2e/calibration',
		type: `atalaya.${name}.v1`,
		subject,
		time: new Date(Date.now() - ago).toISOString(),
		data
	});
	const events = CONTACTS.flatMap((subject) => [
		event('interaction.created', subject, 9000, { channel: 'voice', queue: 'ventas' }),
		event('interaction.queued', subject, 8000, { queue: 'ventas' }),
		event('interaction.accepted', subject, 7000, { agent: 'a01' }),
		event('interaction.ended', subject, 1000, { by: 'customer' })
	]);
	await until('the contacts are handled', async () => {
		const answer = await fetch(`${url.origin}/v1/events`, {
			method: 'POST',
			headers: {
				authorization: 'Bearer e2e-ingest-token',
				'content-type': 'application/cloudevents-batch+json',
				prefer: 'wait=30'
			},
			body: JSON.stringify(events)
		});
		return answer.status === 200;
	});
}

/** Somebody of the demo centre in a browser of their own. */
async function as(browser: Browser, role: string, web: string): Promise<BrowserContext> {
	const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
	const answer = await context.request.post('/sign-in?/demo', {
		form: { role },
		headers: { origin: web, accept: 'text/html' },
		maxRedirects: 0
	});
	expect(answer.status()).toBe(303);
	return context;
}

test('a session is created, scored by two, revealed, compared and closed', async ({
	browser,
	baseURL
}) => {
	const web = baseURL ?? '';
	await handleContacts(web);
	const parts = await openStoreParts(process.env['E2E_DATA_DIR'] ?? '');
	await publishCalibratedForm(parts.store, Date.now());
	const leader = await as(browser, 'quality', web);
	const page = await leader.newPage();

	await page.goto('/quality/calibration/new');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nueva calibración');
	await expectNoViolations(page);
	await page.getByLabel('Nombre').fill(NAME);
	await page.getByRole('combobox', { name: 'Equipo' }).selectOption('demo-ventas');
	await page.getByRole('combobox', { name: 'Pauta' }).selectOption({
		label: `${CALIBRATED_FORM.name}, versión 1`
	});
	await page.getByRole('checkbox', { name: 'Ramiro Cifuentes' }).check();
	await page.getByRole('checkbox', { name: 'Berta Llorente' }).check();
	await page
		.getByRole('combobox', { name: 'Analista de referencia' })
		.selectOption({ label: 'Ramiro Cifuentes' });
	await page.getByLabel('Otros contactos').fill(CONTACTS.slice(0, 2).join('\n'));
	await page.getByRole('button', { name: 'Crear y asignar' }).click();
	await expect(page.getByRole('alert')).toContainText('no se ha creado');
	await expect(page.getByText('Elija de tres a cinco contactos.')).toBeVisible();
	await page.getByLabel('Otros contactos').fill(CONTACTS.join('\n'));
	await page.getByRole('button', { name: 'Crear y asignar' }).click();
	await page.waitForURL(/\/quality\/calibration\/[0-9a-f-]{36}/);
	await expect(page.getByRole('status').first()).toContainText('Creada');
	await expect(page.getByText('Nadie ve ninguna nota antes de revelar')).toBeVisible();
	await expectNoViolations(page);
	const session = new URL(page.url()).pathname;

	const stage = await calibrationStage(parts.store, Date.now(), {
		isPublished: true,
		audit: parts.audit
	});
	const people = await parts.people.list();
	const scorers = ['demo-quality', 'demo-supervisor'].map((id) =>
		people.find((person) => person.id === id)
	);
	const [ramiro, berta] = scorers;
	if (!ramiro || !berta) throw new Error('the demo centre has no evaluators');
	await stage.score(berta, 'yy4', 'yn2', 'ny1');
	await page.reload();
	await expect(page.getByRole('row', { name: /Berta Llorente/ })).toContainText('3 de 3');
	await expect(page.getByRole('row', { name: /Ramiro Cifuentes/ })).toContainText('0 de 3');
	expect(await page.content()).not.toContain(commentOf('yy4'));

	// One of them in the workspace, as everybody does.
	await page.goto('/quality');
	await page
		.getByRole('row', { name: new RegExp(CALIBRATED_FORM.name) })
		.first()
		.getByRole('button', { name: /^Empezar/ })
		.click();
	await page.waitForURL(/\/quality\/evaluations\//);
	await page.waitForLoadState('networkidle');
	for (const question of ['greets', 'solves'])
		await page.locator(`[data-question="${question}"]`).getByLabel('Sí').check();
	await page.locator('[data-question="tone"]').getByRole('radio', { name: '4' }).check();
	await page.getByRole('button', { name: /^Enviar/ }).click();
	await until('it is submitted', async () => {
		const progress = await stage.sessions.progress([session.split('/').at(-1) ?? '']);
		return [...progress.values()].flat().some(({ evaluator, done }) => {
			return evaluator === ramiro.id && done === 1;
		});
	});
	await stage.score(ramiro, 'yy4', 'yy4');

	await page.goto(session);
	await page.getByText('Revelar', { exact: true }).click();
	await page.getByRole('button', { name: 'Revelar las notas' }).click();
	await expect(page.getByText('Revelada: por acordar')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Notas totales' })).toBeVisible();
	const agreement = page.getByRole('region', { name: 'Acuerdo', exact: true });
	await expect(agreement.getByRole('row', { name: /Alfa de Krippendorff/ })).toContainText(
		'no fiable'
	);
	const deviation = page.getByRole('region', { name: 'Desviación de cada analista' });
	await expect(deviation.getByRole('row', { name: /Berta Llorente/ })).toContainText('-');
	await expect(page.getByText('difiere').first()).toBeVisible();
	await expectNoViolations(page);

	await page.getByLabel('En general').fill('El saludo vale si se nombra la marca.');
	await page.getByRole('button', { name: 'Guardar' }).click();
	await expect(page.getByRole('status').first()).toContainText('Guardado');
	await page.getByText('Cerrar la sesión').last().click();
	await page.getByRole('button', { name: 'Cerrarla' }).click();
	await expect(page.getByRole('definition').filter({ hasText: /^Cerrada$/ })).toBeVisible();
	await expect(page.getByText('El saludo vale si se nombra la marca.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Guardar' })).toHaveCount(0);

	const other = await as(browser, 'supervisor', web);
	const hers = await other.newPage();
	await hers.goto('/quality/calibration');
	await expectNoViolations(hers);
	await hers.getByRole('link', { name: NAME }).click();
	await expect(hers.getByText('El saludo vale si se nombra la marca.')).toBeVisible();
	await page.goto('/quality/calibration');
	await expect(page.getByRole('heading', { name: 'Acuerdo permanente' })).toBeVisible();
	await expectNoViolations(page);
	await parts.store.close();
	await leader.close();
	await other.close();
});
