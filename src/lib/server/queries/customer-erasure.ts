/** Takes what is stored of a customer out of the tables. No statement has an id in it: their texts are kept. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { customerIn, quotedCustomerIn } from './customer-subjects.ts';
import type { Statement, WorkTables } from './customer-subjects.ts';
import { PERSONAL_DATA } from './row-scope.ts';

/** Tables that hold something of customers; the others are sums, or know nobody. */
export const ERASED_TABLES = ['events', 'interaction_states', 'dead_letters'] as const;

const OWN = 'tenant = {tenant: String}';
const listed = ({ list }: WorkTables, more = ''): string =>
	`(SELECT l.placement_hour, l.subject FROM ${list} AS l${more})`;

const EMPTY_KEY = `(toDateTime64(0, 3, 'UTC'), '', toUInt8(0), '', '')`;

/** Of rows that have a redacted copy under the batch of the job, the others go. */
export const deleteOriginals = (tables: WorkTables): Statement => ({
	name: 'privacy-delete-originals',
	sql: `ALTER TABLE events DELETE WHERE ${OWN} AND (placement_hour, subject) IN ${listed(tables)}
		AND batch_id != {batchId: String} AND (source, event_id) IN (
			SELECT e.source, e.event_id FROM events AS e WHERE e.${OWN} AND (e.placement_hour, e.subject) IN ${listed(tables)}
				AND e.batch_id = {batchId: String})`
});

/** What was left out of the events must not stay in what was made of them: the empty state is neutral in every merge. */
export const emptyStates = (tables: WorkTables): Statement => ({
	name: 'privacy-empty-states',
	sql: `ALTER TABLE interaction_states UPDATE
			customer_state = initializeAggregation('argMinIfState', '', ${EMPTY_KEY}, toUInt8(0)),
			topic_state = initializeAggregation('argMaxIfState', '', ${EMPTY_KEY}, toUInt8(0)),
			disposition_state = initializeAggregation('argMaxIfState', '', ${EMPTY_KEY}, toUInt8(0))
		WHERE ${OWN} AND (placement_hour, interaction_id) IN ${listed(tables, " WHERE l.kind = 'interaction'")}`
});

/** By the hash of their content: a copy that ingest has written without the customer meanwhile stays. */
export const emptyLetters = ({ found }: WorkTables): Statement => ({
	name: 'privacy-empty-letters',
	sql: `ALTER TABLE dead_letters UPDATE event = '', message = '' WHERE ${OWN}
		AND hex(SHA256(event)) IN (SELECT f.subject FROM ${found} AS f WHERE f.kind = 'letter')`
});

/** Rows that a lightweight deletion only hid. */
export const dropHiddenRows = (table: string): Statement => ({
	name: 'privacy-drop-hidden',
	sql: `ALTER TABLE ${table} APPLY DELETED MASK`
});

export const hiddenRows = defineQuery({
	name: 'privacy-hidden-rows',
	sql: `SELECT DISTINCT table FROM system.parts WHERE database = currentDatabase() AND table IN {tables: Array(String)}
		AND active AND has_lightweight_delete ORDER BY table`,
	scope: PERSONAL_DATA,
	params: Type.Object({ tables: Type.Array(Type.String()) }),
	row: Type.Object({ table: Type.String() })
});

/** A rebuild that is at work: what it made of the customer before would take the place of what is changed here. */
export const openRebuilds = defineQuery({
	name: 'privacy-rebuilds',
	sql: `SELECT count() AS rebuilds FROM system.tables WHERE database = currentDatabase() AND endsWith(name, '_rebuild')
		AND (metadata_modification_time > now() - INTERVAL 10 MINUTE OR name IN (
			SELECT table FROM system.parts WHERE database = currentDatabase() AND modification_time > now() - INTERVAL 10 MINUTE))`,
	scope: PERSONAL_DATA,
	params: Type.Object({}),
	row: Type.Object({ rebuilds: Type.Integer() })
});

