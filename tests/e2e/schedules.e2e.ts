/** The day of a team and the import of its schedules, as a supervisor uses them: with the keyboard, and without scripts. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { openStore } from '#lib/server/store/database.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';
import { writeMoment } from '#lib/domain/queues/local-moment.ts';
import { signInBrowser } from '../support/sign-in.ts';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const dataDir = process.env['E2E_DATA_DIR'] ?? '';
const ZONE = 'Europe/Madrid';
const MINUTE_MS = 60_000;
const NOW = Date.now();
/** Of this very run: what an attempt before left is not in the way. */
const WORD = `e2e-turnos-${NOW}`;
const AGENTS = 62;
const agentOf = (number: number): string => `e2e-turno-${NOW}-${String(number).padStart(2, '0')}`;

test.use({ storageState: { cookies: [], origins: [] } });
test.describe.configure({ mode: 'serial' });

const ingestOf = (web: string): string => {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	return url.origin;
};

let team = '';

async function makeTeam(): Promise<string> {
	const store = await openStore({ dataDir, databaseUrl: null });
	try {
		const audit = createAuditLog(
			store.database,
			readStoreKey({ storeKey: null, dataDir }),
			Date.now
		);
		const teams = createTeamStore(store.database, audit);
		const made = await teams.create(
			{ parent: 'company', kind: 'team', name: `Turnos ${NOW}`, queues: [], words: [WORD] },
			SYSTEM
		);
		if (!made.ok) throw new Error(made.fault);
		return made.id;
	} finally {
		await store.close();
	}
}

/** Everybody is at work since two hours; the first has been at the table for the last twenty minutes. */
async function sendStates(web: string): Promise<void> {
	const event = (agent: string, agoMinutes: number, state: string) => ({
		specversion: '1.0',
		id: `${agent}-${state}-${NOW}`,
		source: '//e2e/schedules',
		type: 'atalaya.agent.state.v1',
		subject: agent,
		time: new Date(NOW - agoMinutes * MINUTE_MS).toISOString(),
		data: { state, team: WORD, name: `Turno ${agent.slice(-2)}` }
	});
	const events = Array.from({ length: AGENTS }, (_, index) =>
		event(agentOf(index + 1), 120, 'available')
	);
	events.push(event(agentOf(1), 20, 'meal'));
	await until('the states are taken', async () => {
		const answer = await fetch(`${ingestOf(web)}/v1/events`, {
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

const moment = (ms: number): string => writeMoment(ms, ZONE).replace('T', ' ');
const table = (agents: number): string =>
	[
		'agente;inicio;fin;actividad',
		...Array.from({ length: agents }, (_, index) => {
			const from = NOW - 120 * MINUTE_MS;
			return `${agentOf(index + 1)};${moment(from)};${moment(from + 6 * 60 * MINUTE_MS)};Turno`;
		})
	].join('\n');

test.beforeAll(async ({ baseURL }) => {
	team = await makeTeam();
	await sendStates(baseURL ?? '');
});

test.beforeEach(async ({ context, baseURL }) => {
	await signInBrowser(context, { web: baseURL ?? '', dataDir }, 'supervisor', {
		teams: [team],
		email: `turnos-${NOW}@test.example`
	});
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('a file is shown with its faults before it is saved, and what was typed stays', async ({
		page
	}) => {
		await page.goto('/schedules/import');
		await page
			.getByLabel('O péguelo aquí')
			.fill(`${table(AGENTS)}\nnadie;2026-13-45 09:00;10:00;Turno`);
		await page.getByRole('button', { name: 'Ver qué cambia' }).click();
		await expect(page.getByRole('row', { name: /nadie|2026-13-45/ })).toContainText(
			String(AGENTS + 2)
		);
		await expect(page.getByLabel('O péguelo aquí')).toHaveValue(/e2e-turno-\d+-01/);
		await expect(page.getByRole('row', { name: /Nuevo/ })).toHaveCount(AGENTS);
		// Not without saying that the line is left out.
		await page.getByLabel('Guardar sin las líneas con errores').check();
		await page.getByRole('button', { name: `Guardar ${AGENTS} cambios` }).click();
		await expect(page.getByText(`${AGENTS} turnos guardados.`)).toBeVisible();
	});

	test('the day and its lanes are there, and an exception is decided by a form', async ({
		page
	}) => {
		await until('the plan is there', async () => {
			await page.goto('/schedules');
			return (
				(await page
					.getByRole('row', { name: /Turno 01/ })
					.getByText(/Grave/)
					.count()) > 0
			);
		});
		await expect(page.locator('tbody tr').filter({ has: page.locator('.lanes') })).toHaveCount(
			AGENTS
		);
		await page.getByRole('link', { name: 'Plan y excepciones de Turno 02' }).click();
		await page.getByLabel('Motivo', { exact: true }).first().fill('Médico de cabecera');
		await page.getByRole('button', { name: 'Rechazar' }).click();
		await expect(page.getByText('Excepción rechazada.')).toBeVisible();
		await expect(page.getByRole('row', { name: /Turno 02.*Médico de cabecera/ })).toContainText(
			'Rechazada'
		);
	});
});

test('lanes of sixty agents are read by everybody, with a head that stays', async ({ page }) => {
	await page.goto('/schedules');
	await expect(page.getByText(/Fuera ahora: Turno 01/)).toBeVisible();
	const first = page.locator('tbody tr').first();
	await expect(first).toContainText('Turno 01');
	await expect(first).toContainText('Comida en vez de En cola');
	const region = page.getByRole('region', { name: 'Previsto y realizado' });
	await region.evaluate((element) => {
		element.scrollTop = element.scrollHeight;
	});
	await expect(page.getByRole('columnheader', { name: 'Agente' }).first()).toBeInViewport();
	for (const address of ['', '/schedules?view=list', '/schedules/import']) {
		if (address !== '') await page.goto(address);
		const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
		expect(violations.map(({ id, nodes }) => [address, id, nodes[0]?.html])).toEqual([]);
	}
});

test('a stretch out of the plan is approved with the keyboard, and is out no longer', async ({
	page
}) => {
	await page.goto('/schedules');
	const row = page.getByRole('row', { name: /Turno 01/ }).first();
	const stretch = row.getByRole('link', { name: /Fuera .* Comida en vez de En cola/ });
	await stretch.focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'Excepción de Turno 01' })).toBeFocused();
	// To the close link, the two times of five parts each, and the reason.
	const reason = page.locator('#decide').getByLabel('Motivo');
	for (
		let press = 0;
		press < 20 && !(await reason.evaluate((element) => element === document.activeElement));
		press += 1
	)
		await page.keyboard.press('Tab');
	await page.keyboard.type('Visita médica');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page.getByText('Excepción aprobada.')).toBeVisible();
	await expect(page.getByRole('row', { name: /Turno 01.*Visita médica/ })).toContainText(
		'Test supervisor'
	);
	await expect(page.getByText('Todos cumplen su plan.')).toBeVisible();

	await page.getByText('Revocar: Turno 01').click();
	await page
		.getByRole('row', { name: /Turno 01.*Visita médica/ })
		.getByLabel('Motivo')
		.fill('Sin justificante');
	await page
		.getByRole('row', { name: /Turno 01.*Visita médica/ })
		.getByRole('button', { name: 'Revocar' })
		.click();
	await expect(page.getByText(/Fuera ahora: Turno 01/)).toBeVisible();
	await expect(page.getByText('(sustituida)')).toBeVisible();
});
