/** Coaching as two people meet it: made from what was lost, learnt and done by the agent, closed by the coach. */
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Role } from '#lib/domain/access/role.ts';
import { giveEvaluation, giveForm } from '../support/given-evaluations.ts';
import { signInBrowser } from '../support/sign-in.ts';
import { openStoreParts } from '../support/store-parts.ts';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const AGENT = 'e2e-coached-agent';
const NAME = 'Violeta Requena';
const GOAL = 'Saludar siempre con el nombre';

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

async function appear(web: string): Promise<void> {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	const event = {
		specversion: '1.0',
		id: `${AGENT}-state`,
		source: '//e2e/coaching',
		type: 'atalaya.agent.state.v1',
		subject: AGENT,
		time: new Date().toISOString(),
		data: { state: 'available', name: NAME, team: 'e2e-coached-team' }
	};
	await until('the agent is known', async () => {
		const answer = await fetch(`${url.origin}/v1/events`, {
			method: 'POST',
			headers: {
				authorization: 'Bearer e2e-ingest-token',
				'content-type': 'application/cloudevents+json',
				prefer: 'wait=30'
			},
			body: JSON.stringify(event)
		});
		return answer.status === 200;
	});
}

/** Two evaluations in which the same was lost. */
async function lose(dataDir: string): Promise<void> {
	const { store } = await openStoreParts(dataDir);
	try {
		const form = `e2e-coaching-${randomUUID()}`;
		await giveForm(store.database, form);
		for (const ago of [1, 2])
			await giveEvaluation(store.database, {
				agent: AGENT,
				form,
				score: 0.1,
				contact_at_ms: Date.now() - ago * 86_400_000,
				state: 'released'
			});
	} finally {
		await store.close();
	}
}

test('what was lost twice becomes a task, the agent learns and does it, and the coach closes it', async ({
	browser,
	baseURL
}) => {
	const installation = { web: baseURL ?? '', dataDir: process.env['E2E_DATA_DIR'] ?? '' };
	const open = async (role: Role, email: string, agent: string | null = null) => {
		const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
		const teams = role === 'agent' ? [] : ['company'];
		await signInBrowser(context, installation, role, { email, agent, teams });
		return context.newPage();
	};
	await appear(installation.web);
	await lose(installation.dataDir);
	const coach = await open('quality', 'coach@coaching.example');
	const agent = await open('agent', 'agent@coaching.example', AGENT);
	const foreign = await open('agent', 'foreign@coaching.example', 'e2e-somebody-else');

	await coach.goto('/coaching/items/new');
	await expectNoViolations(coach);
	await coach.getByLabel('Título').fill('El saludo');
	await coach.getByLabel('Texto', { exact: true }).fill('Primero el nombre, después la ayuda.');
	const first = coach.getByRole('group', { name: 'Pregunta 1' });
	await first.getByLabel('Texto de la pregunta').fill('¿Qué va primero?');
	await first.getByRole('textbox', { name: 'Respuesta 1' }).fill('El nombre');
	await first.getByRole('textbox', { name: 'Respuesta 2' }).fill('La ayuda');
	await first.getByRole('radio', { name: 'La respuesta 1 es la correcta' }).check();
	await coach.getByRole('button', { name: 'Guardar' }).click();
	await expect(coach.getByRole('status').first()).toContainText('Guardado');
	await expect(coach.getByRole('link', { name: 'El saludo' })).toBeVisible();

	await coach.goto('/coaching');
	await expectNoViolations(coach);
	await coach.getByRole('link', { name: new RegExp(`Crear una tarea.*${NAME}`) }).click();
	// Of a score of 10 % the first question has a fifth and the second nothing.
	await expect(coach.getByText('Resuelve', { exact: true })).toBeVisible();
	await coach.getByLabel('Objetivo').fill(GOAL);
	await coach.getByLabel('Para aprender').selectOption({ label: 'El saludo' });
	await expectNoViolations(coach);
	await coach.getByRole('button', { name: 'Asignar la tarea' }).click();
	await expect(coach.getByRole('status').first()).toContainText(NAME);
	await expectNoViolations(coach);
	const task = new URL(coach.url()).pathname.split('/').at(-1) ?? '';

	await agent.goto('/my-coaching');
	await agent.getByRole('link', { name: GOAL }).click();
	await agent.getByRole('button', { name: 'Hecho', exact: true }).click();
	await expect(agent.getByRole('alert')).toContainText('Primero hay que aprobar las preguntas');
	await agent.getByRole('radio', { name: 'La ayuda' }).check();
	await agent.getByRole('button', { name: 'Responder' }).click();
	await expect(agent.getByText('0 de 1 aciertos')).toBeVisible();
	await agent.getByRole('radio', { name: 'El nombre' }).check();
	await agent.getByRole('button', { name: 'Responder' }).click();
	await expect(agent.getByText('Aprobado: 1 de 1')).toBeVisible();
	await expectNoViolations(agent);
	await agent.getByLabel('Lo que quieras decir sobre ello').fill('Ya lo hago.');
	await agent.getByRole('button', { name: 'Hecho', exact: true }).click();
	await expect(agent.getByRole('status').first()).toContainText('Marcada como hecha');
	expect((await foreign.goto(`/my-coaching/${task}`))?.status()).toBe(404);

	await coach.reload();
	await expect(coach.getByText('Ya lo hago.')).toBeVisible();
	await coach.getByText('Cerrar', { exact: true }).click();
	await coach.getByLabel('Nota de quien acompaña').first().fill('Se nota.');
	await coach.getByRole('button', { name: 'Sí, cerrar' }).click();
	await expect(coach.getByRole('status').first()).toContainText('La tarea está cerrada');
	// One evaluation before at most counts for the effect: it says so instead of guessing.
	await expect(coach.getByText('Demasiado pocas evaluaciones para saberlo.')).toBeVisible();
	await expectNoViolations(coach);
});
