import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOTS = ['src', 'tests'];

function testFiles(directory: string): string[] {
	return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
		const path = join(directory, entry.name);
		if (entry.isDirectory()) return testFiles(path);
		return /\.(test|e2e)\.ts$/.test(entry.name) ? [path] : [];
	});
}

describe('SPEC.md', () => {
	const rules = [
		...readFileSync('src/lib/live/SPEC.md', 'utf8').matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)
	].map((match) => match[1] ?? '');
	const tests = ROOTS.flatMap(testFiles)
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n');

	test('has rules', () => {
		expect(rules.length).toBeGreaterThan(15);
	});

	test.each(rules)('rule %s is quoted by a test', (rule) => {
		expect(tests.includes(`[${rule}]`)).toBe(true);
	});
});
