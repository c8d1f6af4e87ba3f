/** Contacts that began in a range, with their facts, a page at a time. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import { formatInstant } from '#lib/domain/metrics/interval.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import type { RowOf } from '../clickhouse/query.ts';
import { listedInteractions, segmentsOfPage } from '../queries/interaction-list.ts';
import { writeCursor } from './cursor.ts';
import type { ListKey, ListRequest } from './interaction-list-request.ts';
import { forbiddenDimension } from './metric-scope.ts';
import type { Problem } from './problem.ts';
import type { InteractionList, ListedInteraction } from './schemas/interaction-list.ts';

export interface ListOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly scope: RowScope;
	readonly signal?: AbortSignal;
}

type Row = RowOf<typeof listedInteractions>;
type Segment = RowOf<typeof segmentsOfPage>;

const said = (words: readonly string[]): string[] =>
	[...new Set(words)].filter((word) => word !== '');
const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
const instant = (ms: number | null): string | null =>
	ms === null ? null : formatInstant(ms, 'UTC');

function listed(row: Row, segments: readonly Segment[]): ListedInteraction {
	const { id, channel, direction, customer, topic, disposition, resolved } = row;
	return {
		id,
		createdAt: formatInstant(row.createdAtMs, 'UTC'),
		endedAt: instant(row.endedAtMs),
		channel,
		direction,
		customer,
		topic,
		disposition,
		resolved: resolved === null ? null : resolved === 1,
		queues: said(segments.map(({ queue }) => queue)),
		agents: said(segments.map(({ agent }) => agent)),
		outcomes: segments.map(({ outcome }) => outcome),
		waitMs: sum(segments.map(({ waitMs }) => waitMs)),
		handleMs: sum(segments.map(({ handleMs }) => handleMs))
	};
}

async function readSegments(
	rows: readonly Row[],
	{ clickhouse, tenant, ...options }: ListOptions
): Promise<Map<string, Segment[]>> {
	const found = await clickhouse.query(
		'report',
		segmentsOfPage,
		{ tenant, hours: rows.map(({ placementS }) => placementS), ids: rows.map(({ id }) => id) },
		options
	);
	const byId = new Map<string, Segment[]>();
	for (const segment of found) byId.set(segment.id, [...(byId.get(segment.id) ?? []), segment]);
	return byId;
}

const keyOf = ({ createdAtMs, id }: Row): ListKey => ({ ms: createdAtMs, id });

/** Rejects with QueryError when the database does not answer. */
export async function answerInteractionList(
	{ limit, after, ...request }: ListRequest,
	options: ListOptions
): Promise<{ answer: InteractionList } | { problem: Problem }> {
	const { queue, agent, outcome, fromMs, toMs } = request;
	const filters = { queue: [], channel: [], agent, team: [] };
	const forbidden = forbiddenDimension({ by: [], filters }, options.scope);
	if (forbidden) return { problem: forbidden };
	const { clickhouse, tenant, ...asking } = options;
	const found = await clickhouse.query(
		'report',
		listedInteractions,
		{
			...request,
			tenant,
			bySegment: queue.length + agent.length + outcome.length > 0,
			first: after === null,
			afterMs: after?.ms ?? 0,
			afterId: after?.id ?? '',
			limit: limit + 1
		},
		asking
	);
	const rows = found.slice(0, limit);
	const last = rows.at(-1);
	const segments =
		rows.length === 0 ? new Map<string, Segment[]>() : await readSegments(rows, options);
	return {
		answer: {
			from: formatInstant(fromMs, 'UTC'),
			to: formatInstant(toMs, 'UTC'),
			rows: rows.map((row) => listed(row, segments.get(row.id) ?? [])),
			next: found.length > limit && last ? writeCursor(keyOf(last)) : null
		}
	};
}
