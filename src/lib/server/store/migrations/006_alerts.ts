import type { Kysely } from 'kysely';
import type { StoreSchema } from '../schema.ts';

/** Rules, what they found, and who was told. The columns are explained in schema.ts. */
export async function up(database: Kysely<StoreSchema>): Promise<void> {
	await createRules(database);
	await createFound(database);
	await createDeliveries(database);
}

async function createRules({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('alert_rules')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('rule', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('is_paused', 'integer', (column) => column.notNull())
		.addColumn('webhook_secret', 'text')
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('removed_at_ms', 'bigint')
		.execute();
	await schema
		.createTable('alert_states')
		.addColumn('rule', 'text', (column) => column.notNull().references('alert_rules.id'))
		.addColumn('queue', 'text', (column) => column.notNull())
		.addColumn('phase', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('alert_states_key', ['rule', 'queue'])
		.execute();
}

async function createFound({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('alerts')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('rule', 'text', (column) => column.notNull().references('alert_rules.id'))
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('queue', 'text', (column) => column.notNull())
		.addColumn('queue_name', 'text', (column) => column.notNull())
		.addColumn('about', 'text', (column) => column.notNull())
		.addColumn('watched', 'text', (column) => column.notNull())
		.addColumn('figures', 'text', (column) => column.notNull())
		.addColumn('opened_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('open_key', 'text', (column) => column.unique())
		.addColumn('reminded_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('acknowledged_at_ms', 'bigint')
		.addColumn('acknowledged_by', 'text')
		.addColumn('acknowledged_name', 'text')
		.addColumn('note', 'text', (column) => column.notNull())
		.addColumn('cleared_at_ms', 'bigint')
		.addColumn('clear_reason', 'text')
		.execute();
	await schema.createIndex('alerts_by_time').on('alerts').columns(['opened_at_ms', 'id']).execute();
}

async function createDeliveries({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('alert_deliveries')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('alert', 'text')
		.addColumn('rule', 'text', (column) => column.notNull().references('alert_rules.id'))
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('target', 'text', (column) => column.notNull())
		.addColumn('message', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('attempts', 'integer', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('next_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('finished_at_ms', 'bigint')
		.addColumn('result', 'text', (column) => column.notNull())
		.execute();
	await schema
		.createIndex('alert_deliveries_due')
		.on('alert_deliveries')
		.columns(['state', 'next_at_ms'])
		.execute();
	await schema.createIndex('alert_deliveries_of').on('alert_deliveries').column('alert').execute();
}
