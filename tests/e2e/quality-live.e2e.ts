/** Evaluations on what is open: a tile laid out in the editor, and a page of quality, both changed by one that comes in. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const QUEUE = 'e2e-tile-queue';

async function post(web: string, events: readonly object[]): Promise<void> {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	await until('ingest has taken them', async () => {
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

const event = (name: string, subject: string, data: object) => ({
	specversion: '1.0',
	id: `${subject}-${name}`,
	source: '//e2e/quality',
	type: `atalaya.${name}.v1`,
	subject,
	time: new Date().toISOString(),
	data
});

const evaluated = (n: number, finalScore: number) =>
	event('evaluation.submitted', `e2e-evaluation-${n}`, {
		interaction: 'e2e-tile-contact',
		agent: `e2e-quality-agent-${n}`,
		queue: QUEUE,
		channel: 'chat',
		contactAt: new Date().toISOString(),
		evaluator: 'e2e',
		form: 'e2e',
		formVersion: 1,
		kind: 'standard',
		lane: 'random',
		revision: 1,
		submittedAt: new Date().toISOString(),
		rawScore: finalScore,
		finalScore,
		passed: true,
		autoFailed: false,
		criticalApplicable: [],
		criticalFailed: [],
		answers: []
	});

test('a quality tile is laid out, and follows what is evaluated', async ({
	page,
	context,
	baseURL
}) => {
	const web = baseURL ?? '';
	await post(web, [
		event('interaction.created', 'e2e-tile-contact', { channel: 'chat' }),
		event('interaction.queued', 'e2e-tile-contact', { queue: QUEUE })
	]);
	await page.goto('/?lang=es');
	await page.getByLabel('Nombre').fill('Calidad en directo');
	await page.getByRole('button', { name: 'Crear' }).click();
	await page.waitForURL(/\/edit/);
	await expect(page.getByRole('button', { name: '+ Calidad' })).toBeEnabled();
	await page.waitForLoadState('networkidle');
	await page.getByRole('button', { name: '+ Calidad' }).click();
	await page.getByRole('combobox', { name: 'Periodo' }).selectOption('7d');
	await page.getByLabel(QUEUE).check();
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);
	await page.getByRole('button', { name: 'Guardar' }).click();
	await expect(page.getByText('Guardado', { exact: false }).first()).toBeVisible();

	const board = new URL(page.url()).pathname.split('/')[2] ?? '';
	const wall = await context.newPage();
	await wall.goto(`/wallboard/${board}?lang=es`);
	await expect(wall.locator('[data-freshness=live][data-connection=open]')).toBeVisible();
	const tile = wall.getByRole('region', { name: 'Nota de calidad' });
	await expect(tile).toContainText('aún sin evaluaciones');
	// Two agents: somebody who sees only totals is told nothing of them.
	await post(web, [evaluated(1, 0.8), evaluated(2, 0.9)]);
	await expect(tile).toContainText('menos de 5 agentes evaluados');
	await post(web, [evaluated(3, 0.8), evaluated(4, 0.9), evaluated(5, 0.85)]);
	await expect(tile).toContainText('5 evaluaciones');
	await expect(tile).toContainText(/85,0\s%/);
	await expect(tile).toContainText(/de \d\d,\d\s% a \d\d,\d\s%/);
	await post(web, [evaluated(6, 0.25)]);
	await expect(tile).toContainText('6 evaluaciones');
	await expect(tile).toContainText(/75,0\s%/);
	await page.close();
});

test('a page of quality that is open asks again when an evaluation comes in', async ({
	browser,
	baseURL
}) => {
	const web = baseURL ?? '';
	const context = await browser.newContext({
		baseURL: web,
		storageState: { cookies: [], origins: [] }
	});
	const signedIn = await context.request.post('/sign-in?/demo', {
		form: { role: 'quality' },
		headers: { origin: web, accept: 'text/html' },
		maxRedirects: 0
	});
	expect(signedIn.status()).toBe(303);
	const page = await context.newPage();
	const opened = page.waitForEvent('websocket', (socket) => socket.url().includes('topic=quality'));
	await page.goto('/quality/results?lang=es');
	const socket = await opened;
	await socket.waitForEvent('framereceived');
	const again = page.waitForRequest((request) =>
		request.url().includes('/quality/results/__data.json')
	);
	await post(web, [evaluated(7, 0.9)]);
	await again;
	await context.close();
});
