/** Asks the database for the contacts of a plan. */
import type { TeamNode } from '#lib/domain/access/team.ts';
import { scopeOfTeams } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { usualKey } from '#lib/domain/quality/sampling/candidate.ts';
import type { Candidate, Usual } from '#lib/domain/quality/sampling/candidate.ts';
import { USUAL_FOR_MS } from '#lib/domain/quality/sampling/outliers.ts';
import { SURVEY_KINDS } from '#lib/domain/quality/sampling/plan.ts';
import type { PopulationFilter } from '#lib/domain/quality/sampling/plan.ts';
import type { ClickHouse } from '../../clickhouse/client.ts';
import { isOverLimit } from '../../clickhouse/over-limit.ts';
import { QueryError } from '../../clickhouse/query.ts';
import type { RowOf } from '../../clickhouse/query.ts';
import { samplingCandidates, usualHandleTimes } from '../../queries/sampling-candidates.ts';
import { DEFAULT_TENANT } from '../../queries/tenant.ts';

/** A range of which more is to be told than one answer may have is asked in two halves, down to this. */
const SHORTEST_MS = 3_600_000;
const THOUSANDTHS = 1000;
const MILLIONTHS = 1_000_000;

/** Rows of the team a plan belongs to; one of a team that is gone draws from nothing. */
export const planScope = (nodes: readonly TeamNode[], team: string): RowScope => ({
	...(nodes.some(({ id }) => id === team)
		? scopeOfTeams(nodes, [team])
		: { queues: [], teams: [] }),
	agent: null,
	namesAgents: true,
	hidesSmallGroups: false
});

function candidateOf(row: RowOf<typeof samplingCandidates>): Candidate {
	const { toneMillionths, surveyKinds, surveyScores, hasMessages, hasRecording, ...same } = row;
	const surveys = SURVEY_KINDS.flatMap((kind) => {
		const score = surveyScores[surveyKinds.indexOf(kind)];
		return score === undefined ? [] : [[kind, score / THOUSANDTHS] as const];
	});
	return {
		...same,
		sentiment: toneMillionths === null ? null : toneMillionths / MILLIONTHS,
		surveys: Object.fromEntries(surveys),
		hasMessages: hasMessages === 1,
		hasRecording: hasRecording === 1
	};
}

export interface CandidateRange {
	readonly fromMs: number;
	readonly toMs: number;
}

/** Handled to their end within the range. Rejects with QueryError. */
export async function readCandidates(
	clickhouse: ClickHouse,
	scope: RowScope,
	range: CandidateRange
): Promise<Candidate[]> {
	const { fromMs, toMs } = range;
	try {
		const params = { tenant: DEFAULT_TENANT, fromMs, toMs };
		const rows = await clickhouse.query('report', samplingCandidates, params, { scope });
		return rows.map(candidateOf);
	} catch (error) {
		const isTooMuch = error instanceof QueryError && isOverLimit(error);
		if (!isTooMuch || toMs - fromMs < 2 * SHORTEST_MS) throw error;
		const middleMs = Math.floor((fromMs + toMs) / 2);
		const first = await readCandidates(clickhouse, scope, { fromMs, toMs: middleMs });
		return [...first, ...(await readCandidates(clickhouse, scope, { fromMs: middleMs, toMs }))];
	}
}

/** Of the four weeks before an instant; nothing where the plan does not ask. */
export async function readUsual(
	clickhouse: ClickHouse,
	scope: RowScope,
	filter: Pick<PopulationFilter, 'isOutlier'>,
	beforeMs: number
): Promise<Usual> {
	if (!filter.isOutlier) return new Map();
	const params = { tenant: DEFAULT_TENANT, fromMs: beforeMs - USUAL_FOR_MS, toMs: beforeMs };
	const rows = await clickhouse.query('report', usualHandleTimes, params, { scope });
	return new Map(
		rows.map(({ n, medianMs, deviationMs, ...place }) => [
			usualKey(place),
			{ n, medianMs, deviationMs }
		])
	);
}
