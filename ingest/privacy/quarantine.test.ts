import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withDirectory } from '../../tests/support/spool.ts';
import { nodeFileSystem } from '../spool/file-system.ts';
import { searchQuarantine } from './quarantine.ts';

describe('damaged pieces of the spool', () => {
	test('that hold an id as a whole value are removed, wherever it stands; files of other versions are told', async () => {
		await withDirectory(async (directory) => {
			const quarantine = join(directory, 'quarantine');
			await mkdir(quarantine);
			const MIB = 1024 * 1024;
			const edge = Buffer.alloc(MIB + 100, '.');
			edge.write('"ana \\"1\\""', MIB - 5);
			await writeFile(join(quarantine, 'edge.bytes'), edge);
			await writeFile(join(quarantine, 'other.bytes'), '{"customer":"ana \\"12\\""}');
			await writeFile(join(quarantine, 'seg.log.version-2'), '{"customer":"ana \\"1\\""}');
			expect(await searchQuarantine(nodeFileSystem, quarantine, ['ana "1"'])).toEqual({
				removed: 1,
				kept: 1
			});
			expect(await readdir(quarantine)).toEqual(['other.bytes', 'seg.log.version-2']);
		});
	});

	test('that are not there cost nothing', async () => {
		await withDirectory(async (directory) => {
			const missing = join(directory, 'quarantine');
			expect(await searchQuarantine(nodeFileSystem, missing, ['a'])).toEqual({
				removed: 0,
				kept: 0
			});
		});
	});
});
