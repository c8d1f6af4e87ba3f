import type { Kysely } from 'kysely';
import type { StoreSchema } from '../schema.ts';

/** People, teams, sessions, screens, tokens, settings and the audit log. The columns are explained in schema.ts. */
export async function up(database: Kysely<StoreSchema>): Promise<void> {
	await createTeams(database);
	await createPeople(database);
	await createSignIn(database);
	await createScreens(database);
	await createTokens(database);
	await createQueueVersions(database);
	await createAudit(database);
	await createPrivacy(database);
	await database.schema
		.alterTable('boards')
		.addColumn('team', 'text', (column) => column.notNull().defaultTo('company'))
		.execute();
	await database.schema
		.alterTable('boards')
		.addColumn('shows_agents', 'integer', (column) => column.notNull().defaultTo(0))
		.execute();
}

async function createTeams({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('teams')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('parent', 'text', (column) => column.references('teams.id'))
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('position', 'integer', (column) => column.notNull())
		.execute();
	await schema
		.createTable('team_queues')
		.addColumn('team', 'text', (column) => column.notNull().references('teams.id'))
		.addColumn('queue', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('team_queues_key', ['team', 'queue'])
		.execute();
	await schema
		.createTable('team_words')
		.addColumn('word', 'text', (column) => column.primaryKey())
		.addColumn('team', 'text', (column) => column.notNull().references('teams.id'))
		.execute();
}

async function createPeople({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('people')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('email', 'text', (column) => column.notNull().unique())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('role', 'text', (column) => column.notNull())
		.addColumn('agent', 'text')
		.addColumn('is_active', 'integer', (column) => column.notNull())
		.addColumn('is_demo', 'integer', (column) => column.notNull())
		.addColumn('password_hash', 'text')
		.addColumn('password_changed_at_ms', 'bigint')
		.addColumn('totp_secret', 'text')
		.addColumn('totp_confirmed_at_ms', 'bigint')
		.addColumn('totp_last_step', 'bigint')
		.addColumn('oidc_issuer', 'text')
		.addColumn('oidc_subject', 'text')
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
		.addUniqueConstraint('people_oidc', ['oidc_issuer', 'oidc_subject'])
		.execute();
	await schema
		.createTable('person_teams')
		.addColumn('person', 'text', (column) => column.notNull().references('people.id'))
		.addColumn('team', 'text', (column) => column.notNull().references('teams.id'))
		.addPrimaryKeyConstraint('person_teams_key', ['person', 'team'])
		.execute();
}

async function createSignIn({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('sessions')
		.addColumn('token_hash', 'text', (column) => column.primaryKey())
		.addColumn('id', 'text', (column) => column.notNull().unique())
		.addColumn('person', 'text', (column) => column.notNull().references('people.id'))
		.addColumn('method', 'text', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('used_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('address', 'text', (column) => column.notNull())
		.addColumn('agent_name', 'text', (column) => column.notNull())
		.execute();
	await schema.createIndex('sessions_person').on('sessions').column('person').execute();
	await schema
		.createTable('one_time_links')
		.addColumn('token_hash', 'text', (column) => column.primaryKey())
		.addColumn('purpose', 'text', (column) => column.notNull())
		.addColumn('person', 'text', (column) => column.references('people.id'))
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('used_at_ms', 'bigint')
		.execute();
	await schema
		.createTable('recovery_codes')
		.addColumn('code_hash', 'text', (column) => column.primaryKey())
		.addColumn('person', 'text', (column) => column.notNull().references('people.id'))
		.execute();
	// By what is tried (an address of a person, an address of the network, a pairing): failures and the wait they earned.
	await schema
		.createTable('failed_attempts')
		.addColumn('subject', 'text', (column) => column.primaryKey())
		.addColumn('failures', 'integer', (column) => column.notNull())
		.addColumn('last_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('blocked_until_ms', 'bigint', (column) => column.notNull())
		.execute();
}

async function createScreens({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('screens')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('boards', 'text', (column) => column.notNull())
		.addColumn('rotate_seconds', 'integer', (column) => column.notNull())
		.addColumn('token_hash', 'text', (column) => column.notNull().unique())
		.addColumn('previous_token_hash', 'text', (column) => column.unique())
		.addColumn('token_issued_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('token_expires_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('paired_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('paired_by', 'text', (column) => column.notNull())
		.addColumn('revoked_at_ms', 'bigint')
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('seen_at_ms', 'bigint')
		.addColumn('seen_address', 'text')
		.addColumn('report', 'text')
		.execute();
	await schema
		.createTable('pairings')
		.addColumn('code_hash', 'text', (column) => column.primaryKey())
		.addColumn('secret_hash', 'text', (column) => column.notNull().unique())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('address', 'text', (column) => column.notNull())
		.addColumn('screen', 'text', (column) => column.references('screens.id'))
		.execute();
}

async function createTokens({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('api_tokens')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('token_hash', 'text', (column) => column.notNull().unique())
		.addColumn('hint', 'text', (column) => column.notNull())
		.addColumn('scopes', 'text', (column) => column.notNull())
		.addColumn('sources', 'text', (column) => column.notNull())
		.addColumn('team', 'text', (column) => column.notNull().references('teams.id'))
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('expires_at_ms', 'bigint')
		.addColumn('revoked_at_ms', 'bigint')
		.addColumn('used_at_ms', 'bigint')
		.execute();
}

async function createQueueVersions({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('queue_settings')
		.addColumn('queue', 'text', (column) => column.notNull())
		.addColumn('valid_from_ms', 'bigint', (column) => column.notNull())
		.addColumn('settings', 'text', (column) => column.notNull())
		.addColumn('changed_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('changed_by', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('queue_settings_key', ['queue', 'valid_from_ms'])
		.execute();
	// Events that tell ingest of what was changed here, until it has them.
	await schema
		.createTable('outbox')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('event', 'text', (column) => column.notNull())
		.execute();
}

async function createAudit({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('audit')
		.addColumn('seq', 'bigint', (column) => column.primaryKey())
		.addColumn('at_ms', 'bigint', (column) => column.notNull())
		.addColumn('actor_kind', 'text', (column) => column.notNull())
		.addColumn('actor', 'text', (column) => column.notNull())
		.addColumn('actor_name', 'text', (column) => column.notNull())
		.addColumn('address', 'text', (column) => column.notNull())
		.addColumn('action', 'text', (column) => column.notNull())
		.addColumn('object', 'text', (column) => column.notNull())
		.addColumn('before', 'text')
		.addColumn('after', 'text')
		.addColumn('previous_hash', 'text', (column) => column.notNull())
		.addColumn('hash', 'text', (column) => column.notNull())
		.execute();
}

async function createPrivacy({ schema }: Kysely<StoreSchema>): Promise<void> {
	// Who was erased, as a keyed hash: the id itself must not be kept to know that it is not to come back.
	await schema
		.createTable('erased_subjects')
		.addColumn('subject_hash', 'text', (column) => column.primaryKey())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('erased_at_ms', 'bigint', (column) => column.notNull())
		.execute();
	await schema
		.createTable('privacy_jobs')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('subject', 'text', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('report', 'text', (column) => column.notNull())
		.execute();
}
