/** `npm run backup`: the operational store in one file. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import { ConfigError, readConfig } from '#lib/server/config.ts';
import type { Config } from '#lib/server/config.ts';
import { readStoreKey, readStoreKeyText, storeKeyFile } from '#lib/server/secrets.ts';
import { writeBackup } from '#lib/server/store/backup.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { MIGRATION_NAMES, appliedMigrations } from '#lib/server/store/migrate.ts';
import { backUpEverything } from '../everything/back-up.ts';
import { startProgress } from '../progress.ts';
import { interruptedCode, isInterrupted, onInterrupt } from './interrupt.ts';
import { typedFile } from './typed-file.ts';

const USAGE = `Writes the operational store (people, teams, boards, queue settings, tokens, audit log, …) into one file, as it is at
one moment. The product may go on running. Events are not in that file: they are in ClickHouse.

  npm run backup -- FILE               a new file that only you can read
  npm run backup -- FILE --with-key    the key of the installation as well; whoever has the file has both
  npm run backup -- FILE --overwrite   in the place of a file that is there

  npm run backup -- --everything DIRECTORY
                                       a new directory with the store, its key, the tokens, the events on their way and,
                                       of the embedded engine, the events; a ClickHouse server has backups of its own

Ends with 0 when the file is written, 2 for a wrong command, 3 when it could not be, 130 when interrupted.`;

const EXIT = { ok: 0, usage: 2, failed: 3 } as const;

class UsageError extends Error {
	override readonly name = 'UsageError';
}

interface Options {
	readonly file: string | null;
	readonly withKey: boolean;
	/** The file is a directory, with all there is. */
	readonly everything: boolean;
}

function parse(args: string[]): Options {
	const { values, positionals } = parsed(args);
	const { everything, 'with-key': withKey } = values;
	if (values.help) return { file: null, withKey, everything };
	const [typed, ...more] = positionals;
	if (typed === undefined || more.length > 0) throw new UsageError('name one file or directory');
	const file = typedFile(typed);
	if (existsSync(file) && (everything || !values.overwrite))
		throw new UsageError(
			`${file} is there already: name another one, or for a file add --overwrite`
		);
	return { file, withKey, everything };
}

function parsed(args: string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				'with-key': { type: 'boolean', default: false },
				overwrite: { type: 'boolean', default: false },
				everything: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false }
			}
		});
	} catch (cause) {
		throw new UsageError(cause instanceof Error ? cause.message : 'wrong options');
	}
}

const KEY_WARNING = (where: string): string => `
  THE KEY IS NOT IN THIS FILE. Keep ${where} in another safe place:
  without it the second factors of people cannot be read, erased customers cannot be told from others,
  and the audit log cannot be verified.
`;

/** That it was made is in the audit log, and on the page of the administration. */
async function record(
	{ database }: Store,
	config: Config,
	{ rows, file, withKey }: { rows: number | null; file: string; withKey: boolean }
): Promise<void> {
	const applied = await appliedMigrations(database);
	// A store of an older version is left as it is, so that a backup may be made before the update.
	if (applied.length < MIGRATION_NAMES.length) return;
	const audit = createAuditLog(database, readStoreKey(config), Date.now);
	await audit.record(SYSTEM, {
		action: 'store.backed-up',
		object: 'store',
		before: null,
		after: { file: basename(file), rows, withKey }
	});
}

async function runEverything(directory: string, signal: AbortSignal): Promise<number> {
	const config = readConfig(process.env);
	const store = await openStore(config, { asItIs: true });
	try {
		const { events } = await backUpEverything(config, {
			directory,
			nowMs: Date.now(),
			signal,
			onStep: (words) => {
				console.error(`Backup: ${words}`);
			},
			writeStore: (file) =>
				writeBackup(store, {
					file,
					nowMs: Date.now(),
					storeKey: readStoreKeyText(config),
					signal
				})
		});
		await record(store, config, { rows: null, file: directory, withKey: true });
		console.error(`Everything is in ${directory}, the key too: keep it like a password.`);
		if (events === 'elsewhere')
			console.error('Events are not: CLICKHOUSE_URL names a server, which has backups of its own.');
		return EXIT.ok;
	} finally {
		await store.close();
	}
}

async function run({ file, withKey, everything }: Options, signal: AbortSignal): Promise<number> {
	if (file === null) {
		console.log(USAGE);
		return EXIT.ok;
	}
	if (everything) return runEverything(file, signal);
	const config = readConfig(process.env);
	const store = await openStore(config, { asItIs: true });
	const progress = startProgress('Backup', process.stderr);
	try {
		const storeKey = withKey ? readStoreKeyText(config) : null;
		const rows = await writeBackup(store, {
			file,
			nowMs: Date.now(),
			storeKey,
			signal,
			onProgress: (done, of) => {
				progress.update(of === 0 ? 1 : done / of, `row ${done} of ${of}`);
			}
		});
		await record(store, config, { rows, file, withKey });
		progress.done(`${rows} rows in ${file}`);
		if (!withKey)
			console.error(
				KEY_WARNING(config.storeKey === null ? storeKeyFile(config.dataDir) : 'STORE_KEY')
			);
		else console.error('\n  THE KEY IS IN THIS FILE. Keep it like a password.\n');
		return EXIT.ok;
	} finally {
		await store.close();
	}
}

const signal = onInterrupt();
async function main(): Promise<number> {
	try {
		return await run(parse(process.argv.slice(2)), signal);
	} catch (error) {
		if (isInterrupted(error, signal)) {
			console.error('\nInterrupted: no file was written.');
			return interruptedCode;
		}
		console.error(error instanceof Error ? error.message : String(error));
		if (error instanceof UsageError) console.error(`\n${USAGE}`);
		return error instanceof UsageError || error instanceof ConfigError ? EXIT.usage : EXIT.failed;
	}
}

process.exitCode = await main();
