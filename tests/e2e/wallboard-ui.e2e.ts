/** The pages of the boards as people use them: by keyboard, in their language, and when the data stops. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { APIRequestContext, Page } from '@playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const LIVE = /\/live$/;

async function openBoard(page: Page, query = ''): Promise<void> {
	await page.goto(`/wallboard/sala${query}`);
	// The first answer is complete already; only an open connection says that the page listens to keys.
	await expect(page.locator('[data-freshness=live][data-connection=open]')).toBeVisible();
}

/** A board of its own for a test that changes one. */
async function newBoard(page: Page, name: string): Promise<string> {
	await page.goto('/?lang=es');
	await page.getByLabel('Nombre').fill(name);
	await page.getByRole('button', { name: 'Crear' }).click();
	await page.waitForURL(/\/edit/);
	// Until the page is alive a click on it would do nothing.
	await expect(page.getByRole('button', { name: '+ Cifra' })).toBeEnabled();
	await page.waitForLoadState('networkidle');
	return new URL(page.url()).pathname.split('/')[2] ?? '';
}

interface Stored {
	readonly board: {
		readonly revision: number;
		readonly tiles: readonly { readonly id: string; readonly width: number }[];
	};
}

async function stored(request: APIRequestContext, id: string): Promise<Stored['board']> {
	const answer = await request.get(`/boards/${id}`);
	return ((await answer.json()) as Stored).board;
}

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

test.describe('the wall', () => {
	test('has its numbers in the first answer of the server', async ({ request }) => {
		const page = async (): Promise<string> => (await request.get('/wallboard/sala?lang=es')).text();
		// A centre that has just begun has no queues for a moment.
		await expect.poll(page).toContain('<table');
		const html = await page();
		expect(html).toContain('<html lang="es');
		expect(html).toContain('Nivel de servicio');
		// A page whose scripts never come must not say for ever that it is live.
		expect(html).toContain('data-freshness="connecting"');
		expect(html).not.toContain('En directo');
	});

	for (const theme of ['dark', 'light']) {
		test(`meets WCAG 2.2 AA in the ${theme} theme`, async ({ page }) => {
			await openBoard(page, `?lang=es&theme=${theme}`);
			await expectNoViolations(page);
		});
	}

	test('changes theme and language by single keys and remembers them', async ({ page }) => {
		await openBoard(page);
		const html = page.locator('html');
		await expect(html).toHaveAttribute('data-theme', 'dark');
		await page.keyboard.press('t');
		await expect(html).toHaveAttribute('data-theme', 'light');

		const before = await html.getAttribute('lang');
		await page.keyboard.press('l');
		await expect(html).not.toHaveAttribute('lang', before ?? '');
		const after = await html.getAttribute('lang');
		await page.reload();
		await expect(html).toHaveAttribute('lang', after ?? '');
		await expect(html).toHaveAttribute('data-theme', 'light');
	});

	test('leaves the keys alone with ?keys=off', async ({ page }) => {
		await openBoard(page, '?keys=off');
		await page.keyboard.press('t');
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	});

	test('shows its controls to the mouse and to the keyboard', async ({ page }) => {
		await openBoard(page, '?lang=es');
		const controls = page.getByRole('navigation', { name: 'Controles de la pantalla' });
		await expect(controls).toHaveCSS('opacity', '0');
		await page.keyboard.press('Tab');
		await expect(controls).toHaveCSS('opacity', '1');
		await expect(page.getByRole('button', { name: 'Pantalla completa' })).toBeFocused();
		const sound = page.getByRole('button', { name: 'Sin sonido' });
		await sound.click();
		await expect(page.getByRole('button', { name: 'Con sonido' })).toHaveAttribute(
			'aria-pressed',
			'true'
		);
	});

	test('keeps the bar of the agents and its legend apart on a large screen', async ({ page }) => {
		await page.setViewportSize({ width: 1920, height: 1080 });
		await openBoard(page, '?lang=es');
		const agents = page.getByRole('region', { name: 'Agentes' });
		const [bar, legend] = [agents.locator('.bar'), agents.locator('dl')];
		// Enough states for two lines: then the tile is as full as it gets.
		await expect.poll(() => legend.locator('dt').count()).toBeGreaterThan(2);
		const [above, below, tile] = [
			await bar.boundingBox(),
			await legend.boundingBox(),
			await agents.boundingBox()
		];
		if (!above || !below || !tile) throw new Error('the tile is not there');
		expect(above.height).toBeGreaterThan(10);
		expect(below.y).toBeGreaterThanOrEqual(above.y + above.height);
		expect(below.y + below.height).toBeLessThanOrEqual(tile.y + tile.height);
	});

	test('opens the editor by key', async ({ page }) => {
		await openBoard(page);
		await page.keyboard.press('e');
		await page.waitForURL(/\/wallboard\/sala\/edit$/);
		await expect(page.getByRole('heading', { level: 1 }).first()).toContainText('Sala');
	});

	test('says in words when nothing is there', async ({ page }) => {
		const answer = await page.goto('/wallboard/no-such-board?lang=es');
		expect(answer?.status()).toBe(404);
		await expect(page.getByRole('heading', { name: 'Aquí no hay nada' })).toBeVisible();
		await expectNoViolations(page);
	});
});

