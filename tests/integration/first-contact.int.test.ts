/** Whether customers come back: the rule of the README of metrics, against the real engine and a fold in TypeScript. */
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import type { MetricRequest } from '#lib/server/api/metric-request.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { FIRST_CONTACT } from '#lib/server/queries/sources/first-contact.ts';
import { HANDLED_SEGMENTS, UNNAMED_QUEUE } from '#lib/server/queries/sources/handled-segments.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { customerLives, disturbed } from '../support/arbitrary-customers.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { foldFirstContact } from '../support/fold-first-contact.ts';
import { knownEvent } from '../support/known-event.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

interface Call {
	readonly id: string;
	readonly customer?: string;
	readonly atMs: number;
	readonly channel?: string;
	readonly topic?: string;
	readonly queue?: string;
	readonly agent?: string;
	readonly resolved?: boolean;
	/** Leaves after a minute instead of being answered. */
	readonly gaveUp?: boolean;
	readonly direction?: 'outbound';
}

/** Answered after ten seconds and over two minutes later. */
function call({ id, atMs, ...more }: Call): KnownEvent[] {
	const { customer, channel = 'voice', queue = 'q', agent = 'ana', direction } = more;
	const begun = [
		knownEvent('interaction.created', id, atMs, {
			channel,
			...(customer === undefined ? {} : { customer }),
			...(direction === undefined ? {} : { direction })
		}),
		knownEvent('interaction.queued', id, atMs, { queue })
	];
	if (more.gaveUp === true)
		return [...begun, knownEvent('interaction.abandoned', id, atMs + MINUTE_MS, {})];
	return [
		...begun,
		knownEvent('interaction.accepted', id, atMs + 10_000, { agent }),
		knownEvent('interaction.ended', id, atMs + 130_000, { by: 'customer' }),
		knownEvent('interaction.wrapped', id, atMs + 130_000, {
			agent,
			...(more.topic === undefined ? {} : { topic: more.topic }),
			...(more.resolved === undefined ? {} : { resolved: more.resolved })
		})
	];
}

/** Each case has customers and a month of its own. */
const monthOf = (number: number): number => Date.UTC(2020, number, 1);

const allPieces = defineQuery({
	name: 'test-first-contacts',
	sql: `SELECT m.interaction_id AS interaction, toUnixTimestamp64Milli(m.at) AS atMs, m.queue AS queue, m.channel AS channel, m.agent AS agent,
			m.fcr_contacts AS contacts, m.fcr_resolved AS resolved, m.fcr_provisional AS provisional
		FROM ${FIRST_CONTACT.pieces} AS m
		ORDER BY interaction`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({
		tenant: Type.String(),
		fromMs: Type.Integer(),
		toMs: Type.Integer(),
		nowMs: Type.Integer(),
		repeatWindowMs: Type.Integer()
	}),
	row: Type.Object({
		interaction: Type.String(),
		atMs: Type.Integer(),
		queue: Type.String(),
		channel: Type.String(),
		agent: Type.String(),
		contacts: Type.Integer(),
		resolved: Type.Integer(),
		provisional: Type.Integer()
	})
});

const differences = (which: 'first' | 'last') =>
	defineQuery({
		name: `test-handled-${which}`,
		sql: `SELECT count() AS contacts, countIf(g.handled != f.handled OR if(g.queue = ${UNNAMED_QUEUE}, f.queue, g.queue) != f.queue OR g.agent != f.agent) AS wrong
			FROM (SELECT placement_hour, sipHash128(interaction_id) AS contact,
				${which === 'first' ? 'min' : 'max'}((assumeNotNull(handle_end_at), segment)) AS handled,
				${which === 'first' ? 'argMin' : 'argMax'}(queue, (assumeNotNull(handle_end_at), segment)) AS queue,
				${which === 'first' ? 'argMin' : 'argMax'}(agent, (assumeNotNull(handle_end_at), segment)) AS agent
				FROM segment_facts WHERE tenant = {tenant: String} AND handle_end_at IS NOT NULL GROUP BY placement_hour, contact) AS f
			LEFT JOIN (${HANDLED_SEGMENTS(which, '1')}) AS g ON g.placement_hour = f.placement_hour AND g.contact = f.contact`,
		scope: { none: 'a test asks for everything' },
		params: Type.Object({ tenant: Type.String() }),
		row: Type.Object({ contacts: Type.Integer(), wrong: Type.Integer() })
	});

