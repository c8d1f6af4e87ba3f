import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Notice } from '#lib/domain/events/notice.ts';
import type { Touched } from '#lib/domain/events/notice.ts';
import { Value } from '@sinclair/typebox/value';
import { until } from '../../tests/support/until.ts';
import { CommitWatch } from '../write/commit-watch.ts';
import { serveNotices } from './notices.ts';

const commits = new CommitWatch({ positionOf: () => ({ last: 0, delivered: 0 }) });
const commit = (touched: Touched | null, rows = 1): void => {
	commits.committed('live', 0, { atMs: 1, rows, evaluations: false, touched });
};
const named = (count: number, prefix: string): Touched => [
	[3600, Array.from({ length: count }, (_, index) => `${prefix}-${index}`.padEnd(200, '.'))]
];

describe('commit notices', { timeout: 90_000 }, () => {
	let server: WebSocketServer;
	const sockets: WebSocket[] = [];
	const listen = async (): Promise<{ socket: WebSocket; heard: Notice[] }> => {
		const { port } = server.address() as AddressInfo;
		const socket = new WebSocket(`ws://127.0.0.1:${port}`);
		sockets.push(socket);
		const heard: Notice[] = [];
		socket.on('message', (data: Buffer) => {
			heard.push(Value.Parse(Notice, JSON.parse(data.toString('utf8'))));
		});
		await until('hello', () => Promise.resolve(heard.length > 0));
		return { socket, heard };
	};
	const committed = (heard: readonly Notice[]) =>
		heard.filter((notice) => notice.type === 'committed');

	beforeAll(async () => {
		server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
		server.on(
			'connection',
			serveNotices(commits, () => null)
		);
		await once(server, 'listening');
	});
	afterAll(() => {
		for (const socket of sockets) socket.terminate();
		server.close();
	});

	test('a commit names its contacts, in as many notices as it takes', async () => {
		const { heard } = await listen();
		const touched = named(1000, 'c');
		commit(touched, 1500);
		commit(null, 3);
		await until('all', () => Promise.resolve(committed(heard).some(({ rows }) => rows === 3)));
		const told = committed(heard);
		const ids = told.flatMap((notice) => (notice.touched ?? []).flatMap(([, each]) => each));
		expect(ids).toEqual(touched[0]?.[1]);
		expect(told.reduce((sum, { rows }) => sum + rows, 0)).toBe(1503);
		expect(told.at(-1)?.touched).toBeUndefined();
	});

	test('one who did not keep up learns that something was left out, and hears names again after it', async () => {
		const { socket, heard } = await listen();
		socket.pause();
		let sent = 0;
		// More than the buffers of the network take in.
		for (; sent < 150; sent++) commit(named(1000, `${sent}`), 1);
		socket.resume();
		await until('all rows', () =>
			Promise.resolve(committed(heard).reduce((sum, { rows }) => sum + rows, 0) === sent)
		);
		const told = committed(heard);
		const unnamed = told.filter((notice) => notice.touched === undefined);
		expect(unnamed.length).toBeGreaterThan(0);
		commit(named(1, 'after'), 1);
		await until('names', () =>
			Promise.resolve(committed(heard).at(-1)?.touched?.[0]?.[1][0]?.startsWith('after') === true)
		);
	});
});
