/** A complaint that is not resolved yet, against the day by which the law wants it to be. */

/** What is urgent: within so many working days. */
export const SOON_DAYS = 3;

export interface OpenComplaint {
	readonly id: string;
	readonly receivedMs: number;
	/** The first instant that is too late; null: it came before the calendar of terms begins. */
	readonly dueMs: number | null;
	readonly isUndueCharge: boolean;
	/** Working days since it came, in the calendar of its region. */
	readonly workingDays: number;
	/** Of its region until the last day; below 0 once that is over. Null without a due day. */
	readonly daysLeft: number | null;
}

/** `today` is its last day. */
export const DUE_STATES = ['overdue', 'today', 'soon', 'inTerm', 'none'] as const;
export type DueState = (typeof DUE_STATES)[number];

export function dueState(
	{ dueMs, daysLeft }: Pick<OpenComplaint, 'dueMs' | 'daysLeft'>,
	nowMs: number
): DueState {
	if (dueMs === null || daysLeft === null) return 'none';
	if (dueMs <= nowMs) return 'overdue';
	if (daysLeft <= 0) return 'today';
	return daysLeft <= SOON_DAYS ? 'soon' : 'inTerm';
}

export interface AgeBand {
	readonly from: number;
	/** Null: no end. */
	readonly to: number | null;
	readonly complaints: number;
	readonly overdue: number;
}

const BAND_STARTS = [0, 4, 6, 11, 16, 31];

/** How many are how many working days old; the bands end where terms of 5 and of 15 days do. */
export function ageBands(
	complaints: readonly Pick<OpenComplaint, 'workingDays' | 'dueMs'>[],
	nowMs: number
): AgeBand[] {
	return BAND_STARTS.map((from, index) => {
		const next = BAND_STARTS[index + 1] ?? null;
		const own = complaints.filter(
			({ workingDays }) => workingDays >= from && (next === null || workingDays < next)
		);
		const overdue = own.filter(({ dueMs }) => dueMs !== null && dueMs <= nowMs).length;
		return { from, to: next === null ? null : next - 1, complaints: own.length, overdue };
	});
}
