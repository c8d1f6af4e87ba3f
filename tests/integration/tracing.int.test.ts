/** One trace from the request of a producer to the frame on a screen. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '#lib/live/protocol.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startCollector } from '../support/collector.ts';
import type { CollectedSpan, Collector } from '../support/collector.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { TEST_INTERNAL_TOKEN, startTestIngest, testEvent } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { signInAs } from '../support/sign-in.ts';
import { until } from '../support/until.ts';
import { TestViewer } from '../support/viewer.ts';
import { startWeb } from '../support/web.ts';
import type { Web } from '../support/web.ts';

const newTrace = (): string => randomBytes(16).toString('hex');
const SPAN = 'b7ad6b7169203331';

describe('a trace', () => {
	let engine: TestEngine;
	let collector: Collector;
	let ingest: TestIngest;
	let web: Web;
	let viewer: TestViewer;

	beforeAll(async () => {
		[engine, collector] = await Promise.all([startTestEngine(), startCollector()]);
		await applySchema(engine.clickhouse);
		const { dataDir } = engine;
		const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
		ingest = await startTestIngest({ dataDir, env: traced });
		web = await startWeb({
			...{ ...traced, DATA_DIR: dataDir, CLICKHOUSE_URL: '' },
			...{ INGEST_URLS: ingest.url, INTERNAL_TOKEN: TEST_INTERNAL_TOKEN }
		});
		const cookie = await signInAs({ dataDir }, 'admin');
		viewer = new TestViewer(`${web.url.replace('http', 'ws')}/live`, { cookie, origin: web.url });
		await viewer.opened();
		viewer.send({ type: 'hello', v: PROTOCOL_VERSION, board: 'sala' });
		await viewer.nextWhere(({ type }) => type === 'snapshot');
	});
	afterAll(async () => {
		viewer.close();
		await web.stop();
		await ingest.stop();
		await collector.stop();
		await engine.stop();
	});

	const spansOf = (traceId: string): CollectedSpan[] =>
		collector.spans.filter((span) => span.traceId === traceId);
	const untilFrames = (traceId: string): Promise<CollectedSpan[]> =>
		until('the trace is on a screen', () => {
			const spans = spansOf(traceId);
			const frames = spans.filter(({ name }) => name === 'frame');
			return Promise.resolve(frames.length >= 2 && spans);
		});

	test('leads from the header of the producer over disk and database to the frame', async () => {
		const traceId = newTrace();
		const { status } = await ingest.post([testEvent()], {
			headers: { traceparent: `00-${traceId}-${SPAN}-01` }
		});
		expect(status).toBe(202);
		const spans = await untilFrames(traceId);
		const one = (name: string): CollectedSpan => {
			const found = spans.find((span) => span.name === name);
			if (!found) throw new Error(`${name} is missing in ${spans.map((s) => s.name).join()}`);
			return found;
		};
		const request = one('POST /v1/events');
		expect(request).toMatchObject({ service: 'atalaya-ingest', parentSpanId: SPAN });
		for (const name of ['spool', 'wait', 'insert'])
			expect(one(name)).toMatchObject({
				service: 'atalaya-ingest',
				parentSpanId: request.spanId
			});
		for (const name of ['read waiting', 'read totals'])
			expect(one(name)).toMatchObject({
				service: 'atalaya-web',
				parentSpanId: one('insert').spanId
			});
		const reads = new Set([one('read waiting').spanId, one('read totals').spanId]);
		for (const frame of spans.filter(({ name }) => name === 'frame'))
			expect(reads).toContain(frame.parentSpanId);
		expect(one('spool').startMs).toBeGreaterThanOrEqual(request.startMs);
		expect(one('insert').startMs).toBeGreaterThanOrEqual(one('spool').endMs - 1);
		expect(one('read totals').startMs).toBeGreaterThanOrEqual(one('insert').startMs);
		for (const { startMs, endMs } of spans) expect(endMs).toBeGreaterThanOrEqual(startMs);
		expect(spans).toHaveLength(8);
	});

	test('goes on from what events carry when the request says nothing, and links the others', async () => {
		const [first, second] = [newTrace(), newTrace()];
		const carrying = (traceId: string) => ({
			...testEvent(),
			traceparent: `00-${traceId}-${SPAN}-01`
		});
		await ingest.post([testEvent(), carrying(first), carrying(second)]);
		const spans = await untilFrames(first);
		const request = spans.find(({ name }) => name === 'POST /v1/events');
		expect(request?.parentSpanId).toBe(SPAN);
		expect(request?.links.map(({ traceId }) => traceId)).toEqual([second]);
	});

	test('that its producer does not sample is not made, and a refused request ends its own', async () => {
		const [unsampled, refused] = [newTrace(), newTrace()];
		await ingest.post([testEvent()], {
			headers: { traceparent: `00-${unsampled}-${SPAN}-00`, prefer: 'wait=30' }
		});
		const { status } = await ingest.post('no json', {
			contentType: 'application/cloudevents+json',
			headers: { traceparent: `00-${refused}-${SPAN}-01` }
		});
		expect(status).toBe(400);
		await until('the refused one is told', () => Promise.resolve(spansOf(refused).length === 1));
		expect(spansOf(unsampled)).toEqual([]);
	});

	test('a collector that stands still or goes away holds nothing up', async () => {
		collector.freeze();
		for (let n = 0; n < 20; n += 1) {
			const { status } = await ingest.post([testEvent(), testEvent()]);
			expect(status).toBe(202);
		}
		await collector.stop();
		const { status } = await ingest.post([testEvent()], { headers: { prefer: 'wait=60' } });
		expect(status).toBe(200);
		expect(await ingest.stop()).toBe(0);
		expect(ingest.output()).not.toMatch(/"level":(50|60)/);
	});
});
