/** The administration as an administrator uses it: by mouse, by keyboard, without scripts, and with hostile names. */
import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Download, Page } from '@playwright/test';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PAGES = [
	'/administration',
	'/administration/people',
	'/administration/teams',
	'/administration/teams/new',
	'/administration/teams/company',
	'/administration/queues',
	'/administration/queues/settings?queue=ventas',
	'/administration/boards',
	'/administration/tokens',
	'/administration/privacy',
	'/administration/audit'
];
const IMAGE = '<img src=x onerror="globalThis.hacked=1">';
const FORMULA = '=HYPERLINK("http://evil.example","click")';
const TURNED = '\u202Egnorw\u202C';
const PASSWORD = 'caballo grapa batería';
/** Names nobody else uses, also when the tests run again on the same installation. */
const stamp = Date.now().toString(36);

const ingest = (web: string): string => {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	return url.origin;
};

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

async function textOf(download: Download): Promise<string> {
	return readFileSync(await download.path(), 'utf8');
}

const notice = (page: Page) => page.getByRole('status');
const shownOnce = (page: Page) => page.locator('[data-shown-once]');
const open = (page: Page, text: string) => page.locator('summary', { hasText: text }).click();

async function addPerson(page: Page, name: string, email: string, role = 'Supervisión') {
	await page.goto('/administration/people');
	await open(page, 'Añadir una persona');
	const form = page.locator('form[action="?/create"]');
	await form.getByLabel('Nombre', { exact: true }).fill(name);
	await form.getByLabel('Correo electrónico').fill(email);
	await form.getByLabel('Perfil').selectOption({ label: role });
	await form.getByRole('button', { name: 'Añadir y crear la invitación' }).click();
}

async function addTeam(page: Page, name: string): Promise<void> {
	await page.goto('/administration/teams/new');
	await page.getByLabel('Nombre', { exact: true }).fill(name);
	await page.getByRole('button', { name: 'Crear' }).click();
	await page.waitForURL('**/administration/teams?done=created');
}

test('every page can be used with what helps people who do not see well, in both themes', async ({
	page
}) => {
	for (const theme of ['dark', 'light']) {
		for (const path of PAGES) {
			const separator = path.includes('?') ? '&' : '?';
			await page.goto(`${path}${separator}theme=${theme}`);
			await expect(page.locator('h1')).toBeVisible();
			await expectNoViolations(page);
		}
	}
});

test('on a telephone tables move by themselves and the page does not', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 800 });
	for (const path of PAGES) {
		await page.goto(path);
		await expect(page.locator('h1')).toBeVisible();
		const overflow = await page.evaluate(
			() => document.documentElement.scrollWidth - window.innerWidth
		);
		expect([path, overflow]).toEqual([path, 0]);
	}
});

test('what is typed, chosen and opened before the scripts have come stays', async ({ page }) => {
	let letGo: () => void = () => undefined;
	const held = new Promise<void>((resolve) => (letGo = resolve));
	await page.route('**/_app/immutable/**/*.js', async (route) => {
		await held;
		await route.continue();
	});
	await page.goto('/administration/people', { waitUntil: 'commit' });
	await open(page, 'Añadir una persona');
	const form = page.locator('form[action="?/create"]');
	await form.getByLabel('Nombre', { exact: true }).fill('Antes de tiempo');
	await form.getByLabel('Perfil').selectOption({ label: 'Agente' });
	await form.getByLabel('Sevilla').check();
	letGo();
	await page.waitForLoadState('networkidle');
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.locator('h1')).toHaveText('People');
	await expect(form.getByLabel('Name', { exact: true })).toHaveValue('Antes de tiempo');
	await expect(form.getByLabel('Role')).toHaveValue('agent');
	await expect(form.getByLabel('Sevilla')).toBeChecked();
});

