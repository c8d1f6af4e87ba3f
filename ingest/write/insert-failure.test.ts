import { ClickHouseError } from '@clickhouse/client';
import { describe, expect, test } from 'vitest';
import { judgeFailure } from './insert-failure.ts';

const refused = (code: string, message: string) => new ClickHouseError({ code, message });

describe('a failed insert', () => {
	test('is no fault of a row when the schema is still being applied', () => {
		const unknown = 'Unknown field found while parsing JSONEachRow format: texts: (at row 1)';
		expect(judgeFailure(refused('117', unknown)).class).toBe('operator');
	});

	test.each([
		['data', '117', 'Cannot parse input: (at row 3)'],
		['data', '469', 'Constraint is violated'],
		['operator', '60', 'Table does not exist'],
		['pressure', '252', 'Too many parts'],
		// A shard that is away; the others may have stored their rows.
		['ambiguous', '279', 'All connection tries failed'],
		['ambiguous', '210', 'Connection refused']
	])('is %s when the database answers %s', (expected, code, message) => {
		expect(judgeFailure(refused(code, message)).class).toBe(expected);
	});

	test('names the row at fault', () => {
		expect(judgeFailure(refused('27', 'Cannot parse: (at row 3)')).row).toBe(2);
	});
});
