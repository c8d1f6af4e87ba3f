/**
 * Finds what belongs to one customer, inside the database. The id of the customer goes into a table of the job and never
 * into the text of a question: failed questions, mutations and query logs are kept with their text.
 */
import { quoteIdentifier } from '../clickhouse/client.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { localDatabase } from '../clickhouse/cluster-names.ts';

export interface WorkTables {
	/** What was found, in steps: kind, subject, placement hour. The id itself is a row of it. */
	readonly found: string;
	/** The same once each, numbered, so that it can be read in pages. */
	readonly list: string;
}

/** Names of the tables of one job; `schema:check` does not look at them. */
export const workTables = (jobId: string): WorkTables => {
	const list = quoteIdentifier(`privacy_job_${jobId.replaceAll('-', '')}`);
	return { list, found: `${list}_found` };
};

/** What questions call them: on a cluster they are spread, and named in full, since shards have tables of the same name. */
export const spreadTables = (
	{ found, list }: WorkTables,
	{ cluster, database }: Pick<ClickHouse, 'cluster' | 'database'>
): WorkTables =>
	cluster === null
		? { found, list }
		: { found: `${database}.${found}`, list: `${database}.${list}` };

/** Copies of all rows beside the parts they change: a mutation goes on when no other shard answers. */
export const wholeTables = (
	{ found, list }: WorkTables,
	{ cluster }: Pick<ClickHouse, 'cluster'>
): WorkTables =>
	cluster === null ? { found, list } : { found: `${found}_whole`, list: `${list}_whole` };

type Place = Pick<ClickHouse, 'cluster' | 'database'>;

/** On every node of a cluster, beside the tables themselves. */
export function createSpreadTables(tables: WorkTables, place: Place): Statement[] {
	const { cluster, database } = place;
	if (cluster === null) return [];
	const local = localDatabase(database);
	return [tables.found, tables.list].flatMap((table) => [
		{
			name: 'privacy-create-spread',
			sql: `CREATE TABLE ${database}.${table} AS ${local}.${table}
				ENGINE = Distributed('${cluster}', '${local}', '${table}', cityHash64(subject)) ${COMMENT}`
		},
		{
			name: 'privacy-create-whole',
			sql: `CREATE TABLE ${local}.${table}_whole AS ${local}.${table} ${COMMENT}`
		}
	]);
}

/** On every node, before it is told of a mutation. */
export const fillWhole = (tables: WorkTables, place: Place): Statement[] => {
	if (place.cluster === null) return [];
	const spread = spreadTables(tables, place);
	const whole = wholeTables(tables, place);
	return [[whole.found, spread.found] as const, [whole.list, spread.list] as const].flatMap(
		([to, from]) => [
			{ name: 'privacy-empty-whole', sql: `TRUNCATE TABLE ${to}` },
			{ name: 'privacy-fill-whole', sql: `INSERT INTO ${to} SELECT * FROM ${from}` }
		]
	);
};

/** What a row of events is about; `other`: a type this version does not know. */
export const KIND_OF_EVENT = `multiIf(
	e.name = '', 'other',
	startsWith(e.name, 'interaction.') OR startsWith(e.name, 'recording.') OR startsWith(e.name, 'transcript.'), 'interaction',
	startsWith(e.name, 'mention.'), 'mention',
	startsWith(e.name, 'survey.'), 'survey',
	'none')`;

/** The id as it is, and as JSON writes it. */
export const customerIn = ({ found }: WorkTables): string =>
	`(SELECT w.subject FROM ${found} AS w WHERE w.kind = 'customer')`;
export const quotedCustomerIn = ({ found }: WorkTables): string =>
	`(SELECT w.subject FROM ${found} AS w WHERE w.kind = 'quoted customer')`;

export interface Statement {
	readonly name: string;
	readonly sql: string;
}

const COMMENT = `COMMENT 'Used by a privacy job and gone with it'`;

export const createWorkTables = ({ found, list }: WorkTables): Statement[] => [
	{
		name: 'privacy-create-found',
		sql: `CREATE TABLE ${found} (kind LowCardinality(String), subject String, placement_hour DateTime('UTC'))
			ENGINE = MergeTree ORDER BY (kind, placement_hour, subject) ${COMMENT}`
	},
	{
		name: 'privacy-create-list',
		sql: `CREATE TABLE ${list} (n UInt32, kind LowCardinality(String), subject String, placement_hour DateTime('UTC'), source String, event_id String)
			ENGINE = MergeTree ORDER BY n ${COMMENT}`
	}
];

export const dropWorkTables = (tables: WorkTables, place: Place): Statement[] => {
	const { found, list } = tables;
	const copies = [spreadTables(tables, place), wholeTables(tables, place)];
	const ofCluster = copies.flatMap((each) => [each.found, each.list]);
	return [found, list, ...(place.cluster === null ? [] : ofCluster)].map((table) => ({
		name: 'privacy-drop',
		// SYNC: its files are gone when it answers.
		sql: `DROP TABLE IF EXISTS ${table} SYNC`
	}));
};

const OWN = 'tenant = {tenant: String}';

