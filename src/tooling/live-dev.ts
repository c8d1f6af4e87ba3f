import type { Plugin } from 'vite';
import type { AttachOptions, LiveParts, attachLive } from '../lib/server/live/attach.ts';

interface AttachModule {
	attachLive: typeof attachLive;
}
interface RuntimeModule {
	runtimeIfOpen: () => LiveParts | null;
}

/**
 * `vite dev` only: `/live` on Vite's own port, beside its hot-reload socket. Until the first page request has run `init`,
 * the upgrade is answered 503 and the client comes back.
 */
export function liveDev(): Plugin {
	return {
		name: 'atalaya:live-dev',
		apply: 'serve',
		configureServer(server) {
			const http = server.httpServer;
			if (!http || process.env['VITEST']) return;
			void (async () => {
				// Through Vite's module graph: the same modules the hooks and pages see.
				const attach = (await server.ssrLoadModule(
					'/src/lib/server/live/attach.ts'
				)) as AttachModule;
				const runtime = (await server.ssrLoadModule('/src/lib/server/runtime.ts')) as RuntimeModule;
				const options: AttachOptions = {
					live: () => runtime.runtimeIfOpen(),
					origin: null,
					clientAddressHeader: null,
					others: 'leave',
					onError: (error) => {
						server.config.logger.error(String(error));
					}
				};
				attach.attachLive(http as Parameters<typeof attachLive>[0], options);
			})();
		}
	};
}
