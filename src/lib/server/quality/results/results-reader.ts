/** Who reads results, of what, and how far they reach. */
import { ownNodes } from '#lib/domain/access/own-nodes.ts';
import type { OwnNode } from '#lib/domain/access/own-nodes.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import { NOTHING, narrow, scopeOfTeams } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { readResultsAsk } from '#lib/domain/quality/fairness/results-ask.ts';
import type { ResultsAsk } from '#lib/domain/quality/fairness/results-ask.ts';
import { QueryError } from '../../clickhouse/query.ts';
import { DEFAULT_TENANT } from '../../queries/tenant.ts';
import type { Runtime } from '../../runtime.ts';
import type { TeamOfAgent } from '../in-reach.ts';

export interface ResultsParts extends Pick<Runtime, 'store' | 'clickhouse' | 'log'> {
	readonly access: Pick<Runtime['access'], 'scopeOf'>;
	readonly teams: Pick<Runtime['teams'], 'nodes'>;
	readonly config: Pick<Runtime['config'], 'timeZone'>;
	readonly quality: Pick<Runtime['quality'], 'teamOfAgents'>;
}

export interface ResultsEvent {
	readonly url: URL;
	readonly locals: { readonly principal: Principal | null };
	readonly request: Pick<Request, 'signal'>;
}

export interface ResultsReader {
	readonly database: Runtime['store']['database'];
	readonly clickhouse: Runtime['clickhouse'];
	readonly log: Runtime['log'];
	readonly tenant: string;
	readonly zone: string;
	readonly signal: AbortSignal;
	readonly ask: ResultsAsk;
	/** Id of the person, for what they are to judge without knowing of other judgements. */
	readonly reader: string;
	/** Narrowed to the team that was asked for. */
	readonly scope: RowScope;
	readonly teamOfAgents: TeamOfAgent;
	readonly teamChoices: readonly OwnNode[];
}

/** Nobody's team is known while the database does not answer: then only queues tell what is in reach. */
export async function orAway<T>(asked: Promise<T>, otherwise: T, log: Runtime['log']): Promise<T> {
	try {
		return await asked;
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		log.error({ err: error }, 'results of quality');
		return otherwise;
	}
}

/** A team that is out of reach is as if none were asked for. */
export async function openResults(
	parts: ResultsParts,
	{ url, locals: { principal }, request: { signal } }: ResultsEvent
): Promise<ResultsReader> {
	const { config, store, clickhouse, log, teams, access, quality } = parts;
	const [whole, nodes, teamOfAgents] = await Promise.all([
		principal === null ? NOTHING : access.scopeOf(principal),
		teams.nodes(),
		orAway<TeamOfAgent>(quality.teamOfAgents(), new Map(), log)
	]);
	const zone = config.timeZone;
	const asked = readResultsAsk(url.searchParams, { zone, nowMs: Date.now() });
	const teamChoices = principal === null ? [] : ownNodes(principal, nodes);
	const team = teamChoices.some(({ id }) => id === asked.team) ? asked.team : '';
	return {
		database: store.database,
		clickhouse,
		log,
		tenant: DEFAULT_TENANT,
		zone,
		signal,
		ask: { ...asked, team },
		reader: principal?.kind === 'person' ? principal.id : '',
		scope: team === '' ? whole : narrow(whole, scopeOfTeams(nodes, [team])),
		teamOfAgents,
		teamChoices
	};
}
