/** Costs, revenue and penalties out of real events, rates and contracts, against what a person works out on paper. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TeamNode } from '#lib/domain/access/team.ts';
import { addReadings } from '#lib/domain/scorecard/reading.ts';
import type { MoneyFormula } from '#lib/domain/scorecard/money.ts';
import type { ClientContract } from '#lib/domain/scorecard/money/contract.ts';
import type { CostRate } from '#lib/domain/scorecard/money/cost-rate.ts';
import { createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Actor } from '#lib/server/audit/audit-log.ts';
import { createMoneyStore } from '#lib/server/scorecards/money/money-store.ts';
import type { MoneyStore } from '#lib/server/scorecards/money/money-store.ts';
import { moneyBasis, readMoney } from '#lib/server/scorecards/money/money-readings.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { insertEvents, placeByFirst } from '../support/events.ts';
import { knownEvent } from '../support/known-event.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const DIRECTOR: Actor = { kind: 'person', id: 'dora', name: 'Dora', address: '' };
const MINUTE_MS = 60_000;
const rate = (change: Partial<CostRate>): CostRate => ({
	...{ kind: 'labour', name: '', basis: 'contact', channels: [], cents: 0 },
	...change
});
const CONTRACT: ClientContract = {
	name: 'Acme 2026',
	terms: [
		{ basis: 'contact', channels: ['voice'], cents: 500 },
		{ basis: 'month', channels: [], cents: 100_000 }
	],
	clauses: [
		{
			...{ metric: 'abandon_rate', channels: ['voice'], queues: [], leastN: 10 },
			steps: [
				{ from: null, effect: { kind: 'share', basisPoints: 0 } },
				{ from: 0.05, effect: { kind: 'share', basisPoints: -200 } },
				{ from: 0.08, effect: { kind: 'share', basisPoints: -500 } }
			]
		}
	],
	...{ penaltyCap: 300, bonusCap: null }
};

onBothStores('rates and contracts', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let money: MoneyStore;
	let audit: ReturnType<typeof createAuditLog>;

	beforeEach(async () => {
		place = await newPlace();
		store = await place.open();
		audit = createAuditLog(store.database, Buffer.alloc(32), Date.now);
		money = createMoneyStore(store.database, { audit, now: Date.now });
	});
	afterEach(() => place.remove());

	test('are kept as they were added, and only ever withdrawn', async () => {
		const first = { team: 'acme', rate: rate({ cents: 85 }), validFrom: '2026-01-01' };
		const id = await money.addRate(first, DIRECTOR);
		await money.addRate({ ...first, validFrom: '2026-03-01' }, DIRECTOR);
		expect((await money.rates()).map(({ validFrom }) => validFrom)).toEqual([
			'2026-03-01',
			'2026-01-01'
		]);
		expect(await money.withdrawRate(id, DIRECTOR)).toBe(true);
		expect(await money.withdrawRate(id, DIRECTOR)).toBe(false);
		expect(await money.withdrawContract(id, DIRECTOR)).toBe(false);
		expect((await money.rates()).find((one) => one.id === id)).toMatchObject({
			...first,
			isWithdrawn: true
		});
		const contract = { team: 'acme', contract: CONTRACT, validFrom: '2026-03-01' };
		const signed = await money.addContract(contract, DIRECTOR);
		expect(await money.contracts()).toMatchObject([
			{ ...contract, id: signed, isWithdrawn: false }
		]);
		const told = await audit.list({ limit: 10 });
		expect(told.map(({ action }) => action)).toEqual([
			...['client-contract.added', 'cost-rate.withdrawn'],
			...['cost-rate.added', 'cost-rate.added']
		]);
	});
});

const node = (id: string, parent: string | null, change: Partial<TeamNode>): TeamNode => ({
	...{ id, parent, kind: parent === null ? 'company' : 'client', name: id, position: 0 },
	...{ queues: [], words: [] },
	...change
});
const NODES: TeamNode[] = [
	node('company', null, {}),
	node('acme', 'company', { queues: ['a-voice', 'a-social'], words: ['norte'] }),
	node('beta', 'company', { queues: ['b-voice'], words: ['sur'] })
];

let serial = 0;
interface Given {
	readonly queue: string;
	readonly minutes: number;
	readonly customer?: string | undefined;
}
/** A contact that waits five seconds, and is handled for so many minutes. */
function contact(atMs: number, { queue, minutes, customer }: Given) {
	const id = `money-${serial++}`;
	const channel = queue.endsWith('social') ? 'social' : 'voice';
	return [
		knownEvent('interaction.created', id, atMs, { channel, ...(customer ? { customer } : {}) }),
		knownEvent('interaction.queued', id, atMs, { queue }),
		knownEvent('interaction.accepted', id, atMs + 5000, { agent: 'ana' }),
		knownEvent('interaction.ended', id, atMs + 5000 + minutes * MINUTE_MS, { by: 'customer' })
	];
}
const several = (from: string, customers: readonly (string | undefined)[], given: Given) =>
	customers.flatMap((customer, index) =>
		contact(Date.parse(from) + index * 10 * MINUTE_MS, { ...given, customer })
	);