test('a person is added with a link that is shown once, and comes in with it', async ({
	page,
	browser
}) => {
	const email = `lola.${stamp}@example.org`;
	await addPerson(page, 'Lola Prieto', email);
	await expect(page.getByText('Se ha añadido a «Lola Prieto»')).toBeVisible();
	const link = await shownOnce(page).inputValue();
	expect(link).toMatch(/\/welcome\/[A-Za-z0-9_-]{43}$/);
	await expectNoViolations(page);
	await page.goto('/administration/people');
	await expect(shownOnce(page)).toHaveCount(0);
	expect(await page.content()).not.toContain(link);

	await addPerson(page, 'Otra', email.toUpperCase());
	const field = page.locator('form[action="?/create"]').getByLabel('Correo electrónico');
	await expect(field).toHaveAccessibleDescription(/Otra persona ya entra con este correo/);
	await expect(field).toHaveValue(email.toUpperCase());

	const other = await browser.newContext({ storageState: { cookies: [], origins: [] } });
	const hers = await other.newPage();
	await hers.goto(link);
	await hers.getByLabel('Contraseña nueva').fill(PASSWORD);
	await hers.getByLabel('Repita la contraseña').fill(PASSWORD);
	await hers.getByRole('button', { name: 'Guardar y entrar' }).click();
	await expect(hers.getByRole('banner').getByText('Lola Prieto')).toBeVisible();

	await page.goto(`/administration/people?q=${encodeURIComponent(email)}`);
	await page.getByRole('link', { name: 'Lola Prieto' }).click();
	await expect(page.locator('h1')).toHaveText('Lola Prieto');
	await page.getByLabel('Perfil').selectOption({ label: 'Dirección' });
	await page.getByRole('button', { name: 'Guardar', exact: true }).click();
	await expect(notice(page)).toHaveText('Guardado.');
	// The role has changed, so the session is over.
	await hers.goto('/');
	await hers.waitForURL('**/sign-in**');
	await other.close();
});

test('what cannot be undone is asked a second time, and can be answered with the keyboard', async ({
	page
}) => {
	await addTeam(page, `Equipo ${stamp}`);
	await page.getByRole('link', { name: `Equipo ${stamp}`, exact: true }).click();
	const question = page.getByText('No se puede deshacer');
	await expect(question).toBeHidden();
	await page.locator('summary', { hasText: 'Eliminar este nodo' }).focus();
	await page.keyboard.press('Enter');
	await expect(question).toBeVisible();
	await page.keyboard.press('Tab');
	await expect(page.getByRole('button', { name: 'Sí, eliminarlo' })).toBeFocused();
	await page.keyboard.press('Enter');
	await page.waitForURL('**/administration/teams?done=removed');
	await expect(notice(page)).toHaveText('El nodo se ha eliminado.');
	await expect(page.getByText(`Equipo ${stamp}`)).toHaveCount(0);
});

test('a team takes queues and names of events, moves, and is not removed while it holds something', async ({
	page
}) => {
	await page.goto('/administration/teams/new');
	await page.getByLabel('Nombre', { exact: true }).fill(`Sede ${stamp}`);
	await page.getByLabel('Tipo').selectOption('site');
	await page.getByLabel('Ventas').first().check();
	await page.getByLabel('Otros nombres').fill(`palabra-${stamp}`);
	await page.getByRole('button', { name: 'Crear' }).click();
	await page.waitForURL('**?done=created');
	const row = page.locator('.tree > li', { hasText: `Sede ${stamp}` });
	await expect(row).toContainText('Ventas');
	await expect(row).toContainText(`«palabra-${stamp}»`);

	await row.getByRole('link', { name: `Añadir bajo Sede ${stamp}` }).click();
	await page.getByLabel('Nombre', { exact: true }).fill(`Dentro ${stamp}`);
	await page.getByLabel('Otros nombres').fill(`palabra-${stamp}`);
	await page.getByRole('button', { name: 'Crear' }).click();
	await expect(page.getByText('Uno de estos nombres es de otro nodo')).toBeVisible();
	await page.getByLabel('Otros nombres').fill('');
	await page.getByRole('button', { name: 'Crear' }).click();
	await page.waitForURL('**?done=created');

	await page.getByRole('link', { name: `Sede ${stamp}`, exact: true }).click();
	await open(page, 'Eliminar este nodo');
	await page.getByRole('button', { name: 'Sí, eliminarlo' }).click();
	await expect(page.getByRole('alert')).toContainText('Contiene nodos');

	await page.goto('/administration/teams');
	await page.getByRole('link', { name: `Dentro ${stamp}`, exact: true }).click();
	await page.getByLabel('Cuelga de').selectOption('company');
	await page.getByRole('button', { name: 'Guardar', exact: true }).click();
	await page.waitForURL('**?done=saved');
	for (const name of [`Dentro ${stamp}`, `Sede ${stamp}`]) {
		await page.getByRole('link', { name, exact: true }).click();
		await open(page, 'Eliminar este nodo');
		await page.getByRole('button', { name: 'Sí, eliminarlo' }).click();
		await page.waitForURL('**?done=removed');
	}
});

