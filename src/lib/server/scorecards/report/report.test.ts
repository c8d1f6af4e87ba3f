import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#lib/format/locale.ts';
import { pdfLines, pdfTitle, xlsxSheets } from '../../../../../tests/support/read-report.ts';
import { GIVEN, givenPage } from '../../../../../tests/support/given-scorecard.ts';
import { printable } from './pdf-paper.ts';
import { makeReport } from './report-files.ts';
import { reportLetter } from '../schedule/report-letter.ts';
import { reportText, reportWords } from './report-text.ts';
import type { MeasureText, ReportText } from './report-text.ts';

const NOW_MS = Date.UTC(2026, 10, 4);
const UNFROZEN = { frozen: null, nowMs: NOW_MS };
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const measuresOf = ({ perspectives }: ReportText): MeasureText[] =>
	perspectives.flatMap(({ objectives }) => objectives.flatMap(({ measures }) => measures));

const spanish = await reportWords('es');

describe('the text of a report', () => {
	test('says values, targets, gaps and levels of every unit as the page does', () => {
		const text = reportText(givenPage(), spanish);
		const said = Object.fromEntries(
			measuresOf(text).map(({ shown, value, target, gap, index, level, state }) => [
				shown.measure.id,
				[value, target, gap, index, level, state].map(plain)
			])
		);
		// Index: TV-30 of the published worked answers for FCR, operating time and abandonment.
		expect(said['fcr']).toEqual(['72,0 %', '75,0 % o más', '−3,0 p. p.', '68', 'en alerta', '']);
		expect(said['aht']?.slice(0, 4)).toEqual(['5:52', '5:30 o menos', '−0:22', '68']);
		expect(said['cost']?.slice(0, 3)).toEqual(['0,93 €', '0,85 € o menos', '−0,08 €']);
		expect(said['occupancy']?.slice(1, 2)).toEqual(['De 75,0 % a 85,0 %']);
		expect(said['occupancy']?.[5]).toBe('provisional');
		expect(said['turnover']?.slice(4)).toEqual(['no cumple', 'estimado']);
		expect(said['nps']?.slice(3, 5)).toEqual(['–', 'sin valorar']);
		expect(said['nps']?.[5]).toMatch(/^n 12\D+30/);
		expect(said['training']).toEqual(['–', '3 o más', '–', '–', 'sin valorar', 'Sin datos']);
		expect(said['handled']?.slice(1, 5)).toEqual(['–', '–', '–', 'sin valorar']);
	});

	test('says beside every roll-up what it covers, its worst and how many miss', () => {
		const [, , , learning] = reportText(givenPage(), spanish).perspectives;
		// Half of its weights have no data, so nothing is said of the whole; the worst stays in sight.
		expect(learning?.rolled.index).toBe('–');
		expect(plain(learning?.rolled.beside.join(' · ') ?? '')).toMatch(
			/cobertura 50 %.*peor 12 · 1 /
		);
	});

	test('names the months of a quarter, and what it is compared with', () => {
		const text = reportText(givenPage({ range: 'quarter', month: '2026-09' }), spanish);
		expect(text.period).toMatch(/^julio.*septiembre de 2026$/);
		expect(text.against).toMatch(/abril.*junio de 2026$/);
	});
});

describe.each(LANGUAGES)('a PDF in %s', (language) => {
	test('has every digit and word of the page, in vectors alone', async () => {
		const words = await reportWords(language);
		const page = givenPage();
		const { body } = await makeReport('pdf', page, words, UNFROZEN);
		const lines = pdfLines(body);
		const text = reportText(page, words);
		for (const [at, one] of measuresOf(text).entries()) {
			// Of the line of that measure, not of any other.
			const from = lines.indexOf(printable(one.name));
			const next = measuresOf(text)[at + 1]?.name;
			const line = lines.slice(
				from,
				next === undefined ? undefined : lines.indexOf(printable(next))
			);
			expect(from, one.name).toBeGreaterThan(0);
			for (const said of [one.value, one.target, one.gap, one.index, one.change, one.n, one.state])
				if (said !== '') expect(line, one.name).toContain(printable(said));
		}
		const several = text.perspectives.flatMap((one) => [one, ...one.objectives]);
		for (const { rolled } of several) {
			expect(lines).toContain(printable(`${rolled.index}  ${rolled.word}`));
			expect(lines).toContain(printable(rolled.beside.join(' · ')));
		}
		expect(lines).toContain(printable(text.rolled.index));
		expect(lines).toContain(printable(text.rolled.beside.join(' · ')));
		expect(pdfTitle(body)).toBe(`${text.title}: Sede Norte, ${text.period}`);
		expect(body.toString('latin1')).not.toContain('/Subtype /Image');
		expect(body.toString('latin1')).toContain(`/Lang (${language})`);
	});
});

