/** Alerts as people meet them: a rule made by keyboard, the strip on the wall, and an acknowledgement that both show. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const QUEUE = 'e2e-alerts-queue';
const RULE = 'Demasiados en la cola de prueba';

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

/** Contacts that wait in a queue of their own. */
async function letWait(web: string, count: number): Promise<void> {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	const event = (name: string, subject: string) => ({
		specversion: '1.0',
		id: `${subject}-${name}`,
		source: '//e2e/alerts',
		type: `atalaya.${name}.v1`,
		subject,
		time: new Date().toISOString(),
		data: { queue: QUEUE, ...(name === 'interaction.created' ? { channel: 'voice' } : {}) }
	});
	const subjects = Array.from({ length: count }, (_, index) => `e2e-alert-${index}`);
	const events = subjects.flatMap((subject) =>
		['interaction.created', 'interaction.queued'].map((name) => event(name, subject))
	);
	await until('the contacts wait', async () => {
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

/** Goes on with the tabulator until the element has the focus. */
async function tabTo(page: Page, name: string, most = 120): Promise<void> {
	for (let step = 0; step < most; step++) {
		await page.keyboard.press('Tab');
		const focused = await page.evaluate(() => {
			const element = document.activeElement;
			const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
			return (labels[0]?.textContent ?? element?.textContent ?? '').trim();
		});
		if (focused === name) return;
	}
	throw new Error(`the tabulator never came to "${name}"`);
}

test('a rule is made by keyboard, its alert is on the page and on the wall, and an acknowledgement is on both', async ({
	page,
	context,
	baseURL
}) => {
	await letWait(baseURL ?? '', 3);
	await page.goto('/alerts/rules/new?preset=waiting');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nueva regla');
	await expectNoViolations(page);

	await tabTo(page, 'Nombre de la regla');
	await page.keyboard.press('Control+A');
	await page.keyboard.type(RULE);
	await tabTo(page, QUEUE);
	await page.keyboard.press('Space');
	await tabTo(page, 'Límite');
	await page.keyboard.press('Control+A');
	await page.keyboard.type('2');
	await tabTo(page, 'Durante cuántos minutos (0–120)');
	await page.keyboard.press('Control+A');
	await page.keyboard.type('0');
	// Beyond the limit: refused, and said at the field.
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toContainText('La regla no se ha guardado');
	await expect(page.getByLabel('Se resuelve en')).toHaveAttribute('aria-invalid', 'true');
	await page.getByLabel('Se resuelve en').focus();
	await page.keyboard.press('Control+A');
	await page.keyboard.type('1');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/alerts\/rules\?created=/);
	await expect(page.getByRole('status').first()).toContainText('ya está vigilando');
	await expectNoViolations(page);

	const wall = await context.newPage();
	await wall.goto('/wallboard/sala');
	const heights = () =>
		wall.evaluate(() =>
			[...document.querySelectorAll('.tile')].map((tile) => tile.getBoundingClientRect().top)
		);
	const strip = wall.getByRole('region', { name: 'Alertas abiertas' });
	await expect(strip).toContainText(RULE);
	await expect(strip).toContainText('3');
	await expect(strip).toContainText('desde las');
	const before = await heights();

	await page.goto('/alerts');
	const card = page.getByRole('article', { name: `${RULE}: ${QUEUE}` });
	await expect(card).toContainText('Sin reconocer');
	await expectNoViolations(page);
	await card.locator('summary').focus();
	await page.keyboard.press('Enter');
	await card.getByLabel('Nota (opcional)').fill('La miro yo');
	await card.getByRole('button', { name: /^Reconocer como/ }).click();
	await expect(page.getByRole('status').first()).toContainText('está reconocida');
	await expect(card).toContainText('La miro yo');
	await expect(strip).toContainText('Reconocida por');

	await page.goto('/alerts/rules');
	await page.getByRole('button', { name: new RegExp(`^Pausar\\s*: ${RULE}$`) }).click();
	await expect(strip).toHaveCount(0);
	// Nothing on the wall has moved.
	expect(await heights()).toEqual(before);

	// The same by a program: in the session of this person.
	await page.getByRole('button', { name: new RegExp(`^Reanudar\\s*: ${RULE}$`) }).click();
	await expect(strip).toContainText(RULE);
	const answers = await page.evaluate(async () => {
		const list = await fetch('/api/v1/alerts?state=open');
		const { alerts } = (await list.json()) as { alerts: { id: string }[] };
		const acknowledge = () =>
			fetch(`/api/v1/alerts/${alerts[0]?.id ?? ''}/acknowledge`, {
				method: 'POST',
				body: JSON.stringify({ note: 'por la API' })
			});
		const [first, second] = [await acknowledge(), await acknowledge()];
		const none = await fetch('/api/v1/alerts/none/acknowledge', { method: 'POST' });
		return {
			alerts,
			acknowledged: (await first.json()) as unknown,
			statuses: [first, second, none].map(({ status }) => status)
		};
	});
	expect(answers.statuses).toEqual([200, 409, 404]);
	expect(answers.alerts).toMatchObject([{ rule: { name: RULE }, queue: { id: QUEUE }, value: 3 }]);
	expect(answers.acknowledged).toMatchObject({ acknowledged: { note: 'por la API' } });
	await expect(strip).toContainText('Reconocida por');
	await page.getByRole('button', { name: new RegExp(`^Pausar\\s*: ${RULE}$`) }).click();
	await expect(strip).toHaveCount(0);

	await page.goto('/alerts?state=cleared');
	await expect(page.getByRole('table')).toContainText('la regla se ha pausado');
	await expect(page.getByRole('table')).toContainText('por la API');
	await expectNoViolations(page);
});
