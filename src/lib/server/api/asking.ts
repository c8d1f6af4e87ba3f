/** Who asks through the API, and what the parts of an answer need of that. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { NOTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { Runtime } from '../runtime.ts';
import { DEFAULT_TENANT } from '../queries/tenant.ts';
import { readSettings } from '../store/settings.ts';

const DAY_MS = 24 * 3_600_000;

interface Asked {
	readonly locals: { readonly principal: Principal | null };
	/** Its signal ends questions when whoever asked has gone. */
	readonly request: Pick<Request, 'signal'>;
}

interface Asking {
	readonly clickhouse: Runtime['clickhouse'];
	readonly tenant: string;
	readonly scope: RowScope;
	/** How long a customer must not come back; a setting of the installation. */
	readonly repeatWindowMs: number;
	readonly signal: AbortSignal;
	readonly now: () => number;
}

/** Nobody reaches nothing: that the route asks for somebody is in the table. */
export async function askingOf(
	{ clickhouse, access, store }: Pick<Runtime, 'clickhouse' | 'access' | 'store'>,
	{ locals: { principal }, request: { signal } }: Asked
): Promise<Asking> {
	const scope = principal === null ? NOTHING : await access.scopeOf(principal);
	const { firstContact } = await readSettings(store.database);
	const repeatWindowMs = firstContact.windowDays * DAY_MS;
	return { clickhouse, tenant: DEFAULT_TENANT, scope, repeatWindowMs, signal, now: Date.now };
}
