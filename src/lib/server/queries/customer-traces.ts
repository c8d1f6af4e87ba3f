/** Where the bytes of an id are found anywhere, as a whole or as a part of something longer. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import type { QueryDefinition } from '../clickhouse/query.ts';
import { customerIn } from './customer-subjects.ts';
import type { WorkTables } from './customer-subjects.ts';
import { PERSONAL_DATA } from './row-scope.ts';

const params = Type.Object({ month: Type.Integer() });
const row = Type.Object({ rows: Type.Integer() });
type Traces = QueryDefinition<typeof params, typeof row>;

interface Place {
	readonly name: string;
	readonly table: string;
	/** Texts that may hold it. */
	readonly columns: readonly string[];
	/** Looked through month by month: it is the one that is large. */
	readonly byMonth: boolean;
}

const PLACES: readonly Place[] = [
	{
		name: 'events',
		table: 'events',
		columns: [
			'customer',
			'reason',
			'topic',
			'disposition',
			'display_name',
			'data',
			'texts',
			'sentiment_words',
			'attributes'
		],
		byMonth: true
	},
	{
		// Given by producers, and needed as they are: an id that holds the id of a customer is a matter of the producer.
		name: 'ids of events',
		table: 'events',
		columns: ['subject', 'event_id', 'source'],
		byMonth: true
	},
	{
		name: 'facts of contacts',
		table: 'interaction_states',
		columns: [
			'finalizeAggregation(customer_state)',
			'finalizeAggregation(topic_state)',
			'finalizeAggregation(disposition_state)',
			'finalizeAggregation(channel_state)'
		],
		byMonth: false
	},
	{
		name: 'facts of segments',
		table: 'segment_states',
		columns: ['finalizeAggregation(queue_state)', 'finalizeAggregation(agent_state)'],
		byMonth: false
	},
	{ name: 'dead letters', table: 'dead_letters', columns: ['event', 'message'], byMonth: false }
];

export interface TraceQuestion {
	readonly name: string;
	readonly byMonth: boolean;
	readonly question: Traces;
}

export const traceQuestions = (tables: WorkTables): TraceQuestion[] =>
	PLACES.map(({ name, table, columns, byMonth }) => ({
		name,
		byMonth,
		question: defineQuery<typeof params, typeof row, { none: string }>({
			name: `privacy-traces-${name.replaceAll(' ', '-')}`,
			sql: `SELECT count() AS rows FROM ${table}
				WHERE (${columns.map((column) => `position(${column}, ${customerIn(tables)}) > 0`).join(' OR ')})
				AND {month: UInt32} ${byMonth ? '= toYYYYMM(placement_hour)' : '>= 0'}`,
			scope: PERSONAL_DATA,
			params,
			row
		})
	}));