/** Changes of parts that are under way; those that fail say why. */
export const openMutations = defineQuery({
	name: 'privacy-mutations',
	sql: `SELECT count() AS mutations, sum(parts_to_do) AS parts, countIf(latest_fail_reason != '') AS failing
		FROM system.mutations WHERE database = currentDatabase() AND table IN {tables: Array(String)} AND NOT is_done
			AND (position(command, {job: String}) > 0 OR position(command, 'APPLY DELETED MASK') > 0)`,
	scope: PERSONAL_DATA,
	params: Type.Object({ tables: Type.Array(Type.String()), job: Type.String() }),
	row: Type.Object({ mutations: Type.Integer(), parts: Type.Integer(), failing: Type.Integer() })
});

/** Parts that were replaced and are still on the disk: whoever asks for the state is told also of those being unlinked. */
export const oldParts = defineQuery({
	name: 'privacy-old-parts',
	sql: `SELECT concat(table, '/', name) AS part FROM system.parts
		WHERE database = currentDatabase() AND table IN {tables: Array(String)}
			AND _state IN ('Outdated', 'Deleting', 'DeleteOnDestroy') ORDER BY part`,
	scope: PERSONAL_DATA,
	params: Type.Object({ tables: Type.Array(Type.String()) }),
	row: Type.Object({ part: Type.String() })
});

export const redactedEvents = (tables: WorkTables) =>
	defineQuery({
		name: 'privacy-redacted-events',
		sql: `SELECT uniqExact(source, event_id) AS events FROM events
			WHERE ${OWN} AND (placement_hour, subject) IN ${listed(tables)} AND batch_id = {batchId: String}`,
		scope: PERSONAL_DATA,
		params: Type.Object({ tenant: Type.String(), batchId: Type.String() }),
		row: Type.Object({ events: Type.Integer() })
	});

const LetterRow = Type.Object({
	letterId: Type.String(),
	event: Type.String(),
	hash: Type.String()
});

/** Of a letter nothing but its JSON is known. */
const KIND_OF_LETTER = `multiIf(
	match(JSONExtractString(d.event, 'type'), '^atalaya\\\\.(interaction|recording|transcript)\\\\.'), 'interaction',
	startsWith(JSONExtractString(d.event, 'type'), 'atalaya.mention.'), 'mention',
	startsWith(JSONExtractString(d.event, 'type'), 'atalaya.survey.'), 'survey',
	match(JSONExtractString(d.event, 'type'), '^atalaya\\\\.(agent|schedule|reference)\\\\.'), 'none',
	'other')`;

/** Letters whose event is about one of the subjects, or has the id as a value. */
export function lettersOf(tables: WorkTables) {
	const { list } = tables;
	return defineQuery({
		name: 'privacy-letters',
		sql: `SELECT d.letter_id AS letterId, d.event AS event, hex(SHA256(d.event)) AS hash FROM dead_letters AS d
			WHERE d.tenant = {tenant: String} AND d.letter_id > {after: String} AND d.event != '' AND (
				position(d.event, ${quotedCustomerIn(tables)}) > 0
				-- As it came, with whatever escapes its producer writes.
				OR JSONExtractString(d.event, 'data', 'customer') = ${customerIn(tables)}
				OR JSONExtractString(d.event, 'data', 'author') = ${customerIn(tables)}
				OR (${KIND_OF_LETTER}, JSONExtractString(d.event, 'subject')) IN (SELECT l.kind, l.subject FROM ${list} AS l)
				OR (${KIND_OF_LETTER} = 'other' AND JSONExtractString(d.event, 'subject') IN (SELECT l.subject FROM ${list} AS l)))
			ORDER BY d.letter_id LIMIT 500`,
		scope: PERSONAL_DATA,
		params: Type.Object({ tenant: Type.String(), after: Type.String() }),
		row: LetterRow
	});
}
