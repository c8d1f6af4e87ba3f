/** The history of numbers as people use it: with and without scripts, by keyboard, in both themes. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { signInBrowser } from '../support/sign-in.ts';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const dataDir = process.env['E2E_DATA_DIR'] ?? '';
const DAY_MS = 86_400_000;
const QUEUE = 'e2e-historia';
const OTHER = 'e2e-historia-2';
const DAYS = 10;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const noon = (daysAgo: number): number =>
	Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS / 2 - daysAgo * DAY_MS;
const RANGE = `range=custom&from=${dayOf(noon(DAYS))}&to=${dayOf(noon(1))}`;
const OWN = `lang=es&${RANGE}&queue=${QUEUE},${OTHER}`;

const event = (name: string, subject: string, atMs: number, data: object) => ({
	specversion: '1.0',
	id: `${subject}-${name}`,
	source: '//e2e/history',
	type: `atalaya.${name}.v1`,
	subject,
	time: new Date(atMs).toISOString(),
	data
});
const call = (subject: string, atMs: number, queue: string) => [
	event('interaction.created', subject, atMs, { channel: 'voice' }),
	event('interaction.queued', subject, atMs, { queue }),
	event('interaction.accepted', subject, atMs + 10_000, { agent: 'e2e-historiadora' }),
	event('interaction.ended', subject, atMs + 70_000, { by: 'customer' })
];

/** Ten days: one call a day, and five on the last of them. */
const events = Array.from({ length: DAYS }, (_, index) => index + 1).flatMap((daysAgo) =>
	Array.from({ length: daysAgo === 1 ? 5 : 1 }, (_, n) =>
		call(`e2e-history-${daysAgo}-${n}`, noon(daysAgo) + n * 60_000, n % 2 === 0 ? QUEUE : OTHER)
	).flat()
);

test.use({ storageState: { cookies: [], origins: [] } });

test.beforeAll(async ({ baseURL }) => {
	const url = new URL(baseURL ?? '');
	url.port = String(Number(url.port) + 1);
	await until('the events can be asked for', async () => {
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
});

const signIn = (page: Page, baseURL: string | undefined, role: 'supervisor' | 'director') =>
	signInBrowser(page.context(), { web: baseURL ?? '', dataDir }, role, {
		teams: ['company'],
		email: `history-${role}@test.example`
	});

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

const table = (page: Page) => page.getByRole('region', { name: 'Tabla' });
const totalOf = (page: Page) => table(page).getByRole('row', { name: /^Total/ });

test('without scripts the numbers are there, and the form shows others', async ({
	browser,
	baseURL
}) => {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		baseURL: baseURL ?? '',
		locale: 'es-ES',
		storageState: { cookies: [], origins: [] }
	});
	const page = await context.newPage();
	await signIn(page, baseURL, 'supervisor');
	await page.goto(`/history?${OWN}&metric=offered`);
	await expect(totalOf(page)).toContainText('14');
	await expect(table(page).getByRole('row')).toHaveCount(DAYS + 2);
	await page.getByLabel('Dividir por').selectOption('queue');
	await page.getByRole('checkbox', { name: 'Nivel de servicio' }).check();
	await page.getByRole('button', { name: 'Mostrar', exact: true }).click();
	await expect(page).toHaveURL(/by=queue/);
	const row = table(page).getByRole('row', { name: new RegExp(`^${OTHER}`) });
	await expect(row).toContainText('2');
	await expect(row).toContainText('100,0 %');
	await context.close();
});

test('what is chosen is in the address: it survives a reload and the way back', async ({
	page,
	baseURL
}) => {
	await signIn(page, baseURL, 'supervisor');
	await page.goto(`/history?${OWN}&metric=offered`);
	await expect(totalOf(page)).toContainText('14');
	await expect(page.locator('.plot canvas').first()).toBeVisible();
	// One point stands out of ten.
	await expect(page.getByText(/^Señal: 1 punto por encima/)).toBeVisible();
	await page.evaluate(() => {
		document.documentElement.dataset['kept'] = 'yes';
	});
	await page.getByRole('checkbox', { name: 'Tiempo medio de operación' }).check();
	await expect(page).toHaveURL(/metric=offered,aht/);
	await expect(totalOf(page)).toContainText('1:00');
	await page.getByLabel('Intervalo').selectOption('1w');
	await expect(page).toHaveURL(/interval=1w/);
	await page.goBack();
	await expect(page).not.toHaveURL(/interval=1w/);
	await expect(page.getByLabel('Intervalo')).toHaveValue('auto');
	await expect(table(page).getByRole('row')).toHaveCount(DAYS + 2);
	// All of it without leaving the page.
	expect(await page.evaluate(() => document.documentElement.dataset['kept'])).toBe('yes');
	await page.reload();
	await expect(totalOf(page)).toContainText('1:00');
	await expect(page.getByRole('checkbox', { name: 'Tiempo medio de operación' })).toBeChecked();
});

