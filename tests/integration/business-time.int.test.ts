/** Response and resolution times in the hours queues are open, where clocks and schedules change in the middle of them. */
import fc from 'fast-check';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import { CLOSED_WEEK, WEEKDAYS } from '#lib/domain/queues/business-hours.ts';
import type { WeeklyHours } from '#lib/domain/queues/business-hours.ts';
import type { ScheduleVersion } from '#lib/domain/queues/open-time.ts';
import { queueEvent } from '#lib/domain/queues/queue-event.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { readSchemaFiles } from '../../clickhouse/schema-files.ts';
import { OpeningsKeeper } from '../../clickhouse/queue-openings.ts';
import { rollUp } from '../../clickhouse/roll-up.ts';
import { allSums } from '../support/all-sums.ts';
import { parsed } from '../support/contact.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { foldResponses } from '../support/fold.ts';
import { foldBusinessResponses, foldWhole } from '../support/fold-whole.ts';
import type { Schedules } from '../support/fold-whole.ts';
import { knownEvent } from '../support/known-event.ts';
import { allResponses, allWhole, asFoldedBooking } from '../support/stored-facts.ts';

const tenant = 'default';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.UTC(2026, 10, 22);

const span = (from: string, to: string) => ({ from, to });
const daily = (...spans: { from: string; to: string }[]): WeeklyHours =>
	Object.fromEntries(WEEKDAYS.map((day) => [day, spans])) as WeeklyHours;
const office = daily(span('09:00', '14:00'), span('16:00', '20:00'));
const version = (fields: Partial<ScheduleVersion>): ScheduleVersion => ({
	validFromMs: 0,
	...{ zone: null, hours: null, holidays: null },
	...fields
});
const MADRID: WeeklyHours = {
	...office,
	saturday: [span('10:00', '14:00')],
	sunday: [span('22:00', '03:30')]
};
const LATER_MS = Date.UTC(2026, 9, 24, 12, 0, 0, 123);

/** `later` has no schedule before and then says zone and hours apart; `none` never has one. */
const SCHEDULES: Schedules = {
	madrid: {
		zone: 'UTC',
		versions: [
			version({
				zone: 'Europe/Madrid',
				hours: MADRID,
				holidays: [{ date: '2026-03-30', name: 'fiesta' }]
			})
		]
	},
	santiago: {
		zone: 'UTC',
		versions: [
			version({
				zone: 'America/Santiago',
				hours: daily(span('23:00', '01:30'), span('12:00', '13:00'))
			})
		]
	},
	kolkata: {
		zone: 'UTC',
		versions: [
			version({
				zone: 'Asia/Kolkata',
				hours: 'always',
				holidays: [{ date: '2026-10-25', name: 'a holiday' }]
			})
		]
	},
	later: {
		zone: 'UTC',
		versions: [
			version({ zone: 'Europe/Madrid' }),
			version({ validFromMs: LATER_MS, hours: daily(span('00:00', '24:00')) }),
			version({ validFromMs: LATER_MS + 20 * HOUR_MS + 7, zone: 'Asia/Kolkata', hours: office })
		]
	}
};

function told(queue: string, { validFromMs, zone, hours, holidays }: ScheduleVersion, atMs = 0) {
	return knownEvent('reference.queue', queue, atMs, {
		...(zone === null ? {} : { zone }),
		...(hours === null ? {} : { hours: hours === 'always' ? null : hours }),
		...(holidays === null ? {} : { holidays }),
		...(validFromMs === 0 ? {} : { validFrom: new Date(validFromMs).toISOString() })
	});
}

/** The queue of Madrid is told of by the administration, the others by a producer. */
function scheduleEvents(): KnownEvent[] {
	const [ofMadrid] = SCHEDULES['madrid']?.versions ?? [];
	const fromPage = queueEvent({
		eventId: 'from-the-page',
		queue: 'madrid',
		validFromMs: 0,
		changedAtMs: Date.UTC(2020, 0, 1),
		version: {
			...{ name: 'Madrid', channel: 'chat', thresholdMs: 0, shortAbandonMs: 0, slFormula: 'A' },
			...{ zone: 'Europe/Madrid', hours: MADRID, holidays: [...(ofMadrid?.holidays ?? [])] }
		}
	});
	const others = ['santiago', 'kolkata', 'later'].flatMap((queue) =>
		(SCHEDULES[queue]?.versions ?? []).map((one) => told(queue, one))
	);
	return [...parsed([fromPage]), ...others];
}

/** Two days before and after changes of the clocks, a holiday, and the beginning of a schedule. */
const MIDDLES = ['2026-03-29', '2026-04-05', '2026-09-06', '2026-10-25'].map((date) =>
	Date.parse(`${date}T00:00:00Z`)
);
const QUEUES = ['madrid', 'madrid', 'santiago', 'kolkata', 'later', 'later', 'none'];

