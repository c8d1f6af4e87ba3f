/** What is behind one number: the rows that add to it, those of the failing side first, page by page; and how many there are. */
import { Type } from '@sinclair/typebox';
import type { Static, TObject } from '@sinclair/typebox';
import { metricSource } from '#lib/domain/metrics/catalogue.ts';
import type { Source } from '#lib/domain/metrics/measures.ts';
import type { Metric } from '#lib/domain/metrics/metric.ts';
import { partsOf } from '#lib/domain/passport/contribution.ts';
import { defineQuery } from '../clickhouse/query.ts';
import type { QueryDefinition } from '../clickhouse/query.ts';
import { CONTRIBUTES, partColumns, rankOf, weightOf } from './contribution-columns.ts';
import { fromSource, params as cellParams, piecesOf } from './metric-sums.ts';
import { ONLY_IF_NAMED } from './row-scope.ts';

/** The place of a row in the list; no two rows have the same. */
export const PieceKey = Type.Object({
	rank: Type.Integer({ minimum: 0, maximum: 255 }),
	weight: Type.Integer(),
	atMs: Type.Integer(),
	interaction: Type.String(),
	piece: Type.String(),
	queue: Type.String(),
	channel: Type.String(),
	/** Empty for those who do not know agents one by one. */
	agent: Type.String()
});
export type PieceKey = Static<typeof PieceKey>;

const PieceRow = Type.Object({
	...PieceKey.properties,
	/** Parts of the formula in its order (contribution.ts), 0 where it has fewer. */
	part1: Type.Integer(),
	part2: Type.Integer(),
	part3: Type.Integer()
});
export type PieceRow = Static<typeof PieceRow>;

const listParams = Type.Object({
	...cellParams.properties,
	/** Whether the list begins; else it goes on after the row of the other parameters. */
	first: Type.Boolean(),
	afterRank: Type.Integer(),
	afterWeight: Type.Integer(),
	afterAtMs: Type.Integer(),
	afterInteraction: Type.String(),
	afterPiece: Type.String(),
	afterQueue: Type.String(),
	afterChannel: Type.String(),
	afterAgent: Type.String(),
	limit: Type.Integer()
});

const CountsRow = Type.Object({
	rank: Type.Integer(),
	rows: Type.Integer(),
	/** Contacts, each once; 0 of a source that is not about contacts. */
	interactions: Type.Integer(),
	part1: Type.Integer(),
	part2: Type.Integer(),
	part3: Type.Integer()
});
export type PieceCounts = Static<typeof CountsRow>;

type Listed = Pick<Metric, 'id' | 'formula' | 'direction'>;
type Pieces = QueryDefinition<typeof listParams, typeof PieceRow, 'rows'>;
type Counts = QueryDefinition<typeof cellParams, typeof CountsRow, 'rows'>;

export interface PiecesShape {
	readonly metric: Listed;
	/** Agents or teams are a filter. */
	readonly filtersAgents: boolean;
}

function sourceOfMetric(metric: Listed): Source {
	const source = metricSource(metric);
	if (source === null) throw new TypeError(`${metric.id} is only known now and has no pieces`);
	return source;
}

const partSums = (metric: Listed): string =>
	[0, 1, 2]
		.map((index) => {
			const part = partColumns(metric)[index];
			return `${part === undefined ? 'toInt64(0)' : `sum(${part})`} AS part${index + 1}`;
		})
		.join(', ');

const KEY = `toUnixTimestamp64Milli(m.at) AS atMs, toString(m.interaction_id) AS interaction, toString(m.piece) AS piece,
				toString(m.queue) AS queue, toString(m.channel) AS channel, toString(${ONLY_IF_NAMED('m.agent')}) AS agent`;

const from = ({ metric, filtersAgents }: PiecesShape): string => {
	const source = sourceOfMetric(metric);
	const measures = partsOf(metric.formula).map(({ measure }) => measure);
	return `${fromSource(piecesOf(source, measures), { source, ofAgents: filtersAgents })}
				AND ${CONTRIBUTES(metric)}`;
};

// Rows that are alike in everything are one row that adds as much: each has a place of its own in the list.
const listQuery = (shape: PiecesShape): Pieces =>
	defineQuery({
		name: `metric-pieces-${shape.metric.id}`,
		sql: `SELECT ${rankOf(shape.metric)} AS rank, ${weightOf(shape.metric)} AS weight, ${KEY}, ${partSums(shape.metric)}
			${from(shape)}
			GROUP BY rank, atMs, interaction, piece, queue, channel, agent
			HAVING {first: Bool} OR (rank, weight, atMs, interaction, piece, queue, channel, agent) > (
				{afterRank: UInt8}, {afterWeight: Int64}, {afterAtMs: Int64}, {afterInteraction: String}, {afterPiece: String},
				{afterQueue: String}, {afterChannel: String}, {afterAgent: String})
			ORDER BY rank, weight, atMs, interaction, piece, queue, channel, agent
			LIMIT {limit: UInt32}`,
		scope: 'rows',
		params: listParams,
		row: PieceRow
	});

const countsQuery = (shape: PiecesShape): Counts =>
	defineQuery({
		name: `metric-piece-counts-${shape.metric.id}`,
		sql: `SELECT ${rankOf(shape.metric)} AS rank,
				uniqExact(m.at, m.interaction_id, m.piece, m.queue, m.channel, ${ONLY_IF_NAMED('m.agent')}) AS rows,
				uniqExactIf(m.interaction_id, m.interaction_id != '') AS interactions, ${partSums(shape.metric)}
			${from(shape)}
			GROUP BY rank
			ORDER BY rank`,
		scope: 'rows',
		params: cellParams,
		row: CountsRow
	});

function once<Q extends QueryDefinition<TObject, TObject>>(make: (shape: PiecesShape) => Q) {
	const made = new Map<string, Q>();
	return (shape: PiecesShape): Q => {
		const key = `${shape.metric.id} ${shape.filtersAgents}`;
		const found = made.get(key) ?? make(shape);
		made.set(key, found);
		return found;
	};
}

/** A page of the list; made once per metric. Throws for a metric that is only known now. */
export const metricPieces = once(listQuery);
/** How many rows each side has, and what they add up to. */
export const metricPieceCounts = once(countsQuery);

/** Parameters of the first page. */
export const FROM_THE_FIRST = {
	first: true,
	afterRank: 0,
	afterWeight: 0,
	afterAtMs: 0,
	afterInteraction: '',
	afterPiece: '',
	afterQueue: '',
	afterChannel: '',
	afterAgent: ''
} as const;

export const following = (key: PieceKey) => ({
	first: false,
	afterRank: key.rank,
	afterWeight: key.weight,
	afterAtMs: key.atMs,
	afterInteraction: key.interaction,
	afterPiece: key.piece,
	afterQueue: key.queue,
	afterChannel: key.channel,
	afterAgent: key.agent
});