test('a threshold that is changed here is the one of the wall, and the log has both', async ({
	page,
	context
}) => {
	const seconds = 31 + (Date.now() % 20);
	const wall = await context.newPage();
	await wall.goto('/wallboard/sala?lang=es');
	const row = wall.getByRole('row').filter({ hasText: 'Ventas' });
	await expect(row).toBeVisible();

	await page.goto('/administration/queues');
	await page.getByRole('link', { name: 'Ventas' }).click();
	const threshold = page.getByLabel('Umbral (T)');
	const before = await page.locator('[data-threshold]').innerText();
	await threshold.fill('pronto');
	await page.getByLabel('Por semana').check();
	await page.getByLabel('Lunes').fill('9-14, 13-18');
	await page.getByRole('button', { name: 'Guardar la versión' }).click();
	await expect(threshold).toHaveAccessibleDescription(/Escriba una espera/);
	await expect(page.getByLabel('Lunes')).toHaveAccessibleDescription(/se solapan/);
	await expect(threshold).toHaveValue('pronto');
	await expectNoViolations(page);

	await threshold.fill(`${seconds} s`);
	await page.getByLabel('Lunes').fill('9-14, 16:00–20:30');
	await page.getByLabel('Fecha del festivo 1').fill('2026-12-25');
	await page.getByLabel('Nombre del festivo 1').fill('Navidad');
	await page.getByRole('button', { name: 'Guardar la versión' }).click();
	await page.waitForURL('**done=saved');
	await expect(page.locator('[data-threshold]')).toHaveText(`${seconds} s`);
	await expect(page.getByRole('table').first()).toContainText('09:00–14:00, 16:00–20:30');
	await expect(page.getByText('2026-12-25')).toBeVisible();
	await expect(row).toContainText(`${seconds} s`);
	await expect(page.getByText('en camino')).toHaveCount(0);

	await page.goto('/administration/audit?object=queue:ventas');
	const entry = page.getByRole('row').nth(1);
	await expect(entry).toContainText(before);
	await expect(entry).toContainText(`${seconds} s`);
	await wall.close();
});

test('a version that begins in the past is saved only after that was said', async ({ page }) => {
	await page.goto('/administration/queues/settings?queue=soporte');
	await page.getByLabel('Un momento').check();
	await page.getByLabel('Momento', { exact: true }).fill('2026-01-15T09:00');
	await page.getByRole('button', { name: 'Guardar la versión' }).click();
	await expect(page.getByText('el historial se recalcula')).toBeVisible();
	await page.getByLabel('Sí, recalcular lo pasado').check();
	await page.getByRole('button', { name: 'Guardar la versión' }).click();
	await page.waitForURL('**done=saved');
	const versions = page.getByRole('region', { name: 'Versiones' });
	await expect(versions).toContainText('15/01/2026, 09:00');
	await expect(versions).toContainText('el principio');
});

