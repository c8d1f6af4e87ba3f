import { describe, expect, test } from 'vitest';
import { judgeAudit } from './dependency-audit.mjs';

const report = (vulnerabilities: Record<string, { severity: string }>): string => {
	const counts: Record<string, number> = { low: 0, moderate: 0, high: 0, critical: 0, total: 0 };
	for (const { severity } of Object.values(vulnerabilities)) {
		counts[severity] = (counts[severity] ?? 0) + 1;
		counts['total'] = (counts['total'] ?? 0) + 1;
	}
	return JSON.stringify({ vulnerabilities, metadata: { vulnerabilities: counts } });
};

describe('the audit of dependencies', () => {
	test('no vulnerability, and moderate ones, pass', () => {
		expect(judgeAudit(report({})).state).toBe('passed');
		expect(judgeAudit(report({ a: { severity: 'moderate' } })).state).toBe('passed');
	});

	test('a high or critical one fails, and is named', () => {
		const found = { a: { severity: 'high' }, b: { severity: 'low' }, c: { severity: 'critical' } };
		expect(judgeAudit(report(found))).toEqual({
			state: 'failed',
			words: '2 serious vulnerabilities: a, c'
		});
	});

	test.each([
		['has no audit', '{"message":"405 Method Not Allowed","statusCode":405}', '405 Method'],
		['is not reached', '{"error":{"code":"ENOTFOUND","summary":"not reached"}}', 'not reached'],
		['answers nothing', '', 'no answer'],
		['answers something else', 'null', 'no list of']
	])('a registry that %s is said and counts as skipped', (_how, output, words) => {
		expect(judgeAudit(output)).toMatchObject({
			state: 'skipped',
			words: expect.stringContaining(words) as string
		});
	});
});
