/**
 * The parts of the web process that live as long as it does. Kit's bundle and the http server are separate module
 * graphs, and development reloads modules: so they hang on `globalThis`, made once.
 */
import type { Logger } from 'pino';
import type { Access } from './access/access.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { Config } from './config.ts';
import type { ClickHouse } from './clickhouse/client.ts';
import type { ApiTokenStore } from './store/api-tokens.ts';
import type { BoardStore } from './store/board-store.ts';
import type { LiveHub } from './live/hub.ts';
import type { Fleet } from './screens/fleet.ts';
import type { Pairings } from './screens/pairings.ts';
import type { SignInParts } from './sign-in/open-sign-in.ts';
import type { AdministrationParts } from './open-administration.ts';
import type { AlertParts } from './open-alerts.ts';
import type { QualityParts } from './open-quality.ts';
import type { ScorecardParts } from './open-scorecards.ts';
import type { Store } from './store/database.ts';
import type { PeopleStore } from './store/people.ts';
import type { ScreenStore } from './store/screens.ts';
import type { TeamStore } from './store/teams.ts';
import type { WebTelemetry } from './telemetry/web-telemetry.ts';

export interface Runtime extends SignInParts, AdministrationParts {
	readonly config: Config;
	readonly clickhouse: ClickHouse;
	/** The operational store itself, for what spans several of its parts. */
	readonly store: Store;
	/** 32 bytes that seal secrets in the store. */
	readonly storeKey: Buffer;
	readonly boards: BoardStore;
	readonly people: PeopleStore;
	readonly teams: TeamStore;
	readonly apiTokens: ApiTokenStore;
	readonly audit: AuditLog;
	readonly access: Access;
	readonly hub: LiveHub;
	readonly screens: ScreenStore;
	readonly pairings: Pairings;
	readonly fleet: Fleet;
	readonly alerts: AlertParts;
	readonly quality: QualityParts;
	readonly scorecards: ScorecardParts;
	readonly telemetry: WebTelemetry;
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
