/** Production entry of the web process: adapter-node's server, with the live protocol on the same port. */
import process from 'node:process';
import type { Server } from 'node:http';
import { attachLive } from '#lib/server/live/attach.ts';
import { readConfig } from '#lib/server/config.ts';
import { runtimeIfOpen } from '#lib/server/runtime.ts';
import { whenSupervisorIsGone } from '#lib/server/supervised.ts';

const config = readConfig(process.env);
process.env['HOST'] = config.host;
process.env['PORT'] = String(config.port);
// Without ORIGIN adapter-node takes https for granted and refuses every form on plain http: let it ask a header, and fill
// that from the socket, so that http://<any name>:3000 works and a proxy may say https.
if (config.origin === null) process.env['PROTOCOL_HEADER'] ??= 'x-forwarded-proto';

// Otherwise everybody behind a proxy has its address, and shares what failed sign-ins earn.
if (config.clientAddressHeader !== null) process.env['ADDRESS_HEADER'] = config.clientAddressHeader;

// A file of schedules (5 MB) and the form around it: more than adapter-node lets through by itself.
process.env['BODY_SIZE_LIMIT'] ??= '6M';

// Written by `vite build`; listens as soon as it is imported.
const entry = new URL('../build/index.js', import.meta.url).href;
const { server } = (await import(entry)) as { server: { server: Server } };
const http = server.server;

http.prependListener('request', (request) => {
	request.headers['x-forwarded-proto'] ??= 'encrypted' in request.socket ? 'https' : 'http';
});
const detach = attachLive(http, {
	live: runtimeIfOpen,
	origin: config.origin,
	clientAddressHeader: config.clientAddressHeader,
	others: 'refuse',
	onError: (error) => runtimeIfOpen()?.log.error({ err: error }, 'live upgrade')
});

const END_WITHIN_MS = 8000;

let ending = false;
async function end(): Promise<void> {
	// The second time, and when it takes too long, nothing is waited for: what matters is on disk elsewhere.
	if (ending) process.exit(1);
	ending = true;
	setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
	// adapter-node stops accepting by itself but waits for ever for open websockets: those are ours to close.
	detach();
	await runtimeIfOpen()?.stop();
	http.closeAllConnections();
	process.exit(0);
}
whenSupervisorIsGone(() => void end());
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
