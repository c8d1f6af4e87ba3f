/** `npm run restore`: a backup into the operational store of this installation. */
import { existsSync, renameSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ChainVerdict } from '#lib/server/audit/verify.ts';
import { ConfigError, readConfig } from '#lib/server/config.ts';
import type { Config } from '#lib/server/config.ts';
import {
	readStoreKeyText,
	storeKeyFile,
	storeKeyOf,
	writeStoreKeyText
} from '#lib/server/secrets.ts';
import { BackupError, readBackup } from '#lib/server/store/backup-file.ts';
import { openStore } from '#lib/server/store/database.ts';
import { NotEmptyError, restoreBackup } from '#lib/server/store/restore.ts';
import type { RestoreReport } from '#lib/server/store/restore.ts';
import { startProgress } from '../progress.ts';
import { interruptedCode, isInterrupted, onInterrupt } from './interrupt.ts';
import { typedFile } from './typed-file.ts';

const USAGE = `Puts a backup into the operational store: the SQLite file in DATA_DIR, or the PostgreSQL of DATABASE_URL, whichever the
backup was made from. Nothing changes unless all of it fits.

  npm run restore -- FILE              into a store that is empty
  npm run restore -- FILE --replace    in the place of what is there, which is lost

End the product first, and start it afterwards. Everybody has to sign in again, and links and pairing codes that
were on their way end.

Ends with 0 when it is restored, 1 when the file or the store does not allow it, 2 for a wrong command, 3 when something
failed, 130 when interrupted; in all these cases the store is as it was.`;

const EXIT = { ok: 0, refused: 1, usage: 2, failed: 3 } as const;

class UsageError extends Error {
	override readonly name = 'UsageError';
}

interface Options {
	readonly file: string | null;
	readonly replace: boolean;
}

function parse(args: string[]): Options {
	const { values, positionals } = parsed(args);
	if (values.help) return { file: null, replace: false };
	const [typed, ...more] = positionals;
	if (typed === undefined || more.length > 0) throw new UsageError('name one file');
	const file = typedFile(typed);
	if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
	return { file, replace: values.replace };
}

function parsed(args: string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				replace: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false }
			}
		});
	} catch (cause) {
		throw new UsageError(cause instanceof Error ? cause.message : 'wrong options');
	}
}

/** The key this installation has; null when it has none yet. One is not made here: it would fit nothing. */
const ownKey = (config: Config): string | null =>
	config.storeKey !== null || existsSync(storeKeyFile(config.dataDir))
		? readStoreKeyText(config)
		: null;

/** The key of the file goes with its data. Another one that is there is set aside, never lost. */
function putKey(config: Config, keyOfFile: string | null): string | null {
	if (keyOfFile === null || keyOfFile === ownKey(config)) return null;
	if (config.storeKey !== null)
		return 'STORE_KEY is not the key in the backup: set it to the one the backup was made with.';
	const file = storeKeyFile(config.dataDir);
	const aside = `${file}.before-restore-${Date.now()}`;
	const had = existsSync(file);
	if (had) renameSync(file, aside);
	writeStoreKeyText(config.dataDir, keyOfFile);
	return had ? `The key that was there is now ${aside}.` : null;
}

function auditWords(verdict: ChainVerdict | null): string {
	if (verdict === null)
		return 'The audit log was not verified: there is no key. Put back store-key.json or STORE_KEY, then: npm run audit:verify';
	if (verdict.ok) return `The audit log is whole: ${verdict.head.seq} entries.`;
	return `THE AUDIT LOG CANNOT BE VERIFIED from entry ${verdict.seq} on. When all of it fails, the key is not the one of the backup.`;
}

function tell({ header, rows, audit, keptErasures }: RestoreReport): void {
	console.log(
		`Restored ${rows} rows of a backup of ${new Date(header.createdAtMs).toISOString()}.`
	);
	console.log(auditWords(audit));
	if (keptErasures > 0)
		console.log(`${keptErasures} erasures that are newer than the backup were kept.`);
	console.log('Start the product again.');
}

async function run({ file, replace }: Options, signal: AbortSignal): Promise<number> {
	if (file === null) {
		console.log(USAGE);
		return EXIT.ok;
	}
	const config = readConfig(process.env);
	// Before the store is opened: a file that is no good must not even make an empty one.
	const { storeKey } = await readBackup(file, { signal });
	const text = storeKey ?? ownKey(config);
	const store = await openStore(config, { asItIs: true });
	const progress = startProgress('Restore', process.stderr);
	try {
		const report = await restoreBackup(store, {
			file,
			replace,
			key: text === null ? null : storeKeyOf(text),
			now: Date.now,
			signal,
			onProgress: (done, of) => {
				progress.update(of === 0 ? 1 : done / of, `row ${done} of ${of}`);
			}
		});
		progress.done('done.');
		const keyWords = putKey(config, storeKey);
		tell(report);
		if (keyWords !== null) console.log(keyWords);
		return EXIT.ok;
	} finally {
		await store.close();
	}
}

function explain(error: unknown): number {
	if (error instanceof NotEmptyError) {
		console.error(
			'The store is not empty. Add --replace to put the backup in its place; what is there is lost.'
		);
		return EXIT.refused;
	}
	if (error instanceof BackupError) {
		console.error(`Nothing was changed: ${error.message}.`);
		return EXIT.refused;
	}
	console.error(error instanceof Error ? error.message : String(error));
	if (error instanceof UsageError) console.error(`\n${USAGE}`);
	return error instanceof UsageError || error instanceof ConfigError ? EXIT.usage : EXIT.failed;
}

const signal = onInterrupt();
async function main(): Promise<number> {
	try {
		return await run(parse(process.argv.slice(2)), signal);
	} catch (error) {
		if (!isInterrupted(error, signal)) return explain(error);
		console.error('\nInterrupted: the store is as it was.');
		return interruptedCode;
	}
}

process.exitCode = await main();
