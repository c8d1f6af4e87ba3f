/** What was found of one customer, read in pages. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { KIND_OF_EVENT } from './customer-subjects.ts';
import type { WorkTables } from './customer-subjects.ts';
import { PERSONAL_DATA } from './row-scope.ts';

const page = Type.Object({ from: Type.Integer(), to: Type.Integer() });
const pageOfOwner = Type.Object({
	tenant: Type.String(),
	from: Type.Integer(),
	to: Type.Integer()
});
const WITHIN = 'l.n >= {from: UInt32} AND l.n < {to: UInt32}';

export const customerMonths = defineQuery({
	name: 'privacy-months',
	sql: `SELECT DISTINCT toUInt32(toYYYYMM(placement_hour)) AS month FROM events ORDER BY month`,
	scope: PERSONAL_DATA,
	params: Type.Object({}),
	row: Type.Object({ month: Type.Integer() })
});

export const lastNumber = ({ list }: WorkTables) =>
	defineQuery({
		name: 'privacy-last-number',
		sql: `SELECT max(l.n) AS last FROM ${list} AS l`,
		scope: PERSONAL_DATA,
		params: Type.Object({}),
		row: Type.Object({ last: Type.Integer() })
	});

export const countFound = ({ list }: WorkTables) =>
	defineQuery({
		name: 'privacy-count-found',
		sql: `SELECT toString(l.kind) AS kind, uniqExact(l.subject) AS subjects FROM ${list} AS l GROUP BY kind ORDER BY kind`,
		scope: PERSONAL_DATA,
		params: Type.Object({}),
		row: Type.Object({ kind: Type.String(), subjects: Type.Integer() })
	});

export const tableExists = defineQuery({
	name: 'privacy-table-exists',
	sql: `SELECT count() AS tables FROM system.tables WHERE database = currentDatabase() AND name = {name: String}`,
	scope: PERSONAL_DATA,
	params: Type.Object({ name: Type.String() }),
	row: Type.Object({ tables: Type.Integer() })
});

/** Whether the tables of the job are still what they were: a database that was put back from a backup has lost them. */
export const isFilled = ({ found }: WorkTables) =>
	defineQuery({
		name: 'privacy-is-filled',
		sql: `SELECT count() AS customers FROM ${found} AS f WHERE f.kind = 'customer'`,
		scope: PERSONAL_DATA,
		params: Type.Object({}),
		row: Type.Object({ customers: Type.Integer() })
	});

export const foundSubjects = ({ list }: WorkTables) =>
	defineQuery({
		name: 'privacy-subjects',
		sql: `SELECT toString(l.kind) AS kind, l.subject AS subject FROM ${list} AS l WHERE ${WITHIN} ORDER BY l.n`,
		scope: PERSONAL_DATA,
		params: page,
		row: Type.Object({ kind: Type.String(), subject: Type.String() })
	});

const EventFields = Type.Object({
	id: Type.String(),
	source: Type.String(),
	type: Type.String(),
	name: Type.String(),
	subject: Type.String(),
	attributes: Type.String(),
	data: Type.String(),
	texts: Type.String(),
	isStray: Type.Integer(),
	placementHourS: Type.Integer(),
	occurredAtMs: Type.Integer(),
	receivedAtMs: Type.Integer(),
	sequence: Type.String(),
	rank: Type.Integer(),
	fromFuture: Type.Integer(),
	customer: Type.String(),
	sentiment: Type.Union([Type.Integer(), Type.Null()]),
	sentimentBy: Type.String(),
	sentimentLanguage: Type.String(),
	textLanguage: Type.String(),
	hasWords: Type.Integer()
});

