/** Two thousand odd cases for both processes; `npm run chaos -- fuzz` sends as many as one likes. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPCODE, encodeFrame } from './fuzz/arbitraries/frames.ts';
import { readFrames } from './fuzz/server-frames.ts';
import { API_TOKEN, handlesOf, startFuzzStage } from './fuzz/stage.ts';
import type { FuzzStage } from './fuzz/stage.ts';
import { Fuzzer } from './fuzz/run.ts';
import type { Summary } from './fuzz/run.ts';
import { until } from '../support/until.ts';

const CASES = 2000;
const SEED = 20_261_122;
const MOST_MEMORY_MIB = 600;

let stage: FuzzStage;
/** Of a viewer that says nothing but half a frame, from before the cases to behind them. */
let unfinished: Promise<number>;
let summary: Summary;

const handshake = (path: string, token: string): string =>
	[
		`GET ${path} HTTP/1.1`,
		'Host: x',
		`Authorization: Bearer ${token}`,
		'Connection: Upgrade',
		'Upgrade: websocket',
		'Sec-WebSocket-Key: ZnV6emZ1enpmdXp6ZnV6eg==',
		'Sec-WebSocket-Version: 13',
		'',
		''
	].join('\r\n');

/** Resolves with the code it is closed with. */
function halfAFrame(port: number): Promise<number> {
	return new Promise((resolve) => {
		const socket = connect({ port, host: '127.0.0.1' }).on('error', () => undefined);
		let bytes = Buffer.alloc(0);
		socket.on('data', (chunk) => {
			bytes = Buffer.concat([bytes, chunk]);
			const frames = bytes.subarray(bytes.indexOf('\r\n\r\n') + 4);
			const { closeCode } = readFrames(frames);
			if (closeCode === null) return;
			socket.destroy();
			resolve(closeCode);
		});
		const payload = Buffer.from('{');
		socket.write(handshake('/live', API_TOKEN));
		socket.write(encodeFrame({ opcode: OPCODE.text, payload, claims: 'more' }));
	});
}

beforeAll(async () => {
	stage = await startFuzzStage(SEED);
	unfinished = halfAFrame(stage.parts.web.port);
	summary = await new Fuzzer(stage).run({
		stage,
		cases: CASES,
		seed: SEED,
		canaryEvery: 500,
		warmUp: CASES / 2,
		mayStay: false
	});
}, 600_000);
afterAll(() => stage.stop());

describe('two thousand odd cases', () => {
	test('no crash, no answer above 499, every refusal a problem, every connection ended, nothing logged', () => {
		expect(summary.faults).toEqual([]);
		expect(summary.cases).toBe(CASES);
	});

	test('what was acknowledged is there once', () => {
		expect(summary.balance.acknowledged).toBeGreaterThan(CASES / 20);
		expect(summary.balance).toMatchObject({ lost: [], doubled: [] });
		expect(summary.counters).toMatchObject({ inSpool: 0, deadLettered: 0 });
	});

	test('every way in was tried, and both taken and refused', () => {
		const { events, stream, live, api, forms } = summary.targets;
		for (const status of [202, 207, 400, 415, 422])
			expect(events?.answers[status]).toBeGreaterThan(0);
		expect(stream?.answers['101/1007']).toBeGreaterThan(0);
		expect(live?.answers['101/1007']).toBeGreaterThan(0);
		for (const status of [200, 400]) expect(api?.answers[status]).toBeGreaterThan(0);
		for (const status of [400, 422]) expect(forms?.answers[status]).toBeGreaterThan(0);
		expect(summary.noticesBack).toBeGreaterThan(0);
	});

	test('memory stays within its bound', () => {
		for (const { residentMib } of Object.values(summary.vitals))
			expect(residentMib.most).toBeLessThan(MOST_MEMORY_MIB);
	});
});

describe('connections', () => {
	test('[C7] of a viewer that says no hello, in the middle of a frame, is closed and ended', async () => {
		expect(await unfinished).toBe(1008);
	});

	test.each(['ingest', 'web'] as const)(
		'of upgrades that %s refused are let go of, also when the other side keeps its half open',
		async (part) => {
			const { pid, port } = stage.parts[part];
			const path = part === 'ingest' ? '/v1/stream' : '/live';
			const before = handlesOf(pid);
			const sockets = Array.from({ length: 40 }, () =>
				connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined)
			);
			for (const socket of sockets) socket.resume().write(handshake(path, 'wrong-token-wrong'));
			await Promise.all(
				sockets.map((socket) => new Promise((resolve) => socket.once('end', resolve)))
			);
			const after = await until('the sockets are let go of', () => {
				const open = handlesOf(pid);
				return Promise.resolve(open < before + 20 && open);
			});
			expect(after).toBeLessThan(before + 20);
			for (const socket of sockets) socket.destroy();
		}
	);

	test.each(['ingest', 'web'] as const)(
		'of a client that offers HTTP/2 to %s go on with HTTP/1.1',
		async (part) => {
			const path = part === 'ingest' ? '/v1/events' : '/healthz';
			const body = part === 'ingest' ? '[]' : '';
			const head = [
				`${part === 'ingest' ? 'POST' : 'GET'} ${path} HTTP/1.1`,
				'Host: x',
				`Authorization: Bearer ${stage.ingest.token}`,
				'Content-Type: application/cloudevents-batch+json',
				'Connection: Upgrade, HTTP2-Settings',
				'Upgrade: h2c',
				'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
				`Content-Length: ${body.length}`
			].join('\r\n');
			// The body comes later than the head, and a second request over the same connection is answered as well.
			let text = '';
			const socket = connect({ port: stage.parts[part].port, host: '127.0.0.1' });
			socket.on('data', (chunk) => (text += chunk.toString()));
			socket.write(`${head}\r\n\r\n`);
			const answered = (times: number) =>
				until('it is answered', () => Promise.resolve(text.split('HTTP/1.1 20').length > times));
			if (body === '') await answered(1);
			socket.write(body);
			await answered(1);
			socket.write(`${head}\r\n\r\n${body}`);
			await answered(2);
			socket.destroy();
			expect(text).toContain(part === 'ingest' ? '"durability"' : 'alive');
		}
	);
});
