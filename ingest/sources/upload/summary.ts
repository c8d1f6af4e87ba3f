/** What an import says at the end. */
import type { ImportReport } from './run-import.ts';
import type { Fault, Tally } from './tally.ts';

const number = new Intl.NumberFormat('en');
const format = (count: number): string => number.format(count);

function counts(title: string, map: ReadonlyMap<string, number>): string[] {
	if (map.size === 0) return [];
	const rows = [...map].sort((a, b) => b[1] - a[1]).map(([key, n]) => `  ${format(n)}  ${key}`);
	return [title, ...rows];
}

const faultLine = ({ line, message }: Fault): string =>
	line === null ? `  ${message}` : `  line ${line}: ${message}`;

function faults(tally: Tally, all: number): string[] {
	if (tally.faults.length === 0) return [];
	const more = all - tally.faults.length;
	const rest = more > 0 ? [`  and ${format(more)} more`] : [];
	return ['Not imported:', ...tally.faults.map(faultLine), ...rest];
}

export const hasFaults = ({ tally, totals }: ImportReport): boolean =>
	tally.failedRecords > 0 || totals.rejected > 0;

export function summary(report: ImportReport): string {
	const { tally, totals, resumedEvents } = report;
	return [
		`${format(tally.records)} records read, ${format(tally.events)} events made of them`,
		...counts('Events:', tally.eventTypes),
		...counts('Records without events, on purpose:', tally.skipped),
		...counts('Remarks:', tally.notes),
		...(resumedEvents > 0 ? [`${format(resumedEvents)} events were sent by an earlier run`] : []),
		`${format(totals.accepted)} accepted, ${format(totals.duplicates)} duplicates, ${format(totals.rejected)} rejected` +
			(tally.failedRecords > 0 ? `, ${format(tally.failedRecords)} records not understood` : ''),
		...faults(tally, tally.failedRecords + totals.rejected)
	].join('\n');
}
