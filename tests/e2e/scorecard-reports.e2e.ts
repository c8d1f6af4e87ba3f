/** What directors make of a scorecard: files, frozen periods that stay what they were, and reports by e-mail. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import type { Role } from '#lib/domain/access/role.ts';
import { monthOf, plusMonths } from '#lib/domain/scorecard/month.ts';
import { monthFormat } from '#lib/format/month.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { createFigureStore } from '#lib/server/scorecards/figures/figure-store.ts';
import { createValueStore } from '#lib/server/scorecards/figures/value-store.ts';
import { createScorecardStore } from '#lib/server/scorecards/scorecard-store.ts';
import { printable } from '#lib/server/scorecards/report/pdf-paper.ts';
import { storeGivenScorecard } from '../support/stored-given-scorecard.ts';
import { pdfLines, xlsxSheets } from '../support/read-report.ts';
import { contentOf, measureOf } from '../support/scorecard-stage.ts';
import { signInBrowser } from '../support/sign-in.ts';
import { openStoreParts } from '../support/store-parts.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const LAST_MONTH = plusMonths(monthOf(Date.now(), 'Europe/Madrid'), -1);
const dataDir = process.env['E2E_DATA_DIR'] ?? '';
const OTHER = { kind: 'person', id: 'other', name: 'Otra', address: '' } as const;

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

async function figureStores() {
	const parts = await openStoreParts(dataDir);
	const options = { audit: parts.audit, now: Date.now, changed: () => undefined };
	const { database } = parts.store;
	return {
		parts,
		figures: createFigureStore(database, options),
		values: createValueStore(database, options)
	};
}

/** Another value of the last month, approved. */
async function give(figure: string, numerator: number, basedOn: number): Promise<void> {
	const { parts, values } = await figureStores();
	try {
		const spot = { figure, team: 'company', month: LAST_MONTH };
		const entry = {
			...{ numerator, denominator: 100, n: 100, isEstimate: false, isVoid: false },
			...{ source: 'Nóminas', evidence: '' }
		};
		await values.enter([{ ...spot, entry, basedOn }], { file: null }, SYSTEM);
		const value = { ...spot, revision: basedOn + 1 };
		expect(await values.decide(value, { decision: 'approved', why: '' }, OTHER)).toBe('done');
	} finally {
		await parts.store.close();
	}
}

/** A scorecard of its own for each attempt, with one figure that is 20 %. */
async function given(): Promise<{ base: string; figure: string; name: string }> {
	const { parts, figures } = await figureStores();
	const tag = randomUUID().slice(0, 8);
	const name = `Informes ${tag}`;
	try {
		const made = await figures.create(
			{
				team: 'company',
				figure: {
					...{ code: `turnover_${tag}`, name: 'Rotación', description: '', unit: 'percent' },
					...{ adding: 'ratio', factor: 1, source: 'Personas' },
					...{ numeratorName: 'Bajas', denominatorName: 'Plantilla' }
				}
			},
			SYSTEM
		);
		if (!made.ok) throw new Error(made.reason);
		const figure = made.stored.id;
		const target = { direction: 'down' as const, floor: 0.5, target: 0.25, stretch: 0.1 };
		const scorecards = createScorecardStore(parts.store.database, {
			audit: parts.audit,
			now: Date.now
		});
		const content = contentOf([measureOf('turnover', { kind: 'figure', figure }, { target })], {
			name
		});
		const written = { content, validFrom: plusMonths(LAST_MONTH, -6), note: '' };
		const created = await scorecards.create({ team: 'company', ...written }, SYSTEM);
		if (!created.ok) throw new Error(created.reason);
		await give(figure, 20, 0);
		return { base: `/scorecards/${created.scorecard.id}`, figure, name };
	} finally {
		await parts.store.close();
	}
}

async function openAs(browser: Browser, web: string, role: Role): Promise<Page> {
	const context = await browser.newContext({
		storageState: { cookies: [], origins: [] },
		acceptDownloads: true
	});
	await signInBrowser(context, { web, dataDir }, role);
	return context.newPage();
}

async function download(page: Page, name: string): Promise<{ name: string; body: Buffer }> {
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name, exact: true }).click()
	]);
	return { name: file.suggestedFilename(), body: await readFile(await file.path()) };
}

const board = (page: Page) => page.locator('[data-measure="turnover"]');
const ask = `range=month&month=${LAST_MONTH}&compare=before`;

