/** The operational store: boards and what the installation remembers. SQLite in the data directory, or PostgreSQL. */
import { join } from 'node:path';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import type { KyselyConfig } from 'kysely';
import pg from 'pg';
import type { Config } from '#lib/server/config.ts';
import { migratePostgres, migrateSqlite } from './migrate.ts';
import type { StoreSchema } from './schema.ts';
import { openSqliteFile } from './sqlite-file.ts';

export interface Store {
	readonly kind: 'sqlite' | 'postgres';
	readonly database: Kysely<StoreSchema>;
	close(): Promise<void>;
}

export interface StoreOptions {
	/** Told of connections of the pool that the server ended; the next question opens new ones. */
	readonly onLostConnection?: (error: Error) => void;
	/** Opens it with the tables it has: for backup, restore and verification. */
	readonly asItIs?: boolean;
	/** Told how long each statement took. */
	readonly onAnswer?: (seconds: number, isAnswered: boolean) => void;
}

/** Of Kysely, which tells of its statements in one place. */
const logOf = ({ onAnswer }: StoreOptions): Pick<KyselyConfig, 'log'> =>
	onAnswer
		? {
				log: ({ queryDurationMillis, level }) => {
					onAnswer(queryDurationMillis / 1000, level === 'query');
				}
			}
		: {};

const POOL_CONNECTIONS = 5;
const CONNECT_MS = 10_000;
const STATEMENT_MS = 30_000;

/** PostgreSQL's `int8`, which the driver gives as text. Ours are milliseconds and counts, all exact as numbers. */
const INT8 = pg.types.builtins.INT8;
const types: pg.CustomTypesConfig = {
	getTypeParser: (id, format) =>
		INT8 === id && format !== 'binary'
			? Number
			: (pg.types.getTypeParser(id, format) as (text: string) => unknown)
};

async function migrated(
	kind: Store['kind'],
	database: Kysely<StoreSchema>,
	migrate: ((database: Kysely<StoreSchema>) => Promise<void>) | null
): Promise<Store> {
	try {
		await migrate?.(database);
	} catch (error) {
		await database.destroy();
		throw error;
	}
	return { kind, database, close: () => database.destroy() };
}

function openPostgres(connectionString: string, options: StoreOptions): Promise<Store> {
	const { onLostConnection, asItIs = false } = options;
	const pool = new pg.Pool({
		connectionString,
		application_name: 'atalaya',
		max: POOL_CONNECTIONS,
		connectionTimeoutMillis: CONNECT_MS,
		statement_timeout: STATEMENT_MS,
		types
	});
	// Without a listener a server that restarts would end the process. The pool listens for connections at rest only: one
	// that is lost in a transaction between two statements has to be heard as well.
	pool.on('error', (error) => onLostConnection?.(error));
	pool.on('connect', (client) => {
		client.on('error', () => undefined);
	});
	const database = new Kysely<StoreSchema>({
		dialect: new PostgresDialect({ pool }),
		...logOf(options)
	});
	return migrated('postgres', database, asItIs ? null : migratePostgres);
}

async function openSqlite(file: string, options: StoreOptions): Promise<Store> {
	const connection = await openSqliteFile(file);
	const database = new Kysely<StoreSchema>({
		dialect: new SqliteDialect({ database: connection }),
		...logOf(options)
	});
	return migrated('sqlite', database, options.asItIs === true ? null : migrateSqlite);
}

export const storeFile = (dataDir: string): string => join(dataDir, 'atalaya.db');

/** Opens it with its tables up to date. Several processes may do so at once. */
export function openStore(
	config: Pick<Config, 'databaseUrl' | 'dataDir'>,
	options: StoreOptions = {}
): Promise<Store> {
	if (config.databaseUrl !== null) return openPostgres(config.databaseUrl, options);
	return openSqlite(storeFile(config.dataDir), options);
}
