import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRuntime } from './open-runtime.ts';

test('without an engine nothing is opened that the next attempt would open again', async () => {
	const dataDir = mkdtempSync(join(tmpdir(), 'atalaya-no-engine-'));
	const environment = { DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
	for (let attempt = 0; attempt < 2; attempt += 1) {
		await expect(openRuntime(environment)).rejects.toThrow('npm start');
	}
	expect(readdirSync(dataDir)).toEqual([]);
	rmSync(dataDir, { recursive: true });
});
