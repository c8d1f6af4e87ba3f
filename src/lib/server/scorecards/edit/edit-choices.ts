/** What there is to choose from in the form of a scorecard: sources, and what they may be narrowed to. */
import type { SentScorecard } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import { QueryError } from '../../clickhouse/query.ts';
import { queuesInScope } from '../../queries/history-choices.ts';
import { DEFAULT_TENANT } from '../../queries/tenant.ts';
import type { Runtime } from '../../runtime.ts';
import { scopeOfUnit } from '../unit-scope.ts';
import { sourceChoices } from './source-choices.ts';
import type { SourceChoices } from './source-choices.ts';

export interface EditChoices extends SourceChoices {
	readonly channels: readonly string[];
	readonly queues: readonly { readonly id: string; readonly name: string }[];
	/** Words by which events name teams of agents. */
	readonly teams: readonly string[];
	/** The database of events did not answer: names may be missing. */
	readonly isDatabaseAway: boolean;
}

type Parts = Pick<Runtime, 'teams' | 'scorecards' | 'clickhouse' | 'hub'>;

async function queuesOf({ teams, clickhouse }: Parts, team: string) {
	const scope = scopeOfUnit(await teams.nodes(), team);
	try {
		return await clickhouse.query('report', queuesInScope, { tenant: DEFAULT_TENANT }, { scope });
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		return null;
	}
}

/** What the form names already stays to be chosen, although nobody hears of it any more. */
export async function editChoices(
	parts: Parts,
	team: string,
	{ measures }: Pick<SentScorecard, 'measures'>
): Promise<EditChoices> {
	const figures = measures.map(({ source }) => source.replace(/^figure:/u, ''));
	const [sources, queues, nodes] = await Promise.all([
		sourceChoices(parts, team, figures),
		queuesOf(parts, team),
		parts.teams.nodes()
	]);
	const words = await parts.hub.teams(scopeOfUnit(nodes, team));
	const known = new Map((queues ?? []).map(({ id, name }) => [id, name]));
	for (const queue of measures.flatMap((one) => one.queues))
		if (!known.has(queue)) known.set(queue, queue);
	const channels = [
		...(queues ?? []).map(({ channel }) => channel),
		...measures.flatMap((one) => one.channels)
	];
	return {
		...sources,
		channels: [...new Set(channels)].filter((channel) => channel !== '').sort(),
		queues: [...known].map(([id, name]) => ({ id, name })),
		teams: [...new Set([...words, ...measures.flatMap((one) => one.teams)])].sort(),
		isDatabaseAway: queues === null
	};
}
