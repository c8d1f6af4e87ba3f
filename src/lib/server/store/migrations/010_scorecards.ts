import type { Kysely } from 'kysely';
import type { StoreSchema } from '../schema.ts';

/** Scorecards and what they rest on. The columns are explained in scorecard-schema.ts. */
export async function up(database: Kysely<StoreSchema>): Promise<void> {
	await createScorecards(database);
	await createFigures(database);
	await createMoney(database);
	await createReports(database);
	await createIndexes(database);
}

async function createScorecards({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('scorecards')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('archived_at_ms', 'bigint')
		.execute();
	await schema
		.createTable('scorecard_versions')
		.addColumn('scorecard', 'text', (column) => column.notNull().references('scorecards.id'))
		.addColumn('version', 'integer', (column) => column.notNull())
		.addColumn('valid_from', 'text', (column) => column.notNull())
		.addColumn('content', 'text', (column) => column.notNull())
		.addColumn('note', 'text', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('scorecard_versions_key', ['scorecard', 'version'])
		.execute();
	await schema
		.createTable('scorecard_readings')
		.addColumn('source', 'text', (column) => column.notNull())
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('agent', 'text', (column) => column.notNull())
		.addColumn('month', 'text', (column) => column.notNull())
		.addColumn('reading', 'text')
		.addColumn('basis', 'text', (column) => column.notNull())
		.addColumn('read_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('changed_at_ms', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('scorecard_readings_key', ['source', 'team', 'agent', 'month'])
		.execute();
}

async function createFigures({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('figures')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('figure', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('archived_at_ms', 'bigint')
		.execute();
	await schema
		.createTable('figure_values')
		.addColumn('figure', 'text', (column) => column.notNull().references('figures.id'))
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('month', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('numerator', 'double precision', (column) => column.notNull())
		.addColumn('denominator', 'double precision')
		.addColumn('n', 'double precision', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('is_estimate', 'integer', (column) => column.notNull())
		.addColumn('is_void', 'integer', (column) => column.notNull())
		.addColumn('source', 'text', (column) => column.notNull())
		.addColumn('evidence', 'text', (column) => column.notNull())
		.addColumn('entered_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('entered_by', 'text', (column) => column.notNull())
		.addColumn('decided_at_ms', 'bigint')
		.addColumn('decided_by', 'text')
		.addColumn('decision', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('figure_values_key', ['figure', 'team', 'month', 'revision'])
		.execute();
}

async function createMoney({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('cost_rates')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('rate', 'text', (column) => column.notNull())
		.addColumn('valid_from', 'text', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('withdrawn_at_ms', 'bigint')
		.execute();
	await schema
		.createTable('client_contracts')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('contract', 'text', (column) => column.notNull())
		.addColumn('valid_from', 'text', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('withdrawn_at_ms', 'bigint')
		.execute();
}

async function createReports({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('initiatives')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('scorecard', 'text', (column) => column.notNull().references('scorecards.id'))
		.addColumn('initiative', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('archived_at_ms', 'bigint')
		.execute();
	await schema
		.createTable('frozen_scorecards')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('scorecard', 'text', (column) => column.notNull().references('scorecards.id'))
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('agent', 'text', (column) => column.notNull())
		.addColumn('month', 'text', (column) => column.notNull())
		.addColumn('range', 'text', (column) => column.notNull())
		.addColumn('content', 'text', (column) => column.notNull())
		.addColumn('hash', 'text', (column) => column.notNull())
		.addColumn('note', 'text', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.execute();
	await schema
		.createTable('report_schedules')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('scorecard', 'text', (column) => column.notNull().references('scorecards.id'))
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('schedule', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('next_at_ms', 'bigint')
		.addColumn('archived_at_ms', 'bigint')
		.execute();
	await schema
		.createTable('report_runs')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('schedule', 'text', (column) => column.notNull().references('report_schedules.id'))
		.addColumn('month', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('attempts', 'integer', (column) => column.notNull())
		.addColumn('due_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('next_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('finished_at_ms', 'bigint')
		.addColumn('frozen', 'text')
		.addColumn('result', 'text', (column) => column.notNull())
		.execute();
}

async function createIndexes({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createIndex('scorecard_readings_of_unit')
		.on('scorecard_readings')
		.columns(['team', 'agent', 'month'])
		.execute();
	await schema
		.createIndex('scorecard_readings_changed')
		.on('scorecard_readings')
		.column('changed_at_ms')
		.execute();
	await schema.createIndex('initiatives_of').on('initiatives').columns(['scorecard']).execute();
	await schema
		.createIndex('frozen_scorecards_of')
		.on('frozen_scorecards')
		.columns(['scorecard', 'created_at_ms'])
		.execute();
	await schema
		.createIndex('report_runs_of')
		.on('report_runs')
		.columns(['schedule', 'due_at_ms'])
		.execute();
}
