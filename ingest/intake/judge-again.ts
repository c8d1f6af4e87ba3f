/** Readings are judged when they are read, and may wait: for the rest of a body, for the disk, for the store. */
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import type { ParseOptions } from '#lib/domain/events/parse-event.ts';
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { redactEvent } from '#lib/domain/privacy/redact.ts';
import { refuse } from './read-event.ts';
import type { Reading } from './read-event.ts';

/** Who was erased, as it is known now. */
export interface ErasedNow {
	isErased(event: DomainEvent): boolean;
	/** Rises whenever somebody is added. */
	generation(): number;
}

/** The same readings, or what is left of those whose customer was erased since they were judged. */
export function judgeAgain(
	readings: readonly Reading[],
	erased: ErasedNow,
	options: ParseOptions
): readonly Reading[] {
	let judged = readings;
	// Judging may add the contact that an event begins, to which events in front of it may belong.
	for (let generation = erased.generation(); ; generation = erased.generation()) {
		if (!judged.some((reading) => isOlder(reading, generation))) return judged;
		judged = judged.map((reading) => judgeOne(reading, erased, options, generation));
	}
}

const isOlder = (reading: Reading, generation: number): boolean =>
	reading.ok && !reading.isErased && reading.generation < generation;

function judgeOne(
	reading: Reading,
	erased: ErasedNow,
	options: ParseOptions,
	generation: number
): Reading {
	if (!reading.ok || !isOlder(reading, generation)) return reading;
	const { candidate } = reading;
	if (!erased.isErased(candidate.event)) return { ...reading, generation };
	// It was parsed from these bytes, as an object.
	const value = JSON.parse(candidate.raw.toString('utf8')) as Record<string, unknown>;
	const kept = redactEvent(value);
	const parsed = parseEvent(kept, options);
	if (!parsed.ok) return refuse(parsed.error.code, parsed.error.message, parsed.error.field);
	const raw = Buffer.from(JSON.stringify(kept));
	return {
		ok: true,
		candidate: { ...candidate, event: parsed.event, raw },
		isErased: true,
		generation
	};
}
