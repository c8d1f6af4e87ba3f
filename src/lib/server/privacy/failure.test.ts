import { ClickHouseError } from '@clickhouse/client';
import { describe, expect, test } from 'vitest';
import { QueryError } from '../clickhouse/query.ts';
import { describeFailure } from './failure.ts';

const refusal = new ClickHouseError({ message: 'no kunde-4711 here', code: '60', type: 'X' });
const unreachable = Object.assign(new Error('connect kunde-4711'), { code: 'ECONNREFUSED' });

describe('why a job does not get on', () => {
	test.each([
		[
			new QueryError('privacy-rows', { cause: refusal }),
			false,
			'privacy-rows: the database answers 60'
		],
		[refusal, false, 'the database answers 60'],
		[new QueryError('privacy-rows', { cause: unreachable }), true, 'privacy-rows: ECONNREFUSED'],
		[new Error('Timeout error.'), true, 'Error'],
		[new TypeError('kunde-4711 is no row'), false, 'TypeError'],
		['kunde-4711', false, 'unknown']
	])('is told without the words of the database: %s', (cause, isUnreachable, words) => {
		expect(describeFailure(cause)).toEqual({ isUnreachable, words });
	});
});
