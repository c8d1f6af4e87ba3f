/** What has to be read anew of which placement hours, by what is held of them and what the database says. Pure. */
import type { FloorHour } from '../../queries/floor-hours.ts';

/** Where the bookings of an hour came from. */
export type HeldHour =
	| { readonly from: 'roll'; readonly rollIds: readonly number[] }
	| {
			readonly from: 'facts';
			readonly rules: string;
			/** Clock of the database before it was read. */
			readonly readAtMs: number;
			/** The same of the last time it was found complete. */
			readonly completeAtMs: number;
	  };

export interface HourPlan {
	readonly facts: readonly FloorHour[];
	readonly rolls: readonly FloorHour[];
	/** Held, and older than whatever a floor shows. */
	readonly gone: readonly number[];
}

/** An insert says that it touched an hour before all of its rows can be read, and may take a minute and a half in all. */
export const INSERT_MS = 90_000;

/** Whether what is held may lack something that was stored since. */
export const mayLack = (touchedMs: number, readAtMs: number): boolean =>
	touchedMs > readAtMs - INSERT_MS;

const areSame = (a: readonly number[], b: readonly number[]): boolean =>
	a.length === b.length && a.every((id, index) => id === b[index]);

function isGood(hour: FloorHour, held: HeldHour | undefined, isUnsure: boolean): boolean {
	if (held === undefined) return false;
	if (hour.atRest === 1) return held.from === 'roll' && areSame(held.rollIds, hour.rollIds);
	if (held.from === 'roll' || held.rules !== hour.rules) return false;
	return !(isUnsure && mayLack(hour.touchedMs, held.readAtMs));
}

/** `isUnsure`: something was stored of which nobody said what it was. */
export function planHours(
	hours: readonly FloorHour[],
	held: ReadonlyMap<number, HeldHour>,
	isUnsure: boolean
): HourPlan {
	const due = hours.filter((hour) => !isGood(hour, held.get(hour.hourS), isUnsure));
	const there = new Set(hours.map(({ hourS }) => hourS));
	return {
		facts: due.filter(({ atRest }) => atRest === 0),
		rolls: due.filter(({ atRest }) => atRest === 1),
		gone: [...held.keys()].filter((hourS) => !there.has(hourS))
	};
}
