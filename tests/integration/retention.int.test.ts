/** What is deleted by age, and that no number changes by it. */
import { randomUUID } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { applyRetention } from '#lib/server/privacy/retention.ts';
import {
	AGED_EVENTS,
	AGED_FACTS,
	AGED_LETTERS,
	AGED_TEXTS,
	AGED_WORDS,
	readTtlDays
} from '#lib/server/queries/table-ttl.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { checkSchema } from '../../clickhouse/check.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { rollUp } from '../../clickhouse/roll-up.ts';
import { allSums } from '../support/all-sums.ts';
import { contactEvents, parsed } from '../support/contact.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { mergeNow } from '../support/merge.ts';
import { until } from '../support/until.ts';

const DAY_MS = 86_400_000;
const tenant = 'default';
const NEVER = { texts: 0, events: 0, deadLetters: 0, facts: 0 };
const ALL_TABLES = [AGED_TEXTS, AGED_WORDS, AGED_EVENTS, AGED_LETTERS, ...AGED_FACTS];

const startMs = Date.now();
const daysAgo = (days: number): number => startMs - days * DAY_MS;

const storedEvents = defineQuery({
	name: 'test-retention-events',
	sql: `SELECT subject, count() AS events, countIf(texts != '') AS texts, countIf(position(data, 'author') > 0) AS messages
		FROM events FINAL WHERE startsWith(name, 'interaction.') GROUP BY subject ORDER BY subject`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({
		subject: Type.String(),
		events: Type.Integer(),
		texts: Type.Integer(),
		messages: Type.Integer()
	})
});
const storedFacts = defineQuery({
	name: 'test-retention-facts',
	sql: `SELECT DISTINCT id FROM (
			SELECT interaction_id AS id FROM interaction_states UNION ALL SELECT interaction_id FROM segment_states
			UNION ALL SELECT interaction_id FROM message_turns
			UNION ALL SELECT interaction_id FROM sentiment_states UNION ALL SELECT interaction_id FROM topic_states
			UNION ALL SELECT interaction_id FROM language_states UNION ALL SELECT subject FROM placements) ORDER BY id`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({ id: Type.String() })
});
const storedLetters = defineQuery({
	name: 'test-retention-letters',
	sql: 'SELECT letter_id AS id FROM dead_letters ORDER BY id',
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({ id: Type.String() })
});

/** A database with contacts of several ages, and all that is asked of it. */
class Centre {
	readonly engine: TestEngine;
	constructor(engine: TestEngine) {
		this.engine = engine;
	}

	static async open(contacts: Readonly<Record<string, number>>): Promise<Centre> {
		const engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		const centre = new Centre(engine);
		for (const [id, days] of Object.entries(contacts)) await centre.add(id, daysAgo(days));
		await centre.roll();
		return centre;
	}

	add(id: string, atMs: number): Promise<void> {
		return this.put(contactEvents({ id, atMs, agent: `agent-${id.length % 3}` }), floorHour(atMs));
	}

	put(events: readonly unknown[], hourMs: number): Promise<void> {
		return insertEvents(this.engine.clickhouse, parsed(events), () => hourMs, randomUUID());
	}

	roll(): Promise<unknown> {
		return rollUp(this.engine.clickhouse, { tenant, nowMs: Date.now(), quietMs: 0 });
	}

	/** Sums of all time but the last day. */
	sums(fromDays = 400, toDays = 1): Promise<string> {
		return allSums(this.engine.clickhouse, daysAgo(fromDays), daysAgo(toDays));
	}

	/** What merges do in their time. */
	async merge(): Promise<void> {
		await mergeNow(this.engine.clickhouse, [...new Set(ALL_TABLES.map(({ table }) => table))]);
	}

	async events(): Promise<unknown[]> {
		return this.engine.clickhouse.query('report', storedEvents, {});
	}

	async facts(): Promise<string[]> {
		return (await this.engine.clickhouse.query('report', storedFacts, {})).map(({ id }) => id);
	}

	rebuild(): Promise<unknown> {
		return rebuild({
			clickhouse: this.engine.clickhouse,
			now: Date.now,
			onProgress: () => undefined,
			signal: new AbortController().signal
		});
	}
}

const whole = (subject: string) => ({ subject, events: 7, texts: 2, messages: 2 });