test('by keyboard metrics are found and rows are sorted', async ({ page, baseURL }) => {
	await signIn(page, baseURL, 'supervisor');
	await page.goto(`/history?${OWN}&metric=offered`);
	const search = page.getByRole('searchbox', { name: 'Buscar una métrica' });
	await search.focus();
	await page.keyboard.type('conversacion');
	await expect(page.getByRole('checkbox', { name: 'Contactos recibidos' })).toBeHidden();
	await page.keyboard.press('Tab');
	await page.keyboard.press('Space');
	await expect(page).toHaveURL(/metric=offered,talk/);
	await expect(page.getByRole('checkbox', { name: 'Conversación', exact: true })).toBeFocused();
	const sort = table(page).getByRole('link', { name: 'Recibidos' });
	await sort.focus();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/sort=offered(%3A|:)down/);
	await expect(table(page).getByRole('row').nth(2)).toContainText('5');
	await expect(table(page).getByRole('columnheader', { name: 'Recibidos' })).toHaveAttribute(
		'aria-sort',
		'descending'
	);
});

for (const theme of ['dark', 'light'] as const) {
	test(`each view can be read by everybody, ${theme}`, async ({ page, baseURL }) => {
		await signIn(page, baseURL, 'supervisor');
		for (const view of ['lines', 'week', 'spread']) {
			await page.goto(`/history?${OWN}&theme=${theme}&view=${view}&metric=offered,aht&parts=1`);
			await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
			if (view !== 'week') await expect(page.locator('.plot canvas').first()).toBeVisible();
			await expectNoViolations(page);
		}
	});
}

test('an address that makes no sense is answered with what is usual, and says so', async ({
	page,
	baseURL
}) => {
	await signIn(page, baseURL, 'supervisor');
	await page.goto('/history?lang=es&metric=nada&range=siempre&tz=Marte/Olimpo');
	await expect(page.getByText('No existe la métrica «nada»; se ha dejado fuera.')).toBeVisible();
	await expect(page.getByText(/No existe el periodo «siempre»/)).toBeVisible();
	await expect(page.getByText(/«Marte\/Olimpo» no es una zona horaria/)).toBeVisible();
});

test('a range with nothing says where there is something, and leads there', async ({
	page,
	baseURL
}) => {
	await signIn(page, baseURL, 'supervisor');
	const empty = `range=custom&from=${dayOf(noon(40))}&to=${dayOf(noon(30))}`;
	await page.goto(`/history?lang=es&${empty}&queue=${QUEUE}&metric=offered`);
	await expect(page.getByRole('heading', { name: 'Aquí no se contó nada' })).toBeVisible();
	await page.getByRole('link', { name: /^Mostrar/ }).click();
	await expect(totalOf(page)).toContainText('12');
});

test('a director sees totals and is offered no single agent', async ({ page, baseURL }) => {
	await signIn(page, baseURL, 'director');
	await page.goto(`/history?${OWN}&metric=offered&by=agent`);
	await expect(totalOf(page)).toContainText('14');
	await expect(page.getByText(/no son para su cuenta; se muestran totales/)).toBeVisible();
	await expect(page.getByLabel('Dividir por').locator('option')).toHaveText([
		'Sin dividir',
		'Cola',
		'Canal'
	]);
});

test('what is shown can be kept: as a table, and as a picture that says what it is', async ({
	page,
	baseURL
}) => {
	await signIn(page, baseURL, 'supervisor');
	await page.goto(`/history?${OWN}&metric=offered`);
	await expect(page.locator('.plot canvas').first()).toBeVisible();
	const saved = async (click: () => Promise<void>) => {
		const [download] = await Promise.all([page.waitForEvent('download'), click()]);
		return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
	};
	const picture = (kind: string) => () =>
		page.getByRole('button', { name: `Contactos recibidos: guardar como ${kind}` }).click();
	const svg = await saved(picture('SVG'));
	expect(svg.name).toMatch(/offered\.svg$/);
	for (const said of ['Contactos recibidos', 'Europe/Madrid', QUEUE])
		expect(svg.bytes.toString('utf8')).toContain(said);
	const png = await saved(picture('PNG'));
	expect([png.name.endsWith('offered.png'), png.bytes.subarray(1, 4).toString()]).toEqual([
		true,
		'PNG'
	]);
	await page.getByText('Exportar', { exact: true }).click();
	const csv = await saved(() => page.getByRole('link', { name: 'este periodo: CSV' }).click());
	expect(csv.name).toMatch(/^atalaya_offered_.*_1d\.csv$/);
	expect(csv.bytes.toString('utf8').trimEnd().split('\r\n')).toHaveLength(DAYS + 1);
});

test('charts are loaded by this page alone', async ({ page, baseURL }) => {
	await signIn(page, baseURL, 'supervisor');
	const LARGE_BYTES = 250_000;
	const largest = async (path: string): Promise<number> => {
		await page.goto(path, { waitUntil: 'networkidle' });
		return page.evaluate(() =>
			Math.max(
				...performance
					.getEntriesByType('resource')
					.filter(({ name }) => name.endsWith('.js'))
					.map((entry) => (entry as PerformanceResourceTiming).decodedBodySize)
			)
		);
	};
	expect(await largest('/account?lang=es')).toBeLessThan(LARGE_BYTES);
	expect(await largest(`/history?${OWN}&metric=offered`)).toBeGreaterThan(LARGE_BYTES);
});
