/** The contacts a batch touches, by the hour they are stored under: what a commit notice names. */
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { MOST_NOTICE_BYTES } from '#lib/domain/events/notice.ts';
import type { Touched } from '#lib/domain/events/notice.ts';

type Placed = Pick<DomainEvent, 'name' | 'subject'>;

/** Beside the names a notice has a few words, and where traces are on up to 16 of 55 letters. */
const MOST_NAMES_BYTES = MOST_NOTICE_BYTES - 2048;
/** An hour, brackets and commas; far more than they take. */
const HOUR_BYTES = 24;

/** Null when the batch may touch others than those it names: the settings of a queue hold for all of its contacts. */
export function touchedOf(events: readonly Placed[], hours: readonly number[]): Touched | null {
	const byHour = new Map<number, Set<string>>();
	for (const [index, { name, subject }] of events.entries()) {
		if (name?.startsWith('reference.queue') === true) return null;
		if (name?.startsWith('interaction.') !== true) continue;
		const hourS = (hours[index] ?? 0) / 1000;
		const ids = byHour.get(hourS) ?? new Set<string>();
		byHour.set(hourS, ids.add(subject));
	}
	return [...byHour].map(([hourS, ids]) => [hourS, [...ids]]);
}

/** The same in parts that fit into a notice each; at least one, which may be empty. */
export function partsOf(touched: Touched): Touched[] {
	const parts: Touched[] = [];
	let part: Touched = [];
	let bytes = 0;
	for (const [hourS, ids] of touched) {
		let names: string[] | null = null;
		for (const id of ids) {
			const length = Buffer.byteLength(JSON.stringify(id)) + 1;
			if (bytes + length + HOUR_BYTES > MOST_NAMES_BYTES) {
				parts.push(part);
				part = [];
				bytes = 0;
				names = null;
			}
			if (names === null) {
				names = [];
				part.push([hourS, names]);
				bytes += HOUR_BYTES;
			}
			names.push(id);
			bytes += length;
		}
	}
	return [...parts, part];
}
