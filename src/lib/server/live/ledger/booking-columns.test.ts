import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SEGMENT_MEASURES, noMeasures } from '#lib/domain/metrics/measures.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import { QUARTER_MS } from '#lib/domain/metrics/interval.ts';
import { FLAGS, HANDLED_FLAG } from '../../queries/floor-bookings.ts';
import type { FloorBooking } from '../../queries/floor-bookings.ts';
import { BookingColumns } from './booking-columns.ts';
import type { RestingRow } from './booking-columns.ts';
import { BookingSums } from './booking-sums.ts';
import { differingGroups, groupOf } from './hour-check.ts';
import { PAGE_ROWS } from './pages.ts';

const BASE_MS = Date.UTC(2026, 9, 5, 9, 0, 0);
const HOURS = [0, 1, 2].map((hour) => BASE_MS / 1000 + hour * 3600);
const QUEUES = ['ventas', '', '__proto__', 'averías'];

const booking = fc.record({
	h: fc.constantFrom(...HOURS),
	i: fc.integer({ min: 0, max: 12 }).map((id) => `c${id}`),
	q: fc.constantFrom(...QUEUES),
	t: fc.integer({ min: BASE_MS, max: BASE_MS + 2 * 3_600_000 }),
	f: fc.integer({ min: 0, max: 2 ** FLAGS.length - 1 }),
	x: fc.integer({ min: 0, max: 5_000_000_000 }),
	y: fc.integer({ min: 0, max: 900_000 }),
	z: fc.integer({ min: 0, max: 900_000 })
});
const resting = fc.record({
	queue: fc.constantFrom(...QUEUES),
	startMs: fc.integer({ min: 0, max: 8 }).map((quarter) => BASE_MS + quarter * QUARTER_MS),
	measures: fc.array(fc.integer({ min: 0, max: 1e9 }), {
		minLength: SEGMENT_MEASURES.length,
		maxLength: SEGMENT_MEASURES.length
	})
});
const step = fc.oneof(
	{ weight: 8, arbitrary: fc.record({ kind: fc.constant('add' as const), booking }) },
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('contact' as const), booking }) },
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('hour' as const),
			booking,
			rows: fc.array(resting, { maxLength: 3 })
		})
	}
);

/** The same kept as plain lists. */
interface Plain {
	bookings: FloorBooking[];
	resting: (RestingRow & { hourS: number })[];
}

function measuresOf({ f, x, y, z }: FloorBooking): Measures {
	const measures = noMeasures();
	for (const [bit, measure] of FLAGS.entries()) measures[measure] = (f >> bit) & 1;
	if ((f & HANDLED_FLAG) === 0) return { ...measures, waitMs: x };
	return { ...measures, talkMs: x, holdMs: y, acwMs: z, handleMs: x + y + z };
}

function sumSince({ bookings, resting: rows }: Plain, fromMs: number): Map<string, Measures> {
	const sums = new Map<string, Measures>();
	const add = (queue: string, part: Partial<Measures>): void => {
		const sum = sums.get(queue) ?? noMeasures();
		for (const measure of SEGMENT_MEASURES) sum[measure] += part[measure] ?? 0;
		sums.set(queue, sum);
	};
	for (const one of bookings) if (one.t >= fromMs) add(one.q, measuresOf(one));
	for (const { queue, startMs, measures } of rows) {
		if (startMs < fromMs) continue;
		add(queue, Object.fromEntries(SEGMENT_MEASURES.map((name, at) => [name, measures[at] ?? 0])));
	}
	return sums;
}

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function follow(steps: readonly Step[]): {
	columns: BookingColumns;
	plain: Plain;
} {
	const columns = new BookingColumns();
	const plain: Plain = { bookings: [], resting: [] };
	for (const one of steps) {
		const { h, i } = one.booking;
		if (one.kind === 'add') {
			columns.add(one.booking);
			plain.bookings.push(one.booking);
		} else if (one.kind === 'contact') {
			columns.removeContact(h, i);
			plain.bookings = plain.bookings.filter((other) => other.h !== h || other.i !== i);
		} else {
			columns.removeHour(h);
			columns.addResting(h, one.rows);
			plain.bookings = plain.bookings.filter((other) => other.h !== h);
			plain.resting = [
				...plain.resting.filter(({ hourS }) => hourS !== h),
				...one.rows.map((row) => ({ ...row, hourS: h }))
			];
		}
	}
	return { columns, plain };
}

