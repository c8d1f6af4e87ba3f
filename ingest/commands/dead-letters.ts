/** `npm run dead-letters`: events that were accepted and that the database refused. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '#lib/server/config.ts';
import type { Config } from '#lib/server/config.ts';
import { readSecrets } from '#lib/server/secrets.ts';
import { readAddress } from '../address.ts';
import { DeadLetters } from '../dead-letters/dead-letters.ts';
import type { Letter } from '../dead-letters/letter.ts';
import { nodeFileSystem } from '../spool/file-system.ts';

const USAGE = `Events that were accepted and that the database refused.

  npm run dead-letters -- list [--code CODE] [--all]   one line each; --all: also those dealt with
  npm run dead-letters -- show ID                      why, and the event itself
  npm run dead-letters -- replay [ID …] [--code CODE]  send them again, after the cause is gone
  npm run dead-letters -- discard ID …                 give them up for good

Ends with 0 when all went well, 1 when something asked for was not there or was refused,
2 for a wrong command, 3 when ingest does not run or cannot take anything.`;

const EXIT = { ok: 0, refused: 1, usage: 2, unreachable: 3 } as const;

class UsageError extends Error {
	override readonly name = 'UsageError';
}
class UnreachableError extends Error {
	override readonly name = 'UnreachableError';
}

interface Options {
	readonly command: string;
	readonly ids: readonly string[];
	readonly code: string | undefined;
	readonly all: boolean;
}

function parse(args: string[]): Options {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				code: { type: 'string' },
				all: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false }
			}
		});
		const [command = 'list', ...ids] = positionals;
		return { command: values.help ? 'help' : command, ids, code: values.code, all: values.all };
	} catch (cause) {
		throw new UsageError(cause instanceof Error ? cause.message : 'wrong options');
	}
}

const openLetters = (config: Config): Promise<DeadLetters> =>
	DeadLetters.open({
		fileSystem: nodeFileSystem,
		directory: join(config.dataDir, 'dead-letters'),
		clock: Date.now
	});

const line = ({ id, deadAtMs, state, code, source, eventId, type }: Letter): string =>
	[id, new Date(deadAtMs).toISOString(), state, code, type, source, eventId].join('\t');

async function list(config: Config, { code, all }: Options): Promise<number> {
	const letters = (await openLetters(config))
		.list()
		.filter((letter) => (all || letter.state === 'new') && (code ?? letter.code) === letter.code);
	for (const letter of letters) console.log(line(letter));
	if (letters.length === 0) console.error('No dead letters.');
	return EXIT.ok;
}

async function show(config: Config, { ids }: Options): Promise<number> {
	const [id] = ids;
	if (id === undefined) throw new UsageError('show needs an ID');
	const letters = await openLetters(config);
	const letter = letters.get(id);
	if (!letter) {
		console.error(`There is no dead letter ${id}.`);
		return EXIT.refused;
	}
	const event = (await letters.events(new Set([id]))).get(id) ?? 'null';
	console.log(JSON.stringify({ ...letter, event: readable(event) }, null, 2));
	return EXIT.ok;
}

function readable(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return json;
	}
}

async function ask(config: Config, path: string, choice: object): Promise<Record<string, unknown>> {
	const address = readAddress(config.dataDir);
	if (!address) throw new UnreachableError(`no ingest process has listened in ${config.dataDir}`);
	const response = await fetch(`${address.url}${path}`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${readSecrets(config).internalToken}`,
			'content-type': 'application/json'
		},
		body: JSON.stringify(choice)
	}).catch((cause: unknown) => {
		throw new UnreachableError(`ingest does not answer at ${address.url}`, { cause });
	});
	const body = (await response.json()) as Record<string, unknown>;
	if (!response.ok)
		throw new UnreachableError(`ingest answered ${response.status}: ${String(body['detail'])}`);
	return body;
}

async function replay(config: Config, { ids, code }: Options): Promise<number> {
	const choice = { ...(ids.length > 0 ? { ids } : {}), ...(code === undefined ? {} : { code }) };
	const answer = await ask(config, '/v1/dead-letters/replay', choice);
	const refused = Array.isArray(answer['refused']) ? answer['refused'] : [];
	console.log(`${Number(answer['replayed'])} on their way again, ${refused.length} refused`);
	for (const each of refused) console.error(JSON.stringify(each));
	return refused.length > 0 || Number(answer['replayed']) < ids.length ? EXIT.refused : EXIT.ok;
}

async function discard(config: Config, { ids }: Options): Promise<number> {
	if (ids.length === 0) throw new UsageError('discard needs an ID');
	const { discarded } = await ask(config, '/v1/dead-letters/discard', { ids });
	console.log(`${Number(discarded)} discarded`);
	return Number(discarded) < ids.length ? EXIT.refused : EXIT.ok;
}

async function run(args: string[]): Promise<number> {
	const options = parse(args);
	if (options.command === 'help') {
		console.log(USAGE);
		return EXIT.ok;
	}
	const config = readConfig(process.env);
	switch (options.command) {
		case 'list':
			return list(config, options);
		case 'show':
			return show(config, options);
		case 'replay':
			return replay(config, options);
		case 'discard':
			return discard(config, options);
		default:
			throw new UsageError(`there is no command ${options.command}`);
	}
}

run(process.argv.slice(2)).then(
	(code) => {
		process.exitCode = code;
	},
	(cause: unknown) => {
		console.error(cause instanceof Error ? cause.message : String(cause));
		if (cause instanceof UsageError) console.error(`\n${USAGE}`);
		const usage = cause instanceof UsageError || cause instanceof ConfigError;
		process.exitCode = usage
			? EXIT.usage
			: cause instanceof UnreachableError
				? EXIT.unreachable
				: 1;
	}
);
