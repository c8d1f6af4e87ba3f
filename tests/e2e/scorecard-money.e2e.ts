/** Costs and contracts as a director meets them: prices and a contract are written, and the page says what they come to. */
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Role } from '#lib/domain/access/role.ts';
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

/** Before the prices of the company above the client begin, which add to those of the client. */
const EARLIER = '2025-02';

interface Work {
	readonly queue: string;
	readonly atMs: number;
}

/** A contact that came then, handled for so many seconds. */
function contact({ queue, atMs }: Work, channel: string, waitS: number, handleS: number): object[] {
	const subject = randomUUID();
	const event = (name: string, afterS: number, data: object) => ({
		...{ specversion: '1.0', id: randomUUID(), source: '//e2e/money', subject, data },
		type: `atalaya.${name}.v1`,
		time: new Date(atMs + afterS * 1000).toISOString()
	});
	return [
		event('interaction.created', 0, { channel }),
		event('interaction.queued', 0, { queue }),
		event('interaction.accepted', waitS, { agent: `${queue}-agent` }),
		event('interaction.ended', waitS + handleS, { by: 'customer' })
	];
}

/** Four calls of four minutes, two of them answered late, and six social contacts of a sixth of that. */
async function work(web: string, token: string, of: Work): Promise<void> {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	const events = [
		...[5, 5, 60, 60].flatMap((waitS) => contact(of, 'voice', waitS, 240)),
		...[5, 5, 5, 5, 5, 5].flatMap((waitS) => contact(of, 'social', waitS, 40))
	];
	await until('the contacts are stored', async () => {
		const answer = await fetch(`${url.origin}/v1/events?backfill=true`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${token}`,
				'content-type': 'application/cloudevents-batch+json',
				prefer: 'wait=30'
			},
			body: JSON.stringify(events)
		});
		return answer.status === 200;
	});
}

async function addRate(page: Page, amount: string): Promise<void> {
	await page.getByLabel('Importe en euros').fill(amount);
	await page.getByLabel('Por cada').selectOption({ label: 'hora de gestión' });
	await page.getByLabel('Desde').fill(`${EARLIER}-01`);
	await page.getByRole('button', { name: 'Guardar' }).click();
}

test('prices and a contract say what a contact costs, what falls due, and what leads out of it', async ({
	browser,
	baseURL
}) => {
	const installation = { web: baseURL ?? '', dataDir: process.env['E2E_DATA_DIR'] ?? '' };
	const name = `e2e-money-${randomUUID().slice(0, 8)}`;
	const parts = await openStoreParts(installation.dataDir);
	const client = await parts.client(name);
	const other = await parts.client(`${name}-other`);
	// What is older than a year is taken from those alone who may load the past.
	const { token } = await parts.program(['ingest', 'backfill'], 'company');
	await parts.store.close();
	const queue = `${name}-queue`;
	await work(installation.web, token, { queue, atMs: Date.now() - 600_000 });
	await work(installation.web, token, { queue, atMs: Date.parse(`${EARLIER}-12T10:00:00Z`) });
	const open = async (role: Role, who: string, team: string) => {
		const context = await browser.newContext({
			...{ storageState: { cookies: [], origins: [] }, viewport: { width: 1440, height: 900 } }
		});
		const as = { email: `${who}@${name}.example`, teams: [team] };
		await signInBrowser(context, installation, role, as);
		return context.newPage();
	};
	const director = await open('director', 'director', client);
	const foreign = await open('director', 'foreign', other);

	await director.goto(`/scorecards/money?month=${EARLIER}`);
	await expect(director.getByText('Ninguna tarifa de coste está vigente')).toBeVisible();
	await expectNoViolations(director);

	await director.getByRole('link', { name: 'Tarifas de coste' }).click();
	await director.getByText('Añadir una tarifa').click();
	await addRate(director, '30,123');
	await expect(director.getByRole('alert')).toContainText('No se ha guardado');
	await expect(director.getByLabel('Importe en euros')).toHaveValue('30,123');
	await addRate(director, '30');
	await expect(director.getByRole('status').first()).toContainText('Añadido');
	await expect(director.getByRole('cell', { name: /30,00\s€ por hora de gestión/ })).toBeVisible();
	await expectNoViolations(director);

	await director.goto('/scorecards/money/contracts/new');
	await director.getByLabel('Nombre o número del contrato').fill('Contrato de prueba');
	await director.getByLabel('Desde').fill('2026-01-01');
	const term = director.getByRole('group', { name: 'Importe 1' });
	await term.getByLabel('Importe en euros').fill('10');
	const clause = director.getByRole('group', { name: 'Compromiso 1' });
	await clause.getByLabel('Métrica').selectOption({ label: 'Nivel de servicio' });
	await clause.getByLabel('Canal').selectOption({ label: 'Voz' });
	await clause.getByLabel('Tramo más bajo: efecto').fill('-5');
	await director.getByRole('button', { name: 'Guardar' }).click();
	await expect(clause.getByText('Escriba al menos un límite')).toBeVisible();
	await clause.getByLabel('El tramo 2 empieza en').fill('80');
	await expectNoViolations(director);
	await director.getByRole('button', { name: 'Guardar' }).click();
	await expect(director.getByRole('status').first()).toContainText('Añadido');
	await expect(director.getByText('menos de 80,0 %: -5,0 % de lo facturado')).toBeVisible();
	await expectNoViolations(director);

	await director.goto(`/scorecards/money?month=${EARLIER}`);
	// 240 seconds at 30 € an hour are 2 €, 40 seconds a sixth of that.
	await expect(director.getByText(/16,7\s% de lo que cuesta una llamada/)).toBeVisible();
	await expect(director.getByText(/se atienden 6 contactos/)).toBeVisible();
	const voice = director.getByRole('row', { name: /^Voz/ });
	await expect(voice).toContainText('2,00 €');
	await expect(director.getByRole('row', { name: /^Redes sociales/ })).toContainText('0,33 €');
	await expectNoViolations(director);

	await director.goto('/scorecards/money');
	// Ten contacts at 10 €, of which 5 %; half of the calls were answered in time.
	const contract = director.getByRole('region', { name: 'Contrato de prueba', exact: true });
	await expect(contract).toContainText(/Penalización si el mes acabara ahora\s*5,00\s€/);
	await expect(contract).toContainText('50,0 %');
	await expect(contract).toContainText('«80,0 % o más»');
	await expectNoViolations(director);

	await foreign.goto('/scorecards/money/rates');
	await expect(foreign.getByText('No hay tarifas')).toBeVisible();
	expect((await foreign.goto(`/scorecards/money?team=${client}`))?.status()).toBe(404);
	expect((await foreign.goto('/scorecards/money?team=company'))?.status()).toBe(404);
	const supervisor = await open('supervisor', 'supervisor', client);
	expect((await supervisor.goto('/scorecards/money'))?.status()).toBe(403);

	await director.goto('/scorecards/money/contracts');
	await director.getByText('Retirar', { exact: false }).first().click();
	await director.getByRole('button', { name: 'Sí, retirar' }).click();
	await expect(director.getByRole('status').first()).toContainText('Retirado');
	await director.goto('/scorecards/money');
	await expect(director.getByText('Ningún contrato de este nodo está vigente')).toBeVisible();
});