const sorted = (sums: ReadonlyMap<string, Measures>) =>
	[...sums].sort(([a], [b]) => (a < b ? -1 : 1));

const PATIENCE = { timeout: 60_000 };

describe('bookings in columns', PATIENCE, () => {
	test('sums are those of the bookings that are there, whatever came and went before', () => {
		fc.assert(
			fc.property(
				fc.array(step, { maxLength: 80 }),
				fc.array(fc.integer({ min: BASE_MS - 1000, max: BASE_MS + 7_300_000 }), {
					minLength: 1,
					maxLength: 3
				}),
				(steps, instants) => {
					const { columns, plain } = follow(steps);
					const contacts = new Set(plain.bookings.map(({ h, i }) => `${h} ${i}`));
					expect(columns.size).toBe(contacts.size);
					for (const [at, sums] of columns.windows(instants).entries())
						expect(sorted(sums.measures(columns.nameOf))).toEqual(
							sorted(sumSince(plain, instants[at] ?? 0))
						);
					const quarter = Math.floor((instants[0] ?? 0) / QUARTER_MS) * QUARTER_MS;
					const total = new BookingSums();
					for (const [, sums] of columns.quartersSince(quarter)) total.addAll(sums);
					expect(sorted(total.measures(columns.nameOf))).toEqual(sorted(sumSince(plain, quarter)));
				}
			),
			{ numRuns: 100 }
		);
	});

	test('a comparison names the groups of the contacts that differ, and no others', () => {
		fc.assert(
			fc.property(
				fc.array(booking, { minLength: 1, maxLength: 40 }),
				fc.nat(),
				(bookings, chosen) => {
					const whole = new BookingColumns();
					const lacking = new BookingColumns();
					const lost = bookings[chosen % bookings.length];
					for (const one of bookings) {
						whole.add(one);
						if (one !== lost) lacking.add(one);
					}
					const hourS = lost?.h ?? 0;
					const all = { hourS, fromMs: 0 };
					// What the database would say: all that differs from nothing, group by group.
					const stored = [...differingGroups([], whole, all)].map((g) => sumsOf(bookings, all, g));
					expect(differingGroups(stored, whole, all)).toEqual(new Set());
					expect(differingGroups(stored, lacking, all)).toEqual(new Set([groupOf(lost?.i ?? '')]));
				}
			)
		);
	});

	test('rows are used again, over many pages', () => {
		const columns = new BookingColumns();
		const one = { h: HOURS[0] ?? 0, q: 'ventas', t: BASE_MS, f: 1, x: 0, y: 0, z: 0 };
		for (let round = 0; round < 3; round++) {
			for (let id = 0; id < 2 * PAGE_ROWS + 10; id++) columns.add({ ...one, i: `c${id}` });
			expect(columns.windows([BASE_MS])[0]?.measures(columns.nameOf).get('ventas')).toMatchObject({
				offered: 2 * PAGE_ROWS + 10
			});
			columns.removeHour(one.h);
			expect(columns.size).toBe(0);
			expect(columns.quartersSince(0)).toEqual([]);
		}
	});
});

/** As the question `hourSums` has it. */
function sumsOf(
	bookings: readonly FloorBooking[],
	{ hourS }: { hourS: number },
	group: number
): { g: number; n: number; booked: number; said: number } {
	const theirs = bookings.filter(({ h, i }) => h === hourS && groupOf(i) === group);
	const sum = (of: (one: FloorBooking) => number): number =>
		theirs.reduce((total, one) => total + of(one), 0);
	const word = new Map(QUEUES.map((queue) => [queue, crc32(queue) % 65_536]));
	return {
		g: group,
		n: theirs.length,
		booked: sum(({ t }) => t),
		said: sum(({ f, x, y, z, q }) => f * 1_000_003 + x + 3 * y + 7 * z + (word.get(q) ?? 0))
	};
}
