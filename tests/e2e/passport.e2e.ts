/** From a number on a wall to what it is made of, the contacts behind it, and the search of contacts. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { signInBrowser } from '../support/sign-in.ts';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const dataDir = process.env['E2E_DATA_DIR'] ?? '';

test.use({ storageState: { cookies: [], origins: [] } });

const QUEUE = 'e2e-passport';
const IN_TIME = 'e2e-passport-in-time';
const LATE = 'e2e-passport-late';
const BEGAN_MS = Date.now() - 300_000;

const event = (name: string, subject: string, data: object, second: number) => ({
	specversion: '1.0',
	id: `${subject}-${name}`,
	source: '//e2e/passport',
	type: `atalaya.${name}.v1`,
	subject,
	time: new Date(BEGAN_MS + second * 1000).toISOString(),
	data
});
const contact = (id: string, waitS: number) => [
	event('interaction.created', id, { channel: 'voice' }, 0),
	event('interaction.queued', id, { queue: QUEUE }, 0),
	event('interaction.accepted', id, { agent: 'e2e-passport-agent' }, waitS),
	event('interaction.ended', id, { by: 'customer' }, waitS + 60)
];

async function post(web: string, events: readonly object[]): Promise<void> {
	const url = new URL('/v1/events', web);
	url.port = String(Number(url.port) + 1);
	await until('the events can be asked for', async () => {
		const answer = await fetch(url, {
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

test.beforeAll(({ baseURL }) =>
	post(baseURL ?? '', [...contact(IN_TIME, 10), ...contact(LATE, 45)])
);

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

async function signIn(page: Page, web: string | undefined, role: 'supervisor' | 'director') {
	await signInBrowser(page.context(), { web: web ?? '', dataDir }, role, {
		teams: role === 'supervisor' ? ['company'] : [],
		email: `passport-${role}@test.example`
	});
}

test('a number of a wall leads, by keyboard, to what it is made of and to a contact behind it', async ({
	page,
	baseURL
}) => {
	await signIn(page, baseURL, 'supervisor');
	await page.goto('/wallboard/sala?lang=es');
	const number = page.locator('a[href^="/passport?"]').first();
	await expect(number).toBeVisible();
	await number.focus();
	const [opened] = await Promise.all([
		page.context().waitForEvent('page'),
		page.keyboard.press('Enter')
	]);
	await opened.waitForLoadState();
	await expect(opened.getByRole('heading', { level: 1 })).toContainText('de dónde sale');
	await expect(opened.getByTestId('passport-value')).toBeVisible();
	expect(opened.url()).toContain('board=sala');
	await expect(opened.getByRole('region', { name: 'La consulta' }).first()).toContainText('SELECT');
	await expectNoViolations(opened);
});

test.describe('the passport of the last day', () => {
	const address = (metric: string): string => {
		const to = new Date();
		const from = new Date(to.getTime() - 24 * 3_600_000);
		const query = new URLSearchParams({
			metric,
			from: from.toISOString(),
			to: to.toISOString(),
			tz: 'Europe/Madrid',
			queue: QUEUE,
			lang: 'es'
		});
		return `/passport?${query.toString()}`;
	};

	for (const theme of ['dark', 'light'] as const) {
		test(`tells a supervisor who failed, and can be used with ${theme} colours`, async ({
			page,
			baseURL
		}) => {
			await signIn(page, baseURL, 'supervisor');
			await page.goto(`${address('service_level')}&theme=${theme}`);
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(
				'Nivel de servicio: de dónde sale'
			);
			await expect(page.getByTestId('passport-value')).toHaveText(/^50,0\s%$/);
			await expect(page.getByText('Numerador', { exact: true })).toBeVisible();
			await expect(page.getByText('Denominador', { exact: true })).toBeVisible();
			await expect(
				page.getByRole('heading', { name: 'Con qué regla se juzgó cada cola' })
			).toBeVisible();
			const rows = page.getByRole('row').filter({ has: page.getByRole('link') });
			await expect(rows).toHaveCount(2);
			await expect(rows.nth(0)).toContainText('Incumple');
			await expect(rows.nth(1)).toContainText('Cumple');
			await expectNoViolations(page);
			await page.getByRole('link', { name: `Abrir el contacto ${LATE}` }).focus();
			await page.keyboard.press('Enter');
			await page.waitForURL(/\/interactions\//);
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Contacto ${LATE}`);
		});
	}

	test('tells a director the number and its query, and no single contact', async ({
		page,
		baseURL
	}) => {
		await signIn(page, baseURL, 'director');
		await page.goto(address('service_level'));
		await expect(page.getByTestId('passport-value')).toBeVisible();
		await expect(
			page.getByText('Los contactos concretos son para supervisión y calidad.', { exact: false })
		).toBeVisible();
		await expect(page.getByRole('link', { name: /^Abrir el contacto/ })).toHaveCount(0);
		await page.getByRole('button', { name: 'Copiar la consulta' }).click();
		await expect(
			page.getByRole('status').filter({ hasText: /Copiada|No se ha podido/ })
		).toBeVisible();
	});

	test('an address that names no number says which part of it is wrong', async ({
		page,
		baseURL
	}) => {
		await signIn(page, baseURL, 'director');
		await page.goto('/passport?metric=offered&from=ayer&lang=es');
		await expect(page.getByRole('alert')).toContainText('«from»');
		await expectNoViolations(page);
	});
});

test('a screen shows codes that lead a phone to its numbers, and takes them away', async ({
	page,
	baseURL
}) => {
	await signIn(page, baseURL, 'director');
	await page.goto('/wallboard/sala?lang=es');
	await expect(page.locator('[data-freshness=live][data-connection=open]')).toBeVisible();
	await page.keyboard.press('i');
	const codes = page.getByRole('img', { name: /^Código para ver en un teléfono/ });
	await expect(codes.first()).toBeVisible();
	expect(await codes.count()).toBeGreaterThan(1);
	await page.keyboard.press('2');
	await expect(codes).toHaveCount(1);
	await page.keyboard.press('Escape');
	await expect(codes).toHaveCount(0);
});

test('contacts are found by filters that stand in the address, without scripts too', async ({
	browser,
	baseURL
}) => {
	const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
	const page = await context.newPage();
	await signIn(page, baseURL, 'supervisor');
	await page.goto(`/interactions?lang=es&queue=${QUEUE}`);
	await page.getByLabel('Resultado').selectOption('answered');
	await page.getByRole('button', { name: 'Buscar contactos' }).click();
	await expect(page).toHaveURL(/outcome=answered/);
	await expect(page).toHaveURL(new RegExp(`queue=${QUEUE}`));
	await expect(page.getByRole('link', { name: /^Abrir el contacto/ })).toHaveCount(2);
	await expect(page.getByRole('cell', { name: 'Atendido' }).first()).toBeVisible();
	await page.goto('/interactions?lang=es&topic=no-such-topic');
	await expect(page.getByText('No hay contactos entre esas horas con esos filtros.')).toBeVisible();
	await page.goto('/interactions?lang=es&from=ayer');
	await expect(page.getByRole('alert')).toContainText('«from»');
	await context.close();
});