describe('retention of every table', () => {
	let centre: Centre;
	let before = '';

	beforeAll(async () => {
		centre = await Centre.open({ a: 200, b: 100, c: 70, d: 40, e: 10 });
		before = await centre.sums();
		const letters = [10, 50].map((days) =>
			JSON.stringify({
				tenant,
				dead_at: new Date(daysAgo(days)).toISOString(),
				letter_id: `letter-${days}`,
				state: 'new',
				changed_at: new Date(daysAgo(days)).toISOString()
			})
		);
		await centre.engine.clickhouse.insert('dead_letters', letters.join('\n'), { token: 'letters' });
	});
	afterAll(() => centre.engine.stop());

	test('waits with the facts of an hour until it is summed up', async () => {
		const { clickhouse } = centre.engine;
		await centre.add('late', daysAgo(150));
		const first = await applyRetention(clickhouse, { ...NEVER, facts: 80 });
		expect(first).toEqual({ changed: [], waiting: AGED_FACTS.map(({ table }) => table) });
		await centre.roll();
		before = await centre.sums();
		const second = await applyRetention(clickhouse, { ...NEVER, facts: 80 });
		expect(second).toEqual({ changed: AGED_FACTS.map(({ table }) => table), waiting: [] });
	});

	test('[P2] deletes texts, events, facts and dead letters by their own age, and changes no number', async () => {
		const { clickhouse } = centre.engine;
		const days = { texts: 30, events: 60, deadLetters: 30, facts: 80 };
		await applyRetention(clickhouse, days);
		expect(await readTtlDays(clickhouse, ALL_TABLES)).toEqual([
			30,
			30,
			60,
			30,
			...AGED_FACTS.map(() => 80)
		]);
		await until('what is too old is gone', async () => {
			await centre.merge();
			return (await centre.facts()).length === 3;
		});
		expect(await centre.facts()).toEqual(['c', 'd', 'e']);
		expect(await centre.events()).toEqual([{ ...whole('d'), texts: 0 }, whole('e')]);
		expect(await clickhouse.query('report', storedLetters, {})).toEqual([{ id: 'letter-10' }]);
		expect(await centre.sums()).toBe(before);
	});

	test('changes nothing when it is applied again, and the schema conforms', async () => {
		const { clickhouse } = centre.engine;
		const days = { texts: 30, events: 60, deadLetters: 30, facts: 80 };
		expect(await applyRetention(clickhouse, days)).toEqual({ changed: [], waiting: [] });
		expect(await checkSchema(clickhouse)).toEqual([]);
	});

	test('keeps the sums of contacts that are gone when an event of them comes after all', async () => {
		const [, , , , , , wrapped] = contactEvents({ id: 'a', atMs: daysAgo(200), agent: 'other' });
		const accepted = { ...wrapped, id: 'late', data: { agent: 'other' } };
		await centre.put(
			[{ ...accepted, type: 'atalaya.interaction.accepted.v1' }],
			floorHour(daysAgo(200))
		);
		await centre.roll();
		expect(await centre.sums()).toBe(before);
	});

	test('keeps them when the settings of their queue change', async () => {
		const hour = floorHour(Date.now());
		const settings = {
			specversion: '1.0',
			id: 'settings',
			source: '//contacts',
			type: 'atalaya.reference.queue.v1',
			subject: 'chat',
			time: new Date().toISOString(),
			data: { thresholdMs: 1 }
		};
		const [old, recent] = [await centre.sums(400, 85), await centre.sums(85, 1)];
		await centre.put([settings], hour);
		await centre.roll();
		expect(await centre.sums(400, 85)).toBe(old);
		expect(await centre.sums(85, 1)).not.toBe(recent);
	});

	test('survives a rebuild: what was made of deleted events stays, the rest is made again', async () => {
		const sums = await centre.sums();
		await centre.rebuild();
		expect(await centre.facts()).toEqual(expect.arrayContaining(['c', 'd', 'e']));
		expect(await centre.sums()).toBe(sums);
		await centre.roll();
		expect(await centre.sums()).toBe(sums);
	});

	test('is taken back, and a rebuild still knows what is missing', async () => {
		const { clickhouse } = centre.engine;
		const sums = await centre.sums();
		const { changed } = await applyRetention(clickhouse, NEVER);
		expect(changed).toHaveLength(ALL_TABLES.length);
		expect(await readTtlDays(clickhouse, ALL_TABLES)).toEqual(ALL_TABLES.map(() => 0));
		await centre.rebuild();
		await centre.roll();
		expect(await centre.facts()).toEqual(expect.arrayContaining(['c', 'd', 'e']));
		expect(await centre.sums()).toBe(sums);
	});

	test('for longer than the clock of the database reaches means for ever', async () => {
		const { clickhouse } = centre.engine;
		const days = { texts: 36_500, events: 36_500, deadLetters: 36_500, facts: 36_500 };
		expect(await applyRetention(clickhouse, days)).toEqual({ changed: [], waiting: [] });
	});

	test('may be applied by several processes at once', async () => {
		const { clickhouse } = centre.engine;
		const days = { texts: 300, events: 300, deadLetters: 300, facts: 300 };
		await Promise.all([1, 2, 3].map(() => applyRetention(clickhouse, days)));
		expect(await readTtlDays(clickhouse, ALL_TABLES)).toEqual(ALL_TABLES.map(() => 300));
	});
});

describe('facts that were deleted by age while their events were kept', () => {
	let centre: Centre;
	beforeAll(async () => {
		centre = await Centre.open({ a: 200, b: 20 });
	});
	afterAll(() => centre.engine.stop());

	test('are made again by a rebuild once they may be kept, and count like before', async () => {
		const { clickhouse } = centre.engine;
		const before = await centre.sums();
		await applyRetention(clickhouse, { ...NEVER, facts: 100 });
		await until('the facts are gone', async () => {
			await centre.merge();
			return (await centre.facts()).length === 1;
		});
		await applyRetention(clickhouse, NEVER);
		await centre.rebuild();
		expect(await centre.facts()).toEqual(['a', 'b']);
		expect(await centre.sums()).toBe(before);
		await centre.roll();
		expect(await centre.sums()).toBe(before);
	});
});
