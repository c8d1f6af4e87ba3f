import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TABLE_LAYOUT, VIEW_LAYOUT, isShared } from './cluster-layout.ts';
import { clusterStatements, printClusterForm, replicatedEngine } from './cluster-form.ts';
import { readSchemaFiles } from './schema-files.ts';

const GOLDEN_FILE = new URL('./schema.cluster.golden.sql', import.meta.url);
const files = readSchemaFiles();
const FORM = { cluster: 'wallboards', database: 'atalaya', replicated: true };
const plain = { ...FORM, replicated: false };

const readBy = (sql: string): string[] =>
	[...sql.matchAll(/\b(?:FROM|JOIN) (\w+)\b(?!\.)/g)].map((match) => match[1] ?? '');
const isView = (sql: string): boolean => /^CREATE (?:OR REPLACE )?VIEW/m.test(sql);
const isFeeder = (sql: string): boolean => /^CREATE MATERIALIZED VIEW/m.test(sql);

describe('the cluster form', () => {
	// After a change of the schema: npm run --silent schema -- --print --cluster wallboards > clickhouse/schema.cluster.golden.sql
	test('is what the golden file has', () => {
		expect(printClusterForm(files, FORM)).toBe(readFileSync(GOLDEN_FILE, 'utf8'));
	});

	test('every table and view has its place, and no place is without one', () => {
		const objects = files.filter(({ sql }) => !isFeeder(sql));
		const views = new Set(objects.filter(({ sql }) => isView(sql)).map(({ object }) => object));
		const tables = new Set(objects.map(({ object }) => object).filter((name) => !views.has(name)));
		expect(Object.keys(TABLE_LAYOUT).sort()).toEqual([...tables].sort());
		expect(Object.keys(VIEW_LAYOUT).sort()).toEqual([...views].sort());
	});

	test('a view that every node answers for all reads nothing that is spread', () => {
		for (const { object, sql } of files.filter(({ sql: text }) => isView(text))) {
			const relations = readBy(sql).filter((name) => name in TABLE_LAYOUT || name in VIEW_LAYOUT);
			expect([object, relations.every(isShared)]).toEqual([object, isShared(object)]);
		}
	});

	test('what feeds a table reads the events of its shard, and writes beside them', () => {
		for (const file of files.filter(({ sql }) => isFeeder(sql))) {
			expect([file.file, [...new Set(readBy(file.sql))]]).toEqual([file.file, ['events']]);
			const [sql = ''] = clusterStatements(file, plain).map((statement) => statement(false));
			expect(sql).toMatch(/VIEW IF NOT EXISTS atalaya_local\.\w+_mv TO atalaya_local\.\w+ AS/);
			expect(sql).toContain('FROM atalaya_local.events AS e');
		}
	});

	test('no relation is left without its database', () => {
		const text = printClusterForm(files, FORM);
		const bare = readBy(text).filter((name) => name in TABLE_LAYOUT || name in VIEW_LAYOUT);
		expect(bare).toEqual([]);
	});

	test('every table has replicas where they are asked for, and only there', () => {
		const engines = /ENGINE = (\w*MergeTree)/g;
		const found = (text: string) => [...text.matchAll(engines)].map((match) => match[1] ?? '');
		expect(
			found(printClusterForm(files, FORM)).every((name) => name.startsWith('Replicated'))
		).toBe(true);
		expect(found(printClusterForm(files, plain))).toEqual(
			found(files.map(({ sql }) => sql).join('\n'))
		);
		expect(replicatedEngine('ENGINE = ReplacingMergeTree(changed_at)\nORDER BY a')).toBe(
			`ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', changed_at)\nORDER BY a`
		);
	});
});