const lost = (at: string) => {
	const id = `money-${serial++}`;
	return [
		knownEvent('interaction.created', id, Date.parse(at), { channel: 'voice' }),
		knownEvent('interaction.queued', id, Date.parse(at), { queue: 'a-voice' }),
		knownEvent('interaction.ended', id, Date.parse(at) + 90_000, { by: 'customer' })
	];
};
const nobody = (count: number): undefined[] => Array.from({ length: count }, () => undefined);
const people = (count: number): string[] =>
	Array.from({ length: count }, (_, index) => `customer-${index}`);

const EVENTS = [
	...several('2026-03-05T09:00:00Z', people(10), { queue: 'a-voice', minutes: 6 }),
	// Two of them come back within the week.
	...several('2026-03-10T09:00:00Z', [...people(2), ...nobody(8)], {
		...{ queue: 'a-social', minutes: 1 }
	}),
	// Half past midnight in Madrid, where it is the 16th already.
	...several('2026-03-15T23:30:00Z', nobody(1), { queue: 'a-voice', minutes: 6 }),
	...several('2026-03-20T09:00:00Z', nobody(9), { queue: 'a-voice', minutes: 6 }),
	...several('2026-03-07T09:00:00Z', nobody(5), { queue: 'b-voice', minutes: 6 }),
	...lost('2026-03-08T10:00:00Z'),
	...lost('2026-03-08T11:00:00Z'),
	knownEvent('agent.state', 'ana', Date.parse('2026-03-05T08:00:00Z'), {
		...{ state: 'available', team: 'norte' }
	}),
	knownEvent('agent.state', 'ana', Date.parse('2026-03-05T16:00:00Z'), {
		...{ state: 'offline', team: 'norte' }
	})
];

