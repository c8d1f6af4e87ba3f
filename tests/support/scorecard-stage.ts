/** Scorecards on a store and an engine of a test, without a running product. */
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { MeasureSource, Measure, ScorecardContent } from '#lib/domain/scorecard/scorecard.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { createLogger } from '#lib/server/logger.ts';
import { openScorecards } from '#lib/server/open-scorecards.ts';
import type { ScorecardSources } from '#lib/server/open-scorecards.ts';
import type { Store } from '#lib/server/store/database.ts';

export const ZONE = 'Europe/Madrid';

const node = (id: string, parent: string | null, kind: TeamNode['kind'], position: number) => ({
	...{ id, parent, kind, name: id === 'company' ? 'Atalaya' : id, position },
	queues: kind === 'client' ? [`${id}-queue`] : [],
	words: kind === 'team' ? [id] : []
});

/** A company with two clients, each with its queue and one team of agents. */
export const NODES: readonly TeamNode[] = [
	node('company', null, 'company', 0),
	node('norte', 'company', 'client', 0),
	node('norte-team', 'norte', 'team', 0),
	node('sur', 'company', 'client', 1),
	node('sur-team', 'sur', 'team', 0)
];

export const someone = (
	role: Role,
	teams: readonly string[],
	agent: string | null = null
): PersonPrincipal => ({
	...{ kind: 'person', id: `${role}-id`, name: role, role, teams, agent },
	...{ sessionId: 's', isDemo: false }
});

export const ofMetric = (
	metric: string,
	filters: Partial<Extract<MeasureSource, { kind: 'metric' }>> = {}
): MeasureSource => ({
	...{ kind: 'metric', metric, channels: [], queues: [], teams: [] },
	...filters
});

export const measureOf = (
	id: string,
	source: MeasureSource,
	also: Partial<Measure> = {}
): Measure => ({
	...{ id, source, objective: 'answer', name: '', description: '', target: null, weight: 1 },
	...{ owner: '', timing: 'lag', leastN: 0, isCritical: false },
	...also
});

export const contentOf = (
	measures: readonly Measure[],
	also: Partial<ScorecardContent> = {}
): ScorecardContent => ({
	...{ name: 'Cuadro', description: '', links: [], aggregator: 'mean', hasCriticalCap: true },
	perspectives: [{ id: 'customer', kind: 'customer', name: '', weight: 1 }],
	objectives: [
		{ id: 'answer', perspective: 'customer', name: 'Atender a la primera', owner: '', weight: 1 }
	],
	sources: [],
	measures: [...measures],
	...also
});

export type ScorecardStage = ReturnType<typeof scorecardStage>;

/** Its loops are on, as in the web process; `stop` ends them. */
export function scorecardStage(store: Store, clickhouse: ClickHouse, zone = ZONE) {
	const nodes = (): Promise<TeamNode[]> => Promise.resolve([...NODES]);
	const audit = createAuditLog(store.database, Buffer.alloc(32, 7), Date.now);
	const sources = {
		...{ store, clickhouse, audit, storeKey: Buffer.alloc(32, 7), teams: { nodes } },
		// Others can reach it: there is no demo centre.
		config: { timeZone: zone, host: '0.0.0.0', origin: null },
		log: createLogger({ level: 'silent', part: 'web' })
	};
	// What works with people and the outbox is not part of it.
	const scorecards = openScorecards(sources as unknown as ScorecardSources);
	return {
		...{ scorecards, audit, nodes, actor: SYSTEM },
		parts: { store, scorecards, teams: { nodes }, config: { timeZone: zone } },
		stop: () => scorecards.stop()
	};
}
