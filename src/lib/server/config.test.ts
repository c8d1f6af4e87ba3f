import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';
import type { Environment } from './config.ts';

const MIB = 1024 * 1024;

function faultsOf(env: Environment): readonly string[] {
	try {
		readConfig(env);
		return [];
	} catch (error) {
		if (error instanceof ConfigError) return error.faults;
		throw error;
	}
}

describe('the configuration', () => {
	test('without any variable is that of one machine on loopback', () => {
		expect(readConfig({})).toEqual({
			host: '127.0.0.1',
			port: 3000,
			ingestPort: 3001,
			clickhouse: {
				url: null,
				username: 'default',
				password: '',
				database: 'atalaya',
				cluster: null
			},
			databaseUrl: null,
			dataDir: resolve('data'),
			recordingsDir: resolve('data/recordings'),
			origin: null,
			clientAddressHeader: null,
			ingestToken: null,
			apiToken: null,
			oidc: null,
			storeKey: null,
			allowedPrivateHosts: [],
			smtp: null,
			ingestUrls: ['http://127.0.0.1:3001'],
			internalToken: null,
			tracing: null,
			timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
			logLevel: 'info',
			limits: {
				compressedBytes: MIB,
				decodedBytes: 5 * MIB,
				streamedBytes: 64 * MIB,
				batchEvents: 1000,
				eventBytes: 256 * 1024,
				depth: 32,
				spoolBytes: 4096 * MIB,
				diskFreeBytes: 256 * MIB,
				eventsPerSecond: 0,
				rememberedKeys: 8_000_000,
				engineMemoryBytes: 3000 * MIB
			}
		});
	});

	test('an empty variable counts as absent, and spaces around a value do not count', () => {
		expect(readConfig({ PORT: '', API_TOKEN: '  ', HOST: ' 0.0.0.0 ' })).toMatchObject({
			port: 3000,
			apiToken: null,
			host: '0.0.0.0'
		});
	});

	test('the web process looks for ingest on the port that was chosen', () => {
		expect(readConfig({ INGEST_PORT: '4001' }).ingestUrls).toEqual(['http://127.0.0.1:4001']);
		expect(readConfig({ INGEST_URLS: 'http://a:1, https://b' }).ingestUrls).toEqual([
			'http://a:1',
			'https://b'
		]);
	});

	test('two bad variables are one error that names both', () => {
		const env = { PORT: 'eighty', LOG_LEVEL: 'loud' };
		expect(faultsOf(env)).toHaveLength(2);
		expect(() => readConfig(env)).toThrow(/PORT[\s\S]*LOG_LEVEL/);
	});

	test.each([
		['PORT', '65536'],
		['INGEST_MAX_DEPTH', '2.5'],
		['SPOOL_MAX_BYTES', '-1'],
		['CLICKHOUSE_URL', 'tcp://localhost:9000'],
		['CLICKHOUSE_DATABASE', 'drop table'],
		['DATABASE_URL', 'mysql://localhost/boards'],
		['ORIGIN', 'wall.example'],
		['INGEST_URLS', 'not an address'],
		['SMTP_URL', 'http://mail.example'],
		['SMTP_FROM', 'alerts@example.com'],
		['INGEST_TOKEN', 'short'],
		['API_TOKEN', 'with a space in it'],
		['TIME_ZONE', 'Madrid'],
		['LOG_LEVEL', 'INFO']
	])('%s cannot be "%s"', (name, value) => {
		expect(faultsOf({ [name]: value })).toEqual([expect.stringContaining(name)]);
	});

	test('a cluster is of a server, and its nodes are of a cluster', () => {
		const CLICKHOUSE_URL = 'http://db:8123';
		expect(faultsOf({ CLICKHOUSE_CLUSTER: 'wall' })).toEqual([
			'CLICKHOUSE_CLUSTER needs CLICKHOUSE_URL'
		]);
		expect(faultsOf({ CLICKHOUSE_URL, CLICKHOUSE_NODES: 'http://a:8123' })).toEqual([
			'CLICKHOUSE_NODES goes with CLICKHOUSE_CLUSTER'
		]);
		expect(faultsOf({ CLICKHOUSE_URL, CLICKHOUSE_CLUSTER: 'drop table' })).toHaveLength(1);
		const nodes = { CLICKHOUSE_NODES: 'http://a:8123, http://b:8123/' };
		expect(
			readConfig({ CLICKHOUSE_URL, CLICKHOUSE_CLUSTER: 'wall', ...nodes }).clickhouse.cluster
		).toEqual({ name: 'wall', nodes: ['http://a:8123', 'http://b:8123'] });
		expect(readConfig({ CLICKHOUSE_URL }).clickhouse.cluster).toBe(null);
	});

	test.each([
		['CLICKHOUSE_URL', 'clickhouse://user:hunter2@db'],
		['DATABASE_URL', 'mysql://user:hunter2@db/boards'],
		['SMTP_URL', 'mail://user:hunter2@mail.example'],
		['INGEST_TOKEN', 'hunter2'],
		['API_TOKEN', 'hunter2 hunter2'],
		['INTERNAL_TOKEN', 'hunter2']
	])('a wrong %s is not repeated', (name, value) => {
		const env = { [name]: value, CLICKHOUSE_PASSWORD: 'hunter2' };
		expect(faultsOf(env)).toEqual([expect.stringContaining(name)]);
		expect(faultsOf(env).join()).not.toContain('hunter2');
	});
});

/** Every variable that the configuration asks for, whether it is set or not. */
function variablesRead(): string[] {
	const names = new Set<string>();
	const env = new Proxy<Environment>(
		{},
		{
			get(_target, name) {
				names.add(String(name));
				return undefined;
			}
		}
	);
	readConfig(env);
	return [...names].sort();
}

const textOf = (path: string): string =>
	readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** Name and value of each line that is a variable behind a comment sign. */
const examples = (): [string, string][] =>
	[...textOf('.env.example').matchAll(/^# ([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(
		([, name = '', value = '']) => [name, value]
	);

describe('the documents of the configuration', () => {
	test('.env.example lists every variable once and no other', () => {
		expect(
			examples()
				.map(([name]) => name)
				.sort()
		).toEqual(variablesRead());
	});

	test('.env.example sets nothing, and what it would set are the defaults', () => {
		const set = textOf('.env.example')
			.split('\n')
			.filter((line) => line !== '' && !line.startsWith('#'));
		expect(set).toEqual([]);
		expect(readConfig(Object.fromEntries(examples()))).toEqual(readConfig({}));
	});

	test('the table of README.md lists every variable once and no other', () => {
		const [, section = ''] = textOf('README.md').split(/^## Configuration$/m);
		const [table = ''] = section.split(/^## /m);
		const names = [...table.matchAll(/^\| `([A-Z][A-Z0-9_]*)`/gm)].map(([, name]) => name);
		expect(names.sort()).toEqual(variablesRead());
	});
});
