import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applySchema } from '../../clickhouse/apply.ts';
import { checkSchema } from '../../clickhouse/check.ts';
import { SCHEMA_DIRECTORY, SchemaError, readSchemaFiles } from '../../clickhouse/schema-files.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';

describe('the schema in a database', () => {
	let engine: TestEngine;
	let directory = '';

	beforeAll(async () => {
		engine = await startTestEngine();
		directory = mkdtempSync(join(tmpdir(), 'atalaya-schema-'));
		cpSync(SCHEMA_DIRECTORY, directory, { recursive: true });
	});
	afterAll(async () => {
		rmSync(directory, { recursive: true, force: true });
		await engine.stop();
	});

	test('is applied once, also by two processes at once', async () => {
		await Promise.all([
			applySchema(engine.clickhouse, directory),
			applySchema(engine.clickhouse, directory)
		]);
		expect(await applySchema(engine.clickhouse, directory)).toEqual([]);
	});

	test('conforms to its files: comments everywhere, names, and the golden file', async () => {
		expect(await checkSchema(engine.clickhouse)).toEqual([]);
	});

	test('what somebody changed by hand is found', async () => {
		await engine.clickhouse.command(
			'test-change',
			'ALTER TABLE queue_names ADD COLUMN extra String'
		);
		expect(await checkSchema(engine.clickhouse)).toEqual([
			'queue_names.extra: column has no comment',
			'not in the golden file: extra String'
		]);
		await engine.clickhouse.command('test-change', 'ALTER TABLE queue_names DROP COLUMN extra');
	});

	test('a file that was changed after it was applied is refused', async () => {
		const [first] = readSchemaFiles(directory);
		const file = join(directory, first?.file ?? '');
		writeFileSync(file, `${first?.sql ?? ''}-- changed\n`);
		await expect(applySchema(engine.clickhouse, directory)).rejects.toThrow(SchemaError);
		writeFileSync(file, first?.sql ?? '');
		expect(await applySchema(engine.clickhouse, directory)).toEqual([]);
	});

	test('a gap in the numbers is refused', () => {
		writeFileSync(join(directory, '099_gap.sql'), 'SELECT 1');
		expect(() => readSchemaFiles(directory)).toThrow('should have the number');
		rmSync(join(directory, '099_gap.sql'));
	});
});
