/** Contacts that can be scored together: handled by an agent to their end. */
import { Type } from '@sinclair/typebox';
import { CHANGED_SINCE } from './changed-since.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { ONLY_IF_NAMED, QUEUE_IN_SCOPE } from './row-scope.ts';

const HANDLED_MS = 'toUnixTimestamp64Milli(max(assumeNotNull(f.handle_end_at)))';
/** Who handled it last, and where. */
const LAST = (column: string): string =>
	`argMax(${column}, (assumeNotNull(f.handle_end_at), f.segment))`;

const row = Type.Object({
	id: Type.String(),
	agent: Type.String(),
	queue: Type.String(),
	channel: Type.String(),
	contactAtMs: Type.Integer()
});

/** Only what was handled in queues in reach: whoever reaches the same can open it and score it. */
const IN_SCOPE = QUEUE_IN_SCOPE({ queue: 'f.queue', agent: 'f.agent' });

const columns = `f.interaction_id AS id, ${ONLY_IF_NAMED(LAST('f.agent'))} AS agent, ${LAST('f.queue')} AS queue,
			${LAST('f.channel')} AS channel, ${HANDLED_MS} AS contactAtMs`;

const SINCE = (alias: string): string =>
	`${alias}.tenant = {tenant: String} AND ${CHANGED_SINCE(alias, 'fromUnixTimestamp64Milli({fromMs: Int64})')}`;

/** Handled in a time, by the SHA-256 of seed and id or, without a seed, the newest first; `population` counts all. */
export const calibrationContacts = defineQuery({
	name: 'calibration-contacts',
	sql: `SELECT ${columns}, count() OVER () AS population
		FROM segment_facts AS f
		WHERE ${SINCE('f')} AND f.agent != '' AND f.handle_end_at IS NOT NULL
			AND ({channel: String} = '' OR f.channel = {channel: String})
			AND ${IN_SCOPE}
		GROUP BY f.interaction_id
		HAVING contactAtMs >= {fromMs: Int64} AND contactAtMs < {toMs: Int64}
		ORDER BY if({seed: String} = '', '', hex(SHA256(concat({seed: String}, '|', id)))), contactAtMs DESC, id
		LIMIT {limit: UInt32}`,
	scope: 'rows',
	params: Type.Object({
		tenant: Type.String(),
		fromMs: Type.Integer(),
		toMs: Type.Integer(),
		/** Empty: all. */
		channel: Type.String(),
		/** Empty: not by chance. */
		seed: Type.String(),
		limit: Type.Integer()
	}),
	row: Type.Object({ ...row.properties, population: Type.Integer() })
});

const OF_THESE = (alias: string): string => `${alias}.tenant = {tenant: String}
			AND ${alias}.interaction_id IN {ids: Array(String)}
			AND ${alias}.placement_hour IN (
				SELECT h.placement_hour FROM placements AS h WHERE h.tenant = {tenant: String} AND h.subject IN {ids: Array(String)})`;

/** Those of these ids that can be scored. */
export const calibrationContactsById = defineQuery({
	name: 'calibration-contacts-by-id',
	sql: `SELECT ${columns}
		FROM segment_facts AS f
		WHERE ${OF_THESE('f')} AND f.agent != '' AND f.handle_end_at IS NOT NULL
			AND ${IN_SCOPE}
		GROUP BY f.interaction_id`,
	scope: 'rows',
	params: Type.Object({ tenant: Type.String(), ids: Type.Array(Type.String()) }),
	row
});
