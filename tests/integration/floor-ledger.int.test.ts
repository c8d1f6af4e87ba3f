import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import type { Touched } from '#lib/domain/events/notice.ts';
import { SEGMENT_MEASURES } from '#lib/domain/metrics/measures.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import { startOfDayMs } from '#lib/domain/metrics/interval.ts';
import { FloorLedger } from '#lib/server/live/ledger/floor-ledger.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { rollUp } from '../../clickhouse/roll-up.ts';
import { touchedOf } from '../../ingest/write/touched.ts';
import { repairPlacements } from '../../ingest/write/placement-repair.ts';
import { interactionEvents } from '../support/arbitrary-interactions.ts';
import { makeDataDir, removeDataDir, startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { knownEvent } from '../support/known-event.ts';
import { FLOOR_BASE_MS, randomFloor } from '../support/random-floor.ts';
import { trendFrom, witnessQuarters, witnessSums } from '../support/floor-sums.ts';

const tenant = 'default';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ZONES = ['UTC', 'Europe/Madrid', 'Asia/Kathmandu', 'Pacific/Auckland', 'America/St_Johns'];
/** Half an hour after the middle of the minute in which random floors happen. */
const NOW_MS = FLOOR_BASE_MS + 30 * MINUTE_MS + 12_345;

type Sums = ReadonlyMap<string, Measures> | Partial<Record<string, Measures>>;

const isMap = (sums: Sums): sums is ReadonlyMap<string, Measures> => sums instanceof Map;

/** What adds something; a queue with zeros is one that is not there. */
function said(sums: Sums): object {
	const rows = isMap(sums) ? [...sums] : Object.entries(sums);
	const lines = rows.flatMap(([queue, measures]) => {
		const values = SEGMENT_MEASURES.map((measure) => measures?.[measure] ?? 0);
		return values.some((value) => value !== 0) ? [[queue, values.join(' ')] as const] : [];
	});
	return Object.fromEntries(lines.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('the ledger of the floor', () => {
	let engine: TestEngine;
	let ledger: FloorLedger;
	let clockMs = 0;
	let batches = 0;
	let rounds = 0;
	const moved = new Map<string, number>();

	const hourOf = (event: KnownEvent): number => {
		// As the writer does: the hour of the first event that was seen.
		const known = moved.get(event.subject);
		const hour = known ?? floorHour(event.occurredAtMs);
		if (event.name.startsWith('interaction.')) moved.set(event.subject, hour);
		return hour;
	};
	const store = async (events: readonly KnownEvent[]): Promise<Touched | null> => {
		const hours = events.map(hourOf);
		await insertEvents(
			engine.clickhouse,
			events,
			(event) => hours[events.indexOf(event)] ?? 0,
			`ledger-${++batches}`
		);
		return touchedOf(events, hours);
	};
	/** Stored, and named by a notice. */
	const commit = async (...events: KnownEvent[]): Promise<void> => {
		ledger.note(await store(events));
	};
	const command = (sql: string) => engine.clickhouse.command('test-ledger', sql);
	/** Of every window, quarter, and of today in a zone that is another each time. */
	const agree = async (nowMs = NOW_MS): Promise<void> => {
		await ledger.refresh(nowMs);
		const asked = { clickhouse: engine.clickhouse, tenant, nowMs };
		const zone = ZONES[++rounds % ZONES.length] ?? 'UTC';
		const [witness, quarters] = await Promise.all([
			witnessSums(asked, zone),
			witnessQuarters(asked, trendFrom(nowMs))
		]);
		const windows = ledger.windows({
			'15m': nowMs - 15 * MINUTE_MS,
			'30m': nowMs - 30 * MINUTE_MS,
			'60m': nowMs - 60 * MINUTE_MS
		});
		expect(said(ledger.since(startOfDayMs(nowMs, zone))), zone).toEqual(said(witness.today));
		for (const window of ['15m', '30m', '60m'] as const)
			expect(said(windows[window]), window).toEqual(said(witness[window]));
		const held = ledger.quarters(trendFrom(nowMs));
		const starts = new Set([...Object.keys(quarters), ...[...held.keys()].map(String)]);
		for (const start of starts)
			expect(said(held.get(Number(start)) ?? new Map()), start).toEqual(
				said(quarters[start] ?? {})
			);
	};
	const call = (id: string, atMs: number, queue = 'ventas'): KnownEvent[] => [
		knownEvent('interaction.created', id, atMs, { channel: 'voice' }),
		knownEvent('interaction.queued', id, atMs + 100, { queue }),
		knownEvent('interaction.accepted', id, atMs + 8000, { agent: 'ana' }),
		knownEvent('interaction.ended', id, atMs + 70_000, { by: 'customer' })
	];
	const offeredToday = (): number =>
		[...ledger.since(startOfDayMs(NOW_MS, 'UTC')).values()].reduce(
			(sum, { offered }) => sum + offered,
			0
		);

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		await store(randomFloor(40, 1));
	});
	beforeEach(() => {
		ledger = new FloorLedger({ clickhouse: engine.clickhouse, tenant, clock: () => clockMs });
	});
	afterAll(() => engine.stop());

	test('a first reading says what the database says', async () => {
		await agree();
		expect(ledger.contacts).toBeGreaterThan(10);
	});

	test('random floors, in pieces, late, twice and in any order, agree after each commit', async () => {
		await agree();
		const seeds = fc.sample(fc.integer({ min: 2, max: 1_000_000 }), { numRuns: 2, seed: 7 });
		for (const seed of seeds) {
			const contacts = fc
				.sample(interactionEvents(`any-${seed}`, true), { numRuns: 1, seed })
				.flat();
			const floor = [...randomFloor(25, seed), ...contacts];
			const shuffled = fc.sample(
				fc.shuffledSubarray(floor, { minLength: floor.length, maxLength: floor.length }),
				{ numRuns: 1, seed }
			)[0];
			const size = Math.ceil(floor.length / 3);
			for (let from = 0; from < floor.length; from += size) {
				const part = shuffled?.slice(from, from + size) ?? [];
				// Some come again with the next batch.
				await commit(...part, ...(shuffled?.slice(0, from / 8) ?? []));
				await agree();
			}
		}
	});

	test('only what was named is read again, and what was not is not', async () => {
		await ledger.refresh(NOW_MS);
		const before = offeredToday();
		await store(call('unnamed', FLOOR_BASE_MS));
		await ledger.refresh(NOW_MS);
		expect(offeredToday()).toBe(before);
		await commit(...call('named', FLOOR_BASE_MS));
		await ledger.refresh(NOW_MS);
		expect(offeredToday()).toBe(before + 1);
		// Of a commit without names anything may have changed.
		ledger.note(null);
		await agree();
		expect(offeredToday()).toBe(before + 2);
	});

	test('a lost notice is found by comparing, and by nothing but that', async () => {
		await agree();
		await store(call('lost', FLOOR_BASE_MS));
		const before = offeredToday();
		for (let round = 0; round < 12 && ledger.missed === 0; round++) {
			clockMs += 6000;
			await ledger.refresh(NOW_MS);
		}
		expect(ledger.missed).toBe(1);
		expect(offeredToday()).toBe(before + 1);
		await agree();
	});

	test('contacts whose commit is named soon after it can be read are nothing that was missed', async () => {
		await agree();
		const touched = await store(call('soon', FLOOR_BASE_MS));
		for (let round = 0; round < 12; round++) {
			clockMs += 6000;
			await ledger.refresh(NOW_MS);
			if (round === 0) ledger.note(touched);
		}
		expect(ledger.missed).toBe(0);
		await agree();
	});

	test('settings that change are known with their commit', async () => {
		await agree();
		await commit(
			knownEvent('reference.queue', 'ventas', FLOOR_BASE_MS - HOUR_MS, {
				name: 'Ventas',
				channel: 'voice',
				serviceLevel: { thresholdSeconds: 3 }
			})
		);
		await agree();
	});

	test('hours that come to rest are read from their roll, and from their facts once they are touched', async () => {
		await agree();
		const contacts = ledger.contacts;
		await command('OPTIMIZE TABLE touched_hours FINAL');
		await command(
			`ALTER TABLE touched_hours UPDATE touched_at = now64(3) - INTERVAL 80 MINUTE WHERE 1 SETTINGS mutations_sync = 1`
		);
		await rollUp(engine.clickhouse, { tenant, nowMs: Date.now() });
		clockMs += 6000;
		// To the quarter of an hour: an hour at rest knows no other instants.
		await agree(FLOOR_BASE_MS + 15 * MINUTE_MS);
		expect(ledger.contacts).toBe(0);
		await commit(...call('late', FLOOR_BASE_MS + MINUTE_MS));
		await agree();
		expect(ledger.contacts).toBeGreaterThan(contacts);
	});

	test('an hour that is closed says what its roll says, whatever comes', async () => {
		await agree();
		await rollUp(engine.clickhouse, { tenant, nowMs: Date.now(), quietMs: 0 });
		await command(
			`INSERT INTO closed_hours SELECT tenant, placement_hour, 1, now64(3) FROM hour_rolls WHERE placement_hour = toDateTime(${FLOOR_BASE_MS / 1000}, 'UTC')`
		);
		clockMs += 6000;
		await agree();
		await commit(...call('too-late', FLOOR_BASE_MS + 2 * MINUTE_MS));
		await agree();
		await command(
			`INSERT INTO closed_hours SELECT tenant, placement_hour, 0, now64(3) FROM closed_hours FINAL WHERE closed = 1`
		);
		clockMs += 6000;
		await agree();
	});

	test('a contact that lay under two hours counts once after it was put together', async () => {
		const directory = await makeDataDir();
		try {
			const [created, queued, ...rest] = call('torn', FLOOR_BASE_MS + 3 * MINUTE_MS);
			if (!created || !queued) throw new Error('a call has events');
			const place = async (events: KnownEvent[], hourMs: number): Promise<void> => {
				await insertEvents(engine.clickhouse, events, () => hourMs, `ledger-${++batches}`);
				ledger.note(
					touchedOf(
						events,
						events.map(() => hourMs)
					)
				);
			};
			await ledger.refresh(NOW_MS);
			await place([created, queued], FLOOR_BASE_MS);
			await place([queued, ...rest], FLOOR_BASE_MS - HOUR_MS);
			await agree();
			await repairPlacements({
				clickhouse: () => engine.clickhouse,
				directory,
				onRepaired(subject, hourMs, leftMs) {
					ledger.note([hourMs, ...leftMs].map((ms) => [ms / 1000, [subject]]));
				}
			});
			const before = offeredToday();
			await agree();
			expect(offeredToday()).toBe(before - 1);
		} finally {
			await removeDataDir(directory);
		}
	});

	test('a rebuild changes nothing', async () => {
		await agree();
		await rebuild({
			clickhouse: engine.clickhouse,
			now: Date.now,
			onProgress: () => undefined,
			signal: new AbortController().signal
		});
		clockMs += 6000;
		await agree();
		await commit(...call('after-rebuild', FLOOR_BASE_MS));
		await agree();
	});

	test('a reading that fails loses nothing of what was named', async () => {
		await agree();
		await commit(...call('failing', FLOOR_BASE_MS));
		await command('RENAME TABLE segment_states TO segment_states_hidden');
		await expect(ledger.refresh(NOW_MS)).rejects.toThrow('failed');
		await command('RENAME TABLE segment_states_hidden TO segment_states');
		await agree();
	});

	test('days end: hours nobody shows any more are forgotten', async () => {
		await agree();
		clockMs += 6000;
		await command('TRUNCATE TABLE touched_hours');
		await ledger.refresh(NOW_MS);
		expect(ledger.contacts).toBe(0);
		expect(offeredToday()).toBe(0);
	});
});
