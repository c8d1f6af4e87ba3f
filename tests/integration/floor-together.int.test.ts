/** Who waits and what was answered are asked apart, and are on the wall together. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import type { Floor } from '#lib/server/live/floor.ts';
import { FloorReader } from '#lib/server/live/floor-reader.ts';
import type { BoardNeeds } from '#lib/server/live/needs.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { insertEvents, placeByFirst } from '../support/events.ts';
import { knownEvent } from '../support/known-event.ts';
import { until } from '../support/until.ts';

const NEEDS: BoardNeeds = {
	rolling: true,
	todayZones: new Set(),
	agents: false,
	trend: false,
	usualZones: new Set(),
	quality: false
};

let engine: TestEngine;
beforeAll(async () => {
	engine = await startTestEngine();
	await applySchema(engine.clickhouse);
});
afterAll(() => engine.stop());

/** Answers who waits only when told to, as it was when it was asked. */
function withGate(clickhouse: ClickHouse) {
	let gate: Promise<void> = Promise.resolve();
	let failure: Error | null = null;
	const gated: ClickHouse = Object.create(clickhouse, {
		query: {
			value: async (...[lane, definition, ...rest]: Parameters<ClickHouse['query']>) => {
				const ask = clickhouse.query.bind(clickhouse) as (...given: unknown[]) => Promise<object[]>;
				const rows = await ask(lane, definition, ...rest);
				if (definition.name !== 'live-waiting') return rows;
				await gate;
				if (failure) throw failure;
				return rows;
			}
		}
	}) as ClickHouse;
	return {
		clickhouse: gated,
		close(): () => void {
			let open = (): void => undefined;
			gate = new Promise((resolve) => {
				open = resolve;
			});
			return open;
		},
		fail(error: Error | null): void {
			failure = error;
		}
	};
}

/** A reader that is asked as the hub does it, and everything it ever showed. */
function watch(clickhouse: ClickHouse) {
	const reader = new FloorReader({
		clickhouse,
		tenant: 'default',
		now: Date.now,
		notices: () => 'connected',
		onError: () => undefined
	});
	const shown: Floor[] = [];
	/** By how many milliseconds the instant of the numbers ever fell. */
	const backwards: number[] = [];
	let asOfMs = 0;
	const ask = (): void => {
		reader.ask(NEEDS, () => {
			shown.push(reader.floor);
		});
		const nowMs = reader.asOfMs ?? asOfMs;
		if (nowMs < asOfMs) backwards.push(nowMs - asOfMs);
		asOfMs = nowMs;
	};
	const timer = setInterval(ask, 10);
	return {
		reader,
		shown,
		backwards,
		stop: () => {
			clearInterval(timer);
		}
	};
}

const placed = placeByFirst();
let batches = 0;
const insert = async (reader: FloorReader, ...events: KnownEvent[]): Promise<void> => {
	await insertEvents(engine.clickhouse, events, placed, `together-${++batches}`);
	reader.committed({ evaluations: false });
};

const waitingIn = (floor: Floor, queue: string): number => floor.waiting.get(queue)?.waiting ?? 0;
const answeredIn = (floor: Floor, queue: string): number =>
	floor.rolling['60m'].get(queue)?.answered ?? 0;

const call = (id: string, queue: string) => {
	const atMs = Date.now();
	return {
		begins: [
			knownEvent('interaction.created', id, atMs - 9000, { channel: 'voice' }),
			knownEvent('interaction.queued', id, atMs - 8000, { queue })
		],
		ends: [
			knownEvent('interaction.accepted', id, atMs - 3000, { agent: 'ana' }),
			knownEvent('interaction.ended', id, atMs - 1000, { by: 'customer' })
		]
	};
};

/** A reader behind a gate, and a contact that waits on its floor. */
async function withWaiting(id: string, queue: string) {
	const gate = withGate(engine.clickhouse);
	const watched = watch(gate.clickhouse);
	const { begins, ends } = call(id, queue);
	await insert(watched.reader, ...begins);
	await until('it waits', () => Promise.resolve(waitingIn(watched.reader.floor, queue) === 1));
	return { gate, ends, ...watched };
}

test('[P4] a contact is never counted as answered while it still waits on the wall', async () => {
	const { gate, ends, reader, shown, backwards, stop } = await withWaiting('together-1', 'juntas');
	const open = gate.close();
	// A question that was asked before the answer is known, and is late.
	reader.committed({ evaluations: false });
	await sleep(200);
	await insert(reader, ...ends);
	await sleep(800);
	expect([waitingIn(reader.floor, 'juntas'), answeredIn(reader.floor, 'juntas')]).toEqual([1, 0]);
	open();
	await until('it is answered', () => Promise.resolve(answeredIn(reader.floor, 'juntas') === 1));
	stop();
	expect(backwards).toEqual([]);
	const both = shown.filter(
		(floor) => waitingIn(floor, 'juntas') === 1 && answeredIn(floor, 'juntas') === 1
	);
	expect(both).toEqual([]);
});

test('sums are shown by themselves where nobody can say who waits', async () => {
	const { gate, ends, reader, backwards, stop } = await withWaiting('together-2', 'solas');
	gate.fail(new Error('who waits cannot be read'));
	await insert(reader, ...ends);
	await until('it is answered', () => Promise.resolve(answeredIn(reader.floor, 'solas') === 1));
	expect(waitingIn(reader.floor, 'solas')).toBe(1);
	stop();
	expect(backwards).toEqual([]);
});

test('a question that does not come back holds nothing up for long', async () => {
	const { gate, ends, reader, backwards, stop } = await withWaiting('together-3', 'lentas');
	const open = gate.close();
	const shownUntilMs = reader.asOfMs;
	await insert(reader, ...ends);
	const heardAtMs = Date.now();
	await sleep(800);
	// Sums that are read and not shown are no numbers of now, and those that are shown still have what they had.
	expect([answeredIn(reader.floor, 'lentas'), reader.asOfMs]).toEqual([0, expect.any(Number)]);
	expect(reader.asOfMs).toBeLessThanOrEqual(heardAtMs);
	expect(reader.asOfMs).toBeGreaterThanOrEqual(shownUntilMs ?? Infinity);
	const commits = setInterval(() => {
		reader.committed({ evaluations: false });
	}, 100);
	await until('it is answered', () => Promise.resolve(answeredIn(reader.floor, 'lentas') === 1));
	clearInterval(commits);
	expect(waitingIn(reader.floor, 'lentas')).toBe(1);
	open();
	stop();
	expect(backwards).toEqual([]);
});
