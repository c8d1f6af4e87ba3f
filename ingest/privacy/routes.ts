/** What web asks of each ingest process when a customer is erased or exported. Ids travel in bodies, never in addresses. */
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Static, TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { TypeCheck } from '@sinclair/typebox/compiler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { EraseRequest, ExportRequest } from '#lib/server/privacy/ingest-requests.ts';
import type { EraseAnswer } from '#lib/server/privacy/ingest-requests.ts';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import { withBody } from '../http/body.ts';
import type { Credentials } from '../http/credentials.ts';
import { Problem } from '../http/problem.ts';
import type { Route } from '../http/server.ts';
import type { FileSystem } from '../spool/file-system.ts';
import { LANE_NAMES } from '../spool/journal-entry.ts';
import { segmentKey } from '../spool/journal-state.ts';
import type { Spool } from '../spool/spool.ts';
import { eraseLetters, findLetters } from './erase-letters.ts';
import { findOnDisk } from './find-stored.ts';
import { searchQuarantine } from './quarantine.ts';

/** Who was erased, as this process knows it. */
export interface Erased {
	/** Reads the list anew; answers how many it has. From then on the door takes them out. */
	reload(): Promise<number>;
	isErased(event: DomainEvent): boolean;
}

export interface PrivacyRoutesOptions {
	readonly credentials: Credentials;
	readonly spool: Spool;
	readonly letters: DeadLetters;
	readonly erased: Erased;
	/** What the key of the installation makes of `KEY_MARK`. */
	readonly keyMark: string;
	readonly fileSystem: FileSystem;
	/** Of the spool. */
	readonly directory: string;
}

/** A customer may have hundreds of thousands of contacts. */
const BODY_BYTES = 64 * 1024 * 1024;

const eraseRequest = TypeCompiler.Compile(EraseRequest);
const exportRequest = TypeCompiler.Compile(ExportRequest);

async function readBody<S extends TSchema>(
	request: FastifyRequest,
	check: TypeCheck<S>
): Promise<Static<S>> {
	const limits = { wireBytes: BODY_BYTES, decodedBytes: BODY_BYTES };
	const value = await withBody(request.raw, 'identity', limits, (body) => {
		try {
			return Promise.resolve<unknown>(JSON.parse(body.toString('utf8')));
		} catch {
			throw new Problem(400, 'malformed_json', 'the body is not JSON');
		}
	});
	if (!check.Check(value)) throw new Problem(400, 'bad_request', 'the body does not fit');
	return value;
}

/** The names of files, with their lane. */
async function seal({ lanes }: Spool): Promise<string[]> {
	const keys: string[] = [];
	for (const lane of LANE_NAMES) {
		for (const name of await lanes[lane].seal()) keys.push(segmentKey(lane, name));
	}
	return keys;
}

async function left({ lanes }: Spool, keys: readonly string[]): Promise<string[]> {
	const still: string[] = [];
	for (const lane of LANE_NAMES) {
		const prefix = segmentKey(lane, '');
		const names = keys.flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
		for (const name of await lanes[lane].left(new Set(names))) still.push(segmentKey(lane, name));
	}
	return still;
}

async function erase(
	request: Static<typeof EraseRequest>,
	{ spool, letters, erased, keyMark, fileSystem, directory }: PrivacyRoutesOptions
): Promise<EraseAnswer> {
	const known = { erased: await erased.reload(), key: keyMark };
	const isErased = (event: DomainEvent): boolean => erased.isErased(event);
	switch (request.step) {
		case 'know':
			return { ...known, segments: [] };
		case 'seal':
			return { ...known, segments: await seal(spool) };
		case 'left':
			return { ...known, segments: await left(spool, request.segments) };
		case 'find letters':
			return { ...known, segments: [], subjects: await findLetters(letters, isErased) };
		case 'letters': {
			const changed = await eraseLetters(letters, isErased);
			// A copy that is on its way to the database must not arrive after the database was cleared.
			await letters.copied();
			const quarantine = join(directory, 'quarantine');
			const pieces = await searchQuarantine(fileSystem, quarantine, request.ids);
			return {
				...known,
				segments: [],
				letters: changed,
				pieces
			};
		}
		default:
			return request satisfies never;
	}
}

export const privacyRoutes = (options: PrivacyRoutesOptions): Route[] => [
	{
		method: 'POST',
		path: '/v1/privacy/erase',
		handle: async (request) => {
			await options.credentials.demand(request.headers.authorization, ['internal']);
			return erase(await readBody(request, eraseRequest), options);
		}
	},
	{
		method: 'POST',
		path: '/v1/privacy/export',
		handle: async (request, reply: FastifyReply) => {
			await options.credentials.demand(request.headers.authorization, ['internal']);
			const { subjects } = await readBody(request, exportRequest);
			const found = await findOnDisk(options, subjects);
			const lines = found.map((each) => `${JSON.stringify(each)}\n`);
			return reply.type('application/x-ndjson').send(Readable.from(lines));
		}
	}
];