test('a period is taken away as a file, frozen, and stays what it was when a number is corrected', async ({
	browser,
	baseURL
}) => {
	const web = baseURL ?? '';
	const { base, figure, name } = await given();
	const page = await openAs(browser, web, 'director');
	await page.goto(`${base}?${ask}`);
	await expect(board(page)).toContainText('20,0\u00a0%');
	await page.getByRole('link', { name: 'Informes', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Informes');
	await expect(page.getByText('Aún no se ha cerrado ningún periodo.')).toBeVisible();
	await expectNoViolations(page);

	const pdf = await download(page, 'PDF');
	expect(pdf.name).toMatch(/^informes-[0-9a-f]{8}.*\.pdf$/);
	expect(pdfLines(pdf.body)).toEqual(expect.arrayContaining([name, 'Rotación', '20,0\u00a0%']));
	const xlsx = await download(page, 'Hoja de Excel');
	expect(xlsxSheets(xlsx.body)[1]?.rows[1]?.[4]).toBe(0.2);

	await page.getByRole('link', { name: 'Cerrar este periodo' }).click();
	await expect(board(page)).toContainText('20,0\u00a0%');
	await expectNoViolations(page);
	await page.getByLabel('Nota').fill('Cierre de la prueba');
	await page.getByRole('button', { name: 'Cerrar', exact: true }).click();
	await page.waitForURL(/\/scorecards\/frozen\/[\w-]{24}$/);
	const frozen = page.url();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Cerrado: ${name}`);
	await expect(page.getByText('Sin cambios: lo guardado tiene la huella')).toBeVisible();
	await expect(page.getByText('Cierre de la prueba')).toBeVisible();
	await expectNoViolations(page);

	await give(figure, 40, 1);
	await page.goto(`${base}?${ask}`);
	await expect(board(page)).toContainText('40,0\u00a0%');
	await page.goto(`${base}/reports?${ask}`);
	const line = page.getByRole('row').filter({ hasText: 'Cierre de la prueba' });
	await line.getByRole('link', { name: monthFormat('es-ES').month(LAST_MONTH) }).click();
	await page.waitForURL(frozen);
	await expect(board(page)).toContainText('20,0\u00a0%');
	const kept = pdfLines((await download(page, 'PDF')).body);
	expect(kept).toContain('20,0\u00a0%');
	expect(kept).not.toContain('40,0\u00a0%');

	// In another language with the same digits.
	await page.goto(`${frozen}?lang=en`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Frozen: ${name}`);
	await expect(board(page)).toContainText('20.0%');

	// Out of reach it is as if it were not there.
	const stranger = await openAs(browser, web, 'quality');
	expect((await stranger.goto(frozen))?.status()).toBe(404);
	expect((await stranger.request.get(`${frozen}/report.pdf`)).status()).toBe(404);
	await stranger.context().close();
	await page.context().close();
});

interface ShownMeasure {
	readonly name: string;
	readonly value: string;
	/** Everything it says in words, with the numbers in them. */
	readonly said: string;
}
interface ShownBoard {
	readonly measures: readonly ShownMeasure[];
	/** Of the whole, the perspectives and the objectives. */
	readonly rolled: readonly { readonly index: string; readonly beside: string }[];
}

/** What a reader sees and hears of a board. */
const shownBoard = (page: Page): Promise<ShownBoard> =>
	page.locator('.sc-board').evaluate((whole) => {
		const textOf = (within: Element, selector: string): string => {
			const copy = within.querySelector(selector)?.cloneNode(true) as Element | undefined;
			// Titles of pictures are no text of the page.
			for (const picture of copy?.querySelectorAll('svg') ?? []) picture.remove();
			return (copy?.textContent ?? '').replace(/[\t\n ]+/g, ' ').trim();
		};
		return {
			measures: Array.from(whole.querySelectorAll('[data-measure]'), (card) => ({
				name: textOf(card, '.name'),
				value: textOf(card, '.value'),
				said: [
					textOf(card, '.behind'),
					textOf(card, '.moves'),
					card.querySelector('h4 .mark')?.getAttribute('title') ?? ''
				].join(' ')
			})),
			rolled: Array.from(whole.querySelectorAll('.rolled'), (one) => ({
				index: textOf(one, 'strong'),
				beside:
					textOf(one.closest('header, .summary') ?? one, '.line') ||
					textOf(one.closest('section') ?? one, ':scope > .line')
			}))
		};
	});

/** Numbers as they are written, without signs: a page says in words what is missing. */
const numbersIn = (text: string): string[] => text.match(/\d+(?:[.,:\u00a0]\d+)*/g) ?? [];

for (const { lang, noValue } of [
	{ lang: 'es', noValue: 'Sin datos' },
	{ lang: 'en', noValue: 'No data' }
]) {
	test(`the files have every number of the page to the digit in ${lang}`, async ({
		browser,
		baseURL
	}) => {
		const tag = randomUUID().slice(0, 8);
		const parts = await openStoreParts(dataDir);
		const name = `Cifras ${tag}`;
		const { scorecard } = await storeGivenScorecard(parts, { name, tag, last: LAST_MONTH }).finally(
			() => parts.store.close()
		);
		const page = await openAs(browser, baseURL ?? '', 'director');
		const base = `/scorecards/${scorecard}`;
		await page.goto(`${base}?${ask}&lang=${lang}`);
		const shown = await shownBoard(page);
		expect(shown.measures).toHaveLength(10);
		// One whole, four perspectives, four objectives.
		expect(shown.rolled).toHaveLength(9);

		const fileOf = async (file: string): Promise<Buffer> => {
			const answer = await page.request.get(`${base}/${file}?${ask}&lang=${lang}`);
			expect(answer.status()).toBe(200);
			return answer.body();
		};
		const lines = pdfLines(await fileOf('report.pdf'));
		const cells = (xlsxSheets(await fileOf('report.xlsx'))[0]?.rows ?? []).map((row) =>
			row.map((cell) => String(cell ?? ''))
		);
		for (const [at, { name: of, value, said }] of shown.measures.entries()) {
			const from = lines.indexOf(printable(of));
			const next = shown.measures[at + 1]?.name ?? '';
			const line = lines.slice(from, next === '' ? undefined : lines.indexOf(printable(next)));
			const row = cells.find((one) => one[2] === of) ?? [];
			expect(line, of).toContain(printable(value));
			expect(row, of).toContain(value);
			expect(value === noValue || numbersIn(value).length > 0, of).toBe(true);
			for (const number of numbersIn(said)) {
				expect(row.join(' '), `${of}: ${number}`).toContain(number);
				// The value it is compared with is not on paper, what became of it is.
				if (row[8]?.includes(number) !== true)
					expect(line.join(' '), `${of}: ${number}`).toContain(number);
			}
		}
		for (const { index, beside } of shown.rolled) {
			expect(beside).not.toBe('');
			expect(lines).toContain(printable(beside));
			expect(
				lines.some((line) => line === printable(index) || line.startsWith(printable(`${index}  `)))
			).toBe(true);
			const row = cells.find(
				(one) =>
					one[3] === index && numbersIn(beside).every((number) => one.join(' ').includes(number))
			);
			expect(row, `${index}: ${beside}`).toBeDefined();
		}
		await page.context().close();
	});
}

test('a report by e-mail is refused with its faults, made, paused, changed, sent and removed', async ({
	browser,
	baseURL
}) => {
	const { base } = await given();
	const page = await openAs(browser, baseURL ?? '', 'director');
	await page.goto(`${base}/reports?${ask}`);
	await page.getByText('Nuevo informe por correo', { exact: true }).click();
	await page.getByLabel('Día del mes').fill('3');
	await page.getByLabel('Para', { exact: true }).fill('nadie');
	await page.getByRole('button', { name: 'Crear', exact: true }).click();
	await expect(page.getByText(/^Indique de 1 a 20 direcciones/)).toBeVisible();
	await expectNoViolations(page);
	await page.getByLabel('Para', { exact: true }).fill('direccion@example.com');
	await page.getByRole('button', { name: 'Crear', exact: true }).click();
	await expect(page.getByText('El informe está creado.')).toBeVisible();

	const report = page.getByRole('region', { name: /el día 3 a las 8:00$/ }).first();
	await expect(report).toContainText('direccion@example.com');
	await expect(report).toContainText('Próximo');
	await report.getByRole('button', { name: /^Pausar/ }).click();
	await expect(page.getByText('El informe está en pausa.')).toBeVisible();
	await report.getByRole('button', { name: /^Reanudar/ }).click();
	await expect(report).toContainText('Próximo');

	// No server for e-mail is set up here: it says so instead of being quiet about it.
	await report.getByRole('button', { name: /^Enviar ahora/ }).click();
	await expect(page.getByText('Fallido')).toBeVisible();
	await expect(page.getByText('No hay servidor de correo.', { exact: true })).toBeVisible();
	await expect(page.getByRole('button', { name: /^Reintentar/ })).toBeVisible();
	await expectNoViolations(page);

	await report.getByRole('link', { name: /^Modificar/ }).click();
	await page.getByLabel('Frecuencia').selectOption({ label: 'Cada semana, del mes en curso' });
	await page.getByLabel('Día de la semana').selectOption({ label: 'lunes' });
	await expectNoViolations(page);
	await page.getByRole('button', { name: 'Guardar' }).click();
	await expect(page.getByText('El informe está guardado.')).toBeVisible();
	const weekly = page.getByRole('region', { name: /el lunes a las 8:00$/ }).first();
	await weekly.getByText('Eliminar', { exact: false }).first().click();
	await weekly.getByRole('button', { name: 'Sí, eliminar' }).click();
	await expect(page.getByText('El informe está eliminado.')).toBeVisible();
	await expect(page.getByText('Aún no se envía ningún informe por correo.')).toBeVisible();
	await page.context().close();
});
