/** Sums by queue that bookings are added to and taken from again: whole numbers, so that nothing is lost on the way. */
import { SEGMENT_MEASURES, noMeasures } from '#lib/domain/metrics/measures.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import { FLAGS, HANDLED_FLAG } from '../../queries/floor-bookings.ts';
import type { Page } from './pages.ts';

/** One more than there are measures: how many bookings it holds, so that a queue without any is gone. */
const WIDTH = SEGMENT_MEASURES.length + 1;
const COUNT = SEGMENT_MEASURES.length;
const placeOf = (measure: (typeof SEGMENT_MEASURES)[number]): number =>
	SEGMENT_MEASURES.indexOf(measure);
const FLAG_PLACES = Uint8Array.from(FLAGS, placeOf);
const WAIT = placeOf('waitMs');
const HANDLE = placeOf('handleMs');
const TALK = placeOf('talkMs');
const HOLD = placeOf('holdMs');
const ACW = placeOf('acwMs');

/** The measures of one row, in the order of SEGMENT_MEASURES. */
export type Row = readonly number[];

export class BookingSums {
	/** By number of the queue. */
	readonly #queues = new Map<number, Float64Array>();

	get isEmpty(): boolean {
		return this.#queues.size === 0;
	}

	#sumOf(queue: number): Float64Array {
		const known = this.#queues.get(queue);
		if (known) return known;
		const sum = new Float64Array(WIDTH);
		this.#queues.set(queue, sum);
		return sum;
	}

	/** `sign` -1 takes away what was added before. */
	addBooking(page: Page, index: number, sign: 1 | -1): void {
		const queue = page.queue[index] ?? 0;
		const sum = this.#sumOf(queue);
		const flags = page.flags[index] ?? 0;
		for (let bit = 0; bit < FLAG_PLACES.length; bit++) {
			if ((flags & (1 << bit)) !== 0) add(sum, FLAG_PLACES[bit] ?? 0, sign);
		}
		const x = page.x[index] ?? 0;
		if ((flags & HANDLED_FLAG) === 0) add(sum, WAIT, sign * x);
		else {
			const y = page.y[index] ?? 0;
			const z = page.z[index] ?? 0;
			add(sum, TALK, sign * x);
			add(sum, HOLD, sign * y);
			add(sum, ACW, sign * z);
			add(sum, HANDLE, sign * (x + y + z));
		}
		this.#counted(queue, sum, sign);
	}

	addRow(queue: number, row: Row, sign: 1 | -1): void {
		const sum = this.#sumOf(queue);
		for (let place = 0; place < COUNT; place++) add(sum, place, sign * (row[place] ?? 0));
		this.#counted(queue, sum, sign);
	}

	addAll(others: BookingSums): void {
		for (const [queue, other] of others.#queues) {
			const sum = this.#sumOf(queue);
			for (let place = 0; place < WIDTH; place++) add(sum, place, other[place] ?? 0);
		}
	}

	#counted(queue: number, sum: Float64Array, sign: 1 | -1): void {
		add(sum, COUNT, sign);
		if (sum[COUNT] === 0) this.#queues.delete(queue);
	}

	measures(nameOf: (queue: number) => string): Map<string, Measures> {
		return new Map([...this.#queues].map(([queue, sum]) => [nameOf(queue), measuresOf(sum)]));
	}
}

function add(sum: Float64Array, place: number, part: number): void {
	sum[place] = (sum[place] ?? 0) + part;
}

/** Messages are not asked for on a wall: their measures are 0 here and no tile shows them. */
function measuresOf(sum: Float64Array): Measures {
	const measures = noMeasures();
	for (const [place, measure] of SEGMENT_MEASURES.entries()) measures[measure] = sum[place] ?? 0;
	return measures;
}
