import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_TOKEN, INGEST_TOKEN, queryMetrics, startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { sharedData } from '../support/shared-data.ts';

const calls = sharedData('voice-1999-08/calls.csv');
const twoQueues = sharedData('queue-log/two_queues_2013-11-08.queue_log');
const mixed = sharedData('queue-log/mixed_2012-07-01.queue_log');

interface Ratio {
	value: number | null;
	numerator: number;
	denominator: number;
}
interface Mean {
	value: number | null;
	n: number;
}
type Row = Record<string, unknown>;
const ratio = (row: Row | undefined, id: string) => row?.[id] as Ratio;
const mean = (row: Row | undefined, id: string) => row?.[id] as Mean;
const count = (row: Row | undefined, id: string) => (row?.[id] as { value: number }).value;

const AUGUST = {
	from: '1999-08-01T00:00:00+03:00',
	to: '1999-08-17T00:00:00+03:00',
	tz: 'Asia/Jerusalem'
};

describe('real input, through the door and the metrics API', () => {
	let product: Product;

	beforeAll(async () => {
		product = await startProduct();
	});
	afterAll(() => product.stop());

	const run = (...args: string[]) =>
		new Promise<{ code: number | null; output: string }>((resolve) => {
			let output = '';
			const child = spawn(process.execPath, ['src/launch/start.mjs', 'import', '--wait', ...args], {
				env: { ...process.env, DATA_DIR: product.dataDir, INGEST_TOKEN },
				stdio: ['ignore', 'pipe', 'pipe']
			});
			for (const stream of [child.stdout, child.stderr])
				stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
			child.on('exit', (code) => {
				resolve({ code, output });
			});
		});
	const post = async (...events: object[]) => {
		const answer = await fetch(`${product.ingest}/v1/events?backfill=true`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${INGEST_TOKEN}`,
				'content-type': 'application/cloudevents-batch+json',
				prefer: 'wait=30'
			},
			body: JSON.stringify(events)
		});
		expect(answer.status).toBe(200);
	};
	const ask = (metric: string, more: Record<string, string>) =>
		queryMetrics(product, { metric, ...more });
	/** Another formula for every queue of the bank, from before its first call. */
	const useFormula = (letter: string, second: number) =>
		post(
			...['PS', 'PE', 'IN', 'NE', 'NW', 'TT'].map((queue) => ({
				specversion: '1.0',
				id: `formula-${letter}-${queue}`,
				source: '//test/settings',
				type: 'atalaya.reference.queue.v1',
				subject: queue,
				time: `2026-01-01T00:00:0${second}Z`,
				data: { slFormula: letter, validFrom: '1999-01-01T00:00:00Z' }
			}))
		);

	describe.skipIf(calls === null)('the bank of August 1999', () => {
		beforeAll(async () => {
			const { code, output } = await run(
				'--format',
				'csv',
				'--mapping',
				'ingest/sources/csv/examples/bank-1999.json',
				calls ?? ''
			);
			expect({ code, phantom: output.includes('199') }, output).toEqual({ code: 0, phantom: true });
		});

		test('all calls: the figures to the digit', async () => {
			const [row] = await ask(
				'offered,answered,abandoned,short_abandoned,service_level,asa,aht',
				AUGUST
			);
			expect([
				count(row, 'offered'),
				count(row, 'answered'),
				count(row, 'abandoned'),
				count(row, 'short_abandoned')
			]).toEqual([21634, 15888, 5746, 210]);
			expect(ratio(row, 'service_level')).toEqual({
				value: 5106 / 21424,
				numerator: 5106,
				denominator: 21424
			});
			expect(mean(row, 'asa').value).toBeCloseTo(114674.031, 3);
			expect(mean(row, 'aht').value).toBeCloseTo(187640.358, 3);
		});

		test('queue NE', async () => {
			const [row] = await ask('answered,abandoned,service_level,aht', { ...AUGUST, queue: 'NE' });
			expect([count(row, 'answered'), count(row, 'abandoned')]).toEqual([1545, 182]);
			expect(ratio(row, 'service_level')).toMatchObject({ numerator: 479, denominator: 1720 });
			expect(mean(row, 'aht').value).toBeCloseTo(252622.654, 3);
		});

		test('days add up to the whole, and so do queues', async () => {
			const days = await ask('offered,service_level', { ...AUGUST, interval: '1d' });
			const queues = await ask('offered', { ...AUGUST, by: 'queue' });
			expect(days).toHaveLength(16);
			expect(days.reduce((sum, row) => sum + count(row, 'offered'), 0)).toBe(21634);
			expect(days.reduce((sum, row) => sum + ratio(row, 'service_level').numerator, 0)).toBe(5106);
			expect(queues.reduce((sum, row) => sum + count(row, 'offered'), 0)).toBe(21634);
			expect(days[0]?.['at']).toBe('1999-08-01T00:00:00+03:00');
		});

		test('percentiles are within the 1 % the catalogue states', async () => {
			const [row] = await ask('aht', AUGUST);
			const served = readFileSync(calls ?? '', 'utf8')
				.split('\n')
				.map((line) => line.split(','))
				.filter((columns) => columns[12] === 'AGENT')
				.map((columns) => Number(columns[15]) * 1000)
				.sort((x, y) => x - y);
			expect(served).toHaveLength(15888);
			for (const [name, level] of [
				['median', 0.5],
				['p90', 0.9],
				['p95', 0.95]
			] as const) {
				const exact = served[Math.floor(level * (served.length - 1))] ?? 0;
				const found = (row?.['aht'] as Record<string, number>)[name] ?? 0;
				expect(Math.abs(found - exact) / exact, name).toBeLessThanOrEqual(0.011);
			}
		});

		test('formulas C and D, and back', async () => {
			await useFormula('C', 1);
			const [c] = await ask('service_level', AUGUST);
			expect(ratio(c, 'service_level')).toMatchObject({ numerator: 5106, denominator: 15888 });
			await useFormula('D', 2);
			const [d] = await ask('service_level', AUGUST);
			expect(ratio(d, 'service_level')).toMatchObject({ numerator: 6618, denominator: 21634 });
			await useFormula('A', 3);
			const [a] = await ask('service_level', AUGUST);
			expect(ratio(a, 'service_level')).toMatchObject({ numerator: 5106, denominator: 21424 });
		});

		test('a second import adds nothing', async () => {
			const { code, output } = await run(
				'--format',
				'csv',
				'--mapping',
				'ingest/sources/csv/examples/bank-1999.json',
				calls ?? ''
			);
			expect({ code, none: /\b0\b.*accepted|accepted\D+0\b/i.test(output) }, output).toEqual({
				code: 0,
				none: true
			});
			const [row] = await ask('offered', AUGUST);
			expect(count(row, 'offered')).toBe(21634);
		});

		test('one call can be questioned down to its events', async () => {
			const answer = await fetch(
				`${product.web}/api/v1/interactions/${encodeURIComponent('1999-08-01~AA0204~43678')}`,
				{
					headers: { authorization: `Bearer ${API_TOKEN}` }
				}
			);
			expect(answer.status).toBe(200);
			const body = (await answer.json()) as { events: { time: string }[] };
			// Hung up in the menu: created and ended, never queued.
			expect(body.events.map(({ time }) => Date.parse(time))).toEqual([
				Date.parse('1999-08-01T00:10:10+03:00'),
				Date.parse('1999-08-01T00:10:27+03:00')
			]);
		});
	});

	describe.skipIf(twoQueues === null)('one call through two queues', () => {
		test('has two segments with their own waits and talks', async () => {
			const { code, output } = await run('--format', 'asterisk-queue-log', twoQueues ?? '');
			expect(code, output).toBe(0);
			const day = { from: '2013-11-08T00:00:00Z', to: '2013-11-09T00:00:00Z' };
			const rows = await ask('offered,answered,asa,aht', { ...day, by: 'queue' });
			const [q01, q02] = ['q01', 'q02'].map((queue) => rows.find((row) => row['queue'] === queue));
			expect([
				count(q01, 'offered'),
				count(q01, 'answered'),
				mean(q01, 'asa').value,
				mean(q01, 'aht').value
			]).toEqual([1, 1, 3000, 558_000]);
			expect([
				count(q02, 'offered'),
				count(q02, 'answered'),
				mean(q02, 'asa').value,
				mean(q02, 'aht').value
			]).toEqual([1, 1, 2000, 107_000]);
		});
	});

	describe.skipIf(mixed === null)('a morning with every way to leave a queue', () => {
		test('nine received: four answered, four abandoned, one closed', async () => {
			const { code, output } = await run('--format', 'asterisk-queue-log', mixed ?? '');
			expect(code, output).toBe(0);
			const [row] = await ask('offered,answered,abandoned,closed', {
				from: '2012-07-01T00:00:00Z',
				to: '2012-07-02T00:00:00Z',
				queue: 'q01'
			});
			expect(['offered', 'answered', 'abandoned', 'closed'].map((id) => count(row, id))).toEqual([
				9, 4, 4, 1
			]);
		});
	});
});
