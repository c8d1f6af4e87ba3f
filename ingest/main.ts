/** The ingest process: takes events in over HTTP and websockets and carries them into the database. */
import { ConfigError, readConfig } from '#lib/server/config.ts';
import { createLogger } from '#lib/server/logger.ts';
import { whenSupervisorIsGone } from '#lib/server/supervised.ts';
import { startIngest } from './ingest.ts';
import { SpoolInUseError } from './spool/lock.ts';
import { DirectoryUnusableError } from './spool/unusable.ts';

/** What supervisors read as "do not start me again at once, look at me". */
const EXIT_CONFIG = 78;
const EXIT_IN_USE = 73;
const EXIT_UNUSABLE = 74;
const STOP_MS = 9000;

async function main(): Promise<void> {
	const config = readConfig(process.env);
	const log = createLogger({ level: config.logLevel, part: 'ingest' });
	process.on('unhandledRejection', (cause) => {
		log.error({ err: cause }, 'a promise was rejected and nobody listened');
	});
	const ingest = await startIngest(config, log);
	log.info({ url: ingest.url, pid: process.pid }, 'ingest listens');
	let stopping = false;
	const stop = (signal: string): void => {
		if (stopping) process.exit(1);
		stopping = true;
		log.info({ signal }, 'stopping');
		setTimeout(() => {
			log.error('stopping took too long');
			process.exit(1);
		}, STOP_MS).unref();
		ingest.stop().then(
			() => {
				log.info('stopped');
				process.exit(0);
			},
			(cause: unknown) => {
				log.error({ err: cause }, 'stopping failed');
				process.exit(1);
			}
		);
	};
	whenSupervisorIsGone(() => {
		stop('supervisor gone');
	});
	process.on('SIGTERM', stop);
	process.on('SIGINT', stop);
}

/** Errors whose message says all there is to say, with how the process ends. */
const exitOf = (cause: unknown): number | null => {
	if (cause instanceof ConfigError) return EXIT_CONFIG;
	if (cause instanceof SpoolInUseError) return EXIT_IN_USE;
	return cause instanceof DirectoryUnusableError ? EXIT_UNUSABLE : null;
};

main().catch((cause: unknown) => {
	const code = exitOf(cause);
	const error = cause instanceof Error ? cause : new Error(String(cause));
	const text = code === null ? (error.stack ?? error.message) : error.message;
	process.stderr.write(`ingest cannot start: ${text}\n`);
	process.exit(code ?? 1);
});