interface Contact {
	id: string;
	queue: string;
	atMs: number;
	/** After the first instant, in the order of the events. */
	steps: readonly number[];
	reopened: boolean;
}

function eventsOf({ id, queue, atMs, steps, reopened }: Contact): KnownEvent[] {
	const at = (index: number): number => atMs + (steps[index] ?? 0);
	const agent = { agent: 'ana' };
	return [
		knownEvent('interaction.created', id, atMs, { channel: 'email', queue }),
		knownEvent('interaction.message', id, at(0), { author: 'customer' }),
		knownEvent('interaction.queued', id, at(0) + 1, { queue }),
		knownEvent('interaction.accepted', id, at(1), agent),
		knownEvent('interaction.message', id, at(1) + 1, { author: 'agent', ...agent }),
		knownEvent('interaction.message', id, at(2), { author: 'customer' }),
		knownEvent('interaction.ended', id, at(3), { by: 'agent' }),
		knownEvent('interaction.wrapped', id, at(3) + 5, { ...agent, resolved: !reopened }),
		...(reopened
			? [
					knownEvent('interaction.reopened', id, at(4), {}),
					knownEvent('interaction.message', id, at(4) + 1, { author: 'customer' }),
					knownEvent('interaction.message', id, at(5), { author: 'agent', ...agent }),
					knownEvent('interaction.ended', id, at(6), { by: 'customer' })
				]
			: [])
	];
}

const contact = (id: string): fc.Arbitrary<Contact> =>
	fc
		.record({
			queue: fc.constantFrom(...QUEUES),
			middleMs: fc.constantFrom(...MIDDLES),
			startMs: fc.integer({ min: -2 * DAY_MS, max: DAY_MS }),
			steps: fc.array(fc.integer({ min: 0, max: 2 * DAY_MS }), { minLength: 7, maxLength: 7 }),
			reopened: fc.boolean()
		})
		.map(({ queue, middleMs, startMs, steps, reopened }) => ({
			...{ id, queue, reopened, atMs: middleMs + startMs },
			steps: steps.sort((a, b) => a - b)
		}));

const currentHours = defineQuery({
	name: 'test-current-hours',
	sql: 'SELECT countIf(is_current = 1) AS now, count() AS hours FROM hour_rolls',
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({ now: Type.Integer(), hours: Type.Integer() })
});
const storedGenerations = defineQuery({
	name: 'test-stored-generations',
	sql: 'SELECT uniqExact(generation) AS n FROM queue_openings',
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({ n: Type.Integer() })
});
const fingerprints = defineQuery({
	name: 'test-fingerprints',
	sql: `SELECT (SELECT toString(rules) FROM former_fingerprint) AS former, toString(rules) AS present FROM rules_fingerprint`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({ former: Type.String(), present: Type.String() })
});

const CONTACTS = 60;

