/** The ingest process: takes events in over HTTP and websockets and carries them into the database. */
import { ConfigError, readConfig } from '#lib/server/config.ts';
import { createLogger } from '#lib/server/logger.ts';
import { whenSupervisorIsGone } from '#lib/server/supervised.ts';
import { startIngest } from './ingest.ts';
import { SpoolInUseError } from './spool/lock.ts';

/** What supervisors read as "do not start me again at once, look at me". */
const EXIT_CONFIG = 78;
const EXIT_IN_USE = 73;
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

main().catch((cause: unknown) => {
	const known = cause instanceof ConfigError || cause instanceof SpoolInUseError;
	const text = known
		? cause.message
		: cause instanceof Error
			? (cause.stack ?? cause.message)
			: String(cause);
	process.stderr.write(`ingest cannot start: ${text}\n`);
	process.exit(
		cause instanceof ConfigError ? EXIT_CONFIG : cause instanceof SpoolInUseError ? EXIT_IN_USE : 1
	);
});
