import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSecrets, secretsFile } from './secrets.ts';

let dataDir: string;
beforeEach(() => {
	dataDir = mkdtempSync(join(tmpdir(), 'atalaya-secrets-'));
});
afterEach(() => {
	rmSync(dataDir, { recursive: true });
});

const none = { ingestToken: null, internalToken: null };

describe('secrets', () => {
	test('are made once, for their owner alone, and read by everybody after', () => {
		const first = readSecrets({ dataDir, ...none });
		expect(first.created).toBe(true);
		expect(first.ingestToken).toMatch(/^[\w-]{32}$/);
		expect(first.internalToken).not.toBe(first.ingestToken);
		expect(statSync(secretsFile(dataDir)).mode & 0o777).toBe(0o600);
		expect(readSecrets({ dataDir, ...none })).toEqual({ ...first, created: false });
		expect(readdirSync(dataDir)).toEqual(['secrets.json']);
	});

	test('of the environment win, and make no file when both are given', () => {
		const both = { ingestToken: 'from-outside', internalToken: 'also-outside' };
		expect(readSecrets({ dataDir, ...both })).toEqual({ ...both, created: false });
		expect(readdirSync(dataDir)).toEqual([]);
		const one = readSecrets({ dataDir, ingestToken: 'from-outside', internalToken: null });
		expect(one).toMatchObject({ ingestToken: 'from-outside', created: true });
		expect(readSecrets({ dataDir, ...none }).internalToken).toBe(one.internalToken);
	});

	test('in a broken file are an error that says what to do', () => {
		writeFileSync(secretsFile(dataDir), '{');
		expect(() => readSecrets({ dataDir, ...none })).toThrow(/delete it/);
	});
});
