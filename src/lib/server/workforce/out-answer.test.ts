import { describe, expect, test } from 'vitest';
import { readOutRequest, writeOut } from './out-answer.ts';

describe('who is out of adherence, for programs', () => {
	test('is asked of some teams, or of all in reach', () => {
		const read = (text: string) => readOutRequest(new URLSearchParams(text));
		expect(read('')).toEqual({ teams: null });
		expect(read('team=')).toEqual({ teams: null });
		expect(read('team=a,b&team=a')).toEqual({ teams: ['a', 'b'] });
		const many = Array.from({ length: 501 }, (_, index) => `t${index}`).join(',');
		expect(read(`team=${many}`)).toMatchObject({ problem: { status: 400, field: 'team' } });
	});

	test('is told with the longest out first', () => {
		const one = (agent: string, sinceMs: number) =>
			({ agent, sinceMs, planned: 'on_queue', stateClass: 'off', isSevere: true }) as const;
		expect(
			writeOut({ asOfMs: 120_000, out: [one('late', 60_000), one('later', 30_000)] })
		).toMatchObject({
			asOf: '1970-01-01T00:02:00Z',
			agents: [
				{ agent: 'later', planned: 'on_queue', actual: 'off', since: '1970-01-01T00:00:30Z' },
				{ agent: 'late', severe: true }
			]
		});
	});
});