test('a PDF of what was frozen says its fingerprint on every page, and is the same file each time', async () => {
	const frozen = { hash: 'ab'.repeat(32), atMs: NOW_MS };
	const make = () => makeReport('pdf', givenPage(), spanish, { frozen, nowMs: Math.random() });
	const [first, second] = await Promise.all([make(), make()]);
	expect(first.body.equals(second.body)).toBe(true);
	const marks = pdfLines(first.body).filter((line) => line.includes(frozen.hash));
	const pages = pdfLines(first.body).filter((line) => line.startsWith('Página '));
	expect(pages.length).toBeGreaterThan(1);
	expect(marks).toHaveLength(pages.length);
	expect(first.name).toBe('cuadro-del-centro-de-atencion-sede-norte-2026-10.pdf');
});

test('letters a PDF does not know are written with those nearest to them', () => {
	expect(printable('−3,2 · Łódź · Çağrı · 東京')).toBe('–3,2 · Lódz · Çagri · ??');
	expect(printable('0,85 € «n» – “ñ”…')).toBe('0,85 € «n» – “ñ”…');
});

describe.each(LANGUAGES)('a workbook in %s', (language) => {
	test('shows on its first sheet the words and digits of the page', async () => {
		const words = await reportWords(language);
		const page = givenPage();
		const { body, name } = await makeReport('xlsx', page, words, UNFROZEN);
		const [board] = xlsxSheets(body);
		const rows = board?.rows.map((row) => row.map((cell) => cell ?? '')) ?? [];
		const text = reportText(page, words);
		for (const one of measuresOf(text)) {
			expect(rows.find((row) => row[2] === one.name)?.slice(3)).toEqual([
				...[one.value, one.target, one.gap, one.index, one.level, one.then, one.change],
				...[one.trend, one.n, one.state, one.kind]
			]);
		}
		const several = text.perspectives.flatMap((one) => [
			{ names: [one.name, ''], rolled: one.rolled },
			...one.objectives.map(({ name: of, rolled }) => ({ names: [one.name, of], rolled }))
		]);
		for (const { names, rolled } of [
			{ names: [words.t('scorecard.whole'), ''], ...text },
			...several
		])
			expect(rows.map((row) => row.join('|'))).toContainEqual(
				expect.stringContaining(
					[...names, rolled.word, rolled.index, rolled.coverage, rolled.worst, rolled.reds].join(
						'|'
					)
				)
			);
		expect(name).toBe('cuadro-del-centro-de-atencion-sede-norte-2026-10.xlsx');
	});
});

test('a company that nobody has named is called what the page calls it, in files and letters', async () => {
	const page = givenPage(undefined, { unitName: '' });
	const pdf = await makeReport('pdf', page, spanish, UNFROZEN);
	const title = 'Cuadro del centro de atención: Empresa, octubre de 2026';
	expect(pdfTitle(pdf.body)).toBe(title);
	expect(pdfLines(pdf.body)[1]).toMatch(/^Empresa · octubre de 2026 · /);
	const xlsx = await makeReport('xlsx', page, spanish, UNFROZEN);
	expect(xlsxSheets(xlsx.body)[0]?.rows[1]?.[0]).toMatch(/^Empresa · octubre de 2026 · /);
	const sources = { words: spanish, files: [], link: null, zone: page.zone };
	expect(reportLetter(page, sources).subject).toBe(title);
	const english = reportLetter(page, { ...sources, words: await reportWords('en') });
	expect(english.subject).toBe('Cuadro del centro de atención: Company, October 2026');
	expect(english.html).toContain('<html lang="en">');
});

test('a file for somebody whose region writes a decimal point has the digits of that page', async () => {
	const words = await reportWords('es', 'es-MX');
	expect(words.numbers.percent(0.72)).toContain('72.0');
	const { body } = await makeReport('pdf', givenPage(), words, UNFROZEN);
	expect(pdfLines(body).map(plain)).toContain(plain(words.numbers.percent(0.72)));
});

test('nothing is said of reading where everything was entered by hand', () => {
	const given = { ...givenPage(), freshAtMs: null };
	expect(reportText(given, spanish).fresh).toBe('');
	expect(reportText(givenPage(), spanish).fresh).toBe('Leído el 3 nov 2026, 08:30:00');
});

describe('a workbook', () => {
	test('keeps the full numbers, the months and the definitions on the others', async () => {
		const { body } = await makeReport('xlsx', givenPage(), spanish, UNFROZEN);
		const [, values, history, definitions] = xlsxSheets(body);
		const valueOf = (name: string) => values?.rows.find((row) => row[2] === name)?.[4];
		expect(valueOf('Resolución en primer contacto')).toBe(0.72);
		expect(valueOf('Horas de formación')).toBeNull();
		expect(valueOf('Tiempo medio de operación')).toBeCloseTo(352_000 / 86_400_000, 12);
		expect(history?.rows.filter((row) => row[0] === 'Abandono')).toHaveLength(24);
		expect(definitions?.rows.filter((row) => row[0] !== null).length).toBeGreaterThan(GIVEN.length);
	});

	test('takes what somebody wrote for text, also where it looks like a formula', async () => {
		const page = givenPage(undefined, { unitName: '=HYPERLINK("http://x";"y")' });
		const { body } = await makeReport('xlsx', page, spanish, UNFROZEN);
		const sheets = xlsxSheets(body);
		expect(sheets.some(({ hasFormulas }) => hasFormulas)).toBe(false);
		expect(sheets[0]?.rows[1]?.[0]).toContain('=HYPERLINK');
	});
});
