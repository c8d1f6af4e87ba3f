/** When contacts arrive: a Poisson process whose rate follows the hour, the weekday, the queue and the day's incidents. */
import { HOUR_MS, MINUTE_MS } from './local-day.ts';
import type { LocalDay } from './local-day.ts';
import type { QueueProfile } from './queues.ts';
import type { Random } from './random.ts';

// Contacts per hour relative to the mean of the hours listed; two peaks, and nights that never sleep.
const CALL_HOURS = [
	0.36, 0.32, 0.3, 0.29, 0.29, 0.32, 0.36, 0.55, 0.76, 1.15, 1.4, 1.48, 1.36, 1.15, 1, 0.95, 1.2,
	1.4, 1.45, 1.3, 1.08, 0.76, 0.52, 0.42
];
const WRITTEN_HOURS = [
	0.6, 0.52, 0.48, 0.45, 0.45, 0.46, 0.48, 0.6, 0.85, 1.15, 1.4, 1.45, 1.4, 1.2, 1.05, 1.05, 1.2,
	1.4, 1.5, 1.45, 1.3, 1.15, 0.95, 0.75
];
const LETTER_HOURS = [
	0.3, 0.2, 0.15, 0.12, 0.12, 0.2, 0.4, 0.8, 1.4, 1.9, 2, 1.9, 1.7, 1.3, 1.2, 1.3, 1.5, 1.6, 1.5,
	1.3, 1, 0.8, 0.6, 0.4
];
const HOURS: Readonly<Record<QueueProfile['kind'], readonly number[]>> = {
	call: CALL_HOURS,
	conversation: WRITTEN_HOURS,
	letter: LETTER_HOURS
};

/** From Sunday. Offices are closed at weekends, telephones in pockets are not. */
const WEEKDAY_FACTORS: Readonly<Record<QueueProfile['kind'], readonly number[]>> = {
	call: [0.45, 1.05, 1.02, 1, 0.99, 0.98, 0.52],
	conversation: [0.66, 1.03, 1.01, 1, 1, 1, 0.74],
	letter: [0.5, 1.08, 1.02, 1, 0.98, 0.95, 0.55]
};

/** Something broke in the network: more people get in touch, and not to praise. */
export interface Incident {
	readonly startMs: number;
	readonly endMs: number;
	/** At its height, how many times the usual number reach the fault line. */
	readonly factor: number;
}

/** How much of an incident is felt on each queue. */
const INCIDENT_SHARES: Readonly<Record<string, number>> = {
	averias: 1,
	redes: 0.9,
	'whatsapp-clientes': 0.35,
	soporte: 0.2
};

export function incidentsOf(day: LocalDay, random: Random): readonly Incident[] {
	const count = random.weighted([
		[0, 0.3],
		[1, 0.5],
		[2, 0.2]
	]);
	return Array.from({ length: count }, () => {
		const startMs = day.at(random.integer(9, 20), random.integer(0, 59));
		const endMs = startMs + random.integer(35, 75) * MINUTE_MS;
		return { startMs, endMs, factor: random.between(2.6, 4.5) };
	});
}

export const incidentAt = (incidents: readonly Incident[], instantMs: number): boolean =>
	incidents.some(({ startMs, endMs }) => instantMs >= startMs && instantMs < endMs);

function incidentFactor(
	incidents: readonly Incident[],
	queueId: string,
	instantMs: number
): number {
	const share = INCIDENT_SHARES[queueId];
	if (share === undefined) return 1;
	let factor = 1;
	for (const { startMs, endMs, factor: height } of incidents) {
		if (instantMs < startMs || instantMs >= endMs) continue;
		// Rises fast and fades: worst in the first half.
		const progress = (instantMs - startMs) / (endMs - startMs);
		factor += share * (height - 1) * Math.min(1, 2 * (1 - progress));
	}
	return factor;
}

/** Straight lines between the middles of the hours, so that the rate has no steps. */
function hourFactor(hours: readonly number[], hourOfDay: number): number {
	const position = hourOfDay - 0.5 + 24;
	const low = Math.floor(position);
	const weight = position - low;
	return (hours[low % 24] ?? 1) * (1 - weight) + (hours[(low + 1) % 24] ?? 1) * weight;
}

/** Instants of the day at which a contact reaches the queue, in order. */
export function arrivals(
	queue: QueueProfile,
	day: LocalDay,
	incidents: readonly Incident[],
	random: Random
): readonly number[] {
	const hours = HOURS[queue.kind];
	const sum = hours.reduce((total, weight) => total + weight, 0);
	const today = (WEEKDAY_FACTORS[queue.kind][day.weekday] ?? 1) * Math.exp(0.05 * random.normal());
	const instants: number[] = [];
	for (const { startMs, endMs, hourOfDay } of day.steps) {
		const perHour = (queue.perDay * today * hourFactor(hours, hourOfDay)) / sum;
		const gapMs = HOUR_MS / (perHour * incidentFactor(incidents, queue.id, startMs));
		// Without memory: starting each step afresh leaves the process what it is.
		let atMs = startMs + random.exponential(gapMs);
		while (atMs < endMs) {
			instants.push(Math.floor(atMs));
			atMs += random.exponential(gapMs);
		}
	}
	return instants;
}
