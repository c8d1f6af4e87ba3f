/** Regulation: an administrator says what a complaint is, and finds the metrics of the law in history. */
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { signInBrowser } from '../support/sign-in.ts';
import { openStoreParts } from '../support/store-parts.ts';
import { until } from '../support/until.ts';

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

const DAY_MS = 86_400_000;

/** A complaint by e-mail that came so many days ago and waits. */
function complaint(queue: string, id: string, topic: string, daysAgo: number): object[] {
	const atMs = Date.now() - daysAgo * DAY_MS;
	const event = (name: string, afterMs: number, data: object) => ({
		...{ specversion: '1.0', id: randomUUID(), source: '//e2e/regulation', subject: id, data },
		type: `atalaya.${name}.v1`,
		time: new Date(atMs + afterMs).toISOString()
	});
	return [
		event('interaction.created', 0, { channel: 'email', topic }),
		event('interaction.queued', 1000, { queue })
	];
}

async function store(web: string, events: readonly object[]): Promise<void> {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	await until('the complaints are stored', async () => {
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

test('whoever reads contacts finds the open complaints of the own queues, the overdue ones first', async ({
	browser,
	baseURL
}) => {
	const installation = { web: baseURL ?? '', dataDir: process.env['E2E_DATA_DIR'] ?? '' };
	const name = `e2e-law-${randomUUID().slice(0, 8)}`;
	const parts = await openStoreParts(installation.dataDir);
	const team = await parts.client(name);
	const other = await parts.client(`${name}-other`);
	await parts.store.close();
	await store(installation.web, [
		...complaint(`${name}-queue`, `${name}-new`, 'Queja', 1),
		...complaint(`${name}-queue`, `${name}-late`, 'Reclamación', 45),
		...complaint(`${name}-queue`, `${name}-charge`, 'Cobro indebido', 15)
	]);
	const open = async (who: string, of: string): Promise<Page> => {
		const context = await browser.newContext({
			...{ storageState: { cookies: [], origins: [] }, viewport: { width: 1440, height: 900 } }
		});
		const as = { email: `${who}@${name}.example`, teams: [of] };
		await signInBrowser(context, installation, 'supervisor', as);
		return context.newPage();
	};
	const page = await open('own', team);
	await page.goto('/interactions');
	await page.getByRole('link', { name: 'Ver las reclamaciones abiertas' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reclamaciones abiertas');
	await expect(page.getByText('3 abiertas: 2 vencidas')).toBeVisible();
	const list = page.getByRole('region', { name: 'Reclamaciones abiertas' });
	await expect(list.getByRole('rowheader')).toHaveText([
		...[`${name}-late`, `${name}-charge`, `${name}-new`]
	]);
	const rows = list.getByRole('row');
	await expect(rows.nth(1)).toContainText(/vencida hace \d+ días hábiles/);
	await expect(rows.nth(2)).toContainText('Cobro indebido');
	await expect(rows.nth(3)).toContainText(/quedan \d+ días hábiles/);
	await expectNoViolations(page);
	await list.getByRole('link', { name: `${name}-late` }).click();
	await expect(page).toHaveURL(new RegExp(`/interactions/${name}-late$`));

	const foreign = await open('foreign', other);
	await foreign.goto('/complaints');
	await expect(foreign.getByText('No hay reclamaciones abiertas.')).toBeVisible();
	await page.context().close();
	await foreign.context().close();
});
