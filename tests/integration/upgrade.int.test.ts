/** What earlier versions left is read by this one, and nothing is lost or counted otherwise; what later ones left is refused. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { createDatabase } from '#lib/server/clickhouse/create-database.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { eventRow } from '#lib/server/events/event-row.ts';
import { createBoardStore } from '#lib/server/store/boards.ts';
import { openStore } from '#lib/server/store/database.ts';
import { MIGRATION_NAMES, appliedMigrations, migrateWithin } from '#lib/server/store/migrate.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { checkSchema } from '../../clickhouse/check.ts';
import { SCHEMA_DIRECTORY, readSchemaFiles } from '../../clickhouse/schema-files.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { allSums } from '../support/all-sums.ts';
import { contactEvents, parsed } from '../support/contact.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour } from '../support/events.ts';
import { idsOf, openSpool, takeAll } from '../support/spool.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const HOUR_MS = 3_600_000;
const FIRST_MS = Date.UTC(2026, 9, 5, 8);

/** Contacts of three days, and events of queues and agents, as versions of every age take them. */
function someEvents(): KnownEvent[] {
	const contacts = Array.from({ length: 60 }, (_none, n) =>
		contactEvents({
			id: `upgrade-${n}`,
			atMs: FIRST_MS + n * 1.1 * HOUR_MS,
			queue: `queue-${n % 3}`,
			agent: `agent-${n % 4}`,
			customer: `customer-${n % 20}`
		})
	).flat();
	const others: [string, string, object][] = [
		['reference.queue', 'queue-0', { name: 'First', channel: 'chat', threshold_s: 5 }],
		['agent.state', 'agent-1', { state: 'available', team: 'one', name: 'Ana' }]
	];
	const reference = others.map(([name, subject, data], n) => ({
		specversion: '1.0',
		id: `reference-${n}`,
		source: '//contacts',
		type: `atalaya.${name}.v1`,
		subject,
		time: new Date(FIRST_MS - HOUR_MS).toISOString(),
		data
	}));
	return parsed([...reference, ...contacts]);
}

/** From here on texts are scored when they arrive; nothing gives a score to rows of before, and the schema says so. */
const FIRST_SCORED = 38;

function comparable(sums: string, isScored: boolean): unknown[] {
	const rows = JSON.parse(sums) as Record<string, unknown>[];
	expect(rows.length).toBeGreaterThan(50);
	if (isScored) return rows;
	return rows.map((row) =>
		Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('sentiment')))
	);
}

const columnsOfEvents = defineQuery({
	name: 'test-columns-of-events',
	sql: `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'events'`,
	scope: { none: 'a test asks for columns' },
	params: Type.Object({}),
	row: Type.Object({ name: Type.String() })
});

