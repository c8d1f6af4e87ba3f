/** A report as Markdown: the same text on the terminal and in docs/benchmarks.md. */
import { ratioOf } from './report.ts';
import type { Report, Row, Table } from './report.ts';

interface Column {
	readonly head: string;
	readonly isNumber: boolean;
	readonly cell: (row: Row) => string;
}

/** Three digits that say something, and thousands apart. */
export function figureText(figure: number): string {
	if (!Number.isFinite(figure)) return '–';
	const size = Math.abs(figure);
	if (size >= 100 || Number.isInteger(figure)) return Math.round(figure).toLocaleString('en');
	if (size >= 10) return figure.toFixed(1);
	return size >= 1 ? figure.toFixed(2) : figure.toPrecision(2);
}

const orNone = (figure: number | null | undefined): string =>
	figure === null || figure === undefined ? '–' : figureText(figure);

function ratioText(row: Row): string {
	const ratio = ratioOf(row);
	return ratio === null ? '' : `${figureText(ratio)} ×`;
}

const COLUMNS: readonly (Column & { readonly of: (row: Row) => boolean })[] = [
	{ head: 'what', isNumber: false, of: () => true, cell: ({ name }) => name },
	{ head: 'figure', isNumber: true, of: () => true, cell: ({ figure }) => orNone(figure) },
	{ head: 'worst', isNumber: true, of: has('worst'), cell: ({ worst }) => orNone(worst) },
	{ head: 'unit', isNumber: false, of: () => true, cell: ({ unit }) => unit },
	{ head: 'against', isNumber: false, of: has('against'), cell: againstText },
	{ head: 'ratio', isNumber: true, of: has('against'), cell: ratioText },
	{ head: 'remark', isNumber: false, of: has('remark'), cell: ({ remark }) => remark ?? '' }
];

function has(name: keyof Row): (row: Row) => boolean {
	return (row) => row[name] !== undefined;
}

function againstText({ against }: Row): string {
	return against === undefined ? '' : `${against.name} (${figureText(against.figure)})`;
}

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function tableLines({ title, rows }: Table): string[] {
	const columns = COLUMNS.filter(({ of }) => rows.some(of));
	const cells = [
		columns.map(({ head }) => head),
		...rows.map((row) => columns.map(({ cell }) => escaped(cell(row))))
	];
	const widths = columns.map((_column, index) =>
		Math.max(3, ...cells.map((row) => row[index]?.length ?? 0))
	);
	const padded = cells.map((row) =>
		row.map((cell, index) => {
			const width = widths[index] ?? 0;
			return columns[index]?.isNumber ? cell.padStart(width) : cell.padEnd(width);
		})
	);
	const rule = columns.map(({ isNumber }, index) => {
		const dashes = '-'.repeat((widths[index] ?? 3) - 1);
		return isNumber ? `${dashes}:` : `${dashes}-`;
	});
	const [head = [], ...body] = padded;
	return [`### ${title}`, '', line(head), line(rule), ...body.map(line), ''];
}

const list = (lines: readonly string[]): string[] =>
	lines.length === 0 ? [] : [...lines.map((text) => `- ${text}`), ''];

/** `machine` says where and when. */
export function reportMarkdown(report: Report, machine: readonly string[]): string {
	const { title, conditions, versions = {}, tables, notes = [], failures = [] } = report;
	const beside = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
	return [
		`## ${title}`,
		'',
		...list([
			...machine,
			...(beside.length === 0 ? [] : [`beside it: ${beside.join(', ')}`]),
			...conditions
		]),
		...tables.flatMap(tableLines),
		...list(notes),
		...list(failures.map((failure) => `**Not held:** ${failure}`))
	]
		.join('\n')
		.trimEnd();
}