test('a token is shown once, works, says when it was used, and not after it is revoked', async ({
	page,
	request
}) => {
	await page.goto('/administration/tokens');
	await open(page, 'Credencial nueva');
	const form = page.locator('form[action="?/create"]');
	await form.getByLabel('Nombre').fill(`Informes ${stamp}`);
	await form.getByRole('button', { name: 'Crear' }).click();
	await expect(page.getByText('Elija al menos un alcance')).toBeVisible();
	await form.getByLabel('metrics').check();
	await form.getByRole('button', { name: 'Crear' }).click();
	const token = await shownOnce(page).inputValue();
	expect(token).toMatch(/^ata_[A-Za-z0-9_-]{43}$/);
	await expectNoViolations(page);

	const ask = () =>
		request.get('/api/v1/metrics', { headers: { authorization: `Bearer ${token}` } });
	expect((await ask()).status()).toBe(200);
	await page.goto('/administration/tokens');
	await expect(shownOnce(page)).toHaveCount(0);
	expect(await page.content()).not.toContain(token);
	const row = page.getByRole('row').filter({ hasText: `Informes ${stamp}` });
	await expect(row).toContainText(token.slice(0, 10));
	await expect(row).not.toContainText('nunca');

	await row.locator('summary', { hasText: 'Revocar' }).click();
	await row.getByRole('button', { name: 'Sí, revocarla' }).click();
	await expect(notice(page)).toContainText('se ha revocado');
	await until('the token is refused', async () => (await ask()).status() === 401);
	await page.goto('/administration/audit?action=token.created');
	expect(await page.content()).not.toContain(token);
});

test('without scripts a token is made and revoked, and a wrong queue form says what is wrong', async ({
	browser,
	baseURL
}) => {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		...(baseURL === undefined ? {} : { baseURL }),
		storageState: `${process.env['E2E_DATA_DIR'] ?? ''}/browser.json`
	});
	const page = await context.newPage();
	await page.goto('/administration/tokens');
	await open(page, 'Credencial nueva');
	await page.getByLabel('Nombre').fill(`Sin scripts ${stamp}`);
	await page.getByLabel('boards').check();
	await page.getByRole('button', { name: 'Crear' }).click();
	expect(await shownOnce(page).inputValue()).toMatch(/^ata_/);
	const row = page.getByRole('row').filter({ hasText: `Sin scripts ${stamp}` });
	await row.locator('summary').click();
	await row.getByRole('button', { name: 'Sí, revocarla' }).click();
	await expect(row).toContainText('Revocada');

	await page.goto('/administration/queues/settings?queue=averias');
	await page.getByLabel('Umbral (T)').fill('mucho');
	await page.getByRole('button', { name: 'Guardar la versión' }).click();
	await expect(page.getByText('Escriba una espera')).toBeVisible();
	await expect(page.getByLabel('Umbral (T)')).toHaveValue('mucho');
	await context.close();
});

test('a board moves to another team, and the page says who changed it', async ({ page }) => {
	await page.goto('/');
	await page.getByLabel('Nombre').fill(`Panel ${stamp}`);
	await page.getByRole('button', { name: 'Crear' }).click();
	await page.waitForURL('**/edit');
	await page.goto('/administration/boards');
	const row = page.getByRole('row').filter({ hasText: `Panel ${stamp}` });
	await row.locator('summary').click();
	await row.getByLabel('Equipo').selectOption('demo-madrid');
	await row.getByLabel('Sus pantallas pueden mostrar agentes por nombre').check();
	await row.getByRole('button', { name: 'Guardar' }).click();
	await expect(notice(page)).toContainText('se ha guardado');
	await expect(row).toContainText('Madrid');
	await expect(row).toContainText('Amparo Villar');
});

