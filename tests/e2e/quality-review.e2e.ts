/** After a score: an agent disputes it, somebody else judges it again, and the agent sees the revision and how it came. */
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import type { Role } from '#lib/domain/access/role.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { createEvaluations } from '#lib/server/quality/evaluations.ts';
import { createFormStore } from '#lib/server/quality/forms.ts';
import { createOutbox } from '#lib/server/store/outbox.ts';
import { SMALL_FORM, contactOf, filledWith } from '../support/quality-stage.ts';
import { signInBrowser } from '../support/sign-in.ts';
import { openStoreParts } from '../support/store-parts.ts';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const AGENT = 'e2e-reviewed-agent';
const CONTACT = 'e2e-reviewed-contact';
const FORM = { ...SMALL_FORM, name: 'Pauta reclamada' };
const SAID = 'Sin identificarse no puedo ayudarle.';
const WHY = 'Me identifiqué con mi nombre al principio.';
const RULED = 'Saluda en la segunda frase.';

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

async function handleContact(web: string): Promise<void> {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	const event = (name: string, ago: number, data: object) => ({
		specversion: '1.0',
		id: `${CONTACT}-${name}`,
		source: '//e2e/review',
		type: `atalaya.${name}.v1`,
		subject: CONTACT,
		time: new Date(Date.now() - ago).toISOString(),
		data
	});
	const events = [
		event('interaction.created', 9000, { channel: 'chat', queue: 'e2e-reviewed-queue' }),
		event('interaction.queued', 8000, { queue: 'e2e-reviewed-queue' }),
		event('interaction.accepted', 7000, { agent: AGENT }),
		event('interaction.message', 5000, { author: 'agent', agent: AGENT, text: SAID }),
		event('interaction.ended', 1000, { by: 'customer' })
	];
	await until('the contact is handled', async () => {
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

/** An evaluation of the contact that waits for its release. */
async function evaluate(dataDir: string, email: string): Promise<void> {
	const { store, audit, people } = await openStoreParts(dataDir);
	const now = Date.now;
	const { database } = store;
	try {
		const forms = createFormStore(database, { audit, now });
		const team = 'company';
		const created = await forms.create({ team, content: FORM, from: 'empty' }, SYSTEM);
		if (!created.ok) throw new Error(created.reason);
		const { id: form, revision } = created.stored;
		await forms.publish(form, revision, SYSTEM);
		const person = await people.findByEmail(email);
		if (!person) throw new Error('nobody evaluates');
		const by = {
			kind: 'person',
			id: person.id,
			name: person.name,
			address: '',
			agent: null
		} as const;
		const outboxSender = { wake: () => undefined };
		const outbox = createOutbox(database);
		const desk = createEvaluations(database, { audit, outbox, outboxSender, forms, now });
		const contact = { ...contactOf(CONTACT, AGENT, 'e2e-reviewed-queue'), contactAtMs: now() };
		const start = { contact, form, formVersion: 1, lane: 'manual', again: false } as const;
		const started = await desk.start(start, by);
		if (!started.ok) throw new Error(started.reason);
		const filled = {
			...filledWith({ saluda: 'no', verifica: 'yes' }),
			moments: [
				{
					...{ id: 'm1', atMs: 4000, event: `${CONTACT}-interaction.message` },
					...{ text: 'Aquí falta el saludo.', question: 'saluda' }
				}
			]
		};
		const write = { filled, draftRevision: 1, workMs: 60_000, heardShare: null };
		const done = await desk.submit(started.evaluation.id, write, by);
		if (!done.ok) throw new Error(done.reason);
	} finally {
		await store.close();
	}
}

test('an agent disputes a question, a reviewer judges blindly and revises, and the agent sees what came of it', async ({
	browser,
	baseURL
}) => {
	const installation = { web: baseURL ?? '', dataDir: process.env['E2E_DATA_DIR'] ?? '' };
	const open = async (from: Browser, role: Role, email: string, agent: string | null = null) => {
		const context = await from.newContext({ storageState: { cookies: [], origins: [] } });
		const teams = role === 'agent' ? [] : ['company'];
		await signInBrowser(context, installation, role, { email, agent, teams });
		return context.newPage();
	};
	const evaluator = await open(browser, 'quality', 'evaluator@review.example');
	const reviewer = await open(browser, 'quality', 'reviewer@review.example');
	const agent = await open(browser, 'agent', 'agent@review.example', AGENT);
	await handleContact(installation.web);
	await evaluate(installation.dataDir, 'evaluator@review.example');

	await agent.goto('/my-evaluations');
	await expect(agent.getByText('Todavía no tiene evaluaciones')).toBeVisible();
	await evaluator.goto('/quality/releases');
	await expectNoViolations(evaluator);
	await evaluator.getByRole('checkbox', { name: new RegExp(CONTACT) }).check();
	await evaluator.getByRole('button', { name: 'Publicar las elegidas' }).click();
	await expect(evaluator.getByRole('status').first()).toContainText('1 evaluación publicada');

	await agent.reload();
	const row = agent.getByRole('row', { name: new RegExp(FORM.name) });
	await expect(row).toContainText('50,0');
	await expect(row).toContainText('Aceptar o reclamar hasta el');
	await expectNoViolations(agent);
	await row.getByRole('link', { name: /^Abrir/ }).click();
	await expect(agent.getByRole('heading', { level: 1 })).toContainText('Evaluación del contacto');
	await expect(agent.getByText(SAID)).toBeVisible();
	await expect(agent.getByText('Aquí falta el saludo.')).toBeVisible();
	await expectNoViolations(agent);
	const report = agent.url();
	const id = report.split('/').at(-1) ?? '';

	await agent.getByRole('checkbox', { name: '¿saluda?' }).check();
	await agent.getByRole('button', { name: 'Enviar la reclamación' }).click();
	await expect(agent.getByRole('alert')).toContainText('escriba un motivo');
	await agent.getByRole('textbox', { name: /^Por qué.*saluda/ }).fill(WHY);
	await agent.getByRole('button', { name: 'Enviar la reclamación' }).click();
	await expect(agent.getByRole('status').first()).toContainText('Su reclamación se ha enviado');

	await evaluator.goto(`/quality/disputes/${id}`);
	await expect(evaluator.getByText('Esta evaluación la hizo usted')).toBeVisible();
	await reviewer.goto('/quality/disputes');
	await expectNoViolations(reviewer);
	await reviewer
		.getByRole('row', { name: /¿saluda\?/ })
		.getByRole('link')
		.click();
	await expect(reviewer.getByText('se muestran después de la segunda evaluación')).toBeVisible();
	expect(await reviewer.content()).not.toContain(WHY);
	await expectNoViolations(reviewer);
	await reviewer.getByRole('button', { name: 'Asumir la reclamación' }).click();
	await reviewer.waitForURL(/\/quality\/evaluations\/[0-9a-f-]{36}$/);
	expect(reviewer.url()).not.toContain(id);
	await reviewer.waitForLoadState('networkidle');
	for (const question of ['saluda', 'verifica'])
		await reviewer.locator(`[data-question="${question}"]`).getByLabel('yes').check();
	await reviewer.getByRole('button', { name: /^Enviar/ }).click();
	await until('the second judgement is there', async () => {
		await reviewer.goto(`/quality/disputes/${id}`);
		return (await reviewer.getByRole('button', { name: 'Resolver' }).count()) === 1;
	});
	await expect(reviewer.getByText(WHY)).toBeVisible();
	await expectNoViolations(reviewer);
	await reviewer.getByLabel('Corregir: vale la segunda respuesta').check();
	await reviewer.getByLabel('Motivo, que leerá el agente').fill(RULED);
	await reviewer.getByRole('button', { name: 'Resolver' }).click();
	await expect(reviewer.getByRole('status').first()).toContainText('Resuelta');

	await agent.goto(report);
	await expect(agent.getByText('nota corregida', { exact: true })).toBeVisible();
	await expect(agent.getByText(RULED).first()).toBeVisible();
	await expect(
		agent.locator('[data-step="revised"]').filter({ hasText: 'Nota corregida' })
	).toContainText('100,0');
	await expect(agent.locator('[data-step="disputed"]')).toContainText(WHY);
	await expectNoViolations(agent);
	await agent.getByLabel('Comentario (opcional)').fill('Gracias.');
	await agent.getByRole('button', { name: 'Aceptar', exact: true }).click();
	await expect(agent.getByRole('status').first()).toHaveText('Aceptada.');

	await reviewer.goto(`/quality/evaluations/${id}/history`);
	await expect(reviewer.locator('[data-step="acknowledged"]')).toContainText('Gracias.');
	await expect(reviewer.locator('[data-step="submitted"]')).toHaveCount(1);
	await expectNoViolations(reviewer);
	for (const page of [evaluator, reviewer, agent]) await page.context().close();
});
