/** Judging a contact with the keyboard alone: kept over a reload, told when two are on it, and read afterwards. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import { createFormStore } from '#lib/server/quality/forms.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { openStore } from '#lib/server/store/database.ts';
import { SMALL_FORM } from '../support/quality-stage.ts';
import { signInBrowser } from '../support/sign-in.ts';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const CONTACT = 'e2e-quality-contact';
const dataDir = process.env['E2E_DATA_DIR'] ?? '';

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

/** An angry customer, who is answered cheerfully and asks something that nobody answers. */
async function tellContact(web: string): Promise<void> {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	const begunMs = Date.now() - 600_000;
	const event = (id: string, name: string, afterMs: number, data: object) => ({
		...{ specversion: '1.0', id: `${CONTACT}-${id}`, source: '//e2e/quality', subject: CONTACT },
		...{ type: `atalaya.${name}.v1`, time: new Date(begunMs + afterMs).toISOString(), data }
	});
	const message = (id: string, afterMs: number, author: string, text: string) =>
		event(id, 'interaction.message', afterMs, {
			...{ author, text },
			...(author === 'agent' ? { agent: 'e2e-agent' } : {})
		});
	const queue = 'e2e-quality-queue';
	const events = [
		event('created', 'interaction.created', 0, { channel: 'chat', direction: 'inbound', queue }),
		event('queued', 'interaction.queued', 0, { queue }),
		event('accepted', 'interaction.accepted', 10_000, { agent: 'e2e-agent' }),
		message('m1', 20_000, 'customer', 'Esto es pésimo, un servicio horrible. ¡Estoy furiosa!'),
		message('m2', 40_000, 'agent', '¡Hola! ¡Qué gusto saludarte! 😊'),
		message('m3', 60_000, 'customer', '¿Cuándo me devuelven el dinero?'),
		event('ended', 'interaction.ended', 90_000, { by: 'customer' }),
		event('wrapped', 'interaction.wrapped', 95_000, { agent: 'e2e-agent' })
	];
	await until('the contact is there', async () => {
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

/** Beside the running product. */
async function publishForm(): Promise<void> {
	const store = await openStore({ dataDir, databaseUrl: null });
	try {
		const key = readStoreKey({ storeKey: null, dataDir });
		const audit = createAuditLog(store.database, key, Date.now);
		const forms = createFormStore(store.database, { audit, now: Date.now });
		const content = { ...SMALL_FORM, name: 'Pauta e2e del espacio de trabajo' };
		const made = await forms.create({ team: 'company', content, from: 'empty' }, SYSTEM);
		if (!made.ok) throw new Error(made.reason);
		await forms.publish(made.stored.id, made.stored.revision, SYSTEM);
	} finally {
		await store.close();
	}
}

/** Somebody who judges quality, with a browser of their own. */
async function analyst(browser: Browser, web: string, email: string): Promise<BrowserContext> {
	const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
	await signInBrowser(context, { web, dataDir }, 'quality', { teams: ['company'], email });
	return context;
}

/** Goes on with the tabulator until an element with this beginning of its text has the focus. */
async function tabTo(page: Page, name: string, most = 120): Promise<void> {
	for (let step = 0; step < most; step++) {
		await page.keyboard.press('Tab');
		const focused = await page.evaluate(() => (document.activeElement?.textContent ?? '').trim());
		if (focused.startsWith(name)) return;
	}
	throw new Error(`the tabulator never came to "${name}"`);
}

const saved = async (page: Page): Promise<void> => {
	await expect(page.locator('[data-save]')).toHaveAttribute('data-save', 'saved');
	await expect(page.locator('[data-save]')).toContainText('Guardado a las');
};

test('a contact is judged with the keyboard alone, kept over a reload, and told to a second person', async ({
	browser,
	baseURL
}) => {
	const web = baseURL ?? '';
	await tellContact(web);
	await publishForm();
	const context = await analyst(browser, web, 'first@quality.example');
	const page = await context.newPage();

	await page.goto(`/interactions/${CONTACT}`);
	await tabTo(page, 'Evaluar');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/quality\/evaluations\/new/);
	const form = page.getByLabel('Pauta', { exact: true });
	await expect(form).toBeVisible();
	await form.focus();
	await page.keyboard.type('Pauta e2e del espacio');
	await tabTo(page, 'Empezar la evaluación');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/quality\/evaluations\/[0-9a-f-]{36}$/);
	await expect(page.locator('[data-ready="true"]')).toBeVisible();

	// Hints stand beside the messages, and are no score.
	await expect(page.getByText('Respuesta alegre o de plantilla')).toBeVisible();
	await expect(
		page.getByText('Pregunta sin respuesta: «Cuándo me devuelven el dinero»')
	).toBeVisible();
	await expectNoViolations(page);

	await page.keyboard.press('F9');
	await expect(page.getByRole('alert')).toContainText('faltan 2 preguntas');
	await expect(page.getByRole('alert')).toContainText('¿saluda?');
	await page.keyboard.press('1');
	await expect(page.getByText('Nota: 100,0', { exact: false })).toBeVisible();
	await page.keyboard.press('Enter');
	await page.keyboard.press('2');
	await expect(page.getByText('Nota: 0,0', { exact: false })).toBeVisible();
	await expect(page.getByRole('list', { name: 'Errores críticos' })).toContainText('¿verifica?');
	await page.keyboard.press('c');
	await page.keyboard.type('No preguntó el documento.');
	await page.keyboard.press('Escape');

	// To the contact, down to the third message, and a comment on it.
	await page.keyboard.press('F6');
	await page.keyboard.press('End');
	for (let up = 0; up < 2; up++) await page.keyboard.press('ArrowUp');
	await page.keyboard.press('F8');
	await page.keyboard.type('Aquí pregunta por la devolución');
	await saved(page);
	await page.keyboard.press('Escape');

	await page.reload();
	await expect(page.locator('[data-ready="true"]')).toBeVisible();
	const pinned = page.getByRole('textbox', { name: 'Comentario en 1:00' });
	await expect(pinned).toHaveValue('Aquí pregunta por la devolución');
	await expect(page.locator('[data-question="verifica"] textarea')).toHaveValue(
		'No preguntó el documento.'
	);

	// Somebody else comes: both are told, and what both write is not lost.
	const otherContext = await analyst(browser, web, 'second@quality.example');
	const other = await otherContext.newPage();
	await other.goto(page.url());
	await expect(
		other.getByText('Test quality tiene abierta esta evaluación desde las')
	).toBeVisible();
	await expect(
		page.getByText('Test quality tiene abierta esta evaluación desde las')
	).toBeVisible();
	const whole = (of: Page) => of.getByLabel('Comentario para el agente');
	await whole(other).fill('De la segunda persona');
	await saved(other);
	await whole(page).fill('De la primera persona');
	const conflict = page.getByText('Otra persona guardó esta evaluación entretanto');
	await expect(conflict).toBeVisible();
	await expectNoViolations(page);
	await page.getByRole('button', { name: 'Unir ambas' }).press('Enter');
	await expect(conflict).toBeHidden();
	await expect(whole(page)).toHaveValue('De la primera persona');
	await expect(page.getByRole('region', { name: 'Lo que quedó aparte' })).toContainText(
		'De la segunda persona'
	);
	await saved(page);
	await otherContext.close();

	await page.keyboard.press('F9');
	const report = page.getByRole('article', { name: 'Nota' });
	await expect(report).toContainText('Pauta e2e del espacio de trabajo, versión 1');
	await expect(report).toContainText('error crítico (cumplimiento)');
	await expect(report).toContainText('No preguntó el documento.');
	await expect(report).toContainText('Aquí pregunta por la devolución');
	await expectNoViolations(page);

	for (const address of ['/quality', '/quality/evaluations?lane=manual']) {
		await page.goto(address);
		await expect(page.getByRole('link', { name: CONTACT })).toBeVisible();
		await expectNoViolations(page);
	}
	await page.goto(`/quality/evaluations/new?interaction=${CONTACT}`);
	await expect(page.getByText('Este contacto ya fue evaluado.')).toBeVisible();
	await expectNoViolations(page);
	await context.close();
});

test('what is written without a connection is kept, and saved when it is back', async ({
	browser,
	baseURL
}) => {
	const web = baseURL ?? '';
	await tellContact(web);
	await publishForm();
	const context = await analyst(browser, web, 'third@quality.example');
	const page = await context.newPage();
	await page.goto(`/quality/evaluations/new?interaction=${CONTACT}`);
	const again = page.getByLabel('Evaluarlo otra vez de todos modos');
	if (await again.isVisible()) await again.check();
	await page.getByRole('button', { name: 'Empezar la evaluación' }).click();
	await expect(page.locator('[data-ready="true"]')).toBeVisible();
	const whole = page.getByLabel('Comentario para el agente');
	await page.route('**/draft', (route) => route.abort());
	await whole.fill('Escrito sin conexión');
	await expect(page.locator('[data-save="failed"]')).toContainText('no hay conexión');
	await page.reload();
	await expect(whole).toHaveValue('Escrito sin conexión');
	await expect(page.getByText('Se recuperó de este navegador')).toBeVisible();
	await page.unroute('**/draft');
	await saved(page);
	await page.reload();
	await expect(whole).toHaveValue('Escrito sin conexión');
	await expect(page.getByText('Se recuperó de este navegador')).toBeHidden();
	await context.close();
});
