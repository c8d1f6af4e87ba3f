/** Production entry of the web process: the built pages behind a server of our own, with the live protocol on the same port. */
import { createServer } from 'node:http';
import process from 'node:process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
	affordableConnections,
	drain,
	guardConnections,
	serverOptions
} from '#lib/server/connections.ts';
import { attachLive } from '#lib/server/live/attach.ts';
import { readConfig } from '#lib/server/config.ts';
import { boundHeap } from '#lib/server/heap.ts';
import { runtimeIfOpen } from '#lib/server/runtime.ts';
import { whenSupervisorIsGone } from '#lib/server/supervised.ts';

boundHeap();
const config = readConfig(process.env);
// Without ORIGIN adapter-node takes https for granted and refuses every form on plain http: let it ask a header, and fill
// that from the socket, so that http://<any name>:3000 works and a proxy may say https.
if (config.origin === null) process.env['PROTOCOL_HEADER'] ??= 'x-forwarded-proto';

// Otherwise everybody behind a proxy has its address, and shares what failed sign-ins earn.
if (config.clientAddressHeader !== null) process.env['ADDRESS_HEADER'] = config.clientAddressHeader;

// A file of schedules (5 MB) and the form around it: more than adapter-node lets through by itself.
process.env['BODY_SIZE_LIMIT'] ??= '6M';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => unknown;

// Written by `vite build`. Not its own server: some limits of connections are only read when a server is made.
const built = new URL('../build/handler.js', import.meta.url).href;
const { handler } = (await import(built)) as { handler: Handler };

const http = createServer(serverOptions(), (request, response) => {
	request.headers['x-forwarded-proto'] ??= 'encrypted' in request.socket ? 'https' : 'http';
	const failed = (error?: unknown): void => {
		if (error !== undefined) runtimeIfOpen()?.log.error({ err: error }, 'request failed');
		if (response.headersSent) response.destroy();
		else response.writeHead(error === undefined ? 404 : 500, { connection: 'close' }).end();
	};
	Promise.resolve(handler(request, response, failed)).catch(failed);
});

/** Pages, viewers and everything else; of that, a part that viewers alone may have. */
const MOST_CONNECTIONS = 25_000;
const SHARE_OF_VIEWERS = 0.9;
const most = affordableConnections(MOST_CONNECTIONS);
const leave = guardConnections(http, {
	most,
	onFull: () => {
		runtimeIfOpen()?.log.warn(
			{ count: most },
			'more connections than there is room for: the idle ones are closed'
		);
	}
});
const detach = attachLive(http, {
	live: runtimeIfOpen,
	origin: config.origin,
	clientAddressHeader: config.clientAddressHeader,
	mostViewers: Math.floor(most * SHARE_OF_VIEWERS),
	others: 'refuse',
	onError: (error) => runtimeIfOpen()?.log.error({ err: error }, 'live upgrade')
});
http.listen(config.port, config.host);

const END_WITHIN_MS = 8000;
const ANSWER_WITHIN_MS = 2000;

let ending = false;
async function end(): Promise<void> {
	// The second time, and when it takes too long, nothing is waited for: what matters is on disk elsewhere.
	if (ending) process.exit(1);
	ending = true;
	setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
	detach();
	leave();
	const runtime = runtimeIfOpen();
	// Screens look for the next process while requests that have begun are still answered.
	await Promise.all([drain(http, ANSWER_WITHIN_MS), runtime?.hub.stop()]);
	await runtime?.stop();
	process.exit(0);
}
whenSupervisorIsGone(() => void end());
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
