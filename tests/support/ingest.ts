/** A real ingest process of its own, with a client that speaks the contract. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectionFile } from '#lib/server/clickhouse/connection.ts';
import type { Connection } from '#lib/server/clickhouse/connection.ts';
import { readAddress } from '../../ingest/address.ts';

export const TEST_INGEST_TOKEN = 'test-ingest-token';
export const TEST_INTERNAL_TOKEN = 'test-internal-token';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface PostOptions {
	readonly contentType?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly query?: string;
	readonly token?: string | null;
}

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Record<string, unknown>;
}

export interface IngestCounts {
	readonly received: number;
	readonly accepted: number;
	readonly duplicate: number;
	readonly rejected: number;
	readonly committed: number;
	readonly deadLettered: number;
	readonly inSpool: number;
}

export interface IngestStatus {
	readonly total: IngestCounts;
	readonly sources: readonly (IngestCounts & { readonly source: string })[];
	readonly oldestUncommittedAgeMs: number | null;
	readonly unknownTypes: Readonly<Record<string, number>>;
	readonly deadLetters: Readonly<Record<string, number>>;
	readonly spool: { readonly live: number; readonly backfill: number; readonly bytes: number };
	readonly trouble: { readonly class: string; readonly code: string } | null;
	readonly [more: string]: unknown;
}

export interface TestIngest {
	readonly url: string;
	readonly token: string;
	readonly pid: number;
	readonly output: () => string;
	/** A batch for an array; anything else as it is, under the media type of the options. */
	post(events: readonly unknown[] | string | Buffer, options?: PostOptions): Promise<Answer>;
	status(): Promise<IngestStatus>;
	/** SIGKILL; resolves when the process is gone. */
	kill(): Promise<void>;
	/** SIGTERM; resolves with the exit code. */
	stop(): Promise<number | null>;
}

export interface TestIngestOptions {
	readonly dataDir: string;
	/** Absent: nothing is known of a database. */
	readonly connection?: Connection;
	readonly env?: Readonly<Record<string, string>>;
	/** The most file descriptors it may have; absent: as many as this process. */
	readonly descriptors?: number;
}

/** Leaves the address of the database where ingest looks for it. */
export function leaveConnection(dataDir: string, connection: Connection): void {
	const file = connectionFile(dataDir);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
}

export function spawnIngest({
	dataDir,
	env = {},
	descriptors
}: Omit<TestIngestOptions, 'connection'>): {
	child: ChildProcess;
	output: () => string;
	exited: Promise<number | null>;
} {
	const command = [process.execPath, '--import', 'tsx', join(ROOT, 'ingest/main.ts')];
	const limited = ['sh', '-c', `ulimit -n ${descriptors ?? ''}; exec "$0" "$@"`, ...command];
	const [program = '', ...args] = descriptors === undefined ? command : limited;
	const child = spawn(program, args, {
		cwd: ROOT,
		env: {
			PATH: process.env['PATH'] ?? '',
			DATA_DIR: dataDir,
			INGEST_PORT: '0',
			INGEST_TOKEN: TEST_INGEST_TOKEN,
			INTERNAL_TOKEN: TEST_INTERNAL_TOKEN,
			LOG_LEVEL: 'info',
			...env
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let text = '';
	const keep = (chunk: Buffer) => {
		text = (text + chunk.toString()).slice(-200_000);
	};
	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	const exited = new Promise<number | null>((resolve) => {
		child.once('exit', resolve);
	});
	return { child, output: () => text, exited };
}

async function untilListening(
	child: ChildProcess,
	dataDir: string,
	output: () => string
): Promise<string> {
	const deadline = Date.now() + 30_000;
	while (Date.now() < deadline) {
		const address = readAddress(dataDir);
		if (address && address.pid === child.pid) return address.url;
		if (child.exitCode !== null) break;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	// Nobody else would: whoever started it never gets hold of it.
	child.kill('SIGKILL');
	throw new Error(`ingest does not listen:\n${output()}`);
}

function bodyOf(events: readonly unknown[] | string | Buffer): string | Buffer {
	return typeof events === 'string' || Buffer.isBuffer(events) ? events : JSON.stringify(events);
}

/** Posts to any ingest process. */
export async function postEvents(
	url: string,
	events: readonly unknown[] | string | Buffer,
	{ contentType, headers = {}, query = '', token = TEST_INGEST_TOKEN }: PostOptions = {}
): Promise<Answer> {
	const response = await fetch(`${url}/v1/events${query}`, {
		method: 'POST',
		headers: {
			'content-type': contentType ?? 'application/cloudevents-batch+json',
			...(token === null ? {} : { authorization: `Bearer ${token}` }),
			...headers
		},
		body: new Uint8Array(Buffer.from(bodyOf(events)))
	});
	const text = await response.text();
	return {
		status: response.status,
		headers: response.headers,
		body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
	};
}

export async function startTestIngest(options: TestIngestOptions): Promise<TestIngest> {
	const { dataDir, connection } = options;
	if (connection && !existsSync(connectionFile(dataDir))) leaveConnection(dataDir, connection);
	const { child, output, exited } = spawnIngest(options);
	const url = await untilListening(child, dataDir, output);
	return {
		url,
		token: TEST_INGEST_TOKEN,
		pid: child.pid ?? 0,
		output,
		post: (events, postOptions) => postEvents(url, events, postOptions),
		status: async () => {
			const response = await fetch(`${url}/v1/status`, {
				headers: { authorization: `Bearer ${TEST_INGEST_TOKEN}` }
			});
			return (await response.json()) as IngestStatus;
		},
		kill: async () => {
			child.kill('SIGKILL');
			await exited;
		},
		stop: async () => {
			child.kill('SIGTERM');
			return exited;
		}
	};
}

let made = 0;

/** A valid event, unlike any other. */
export function testEvent(
	options: {
		id?: string;
		source?: string;
		type?: string;
		subject?: string;
		time?: string;
		data?: object;
	} = {}
): Record<string, unknown> {
	made += 1;
	return {
		specversion: '1.0',
		id: options.id ?? `event-${process.pid}-${Date.now()}-${made}`,
		source: options.source ?? '//tests',
		type: options.type ?? 'atalaya.interaction.created.v1',
		subject: options.subject ?? `interaction-${made}`,
		time: options.time ?? new Date().toISOString(),
		data: options.data ?? { channel: 'voice' }
	};
}
