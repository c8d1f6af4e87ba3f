import { describe, expect, test } from 'vitest';
import { MEASURES, SKETCHES } from '#lib/domain/metrics/measures.ts';
import { MEASURE_COLUMNS, SKETCH_COLUMNS } from '#lib/server/queries/measure-columns.ts';
import { readSchemaFiles } from './schema-files.ts';

describe('the schema files', () => {
	const files = readSchemaFiles();

	test('are numbered without gaps and end with a comment on their object', () => {
		expect(files.map(({ number }) => number)).toEqual(files.map((_, index) => index + 1));
		for (const { file, sql } of files)
			expect([file, /COMMENT '[^']+'\s*$/.test(sql)]).toEqual([file, true]);
	});

	test.each(files.map(({ file, object, sql }) => [file, object, sql] as const))(
		'%s makes one object, named as the file',
		(_file, object, sql) => {
			const created = [
				...sql.matchAll(
					/^(?:CREATE (?:TABLE|VIEW|MATERIALIZED VIEW) IF NOT EXISTS|CREATE OR REPLACE VIEW|ALTER TABLE) (\w+)/gm
				)
			].map((match) => match[1]);
			expect(created).toEqual([object]);
			expect(sql).not.toMatch(/;\s*$/m);
		}
	);

	test('every measure and sketch of the catalogue has a column in the roll-up', () => {
		const rolls = files
			.filter(({ object }) => object === 'metric_rolls')
			.map(({ sql }) => sql)
			.join('\n');
		const columns = [
			...MEASURES.map((measure) => MEASURE_COLUMNS[measure]),
			...SKETCHES.map((sketch) => SKETCH_COLUMNS[sketch])
		];
		for (const column of columns)
			expect([
				column,
				new RegExp(`^    (?:ADD COLUMN IF NOT EXISTS )?${column} `, 'm').test(rolls)
			]).toEqual([column, true]);
	});
});