const LIVES_START_MS = Date.UTC(2026, 8, 20);
const lives = customerLives({ customers: 500, most: 9, startMs: LIVES_START_MS }, 20261122);

describe('first contact resolution', () => {
	let engine: TestEngine;
	let batch = 0;

	const store = async (events: readonly KnownEvent[]): Promise<void> => {
		const places = new Map<string, number>();
		for (const { subject, occurredAtMs } of events)
			if (!places.has(subject)) places.set(subject, floorHour(occurredAtMs));
		batch += 1;
		await insertEvents(
			engine.clickhouse,
			events,
			({ subject }) => places.get(subject) ?? 0,
			`first-contact-${batch}`
		);
	};

	interface Asked {
		readonly days?: number;
		readonly now?: number;
		readonly request?: Partial<MetricRequest>;
		readonly scope?: RowScope;
	}
	const ask = async (fromMs: number, { days = 7, now, request, scope }: Asked = {}) => {
		const answered = await answerMetrics(
			{
				metrics: [metric('fcr')],
				fromMs,
				toMs: fromMs + 31 * DAY_MS,
				interval: 'none',
				by: [],
				filters: { queue: [], channel: [], agent: [], team: [] },
				zone: 'UTC',
				...request
			},
			{
				clickhouse: engine.clickhouse,
				tenant: 'default',
				scope: scope ?? EVERYTHING,
				repeatWindowMs: days * DAY_MS,
				now: () => now ?? Date.UTC(2027, 0, 1)
			}
		);
		if ('problem' in answered) throw new Error(answered.problem.detail);
		return answered.answer.rows;
	};
	const fractionOf = async (fromMs: number, asked: Asked = {}): Promise<string> => {
		const [row] = await ask(fromMs, asked);
		const { numerator, denominator } = row?.['fcr'] as { numerator: number; denominator: number };
		return `${numerator}/${denominator}`;
	};

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		// In three batches, so that states are merged from several rows.
		const all = disturbed(lives, 7);
		const third = Math.ceil(all.length / 3);
		const places = new Map<string, number>();
		for (const { subject, occurredAtMs } of all)
			if (!places.has(subject)) places.set(subject, floorHour(occurredAtMs));
		for (const part of [0, 1, 2])
			await insertEvents(
				engine.clickhouse,
				all.slice(part * third, (part + 1) * third),
				({ subject }) => places.get(subject) ?? 0,
				`lives-${part}`
			);
	});
	afterAll(() => engine.stop());

	test.each([
		[1, Date.UTC(2026, 9, 5)],
		[7, Date.UTC(2026, 9, 10)],
		[30, Date.UTC(2027, 5, 1)]
	])(
		'random customers are judged as in plain TypeScript, with a window of %i days',
		async (days, nowMs) => {
			const windowMs = days * DAY_MS;
			const found = await engine.clickhouse.query('report', allPieces, {
				tenant: 'default',
				fromMs: LIVES_START_MS,
				toMs: LIVES_START_MS + 120 * DAY_MS,
				nowMs,
				repeatWindowMs: windowMs
			});
			const expected = foldFirstContact(lives, { windowMs, nowMs });
			expect(expected.length).toBeGreaterThan(200);
			for (const measure of ['contacts', 'resolved'] as const) {
				const share = expected.filter((row) => row[measure] === 1).length / expected.length;
				expect([measure, share > 0.1 && share < 0.95]).toEqual([measure, true]);
			}
			expect(found).toEqual(expected);
		}
	);

	test('a contact is judged alike whatever range it is asked in', async () => {
		const asked = { tenant: 'default', nowMs: Date.UTC(2026, 9, 20), repeatWindowMs: 2 * DAY_MS };
		const whole = { ...asked, fromMs: LIVES_START_MS, toMs: LIVES_START_MS + 30 * DAY_MS };
		const parts = [];
		for (let fromMs = whole.fromMs; fromMs < whole.toMs; fromMs += 10 * DAY_MS) {
			const part = { ...asked, fromMs, toMs: fromMs + 10 * DAY_MS };
			parts.push(...(await engine.clickhouse.query('report', allPieces, part)));
		}
		parts.sort((a, b) => (a.interaction < b.interaction ? -1 : 1));
		expect(await engine.clickhouse.query('report', allPieces, whole)).toEqual(parts);
	});

	test.each(['first', 'last'] as const)(
		'the segment that was handled %s is the one of the facts',
		async (which) => {
			const [row] = await engine.clickhouse.query('report', differences(which), {
				tenant: 'default'
			});
			expect(row?.contacts).toBeGreaterThan(200);
			expect(row?.wrong).toBe(0);
		}
	);

	test('the ten contacts of the reference: by topic 8 of 10, by any topic 7, within 14 days 7, on the same channel only 10', async () => {
		const contacts = [
			['A', 'phone', 'bill', 1],
			['A', 'chat', 'bill', 4],
			['A', 'phone', 'bill', 20],
			['B', 'email', 'tech', 2],
			['C', 'phone', 'tech', 3],
			['C', 'twitter', 'tech', 3.5],
			['C', 'phone', 'bill', 5],
			['D', 'phone', 'order', 6],
			['E', 'chat', 'order', 7],
			['E', 'chat', 'order', 15]
		] as const;
		const [topics, noTopics, silos] = [monthOf(0), monthOf(2), monthOf(4)];
		const of = (fromMs: number, variant: 'topics' | 'any' | 'silos') =>
			contacts.flatMap(([name, channel, topic, day], index) =>
				call({
					id: `${variant}-${index}`,
					customer: variant === 'silos' ? `${variant}-${name}-${channel}` : `${variant}-${name}`,
					channel,
					atMs: fromMs + day * DAY_MS,
					...(variant === 'any' ? {} : { topic })
				})
			);
		await store([...of(topics, 'topics'), ...of(noTopics, 'any'), ...of(silos, 'silos')]);
		expect(await fractionOf(topics)).toBe('8/10');
		expect(await fractionOf(noTopics)).toBe('7/10');
		expect(await fractionOf(topics, { days: 14 })).toBe('7/10');
		expect(await fractionOf(silos)).toBe('10/10');
	});

	test('who gives up and tries again within half an hour comes once; later, twice', async () => {
		const at = monthOf(6);
		const soon = { customer: 'soon', topic: 'alta' };
		const late = { customer: 'late', topic: 'alta' };
		await store([
			...call({ id: 'soon-1', ...soon, atMs: at }),
			// Left at minute 1; the next is 30 minutes later, and about something else than the first.
			...call({ id: 'soon-2', customer: 'soon', atMs: at + DAY_MS, gaveUp: true }),
			...call({ id: 'soon-3', ...soon, topic: 'factura', atMs: at + DAY_MS + 31 * MINUTE_MS }),
			...call({ id: 'late-1', ...late, atMs: at }),
			...call({ id: 'late-2', customer: 'late', atMs: at + DAY_MS, gaveUp: true }),
			...call({ id: 'late-3', ...late, topic: 'factura', atMs: at + DAY_MS + 32 * MINUTE_MS })
		]);
		const byId = await engine.clickhouse.query('report', allPieces, {
			tenant: 'default',
			fromMs: at,
			toMs: at + 31 * DAY_MS,
			nowMs: Date.UTC(2027, 0, 1),
			repeatWindowMs: WEEK_MS
		});
		expect(byId.map(({ interaction, resolved }) => `${interaction} ${resolved}`)).toEqual([
			'late-1 0',
			'late-3 1',
			'soon-1 1',
			'soon-3 1'
		]);
	});

	test('a letter that was overtaken by a call has not solved anything, the call has', async () => {
		const at = monthOf(14);
		const letter = call({ id: 'letter', customer: 'w', channel: 'email', atMs: at });
		await store([
			// Answered two days after it was written.
			...letter.map((event, index) =>
				index < 2 ? event : { ...event, occurredAtMs: event.occurredAtMs + 2 * DAY_MS }
			),
			...call({ id: 'overtaking', customer: 'w', atMs: at + DAY_MS })
		]);
		const rows = await ask(at, { request: { by: ['channel'] } });
		expect(
			rows.map((row) => [row['channel'], (row['fcr'] as { numerator: number }).numerator])
		).toEqual([
			['email', 0],
			['voice', 1]
		]);
	});

	test('what the agent marked unresolved, outbound calls and contacts of nobody known', async () => {
		const at = monthOf(8);
		await store([
			...call({ id: 'marked', customer: 'm1', atMs: at, resolved: false }),
			...call({ id: 'said', customer: 'm2', atMs: at, resolved: true }),
			...call({ id: 'called-1', customer: 'm3', atMs: at }),
			...call({ id: 'called-2', customer: 'm3', atMs: at + DAY_MS, direction: 'outbound' }),
			...call({ id: 'nobody-1', atMs: at }),
			...call({ id: 'nobody-2', atMs: at + HOUR_MS })
		]);
		const [row] = await ask(at);
		expect(row?.['fcr']).toEqual({
			value: 2 / 3,
			numerator: 2,
			denominator: 3,
			coverage: 0.6,
			provisional: 0
		});
		expect((await ask(monthOf(9)))[0]?.['fcr']).toMatchObject({ value: null, coverage: null });
	});

	test('is provisional until the window has passed, and final at once when the customer is back', async () => {
		const at = monthOf(10);
		const endMs = at + 130_000;
		await store([
			...call({ id: 'open', customer: 'p1', atMs: at }),
			...call({ id: 'back-1', customer: 'p2', atMs: at }),
			...call({ id: 'back-2', customer: 'p2', atMs: at + HOUR_MS }),
			...call({ id: 'unsolved', customer: 'p3', atMs: at, resolved: false })
		]);
		const provisional = async (now: number) => {
			const [row] = await ask(at, { now });
			return (row?.['fcr'] as { provisional: number }).provisional;
		};
		expect(await provisional(endMs + DAY_MS)).toBe(2);
		expect(await provisional(endMs + WEEK_MS)).toBe(2);
		expect(await provisional(endMs + WEEK_MS + 1)).toBe(1);
		expect(await provisional(endMs + HOUR_MS + WEEK_MS + 1)).toBe(0);
		expect(await fractionOf(at, { now: endMs + DAY_MS })).toBe('2/4');
		// The last moment of the window still counts.
		await store(call({ id: 'open-again', customer: 'p1', atMs: endMs + WEEK_MS }));
		expect(await fractionOf(at, { now: endMs + 10 * DAY_MS })).toBe('2/5');
	});

	test('who comes back where the asker does not see, or another filter looks, has still come back', async () => {
		const at = monthOf(12);
		await store([
			...call({ id: 'seen', customer: 's1', atMs: at, queue: 'mine', agent: 'ana' }),
			...call({ id: 'unseen', customer: 's1', atMs: at + DAY_MS, queue: 'theirs', agent: 'eva' }),
			...call({ id: 'fine', customer: 's2', atMs: at, queue: 'mine', agent: 'bruno' })
		]);
		const mine: RowScope = { ...EVERYTHING, queues: ['mine'] };
		expect(await fractionOf(at, { scope: mine })).toBe('1/2');
		expect(await fractionOf(at, { scope: { ...EVERYTHING, agent: 'eva' } })).toBe('1/1');
		const filters = { queue: ['mine'], channel: [], agent: [], team: [] };
		expect(await fractionOf(at, { request: { filters } })).toBe('1/2');
		const onlyAna = { queue: [], channel: ['voice'], agent: ['ana'], team: [] };
		expect(await fractionOf(at, { request: { filters: onlyAna } })).toBe('0/1');
		const byQueue = await ask(at, { scope: mine, request: { by: ['queue'] } });
		expect(byQueue.map((row) => row['queue'])).toEqual(['mine']);
	});

	test('counts in the day and month of its first handled end, by the clock that is asked', async () => {
		// Handled at 23:59:40 of the 31st in Santiago, where it is three hours less than UTC.
		const endMs = Date.UTC(2022, 1, 1, 2, 59, 40);
		await store(call({ id: 'edge', customer: 'z', atMs: endMs - 130_000 }));
		const months = async (zone: string) => {
			const rows = await ask(Date.UTC(2022, 0, 1, 3), {
				request: { interval: '1M', zone, toMs: Date.UTC(2022, 2, 1, 3) }
			});
			return rows
				.filter((row) => (row['fcr'] as { denominator: number }).denominator > 0)
				.map((row) => row['at']);
		};
		expect(await months('America/Santiago')).toEqual(['2022-01-01T00:00:00-03:00']);
		expect(await months('UTC')).toEqual(['2022-02-01T00:00:00Z']);
	});
});
