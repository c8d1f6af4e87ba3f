import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryAnswer } from '#lib/domain/history/history-answer.ts';
import { API_TOKEN, INGEST_TOKEN, queryMetrics, startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { signInAs } from '../support/sign-in.ts';
import { startWeb } from '../support/web.ts';

const FORMULA = '=HYPERLINK("http://evil.example")';
const DAY_MS = 86_400_000;

let counter = 0;
const event = (name: string, subject: string, atMs: number, data: object) => {
	counter += 1;
	return {
		specversion: '1.0',
		id: `export-${counter}`,
		source: '//test/export',
		type: `atalaya.${name}.v1`,
		subject,
		time: new Date(atMs).toISOString(),
		data
	};
};

/** A call of a minute, answered after so many seconds. */
const call = (id: string, atMs: number, queue: string, agent: string, waitS: number) => [
	event('interaction.created', id, atMs, { channel: 'voice' }),
	event('interaction.queued', id, atMs, { queue }),
	event('interaction.accepted', id, atMs + waitS * 1000, { agent }),
	event('interaction.ended', id, atMs + (waitS + 60) * 1000, { by: 'customer' })
];

describe('an export of metrics', () => {
	let product: Product;
	// A whole day that has ended, wherever the test runs.
	const dayMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - 3 * DAY_MS;
	const iso = (ms: number): string => new Date(ms).toISOString();

	beforeAll(async () => {
		product = await startProduct();
		const events = [
			event('reference.agent', 'ana', dayMs, { name: 'Ana', team: 'norte' }),
			...call('a', dayMs + 9 * 3_600_000, 'ventas', 'ana', 10),
			...call('b', dayMs + 9 * 3_600_000, 'ventas', 'ana', 30),
			...call('c', dayMs + DAY_MS + 9 * 3_600_000, FORMULA, 'ana', 10)
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

	const range = { from: iso(dayMs), to: iso(dayMs + 2 * DAY_MS) };
	const address = (query: Record<string, string>): string =>
		`${product.web}/api/v1/metrics/export?${new URLSearchParams({ ...range, ...query }).toString()}`;
	const get = (query: Record<string, string>, headers?: Record<string, string>) =>
		fetch(address(query), { headers: headers ?? { authorization: `Bearer ${API_TOKEN}` } });

	test('as CSV has what each value is made of, under a telling name', async () => {
		const answer = await get({
			metric: 'offered,service_level,aht',
			interval: '1d',
			format: 'csv'
		});
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
		const [from, to] = [iso(dayMs).slice(0, 10), iso(dayMs + DAY_MS).slice(0, 10)];
		expect(answer.headers.get('content-disposition')).toBe(
			`attachment; filename="atalaya_offered-service_level-aht_${from}_${to}_1d.csv"`
		);
		const lines = (await answer.text()).split('\r\n');
		expect(lines[0]).toContain('"at","offered","service_level","service_level_numerator"');
		expect(lines[1]).toContain(`"${from}T00:00:00Z",2,0.5,1,2,60000,2,`);
		expect(lines[2]).toContain(`"${to}T00:00:00Z",1,1,1,1,60000,1,`);
		expect(lines).toHaveLength(4);
	});

	test('begins with a byte order mark only when asked', async () => {
		const bytes = async (query: Record<string, string>): Promise<number[]> => [
			...new Uint8Array(await (await get({ metric: 'offered', ...query })).arrayBuffer()).slice(
				0,
				3
			)
		];
		expect(await bytes({ bom: '1' })).toEqual([0xef, 0xbb, 0xbf]);
		expect(await bytes({})).not.toEqual([0xef, 0xbb, 0xbf]);
	});

	test('[A9] no cell of it is a formula', async () => {
		const text = await (await get({ metric: 'offered', by: 'queue' })).text();
		expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
		expect(text).not.toContain('"=HYPERLINK');
	});

	test('as lines of JSON says the same as the question it exports', async () => {
		const query = { metric: 'offered,service_level,asa,aht', interval: '1h', by: 'queue' };
		const text = await (await get({ ...query, format: 'ndjson' })).text();
		const lines = text
			.trimEnd()
			.split('\n')
			.map((line) => JSON.parse(line) as unknown);
		expect(lines).toEqual(await queryMetrics(product, { ...query, ...range }));
	});

	test('of a long range comes in parts, and has every bucket once', async () => {
		const long = {
			from: iso(dayMs - 200 * DAY_MS),
			to: iso(dayMs + DAY_MS),
			interval: '15m',
			metric: 'offered'
		};
		const text = await (await get({ ...long, format: 'ndjson' })).text();
		const rows = text
			.trimEnd()
			.split('\n')
			.map((line) => JSON.parse(line) as { at: string; offered: { value: number } });
		expect(rows).toHaveLength(201 * 96);
		expect(new Set(rows.map(({ at }) => at)).size).toBe(201 * 96);
		expect(rows.reduce((sum, { offered }) => sum + offered.value, 0)).toBe(2);
	});

	test.each<[Record<string, string>, number, string]>([
		[{ metric: 'nonsense' }, 400, 'metric'],
		[{ metric: 'offered', format: 'xlsx' }, 400, 'format'],
		[{ metric: 'offered', tz: 'Marte/Olimpo' }, 400, 'tz'],
		[{ metric: 'offered', from: '2020-01-01T00:00:00Z', interval: '15m' }, 400, 'to']
	])('%j is refused, naming the field', async (query, status, field) => {
		const answer = await get(query);
		expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([
			status,
			field
		]);
	});

	test('is only of what whoever asks may see', async () => {
		const supervisor = await signInAs(product, 'supervisor');
		const none = await (
			await get({ metric: 'offered', by: 'queue' }, { cookie: supervisor })
		).text();
		expect(none.trimEnd().split('\r\n')).toHaveLength(1);
		const director = await signInAs(product, 'director');
		const byAgent = await get({ metric: 'handled', by: 'agent' }, { cookie: director });
		expect(byAgent.status).toBe(403);
		const totals = await get({ metric: 'offered' }, { cookie: director });
		expect(await totals.text()).toContain(',3');
		expect((await get({ metric: 'offered' }, {})).status).toBe(401);
	});

	describe('and the page beside it', () => {
		const answerOf = async (
			query: Record<string, string>,
			cookie: string
		): Promise<HistoryAnswer> => {
			const answer = await fetch(
				`${product.web}/history/answer?${new URLSearchParams({ tz: 'UTC', ...query }).toString()}`,
				{ headers: { cookie } }
			);
			expect(answer.status).toBe(200);
			return (await answer.json()) as HistoryAnswer;
		};

		test('shows totals from sums, the days of the week, and how times are spread', async () => {
			const cookie = await signInAs(product, 'admin');
			const lines = await answerOf({ range: '7d', metric: 'service_level,asa' }, cookie);
			expect(lines.groups[0]?.now.total).toMatchObject({
				service_level: { value: 2 / 3, numerator: 2, denominator: 3 },
				asa: { value: 50_000 / 3, n: 3 }
			});
			const week = await answerOf({ range: '7d', metric: 'service_level', view: 'week' }, cookie);
			const weekday = (new Date(dayMs).getUTCDay() + 6) % 7;
			expect(week.week.find((cell) => cell.weekday === weekday && cell.hour === 9)).toMatchObject({
				hours: 1,
				value: { value: 0.5, numerator: 1, denominator: 2 }
			});
			const { spreads } = await answerOf({ range: '7d', metric: 'asa', view: 'spread' }, cookie);
			const [spread] = spreads;
			expect(spread?.bars.filter(({ n }) => n > 0).map(({ n }) => n)).toEqual([2, 1]);
			for (const bar of spread?.bars.filter(({ n }) => n === 2) ?? []) {
				expect([bar.fromMs <= 10_000, bar.toMs > 10_000]).toEqual([true, true]);
			}
		});

		test('says where there is something when the range has nothing', async () => {
			const cookie = await signInAs(product, 'admin');
			const { reach, groups } = await answerOf({ range: 'today', metric: 'offered' }, cookie);
			expect(groups[0]?.now.total).toMatchObject({ offered: { value: 0 } });
			expect(reach?.fromMs).toBeLessThanOrEqual(dayMs + 9 * 3_600_000);
			expect(reach?.toMs).toBeGreaterThan(dayMs + DAY_MS);
		});

		test('lets nobody reach further than the export', async () => {
			const director = await signInAs(product, 'director');
			const asked = await answerOf(
				{ range: '7d', metric: 'offered', by: 'agent', agent: 'ana' },
				director
			);
			expect(asked.trouble).toBeNull();
			expect(asked.groups[0]?.by).toBeNull();
			const supervisor = await signInAs(product, 'supervisor');
			const { groups } = await answerOf({ range: '7d', metric: 'offered' }, supervisor);
			expect(groups[0]?.now.total).toMatchObject({ offered: { value: 0 } });
		});
	});
});

describe('without the database', () => {
	test('the page keeps what was chosen and offers to try again; the export says so', async () => {
		const web = await startWeb();
		try {
			const cookie = await signInAs({ dataDir: web.config.dataDir }, 'admin');
			const page = await fetch(`${web.url}/history?lang=es&metric=aht&range=7d`, {
				headers: { cookie, accept: 'text/html' }
			});
			const text = await page.text();
			expect(page.status).toBe(200);
			expect(text).toContain('La base de datos no responde');
			expect(text).toContain('Reintentar');
			expect(text).toMatch(/value="aht"[^>]*checked/);
			const file = await fetch(
				`${web.url}/api/v1/metrics/export?metric=aht&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z`,
				{ headers: { cookie } }
			);
			expect(file.status).toBe(503);
		} finally {
			await web.stop();
		}
	});
});
