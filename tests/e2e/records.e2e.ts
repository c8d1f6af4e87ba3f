/** Single contacts and the own day as people see them, whatever was written in them; and walls of those who sign out. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { signInBrowser } from '../support/sign-in.ts';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const dataDir = process.env['E2E_DATA_DIR'] ?? '';
const ingest = (web: string): string => {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	return url.origin;
};

const CONTACT = 'e2e <b>records</b>';
const TONED = 'e2e-records-tone';
const AGENT = 'e2e-records-agent';
const HOSTILE =
	'<script>alert(1)</script><img src=x onerror="alert(2)">{@html "x"} =HYPERLINK("http://evil.example")';
const NAME = '"><svg onload=alert(3)>';

test.use({ storageState: { cookies: [], origins: [] } });

async function post(web: string, events: readonly object[]): Promise<void> {
	const send = async () => {
		const answer = await fetch(`${ingest(web)}/v1/events`, {
			method: 'POST',
			headers: {
				authorization: 'Bearer e2e-ingest-token',
				'content-type': 'application/cloudevents-batch+json',
				prefer: 'wait=30'
			},
			body: JSON.stringify(events)
		});
		return answer.status === 200;
	};
	await until('the events can be asked for', send);
}

const event = (name: string, subject: string, data: object, second: number) => ({
	specversion: '1.0',
	id: `${subject}-${name}-${second}`,
	source: '//e2e/records',
	type: `atalaya.${name}.v1`,
	subject,
	time: new Date(Date.now() - 120_000 + second * 1000).toISOString(),
	data
});

/** Whatever a script that should not run would do. */
function watchFor(page: Page): string[] {
	const found: string[] = [];
	page.on('dialog', (dialog) => {
		found.push(`dialog ${dialog.message()}`);
		void dialog.dismiss();
	});
	page.on('pageerror', (error) => found.push(String(error)));
	page.on('console', (message) => {
		if (/content security policy/i.test(message.text())) found.push(message.text());
	});
	return found;
}

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

