/** How customers sound: scored at the writer, summed from sets of events, shown with its words, and gone with the texts. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { SCORER } from '#lib/domain/sentiment/score-text.ts';
import { answerInteraction } from '#lib/server/api/interaction-answer.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { applyRetention } from '#lib/server/privacy/retention.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { contactEvents, parsed } from '../support/contact.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { startTestIngest } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { knownEvent } from '../support/known-event.ts';
import { mergeNow } from '../support/merge.ts';
import { drained, erasureReport, finished, openJobs, storePlainly } from '../support/privacy.ts';
import type { JobsOnStore } from '../support/privacy.ts';
import { foldTone } from '../support/sentiment-fold.ts';

const tenant = 'default';
const CASES = 200;
const BATCHES = 5;
const SEED = 20261122;
const DAY_MS = 86_400_000;
const nowMs = Date.now();
const BASE_MS = Date.UTC(2026, 9, 5, 9);

const allTones = defineQuery({
	name: 'test-all-tones',
	sql: `SELECT interaction_id AS id, texts, toUnixTimestamp64Milli(booked_at) AS bookedAtMs, score_millionths AS scoreMillionths,
			trend_millionths AS trendMillionths FROM interaction_sentiments WHERE startsWith(interaction_id, 'p-') ORDER BY id`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({}),
	row: Type.Object({
		id: Type.String(),
		texts: Type.Integer(),
		bookedAtMs: Type.Integer(),
		scoreMillionths: Type.Integer(),
		trendMillionths: Type.Union([Type.Integer(), Type.Null()])
	})
});

const storedTone = defineQuery({
	name: 'test-stored-tone',
	sql: `SELECT event_id AS id, sentiment, sentiment_by AS by, sentiment_language AS language, sentiment_words AS words, texts
		FROM events FINAL WHERE subject = {subject: String} AND name = 'interaction.message' ORDER BY id`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ subject: Type.String() }),
	row: Type.Object({
		id: Type.String(),
		sentiment: Type.Union([Type.Integer(), Type.Null()]),
		by: Type.String(),
		language: Type.String(),
		words: Type.String(),
		texts: Type.String()
	})
});

const TEXTS = [
	'pésimo servicio',
	'muchas gracias',
	'mi número es este',
	'???',
	'NO ME GUSTA!!',
	'perfecto 😍'
];
const anyMessage = fc.record({
	author: fc.constantFrom('customer', 'customer', 'customer', 'agent', 'bot'),
	text: fc.option(fc.constantFrom(...TEXTS), { nil: undefined }),
	language: fc.constantFrom(undefined, 'es'),
	sentiment: fc.option(
		fc.record({
			score: fc.integer({ min: -1000, max: 1000 }).map((n) => n / 1000),
			by: fc.constant('vendor')
		}),
		{ nil: undefined, freq: 2 }
	)
});
const messages = (id: string): fc.Arbitrary<KnownEvent[]> =>
	fc
		.array(fc.tuple(anyMessage, fc.integer({ min: 0, max: 12 })), { minLength: 1, maxLength: 12 })
		.map((list) =>
			list.map(([data, step]) =>
				knownEvent(
					'interaction.message',
					id,
					BASE_MS + step * 1000,
					JSON.parse(JSON.stringify(data)) as typeof data
				)
			)
		);

describe('the tone of customers', () => {
	let engine: TestEngine;
	let ingest: TestIngest;
	let web: JobsOnStore;

	const toneOf = (subject: string) => engine.clickhouse.query('report', storedTone, { subject });
	const answer = (id: string) =>
		answerInteraction(id, { clickhouse: engine.clickhouse, tenant, scope: EVERYTHING });

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		await storePlainly(engine.clickhouse);
		ingest = await startTestIngest({ dataDir: engine.dataDir });
		web = await openJobs(engine, engine.clickhouse);
	});
	afterAll(async () => {
		await web.close();
		await ingest.stop();
		await engine.stop();
	});

	test('is what the second witness says, in any order, with events twice, and after a rebuild', async () => {
		const cases = new Map<string, KnownEvent[]>();
		for (let index = 0; index < CASES; index += 1) {
			const id = `p-${String(index).padStart(4, '0')}`;
			const [events = []] = fc.sample(messages(id), { numRuns: 1, seed: SEED + index });
			cases.set(id, events);
		}
		const all = [...cases.values()].flat();
		const again = all.filter((_event, index) => index % 3 === 0);
		const [mixed = []] = fc.sample(
			fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
			{ numRuns: 1, seed: SEED }
		);
		for (let batch = 0; batch < BATCHES; batch += 1) {
			const part = mixed.filter((_event, index) => index % BATCHES === batch);
			await insertEvents(engine.clickhouse, part, () => floorHour(BASE_MS), `batch-${batch}`);
		}
		const expected = [...cases].flatMap(([id, events]) => {
			const tone = foldTone(events);
			return tone === null ? [] : [{ id, ...tone }];
		});
		expect(expected.length).toBeGreaterThan(CASES / 2);
		expect(expected.some(({ trendMillionths }) => trendMillionths === null)).toBe(true);
		expect(await engine.clickhouse.query('report', allTones, {})).toEqual(expected);
		const { signal } = new AbortController();
		const onProgress = () => undefined;
		await rebuild({ clickhouse: engine.clickhouse, now: Date.now, onProgress, signal });
		expect(await engine.clickhouse.query('report', allTones, {})).toEqual(expected);
	});

	test('is scored on its way in, of what the customer wrote and after masking', async () => {
		const id = 'way-in';
		const atMs = nowMs - DAY_MS;
		const text = 'Pésimo: mi tarjeta 4111 1111 1111 1111 no funciona';
		const events = contactEvents({ id, atMs, text: 'Muchas gracias' });
		const said = (eventId: string, seconds: number, data: object) => ({
			...events[3],
			id: eventId,
			time: new Date(atMs + seconds * 1000).toISOString(),
			data
		});
		const sent = [
			...events,
			said('way-in-7', 40, { author: 'customer', text, language: 'es' }),
			said('way-in-8', 50, {
				author: 'customer',
				text: 'x',
				sentiment: { score: 0.5, by: 'vendor 7' }
			})
		];
		expect((await ingest.post(sent)).status).toBe(202);
		await drained(ingest);
		const stored = await toneOf(id);
		const [thanks, ofAgent, masked, given] = stored;
		expect(thanks).toMatchObject({ id: 'way-in-3', by: SCORER });
		expect(thanks?.sentiment).toBeGreaterThan(0);
		expect(ofAgent).toMatchObject({ sentiment: null, by: '', language: '', words: '' });
		expect(masked?.texts).not.toContain('4111');
		expect(masked?.sentiment).toBeLessThan(0);
		expect(masked?.words).not.toContain('4111');
		expect(given).toMatchObject({ sentiment: 500, by: 'vendor 7', words: '' });
		const found = await answer(id);
		const scores = [thanks, masked, given].map((one) => one?.sentiment ?? 0);
		expect(found?.sentiment).toMatchObject({ texts: 3 });
		expect(found?.sentiment?.score).toBeCloseTo(
			scores.reduce((sum, one) => sum + one, 0) / 3000,
			5
		);
		expect(found?.sentiment?.trend).toBeCloseTo(((scores[2] ?? 0) - (scores[0] ?? 0)) / 1000, 5);
		const message = found?.messages.find((one) => one.id === 'way-in-7');
		const shown = message?.sentiment;
		const score = (masked?.sentiment ?? 0) / 1000;
		expect(shown).toMatchObject({ by: SCORER, language: 'es', score });
		const { text: whole } = JSON.parse(masked?.texts ?? '') as { text: string };
		for (const { word, start } of shown?.words ?? []) {
			expect(whole.slice(start, start + word.length)).toBe(word);
		}
		expect(shown?.words.map(({ word }) => word)).toEqual(['Pésimo', 'no funciona']);
	});

	test('stays when a customer is erased, and its words go', async () => {
		const customer = 'erased-one';
		const atMs = nowMs - DAY_MS;
		const life = contactEvents({ id: 'of-erased', atMs, customer, text: 'Pésimo servicio' });
		expect((await ingest.post(life)).status).toBe(202);
		await drained(ingest);
		const [before] = await toneOf('of-erased');
		expect(before?.words).toContain('simo');
		const sentiment = (await answer('of-erased'))?.sentiment;
		const job = await web.jobs.startErasure(customer, 'dpo');
		expect(erasureReport(await finished(web.jobs, job))).toMatchObject({ remaining: 0 });
		const [after] = await toneOf('of-erased');
		expect(after).toEqual({ ...before, words: '', texts: '' });
		const { signal } = new AbortController();
		const onProgress = () => undefined;
		await rebuild({ clickhouse: engine.clickhouse, now: Date.now, onProgress, signal });
		expect((await answer('of-erased'))?.sentiment).toEqual(sentiment);
	});

	test('stays when texts are deleted by age, and its words go with them', async () => {
		const atMs = nowMs - 60 * DAY_MS;
		const old = parsed(contactEvents({ id: 'of-old', atMs, text: 'Pésimo servicio' }));
		await insertEvents(engine.clickhouse, old, () => floorHour(atMs), randomUUID());
		const [before] = await toneOf('of-old');
		expect(before?.words).not.toBe('');
		const ages = { texts: 30, events: 0, deadLetters: 0, facts: 0 };
		const { changed } = await applyRetention(engine.clickhouse, ages);
		expect(changed).toEqual(['events.texts', 'events.sentiment_words']);
		await mergeNow(engine.clickhouse, ['events']);
		expect((await toneOf('of-old'))[0]).toEqual({ ...before, words: '', texts: '' });
		expect((await toneOf('way-in'))[0]?.words).not.toBe('');
	});
});
