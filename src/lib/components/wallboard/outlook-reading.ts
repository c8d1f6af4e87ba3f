/** What a tile about the end of the day says. */
import type { Status } from '#lib/domain/boards/status.ts';
import type { OutlookState } from '#lib/domain/outlook/outlook.ts';
import type { ToldOutlook } from '#lib/domain/outlook/told-outlook.ts';
import { asNumber, asText } from '#lib/live/cells.ts';
import type { LiveRow } from '#lib/live/board.svelte.ts';

const STATES: readonly OutlookState[] = ['reached', 'possible', 'lost', 'over'];

export interface OutlookReading extends ToldOutlook {
	readonly status: Status;
}

/** Lost is lost; what will be lost if nothing changes is the time to act. */
function statusOf(
	state: OutlookReading['state'],
	{ lostAtMs, onCourse, target }: Record<'lostAtMs' | 'onCourse' | 'target', number | null>
): Status {
	switch (state) {
		case 'unknown':
			return 'none';
		case 'reached':
			return 'good';
		case 'lost':
			return 'bad';
		case 'possible':
			return lostAtMs === null ? 'good' : 'warn';
		case 'over':
			if (onCourse === null || target === null) return 'none';
			return onCourse >= target ? 'good' : 'bad';
		default:
			return state satisfies never;
	}
}

export function outlookReading(row: Pick<LiveRow, 'cell'> | undefined): OutlookReading {
	const text = asText(row?.cell('state'));
	const state = STATES.find((one) => one === text) ?? 'unknown';
	const numberOf = (name: string): number | null => asNumber(row?.cell(name));
	const lostAtMs = numberOf('lostAt');
	const onCourse = numberOf('onCourse');
	return {
		state,
		status: statusOf(state, { lostAtMs, onCourse, target: numberOf('target') }),
		next: numberOf('next'),
		needed: numberOf('needed'),
		best: numberOf('best'),
		worst: numberOf('worst'),
		onCourse,
		lostAtMs,
		thresholdMs: numberOf('thresholdMs'),
		weeks: numberOf('weeks')
	};
}