/** In this order: later ones go by what earlier ones found. */
export function fillFound(tables: WorkTables): Statement[] {
	const { found } = tables;
	const into = (name: string, select: string): Statement => ({
		name: `privacy-find-${name}`,
		sql: `INSERT INTO ${found} SELECT DISTINCT ${select}`
	});
	const customer = customerIn(tables);
	const interactions = `(SELECT f.subject FROM ${found} AS f WHERE f.kind = 'interaction')`;
	return [
		into(
			'by-customer',
			`${KIND_OF_EVENT}, e.subject, e.placement_hour FROM events AS e WHERE e.${OWN} AND e.customer = ${customer}`
		),
		into(
			// Authors were no customers to former versions.
			'authors',
			`'mention', e.subject, e.placement_hour FROM events AS e
				WHERE e.${OWN} AND e.name = 'mention.captured' AND e.customer = '' AND JSONExtractString(e.data, 'author') = ${customer}`
		),
		into(
			// Their events may have expired.
			'states',
			`'interaction', s.interaction_id, s.placement_hour FROM interaction_states AS s
				WHERE s.${OWN} AND finalizeAggregation(s.customer_state) = ${customer}`
		),
		into(
			// Where they lie is found next.
			'surveyed',
			`'interaction', JSONExtractString(e.data, 'interaction') AS id, toDateTime(0, 'UTC') FROM events AS e
				WHERE e.${OWN} AND e.customer = ${customer} AND e.name = 'survey.answered' AND id != ''`
		),
		into(
			'placements',
			`'interaction', p.subject, arrayJoin([p.placement_hour, p.last_hour]) FROM placements AS p
				WHERE p.${OWN} AND p.subject IN ${interactions}`
		),
		into(
			// Of contacts whose facts have expired.
			'unplaced',
			`'interaction', e.subject, e.placement_hour FROM events AS e
				WHERE e.${OWN} AND ${KIND_OF_EVENT} = 'interaction' AND e.subject IN (
					SELECT f.subject FROM ${found} AS f WHERE f.kind = 'interaction'
					GROUP BY f.subject HAVING max(f.placement_hour) = toDateTime(0, 'UTC'))`
		),
		into(
			'surveys',
			`'survey', e.subject, e.placement_hour FROM events AS e
				WHERE e.${OWN} AND e.name IN ('survey.answered', 'survey.sent') AND JSONExtractString(e.data, 'interaction') IN ${interactions}`
		),
		into(
			// Events of mentions and surveys lie by their own hour.
			'rest',
			`${KIND_OF_EVENT} AS kind_of_event, e.subject, e.placement_hour FROM events AS e
				WHERE e.${OWN} AND e.name IN ('survey.answered', 'survey.sent', 'mention.captured', 'mention.engaged', '')
				AND e.subject IN (SELECT f.subject FROM ${found} AS f)
				AND (kind_of_event = 'other' OR (kind_of_event, e.subject) IN (SELECT f.kind, f.subject FROM ${found} AS f))`
		)
	];
}

/** What a former run of the job has redacted: the link to the customer is gone from it. */
export const fillRedacted = ({ found }: WorkTables): Statement => ({
	name: 'privacy-find-redacted',
	sql: `INSERT INTO ${found} SELECT DISTINCT ${KIND_OF_EVENT}, e.subject, e.placement_hour FROM events AS e
		WHERE e.${OWN} AND e.batch_id = {batchId: String}`
});

const NEXT = (list: string): string => `(SELECT max(l.n) FROM ${list} AS l)`;

export const numberFound = ({ found, list }: WorkTables): Statement => ({
	name: 'privacy-number',
	sql: `INSERT INTO ${list} SELECT toUInt32(rowNumberInAllBlocks() + 1 + ${NEXT(list)}), f.kind, f.subject, f.placement_hour, '', ''
		FROM (SELECT DISTINCT kind, subject, placement_hour FROM ${found}
			WHERE kind NOT IN ('customer', 'quoted customer', 'none') AND subject != '') AS f`
});

/**
 * Single events that have the id as a whole value somewhere else: in a label, an extension, a type nobody knows. Whether it
 * names the customer there or an agent of the same id is for who reads them to tell.
 */
export function findStrays(tables: WorkTables): Statement {
	const { list } = tables;
	const quoted = quotedCustomerIn(tables);
	return {
		name: 'privacy-find-strays',
		sql: `INSERT INTO ${list} SELECT toUInt32(rowNumberInAllBlocks() + 1 + ${NEXT(list)}), 'stray', e.subject, e.placement_hour, toString(e.source), e.event_id
			FROM events AS e
			WHERE e.${OWN} AND toYYYYMM(e.placement_hour) = {month: UInt32}
				AND (position(e.data, ${quoted}) > 0 OR position(e.texts, ${quoted}) > 0 OR position(e.attributes, ${quoted}) > 0)
				AND e.agent != ${customerIn(tables)} AND e.queue != ${customerIn(tables)}
				AND (${KIND_OF_EVENT}, e.subject, e.placement_hour) NOT IN (SELECT l.kind, l.subject, l.placement_hour FROM ${list} AS l)`
	};
}
