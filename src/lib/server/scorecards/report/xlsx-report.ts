/**
 * A scorecard as a workbook: the board with the very words and digits of the page, and behind it the full numbers to go on
 * with: values, months, definitions.
 */
import writeXlsxFile from 'write-excel-file/node';
import type { Cell, CellObject, SheetData } from 'write-excel-file/node';
import type { MeasureUnit } from '#lib/domain/scorecard/measure-unit.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import { momentFormat } from '#lib/format/moment.ts';
import { CURRENCY_SIGN } from '#lib/format/numbers.ts';
import { definitionsOf, edgesOf } from './definition-text.ts';
import type { FrozenMark } from './pdf-report.ts';
import { reportText } from './report-text.ts';
import type { MeasureText, ReportText, ReportWords, RolledText } from './report-text.ts';

const DAY_MS = 86_400_000;
const CENTS = 100;

/** How a workbook counts each unit, and how it shows it; the number itself keeps all its digits. */
const NUMBER_FORMATS: Readonly<Record<MeasureUnit, string>> = {
	count: '#,##0',
	ratio: '0.0%',
	percent: '0.0%',
	duration: '[h]:mm:ss',
	balance: '0.000',
	score: '0.00',
	money: `#,##0.00 "${CURRENCY_SIGN}"`,
	number: '#,##0.00'
};

function counted(unit: MeasureUnit, value: number): number {
	if (unit === 'duration') return value / DAY_MS;
	return unit === 'money' ? value / CENTS : value;
}

const number = (value: number | null | undefined, unit: MeasureUnit): Cell =>
	value === null || value === undefined || !Number.isFinite(value)
		? null
		: { value: counted(unit, value), type: Number, format: NUMBER_FORMATS[unit] };

const HEAD = { fontWeight: 'bold', backgroundColor: '#eef1f5', wrap: true } as const;
/** Always as text: nothing that somebody wrote is ever worked out as a formula. */
const text = (value: string, style: Omit<CellObject, 'value' | 'type'> = {}): Cell =>
	value === '' ? null : { value, type: String, ...style };
const head = (names: readonly string[]): Cell[] => names.map((name) => text(name, HEAD));

interface Parts {
	readonly page: ScorecardPage;
	readonly words: ReportWords;
	readonly said: ReportText;
	readonly frozen: FrozenMark | null;
}

interface Line {
	readonly perspective: string;
	readonly objective: string;
	readonly measure: MeasureText;
}

const linesOf = ({ perspectives }: ReportText): Line[] =>
	perspectives.flatMap((perspective) =>
		perspective.objectives.flatMap((objective) =>
			objective.measures.map((measure) => ({
				...{ perspective: perspective.name, objective: objective.name, measure }
			}))
		)
	);

/** Whatever several come to: the whole, each perspective, each objective. */
const rolledOf = (
	{ rolled, perspectives }: ReportText,
	{ t }: ReportWords
): { readonly names: readonly [string, string]; readonly rolled: RolledText }[] => [
	{ names: [t('scorecard.whole'), ''], rolled },
	...perspectives.flatMap((perspective) => [
		{ names: [perspective.name, ''] as const, rolled: perspective.rolled },
		...perspective.objectives.map((objective) => ({
			names: [perspective.name, objective.name] as const,
			rolled: objective.rolled
		}))
	])
];

interface Sheet {
	readonly sheet: string;
	readonly data: SheetData;
	readonly columns: { width: number }[];
	readonly stickyRowsCount?: number;
	readonly orientation: 'landscape';
}

function board({ page, words, said, frozen }: Parts): Sheet {
	const { t, locale } = words;
	const at = momentFormat(locale, page.zone);
	const mark =
		frozen === null
			? []
			: [[text(t('reports.frozenMark', { at: at(frozen.atMs), hash: frozen.hash }))]];
	const rolled = rolledOf(said, words).map(({ names, rolled: one }) =>
		[
			...[...names, one.word, one.index, one.coverage, one.worst],
			...[words.numbers.count(one.reds), one.capped]
		].map((cell) => text(cell))
	);
	const measures = linesOf(said).map(({ perspective, objective, measure: one }) =>
		[
			...[perspective, objective, one.name, one.value, one.target, one.gap, one.index],
			...[one.level, one.then, one.change, one.trend, one.n, one.state, one.kind]
		].map((value) => text(value))
	);
	return {
		sheet: t('reports.sheet.board'),
		orientation: 'landscape',
		columns: [26, 30, 36, 14, 18, 14, 9, 16, 14, 14, 18, 10, 22, 22].map((width) => ({ width })),
		data: [
			[text(said.title, { fontWeight: 'bold', fontSize: 16 })],
			[text(`${said.unit} · ${said.period} · ${said.against}`)],
			[text([said.version, said.fresh].filter((one) => one !== '').join(' · '))],
			...mark,
			[],
			head(
				(
					[
						...(['perspective', 'objective', 'level', 'index'] as const),
						...(['coverage', 'worst', 'reds', 'state'] as const)
					] as const
				).map((key) => t(`reports.column.${key}`))
			),
			...rolled,
			[],
			head(
				(
					[
						...([
							'perspective',
							'objective',
							'measure',
							'value',
							'target',
							'gap',
							'index'
						] as const),
						...(['level', 'then', 'change', 'trend', 'n', 'state', 'timing'] as const)
					] as const
				).map((key) => t(`reports.column.${key}`))
			),
			...measures
		]
	};
}

