/** A process with many viewers of one board. All read every message; some look for probes. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { LIVE_PATH, PROTOCOL_VERSION } from '#lib/live/protocol.ts';
import type { ServerMessage } from '#lib/live/protocol.ts';
import { API_TOKEN } from '../../support/product.ts';
import { partOptions, servePart } from './part.ts';
import { probeOf } from './probe.ts';
import type { Sighting } from './probe.ts';

export interface ViewersOptions {
	/** `http://…` of the pages. */
	readonly web: string;
	readonly board: string;
	readonly viewers: number;
	/** How many of them look for probes. */
	readonly looking: number;
}

export interface ViewersReport {
	readonly frames: number;
	readonly bytes: number;
	/** Messages after which one was missing. */
	readonly gaps: number;
	/** Viewers that were closed. */
	readonly lost: number;
	/** By viewer that looks. */
	readonly sightings: readonly (readonly Sighting[])[];
}

const { web, board, viewers, looking } = partOptions() as ViewersOptions;
let frames = 0;
let bytes = 0;
let gaps = 0;
let lost = 0;
const sightings = Array.from({ length: looking }, (): Sighting[] => []);

async function watch(index: number): Promise<void> {
	const socket = new WebSocket(`${web.replace(/^http/, 'ws')}${LIVE_PATH}`, {
		headers: { authorization: `Bearer ${API_TOKEN}` }
	});
	const seen = sightings[index];
	let seq = 0;
	let newest = 0;
	socket.on('error', () => undefined);
	socket.on('close', () => (lost += 1));
	socket.on('message', (data: Buffer) => {
		const atMs = Date.now();
		frames += 1;
		bytes += data.length;
		const message = JSON.parse(data.toString('utf8')) as ServerMessage;
		if (message.type === 'refused') return;
		if (message.type === 'patch' && message.seq !== seq + 1) gaps += 1;
		seq = message.seq;
		if (!seen) return;
		const probe = probeOf(message);
		if (probe === null || probe <= newest) return;
		newest = probe;
		seen.push([probe, atMs]);
	});
	await once(socket, 'open');
	socket.send(JSON.stringify({ type: 'hello', v: PROTOCOL_VERSION, board }));
	await once(socket, 'message');
}

for (let index = 0; index < viewers; index += 1) await watch(index);

servePart((): ViewersReport => {
	const report = { frames, bytes, gaps, lost, sightings: sightings.map((seen) => [...seen]) };
	[frames, bytes, gaps] = [0, 0, 0];
	for (const seen of sightings) seen.length = 0;
	return report;
});
