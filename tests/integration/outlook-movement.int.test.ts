import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING, NOTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { answerOutlook } from '#lib/server/outlook/answer-outlook.ts';
import { outlookRows } from '#lib/server/live/outlook-rows.ts';
import { EMPTY_FLOOR, readTotals, readWaiting } from '#lib/server/live/floor.ts';
import { FloorLedger } from '#lib/server/live/ledger/floor-ledger.ts';
import { UsualReader } from '#lib/server/live/usual-reader.ts';
import { narrowFloor } from '#lib/server/live/narrow.ts';
import { needsOf } from '#lib/server/live/needs.ts';
import { readMovementPage } from '#lib/server/movement/movement-page.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { insertEvents, placeByFirst } from '../support/events.ts';
import { knownEvent } from '../support/known-event.ts';

const tenant = 'default';
const zone = 'UTC';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
/** Ten in the morning, whenever the test runs. */
const now = midnight + 10 * HOUR_MS;

let serial = 0;
/** A call; within T when it waits at most 20 s. */
function call(queue: string, atMs: number, waitMs: number | null) {
	const id = `call-${serial++}`;
	return [
		knownEvent('interaction.created', id, atMs, { channel: 'voice' }),
		knownEvent('interaction.queued', id, atMs, { queue }),
		...(waitMs === null
			? []
			: [
					knownEvent('interaction.accepted', id, atMs + waitMs, { agent: `${queue}1` }),
					knownEvent('interaction.ended', id, atMs + waitMs + 30_000, { by: 'customer' })
				])
	];
}
const calls = (queue: string, atMs: number, count: number, waitMs: number | null) =>
	Array.from({ length: count }, (_, index) => call(queue, atMs + index * 1000, waitMs)).flat();

const scoped = (queues: string[]): RowScope => ({ ...EVERYTHING, queues });

describe('how the day may end, and why a number moved', () => {
	let engine: TestEngine;

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		const events = [
			// Today so far: 70 of 90 in time in a, none in b; two wait, one of them beyond T.
			...calls('a', midnight + 8 * HOUR_MS, 70, 10_000),
			...calls('a', midnight + 8 * HOUR_MS + 20 * 60_000, 20, 60_000),
			...call('a', now - 60_000, null),
			...call('a', now - 5000, null),
			// The same weekday of two weeks: 30 and 50 in the afternoon, and what is over by now.
			...calls('a', midnight - 7 * DAY_MS + 15 * HOUR_MS, 30, 10_000),
			...calls('a', midnight - 14 * DAY_MS + 15 * HOUR_MS, 50, 10_000),
			...calls('a', midnight - 7 * DAY_MS + 8 * HOUR_MS, 10, 10_000),
			// Another day of the week says nothing.
			...calls('a', midnight - 6 * DAY_MS + 15 * HOUR_MS, 500, 10_000),
			...calls('b', midnight - 7 * DAY_MS + 16 * HOUR_MS, 11, 60_000)
		];
		await insertEvents(engine.clickhouse, events, placeByFirst(), 'outlook');
	});
	afterAll(() => engine.stop());

	const options = (scope: RowScope) => ({
		clickhouse: engine.clickhouse,
		tenant,
		scope,
		now: () => now
	});

	test('the forecast is the mean of the same weekday, and the rest of the day has to bring what is missing', async () => {
		const answer = await answerOutlook({ target: 0.8, queues: ['a'], zone }, options(EVERYTHING));
		expect(answer).toMatchObject({ value: 70 / 90, numerator: 70, denominator: 90 });
		// 40 are expected and one waits in time; 0.8 × (90 + 1 + 41) = 105.6, so 106 − 70 = 36.
		expect(answer.outlook).toMatchObject({ state: 'possible', next: 41, needed: 36, weeks: 2 });
	});

	test('queues add up, and those out of reach are not there', async () => {
		const all = await answerOutlook({ target: 0.8, queues: [], zone }, options(EVERYTHING));
		expect(all.outlook?.next).toBe(52);
		const own = await answerOutlook({ target: 0.8, queues: [], zone }, options(scoped(['b'])));
		expect(own.outlook?.next).toBe(11);
		const none = await answerOutlook({ target: 0.8, queues: ['a'], zone }, options(NOTHING));
		expect(none).toMatchObject({ denominator: 0, outlook: null });
	});

	test('the tile of a wall says the same, for each scope its own', async () => {
		const tile = {
			id: 'end',
			kind: 'outlook' as const,
			width: 4,
			height: 3,
			title: '',
			queues: [],
			target: 0.8
		};
		const needs = needsOf([{ tiles: [tile], zone }], zone);
		const reading = {
			clickhouse: engine.clickhouse,
			tenant,
			nowMs: now,
			needs,
			before: EMPTY_FLOOR,
			ledger: new FloorLedger({ clickhouse: engine.clickhouse, tenant })
		};
		const errors: unknown[] = [];
		const usual = new UsualReader({
			clickhouse: engine.clickhouse,
			tenant,
			onError: (error) => errors.push(error)
		});
		const floor = {
			...EMPTY_FLOOR,
			waiting: await readWaiting(reading),
			...(await readTotals(reading, true)),
			usual: await usual.read(needs.usualZones, now)
		};
		expect(errors).toEqual([]);
		const cellsFor = (scope: RowScope, queues: string[]) =>
			outlookRows(tile, queues, { floor: narrowFloor(floor, scope), nowMs: now, zone, scope })[
				'total'
			];
		expect(cellsFor(EVERYTHING, ['a'])).toMatchObject({
			state: 'possible',
			next: 41,
			needed: 36,
			weeks: 2
		});
		expect(cellsFor(scoped(['b']), ['b'])).toMatchObject({ next: 11 });
		expect(cellsFor(scoped(['b']), ['a'])).toMatchObject({ state: 'unknown' });
	});

	test('the parts of a change add up to it, with the names of queues in reach only', async () => {
		const day = (offset: number): string =>
			new Date(midnight + offset * DAY_MS).toISOString().slice(0, 10);
		const query = new URLSearchParams({
			metric: 'service_level',
			beforeFrom: day(-7),
			beforeTo: day(-7),
			from: day(0),
			to: day(0)
		});
		const page = await readMovementPage(query, zone, options(EVERYTHING));
		expect(page.trouble).toBeNull();
		const { found } = page;
		// 40 of 51, and 70 of 90.
		expect(found?.before).toBeCloseTo(40 / 51, 12);
		expect(found?.after).toBeCloseTo(70 / 90, 12);
		const parts = found ? [...Object.values(found.mix), found.rate] : [];
		expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(70 / 90 - 40 / 51, 12);
		expect(found?.by.queue.cells.map(({ key }) => key).sort()).toEqual(['a', 'b']);
		const own = await readMovementPage(query, zone, options(scoped(['a'])));
		expect(own.found?.by.queue.cells.map(({ key }) => key)).toEqual(['a']);
		const other = await readMovementPage(query, zone, options(scoped(['b'])));
		expect(other).toMatchObject({ found: null, trouble: null });
	});

	test('what cannot be split says so', async () => {
		const page = await readMovementPage(
			new URLSearchParams({ metric: 'offered' }),
			zone,
			options(EVERYTHING)
		);
		expect(page.trouble?.kind).toBe('fault');
	});
});