test.describe('a wall whose data stops', () => {
	test('shows the age, then hatches the last values, and never blanks them', async ({ page }) => {
		let passes = true;
		await page.routeWebSocket(LIVE, (socket) => {
			const server = socket.connectToServer();
			server.onMessage((message) => {
				if (passes) socket.send(message);
			});
		});
		await page.clock.install();
		await openBoard(page, '?lang=es');
		await expect(page.getByRole('row').nth(1)).toBeVisible();
		const rows = await page.getByRole('row').count();
		passes = false;

		await page.clock.runFor(5000);
		const badge = page.locator('[data-freshness]');
		await expect(badge).toHaveAttribute('data-freshness', 'late');
		await expect(badge).toContainText(/Datos de hace \d+ s/);
		await expect(page.locator('.hatch')).toHaveCount(0);

		await page.clock.runFor(30_000);
		await expect(badge).toHaveAttribute('data-freshness', 'dead');
		await expect(page.locator('.hatch').first()).toBeVisible();
		await expect(page.getByRole('row')).toHaveCount(rows);

		passes = true;
		// Back-offs are skipped and connecting takes real time, so the two take turns.
		await expect(async () => {
			await page.clock.runFor(3000);
			await expect(badge).toHaveAttribute('data-freshness', 'live', { timeout: 2000 });
		}).toPass({ timeout: 60_000 });
	});

	test('connects again after the connection is cut', async ({ page }) => {
		let connections = 0;
		await page.routeWebSocket(LIVE, (socket) => {
			connections += 1;
			const server = socket.connectToServer();
			if (connections > 1) return;
			server.onMessage((message) => {
				socket.send(message);
				void socket.close({ code: 1012, reason: 'restart' });
			});
		});
		await page.goto('/wallboard/sala');
		await expect.poll(() => connections, { timeout: 15_000 }).toBeGreaterThan(1);
		await expect(page.locator('[data-freshness]')).toHaveAttribute('data-freshness', 'live');
	});
});