test('keeping something for a shorter time is confirmed first; two ids that differ erase nothing', async ({
	page
}) => {
	await page.goto('/administration/privacy');
	const days = page.getByLabel('Eventos descartados');
	const before = Number(await days.inputValue());
	await days.fill(String(before - 1));
	const save = page.locator('form[action="?/retention"]').getByRole('button', { name: 'Guardar' });
	await save.click();
	await expect(page.getByRole('alert')).toContainText('Algo se conservaría menos tiempo');
	await page.getByLabel('Sí: lo anterior se borra').check();
	await save.click();
	await expect(notice(page).first()).toContainText('Guardado');
	await page.reload();
	await expect(days).toHaveValue(String(before - 1));

	await page.getByLabel('Números de teléfono').uncheck();
	const masking = page.locator('form[action="?/masking"]');
	await masking.getByRole('button', { name: 'Guardar' }).click();
	await expect(notice(page).first()).toContainText('Guardado');
	await page.getByLabel('Números de teléfono').check();
	await masking.getByRole('button', { name: 'Guardar' }).click();

	await open(page, 'Suprimir un cliente…');
	const erase = page.locator('form[action="?/erase"]');
	await erase.getByLabel('Identificador del cliente').fill('c-1');
	await erase.getByLabel('El mismo identificador otra vez').fill('c-2');
	await erase.getByRole('button', { name: 'Suprimir para siempre' }).click();
	await expect(page.getByRole('alert')).toContainText('no coinciden');

	await erase.getByLabel('Identificador del cliente').fill(`nadie-${stamp}`);
	await erase.getByLabel('El mismo identificador otra vez').fill(`nadie-${stamp}`);
	await erase.getByRole('button', { name: 'Suprimir para siempre' }).click();
	await expect(page.getByText('La supresión ha empezado')).toBeVisible();
	const job = page.locator('li.adm-panel').first();
	// Until the database has removed the last old copy it goes on; nothing names the customer long before that.
	await expect(job).toContainText(/Que aún nombran al cliente\s*0/, { timeout: 60_000 });
	await page.goto('/administration/audit?action=customer.erasure-started');
	expect(await page.content()).not.toContain(`nadie-${stamp}`);
});

