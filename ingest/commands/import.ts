/** `npm run import`: a file of a telephone exchange or another centre into the product, through its own ingest. */
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readFileSync } from 'node:fs';
import { CHANNEL_PATTERN } from '#lib/domain/events/channel.ts';
import { ConfigError, readConfig } from '#lib/server/config.ts';
import { queueLogSource } from '../sources/asterisk/queue-log.ts';
import { csvSource } from '../sources/csv/csv-source.ts';
import { MappingError, readMapping } from '../sources/csv/mapping.ts';
import { SourceError } from '../sources/source.ts';
import type { Source } from '../sources/source.ts';
import { findDoor } from '../sources/upload/door.ts';
import { fingerprint } from '../sources/upload/fingerprint.ts';
import { Poster, UploadStopped } from '../sources/upload/post.ts';
import { ProgressDisplay } from '../sources/upload/progress.ts';
import { runImport } from '../sources/upload/run-import.ts';
import type { ImportReport } from '../sources/upload/run-import.ts';
import { hasFaults, summary } from '../sources/upload/summary.ts';

const USAGE = `Imports a file through the ingest service. What was imported before is not imported twice.

  npm run import -- --format asterisk-queue-log FILE [--server-id ID] [--queue-channel voice]
  npm run import -- --format csv --mapping MAPPING.json FILE

  --server-id ID         name of the Asterisk server, the same for all its files (default: asterisk)
  --queue-channel WORD   channel of its queues (default: voice)
  --mapping FILE         what the columns mean; see ingest/sources/csv/MAPPING.md
  --url URL              address of ingest (default: the one running here, else http://127.0.0.1:INGEST_PORT)
  --wait                 end only when the events can be queried
  --help                 this text

The token is INGEST_TOKEN, or the one in DATA_DIR/secrets.json. An interrupted import goes on where it was
when the same command is given again. Ends with 0 when everything was imported, 1 when something of the file was
refused, 2 for a wrong command, 3 when ingest could not take it, 130 when interrupted.`;

const EXIT = { ok: 0, refused: 1, usage: 2, stopped: 3, interrupted: 130 } as const;
/** After an interruption, how long requests on their way are waited for. */
const LAST_ANSWERS_MS = 10_000;
/** A terminal and npm both pass on one Ctrl-C. */
const SAME_KEY_MS = 300;
const SERVER_ID = /^[A-Za-z0-9._-]{1,60}$/;
const CHANNEL = new RegExp(CHANNEL_PATTERN);

const environment = process.env;

/** File names are relative to where they were typed, which the launcher says: npm has changed the directory. */
const named = (file: string): string => resolve(environment['ATALAYA_TYPED_IN'] ?? '.', file);

class UsageError extends Error {
	override readonly name = 'UsageError';
}

type Options = ReturnType<typeof parse>;

function parse(args: string[]) {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				format: { type: 'string' },
				mapping: { type: 'string' },
				'server-id': { type: 'string', default: 'asterisk' },
				'queue-channel': { type: 'string', default: 'voice' },
				url: { type: 'string' },
				wait: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false }
			}
		});
		return { ...values, files: positionals };
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function openQueueLog(options: Options): { source: Source; settings: unknown } {
	const serverId = options['server-id'];
	const channel = options['queue-channel'];
	if (options.mapping !== undefined) throw new UsageError('--mapping goes with --format csv');
	if (!SERVER_ID.test(serverId)) {
		throw new UsageError(
			'--server-id must be 1 to 60 letters, digits, dots, dashes or underscores'
		);
	}
	if (!CHANNEL.test(channel)) throw new UsageError('--queue-channel must be a lower-case word');
	const identity = { serverId, channel };
	return { source: queueLogSource(identity), settings: ['asterisk-queue-log', identity] };
}

function openCsv(options: Options): { source: Source; settings: unknown } {
	if (options.mapping === undefined) throw new UsageError('--format csv needs --mapping');
	let text: string;
	try {
		text = readFileSync(named(options.mapping), 'utf8');
	} catch {
		throw new UsageError(`cannot read the mapping ${options.mapping}`);
	}
	const mapping = readMapping(text);
	return { source: csvSource(mapping), settings: ['csv', mapping] };
}