test.describe('the editor', () => {
	test('builds, orders and saves a board with the keyboard alone', async ({ page, request }) => {
		const id = await newBoard(page, 'Teclado');
		for (const name of ['+ Cifra', '+ Tabla de colas', '+ Tendencia']) {
			await page.getByRole('button', { name }).press('Enter');
		}
		const handle = page.locator('[data-tile=trend-1]');
		await handle.focus();
		await page.keyboard.press('ArrowLeft');
		await page.keyboard.press('Home');
		await expect(handle).toBeFocused();
		await page.keyboard.press('Shift+ArrowRight');
		await expect(handle).toHaveAttribute('aria-label', /lugar 1 de 3/);

		await page.getByLabel('Título').fill('Hoy');
		await page.getByRole('button', { name: 'Guardar', exact: true }).press('Enter');
		await expect(page.getByText('Guardado.')).toBeVisible();
		const board = await stored(request, id);
		expect(board.tiles.map((tile) => [tile.id, tile.width])).toEqual([
			['trend-1', 7],
			['number-1', 3],
			['queues-1', 8]
		]);
	});

	test('takes back what was done, step by step', async ({ page }) => {
		await newBoard(page, 'Deshacer');
		const undo = page.getByRole('button', { name: 'Deshacer' });
		await expect(undo).toBeDisabled();
		await page.getByRole('button', { name: '+ Cifra' }).click();
		await page.getByRole('button', { name: /^Quitar/ }).click();
		await expect(page.locator('[data-tile]')).toHaveCount(0);
		await undo.click();
		await expect(page.locator('[data-tile]')).toHaveCount(1);
		await undo.click();
		await expect(page.locator('[data-tile]')).toHaveCount(0);
		await page.getByRole('button', { name: 'Rehacer' }).click();
		await expect(page.locator('[data-tile]')).toHaveCount(1);
	});

	test('moves a tile by dragging it onto another', async ({ page }) => {
		await newBoard(page, 'Arrastrar');
		await page.getByRole('button', { name: '+ Cifra' }).click();
		await page.getByRole('button', { name: '+ Agentes' }).click();
		await page.locator('[data-tile=agents-1]').dragTo(page.locator('[data-tile=number-1]'));
		await expect(page.locator('[data-tile=agents-1]')).toHaveAttribute(
			'aria-label',
			/lugar 1 de 2/
		);
	});

	test('tells when somebody else saved meanwhile, and loses nothing', async ({
		page,
		request,
		baseURL
	}) => {
		const id = await newBoard(page, 'Conflicto');
		const { revision } = await stored(request, id);
		await request.put(`/boards/${id}`, {
			headers: { origin: baseURL ?? '' },
			data: { revision, layout: { name: 'Suya', zone: '', tiles: [] } }
		});
		await page.getByRole('button', { name: '+ Cifra' }).click();
		await page.getByRole('button', { name: 'Guardar', exact: true }).click();
		const dialog = page.getByRole('dialog');
		await expect(dialog).toContainText('Otra persona ha guardado');
		await dialog.getByRole('button', { name: /La mía/ }).click();
		await expect(page.getByText('Guardado.')).toBeVisible();
		expect((await stored(request, id)).tiles).toHaveLength(1);
	});

	test('opens a draft from a link', async ({ page }) => {
		const layout = Buffer.from(
			JSON.stringify({ name: 'Del enlace', zone: '', tiles: [] })
		).toString('base64url');
		await page.goto(`/wallboard/sala/edit?lang=es#layout=${layout}`);
		await expect(page.getByText('Este borrador viene de un enlace')).toBeVisible();
		await expect(page.getByLabel('Nombre', { exact: true })).toHaveValue('Del enlace');
	});

	test('names the field the server refuses', async ({ request, baseURL }) => {
		const answer = await request.put('/boards/sala', {
			headers: { origin: baseURL ?? '' },
			data: { revision: 1, layout: { name: '', zone: 'Marte', tiles: [] } }
		});
		expect(answer.status()).toBe(422);
		expect(await answer.json()).toEqual({ faults: [{ field: 'name', code: 'required' }] });
	});

	for (const theme of ['dark', 'light']) {
		test(`meets WCAG 2.2 AA in the ${theme} theme`, async ({ page }) => {
			await page.goto(`/wallboard/sala/edit?lang=es&theme=${theme}`);
			await page.waitForLoadState('networkidle');
			await expectNoViolations(page);
		});
	}
});

test.describe('the list of boards', () => {
	test('creates, duplicates and deletes', async ({ page }) => {
		await newBoard(page, 'Para borrar');
		await page.goto('/?lang=es');
		const card = page.getByRole('article').filter({
			has: page.getByRole('heading', { name: 'Para borrar', exact: true })
		});
		await card.getByRole('button', { name: 'Duplicar' }).click();
		const copy = page.getByRole('article').filter({ hasText: 'Para borrar (copia)' });
		await expect(copy).toHaveCount(1);
		for (const one of [copy, card]) {
			await one.getByRole('button', { name: 'Eliminar', exact: true }).click();
			await one.getByRole('button', { name: 'Sí, eliminar' }).click();
			await expect(one).toHaveCount(0);
		}
	});

	test('meets WCAG 2.2 AA', async ({ page }) => {
		await page.goto('/?lang=es');
		await expectNoViolations(page);
	});
});

test('a screen shows its boards in turn', async ({ page }) => {
	const id = await newBoard(page, 'Turno');
	await page.clock.install();
	await openBoard(page, `?lang=es&rotate=20&boards=sala,${id}`);
	await page.clock.runFor(21_000);
	await expect(page).toHaveURL(new RegExp(`/wallboard/${id}\\?`));
	await expect(
		page.getByRole('heading', { name: 'Este panel aún no tiene elementos' })
	).toBeVisible();
	await page.clock.runFor(21_000);
	await expect(page).toHaveURL(/\/wallboard\/sala\?/);
});
