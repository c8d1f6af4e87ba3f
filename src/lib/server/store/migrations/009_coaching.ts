import type { Kysely } from 'kysely';
import type { StoreSchema } from '../schema.ts';

/** Calibration and coaching. The columns are explained in quality-schema.ts. */
export async function up(database: Kysely<StoreSchema>): Promise<void> {
	await createSessions(database);
	await createCoaching(database);
	await createIndexes(database);
}

async function createSessions({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('calibration_sessions')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('form', 'text', (column) => column.notNull())
		.addColumn('form_version', 'integer', (column) => column.notNull())
		.addColumn('gold', 'text')
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('draw', 'text')
		.addColumn('notes', 'text', (column) => column.notNull())
		.addColumn('reveal_reason', 'text', (column) => column.notNull())
		.addColumn('due_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('revealed_at_ms', 'bigint')
		.addColumn('closed_at_ms', 'bigint')
		.execute();
	await schema
		.createTable('calibration_contacts')
		.addColumn('session', 'text', (column) =>
			column.notNull().references('calibration_sessions.id')
		)
		.addColumn('interaction', 'text', (column) => column.notNull())
		.addColumn('position', 'integer', (column) => column.notNull())
		.addColumn('agent', 'text', (column) => column.notNull())
		.addColumn('queue', 'text', (column) => column.notNull())
		.addColumn('channel', 'text', (column) => column.notNull())
		.addColumn('contact_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('decision', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('calibration_contacts_key', ['session', 'interaction'])
		.execute();
	await schema
		.createTable('calibration_evaluators')
		.addColumn('session', 'text', (column) =>
			column.notNull().references('calibration_sessions.id')
		)
		.addColumn('person', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('calibration_evaluators_key', ['session', 'person'])
		.execute();
}

async function createCoaching({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('coaching_tasks')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('agent', 'text', (column) => column.notNull())
		.addColumn('coach', 'text', (column) => column.notNull())
		.addColumn('goal', 'text', (column) => column.notNull())
		.addColumn('due_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('evaluation', 'text')
		.addColumn('question', 'text', (column) => column.notNull())
		.addColumn('form', 'text', (column) => column.notNull())
		.addColumn('moments', 'text', (column) => column.notNull())
		.addColumn('item', 'text')
		.addColumn('quiz_result', 'text')
		.addColumn('agent_note', 'text', (column) => column.notNull())
		.addColumn('coach_note', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('done_at_ms', 'bigint')
		.addColumn('closed_at_ms', 'bigint')
		.execute();
	await schema
		.createTable('learning_items')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('item', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('archived_at_ms', 'bigint')
		.execute();
}

async function createIndexes({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createIndex('quality_assignments_beside')
		.on('quality_assignments')
		.columns(['beside'])
		.execute();
	await schema
		.createIndex('quality_assignments_in_session')
		.on('quality_assignments')
		.columns(['session'])
		.execute();
	await schema
		.createIndex('coaching_tasks_of')
		.on('coaching_tasks')
		.columns(['agent', 'created_at_ms'])
		.execute();
}