describe('business time', () => {
	let engine: TestEngine;
	const keeper = new OpeningsKeeper({ tenant, zone: 'UTC' });
	const cases = new Map<string, KnownEvent[]>();

	const put = (events: readonly KnownEvent[], batch: string): Promise<void> =>
		insertEvents(
			engine.clickhouse,
			events,
			({ subject, occurredAtMs }) =>
				floorHour(cases.get(subject)?.[0]?.occurredAtMs ?? occurredAtMs),
			batch
		);
	const roll = async (): Promise<void> => {
		for (let pending = 1, run = 0; pending > 0; run++)
			({ pending } = await rollUp(engine.clickhouse, {
				tenant,
				nowMs: Date.now() + run,
				quietMs: 0
			}));
	};
	const hours = async () => (await engine.clickhouse.query('report', currentHours, {}))[0];

	/** Every contact in the database against the witness. */
	async function compare(schedules: Schedules): Promise<void> {
		const whole = await engine.clickhouse.query('report', allWhole, { tenant });
		const responses = await engine.clickhouse.query('report', allResponses, { tenant });
		for (const [id, events] of cases) {
			const bookings = whole.filter((row) => row.id === id).map(asFoldedBooking);
			expect({ id, bookings }).toEqual({ id, bookings: foldWhole(events, schedules) });
			const business = foldBusinessResponses(events, schedules);
			expect(responses.find((row) => row.id === id)).toEqual({
				id,
				...foldResponses(events),
				firstResponsesBusiness: business.firstResponses,
				firstResponseBusinessMs: business.firstResponseMs,
				responsesBusiness: business.responses,
				responseBusinessMs: business.responseMs
			});
		}
	}

	const ask = async (queue: string, fromMs: number, toMs: number) => {
		const metrics = [
			...(['first_response_time', 'first_response_time_business'] as const),
			...(['resolution_time', 'resolution_time_business', 'agent_fcr'] as const)
		].map(metric);
		const filters = { queue: [queue], channel: [], agent: [], team: [] };
		const answer = await answerMetrics(
			{ metrics, fromMs, toMs, zone: 'Europe/Madrid', interval: 'none', by: [], filters },
			{ clickhouse: engine.clickhouse, tenant, scope: EVERYTHING, now: () => NOW_MS }
		);
		if ('problem' in answer) throw new Error(answer.problem.detail);
		return answer.answer.rows[0];
	};

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		for (let index = 0; index < CONTACTS; index++) {
			const id = `c${index}`;
			const [drawn] = fc.sample(contact(id), { numRuns: 1, seed: 1000 + index });
			if (drawn) cases.set(id, eventsOf(drawn));
		}
		const all = [...cases.values()].flat();
		const shuffled = fc.sample(
			fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
			{ numRuns: 1, seed: 7 }
		)[0];
		const half = Math.ceil(all.length / 2);
		await put([...(shuffled ?? []), ...all.slice(0, half)], 'first');
		await put([...scheduleEvents(), ...all.slice(half - 20)], 'second');
	});
	afterAll(() => engine.stop());

	test('is there once ingest has worked it out, and not made again as long as nothing changes', async () => {
		const before = await engine.clickhouse.query('report', allResponses, { tenant });
		expect(before.every((row) => row.firstResponsesBusiness + row.responsesBusiness === 0)).toBe(
			true
		);
		expect(await keeper.refresh(engine.clickhouse, NOW_MS)).toBe(true);
		expect(await keeper.refresh(engine.clickhouse, NOW_MS + HOUR_MS)).toBe(false);
		const another = new OpeningsKeeper({ tenant, zone: 'UTC' });
		expect(await another.refresh(engine.clickhouse, NOW_MS + HOUR_MS)).toBe(false);
	});

	test(`of ${CONTACTS} random contacts is what asking every five minutes whether it is open adds up to`, async () => {
		await compare(SCHEDULES);
	});

	test('[T1] of one contact over the weekend on which the clocks change is 11 hours, worked out by hand', async () => {
		// Friday 19 to 20, Saturday 10 to 14, Sunday 22 to 3:30, Monday 9 to 9:30.
		const fridayMs = Date.parse('2026-10-23T19:00:00+02:00');
		const mondayMs = Date.parse('2026-10-26T09:30:00+01:00');
		const events = [
			knownEvent('interaction.created', 'weekend', fridayMs, {
				channel: 'email',
				queue: 'weekend'
			}),
			knownEvent('interaction.message', 'weekend', fridayMs, { author: 'customer' }),
			knownEvent('interaction.accepted', 'weekend', mondayMs - MINUTE_MS, { agent: 'ana' }),
			knownEvent('interaction.message', 'weekend', mondayMs, { author: 'agent', agent: 'ana' }),
			knownEvent('interaction.ended', 'weekend', mondayMs, { by: 'agent' }),
			knownEvent('interaction.wrapped', 'weekend', mondayMs + MINUTE_MS, {
				agent: 'ana',
				resolved: true
			})
		];
		cases.set('weekend', events);
		await put([...events, told('weekend', version({ zone: 'Europe/Madrid', hours: MADRID }))], 'w');
		expect(await keeper.refresh(engine.clickhouse, NOW_MS)).toBe(true);
		const row = await ask('weekend', fridayMs, mondayMs + HOUR_MS);
		const all = mondayMs - fridayMs;
		expect(all).toBe(63.5 * HOUR_MS);
		expect(row).toMatchObject({
			first_response_time: { value: all, n: 1 },
			first_response_time_business: { value: 11 * HOUR_MS, n: 1 },
			resolution_time: { value: all, n: 1 },
			resolution_time_business: { value: 11 * HOUR_MS, n: 1 },
			agent_fcr: { value: 1, numerator: 1, denominator: 1 }
		});
		const { median } = row?.['resolution_time_business'] as { median: number };
		expect(Math.abs(median / (11 * HOUR_MS) - 1)).toBeLessThan(0.01);
	});

	test('is null without a schedule and 0 where the queue was closed all the time', async () => {
		const sundayMs = Date.UTC(2026, 10, 15, 3, 0);
		for (const queue of ['no-schedule', 'closed']) {
			const events = [
				knownEvent('interaction.created', queue, sundayMs, { channel: 'email', queue }),
				knownEvent('interaction.ended', queue, sundayMs + HOUR_MS, { by: 'agent' })
			];
			cases.set(queue, events);
			await put(events, queue);
		}
		await put([told('closed', version({ hours: CLOSED_WEEK }))], 'closed-hours');
		expect(await keeper.refresh(engine.clickhouse, NOW_MS)).toBe(true);
		const range = [sundayMs, sundayMs + 2 * HOUR_MS] as const;
		expect(await ask('no-schedule', ...range)).toMatchObject({
			resolution_time: { value: HOUR_MS, n: 1 },
			resolution_time_business: { value: null, n: 0, median: null }
		});
		expect(await ask('closed', ...range)).toMatchObject({
			resolution_time_business: { value: 0, n: 1, median: 0 },
			agent_fcr: { value: null, denominator: 0 }
		});
	});

	test('is the same to the digit from roll-ups', async () => {
		const before = await allSums(engine.clickhouse);
		await roll();
		expect((await hours())?.now).toBe((await hours())?.hours);
		expect(await allSums(engine.clickhouse)).toBe(before);
	});

	test('of rolled hours is right again once ingest has worked out a schedule that was changed', async () => {
		const hoursOfMadrid = { ...MADRID, saturday: [] };
		const changed = version({ zone: 'Europe/Madrid', hours: hoursOfMadrid, holidays: [] });
		// Later than what the administration said of the same version.
		await put([told('madrid', changed, Date.UTC(2020, 1, 1))], 'changed');
		const before = await allSums(engine.clickhouse);
		expect(await keeper.refresh(engine.clickhouse, NOW_MS)).toBe(true);
		expect((await hours())?.now).toBe(0);
		const fromFacts = await allSums(engine.clickhouse);
		expect(fromFacts).not.toBe(before);
		const schedules = { ...SCHEDULES, madrid: { zone: 'UTC', versions: [changed] } };
		for (const id of ['weekend', 'closed', 'no-schedule']) cases.delete(id);
		await compare(schedules);
		await roll();
		expect(await allSums(engine.clickhouse)).toBe(fromFacts);
	});

	test('goes on with the days, without making a roll-up anew', async () => {
		const before = await allSums(engine.clickhouse);
		expect(await keeper.refresh(engine.clickhouse, NOW_MS + 2 * DAY_MS)).toBe(true);
		expect((await hours())?.now).toBe((await hours())?.hours);
		const generations = async () =>
			(await engine.clickhouse.query('report', storedGenerations, {}))[0]?.n;
		await keeper.forget(engine.clickhouse, NOW_MS + 2 * DAY_MS + MINUTE_MS);
		expect(await generations()).toBeGreaterThan(1);
		await keeper.forget(engine.clickhouse, NOW_MS + 3 * DAY_MS);
		expect(await generations()).toBe(1);
		expect(await allSums(engine.clickhouse)).toBe(before);
	});

	test('reaches back to a contact that is older than all others', async () => {
		const atMs = Date.UTC(2025, 4, 6, 7, 30);
		const events = [
			knownEvent('interaction.created', 'old', atMs, { channel: 'email', queue: 'madrid' }),
			knownEvent('interaction.ended', 'old', atMs + HOUR_MS, { by: 'agent' })
		];
		cases.set('old', events);
		await put(events, 'old');
		expect(await keeper.refresh(engine.clickhouse, NOW_MS + 2 * DAY_MS)).toBe(true);
		expect(await ask('madrid', atMs, atMs + DAY_MS)).toMatchObject({
			// It opens at 9 in Madrid, which is 7 UTC.
			resolution_time_business: { value: HOUR_MS, n: 1 }
		});
	});

	test('knows of schedules that were told before there was a table for them', async () => {
		await commandOnShards(engine.clickhouse, 'test-empty', 'TRUNCATE TABLE queue_schedules');
		const restarted = new OpeningsKeeper({ tenant, zone: 'UTC' });
		expect(await restarted.refresh(engine.clickhouse, NOW_MS + 2 * DAY_MS)).toBe(false);
		await commandOnShards(engine.clickhouse, 'test-empty', 'TRUNCATE TABLE queue_schedules');
		// Without them there would be another generation, without a span.
		expect(await restarted.refresh(engine.clickhouse, NOW_MS + 2 * DAY_MS)).toBe(true);
	});

	test('makes roll-ups of before it was there count no longer', async () => {
		const former = readSchemaFiles().find(({ object }) => object === 'rules_fingerprint');
		const sql = (former?.sql ?? '').replace('rules_fingerprint', 'former_fingerprint');
		await engine.clickhouse.command('test-former', sql);
		const [found] = await engine.clickhouse.query('report', fingerprints, {});
		expect(found?.former).not.toBe(found?.present);
	});
});
