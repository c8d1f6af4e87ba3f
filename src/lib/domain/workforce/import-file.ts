/** A file of schedules, calendar or table, as shifts of the agents somebody may plan. */
import { readCsvSchedule } from './csv-schedule.ts';
import { resolveAgents } from './import-agents.ts';
import type { PlannableAgent } from './import-agents.ts';
import { dateIn } from './import-clock.ts';
import { MOST_FILE_BYTES, refusedFile } from './import-activity.ts';
import type {
	ImportFault,
	ImportOptions,
	ImportedActivity,
	ImportedFile
} from './import-activity.ts';
import type { Coverage } from './import-plan.ts';
import { shiftsOf } from './import-shifts.ts';
import type { ShiftDraft } from './import-shifts.ts';
import { readIcalSchedule } from './ical-schedule.ts';

export interface ReadFile {
	readonly drafts: readonly ShiftDraft[];
	readonly coverage: readonly Coverage[];
	/** By line. */
	readonly faults: readonly ImportFault[];
	readonly leftOut: number;
}

function read(text: string, options: ImportOptions): ImportedFile {
	if (text.trim() === '') return refusedFile('empty');
	// A character is a byte at least.
	if (text.length > MOST_FILE_BYTES) return refusedFile('too-big');
	const isCalendar = /^\uFEFF?\s*BEGIN:/i.test(text);
	return isCalendar ? readIcalSchedule(text, options) : readCsvSchedule(text, options);
}

function coverageOf(agent: string, lines: readonly ImportedActivity[], zone: string): Coverage {
	const starts = lines.map(({ startMs }) => startMs);
	let [firstMs, lastMs] = [Infinity, -Infinity];
	for (const ms of starts) {
		firstMs = Math.min(firstMs, ms);
		lastMs = Math.max(lastMs, ms);
	}
	return { agent, fromDate: dateIn(firstMs, zone), toDate: dateIn(lastMs, zone) };
}

/** Never throws. A fault without a line is about the file as a whole: then there are no shifts. */
export function readScheduleFile(
	text: string,
	options: ImportOptions,
	agents: readonly PlannableAgent[]
): ReadFile {
	const file = read(text, options);
	const faults: ImportFault[] = [...file.faults];
	const byAgent = resolveAgents(file.activities, agents, faults);
	const drafts: ShiftDraft[] = [];
	const coverage: Coverage[] = [];
	for (const [agent, lines] of byAgent) {
		drafts.push(...shiftsOf(agent, lines, options.zone, faults));
		coverage.push(coverageOf(agent, lines, options.zone));
	}
	faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
	return { drafts, coverage, faults, leftOut: file.leftOut };
}
