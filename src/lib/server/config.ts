/** The environment of every process of the product, read once, all faults reported together. */
import { join, resolve } from 'node:path';

import { ROLES } from '#lib/domain/access/role.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { Cluster } from './clickhouse/connection.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Config {
	readonly host: string;
	readonly port: number;
	readonly ingestPort: number;
	/** Absent: the embedded engine, whose address and passwords are in `dataDir/engine/connection.json`. */
	readonly clickhouse: {
		readonly url: string | null;
		readonly username: string;
		readonly password: string;
		readonly database: string;
		/** Name and HTTP addresses of its nodes; null: a single server. */
		readonly cluster: Cluster | null;
	};
	/** `postgres://…`, or null for the SQLite file in `dataDir`. */
	readonly databaseUrl: string | null;
	readonly dataDir: string;
	/** Where the files of recordings are, which events name by their path below it. */
	readonly recordingsDir: string;
	/** The address people use, when it differs from what the server sees (behind TLS). */
	readonly origin: string | null;
	/** Header in which a proxy in front names the address of the client, such as x-forwarded-for; null: no proxy. */
	readonly clientAddressHeader: string | null;
	/** A producer token given from outside; null: the generated one in `dataDir/secrets.json`. */
	readonly ingestToken: string | null;
	/** Bearer token of `/api/v1`; null: nobody may use it. */
	readonly apiToken: string | null;
	/** Sign-in with an OpenID Connect provider; null: only local accounts. */
	readonly oidc: OidcConfig | null;
	/** Seals what the store must not hold in the clear; null: the generated one in `dataDir/store-key.json`. */
	readonly storeKey: string | null;
	/** Addresses in private ranges that webhooks and imports may call, as CIDR ranges or host names. */
	readonly allowedPrivateHosts: readonly string[];
	/** Sends e-mails: alerts, and reports of scorecards; null: none are sent. */
	readonly smtp: SmtpConfig | null;
	/** Where web finds the ingest processes it listens to for commit notices. */
	readonly ingestUrls: readonly string[];
	/** Shared by web and ingest for commit notices; null: the generated one in `dataDir/secrets.json`. */
	readonly internalToken: string | null;
	/** Time zone of "today" on a board that names none. */
	readonly timeZone: string;
	/** Where spans of traces are sent; null: none are made. */
	readonly tracing: TracingConfig | null;
	readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
	readonly limits: Limits;
}

export interface OidcConfig {
	/** Its address, under which `/.well-known/openid-configuration` is. */
	readonly issuer: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** On the button. */
	readonly name: string;
	/** Role of people who sign in for the first time and are not known; null: they are refused. */
	readonly newRole: Role | null;
}

export interface SmtpConfig {
	/** `smtp://` or `smtps://`, with user and password where the server asks for them. */
	readonly url: string;
	/** Sender of what the product writes. */
	readonly from: string;
}

const SAMPLERS = [
	'parentbased_always_on',
	'parentbased_always_off',
	'parentbased_traceidratio',
	'always_on',
	'always_off',
	'traceidratio'
] as const;

export interface TracingConfig {
	/** Of a collector that speaks OTLP over HTTP, without `/v1/traces`. */
	readonly endpoint: string;
	readonly sampler: (typeof SAMPLERS)[number];
	/** Share of traces, for the samplers that go by one. */
	readonly ratio: number;
}

export interface Limits {
	readonly compressedBytes: number;
	readonly decodedBytes: number;
	readonly streamedBytes: number;
	readonly batchEvents: number;
	readonly eventBytes: number;
	readonly depth: number;
	/** The spool answers 503 above this. */
	readonly spoolBytes: number;
	/** Free space of the disk under which nothing more is accepted. */
	readonly diskFreeBytes: number;
	/** Events per second a token may send, averaged over 10 s; 0: no quota. */
	readonly eventsPerSecond: number;
	/** How many event keys memory has room for, to tell duplicates at the door; older ones are archived on disk. */
	readonly rememberedKeys: number;
	readonly engineMemoryBytes: number;
}

export class ConfigError extends Error {
	override readonly name = 'ConfigError';
	readonly faults: readonly string[];
	constructor(faults: readonly string[]) {
		super(`The configuration has faults:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
		this.faults = faults;
	}
}

const MIB = 1024 * 1024;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Reads single variables and collects what is wrong with them. */
class Reader {
	readonly faults: string[] = [];
	readonly #env: Environment;
	constructor(env: Environment) {
		this.#env = env;
	}

	text(name: string): string | null {
		const raw = this.#env[name];
		return raw === undefined || raw.trim() === '' ? null : raw.trim();
	}

	integer(name: string, fallback: number, least: number, most: number): number {
		const raw = this.text(name);
		if (raw === null) return fallback;
		const value = Number(raw);
		if (!Number.isInteger(value) || value < least || value > most) {
			this.faults.push(`${name} must be a whole number from ${least} to ${most}, not "${raw}"`);
			return fallback;
		}
		return value;
	}

	url(name: string, protocols: readonly string[]): string | null {
		const raw = this.text(name);
		if (raw === null) return null;
		if (!URL.canParse(raw) || !protocols.includes(new URL(raw).protocol)) {
			// The value is not echoed: such addresses carry passwords.
			this.faults.push(`${name} must be an address starting with ${protocols.join(' or ')}//`);
			return null;
		}
		return raw;
	}

