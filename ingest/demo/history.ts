/** Loads past days through the backfill lane, the newest first, each once. */
import { earlierDays } from './earlier-days.ts';
import type { CloudEvent, TimedEvent } from './event-sheet.ts';
import type { HistoryMarker } from './history-marker.ts';
import { shiftDate } from './local-day.ts';
import type { Sender } from './sender.ts';
import { singleDay } from './single-day.ts';
import { simulateDay } from './simulate-day.ts';
import type { SimulatedDay } from './simulate-day.ts';

export const BACKFILL_EVENTS = 5000;
/** Requests on their way at once: ingest reads one while the next is made. */
const IN_FLIGHT = 2;

export interface HistoryProgress {
	/** From 0 to 1. */
	readonly progress: number;
	/** The day that was finished last; null before the first. */
	readonly day: string | null;
	readonly events: number;
}

export interface HistoryOptions {
	/** `date`: the first day that is not history any more. */
	readonly simulated: SimulatedDay;
	readonly days: number;
	/** Of which a day each is loaded after them. */
	readonly months: number;
	readonly marker: HistoryMarker;
	readonly sender: Pick<Sender, 'send'>;
	readonly onProgress: (progress: HistoryProgress) => void;
	readonly signal: AbortSignal;
}

export function* chunks(events: Iterable<TimedEvent>, size: number): Generator<CloudEvent[]> {
	let chunk: CloudEvent[] = [];
	for (const { event } of events) {
		chunk.push(event);
		if (chunk.length < size) continue;
		yield chunk;
		chunk = [];
	}
	if (chunk.length > 0) yield chunk;
}

export function missingDays({ simulated, days, months, marker }: HistoryOptions): string[] {
	const dates = Array.from({ length: days }, (_, index) => shiftDate(simulated.date, -1 - index));
	const all = new Set([...dates, ...earlierDays(simulated, months)]);
	return [...all].filter((date) => !marker.has(date));
}

/** The number of events sent, or null when it was ended before the whole day was on disk. */
async function sendDay(
	simulated: SimulatedDay,
	{ sender, isSingle }: Pick<HistoryOptions, 'sender'> & { readonly isSingle: boolean }
): Promise<number | null> {
	let events = 0;
	let lost = 0;
	const onTheWay = new Set<Promise<void>>();
	const day = isSingle ? singleDay(simulated) : simulateDay(simulated);
	for (const chunk of chunks(day, BACKFILL_EVENTS)) {
		const request = sender.send(chunk, 'backfill').then((taken) => {
			if (!taken) lost += chunk.length;
			onTheWay.delete(request);
		});
		// Whoever waits below is told of the first failure; the second needs a hearer too.
		request.catch(() => undefined);
		onTheWay.add(request);
		events += chunk.length;
		if (onTheWay.size >= IN_FLIGHT) await Promise.race(onTheWay);
	}
	await Promise.all(onTheWay);
	return lost === 0 ? events : null;
}

/** Throws SenderStopped. */
export async function loadHistory(options: HistoryOptions): Promise<void> {
	const { simulated, days, marker, sender, onProgress, signal } = options;
	const first = shiftDate(simulated.date, -days);
	const missing = missingDays(options);
	let events = 0;
	onProgress({ progress: missing.length === 0 ? 1 : 0, day: null, events });
	for (const [index, day] of missing.entries()) {
		if (signal.aborted) return;
		const sent = await sendDay({ ...simulated, date: day }, { sender, isSingle: day < first });
		if (sent === null) return;
		await marker.add(day);
		events += sent;
		onProgress({ progress: (index + 1) / missing.length, day, events });
	}
}
