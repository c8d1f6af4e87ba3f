/** Where the http server meets the hub: checks the upgrade of `/live`, finds out who it is, and hands the socket over. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { AS_SCREEN, LIVE_PATH, TOPIC_NAMES } from '#lib/live/protocol.ts';
import type { TopicName } from '#lib/live/protocol.ts';
import type { Access } from '../access/access.ts';
import { meets } from '../access/authorise.ts';
import { TOPICS } from '../access/table.ts';
import { declineUpgrade, endSocket, wantsWebSocket } from '../upgrade-socket.ts';
import type { LiveHub } from './hub.ts';
import { isSecure, mayComeFrom, readCredentials, watcherOf } from './upgrade.ts';
import type { Watcher } from './watcher.ts';

export interface LiveParts {
	readonly hub: LiveHub;
	readonly access: Pick<Access, 'identify'>;
}

export interface AttachOptions {
	/** Null while the process starts: the upgrade is answered 503 and the client comes back. */
	readonly live: () => LiveParts | null;
	/** The configured origin of the pages, when it is not the host the request names. */
	readonly origin: string | null;
	/** Header in which a proxy names the address of the client; null: no proxy. */
	readonly clientAddressHeader: string | null;
	/** Further ones are answered 503, so that there is room left for pages and `/healthz`; absent: any number. */
	readonly mostViewers?: number;
	/** Upgrades of other paths: `refuse`, or `leave` them to whoever else listens (Vite). */
	readonly others: 'refuse' | 'leave';
	readonly onError: (error: unknown) => void;
}

const MAX_CLIENT_FRAME_BYTES = 16 * 1024;
const STATUS = {
	unknown: '401 Unauthorized',
	forbidden: '403 Forbidden',
	missing: '404 Not Found',
	failed: '503 Service Unavailable'
} as const;

class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly reason: keyof typeof STATUS;
	constructor(reason: keyof typeof STATUS) {
		super(reason);
		this.reason = reason;
	}
}

function refuse(socket: Duplex, reason: keyof typeof STATUS): void {
	endSocket(socket, `HTTP/1.1 ${STATUS[reason]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** [C1] [A1] Throws Refusal for whoever may not connect; nothing is said to them but a status. */
async function admit(
	request: IncomingMessage,
	{ live, origin, clientAddressHeader }: AttachOptions
): Promise<{ hub: LiveHub; watcher: Watcher }> {
	const [path, query] = (request.url ?? '').split('?', 2);
	if (path !== LIVE_PATH) throw new Refusal('missing');
	if (!mayComeFrom(request, origin)) throw new Refusal('forbidden');
	const parts = live();
	if (parts === null) throw new Refusal('failed');
	const credentials = readCredentials(request, {
		isSecure: isSecure(request, origin),
		asScreen: new URLSearchParams(query).get('as') === AS_SCREEN
	});
	const watcher = await watcherOf(request, credentials, {
		access: parts.access,
		clientAddressHeader
	});
	return { hub: parts.hub, watcher: allowed(watcher, topicOf(query)) };
}

function topicOf(query: string | undefined): TopicName {
	const named = new URLSearchParams(query).get('topic') ?? 'board';
	const topic = TOPIC_NAMES.find((name) => name === named);
	if (topic === undefined) throw new Refusal('missing');
	return topic;
}

/** Whoever is known and may watch the topic at all; what of it, the hub decides. */
function allowed(watcher: Watcher | null, topic: TopicName): Watcher {
	const verdict = meets(watcher?.principal ?? null, TOPICS[topic] ?? []);
	if (verdict === 'allowed' && watcher !== null) return watcher;
	throw new Refusal(verdict === 'forbidden' ? 'forbidden' : 'unknown');
}

/** Answers upgrades of `/live` only, so that it lives beside Vite's own socket; the returned function stops it. */
export function attachLive(
	server: Pick<Server, 'on' | 'off' | 'emit'>,
	options: AttachOptions
): () => void {
	const sockets = new WebSocketServer({
		noServer: true,
		maxPayload: MAX_CLIENT_FRAME_BYTES,
		perMessageDeflate: false
	});
	const { mostViewers = Number.POSITIVE_INFINITY } = options;
	const answer = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
		try {
			const { hub, watcher } = await admit(request, options);
			if (sockets.clients.size >= mostViewers) throw new Refusal('failed');
			sockets.handleUpgrade(request, socket, head, (websocket) => {
				hub.accept(websocket, watcher);
			});
		} catch (error) {
			// An upgrade that nobody answers would hang for ever.
			refuse(socket, error instanceof Refusal ? error.reason : 'failed');
			if (!(error instanceof Refusal)) options.onError(error);
		}
	};
	const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
		const isOurs = (request.url ?? '').split('?', 1)[0] === LIVE_PATH;
		if (!isOurs && options.others === 'leave') return;
		if (!wantsWebSocket(request)) {
			declineUpgrade(server, request, socket, head);
			return;
		}
		socket.on('error', () => undefined);
		void answer(request, socket, head);
	};
	server.on('upgrade', upgrade);
	return () => {
		server.off('upgrade', upgrade);
		sockets.close();
	};
}