function openSource(options: Options): { source: Source; settings: unknown } {
	switch (options.format) {
		case 'asterisk-queue-log':
			return openQueueLog(options);
		case 'csv':
			return openCsv(options);
		case undefined:
			throw new UsageError('--format is missing');
		default:
			throw new UsageError(`--format must be asterisk-queue-log or csv, not ${options.format}`);
	}
}

async function theFile(files: readonly string[]): Promise<{ path: string; bytes: number }> {
	const [file, ...more] = files;
	if (file === undefined) throw new UsageError('which file?');
	if (more.length > 0) throw new UsageError('one file at a time');
	const path = named(file);
	const found = await stat(path).catch(() => null);
	if (!found?.isFile()) throw new UsageError(`there is no file ${path}`);
	return { path, bytes: found.size };
}

function serviceUrl(text: string | undefined): string | null {
	if (text === undefined) return null;
	if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
		throw new UsageError('--url must be an address such as http://127.0.0.1:3001');
	}
	return text;
}

/** The first interruption stops reading, the second and a deadline stop waiting too. */
function onInterrupt(display: ProgressDisplay): { stop: AbortSignal; giveUp: AbortSignal } {
	const stop = new AbortController();
	const giveUp = new AbortController();
	let firstMs: number | null = null;
	const interrupt = (): void => {
		if (firstMs !== null) {
			if (performance.now() - firstMs > SAME_KEY_MS) giveUp.abort();
			return;
		}
		firstMs = performance.now();
		display.say('Stopping: waiting for the requests on their way (again to stop at once).');
		stop.abort();
		setTimeout(() => {
			giveUp.abort();
		}, LAST_ANSWERS_MS).unref();
	};
	process.on('SIGINT', interrupt);
	process.on('SIGTERM', interrupt);
	return { stop: stop.signal, giveUp: giveUp.signal };
}

function conclude(report: ImportReport, wait: boolean): number {
	console.log(summary(report));
	if (!report.finished) {
		console.log('Interrupted. The same command goes on where it was.');
		return EXIT.interrupted;
	}
	if (wait && !report.committed && report.totals.accepted > 0) {
		console.log('Everything is on the disk of ingest; some of it cannot be queried yet.');
	}
	return hasFaults(report) ? EXIT.refused : EXIT.ok;
}

async function run(args: string[]): Promise<number> {
	const options = parse(args);
	if (options.help) {
		console.log(USAGE);
		return EXIT.ok;
	}
	const { source, settings } = openSource(options);
	const file = await theFile(options.files);
	const wantedUrl = serviceUrl(options.url);
	const config = readConfig(environment);
	const { url, token } = findDoor(config, wantedUrl);
	if (token === null) {
		throw new UsageError(
			`no token: set INGEST_TOKEN, or start the product once so that ${config.dataDir} has one`
		);
	}
	const display = new ProgressDisplay({
		totalBytes: file.bytes,
		terminal: process.stderr.isTTY,
		write: (text) => process.stderr.write(text),
		now: () => performance.now()
	});
	const { stop, giveUp } = onInterrupt(display);
	const poster = new Poster({
		url,
		token,
		signal: giveUp,
		onWait: (reason, waitMs) => {
			display.say(`${reason}; trying again in ${(waitMs / 1000).toFixed(1)} s`);
		}
	});
	const name = `${await fingerprint(file.path, settings)}.json`;
	const report = await runImport({
		file: file.path,
		fileBytes: file.bytes,
		source,
		cursorFile: join(config.dataDir, 'imports', name),
		poster,
		stop,
		wait: options.wait,
		onStart: (resume) => {
			const from = resume.kind === 'resume' ? `, going on at byte ${resume.cursor.bytes}` : '';
			display.say(`${basename(file.path)} to ${new URL(url).origin}${from}`);
		},
		onProgress: (progress) => {
			display.show(progress);
		}
	});
	display.clear();
	return conclude(report, options.wait);
}

function tell(error: unknown): number {
	if (error instanceof UsageError) {
		console.error(`${error.message}\n\n${USAGE}`);
		return EXIT.usage;
	}
	if (
		error instanceof MappingError ||
		error instanceof SourceError ||
		error instanceof ConfigError
	) {
		console.error(error.message);
		return EXIT.usage;
	}
	if (error instanceof UploadStopped) {
		console.error(`Stopped: ${error.message}\nThe same command goes on where it was.`);
		return EXIT.stopped;
	}
	console.error(error);
	return EXIT.stopped;
}

process.exitCode = await run(process.argv.slice(2)).catch(tell);
