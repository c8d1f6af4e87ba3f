/** Sampling as a quality manager meets it: a plan is made, previewed and drawn, and anybody can draw again. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { createFormStore } from '#lib/server/quality/forms.ts';
import { CALIBRATED_FORM } from '../support/calibration-stage.ts';
import { signInBrowser } from '../support/sign-in.ts';
import { openStoreParts } from '../support/store-parts.ts';
import type { StoreParts } from '../support/store-parts.ts';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Of one attempt: a second one finds what the first has left. */
const RUN = String(Date.now());
const QUEUE = `e2e-sampling-queue-${RUN}`;
const AGENTS = [`e2e-sampling-ana-${RUN}`, `e2e-sampling-leo-${RUN}`];
const PLAN = `Uno por agente y semana ${RUN}`;
const EVALUATOR = `Evaluadora de la muestra ${RUN}`;
const CONTACTS = AGENTS.flatMap((agent) =>
	Array.from({ length: 4 }, (_, n) => ({ agent, id: `${agent}-${n}` }))
);

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
		source: '//e2e/sampling',
		type: `atalaya.${name}.v1`,
		subject,
		time: new Date(Date.now() - ago).toISOString(),
		data
	});
	const events = CONTACTS.flatMap(({ agent, id }) => [
		event('interaction.created', id, 900, { channel: 'voice', queue: QUEUE }),
		event('interaction.queued', id, 800, { queue: QUEUE }),
		event('interaction.accepted', id, 700, { agent }),
		event('interaction.ended', id, 100, { by: 'customer' })
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

/** A form of its own, published; its id. */
async function publishForm({ store, audit }: StoreParts): Promise<string> {
	const forms = createFormStore(store.database, { audit, now: Date.now });
	const content = { ...CALIBRATED_FORM, name: 'Pauta del muestreo' };
	const made = await forms.create({ team: 'company', content, from: 'empty' }, SYSTEM);
	if (!made.ok) throw new Error(made.reason);
	const { id, revision } = made.stored;
	const published = await forms.publish(id, revision, SYSTEM);
	if (!published.ok) throw new Error(published.reason);
	return id;
}

test('a plan is made, previewed and drawn, and its draw can be drawn again by anybody', async ({
	browser,
	baseURL
}) => {
	const web = baseURL ?? '';
	const dataDir = process.env['E2E_DATA_DIR'] ?? '';
	const parts = await openStoreParts(dataDir);
	let form: string;
	try {
		// Where there is a choice, the one that was made must outlive a refusal and a preview.
		await publishForm(parts);
		form = await publishForm(parts);
		await parts.person(EVALUATOR, 'quality', { teams: ['company'] });
	} finally {
		await parts.store.close();
	}
	await handleContacts(web);
	const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
	await signInBrowser(context, { web, dataDir }, 'quality', { teams: ['company'] });
	const page = await context.newPage();

	await page.goto('/quality/plans');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Planes de muestreo');
	await page.getByRole('link', { name: 'Nuevo plan' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nuevo plan');
	await expectNoViolations(page);
	await page.getByLabel('Nombre del plan').fill(PLAN);
	await page.getByLabel('Contactos por estrato y periodo').fill('1');
	const queues = page.getByRole('group', { name: 'Colas', exact: true });
	await queues.getByLabel(QUEUE).check();
	await page.getByLabel('Pauta para los demás canales').selectOption(form);
	await page.getByLabel(EVALUATOR).check();
	// What looks for contacts of a kind is refused in the random lane, and it is said why.
	await page.getByLabel('Tono del cliente hasta (−1 a 1)').fill('-0,5');
	await page.getByRole('button', { name: 'Crear el plan' }).click();
	await expect(page.getByRole('alert')).toContainText('El plan no se ha guardado');
	await expect(page.getByText('No en la vía aleatoria')).toBeVisible();
	await page.getByLabel('Tono del cliente hasta (−1 a 1)').fill('');

	await page.getByRole('button', { name: 'Ver los estratos' }).click();
	const preview = page.getByRole('region', { name: 'Vista previa' }).last();
	for (const agent of AGENTS)
		await expect(preview.getByRole('row', { name: agent })).toContainText('4');
	await expectNoViolations(page);
	await expect(page.getByLabel('Nombre del plan')).toHaveValue(PLAN);
	await page.getByRole('button', { name: 'Crear el plan' }).click();
	await page.waitForURL(/\/quality\/plans\?created=/);
	await expect(page.getByRole('status').first()).toContainText('sortea por sí solo');
	await expectNoViolations(page);

	await page.getByRole('link', { name: PLAN, exact: true }).click();
	await page.getByRole('button', { name: 'Sortear ahora' }).click();
	await expect(page.getByRole('status')).toContainText('Se han sorteado y asignado 2 contactos.');
	await expectNoViolations(page);
	await page.getByRole('region', { name: 'Sorteos' }).getByRole('link').last().click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Sorteo 20');
	const strata = page.getByRole('region', { name: 'Estratos' }).last();
	for (const agent of AGENTS)
		await expect(strata.getByRole('row', { name: agent })).toContainText(
			/4\s*1\s*1\s*1\s*0\s*0\s*0/
		);
	await page.getByRole('button', { name: 'Verificar' }).click();
	await expect(page.getByRole('status')).toContainText(
		'se ha repetido el sorteo entre 8 contactos y han salido los mismos 2'
	);
	await expectNoViolations(page);

	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'Descargar todas las claves (CSV)' }).click()
	]);
	const [, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
	const rows = lines.map((line) => {
		const [stratum = '', , id = '', text = '', key = '', drawn = ''] = line
			.split(',')
			.map((cell) => cell.replaceAll('"', ''));
		return { stratum, id, text, key, drawn };
	});
	expect(rows.map(({ id }) => id).sort()).toEqual(CONTACTS.map(({ id }) => id).sort());
	for (const { text, key, id } of rows) {
		expect(text.endsWith(`|${id}`)).toBe(true);
		expect(createHash('sha256').update(text).digest('hex')).toBe(key);
	}
	for (const agent of AGENTS) {
		const own = rows.filter(({ stratum }) => stratum === agent);
		const smallest = own.map(({ key }) => key).sort()[0];
		expect(own.filter(({ drawn }) => drawn === 'yes').map(({ key }) => key)).toEqual([smallest]);
	}

	await page.goto('/quality/plans');
	await expect(page.getByRole('row', { name: PLAN })).toContainText('0 de 2 evaluados');
	await page
		.getByRole('row', { name: PLAN })
		.getByRole('button', { name: /^Pausar/ })
		.click();
	await expect(page.getByRole('row', { name: PLAN })).toContainText('En pausa');
	await context.close();
});
