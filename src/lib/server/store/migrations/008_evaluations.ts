import type { Kysely } from 'kysely';
import type { StoreSchema } from '../schema.ts';

/** Evaluations and all that becomes of them. The columns are explained in quality-schema.ts. */
export async function up(database: Kysely<StoreSchema>): Promise<void> {
	await createEvaluations(database);
	await createHistories(database);
	await createDisputes(database);
	await createIndexes(database);
}

async function createEvaluations({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('evaluations')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('lane', 'text', (column) => column.notNull())
		.addColumn('assignment', 'text')
		.addColumn('session', 'text')
		.addColumn('beside', 'text')
		.addColumn('interaction', 'text', (column) => column.notNull())
		.addColumn('agent', 'text', (column) => column.notNull())
		.addColumn('queue', 'text', (column) => column.notNull())
		.addColumn('channel', 'text', (column) => column.notNull())
		.addColumn('contact_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('form', 'text', (column) => column.notNull())
		.addColumn('form_version', 'integer', (column) => column.notNull())
		.addColumn('evaluator', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('draft', 'text', (column) => column.notNull())
		.addColumn('draft_revision', 'integer', (column) => column.notNull())
		.addColumn('result', 'text')
		.addColumn('final_score', 'double precision')
		.addColumn('passed', 'integer')
		.addColumn('work_ms', 'bigint', (column) => column.notNull())
		.addColumn('heard_share', 'double precision')
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('submitted_at_ms', 'bigint')
		.addColumn('release_due_ms', 'bigint')
		.addColumn('released_at_ms', 'bigint')
		.addColumn('dispute_until_ms', 'bigint')
		.addColumn('acknowledged_at_ms', 'bigint')
		.addColumn('agent_comment', 'text', (column) => column.notNull())
		.execute();
}

async function createHistories({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('evaluation_revisions')
		.addColumn('evaluation', 'text', (column) => column.notNull().references('evaluations.id'))
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('filled', 'text', (column) => column.notNull())
		.addColumn('result', 'text', (column) => column.notNull())
		.addColumn('evaluator', 'text', (column) => column.notNull())
		.addColumn('reason', 'text', (column) => column.notNull())
		.addColumn('at_ms', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('evaluation_revisions_key', ['evaluation', 'revision'])
		.execute();
	await schema
		.createTable('evaluation_log')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('evaluation', 'text', (column) => column.notNull().references('evaluations.id'))
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('at_ms', 'bigint', (column) => column.notNull())
		.addColumn('actor', 'text', (column) => column.notNull())
		.addColumn('actor_name', 'text', (column) => column.notNull())
		.addColumn('step', 'text', (column) => column.notNull())
		.addColumn('question', 'text', (column) => column.notNull())
		.addColumn('before', 'text')
		.addColumn('after', 'text')
		.addColumn('reason', 'text', (column) => column.notNull())
		.execute();
	await schema
		.createTable('evaluation_presence')
		.addColumn('evaluation', 'text', (column) => column.notNull().references('evaluations.id'))
		.addColumn('person', 'text', (column) => column.notNull())
		.addColumn('page', 'text', (column) => column.notNull())
		.addColumn('since_ms', 'bigint', (column) => column.notNull())
		.addColumn('seen_at_ms', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('evaluation_presence_key', ['evaluation', 'page'])
		.execute();
}

async function createDisputes({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('evaluation_disputes')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('evaluation', 'text', (column) => column.notNull().references('evaluations.id'))
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('question', 'text', (column) => column.notNull())
		.addColumn('reason', 'text', (column) => column.notNull())
		.addColumn('opened_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('opened_by', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('reviewer', 'text')
		.addColumn('review', 'text')
		.addColumn('decided_at_ms', 'bigint')
		.addColumn('decision', 'text', (column) => column.notNull())
		.execute();
}

async function createIndexes({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createIndex('evaluations_about')
		.on('evaluations')
		.columns(['interaction'])
		.execute();
	await schema
		.createIndex('evaluations_of_agent')
		.on('evaluations')
		.columns(['agent', 'submitted_at_ms'])
		.execute();
	await schema
		.createIndex('evaluations_by')
		.on('evaluations')
		.columns(['evaluator', 'state'])
		.execute();
	await schema
		.createIndex('evaluations_by_time')
		.on('evaluations')
		.columns(['submitted_at_ms', 'id'])
		.execute();
	await schema.createIndex('evaluations_beside').on('evaluations').columns(['beside']).execute();
	await schema
		.createIndex('evaluations_in_session')
		.on('evaluations')
		.columns(['session'])
		.execute();
	await schema
		.createIndex('evaluation_log_of')
		.on('evaluation_log')
		.columns(['evaluation', 'at_ms'])
		.execute();
	await schema
		.createIndex('evaluation_disputes_of')
		.on('evaluation_disputes')
		.columns(['evaluation'])
		.execute();
	await schema
		.createIndex('evaluation_disputes_open')
		.on('evaluation_disputes')
		.columns(['state', 'opened_at_ms'])
		.execute();
}
