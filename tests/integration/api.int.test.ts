import { Value } from '@sinclair/typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerSchema } from '#lib/server/api/openapi.ts';
import { Problem } from '#lib/server/api/schemas/common.ts';
import { API_TOKEN, INGEST_TOKEN, queryMetrics, startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

const DAY = '2026-03-29';
let counter = 0;
const event = (name: string, subject: string, time: string, data: object) => {
	counter += 1;
	return {
		specversion: '1.0',
		id: `api-${counter}`,
		source: '//test/api',
		type: `atalaya.${name}.v1`,
		subject,
		time,
		data
	};
};

describe('the API', () => {
	let product: Product;

	beforeAll(async () => {
		product = await startProduct();
		const events = [
			event('reference.agent', 'ana', `${DAY}T00:00:00Z`, { name: 'Ana', team: 'mañana' }),
			// 00:30 and 03:30 by the clock of Madrid, on the day that has no two o'clock.
			...[
				['a', '2026-03-28T23:30:00Z'],
				['b', '2026-03-29T01:30:00Z']
			].flatMap(([id = '', time = '']) => [
				event('interaction.created', id, time, { channel: 'voice' }),
				event('interaction.queued', id, time, { queue: 'ventas' }),
				event('interaction.accepted', id, new Date(Date.parse(time) + 10_000).toISOString(), {
					agent: 'ana'
				}),
				event('interaction.ended', id, new Date(Date.parse(time) + 70_000).toISOString(), {
					by: 'customer'
				})
			]),
			event('interaction.created', 'c', new Date(Date.now() - 60_000).toISOString(), {
				channel: 'chat'
			}),
			event('interaction.queued', 'c', new Date(Date.now() - 60_000).toISOString(), {
				queue: 'chat'
			})
		];
		const answer = await fetch(`${product.ingest}/v1/events`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${INGEST_TOKEN}`,
				'content-type': 'application/cloudevents-batch+json',
				prefer: 'wait=30'
			},
			body: JSON.stringify(events)
		});
		expect(answer.status).toBe(200);
	});
	afterAll(() => product.stop());

	const get = (path: string, token: string | null = API_TOKEN) =>
		fetch(
			`${product.web}${path}`,
			token === null ? {} : { headers: { authorization: `Bearer ${token}` } }
		);
	const madridDay = {
		from: '2026-03-29T00:00:00+01:00',
		to: '2026-03-30T00:00:00+02:00',
		tz: 'Europe/Madrid'
	};

	test.each(['/api/v1/metrics', '/api/v1/metrics/query?metric=offered', '/api/v1/interactions/a'])(
		'%s needs the token',
		async (path) => {
			const without = await get(path, null);
			expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
			expect((await get(path, 'wrong-token')).status).toBe(401);
		}
	);

	test('the catalogue names each metric with its formula', async () => {
		const { metrics } = (await (await get('/api/v1/metrics')).json()) as {
			metrics: {
				id: string;
				name: { es: string };
				formula: { en: string };
				dimensions: string[];
			}[];
		};
		const level = metrics.find(({ id }) => id === 'service_level');
		expect(level).toMatchObject({
			name: { es: 'Nivel de servicio' },
			unit: 'ratio',
			direction: 'up',
			dimensions: ['queue', 'channel', 'agent', 'team']
		});
	});

	test('a day of the change to summer time has 23 buckets of an hour, with local instants', async () => {
		const rows = await queryMetrics(product, {
			metric: 'offered,service_level',
			interval: '1h',
			...madridDay
		});
		expect(rows).toHaveLength(23);
		const busy = rows
			.filter((row) => (row['offered'] as { value: number }).value > 0)
			.map((row) => row['at']);
		expect(busy).toEqual(['2026-03-29T00:00:00+01:00', '2026-03-29T03:00:00+02:00']);
		expect(rows[1]).toMatchObject({
			offered: { value: 0 },
			service_level: { value: null, numerator: 0, denominator: 0 }
		});
	});

	test('by agent and by team, with percentiles and n', async () => {
		const [agent] = await queryMetrics(product, { metric: 'aht', by: 'agent', ...madridDay });
		expect(agent).toMatchObject({ agent: 'ana', aht: { value: 60_000, n: 2 } });
		const { median } = (agent?.['aht'] ?? {}) as { median: number };
		expect(Math.abs(median - 60_000)).toBeLessThanOrEqual(600);
		const [team] = await queryMetrics(product, { metric: 'handled', by: 'team', ...madridDay });
		expect(team).toMatchObject({ team: 'mañana', handled: { value: 2 } });
		expect(
			await queryMetrics(product, { metric: 'handled', by: 'team', team: 'otro', ...madridDay })
		).toEqual([]);
	});

	test('a range that is not on a quarter of an hour is exact', async () => {
		const [row] = await queryMetrics(product, {
			metric: 'offered',
			from: '2026-03-28T23:30:00Z',
			to: '2026-03-29T01:29:59.999Z'
		});
		expect(row).toMatchObject({ offered: { value: 1 } });
		const [both] = await queryMetrics(product, {
			metric: 'offered',
			from: '2026-03-28T23:30:00Z',
			to: '2026-03-29T01:30:00.001Z'
		});
		expect(both).toMatchObject({ offered: { value: 2 } });
	});

	test('what waits now is known live', async () => {
		const [row] = await queryMetrics(product, {
			metric: 'waiting,longest_wait,at_risk',
			queue: 'chat',
			...madridDay
		});
		expect(row).toMatchObject({ waiting: { value: 1 } });
		expect((row?.['longest_wait'] as { value: number }).value).toBeGreaterThanOrEqual(60_000);
	});

	const good = { metric: 'offered', ...madridDay };
	test.each([
		['metric', { ...good, metric: 'nonsense' }],
		['metric', { ...good, metric: '' }],
		['from', { ...good, from: 'yesterday' }],
		['from', { ...good, from: '2026-02-30T00:00:00Z' }],
		['to', { ...good, to: good.from }],
		['to', { ...good, from: '2020-01-01T00:00:00Z', interval: '15m' }],
		['interval', { ...good, interval: '1y' }],
		['interval', { ...good, metric: 'waiting', interval: '1h' }],
		['by', { ...good, by: 'shoe_size' }],
		['by', { ...good, metric: 'waiting', by: 'agent' }],
		['tz', { ...good, tz: 'Europa/Madrid' }],
		['tz', { ...good, tz: "'; DROP TABLE events" }]
	])('a wrong %s is a 400 that names it', async (field, query) => {
		const answer = await get(`/api/v1/metrics/query?${new URLSearchParams(query).toString()}`);
		expect(answer.status).toBe(400);
		expect(answer.headers.get('content-type')).toContain('application/problem+json');
		expect(await answer.json()).toMatchObject({ status: 400, field });
	});

	test('[A6] names are values, never SQL', async () => {
		const rows = await queryMetrics(product, { ...good, by: 'queue', queue: "x') OR 1=1 --" });
		expect(rows).toEqual([]);
	});

	test('an interaction comes with facts, segments and the events as they were sent', async () => {
		const answer = await get('/api/v1/interactions/a');
		const body = (await answer.json()) as { segments: object[]; events: { type: string }[] };
		expect(body).toMatchObject({
			id: 'a',
			channel: 'voice',
			direction: 'inbound',
			endedAt: '2026-03-28T23:31:10Z'
		});
		expect(body.segments).toMatchObject([
			{
				segment: 1,
				queue: 'ventas',
				agent: 'ana',
				outcome: 'answered',
				waitMs: 10_000,
				talkMs: 60_000,
				formula: 'A',
				thresholdMs: 20_000,
				serviceLevel: { numerator: 1, denominator: 1 }
			}
		]);
		expect(body.events.map(({ type }) => type)).toEqual(
			['created', 'queued', 'accepted', 'ended'].map((name) => `atalaya.interaction.${name}.v1`)
		);
		expect((await get('/api/v1/interactions/nobody')).status).toBe(404);
	});

	const day = new URLSearchParams(madridDay).toString();
	test.each([
		['/api/v1/metrics', '/api/v1/metrics'],
		[
			'/api/v1/metrics/query',
			`/api/v1/metrics/query?metric=aht,service_level,waiting&by=queue&${day}`
		],
		['/api/v1/metrics/contacts', `/api/v1/metrics/contacts?metric=service_level&${day}`],
		['/api/v1/outlook', '/api/v1/outlook?tz=Europe/Madrid'],
		[
			'/api/v1/interactions',
			'/api/v1/interactions?from=2026-03-28T00:00:00Z&to=2026-03-30T00:00:00Z'
		],
		['/api/v1/interactions/[id]', '/api/v1/interactions/a'],
		['/api/v1/openapi.json', '/api/v1/openapi.json'],
		['/api/v1/asyncapi.json', '/api/v1/asyncapi.json']
	])('what %s answers fits the schema in the document of the API', async (route, path) => {
		const answer = await get(path);
		const body: unknown = await answer.json();
		const schema = answerSchema(route, 'GET');
		expect(answer.status).toBe(200);
		expect(schema).not.toBeNull();
		expect([...Value.Errors(schema!, body)].map(({ path: at, message }) => [at, message])).toEqual(
			[]
		);
	});

	test('a refusal fits its schema as well', async () => {
		const body: unknown = await (await get('/api/v1/metrics/contacts?metric=nonsense')).json();
		expect([...Value.Errors(Problem, body)]).toEqual([]);
	});

	test('the contacts behind a bucket are those of it, with both sides of the ratio', async () => {
		const query = new URLSearchParams({
			metric: 'service_level',
			at: '2026-03-29T03:40:00+02:00',
			interval: '1h',
			tz: 'Europe/Madrid'
		});
		const body: unknown = await (await get(`/api/v1/metrics/contacts?${query.toString()}`)).json();
		expect(body).toMatchObject({
			from: '2026-03-29T03:00:00+02:00',
			to: '2026-03-29T04:00:00+02:00',
			value: 1,
			numerator: 1,
			denominator: 1,
			sides: [{ side: 'passing', rows: 1, interactions: 1 }],
			rows: [{ interaction: 'b', queue: 'ventas', agent: 'ana', numerator: 1, denominator: 1 }],
			next: null
		});
	});

	test('interactions are listed newest first, page by page, and found by what came of them', async () => {
		const list = async (query: string) =>
			(await (
				await get(`/api/v1/interactions?from=2026-03-28T00:00:00Z&to=2026-03-30T00:00:00Z&${query}`)
			).json()) as {
				rows: { id: string; waitMs: number; agents: string[] }[];
				next: string | null;
			};
		const first = await list('limit=1');
		expect(first.rows).toMatchObject([{ id: 'b', waitMs: 10_000, agents: ['ana'] }]);
		const second = await list(`limit=1&after=${first.next ?? ''}`);
		expect([second.rows.map(({ id }) => id), second.next]).toEqual([['a'], null]);
		const ids = async (query: string) => (await list(query)).rows.map(({ id }) => id);
		expect(await ids('outcome=answered&queue=ventas')).toEqual(['b', 'a']);
		expect(await ids('outcome=abandoned')).toEqual([]);
		expect(await ids('agent=ana&channel=voice&direction=inbound')).toEqual(['b', 'a']);
		expect(await ids('agent=bruno')).toEqual([]);
	});

	test('health, readiness and metrics for monitors need no token', async () => {
		for (const base of [product.web, product.ingest]) {
			for (const path of ['/healthz', '/readyz', '/metrics'])
				expect([base, path, (await fetch(base + path)).status]).toEqual([base, path, 200]);
		}
	});
});