describe('a database of an earlier version', () => {
	const events = someEvents();
	let engine: TestEngine;
	let fresh = '';
	const directories: string[] = [];

	/** The files up to this one, as an earlier version had them. */
	function filesUpTo(number: number): string {
		const directory = mkdtempSync(join(tmpdir(), 'atalaya-upgrade-'));
		directories.push(directory);
		for (const { file, number: own } of readSchemaFiles())
			if (own <= number) cpSync(join(SCHEMA_DIRECTORY, file), join(directory, file));
		return directory;
	}

	async function emptyDatabase(): Promise<void> {
		await engine.clickhouse.command('test-drop', 'DROP DATABASE IF EXISTS atalaya SYNC');
		await createDatabase(engine.connection);
	}

	/** Rows as the version wrote them whose columns the database has. */
	async function insert(from: readonly KnownEvent[], batchId: string): Promise<void> {
		const columns = await engine.clickhouse.query('ingest', columnsOfEvents, {});
		const known = new Set(columns.map(({ name }) => name));
		const lines = from.map((event) => {
			const row = eventRow(event, {
				receivedAtMs: event.occurredAtMs,
				batchId,
				placementHourMs: floorHour(firstOf(event))
			});
			const kept = Object.entries(row).filter(([name]) => known.has(name));
			return JSON.stringify(Object.fromEntries(kept));
		});
		await engine.clickhouse.insert('events', lines.join('\n'), { token: batchId });
	}

	/** An interaction lies under the hour of its first event. */
	const firstMs = new Map<string, number>();
	for (const { subject, occurredAtMs } of events)
		firstMs.set(subject, Math.min(firstMs.get(subject) ?? Infinity, occurredAtMs));
	const firstOf = ({ subject, occurredAtMs }: KnownEvent): number =>
		firstMs.get(subject) ?? occurredAtMs;

	const compute = () =>
		rebuild({
			clickhouse: engine.clickhouse,
			now: Date.now,
			onProgress: () => undefined,
			signal: new AbortController().signal
		});

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		await insert(events, 'all');
		fresh = await allSums(engine.clickhouse);
	});
	afterAll(async () => {
		for (const directory of directories) rmSync(directory, { recursive: true, force: true });
		await engine.stop();
	});

	// The number of files of each version that changed the schema, from the first that was never changed since.
	test.each([33, 65, 76])(
		'with the first %d files and half of the events has the numbers of a new one in the end',
		async (number) => {
			const half = Math.floor(events.length / 2);
			await emptyDatabase();
			await applySchema(engine.clickhouse, filesUpTo(number));
			await insert(events.slice(0, half), 'before');
			expect(await applySchema(engine.clickhouse)).toHaveLength(readSchemaFiles().length - number);
			expect(await checkSchema(engine.clickhouse)).toEqual([]);
			await insert(events.slice(half), 'after');
			await compute();
			const isScored = number >= FIRST_SCORED;
			expect(comparable(await allSums(engine.clickhouse), isScored)).toEqual(
				comparable(fresh, isScored)
			);
		}
	);

	test('a program that is older than the data does not touch it', async () => {
		const before = await allSums(engine.clickhouse);
		await expect(applySchema(engine.clickhouse, filesUpTo(65))).rejects.toThrow(
			'is this program older than the data?'
		);
		expect(await allSums(engine.clickhouse)).toBe(before);
	});
});

onBothStores('a store of an earlier version', (place) => {
	let at: TestPlace;
	afterEach(() => at.remove());

	const asItIs = () => openStore(at, { asItIs: true });

	test('gets the tables of this one, and keeps what it held', async () => {
		at = await place();
		const old = await asItIs();
		await old.database.connection().execute((connection) => migrateWithin(connection, '002_meta'));
		await sql`insert into boards (id, revision, updated_at_ms, layout)
			values ('sala', 3, 1700000000000, ${JSON.stringify({ name: 'Sala', zone: '', tiles: [] })})`.execute(
			old.database
		);
		await old.close();

		const store = await at.open();
		expect(await appliedMigrations(store.database)).toEqual(MIGRATION_NAMES);
		const boards = createBoardStore(store, {
			audit: { append: () => Promise.resolve() } as never,
			now: Date.now,
			onDamaged: (id, reason) => {
				throw new Error(`${id}: ${reason}`);
			}
		});
		expect(await boards.find('sala')).toMatchObject({ id: 'sala', name: 'Sala', revision: 3 });
	});

	test('of a later version is refused, and stays as it is', async () => {
		at = await place();
		const store = await at.open();
		await sql`insert into kysely_migration (name, timestamp) values ('999_later', 'later')`.execute(
			store.database
		);
		await store.close();
		await expect(openStore(at)).rejects.toThrow('migration of the store failed');
		const again = await asItIs();
		expect((await appliedMigrations(again.database)).at(-1)).toBe('999_later');
		await again.close();
	});
});

describe('a spool of the first version', () => {
	test('is delivered where it stopped, knows its events, and counts on', async () => {
		const directory = mkdtempSync(join(tmpdir(), 'atalaya-old-spool-'));
		try {
			const fixture = new URL('../fixtures/spool-version-1.json', import.meta.url);
			const files = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, string>;
			for (const [path, base64] of Object.entries(files)) {
				mkdirSync(dirname(join(directory, path)), { recursive: true });
				writeFileSync(join(directory, path), Buffer.from(base64, 'base64'));
			}
			const spool = await openSpool(directory);
			expect(spool.damage).toEqual({ tornBytes: 0, corruptBytes: 0, lostRecords: 0 });
			expect(spool.counts().total()).toMatchObject({ accepted: 3, duplicate: 1, committed: 1 });
			expect(spool.rememberedKeys).toBe(3);
			expect(idsOf(await takeAll(spool))).toEqual(['old-2', 'old-3']);
			await spool.close();
		} finally {
			rmSync(directory, { recursive: true, force: true });
		}
	});
});
