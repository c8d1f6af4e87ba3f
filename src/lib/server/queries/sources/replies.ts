/** Whether agents wrote in the language of the customer: contacts in which both wrote, at the end of their handling. */
import { BY_ALL } from '#lib/domain/metrics/catalogue/entry.ts';
import { QUEUE_IN_SCOPE } from '../row-scope.ts';
import { NEVER } from './handled-segments.ts';
import { IN_RANGE, RANGE_HOURS } from './range-hours.ts';
import type { MeasureSource } from './source.ts';

const HOURS = RANGE_HOURS();

const WRITTEN = `(
		SELECT l.placement_hour, l.interaction_id FROM language_states AS l
		WHERE l.tenant = {tenant: String} AND l.placement_hour IN ${HOURS})`;

const OF_CONTACTS = (alias: string): string =>
	`${alias}.tenant = {tenant: String} AND ${alias}.placement_hour IN ${HOURS} AND (${alias}.placement_hour, ${alias}.interaction_id) IN ${WRITTEN}`;

export const REPLIES: MeasureSource = {
	source: 'replies',
	pieces: `(
	SELECT p.handled_at AS at, if(p.handled_queue != '', p.handled_queue, i.entry_queue) AS queue, i.channel AS channel,
		p.handled_agent AS agent, l.interaction_id AS interaction_id, '' AS piece,
		l.customer_language != '' AND l.agent_language != '' AS is_judged,
		toUInt64(1) AS written_contacts,
		toUInt64(is_judged) AS replies_judged,
		toUInt64(is_judged AND l.customer_language = l.agent_language) AS replies_in_language
	FROM (SELECT * FROM interaction_languages AS v WHERE v.tenant = {tenant: String} AND v.placement_hour IN ${HOURS}
		AND v.customer_texts > 0 AND v.agent_texts > 0) AS l
	INNER JOIN (SELECT * FROM interaction_paths AS v WHERE ${OF_CONTACTS('v')} AND v.handled_at > ${NEVER} AND ${IN_RANGE('v.handled_at')}) AS p
		ON p.placement_hour = l.placement_hour AND p.interaction_id = l.interaction_id
	INNER JOIN (SELECT * FROM interactions AS v WHERE ${OF_CONTACTS('v')}) AS i
		ON i.placement_hour = l.placement_hour AND i.interaction_id = l.interaction_id)`,
	intervals: null,
	inScope: QUEUE_IN_SCOPE({ queue: 'm.queue', agent: 'm.agent' }),
	dimensions: BY_ALL,
	longestDays: 92
};
