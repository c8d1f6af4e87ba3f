/**
 * Time in which a queue is attended, by asking of one instant after the other whether it is open: the second witness of
 * business time. Settings of a test must change on multiples of five minutes of the clock, versions may whenever they like.
 */
import { isOpenAt } from '#lib/domain/queues/opening.ts';
import type { ScheduleVersion } from '#lib/domain/queues/open-time.ts';

const STEP_MS = 5 * 60_000;

export interface QueueSchedule {
	readonly versions: readonly ScheduleVersion[];
	/** Where no version names one. */
	readonly zone: string;
}

/** What holds at an instant; null: the queue has no schedule yet. */
export function scheduleInForce({ versions, zone }: QueueSchedule, atMs: number) {
	let [hours, holidays, place]: [
		ScheduleVersion['hours'],
		ScheduleVersion['holidays'],
		string | null
	] = [null, null, null];
	for (const version of [...versions].sort((a, b) => a.validFromMs - b.validFromMs)) {
		if (version.validFromMs > atMs) break;
		hours = version.hours ?? hours;
		holidays = version.holidays ?? holidays;
		place = version.zone ?? place;
	}
	if (hours === null) return null;
	return {
		hours: hours === 'always' ? null : hours,
		holidays: [...(holidays ?? [])],
		zone: place ?? zone
	};
}

/** Milliseconds between two instants; null where there is no schedule at the first. */
export function businessMs(
	schedule: QueueSchedule | undefined,
	fromMs: number,
	toMs: number
): number | null {
	if (!schedule || scheduleInForce(schedule, fromMs) === null) return null;
	const moments = schedule.versions.map(({ validFromMs }) => validFromMs);
	let total = 0;
	for (let atMs = fromMs; atMs < toMs;) {
		const step = (Math.floor(atMs / STEP_MS) + 1) * STEP_MS;
		const nextMs = Math.min(step, toMs, ...moments.filter((ms) => ms > atMs));
		const now = scheduleInForce(schedule, atMs);
		if (now && isOpenAt(now, atMs)) total += nextMs - atMs;
		atMs = nextMs;
	}
	return total;
}