function values({ words, said }: Parts): Sheet {
	const { t } = words;
	const rows = linesOf(said).map(({ perspective, objective, measure: { shown, unit, name } }) => {
		const { measure, now, compared } = shown;
		const target = edgesOf(measure.target);
		return [
			...[perspective, objective, name].map((one) => text(one)),
			text(t(`reports.unit.${unit}`)),
			number(now.value, unit),
			...[target.floor, target.target, target.stretch].flatMap(([first, second]) => [
				number(first, unit),
				number(second, unit)
			]),
			number(now.gap, unit),
			number(now.index, 'score'),
			number(measure.weight, 'number'),
			number(compared?.value, unit),
			number(compared?.difference, unit),
			number(now.n, 'number')
		];
	});
	const [floor, target, stretch] = (['floor', 'target', 'stretch'] as const).map((key) =>
		t(`reports.column.${key}`)
	) as [string, string, string];
	return {
		sheet: t('reports.sheet.values'),
		orientation: 'landscape',
		stickyRowsCount: 1,
		columns: [26, 30, 36, 14, ...Array.from({ length: 13 }, () => 13)].map((width) => ({ width })),
		data: [
			head([
				...(['perspective', 'objective', 'measure', 'unit', 'value'] as const).map((key) =>
					t(`reports.column.${key}`)
				),
				...[floor, `${floor} 2`, target, `${target} 2`, stretch, `${stretch} 2`],
				...(['gap', 'index', 'weight', 'then', 'change', 'n'] as const).map((key) =>
					t(`reports.column.${key}`)
				)
			]),
			...rows
		]
	};
}

/** A row a month and measure: whole months, the running one, and the target each was held against. */
function history({ words, said }: Parts): Sheet {
	const { t } = words;
	const rows = linesOf(said).flatMap(({ measure: { shown, unit, name } }) =>
		shown.points.map((point, index) => {
			const limits = shown.chart?.limits[index] ?? null;
			const target = edgesOf(point.target);
			return [
				...[name, point.month, t(`reports.unit.${unit}`)].map((one) => text(one)),
				number(point.value, unit),
				number(point.n, 'number'),
				number(target.target[0], unit),
				number(point.index, 'score'),
				number(limits?.low, unit),
				number(limits?.high, unit),
				text(point.isPartial ? t('scorecard.measure.month.partial') : '')
			];
		})
	);
	const limit = (key: 'low' | 'high'): string => t(`reports.column.${key}`);
	return {
		sheet: t('reports.sheet.history'),
		orientation: 'landscape',
		stickyRowsCount: 1,
		columns: [36, 10, 14, 13, 10, 13, 9, 13, 13, 14].map((width) => ({ width })),
		data: [
			head([
				...(['measure', 'month', 'unit', 'value', 'n', 'target', 'index'] as const).map((key) =>
					t(`reports.column.${key}`)
				),
				...[limit('low'), limit('high'), t('reports.column.state')]
			]),
			...rows
		]
	};
}

function definitions({ page, words }: Parts): Sheet {
	const { t } = words;
	const keys = [
		'name',
		'formula',
		'source',
		'owner',
		'weight',
		'floor',
		'target',
		'stretch'
	] as const;
	const wrap = { wrap: true, alignVertical: 'top' } as const;
	const { sources } = page.view.content;
	return {
		sheet: t('reports.sheet.definitions'),
		orientation: 'landscape',
		stickyRowsCount: 1,
		columns: [36, 60, 50, 20, 8, 14, 18, 14].map((width) => ({ width })),
		data: [
			head(keys.map((key) => t(`reports.column.${key === 'name' ? 'measure' : key}`))),
			...definitionsOf(page, words).map((line) => keys.map((key) => text(line[key], wrap))),
			...(sources.length === 0 ? [] : [[], head([t('reports.sources')])]),
			...sources.map((source) => [text(source)])
		]
	};
}

/** The bytes of the file. */
export function xlsxReport(
	page: ScorecardPage,
	words: ReportWords,
	frozen: FrozenMark | null
): Promise<Buffer> {
	const parts: Parts = { page, words, said: reportText(page, words), frozen };
	const sheets = [board, values, history, definitions].map((sheet) => sheet(parts));
	return writeXlsxFile(sheets, { fontFamily: 'Calibri', fontSize: 11 }).toBuffer();
}
