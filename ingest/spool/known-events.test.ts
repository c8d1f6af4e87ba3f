/** Which events are known: all that were ever accepted, however many came since, and whatever the disk does meanwhile. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DiskError, faultyFileSystem, noFaults } from '../../tests/support/faulty-file-system.ts';
import { fillSegments, openSpool, sendNumbered, withDirectory } from '../../tests/support/spool.ts';

const LIMITS = { rememberedKeys: 100 };
const archiveOf = (directory: string): Promise<string[]> => readdir(join(directory, 'archive'));

describe('an event that comes again', () => {
	test('[I4] after many times as many as memory has room for is a duplicate, after a restart too', () =>
		withDirectory(async (directory) => {
			const spool = await openSpool(directory, { limits: LIMITS });
			await fillSegments(spool, 0, 1000);
			expect((await archiveOf(directory)).length).toBeGreaterThan(10);
			expect(spool.rememberedKeys).toBeLessThan(200);
			expect(await sendNumbered(spool, 0, 1000)).toMatchObject({ accepted: 0, duplicates: 1000 });
			await spool.close();
			const again = await openSpool(directory, { limits: LIMITS });
			expect(await sendNumbered(again, 0, 1000)).toMatchObject({ accepted: 0, duplicates: 1000 });
			expect(await sendNumbered(again, 1000, 1020)).toMatchObject({ accepted: 20, duplicates: 0 });
			await again.close();
		}));

	test('is known where the archive cannot be written, and goes there once it can', () =>
		withDirectory(async (directory) => {
			const faults = noFaults();
			const fileSystem = faultyFileSystem(faults);
			const spool = await openSpool(directory, { limits: LIMITS, fileSystem });
			faults.create = (path) => {
				if (path.includes('archive')) throw new DiskError('ENOSPC');
			};
			await fillSegments(spool, 0, 600);
			expect(await archiveOf(directory)).toEqual([]);
			expect(spool.rememberedKeys).toBe(600);
			expect(await sendNumbered(spool, 0, 600)).toMatchObject({ accepted: 0, duplicates: 600 });
			faults.create = () => undefined;
			await fillSegments(spool, 600, 700);
			expect((await archiveOf(directory)).length).toBeGreaterThan(10);
			expect(spool.rememberedKeys).toBeLessThan(200);
			expect(await sendNumbered(spool, 0, 700)).toMatchObject({ accepted: 0, duplicates: 700 });
			await spool.close();
		}));

	test('is taken where the archive cannot be read: an event is never refused for what may be known of it', () =>
		withDirectory(async (directory) => {
			const spool = await openSpool(directory, { limits: LIMITS });
			await fillSegments(spool, 0, 400);
			await rm(join(directory, 'archive'), { recursive: true });
			expect(await sendNumbered(spool, 0, 1)).toMatchObject({ accepted: 1, duplicates: 0 });
			expect(await sendNumbered(spool, 0, 1)).toMatchObject({ accepted: 0, duplicates: 1 });
			await spool.close();
		}));
});
