import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Type } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { startTestIngest } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { sample } from '../support/read-source.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BANK = join(ROOT, 'ingest/sources/csv/examples/bank-1999.json');

const countEvents = defineQuery({
	name: 'test-count-events',
	sql: 'SELECT toUInt32(count()) AS events, toUInt32(uniqExact(event_id)) AS ids FROM events FINAL WHERE source = {source: String}',
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ source: Type.String() }),
	row: Type.Object({ events: Type.Integer(), ids: Type.Integer() })
});

let engine: TestEngine;
let ingest: TestIngest;
let dataDir: string;

beforeAll(async () => {
	engine = await startTestEngine();
	await applySchema(engine.clickhouse);
	dataDir = engine.dataDir;
	ingest = await startTestIngest({ dataDir, connection: engine.connection });
});
afterAll(async () => {
	await ingest.stop();
	await engine.stop();
});

/** The command as people run it; finds ingest by the address it left in the data directory. */
function startImport(args: readonly string[], env: Record<string, string> = {}) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'ingest/commands/import.ts', ...args], {
		cwd: ROOT,
		env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, INGEST_TOKEN: ingest.token, ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
	}
	const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
	return { child, exited, output: () => output };
}

async function runImport(args: readonly string[], env: Record<string, string> = {}) {
	const run = startImport(args, env);
	const code = await run.exited;
	return { code, output: run.output() };
}

async function stored(source: string): Promise<{ events: number; ids: number }> {
	const [row] = await engine.clickhouse.query('report', countEvents, { source });
	return row ?? { events: 0, ids: 0 };
}

const figure = (output: string, word: string): number =>
	Number((new RegExp(`([\\d,]+) ${word}`).exec(output)?.[1] ?? 'NaN').replaceAll(',', ''));

describe('samples through the real ingest', () => {
	const logs = [
		'agents_2012-01-01',
		'mixed_2012-07-01',
		'transfer_2015-05-06',
		'two_queues_2013-11-08'
	];
	test.each(logs)(
		'queue_log %s: everything is stored once, and a second run adds nothing',
		async (name) => {
			const path = sample(`queue-log/${name}.queue_log`);
			if (path === null) {
				expect(path, 'skipped: ../shared/data is not here').toBeNull();
				return;
			}
			const server = name.slice(0, 6);
			const args = ['--format', 'asterisk-queue-log', path, '--server-id', server, '--wait'];
			const first = await runImport(args);
			expect(first.output).toContain(' accepted, 0 duplicates, 0 rejected');
			expect(first.code).toBe(0);
			const accepted = figure(first.output, 'accepted');
			expect(await stored(`//asterisk/${server}`)).toEqual({ events: accepted, ids: accepted });
			const second = await runImport(args);
			expect(second.output).toContain(`0 accepted, ${accepted} duplicates, 0 rejected`);
			expect(second.code).toBe(0);
			expect(await stored(`//asterisk/${server}`)).toEqual({
				events: accepted,
				ids: accepted
			});
		}
	);

	const calls = sample('voice-1999-08/calls.csv');
	test.skipIf(calls === null)(
		'the calls of the bank: 199 phantoms left out, and a second run adds nothing',
		async () => {
			const args = ['--format', 'csv', '--mapping', BANK, calls ?? '', '--wait'];
			const first = await runImport(args);
			expect(first.output).toContain('199  PHANTOM: no call');
			expect(first.code).toBe(0);
			const accepted = figure(first.output, 'accepted');
			expect(await stored('//bank-1999/calls')).toEqual({ events: accepted, ids: accepted });
			const second = await runImport(args);
			expect(figure(second.output, 'accepted')).toBe(0);
			expect(figure(second.output, 'duplicates')).toBe(accepted);
			expect((await stored('//bank-1999/calls')).events).toBe(accepted);
		}
	);
});

