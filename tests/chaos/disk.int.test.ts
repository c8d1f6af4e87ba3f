/** Disks that are full, read-only or not there, under real processes. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeDataDir, removeDataDir } from '../support/engine.ts';
import { spawnIngest } from '../support/ingest.ts';
import { mountSmallDisk, whyNoSmallDisk } from '../support/small-disk.ts';
import { runFullDisk } from './full-disk.ts';

const EXIT_UNUSABLE = 74;
const reason = whyNoSmallDisk();
const words = reason === null ? '' : ` (skipped: ${reason})`;

/** How an ingest process ends that cannot use its directory. */
async function endOn(dataDir: string): Promise<{ code: number | null; output: string }> {
	const { exited, output } = spawnIngest({ dataDir });
	return { code: await exited, output: output() };
}

describe('a directory that cannot be used', () => {
	test('[D9] ends the process at once, in words', async () => {
		const dataDir = await makeDataDir();
		await writeFile(join(dataDir, 'spool'), '');
		const first = await endOn(dataDir);
		expect(first).toMatchObject({ code: EXIT_UNUSABLE });
		expect(first.output).toContain('ingest cannot start: nothing can be written in');
		expect(first.output).not.toContain('    at ');
		await removeDataDir(dataDir);
	});

	test.skipIf(reason !== null)(`[D9] also when it is read-only${words}`, async () => {
		const disk = await mountSmallDisk(1);
		try {
			await mkdir(join(disk.directory, 'spool'));
			disk.makeReadOnly();
			const { code, output } = await endOn(disk.directory);
			expect(code).toBe(EXIT_UNUSABLE);
			expect(output).toContain(`nothing can be written in ${disk.directory}`);
		} finally {
			await disk.remove();
		}
	});
});

test.skipIf(reason !== null)(
	`[D1] disks of ingest and engine that fill up under load cost nothing, and nobody is started again${words}`,
	async () => {
		const result = await runFullDisk({ rounds: 1, fullMs: 200, tell: () => undefined });
		expect(result).toMatchObject({ lost: [], doubled: 0, odd: [], countsAddUp: true });
		expect(result.troubles).toEqual(['pressure 243']);
		expect(result.refused).toBeGreaterThan(0);
	}
);
