/** `npm run restore`: a backup into the operational store of this installation. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ChainVerdict } from '#lib/server/audit/verify.ts';
import { ConfigError, readConfig } from '#lib/server/config.ts';
import type { Config } from '#lib/server/config.ts';
import { createLogger, standardError } from '#lib/server/logger.ts';
import { BackupError } from '#lib/server/store/backup-file.ts';
import { NotEmptyError } from '#lib/server/store/restore.ts';
import type { RestoreReport } from '#lib/server/store/restore.ts';
import { bringBackEverything } from '../everything/bring-back.ts';
import { EverythingError } from '../everything/manifest.ts';
import { restoreStore } from '../restore-store.ts';
import { interruptedCode, isInterrupted, onInterrupt } from './interrupt.ts';
import { typedFile } from './typed-file.ts';

const USAGE = `Puts a backup into the operational store: the SQLite file in DATA_DIR, or the PostgreSQL of DATABASE_URL, whichever the
backup was made from. Nothing changes unless all of it fits.

  npm run restore -- FILE              into a store that is empty
  npm run restore -- FILE --replace    in the place of what is there, which is lost

  npm run restore -- --everything DIRECTORY
                                       a backup of everything, into an empty DATA_DIR and an empty store; what is derived
                                       of the events is computed again

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
	/** The file is a directory, with all there is. */
	readonly everything: boolean;
}

function parse(args: string[]): Options {
	const { values, positionals } = parsed(args);
	const { everything, replace } = values;
	if (values.help) return { file: null, replace, everything };
	const [typed, ...more] = positionals;
	if (typed === undefined || more.length > 0) throw new UsageError('name one file or directory');
	const file = typedFile(typed);
	if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
	return { file, replace: replace && !everything, everything };
}

function parsed(args: string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				replace: { type: 'boolean', default: false },
				everything: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false }
			}
		});
	} catch (cause) {
		throw new UsageError(cause instanceof Error ? cause.message : 'wrong options');
	}
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

async function runEverything(
	config: Config,
	directory: string,
	signal: AbortSignal
): Promise<number> {
	const log = createLogger({
		level: config.logLevel,
		part: 'restore',
		destination: standardError()
	});
	await bringBackEverything(config, {
		directory,
		signal,
		log,
		onStep: (words) => {
			console.error(`Restore: ${words}`);
		},
		restoreStore: (file) => restoreAndTell(config, { file, replace: false }, signal)
	});
	return EXIT.ok;
}

async function restoreAndTell(
	config: Config,
	{ file, replace }: { file: string; replace: boolean },
	signal: AbortSignal
): Promise<void> {
	const { report, keyWords } = await restoreStore(config, { file, replace, signal });
	tell(report);
	if (keyWords !== null) console.log(keyWords);
}

async function run({ file, replace, everything }: Options, signal: AbortSignal): Promise<number> {
	if (file === null) {
		console.log(USAGE);
		return EXIT.ok;
	}
	const config = readConfig(process.env);
	if (everything) return runEverything(config, file, signal);
	await restoreAndTell(config, { file, replace }, signal);
	return EXIT.ok;
}

function explain(error: unknown): number {
	if (error instanceof NotEmptyError) {
		console.error(
			'The store is not empty. Add --replace to put the backup in its place; what is there is lost.'
		);
		return EXIT.refused;
	}
	if (error instanceof BackupError || error instanceof EverythingError) {
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