describe('money of a month', () => {
	let engine: TestEngine;
	let store: Store;
	let money: MoneyStore;
	const dataDir = mkdtempSync(join(tmpdir(), 'atalaya-money-'));
	const later = Date.parse('2026-06-10T10:00:00Z');

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		await insertEvents(engine.clickhouse, EVENTS, placeByFirst(), 'money');
		store = await openStore({ dataDir, databaseUrl: null });
		const audit = createAuditLog(store.database, Buffer.alloc(32), Date.now);
		money = createMoneyStore(store.database, { audit, now: Date.now });
		const add = (team: string, validFrom: string, change: Partial<CostRate>) =>
			money.addRate({ team, validFrom, rate: rate(change) }, DIRECTOR);
		await add('company', '2026-01-01', { kind: 'overhead', basis: 'month', cents: 300_000 });
		await add('acme', '2026-01-01', { kind: 'telecom', channels: ['voice'], cents: 50 });
		await add('acme', '2026-03-16', { kind: 'telecom', channels: ['voice'], cents: 100 });
		await add('acme', '2026-01-01', { basis: 'handlingHour', cents: 3000 });
		await money.addContract(
			{ team: 'acme', contract: CONTRACT, validFrom: '2026-03-01' },
			DIRECTOR
		);
	});
	afterAll(async () => {
		await store.close();
		await engine.stop();
		rmSync(dataDir, { recursive: true, force: true });
	});

	const read = (
		formula: MoneyFormula,
		team: string,
		{
			channels = [],
			months = ['2026-03'],
			nowMs = later,
			agent = null
		}: {
			channels?: string[];
			months?: string[];
			nowMs?: number;
			agent?: string | null;
		} = {}
	) =>
		readMoney(
			{
				...{ clickhouse: engine.clickhouse, store, money, now: () => nowMs },
				teams: { nodes: () => Promise.resolve(NODES) },
				config: { timeZone: 'Europe/Madrid' }
			},
			{ formula, channels, months, unit: { team, agent } }
		);

	test('a change of price counts from its day on, and overheads fall by time of handling', async () => {
		// Acme: 10 × 0,50 + 10 × 1,00 of lines, 130 minutes at 30 € an hour, 130 of 160 minutes of 3.000 €.
		expect((await read('costPerContact', 'acme')).get('2026-03')).toEqual({
			...{ numerator: 1500 + 6500 + 243_750, denominator: 30, n: 30, state: 'actual' }
		});
		// Social: 10 minutes of 160, and no lines.
		expect((await read('costPerContact', 'acme', { channels: ['social'] })).get('2026-03')).toEqual(
			{
				...{ numerator: 500 + 18_750, denominator: 10, n: 10, state: 'actual' }
			}
		);
		expect((await read('costPerContact', 'beta')).get('2026-03')).toMatchObject({
			...{ numerator: 56_250, denominator: 5 }
		});
		expect((await read('costPerContact', 'company')).get('2026-03')).toMatchObject({
			...{ numerator: 308_000, denominator: 35 }
		});
		// The only agent did all of it, lines and hours, and bears all of the overheads.
		expect(
			(await read('costPerContact', 'company', { agent: 'ana' })).get('2026-03')
		).toMatchObject({ numerator: 308_000, denominator: 35 });
	});

	test('months add up to a quarter, and one before any price is unknown', async () => {
		const months = ['2025-12', '2026-01', '2026-02', '2026-03', '2026-07'];
		const readings = await read('costPerContact', 'company', { months });
		expect([...readings.keys()]).toEqual(months);
		expect(readings.get('2025-12')).toBeNull();
		expect(readings.get('2026-07')).toBeNull();
		expect(readings.get('2026-01')).toMatchObject({ numerator: 300_000, denominator: 0 });
		expect(addReadings(months.map((month) => readings.get(month) ?? null))).toMatchObject({
			...{ numerator: 908_000, denominator: 35 }
		});
	});

	test('a resolution costs what all contacts cost, over those that were solved at once', async () => {
		// Twelve contacts of known customers, of which ten were not followed by another: 30 × 10/12 = 25.
		expect((await read('costPerResolution', 'acme')).get('2026-03')).toEqual({
			...{ numerator: 251_750, denominator: 25, n: 12, state: 'actual' }
		});
	});

	test('what is billed, by productive hour and less its cost', async () => {
		// 20 calls at 5 € and 1.000 €, for eight hours of being ready.
		expect((await read('revenuePerProductiveHour', 'acme')).get('2026-03')).toEqual({
			...{ numerator: 110_000, denominator: 8, n: 8, state: 'actual' }
		});
		expect((await read('marginShare', 'acme')).get('2026-03')).toMatchObject({
			...{ numerator: 110_000 - 251_750, denominator: 110_000 }
		});
		expect((await read('marginShare', 'beta')).get('2026-03')).toBeNull();
	});

	test('a penalty is that of the band, within the cap, and falls to channels with what they are billed', async () => {
		// 2 of 22 calls lost are 9.1 %: 5 % of 1.100 € would be 55 €, the cap is 3 %.
		expect((await read('penaltyShare', 'acme')).get('2026-03')).toMatchObject({
			...{ numerator: 3300, denominator: 110_000, state: 'actual' }
		});
		// Social is billed 10 of 130 minutes of the 1.000 €, and bears that part of it.
		expect(
			(await read('penaltyShare', 'acme', { channels: ['social'] })).get('2026-03')
		).toMatchObject({ numerator: 231, denominator: 7692 });
		expect((await read('penaltyShare', 'company')).get('2026-03')).toMatchObject({
			...{ numerator: 3300, denominator: 110_000 }
		});
	});

	test('a month that runs counts the days that have begun, and is provisional', async () => {
		const nowMs = Date.parse('2026-02-14T10:00:00Z');
		const readings = await read('costPerContact', 'company', { months: ['2026-02'], nowMs });
		expect(readings.get('2026-02')).toEqual({
			...{ numerator: 150_000, denominator: 0, n: 0, state: 'provisional' }
		});
	});

	test('a new contract within the month splits it at its day, and what was read before is out of date', async () => {
		const sources = { teams: { nodes: () => Promise.resolve(NODES) }, money };
		const before = await moneyBasis(sources);
		const next = {
			...CONTRACT,
			...{ clauses: [], terms: [{ basis: 'contact' as const, channels: [], cents: 700 }] }
		};
		const id = await money.addContract(
			{ team: 'acme', contract: next, validFrom: '2026-03-16' },
			DIRECTOR
		);
		expect(await moneyBasis(sources)).not.toBe(before);
		// Ten calls at 5 € and 15 of 31 days of 1.000 €; then ten at 7 €.
		expect((await read('revenuePerProductiveHour', 'acme')).get('2026-03')).toMatchObject({
			numerator: 5000 + 48_387 + 7000
		});
		// Until the 15th two of twelve calls were lost: 5 % of 533,87 € is more than the cap of 3 %.
		expect((await read('penaltyShare', 'acme')).get('2026-03')).toMatchObject({ numerator: 1602 });
		await money.withdrawContract(id, DIRECTOR);
		expect(await moneyBasis(sources)).toBe(before);
		expect((await read('revenuePerProductiveHour', 'acme')).get('2026-03')).toMatchObject({
			numerator: 110_000
		});
	});
});
