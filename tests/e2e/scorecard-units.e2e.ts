/** Units of a scorecard side by side, down from a site to single agents; and a page that is open follows what changes. */
import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Role } from '#lib/domain/access/role.ts';
import { giveUnits } from '../support/given-units.ts';
import type { GivenUnits } from '../support/given-units.ts';
import { signInBrowser } from '../support/sign-in.ts';
import { openStoreParts } from '../support/store-parts.ts';
import type { StoreParts } from '../support/store-parts.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const dataDir = process.env['E2E_DATA_DIR'] ?? '';

let parts: StoreParts;
let given: GivenUnits;
let name = '';

test.use({ storageState: { cookies: [], origins: [] }, viewport: { width: 1440, height: 900 } });

test.beforeAll(async ({ baseURL }) => {
	name = `e2e-${randomUUID().slice(0, 6)}`;
	const ingest = new URL(baseURL ?? '');
	ingest.port = String(Number(ingest.port) + 1);
	parts = await openStoreParts(dataDir);
	given = await giveUnits(parts, { ingest: ingest.origin, token: 'e2e-ingest-token' }, name);
});
test.afterAll(() => parts.store.close());

const someone = (page: Page, role: Role, teams: readonly string[] = []): Promise<void> => {
	const web = test.info().project.use.baseURL ?? '';
	const email = `${role}-${teams.join('-')}@units.example`;
	return signInBrowser(page.context(), { web, dataDir }, role, { teams, email });
};
const units = (unit = ''): string =>
	`/scorecards/${given.scorecard}/units?month=${given.month}${unit === '' ? '' : `&unit=${encodeURIComponent(unit)}`}`;
/** The cell of a measure and a unit. */
const cell = (page: Page, measure: string, unit: string) =>
	page.locator(`[data-measure="${measure}"] [data-unit="${unit}"]`);
const columns = (page: Page) => page.locator('thead [data-unit]');

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

test('units stand side by side, each with its own sums, from the site down to its teams', async ({
	page
}, info) => {
	await someone(page, 'director');
	await page.goto(units());
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		`Cuadro ${name}: Comparar unidades`
	);
	await expect(columns(page)).toHaveText([/Sevilla\s*Sede/, /cliente\s*Cliente/]);
	// Two of ten were lost: of the client that its queue is of, as of its site.
	await expect(cell(page, 'abandons', given.client)).toContainText('20,0 %');
	await expect(cell(page, 'abandons', given.client)).toContainText('n 10');

	await page.getByRole('link', { name: `${name} cliente` }).click();
	await expect(columns(page)).toHaveText([
		/cliente\s*Cliente/,
		/Turno de mañana\s*Equipo/,
		/Turno de tarde\s*Equipo/
	]);
	await expect(cell(page, 'aht', given.morning)).toContainText('4:00');
	await expect(cell(page, 'aht', given.evening)).toContainText('10:00');
	// Forty minutes … of eight contacts, and not the mean of four and ten.
	await expect(cell(page, 'aht', given.client)).toContainText('6:15');
	await expect(
		cell(page, 'aht', given.morning).getByRole('img', { name: /^cumple/ })
	).toBeVisible();
	await expect(
		cell(page, 'aht', given.evening).getByRole('img', { name: /^no cumple, índice 26/ })
	).toBeVisible();
	await expect(cell(page, 'absence', given.evening)).toContainText('Sin datos');
	const learning = page.locator('[data-perspective="learning"] .rolled');
	await expect(learning.locator(`[data-unit="${given.evening}"]`)).toContainText(
		'cobertura 0 %: no basta para valorar'
	);
	await expectNoViolations(page);
	await info.attach('units', { body: await page.screenshot(), contentType: 'image/png' });
});

test('single agents are told apart only for whoever may, and a number leads to the measure of its unit', async ({
	page
}) => {
	await someone(page, 'director');
	await page.goto(units(given.morning));
	await expect(columns(page)).toHaveText([/Turno de mañana/]);
	await expect(page.getByText('no tiene otras por debajo que pueda ver')).toBeVisible();

	await page.context().clearCookies();
	await someone(page, 'supervisor', [given.site]);
	// Agents that are new are known within half a minute.
	await expect(async () => {
		await page.goto(units(given.morning));
		await expect(columns(page)).toHaveText(
			[/Turno de mañana\s*Equipo/, /Alba Ruiz\s*Agente/, /Bruno Sanz\s*Agente/],
			{ timeout: 3000 }
		);
	}).toPass({ timeout: 60_000 });
	const alba = cell(page, 'aht', `${given.morning}/${name}-agent-0`);
	await expect(alba).toContainText('3:20');
	await expect(alba).toContainText('n 3');
	await alba.getByRole('link').click();
	await page.waitForURL(/\/measures\/aht/);
	await expect(page.getByText('Alba Ruiz').first()).toBeVisible();
	await page.goBack();
	// Up again, by the units above it.
	await page
		.getByRole('navigation', { name: 'Unidades por encima' })
		.getByRole('link', { name: `${name} cliente` })
		.click();
	await expect(columns(page)).toHaveCount(3);
});

test('it is gone through by keyboard alone: the period, each unit, and each number', async ({
	page
}) => {
	await someone(page, 'director');
	await page.goto(units(given.client));
	const seen = new Set<string>();
	for (let step = 0; step < 80; step++) {
		await page.keyboard.press('Tab');
		const said = await page.evaluate(() => {
			const { activeElement: at } = document;
			return at?.getAttribute('aria-label') ?? at?.textContent.trim() ?? '';
		});
		seen.add(said);
		if (said === 'Turno de tarde') break;
	}
	for (const wanted of ['Mostrar', `${name} Sevilla`, 'Comparar unidades', 'Turno de mañana'])
		expect([...seen]).toContain(wanted);
	await page.keyboard.press('Enter');
	await page.waitForURL(new RegExp(`unit=${given.evening}`));
	await expect(columns(page)).toHaveText([/Turno de tarde/]);
});

test('a scorecard that is open shows another value as soon as it is approved, without being loaded again', async ({
	page
}) => {
	await someone(page, 'director', [given.site]);
	await page.goto(`/scorecards/${given.scorecard}?month=${given.month}`);
	const absence = page.locator('[data-measure="absence"]');
	await expect(absence).toContainText('4,0 %');
	await page.evaluate(() => {
		Object.assign(window, { isSame: true });
	});
	await given.approve(8);
	await expect(absence).toContainText('8,0 %');
	await expect(absence.getByRole('img', { name: /^no cumple/ })).toBeVisible();
	expect(await page.evaluate(() => 'isSame' in window)).toBe(true);

	await page.goto(units(given.client));
	await expect(cell(page, 'absence', given.morning)).toContainText('8,0 %');
	await given.approve(3);
	await expect(cell(page, 'absence', given.morning)).toContainText('3,0 %');
});