	/** Scheme, host and port, whatever path or slash was written behind them. */
	origin(name: string): string | null {
		const raw = this.url(name, ['http:', 'https:']);
		return raw === null ? null : new URL(raw).origin;
	}

	headerName(name: string): string | null {
		const raw = this.text(name);
		if (raw !== null && !/^[a-z0-9-]+$/i.test(raw)) {
			this.faults.push(`${name} must be the name of a header such as x-forwarded-for`);
		}
		return raw === null ? null : raw.toLowerCase();
	}

	token(name: string): string | null {
		const raw = this.text(name);
		if (raw !== null && (raw.length < 8 || /\s/.test(raw))) {
			this.faults.push(`${name} must have at least 8 characters and no spaces`);
		}
		return raw;
	}

	choice<const T extends string>(name: string, choices: readonly T[], fallback: T): T {
		const raw = this.text(name);
		if (raw === null) return fallback;
		const found = choices.find((choice) => choice === raw);
		if (found === undefined) this.faults.push(`${name} must be one of ${choices.join(', ')}`);
		return found ?? fallback;
	}

	zone(name: string): string {
		const raw = this.text(name);
		if (raw === null) return new Intl.DateTimeFormat().resolvedOptions().timeZone;
		try {
			return new Intl.DateTimeFormat('en', { timeZone: raw }).resolvedOptions().timeZone;
		} catch {
			this.faults.push(`${name} must be an IANA time zone such as Europe/Madrid, not "${raw}"`);
			return 'UTC';
		}
	}

	list(name: string): readonly string[] {
		return (this.text(name) ?? '')
			.split(',')
			.map((part) => part.trim())
			.filter((part) => part !== '');
	}

	urls(name: string, fallback: string): readonly string[] {
		const list = (this.text(name) ?? fallback)
			.split(',')
			.map((part) => part.trim().replace(/\/+$/, ''));
		for (const url of list) {
			// Not echoed: such addresses may carry passwords.
			if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
				this.faults.push(
					`${name} must hold addresses starting with http:// or https://, separated by commas`
				);
			}
		}
		return list;
	}
}

function readLimits(read: Reader): Limits {
	return {
		compressedBytes: read.integer('INGEST_MAX_COMPRESSED_BYTES', MIB, 1024, 1024 * MIB),
		decodedBytes: read.integer('INGEST_MAX_DECODED_BYTES', 5 * MIB, 1024, 1024 * MIB),
		streamedBytes: read.integer('INGEST_MAX_STREAMED_BYTES', 64 * MIB, 1024, 4096 * MIB),
		batchEvents: read.integer('INGEST_MAX_BATCH_EVENTS', 1000, 1, 100_000),
		eventBytes: read.integer('INGEST_MAX_EVENT_BYTES', 256 * 1024, 1024, 16 * MIB),
		depth: read.integer('INGEST_MAX_DEPTH', 32, 4, 256),
		spoolBytes: read.integer('SPOOL_MAX_BYTES', 4096 * MIB, MIB, Number.MAX_SAFE_INTEGER),
		diskFreeBytes: read.integer('DISK_MIN_FREE_BYTES', 256 * MIB, 0, Number.MAX_SAFE_INTEGER),
		eventsPerSecond: read.integer('INGEST_EVENTS_PER_SECOND', 0, 0, 10_000_000),
		rememberedKeys: read.integer('INGEST_REMEMBERED_KEYS', 8_000_000, 1000, 100_000_000),
		engineMemoryBytes: read.integer('ENGINE_MAX_MEMORY_BYTES', 3000 * MIB, 512 * MIB, 2 ** 45)
	};
}

/** Whoever is on the way could sign in as anybody. */
const isInTheClear = ({ protocol, hostname }: URL): boolean =>
	protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

const NEW_ROLES = ROLES.filter((role) => role !== 'admin');