const COLUMNS = `e.event_id AS id, toString(e.source) AS source, toString(e.type) AS type, toString(e.name) AS name,
	e.subject AS subject, e.attributes AS attributes, e.data AS data, e.texts AS texts,
	toUnixTimestamp(e.placement_hour) AS placementHourS, toUnixTimestamp64Milli(e.occurred_at) AS occurredAtMs,
	toUnixTimestamp64Milli(e.received_at) AS receivedAtMs, e.sequence AS sequence, e.type_rank AS rank,
	e.from_future AS fromFuture, e.customer AS customer, e.sentiment AS sentiment,
	toString(e.sentiment_by) AS sentimentBy, toString(e.sentiment_language) AS sentimentLanguage,
	toString(e.text_language) AS textLanguage,
	e.sentiment_words != '' AS hasWords`;

/** The pair first: it leads to ranges of the key. */
const ofPage = (list: string): string => `e.tenant = {tenant: String}
	AND (e.placement_hour, e.subject) IN (SELECT l.placement_hour, l.subject FROM ${list} AS l WHERE ${WITHIN})`;

const ofSubjects = (list: string): string => `${ofPage(list)}
	AND (${KIND_OF_EVENT}, e.subject, e.placement_hour) IN (SELECT l.kind, l.subject, l.placement_hour FROM ${list} AS l WHERE ${WITHIN})`;

const strays = (list: string): string => `${ofPage(list)}
	AND (e.source, e.event_id) IN (SELECT l.source, l.event_id FROM ${list} AS l WHERE ${WITHIN} AND l.kind = 'stray')`;

/** With every copy that was not merged yet; for deletion none may be missed. */
export const storedRows = ({ list }: WorkTables) =>
	defineQuery({
		name: 'privacy-rows',
		sql: `SELECT ${COLUMNS}, 0 AS isStray FROM events AS e WHERE ${ofSubjects(list)}
			UNION ALL SELECT ${COLUMNS}, 1 AS isStray FROM events AS e WHERE ${strays(list)}`,
		scope: PERSONAL_DATA,
		params: pageOfOwner,
		row: EventFields
	});

/** Each event once, in the order of its interaction. */
export const storedEvents = ({ list }: WorkTables) =>
	defineQuery({
		name: 'privacy-events',
		sql: `SELECT * FROM (
				SELECT ${COLUMNS}, 0 AS isStray FROM events AS e FINAL WHERE ${ofSubjects(list)}
				UNION ALL SELECT ${COLUMNS}, 1 AS isStray FROM events AS e FINAL WHERE ${strays(list)})
			ORDER BY placementHourS, subject, occurredAtMs, sequence, rank, id`,
		scope: PERSONAL_DATA,
		params: pageOfOwner,
		row: EventFields
	});

export const countEvents = ({ list }: WorkTables) =>
	defineQuery({
		name: 'privacy-count-events',
		sql: `SELECT count() AS events FROM events AS e FINAL WHERE ${ofSubjects(list)}`,
		scope: PERSONAL_DATA,
		params: pageOfOwner,
		row: Type.Object({ events: Type.Integer() })
	});

/** Facts of interactions; their events may have expired. */
export const foundContacts = ({ list }: WorkTables) =>
	defineQuery({
		name: 'privacy-contacts',
		sql: `SELECT i.interaction_id AS interaction, toUnixTimestamp64Milli(i.created_at) AS createdAtMs,
				toUnixTimestamp64Milli(i.last_event_at) AS lastEventAtMs, i.channel AS channel, i.direction AS direction,
				i.customer AS customer, i.entry_queue AS queue, i.topic AS topic, i.disposition AS disposition
			FROM interactions AS i WHERE i.tenant = {tenant: String}
				AND (i.placement_hour, i.interaction_id) IN (SELECT l.placement_hour, l.subject FROM ${list} AS l WHERE ${WITHIN} AND l.kind = 'interaction')
			ORDER BY i.created_at, i.interaction_id`,
		scope: PERSONAL_DATA,
		params: pageOfOwner,
		row: Type.Object({
			interaction: Type.String(),
			createdAtMs: Type.Integer(),
			lastEventAtMs: Type.Integer(),
			channel: Type.String(),
			direction: Type.String(),
			customer: Type.String(),
			queue: Type.String(),
			topic: Type.String(),
			disposition: Type.String()
		})
	});