test.describe('contacts', () => {
	test.beforeAll(async ({ baseURL }) => {
		await post(baseURL ?? '', [
			event('reference.agent', AGENT, { name: NAME, team: NAME }, 0),
			event(
				'interaction.created',
				CONTACT,
				{ channel: 'whatsapp', customer: NAME, topic: HOSTILE },
				0
			),
			event('interaction.queued', CONTACT, { queue: NAME }, 1),
			event('interaction.message', CONTACT, { author: 'customer', text: HOSTILE }, 2),
			event('interaction.accepted', CONTACT, { agent: AGENT }, 3),
			event(
				'interaction.message',
				CONTACT,
				{ author: 'agent', agent: AGENT, text: 'Buenas tardes' },
				4
			),
			event(
				'transcript.segment',
				CONTACT,
				{ index: 0, speaker: 'customer', startMs: 0, endMs: 1, text: HOSTILE },
				5
			),
			event('interaction.ended', CONTACT, { by: 'customer' }, 30),
			event(
				'interaction.wrapped',
				CONTACT,
				{ agent: AGENT, disposition: HOSTILE, resolved: true },
				40
			)
		]);
	});

	test('one is opened by its id and read to the end, and nothing in it comes alive', async ({
		page,
		baseURL
	}) => {
		await signInBrowser(page.context(), { web: baseURL ?? '', dataDir }, 'supervisor', {
			teams: ['company']
		});
		const found = watchFor(page);
		await page.goto('/interactions?lang=es');
		await page.getByLabel('Identificador del contacto').fill(CONTACT);
		await page.getByRole('button', { name: 'Abrir' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Contacto ${CONTACT}`);
		const said = page.getByText(HOSTILE, { exact: true });
		await expect(said.first()).toBeVisible();
		expect(await said.count()).toBeGreaterThanOrEqual(3);
		await expect(page.getByText('Buenas tardes', { exact: true })).toBeVisible();
		await expect(page.getByText(NAME, { exact: true }).first()).toBeVisible();
		await expect(page.getByRole('cell', { name: 'Atendido' })).toBeVisible();
		expect(await page.locator('main :is(script, img, svg, iframe)').count()).toBe(0);
		await expectNoViolations(page);
		expect(found).toEqual([]);
	});

	test('what the customer wrote shows how it sounds, and the words that say so', async ({
		page,
		baseURL
	}) => {
		const said = 'El servicio es pésimo';
		await post(baseURL ?? '', [
			event('interaction.created', TONED, { channel: 'chat' }, 0),
			event('interaction.queued', TONED, { queue: NAME }, 0),
			event('interaction.message', TONED, { author: 'customer', text: said, language: 'es' }, 1),
			event('interaction.message', TONED, { author: 'agent', agent: AGENT, text: said }, 2),
			event('interaction.message', TONED, { author: 'customer', text: 'Muchas gracias' }, 3)
		]);
		await signInBrowser(page.context(), { web: baseURL ?? '', dataDir }, 'supervisor', {
			teams: ['company']
		});
		await page.goto(`/interactions/${TONED}?lang=es`);
		await expect(page.getByRole('heading', { name: 'Tono del cliente' })).toBeVisible();
		await expect(page.getByText('Media de 2 textos')).toBeVisible();
		await expect(page.getByText('mejora')).toBeVisible();
		await expect(page.getByText(/^Tono −0,\d\d ▼$/)).toBeVisible();
		await expect(page.getByText(/^Tono \+0,\d\d ▲$/)).toBeVisible();
		// The agent wrote the same word: nothing of theirs is scored.
		await expect(page.locator('mark')).toHaveCount(2);
		await expect(page.locator('mark').first()).toHaveText(/^pésimo−\d,\d\d$/);
		await expectNoViolations(page);
	});

	test('one that is not there, or not theirs, is said to be neither', async ({ page, baseURL }) => {
		await signInBrowser(page.context(), { web: baseURL ?? '', dataDir }, 'quality', {
			email: 'nobody@test.example'
		});
		for (const id of ['no-such-contact', CONTACT]) {
			await page.goto('/interactions?lang=es');
			await page.getByLabel('Identificador del contacto').fill(id);
			await page.keyboard.press('Enter');
			await expect(
				page
					.getByRole('status')
					.filter({ hasText: `No existe el contacto «${id}», o es de otros equipos.` })
			).toBeVisible();
		}
		await expectNoViolations(page);
	});

	test('somebody who answers them sees the own day and nobody else', async ({ page, baseURL }) => {
		await signInBrowser(page.context(), { web: baseURL ?? '', dataDir }, 'agent', { agent: AGENT });
		const found = watchFor(page);
		await page.goto('/?lang=es');
		await page.waitForURL(/\/my-day/);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mi jornada');
		await expect(page.getByRole('rowheader', { name: 'Siete días' })).toBeVisible();
		const today = page.getByRole('region', { name: 'Hoy' });
		await expect(today.getByText('0:27')).toBeVisible();
		await expect(today.getByText('0:37')).toBeVisible();
		await expectNoViolations(page);
		expect(found).toEqual([]);
	});
});

test('[A4] a wall of somebody who signs out in another window lands where one signs in', async ({
	page,
	baseURL
}) => {
	await signInBrowser(page.context(), { web: baseURL ?? '', dataDir }, 'director', {
		email: 'leaver@test.example'
	});
	await page.goto('/wallboard/sala?lang=es');
	await expect(page.locator('[data-freshness=live][data-connection=open]')).toBeVisible();
	const other = await page.context().newPage();
	await other.goto('/?lang=es');
	await other.getByRole('button', { name: 'Cerrar sesión', exact: true }).click();
	await page.waitForURL(/\/sign-in\?next=/);
	expect(decodeURIComponent(page.url())).toContain('next=/wallboard/sala');
});
