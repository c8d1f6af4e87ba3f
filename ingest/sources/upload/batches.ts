/** Events gathered into requests of bounded size, with the lines they come from. */
import type { CloudEvent } from '../source.ts';

/** A place in the file and in the row of its events: everything before it is in requests up to here. */
export interface Position {
	readonly bytes: number;
	readonly events: number;
}

export interface Batch {
	/** One JSON text per event. */
	readonly bodies: readonly string[];
	/** Line of each event. */
	readonly lines: readonly number[];
	readonly position: Position;
}

export const BATCH_EVENTS = 5000;
export const BATCH_BYTES = 8 * 1024 * 1024;

export class BatchBuilder {
	#bodies: string[] = [];
	#lines: number[] = [];
	#bytes = 0;

	get isEmpty(): boolean {
		return this.#bodies.length === 0;
	}

	/** The batch that was complete before this event, at `position`; or null. */
	add(event: CloudEvent, line: number, position: Position): Batch | null {
		const body = JSON.stringify(event);
		const bytes = Buffer.byteLength(body) + 1;
		const full = this.#bodies.length >= BATCH_EVENTS || this.#bytes + bytes > BATCH_BYTES;
		const batch = full && !this.isEmpty ? this.take(position) : null;
		this.#bodies.push(body);
		this.#lines.push(line);
		this.#bytes += bytes;
		return batch;
	}

	take(position: Position): Batch {
		const batch = { bodies: this.#bodies, lines: this.#lines, position };
		this.#bodies = [];
		this.#lines = [];
		this.#bytes = 0;
		return batch;
	}
}

/** Two halves, for a server that takes less at a time. */
export function halves(batch: Batch): [Batch, Batch] {
	const middle = Math.ceil(batch.bodies.length / 2);
	const part = (from: number, to: number): Batch => ({
		bodies: batch.bodies.slice(from, to),
		lines: batch.lines.slice(from, to),
		position: batch.position
	});
	return [part(0, middle), part(middle, batch.bodies.length)];
}
