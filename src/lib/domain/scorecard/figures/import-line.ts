/** Values of figures as a table: one value a line, under headings in English, Spanish or Portuguese, in any order. */
import { CsvError, parse } from 'csv-parse/sync';
import { plainWords } from '../../workforce/import-words.ts';
import { FIGURE_COLUMNS } from './import-headings.ts';
import type { FigureColumn } from './import-headings.ts';

export const MOST_LINES = 5000;
export const MOST_FILE_BYTES = 2 * 1024 * 1024;
const MOST_LINE_CHARACTERS = 8000;

const COLUMN_WORDS: Readonly<Record<FigureColumn, string>> = {
	figure: 'figure|code|codigo|dato|dado|indicador|indicator|kpi|metrica|metric|cifra',
	team: 'team|unit|node|site|client|unidad|equipo|sede|cliente|centro|unidade|equipe|nodo|no',
	month: 'month|mes|period|periodo|fecha|date|data',
	value: 'value|valor',
	numerator: 'numerator|numerador|sum|suma|soma|amount|importe|cantidad',
	denominator: 'denominator|denominador|base|sobre',
	n: 'n|count|casos|cases|muestra|sample|respuestas|amostra|respostas',
	estimate: 'estimate|estimated|estimado|estimacion|provisional|estimativa',
	source: 'source|fuente|origen|fonte|origem',
	evidence: 'evidence|evidencia|soporte|justificante|documento|enlace|link|evidencias'
};
const BY_WORD = new Map(
	Object.entries(COLUMN_WORDS).flatMap(([column, words]) =>
		words.split('|').map((word) => [word, column as FigureColumn] as const)
	)
);

export const columnOf = (heading: string): FigureColumn | null =>
	BY_WORD.get(plainWords(heading)) ?? null;

export interface ImportLine {
	/** In the file, the first is 1. */
	readonly line: number;
	readonly cells: Readonly<Record<FigureColumn, string>>;
}

/** Why nothing of a file can be taken. `shown`: the heading, the line or the number it is about. */
export interface FileFault {
	readonly code: 'empty' | 'too-big' | 'too-many' | 'table' | 'heading' | 'heading-twice';
	readonly shown: string;
}

export type ReadLines =
	| { readonly ok: true; readonly lines: readonly ImportLine[] }
	| { readonly ok: false; readonly fault: FileFault };

const refused = (code: FileFault['code'], shown = ''): ReadLines => ({
	ok: false,
	fault: { code, shown }
});

const DELIMITERS = [';', ',', '\t'] as const;

/** The one of the three that parts the heading most often, outside of quotes. */
function delimiterOf(heading: string): string {
	const bare = heading.replace(/"[^"]*"/g, '');
	const count = (mark: string): number => bare.split(mark).length;
	return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

interface Parsed {
	readonly record: string[];
	readonly info: { readonly lines: number };
}

/** Excel may write which delimiter it means into a first line of its own. */
const HINT = /^\uFEFF?sep=.\n/i;

function tableOf(whole: string): Parsed[] {
	const text = whole.replace(/\r\n?/g, '\n').replace(HINT, '\n');
	const heading = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
	return parse(text, {
		bom: true,
		delimiter: delimiterOf(heading),
		info: true,
		max_record_size: MOST_LINE_CHARACTERS,
		relax_column_count: true,
		relax_quotes: true,
		skip_empty_lines: true,
		skip_records_with_empty_values: true,
		to: MOST_LINES + 2,
		trim: true
	}) as unknown as Parsed[];
}

/** A value is there as such, or as its two parts. */
function headingFault(columns: readonly (FigureColumn | null)[]): FileFault | null {
	const missing =
		(['figure', 'month'] as const).find((column) => !columns.includes(column)) ??
		(columns.includes('value') || columns.includes('numerator') ? null : 'value');
	if (missing !== null) return { code: 'heading', shown: missing };
	const twice = columns.find((column, at) => column !== null && columns.indexOf(column) !== at);
	return twice ? { code: 'heading-twice', shown: twice } : null;
}

const NO_CELLS = Object.fromEntries(FIGURE_COLUMNS.map((column) => [column, ''])) as Record<
	FigureColumn,
	string
>;

function lineOf({ record, info }: Parsed, columns: readonly (FigureColumn | null)[]): ImportLine {
	const cells = { ...NO_CELLS };
	columns.forEach((column, at) => {
		if (column !== null) cells[column] = record[at] ?? '';
	});
	return { line: info.lines, cells };
}

function readTable(text: string): ReadLines {
	const [heading, ...rest] = tableOf(text);
	if (!heading || rest.length === 0) return refused('empty');
	if (rest.length > MOST_LINES) return refused('too-many', String(MOST_LINES));
	const columns = heading.record.map(columnOf);
	const fault = headingFault(columns);
	if (fault !== null) return { ok: false, fault };
	return { ok: true, lines: rest.map((one) => lineOf(one, columns)) };
}

/** Never throws. Without a column of teams each value is of the node its figure belongs to. */
export function readLines(text: string): ReadLines {
	if (text.trim() === '') return refused('empty');
	// A character is a byte at least.
	if (text.length > MOST_FILE_BYTES) return refused('too-big');
	try {
		return readTable(text);
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const at = (error as CsvError & { lines?: number }).lines;
		return refused('table', at === undefined ? '' : String(at));
	}
}
