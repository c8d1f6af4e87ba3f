/** The recordings of one contact, for whoever may see the contact. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { INTERACTION_IN_SCOPE } from './row-scope.ts';

const PLACEMENTS = `FROM placements AS h WHERE h.tenant = {tenant: String} AND h.subject = {id: String}`;
const IN_HOURS = (alias: string): string => `${alias}.tenant = {tenant: String}
			AND ${alias}.placement_hour >= (SELECT min(h.placement_hour) ${PLACEMENTS}) AND ${alias}.placement_hour <= (SELECT max(h.last_hour) ${PLACEMENTS})`;

const MOST_RECORDINGS = 100;

/** Each time an address is made and each time it is used. */
export const interactionRecordings = defineQuery({
	name: 'interaction-recordings',
	sql: `SELECT e.event_id AS id, e.data AS data
		FROM events AS e FINAL WHERE ${IN_HOURS('e')} AND e.subject = {id: String} AND e.name = 'recording.available'
			AND ${INTERACTION_IN_SCOPE('e.subject', `${IN_HOURS('v')} AND v.interaction_id = {id: String}`)}
		ORDER BY e.occurred_at, e.sequence, e.event_id LIMIT ${MOST_RECORDINGS}`,
	scope: 'rows',
	params: Type.Object({ tenant: Type.String(), id: Type.String() }),
	row: Type.Object({ id: Type.String(), data: Type.String() })
});