describe('interruptions', () => {
	const CALLS = 40_000;
	const EVENTS = CALLS * 3 + 1;
	const lines = (from: number, to: number) =>
		Array.from({ length: to - from }, (_, i) => {
			const at = 1_700_000_000 + from + i;
			return `${at}|c${at}|q1|NONE|ENTERQUEUE||6${at}|1\n${at + 4}|c${at}|q1|NONE|ABANDON|1|1|4\n`;
		}).join('');

	async function untilCursor(directory: string): Promise<void> {
		await expect
			.poll(
				() =>
					existsSync(directory) && readdirSync(directory).some((name) => name.endsWith('.json')),
				{
					timeout: 30_000,
					interval: 5
				}
			)
			.toBe(true);
	}

	test.each([
		['SIGKILL', null],
		['SIGINT', 130]
	] as const)(
		'[K22] a run that is ended by %s goes on where it was, and nothing is lost or there twice',
		async (signal, code) => {
			const home = mkdtempSync(join(tmpdir(), 'atalaya-import-'));
			const file = join(home, 'queue_log');
			const server = signal.toLowerCase();
			writeFileSync(file, lines(0, CALLS));
			const args = [
				'--format',
				'asterisk-queue-log',
				'--server-id',
				server,
				'--url',
				ingest.url,
				'--wait',
				file
			];
			const run = startImport(args, { DATA_DIR: home });
			await untilCursor(join(home, 'imports'));
			run.child.kill(signal);
			expect(await run.exited).toBe(code);
			const rest = await runImport(args, { DATA_DIR: home });
			expect(rest.code).toBe(0);
			expect(rest.output).toContain('going on at byte');
			expect(rest.output).toContain('events were sent by an earlier run');
			expect(await stored(`//asterisk/${server}`)).toEqual({ events: EVENTS, ids: EVENTS });
			rmSync(home, { recursive: true });
		}
	);

	test('ingest that is killed meanwhile is waited for', async () => {
		const home = mkdtempSync(join(tmpdir(), 'atalaya-import-'));
		const file = join(home, 'queue_log');
		writeFileSync(file, lines(0, CALLS));
		const port = new URL(ingest.url).port;
		const args = [
			'--format',
			'asterisk-queue-log',
			'--server-id',
			'restart',
			'--url',
			ingest.url,
			'--wait',
			file
		];
		const run = startImport(args, { DATA_DIR: home });
		await untilCursor(join(home, 'imports'));
		await ingest.kill();
		ingest = await startTestIngest({ dataDir, env: { INGEST_PORT: port } });
		expect(await run.exited).toBe(0);
		expect(await stored('//asterisk/restart')).toEqual({ events: EVENTS, ids: EVENTS });
		rmSync(home, { recursive: true });
	});
});

describe('what cannot be imported', () => {
	test('bad rows are told by line, the rest is imported, and the command says so at its end', async () => {
		const home = mkdtempSync(join(tmpdir(), 'atalaya-import-'));
		const file = join(home, 'calls.csv');
		const header =
			'vru+line,call_id,customer_id,priority,type,date,vru_entry,vru_exit,vru_time,q_start,q_exit,q_time,outcome,ser_start,ser_exit,ser_time,server';
		const row = (id: number, date: string, type = 'PS') =>
			`AA01,${id},0,0,${type},${date},0:10:10,0:10:27,17,0:00:00,0:00:00,0,HANG,0:00:00,0:00:00,0,NO_SERVER`;
		const long = 'x'.repeat(300);
		writeFileSync(
			file,
			[
				header,
				row(1, '1998-08-01'),
				row(2, '1998-02-30'),
				row(3, '1998-08-01', long),
				'x,y',
				''
			].join('\n')
		);
		const { code, output } = await runImport([
			'--format',
			'csv',
			'--mapping',
			BANK,
			file,
			'--wait'
		]);
		expect(code).toBe(1);
		expect(output).toContain('line 3: column date: "1998-02-30" is not of the form yyyy-MM-dd');
		expect(output).toMatch(/line 4: \w+.*\/subject/);
		expect(output).toContain('line 5: 2 columns instead of 17');
		expect(output).toContain('1 rejected, 2 records not understood');
		rmSync(home, { recursive: true });
	});

	test.each([
		[[], '--format is missing'],
		[['--format', 'xlsx', 'x'], '--format must be'],
		[['--format', 'csv', 'package.json'], '--format csv needs --mapping'],
		[['--format', 'asterisk-queue-log'], 'which file?'],
		[['--format', 'asterisk-queue-log', '/nowhere/queue_log'], 'there is no file'],
		[
			['--format', 'asterisk-queue-log', 'package.json', '--server-id', 'a b'],
			'--server-id must be'
		],
		[['--frmat', 'csv'], "Unknown option '--frmat'"]
	])('%j is answered with what is wrong and how to use it', async (args, message) => {
		const { code, output } = await runImport(args);
		expect(output).toContain(message);
		expect(output).toContain('npm run import --');
		expect(code).toBe(2);
	});

	test('a token that is not known ends it with a hint', async () => {
		const { code, output } = await runImport(['--format', 'asterisk-queue-log', 'package.json'], {
			INGEST_TOKEN: 'not-the-token'
		});
		// package.json holds no line of a log, so nothing is sent and nothing is asked.
		expect([code, figure(output, 'accepted')]).toEqual([1, 0]);
		const path = join(dataDir, 'one-line');
		writeFileSync(path, '1700000000|c1|q1|NONE|ENTERQUEUE||1|1\n');
		const refused = await runImport(['--format', 'asterisk-queue-log', path], {
			INGEST_TOKEN: 'not-the-token'
		});
		expect(refused.output).toContain('the token is not known there');
		expect(refused.code).toBe(3);
	});
});
