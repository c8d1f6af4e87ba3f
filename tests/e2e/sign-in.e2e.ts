/** Signing in as people do it: with a link, a password, a phone, a provider, one click; by keyboard and without scripts. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { firstLink } from '../../src/launch/first-link.ts';
import { CLIENT, startTestProvider } from '../support/oidc-provider.ts';
import { freePort } from '../support/product.ts';
import { startWeb } from '../support/web.ts';
import type { Web } from '../support/web.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const EMAIL = 'ada@example.org';
const NAME = 'Ada Ferrer';
const PASSWORD = 'caballo grapa batería';

test.use({ storageState: { cookies: [], origins: [] } });

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

async function fillWelcome(page: Page, password: string, repeated = password): Promise<void> {
	await page.getByLabel('Correo electrónico').fill(EMAIL);
	await page.getByLabel('Nombre y apellidos').fill(NAME);
	await page.getByLabel('Contraseña nueva').fill(password);
	await page.getByLabel('Repita la contraseña').fill(repeated);
	await page.getByRole('button', { name: 'Guardar y entrar' }).click();
}

async function signIn(page: Page, web: Web, password = PASSWORD): Promise<void> {
	await page.goto(`${web.url}/sign-in`);
	await page.getByLabel('Correo electrónico').fill(EMAIL);
	await page.getByLabel('Contraseña').fill(password);
	await page.getByRole('button', { name: 'Entrar', exact: true }).click();
}

const signOut = (page: Page) => page.getByRole('button', { name: 'Cerrar sesión', exact: true });
const isIn = (page: Page) => expect(page.getByRole('banner').getByText(NAME)).toBeVisible();

test.describe('an installation of one’s own', () => {
	test.describe.configure({ mode: 'serial' });
	let web: Web;
	test.beforeAll(async () => {
		web = await startWeb();
	});
	test.afterAll(() => web.stop());

	test('begins with a link, words about the password, and somebody who administers it', async ({
		page
	}) => {
		await page.goto(`${web.url}/sign-in`);
		await expect(page.getByText('npm run admin-link')).toBeVisible();
		const link = (await firstLink(web.config)) ?? '';
		await page.goto(link);
		await expectNoViolations(page);
		await expect(page.getByLabel('Correo electrónico')).toBeFocused();

		await fillWelcome(page, 'corta', 'otra');
		const password = page.getByLabel('Contraseña nueva');
		await expect(password).toBeFocused();
		await expect(password).toHaveAccessibleDescription(/demasiado corta: al menos 12 caracteres/);
		await expect(password).toHaveAttribute('aria-invalid', 'true');
		await expect(page.getByLabel('Repita la contraseña')).toHaveAccessibleDescription(
			'Las dos no coinciden.'
		);
		await expect(page.getByLabel('Correo electrónico')).toHaveValue(EMAIL);
		await expectNoViolations(page);
		await fillWelcome(page, 'password1234');
		await expect(password).toHaveAccessibleDescription(/de las primeras que se prueban/);
		await fillWelcome(page, 'adaferrer2026');
		await expect(password).toHaveAccessibleDescription(/Es su nombre/);

		await fillWelcome(page, PASSWORD);
		await page.waitForURL(`${web.url}/`);
		await isIn(page);
		await page.goto(link);
		await expect(page.getByRole('heading', { name: 'Este enlace ya no funciona' })).toBeVisible();
		await expectNoViolations(page);
	});

	test('signs out and in again by keyboard alone, and comes back to where one wanted to go', async ({
		page
	}) => {
		await signIn(page, web);
		await isIn(page);
		await signOut(page).press('Enter');
		await page.waitForURL(`${web.url}/sign-in`);
		await page.goto(`${web.url}/account`);
		await expect(page.getByLabel('Correo electrónico')).toBeFocused();
		await page.keyboard.type(EMAIL);
		await page.keyboard.press('Tab');
		await page.keyboard.type(PASSWORD);
		await page.keyboard.press('Enter');
		await page.waitForURL(`${web.url}/account`);
		await isIn(page);
	});

	for (const [language, words, wrong] of [
		['es', 'Iniciar sesión', 'El correo o la contraseña no son correctos'],
		['en', 'Sign in', 'The e-mail or the password is not right'],
		['pt', 'Entrar', 'O e-mail ou a senha não estão corretos']
	] as const) {
		test(`says in ${language} that a password is wrong, and puts the cursor there`, async ({
			page
		}) => {
			await page.goto(`${web.url}/sign-in?lang=${language}`);
			await expect(page.getByRole('heading', { level: 1, name: words })).toBeVisible();
			await page.locator('input[name=email]').fill(EMAIL);
			await page.locator('input[name=password]').fill('not this one');
			await page.locator('input[name=password]').press('Enter');
			await expect(page.getByRole('alert')).toContainText(wrong);
			await expect(page.locator('input[name=email]')).toHaveValue(EMAIL);
			await expect(page.locator('input[name=password]')).toBeFocused();
			await expect(page.locator('input[name=password]')).toHaveValue('');
			await expectNoViolations(page);
		});
	}

	for (const theme of ['dark', 'light']) {
		test(`meets WCAG 2.2 AA in the ${theme} theme, also on a phone`, async ({ page }) => {
			await page.goto(`${web.url}/sign-in?theme=${theme}`);
			await expectNoViolations(page);
			await page.setViewportSize({ width: 320, height: 640 });
			await expectNoViolations(page);
			const overflow = await page.evaluate(
				() => document.documentElement.scrollWidth - window.innerWidth
			);
			expect(overflow).toBe(0);
			await page.setViewportSize({ width: 1280, height: 800 });
			await signIn(page, web);
			await isIn(page);
			await page.goto(`${web.url}/account?theme=${theme}`);
			await expectNoViolations(page);
		});
	}

	test('asks for a second step once a phone is set up, and for the code of the paper without it', async ({
		page
	}) => {
		await signIn(page, web);
		await isIn(page);
		await page.goto(`${web.url}/account`);
		await page.getByText('Activar', { exact: true }).first().click();
		const present = page.locator('details[open]').getByLabel('Contraseña actual');
		await present.fill('not this one');
		await present.press('Enter');
		await expect(present).toHaveAccessibleDescription('La contraseña actual no es correcta.');
		await expect(present).toBeFocused();
		await present.fill(PASSWORD);
		await present.press('Enter');
		await expect(page.getByRole('img', { name: 'Código QR con la clave' })).toBeVisible();
		await expectNoViolations(page);
		const key = (await page.locator('code').innerText()).replace(/\s/g, '');
		const totp = new TOTP({ secret: Secret.fromBase32(key) });
		const code = page.getByRole('textbox', { name: 'Código' });
		await code.fill('000000');
		await page.getByRole('button', { name: 'Confirmar' }).click();
		await expect(code).toHaveAccessibleDescription(/no es correcto/);
		const used = totp.generate();
		await code.fill(used);
		await page.getByRole('button', { name: 'Confirmar' }).click();
		const codes = await page.locator('code').allInnerTexts();
		expect(codes).toHaveLength(8);
		await expectNoViolations(page);
		await page.reload();

		await signOut(page).click();
		await signIn(page, web);
		await expect(page.getByRole('heading', { level: 1, name: 'Segundo paso' })).toBeVisible();
		await expect(code).toBeFocused();
		await expectNoViolations(page);
		await code.fill(used);
		await code.press('Enter');
		await expect(code).toHaveAccessibleDescription(/ya se ha usado/);
		await code.fill(codes[0]?.toUpperCase() ?? '');
		await code.press('Enter');
		await page.waitForURL(`${web.url}/`);
		await page.goto(`${web.url}/account`);
		await expect(page.getByText('Quedan 7 códigos de recuperación')).toBeVisible();
		await page.getByText('Desactivar', { exact: true }).first().click();
		await page.locator('details[open]').getByLabel('Contraseña actual').fill(PASSWORD);
		await page.locator('details[open]').getByRole('button', { name: 'Desactivar' }).click();
		await expect(page.getByRole('status')).toContainText('está desactivada');
	});

	test('lists where one is signed in, and ends one of them or all', async ({ page, browser }) => {
		await signIn(page, web);
		await isIn(page);
		const other = await browser.newContext({
			locale: 'es-ES',
			storageState: { cookies: [], origins: [] },
			userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) Version/17.1 Safari/604.1'
		});
		const phone = await other.newPage();
		await signIn(phone, web);
		await isIn(phone);
		await page.goto(`${web.url}/account`);
		await page.getByRole('button', { name: 'Cerrar la sesión de Safari · iPhone' }).click();
		await expect(page.getByRole('status')).toHaveText('La sesión se ha cerrado.');
		await phone.goto(`${web.url}/account`);
		await expect(phone.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
		await page.getByRole('button', { name: 'Cerrar sesión en todas partes' }).click();
		await page.waitForURL(`${web.url}/sign-in`);
		await page.goto(`${web.url}/account`);
		await expect(page.getByRole('heading', { name: 'Iniciar sesión' })).toBeVisible();
		await other.close();
	});

	test('works without scripts', async ({ browser }) => {
		const context = await browser.newContext({
			javaScriptEnabled: false,
			locale: 'es-ES',
			storageState: { cookies: [], origins: [] }
		});
		const page = await context.newPage();
		await signIn(page, web, 'not this one');
		await expect(page.getByRole('alert')).toContainText('no son correctos');
		await expect(page.getByLabel('Contraseña')).toBeFocused();
		await page.getByLabel('Contraseña').fill(PASSWORD);
		await page.getByRole('button', { name: 'Entrar', exact: true }).click();
		await isIn(page);
		await signOut(page).click();
		await expect(page).toHaveURL(`${web.url}/sign-in`);
		await context.close();
	});

	test('sends no address of a link to anybody, and still takes its form', async ({ page }) => {
		const fresh = await startWeb();
		try {
			const link = (await firstLink(fresh.config)) ?? '';
			const token = new URL(link).pathname.split('/').at(-1) ?? '';
			const told: string[] = [];
			page.on('request', (request) => {
				told.push(request.headers()['referer'] ?? '');
			});
			await page.goto(link);
			await page.waitForLoadState('networkidle');
			await fillWelcome(page, PASSWORD);
			await page.waitForURL(`${fresh.url}/`);
			expect(told.length).toBeGreaterThan(5);
			expect(told.filter((referer) => referer.includes(token))).toEqual([]);
		} finally {
			await fresh.stop();
		}
	});
});

test('a provider lets in through its own pages, with and without scripts', async ({ browser }) => {
	const port = await freePort();
	const provider = await startTestProvider(`http://127.0.0.1:${port}/sign-in/oidc`);
	const web = await startWeb({
		PORT: String(port),
		OIDC_ISSUER: provider.issuer,
		OIDC_CLIENT_ID: CLIENT.id,
		OIDC_CLIENT_SECRET: CLIENT.secret,
		OIDC_NAME: 'Mi empresa',
		OIDC_NEW_ROLE: 'director'
	});
	try {
		provider.account = { sub: 'ada', email: EMAIL, email_verified: true, name: NAME };
		for (const javaScriptEnabled of [true, false]) {
			const context = await browser.newContext({
				javaScriptEnabled,
				locale: 'es-ES',
				storageState: { cookies: [], origins: [] }
			});
			const page = await context.newPage();
			await page.goto(`${web.url}/account`);
			await page.getByRole('button', { name: 'Entrar con Mi empresa' }).click();
			await page.waitForURL(`${web.url}/account`);
			await isIn(page);
			await expect(page.getByText('Entra con Mi empresa')).toBeVisible();
			await context.close();
		}
	} finally {
		await web.stop();
		await provider.stop();
	}
});

test.describe('the demo centre', () => {
	for (const [label, name] of [
		['Entrar como supervisora', 'Berta Llorente'],
		['Entrar como responsable de calidad', 'Ramiro Cifuentes'],
		['Entrar como directora', 'Consuelo Montalbán'],
		['Entrar como agente', 'Lucía Andrade'],
		['Entrar como administradora', 'Amparo Villar']
	] as const) {
		test(`«${label}» is one click`, async ({ page }) => {
			await page.goto('/sign-in?lang=es');
			await page.getByRole('button', { name: label }).click();
			await expect(page.getByRole('banner').getByText(name)).toBeVisible();
			await page.goto('/account?lang=es');
			await expect(page.getByText('persona del centro de demostración')).toBeVisible();
			await expectNoViolations(page);
			await signOut(page).click();
			await expect(page).toHaveURL(/\/sign-in$/);
		});
	}

	test('is offered on a page that meets WCAG 2.2 AA', async ({ page }) => {
		await page.goto('/sign-in?lang=es');
		await expect(page.getByRole('heading', { name: 'Centro de demostración' })).toBeVisible();
		await expectNoViolations(page);
	});
});