function readOidc(read: Reader): OidcConfig | null {
	const issuer = read.url('OIDC_ISSUER', ['https:', 'http:']);
	const clientId = read.text('OIDC_CLIENT_ID');
	const clientSecret = read.text('OIDC_CLIENT_SECRET');
	const name = read.text('OIDC_NAME');
	// Nobody administers because a provider knows them.
	const newRole = read.choice('OIDC_NEW_ROLE', [...NEW_ROLES, 'none'], 'none');
	const given = [issuer, clientId, clientSecret].filter((value) => value !== null).length;
	if (given === 0) return null;
	if (issuer === null || clientId === null || clientSecret === null) {
		read.faults.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together');
		return null;
	}
	if (isInTheClear(new URL(issuer))) {
		read.faults.push('OIDC_ISSUER must start with https:// unless it is on this machine');
	}
	return {
		issuer,
		clientId,
		clientSecret,
		name: name ?? new URL(issuer).hostname,
		newRole: newRole === 'none' ? null : newRole
	};
}

function readSmtp(read: Reader): SmtpConfig | null {
	const url = read.url('SMTP_URL', ['smtp:', 'smtps:']);
	const from = read.text('SMTP_FROM');
	if (url === null && from === null) return null;
	if (url === null || from === null) {
		read.faults.push('SMTP_URL and SMTP_FROM go together');
		return null;
	}
	if (!/^[^@\r\n]*[^@\s<]@[^@\s>]+>?$/.test(from)) {
		read.faults.push('SMTP_FROM must be an e-mail address such as Atalaya <alerts@example.com>');
	}
	return { url, from };
}

function readTracing(read: Reader): TracingConfig | null {
	const endpoint = read.url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:']);
	const sampler = read.choice('OTEL_TRACES_SAMPLER', SAMPLERS, 'parentbased_always_on');
	const ratio = Number(read.text('OTEL_TRACES_SAMPLER_ARG') ?? 1);
	if (!(ratio >= 0 && ratio <= 1)) {
		read.faults.push('OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1');
	}
	return endpoint === null ? null : { endpoint, sampler, ratio };
}

function readCluster(read: Reader, url: string | null): Cluster | null {
	const name = read.text('CLICKHOUSE_CLUSTER');
	const nodes = read.text('CLICKHOUSE_NODES') === null ? [] : read.urls('CLICKHOUSE_NODES', '');
	if (name === null) {
		if (nodes.length > 0) read.faults.push('CLICKHOUSE_NODES goes with CLICKHOUSE_CLUSTER');
		return null;
	}
	if (url === null) read.faults.push('CLICKHOUSE_CLUSTER needs CLICKHOUSE_URL');
	if (!/^[A-Za-z_][A-Za-z0-9_-]{0,62}$/.test(name)) {
		read.faults.push('CLICKHOUSE_CLUSTER must be a plain name: letters, digits, _ and -');
	}
	return { name, nodes: [...nodes] };
}

/** Throws ConfigError naming every fault; touches nothing else. */
export function readConfig(env: Environment): Config {
	const read = new Reader(env);
	const ingestPort = read.integer('INGEST_PORT', 3001, 0, 65_535);
	const dataDir = resolve(read.text('DATA_DIR') ?? './data');
	const clickhouseUrl = read.url('CLICKHOUSE_URL', ['http:', 'https:']);
	const config: Config = {
		host: read.text('HOST') ?? '127.0.0.1',
		port: read.integer('PORT', 3000, 0, 65_535),
		ingestPort,
		clickhouse: {
			url: clickhouseUrl,
			username: read.text('CLICKHOUSE_USER') ?? 'default',
			password: env['CLICKHOUSE_PASSWORD'] ?? '',
			database: read.text('CLICKHOUSE_DATABASE') ?? 'atalaya',
			cluster: readCluster(read, clickhouseUrl)
		},
		databaseUrl: read.url('DATABASE_URL', ['postgres:', 'postgresql:']),
		dataDir,
		recordingsDir: resolve(read.text('RECORDINGS_DIR') ?? join(dataDir, 'recordings')),
		origin: read.origin('ORIGIN'),
		clientAddressHeader: read.headerName('CLIENT_ADDRESS_HEADER'),
		ingestToken: read.token('INGEST_TOKEN'),
		apiToken: read.token('API_TOKEN'),
		oidc: readOidc(read),
		storeKey: read.token('STORE_KEY'),
		allowedPrivateHosts: read.list('ALLOWED_PRIVATE_HOSTS'),
		smtp: readSmtp(read),
		ingestUrls: read.urls('INGEST_URLS', `http://127.0.0.1:${ingestPort}`),
		internalToken: read.token('INTERNAL_TOKEN'),
		timeZone: read.zone('TIME_ZONE'),
		tracing: readTracing(read),
		logLevel: read.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
		limits: readLimits(read)
	};
	if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(config.clickhouse.database)) {
		read.faults.push('CLICKHOUSE_DATABASE must be a plain name: letters, digits and _');
	}
	if (read.faults.length > 0) throw new ConfigError(read.faults);
	return Object.freeze(config);
}
