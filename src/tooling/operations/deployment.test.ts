/** The files by which the product is deployed, read as their owners read them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '#lib/server/config.ts';
import { withoutQuotes } from '#lib/server/logger.ts';
import { ALLOCATOR } from '../../launch/allocator.ts';
import { OPERATIONS_DIRECTORY } from './files.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Names of the variables that the configuration reads. */
function variables(): ReadonlySet<string> {
	const names = new Set<string>();
	readConfig(
		new Proxy(
			{},
			{
				get(_target, name) {
					names.add(String(name));
					return undefined;
				}
			}
		)
	);
	return names;
}

/** Read by Node and adapter-node. */
const OF_OTHERS = new Set(['NODE_ENV']);

describe('the Dockerfile', () => {
	const text = textOf('Dockerfile');
	const lines = text.replaceAll(/\\\n\s*/g, '').split('\n');
	const instructions = lines.filter((line) => line !== '' && !line.startsWith('#'));
	const final = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM')));

	test('has nothing that a linter finds', () => {
		expect(validate(text)).toEqual([]);
	});

	test('copies what exists and what .dockerignore lets through', () => {
		const let_through = textOf('.dockerignore')
			.split('\n')
			.filter((line) => line.startsWith('!'))
			.map((line) => line.slice(1));
		const copies = instructions.filter(
			(line) => line.startsWith('COPY') && !line.includes('--from')
		);
		expect(copies.length).toBeGreaterThan(3);
		for (const copy of copies) {
			for (const source of copy.split(/\s+/).slice(1, -1)) {
				const path = source.replace(/^\.\//, '');
				expect(existsSync(join(ROOT, path)), path).toBe(true);
				expect(let_through).toContain(path);
			}
		}
	});

	test('runs as a user without rights, under an init, and tells whether it is ready', () => {
		expect(final.find((line) => line.startsWith('USER'))).toBe('USER node');
		expect(final.find((line) => line.startsWith('VOLUME'))).toBe('VOLUME /data');
		expect(final.find((line) => line.startsWith('ENTRYPOINT'))).toContain('tini');
		expect(final.find((line) => line.startsWith('HEALTHCHECK'))).toContain('/readyz');
		// Nothing is run as root after the user is another.
		const user = final.findIndex((line) => line.startsWith('USER'));
		expect(final.slice(user).filter((line) => line.startsWith('RUN'))).toEqual([]);
	});

	test('brings neither tools of the build nor packages of development', () => {
		expect(text).toContain('npm ci');
		expect(text).toContain('npm prune --omit=dev');
		expect(final.join('\n')).not.toMatch(/npm (ci|install)|build-essential|python|g\+\+|vite/);
	});

	test('is for a Node that the product runs on, with the C library of the engine', () => {
		const images = instructions.filter((line) => line.startsWith('FROM'));
		expect(images.every((line) => line.startsWith('FROM node:20-bookworm-slim'))).toBe(true);
	});

	test('starts what exists', () => {
		const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
		expect(scripts['start']).toBeDefined();
		for (const [, file = ''] of text.matchAll(/"((?:src|ingest|clickhouse)\/[\w/]+\.ts)"/g))
			expect(existsSync(join(ROOT, file)), file).toBe(true);
	});

	test('.dockerignore keeps secrets, data and the history out: only what is named comes in', () => {
		const rules = textOf('.dockerignore')
			.split('\n')
			.filter((line) => line !== '' && !line.startsWith('#'));
		expect(rules[0]).toBe('*');
		expect(rules).toEqual(expect.arrayContaining(['**/.env', '**/.env.*', '**/data']));
		expect(rules.filter((rule) => /^!.*(env|data|\.git|secret|key)/.test(rule))).toEqual([]);
	});
});

interface Service {
	readonly image?: string;
	readonly build?: string;
	readonly command?: readonly string[];
	readonly environment?: Readonly<Record<string, string>>;
	readonly volumes?: readonly string[];
	readonly ports?: readonly string[];
	readonly healthcheck?: object;
	readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
	readonly read_only?: boolean;
	readonly cap_drop?: readonly string[];
	readonly security_opt?: readonly string[];
	readonly restart?: string;
}
interface Compose {
	readonly services: Readonly<Record<string, Service>>;
	readonly volumes: Readonly<Record<string, unknown>>;
}

describe.each(['docker-compose.yml', 'docs/operations/compose.cluster.yml'])('%s', (file) => {
	const text = textOf(file);
	const { services, volumes } = parse(text, { merge: true }) as Compose;
	const ours = Object.entries(services).filter(([, { image }]) => image === 'atalaya');

	test('uses every volume it names, and names every one it uses', () => {
		const used = Object.values(services).flatMap(({ volumes: own = [] }) =>
			own.map((volume) => volume.split(':')[0])
		);
		expect([...new Set(used)].sort()).toEqual(Object.keys(volumes).sort());
	});

	test('gives our processes variables that exist', () => {
		const known = new Set([...variables(), ...OF_OTHERS]);
		expect(ours.length).toBeGreaterThan(0);
		for (const [name, { environment = {} }] of ours)
			for (const variable of Object.keys(environment))
				expect(known, `${name}: ${variable}`).toContain(variable);
	});

	test('holds no secret: each is asked of the environment', () => {
		expect(text).not.toMatch(/(PASSWORD|TOKEN|SECRET|KEY)=\S/);
		for (const { environment = {} } of Object.values(services)) {
			for (const [name, value] of Object.entries(environment)) {
				if (/PASSWORD|TOKEN|SECRET|KEY$/.test(name)) expect(value).toMatch(/^\$\{\w+:\?/);
				else if (value.includes('://')) expect(value).not.toMatch(/:\/\/[^/:]+:[^$][^@]*@/);
			}
		}
	});

	test('takes rights away, and opens ports to this machine alone', () => {
		for (const [name, service] of ours) {
			expect(service.read_only, name).toBe(true);
			expect(service.cap_drop).toEqual(['ALL']);
			expect(service.security_opt).toEqual(['no-new-privileges:true']);
			for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
		}
	});

	test('waits for what is healthy, and everything tells whether it is', () => {
		for (const [name, { depends_on = {} }] of Object.entries(services)) {
			for (const [other, { condition }] of Object.entries(depends_on)) {
				expect(Object.keys(services), name).toContain(other);
				if (condition !== 'service_completed_successfully')
					expect(services[other]?.healthcheck, other).toBeDefined();
			}
		}
		// Ours have that of the image, unless they are not web.
		expect(textOf('Dockerfile')).toContain('HEALTHCHECK');
		for (const [name, { command = [], healthcheck }] of ours) {
			const isWeb = command.length === 0 || command.includes('src/server.ts');
			if (!isWeb) expect(healthcheck, name).toBeDefined();
		}
	});

	test('starts what exists', () => {
		for (const [, { command = [], build }] of ours) {
			for (const word of command)
				if (word.endsWith('.ts')) expect(existsSync(join(ROOT, word)), word).toBe(true);
			if (build !== undefined) expect(existsSync(join(ROOT, build, 'Dockerfile'))).toBe(true);
		}
	});

	test('every ingest process has a directory of its own', () => {
		const directories = ours
			.filter(([, { command = [] }]) => command.includes('ingest/main.ts'))
			.map(([, { volumes: own = [] }]) => own[0]);
		expect(new Set(directories).size).toBe(directories.length);
	});
});

const UNITS = readdirSync(OPERATIONS_DIRECTORY).filter((name) => name.endsWith('.service'));

const allocator = Object.entries(ALLOCATOR).map(([name, value]) => `${name}=${value}`);

test('whatever starts our processes without the launcher tells glibc what the launcher would', () => {
	expect(textOf('Dockerfile')).toContain(`\nENV ${allocator.join(' ')}\n`);
	for (const name of UNITS) {
		const unit = readUnit(readFileSync(new URL(name, OPERATIONS_DIRECTORY), 'utf8'));
		const service = unit.get('Service');
		if (service?.get('ExecStart')?.[0]?.includes('src/launch/') === true) continue;
		expect(service?.get('Environment'), name).toContain(allocator.join(' '));
	}
});

/** Sections of a unit; a directive may come several times. */
function readUnit(text: string): Map<string, Map<string, string[]>> {
	const sections = new Map<string, Map<string, string[]>>();
	let section = new Map<string, string[]>();
	for (const line of text.split('\n')) {
		if (line === '' || line.startsWith('#')) continue;
		const title = /^\[(\w+)\]$/.exec(line)?.[1];
		if (title !== undefined) {
			section = new Map();
			sections.set(title, section);
			continue;
		}
		const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
		expect(name, line).not.toBe('');
		section.set(name, [...(section.get(name) ?? []), value]);
	}
	return sections;
}

describe.each(UNITS)('%s', (name) => {
	const text = readFileSync(new URL(name, OPERATIONS_DIRECTORY), 'utf8');
	const service = readUnit(text).get('Service') ?? new Map<string, string[]>();
	const one = (directive: string): string | undefined => service.get(directive)?.[0];

	test('starts node on what exists, and ends it in order', () => {
		const command = (one('ExecStart') ?? '').split(' ');
		expect(command[0]).toBe('/usr/bin/node');
		const script = command.find((word) => word.endsWith('.ts')) ?? '';
		expect(existsSync(join(ROOT, script)), script).toBe(true);
		expect(one('KillMode')).toBe('mixed');
		expect(Number(one('TimeoutStopSec'))).toBeGreaterThanOrEqual(20);
		expect(one('Restart')).toBe('on-failure');
	});

	test('may write its data and nothing else', () => {
		const data = service.get('Environment')?.find((value) => value.startsWith('DATA_DIR='));
		expect(one('ProtectSystem')).toBe('strict');
		expect(one('ReadWritePaths')).toBe(data?.slice('DATA_DIR='.length));
		expect(`/var/lib/${one('StateDirectory') ?? ''}`).toBe(one('ReadWritePaths'));
		expect(one('NoNewPrivileges')).toBe('yes');
		expect(one('CapabilityBoundingSet')).toBe('');
		expect(one('User')).toBe('atalaya');
		// The compiler of JavaScript needs it.
		expect(one('MemoryDenyWriteExecute')).toBe('no');
	});

	test('is one that systemd takes, where systemd is', () => {
		const directory = mkdtempSync(join(tmpdir(), 'atalaya-unit-'));
		try {
			const file = join(directory, name);
			// It looks whether the program is there.
			writeFileSync(file, text.replace('/usr/bin/node', process.execPath));
			const { error, status, stderr } = spawnSync(
				'systemd-analyze',
				['--man=no', '--recursive-errors=no', 'verify', file],
				{ encoding: 'utf8' }
			);
			if (error) process.stderr.write('skipped: no systemd-analyze to verify units with\n');
			else expect({ status, stderr: stderr.trim() }).toEqual({ status: 0, stderr: '' });
			expect(readUnit(text).size).toBe(3);
		} finally {
			rmSync(directory, { recursive: true, force: true });
		}
	});
});

describe('what README.md tells of logs', () => {
	test('every line that an operator may go by is still written, with the words it is told with', () => {
		const messages = [
			...readFileSync(new URL('README.md', OPERATIONS_DIRECTORY), 'utf8').matchAll(
				/^\| [\w, ]+ *\| (?:info|warn|error|fatal) *\| `([^`]+)`/gm
			)
		].map(([, message = '']) => message);
		const sources = ['ingest', 'src', 'clickhouse']
			.flatMap((folder) =>
				readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
					join(folder, path)
				)
			)
			.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
			.map(textOf)
			.join('\n');
		expect(messages.length).toBeGreaterThan(10);
		for (const message of messages) {
			expect(sources, message).toContain(`'${message}'`);
			expect(withoutQuotes(message)).toBe(message);
		}
	});
});
