/** Puts what a file says of one agent together to shifts: contiguous activities, none over another. */
import { dateIn, startOfDate } from './import-clock.ts';
import { fault } from './import-activity.ts';
import type { ImportFault, ImportedActivity, ScheduledActivity } from './import-activity.ts';

export interface PlannedPart {
	readonly activity: ScheduledActivity;
	readonly startMs: number;
	readonly endMs: number;
}

export interface ShiftDraft {
	readonly agent: string;
	/** On which it begins, in the zone of the centre. */
	readonly date: string;
	readonly startMs: number;
	readonly endMs: number;
	/** Without gaps. */
	readonly activities: readonly PlannedPart[];
	/** The first line that speaks of it. */
	readonly line: number;
	/** The highest number the file gives one of its events. */
	readonly sequence: number;
}

interface Piece extends PlannedPart {
	readonly line: number;
	readonly sequence: number;
}

/** What is contiguous for longer is two shifts: nobody works day and night in one. */
const LONGEST_SHIFT_MS = 14 * 3_600_000;
/** Of the contract: activities of one `schedule.shift`. */
const MOST_PARTS = 500;

const byStart = (a: PlannedPart, b: PlannedPart): number =>
	a.startMs - b.startMs || b.endMs - a.endMs;

/** What overlaps becomes one; what says something else of the same time is a fault, and left out. */
function untangle(pieces: readonly Piece[], faults: ImportFault[]): Piece[] {
	const apart: Piece[] = [];
	for (const piece of [...pieces].sort(byStart)) {
		const last = apart.at(-1);
		if (!last || piece.startMs >= last.endMs) apart.push(piece);
		else if (last.activity === piece.activity)
			apart[apart.length - 1] = {
				...last,
				endMs: Math.max(last.endMs, piece.endMs),
				line: Math.min(last.line, piece.line),
				sequence: Math.max(last.sequence, piece.sequence)
			};
		else faults.push(fault(piece.line, 'overlap', String(last.line)));
	}
	return apart;
}

/** `pieces` without the time of `cuts`; both sorted and each apart. */
function without(pieces: readonly Piece[], cuts: readonly PlannedPart[]): Piece[] {
	const left: Piece[] = [];
	let first = 0;
	for (const piece of pieces) {
		let fromMs = piece.startMs;
		while ((cuts[first]?.endMs ?? Infinity) <= fromMs) first += 1;
		for (let index = first; index < cuts.length; index += 1) {
			const cut = cuts[index];
			if (!cut || cut.startMs >= piece.endMs) break;
			if (cut.startMs > fromMs) left.push({ ...piece, startMs: fromMs, endMs: cut.startMs });
			fromMs = Math.max(fromMs, cut.endMs);
		}
		if (fromMs < piece.endMs) left.push({ ...piece, startMs: fromMs });
	}
	return left;
}

/** Time off lies over everything, pauses and the like over the work around them. */
function flatten(pieces: readonly Piece[], faults: ImportFault[]): Piece[] {
	const off = untangle(
		pieces.filter(({ activity }) => activity === 'time_off'),
		faults
	);
	const aside = untangle(
		pieces.filter(({ activity }) => activity !== 'time_off' && activity !== 'on_queue'),
		faults
	);
	const work = untangle(
		pieces.filter(({ activity }) => activity === 'on_queue'),
		faults
	);
	const asideLeft = without(aside, off);
	const over = [...off, ...asideLeft].sort(byStart);
	return [...over, ...without(work, over)].sort(byStart);
}

function inShifts(pieces: readonly Piece[]): Piece[][] {
	const shifts: Piece[][] = [];
	for (const piece of pieces) {
		const shift = shifts.at(-1);
		const first = shift?.[0];
		const isNext = shift?.at(-1)?.endMs === piece.startMs;
		if (shift && first && isNext && piece.endMs - first.startMs <= LONGEST_SHIFT_MS)
			shift.push(piece);
		else shifts.push([piece]);
	}
	return shifts;
}

/** Parts that follow each other with the same activity as one. */
function joined(pieces: readonly Piece[]): PlannedPart[] {
	const parts: PlannedPart[] = [];
	for (const { activity, startMs, endMs } of pieces) {
		const last = parts.at(-1);
		if (last?.activity === activity) parts[parts.length - 1] = { ...last, endMs };
		else parts.push({ activity, startMs, endMs });
	}
	return parts;
}

const draftOf = (agent: string, pieces: readonly Piece[], zone: string): ShiftDraft => {
	const activities = joined(pieces);
	const startMs = activities[0]?.startMs ?? 0;
	return {
		agent,
		date: dateIn(startMs, zone),
		startMs,
		endMs: activities.at(-1)?.endMs ?? startMs,
		activities,
		line: Math.min(...pieces.map(({ line }) => line)),
		sequence: Math.max(...pieces.map(({ sequence }) => sequence))
	};
};

function faultOf(shift: ShiftDraft): ImportFault | null {
	const isPauses = shift.activities.every(
		({ activity }) => activity === 'break' || activity === 'meal'
	);
	if (isPauses) return fault(shift.line, 'outside-shift');
	return shift.activities.length > MOST_PARTS
		? fault(shift.line, 'too-many', String(MOST_PARTS))
		: null;
}

/** A day off takes the hours of the shifts that begin on it; without any it is the day itself. */
function withDaysOff(
	shifts: readonly ShiftDraft[],
	daysOff: readonly ImportedActivity[],
	zone: string
): ShiftDraft[] {
	const byDate = new Map(daysOff.map((day) => [dateIn(day.startMs, zone), day]));
	const kept = shifts.map((shift) => {
		const day = byDate.get(shift.date);
		if (!day) return shift;
		const { startMs, endMs } = shift;
		const activities = [{ activity: 'time_off' as const, startMs, endMs }];
		return { ...shift, activities, sequence: Math.max(shift.sequence, day.sequence) };
	});
	const worked = new Set(shifts.map(({ date }) => date));
	const whole = [...byDate]
		.filter(([date]) => !worked.has(date))
		.map(([date, { line, sequence, endMs }]) => {
			const before = shifts.filter((shift) => shift.date < date).map((shift) => shift.endMs);
			const startMs = Math.max(startOfDate(date, zone), ...before);
			const part = { activity: 'time_off' as const, startMs, endMs };
			return { agent: '', date, startMs, endMs, activities: [part], line, sequence };
		});
	return [...kept, ...whole.filter(({ startMs, endMs }) => startMs < endMs)];
}

/** The shifts of one agent, by their start. What contradicts itself is left out and added to the faults. */
export function shiftsOf(
	agent: string,
	lines: readonly ImportedActivity[],
	zone: string,
	faults: ImportFault[]
): ShiftDraft[] {
	const planned = lines.filter(({ isCancelled }) => !isCancelled);
	const timed = planned.filter(({ isAllDay }) => !isAllDay);
	const shifts = inShifts(flatten(timed, faults))
		.map((pieces) => draftOf(agent, pieces, zone))
		.filter((shift) => {
			const found = faultOf(shift);
			if (found) faults.push(found);
			return found === null;
		});
	const daysOff = planned.filter(({ isAllDay }) => isAllDay);
	return withDaysOff(shifts, daysOff, zone)
		.map((shift) => ({ ...shift, agent }))
		.sort((a, b) => a.startMs - b.startMs);
}