test('the data of a customer come as a file', async ({ page, baseURL }) => {
	const customer = `cliente-${stamp}`;
	await until('the event is stored', async () => {
		const answer = await fetch(`${ingest(baseURL ?? '')}/v1/events`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${process.env['E2E_INGEST_TOKEN'] ?? 'e2e-ingest-token'}`,
				'content-type': 'application/cloudevents-batch+json',
				prefer: 'wait=30'
			},
			body: JSON.stringify([
				{
					specversion: '1.0',
					id: `created-${stamp}`,
					source: '//e2e/administration',
					type: 'atalaya.interaction.created.v1',
					subject: `contact-${stamp}`,
					time: new Date().toISOString(),
					data: { channel: 'voice', customer }
				}
			])
		});
		return answer.status === 200;
	});
	await page.goto('/administration/privacy');
	const form = page.locator('form[action="/administration/privacy/export"]');
	await form.getByLabel('Identificador del cliente').fill(customer);
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		form.getByRole('button', { name: 'Descargar' }).click()
	]);
	expect(download.suggestedFilename()).toMatch(/^customer-[\w-]+\.ndjson$/);
	const text = await textOf(download);
	expect(text).toContain(`contact-${stamp}`);
	for (const line of text.trim().split('\n'))
		expect(() => JSON.parse(line) as unknown).not.toThrow();
});

test('[H16] hostile names of people, teams, boards and queues are only text on every page and in every file', async ({
	page,
	browser,
	baseURL
}) => {
	const found = watchFor(page);
	const queue = `${IMAGE} ${TURNED} ../${stamp}`;
	await until('the queue is known', async () => {
		const answer = await fetch(`${ingest(baseURL ?? '')}/v1/events`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${process.env['E2E_INGEST_TOKEN'] ?? 'e2e-ingest-token'}`,
				'content-type': 'application/cloudevents-batch+json',
				prefer: 'wait=30'
			},
			body: JSON.stringify([
				{
					specversion: '1.0',
					id: `queue-${stamp}`,
					source: '//e2e/administration',
					type: 'atalaya.reference.queue.v1',
					subject: queue,
					time: new Date().toISOString(),
					data: { name: `${IMAGE}${TURNED}${FORMULA}`, channel: 'voice' }
				}
			])
		});
		return answer.status === 200;
	});
	await addTeam(page, `${IMAGE} ${stamp}`);
	await page.goto('/');
	await page.getByLabel('Nombre').fill(`${IMAGE} ${stamp}`);
	await page.getByRole('button', { name: 'Crear' }).click();
	await page.waitForURL('**/edit');
	await addPerson(page, `${FORMULA} ${TURNED}`, `formula.${stamp}@example.org`, 'Administración');
	const link = await shownOnce(page).inputValue();
	await addPerson(page, `${IMAGE} ${stamp}`, `image.${stamp}@example.org`);

	// Whoever is called like a formula does something, and so stands in the log.
	const other = await browser.newContext({ storageState: { cookies: [], origins: [] } });
	const theirs = await other.newPage();
	await theirs.goto(link);
	await theirs.getByLabel('Contraseña nueva').fill(PASSWORD);
	await theirs.getByLabel('Repita la contraseña').fill(PASSWORD);
	await theirs.getByRole('button', { name: 'Guardar y entrar' }).click();
	await expect(theirs.getByRole('banner')).toContainText('=HYPERLINK');
	await other.close();

	const settings = `/administration/queues/settings?queue=${encodeURIComponent(queue)}`;
	for (const path of [...PAGES, settings, '/', '/administration/audit?object=x"><b>']) {
		await page.goto(path);
		await expect(page.locator('h1')).toBeVisible();
		expect(await page.locator('img[src="x"]').count()).toBe(0);
		expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
	}
	await page.goto(settings);
	await expect(page.locator('h1 bdi')).toContainText(IMAGE);
	await page.getByRole('button', { name: 'Guardar la versión' }).click();
	await page.waitForURL('**done=saved');
	await page.goto(`/administration/people?q=${stamp}`);
	const table = page.getByRole('table');
	await expect(table.locator('bdi', { hasText: IMAGE }).first()).toBeVisible();
	// What turns the direction of the text after it was left out of what somebody typed.
	await expect(table.locator('bdi', { hasText: FORMULA }).first()).toHaveText(`${FORMULA} gnorw`);

	await page.goto('/administration/audit');
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'CSV' }).click()
	]);
	const csv = await textOf(download);
	expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""click"")`);
	expect(csv).not.toMatch(/(^|,|\n)"?[=+@]/);
	const [lines] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'Líneas de JSON' }).click()
	]);
	const [newest = '{}'] = (await textOf(lines)).split('\n');
	expect(JSON.parse(newest)).toMatchObject({ action: 'audit.exported' });
	await expect(page.getByText('está como se escribió')).toBeVisible();
	expect(found).toEqual([]);
});

test('the log is paged, narrowed by who, what and whom, and verified on demand', async ({
	page
}) => {
	await page.goto('/administration/audit');
	await page.getByLabel('Qué', { exact: true }).selectOption('session.opened');
	await page.getByRole('button', { name: 'Buscar' }).click();
	await page.waitForURL('**action=session.opened**');
	for (const row of await page.getByRole('row').filter({ hasText: '127.0.0.1' }).all())
		await expect(row).toContainText(/sesi/i);
	await page.goto('/administration/audit?object=nothing');
	await expect(page.getByText('Ninguna entrada coincide')).toBeVisible();
	await page.goto('/administration/audit?before=3');
	await expect(page.getByRole('row')).toHaveCount(3);
	await page.getByRole('link', { name: 'Más recientes' }).click();
	await page.getByRole('button', { name: 'Verificar entero' }).click();
	await expect(page.getByText('está como se escribió')).toBeVisible();
});
