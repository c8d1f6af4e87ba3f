/** The live hub over a real engine and a real store, as the web process has it, without its pages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { Access } from '#lib/server/access/access.ts';
import { attachLive } from '#lib/server/live/attach.ts';
import { createHub } from '#lib/server/live/hub.ts';
import type { LiveHub } from '#lib/server/live/hub.ts';
import { principalOf } from '#lib/server/store/api-tokens.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from './engine.ts';
import { insertEvents, placeByFirst } from './events.ts';
import { openStoreParts } from './store-parts.ts';
import type { StoreParts } from './store-parts.ts';
import { TestViewer } from './viewer.ts';

export interface LiveStage extends StoreParts {
	readonly hub: LiveHub;
	readonly origin: string;
	readonly errors: unknown[];
	/** How often somebody was looked up. */
	lookUps(): number;
	/** While set, looking up anybody fails with it. */
	failWith(error: Error | null): void;
	/** What a browser sends with this cookie from a page of ours. */
	browser(cookie: string): Record<string, string>;
	insert(...events: KnownEvent[]): Promise<void>;
	open(headers: Record<string, string>, query?: string): Promise<TestViewer>;
	stop(): Promise<void>;
}

export interface LiveStageOptions {
	readonly recheckMs?: number;
}

export async function startLiveStage({ recheckMs }: LiveStageOptions = {}): Promise<LiveStage> {
	const engine = await startTestEngine();
	await applySchema(engine.clickhouse);
	const dataDir = mkdtempSync(join(tmpdir(), 'atalaya-stage-'));
	const parts = await openStoreParts(dataDir);
	const errors: unknown[] = [];
	let lookUps = 0;
	let failure: Error | null = null;
	const working =
		<A extends unknown[], T>(look: (...given: A) => Promise<T>) =>
		async (...given: A): Promise<T> => {
			lookUps += 1;
			if (failure) throw failure;
			return look(...given);
		};
	const access = new Access({
		session: working((token: string) => parts.sessions.find(token)),
		screen: working((token: string, address: string) => parts.screens.find(token, address)),
		token: working(async (token: string) => {
			const found = await parts.apiTokens.find(token);
			return found && principalOf(found);
		}),
		environmentToken: null,
		nodes: parts.nodes
	});
	const hub = createHub({
		clickhouse: engine.clickhouse,
		boards: parts.boards,
		access,
		audit: parts.audit,
		tenant: 'default',
		zone: 'Europe/Madrid',
		now: Date.now,
		notices: () => 'connected',
		onError: (error) => errors.push(error),
		...(recheckMs === undefined ? {} : { recheckMs })
	});
	const server: Server = createServer((_request, response) => response.end());
	const detach = attachLive(server, {
		live: () => ({ hub, access }),
		origin: null,
		clientAddressHeader: null,
		others: 'refuse',
		onError: (error) => errors.push(error)
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	const viewers: TestViewer[] = [];
	const placed = placeByFirst();
	let batches = 0;
	return {
		...parts,
		hub,
		origin,
		errors,
		lookUps: () => lookUps,
		failWith(error) {
			failure = error;
		},
		browser: (cookie) => ({ cookie, origin }),
		async insert(...events) {
			batches += 1;
			await insertEvents(engine.clickhouse, events, placed, `stage-${batches}`);
			hub.committed();
		},
		async open(headers, query = '') {
			const viewer = new TestViewer(`ws://127.0.0.1:${port}/live${query}`, headers);
			viewers.push(viewer);
			return viewer.opened();
		},
		async stop() {
			for (const viewer of viewers) viewer.close();
			detach();
			await hub.stop();
			server.closeAllConnections();
			server.close();
			await parts.store.close();
			await engine.stop();
			rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
		}
	};
}
