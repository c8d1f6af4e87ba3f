/** A scorecard as a file, whichever is asked for. */
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import type { ReportFile } from '#lib/domain/scorecard/report/schedule.ts';
import { pdfReport } from './pdf-report.ts';
import type { FrozenMark } from './pdf-report.ts';
import type { ReportWords } from './report-text.ts';
import { xlsxReport } from './xlsx-report.ts';

export const REPORT_TYPES: Readonly<Record<ReportFile, string>> = {
	pdf: 'application/pdf',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};

export interface MadeReport {
	readonly name: string;
	readonly type: string;
	readonly body: Buffer;
}

const MOST_LETTERS = 60;

/** Letters, digits and hyphens, so that every system and every mail reader takes it. */
const plain = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[^A-Za-z0-9]+/g, '-')
		.slice(0, MOST_LETTERS)
		.replace(/^-+|-+$/g, '')
		.toLowerCase();

/** `cuadro-de-mando-norte-2026-10.pdf` */
function nameOf({ view, unitName }: ScorecardPage, file: ReportFile): string {
	const { range, month } = view.period;
	const parts = [plain(view.content.name), plain(unitName), month, range === 'month' ? '' : range];
	return `${parts.filter((part) => part !== '').join('-')}.${file}`;
}

export async function makeReport(
	file: ReportFile,
	page: ScorecardPage,
	words: ReportWords,
	{ frozen, nowMs }: { readonly frozen: FrozenMark | null; readonly nowMs: number }
): Promise<MadeReport> {
	const atMs = frozen?.atMs ?? page.freshAtMs ?? nowMs;
	const body =
		file === 'pdf'
			? await pdfReport(page, words, { frozen, atMs })
			: await xlsxReport(page, words, frozen);
	return { name: nameOf(page, file), type: REPORT_TYPES[file], body };
}
