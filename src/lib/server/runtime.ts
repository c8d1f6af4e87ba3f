/**
 * The parts of the web process that live as long as it does. Kit's bundle and the http server are separate module
 * graphs, and development reloads modules: so they hang on `globalThis`, made once.
 */
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { ClickHouse } from './clickhouse/client.ts';
import type { BoardStore } from './store/board-store.ts';
import type { LiveHub } from './live/hub.ts';

export interface Runtime {
	readonly config: Config;
	readonly clickhouse: ClickHouse;
	readonly boards: BoardStore;
	readonly hub: LiveHub;
	readonly log: Logger;
	/** Ends everything it opened. */
	stop(): Promise<void>;
}

const OPENING = Symbol.for('atalaya.runtime');
const OPEN = Symbol.for('atalaya.runtime.open');
interface Holder {
	[OPENING]: Promise<Runtime> | undefined;
	[OPEN]: Runtime | undefined;
}
const holder = globalThis as Partial<Holder>;

/** Opened by the first caller of the process (hooks.server.ts `init`), shared by the rest. */
export function provideRuntime(open: () => Promise<Runtime>): Promise<Runtime> {
	return (holder[OPENING] ??= open().then(
		(runtime) => (holder[OPEN] = runtime),
		(cause: unknown) => {
			// The next caller tries again: the engine may have come up meanwhile.
			holder[OPENING] = undefined;
			throw cause;
		}
	));
}

/** Throws when nobody provided it: a page is never asked before `init` has run. */
export function runtime(): Promise<Runtime> {
	const opening = holder[OPENING];
	if (!opening) throw new Error('the runtime is not open');
	return opening;
}

/** Null until it is open. */
export const runtimeIfOpen = (): Runtime | null => holder[OPEN] ?? null;
