import { readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withDirectory } from '../../tests/support/spool.ts';
import { nodeFileSystem } from '../spool/file-system.ts';
import { eventKey } from './event-key.ts';
import { KeyArchive } from './key-archive.ts';

const keysOf = (from: number, to: number): string[] =>
	Array.from({ length: to - from }, (_none, at) => eventKey('//source', String(from + at)));
const bytesOf = (keys: readonly string[]): Buffer => Buffer.from(keys.join(''), 'latin1');

async function openArchive(directory: string, mostFiles?: number) {
	const errors: string[] = [];
	const archive = new KeyArchive({
		directory,
		fileSystem: nodeFileSystem,
		log: { error: (_details, message) => errors.push(message) },
		...(mostFiles === undefined ? {} : { mostFiles })
	});
	await archive.open();
	return { archive, errors };
}

describe('the archive of known keys', () => {
	test('knows what was put into it, and nothing else, after a restart too', () =>
		fc.assert(
			fc.asyncProperty(fc.array(fc.nat(300), { minLength: 1, maxLength: 5 }), (sizes) =>
				withDirectory(async (directory) => {
					const { archive } = await openArchive(directory);
					let total = 0;
					for (const size of sizes) {
						await archive.add(bytesOf(keysOf(total, total + size)));
						total += size;
					}
					const asked = keysOf(0, total + 500);
					const inside = new Set(asked.slice(0, total));
					expect(await archive.known(asked)).toEqual(inside);
					const again = await openArchive(directory);
					expect(again.errors).toEqual([]);
					expect(again.archive.size).toBe(total);
					expect(await again.archive.known(asked)).toEqual(inside);
				})
			),
			{ numRuns: 20 }
		));

	test('its filters turn most unknown keys away without a look at the disk', () =>
		withDirectory(async (directory) => {
			const { archive } = await openArchive(directory);
			await archive.add(bytesOf(keysOf(0, 50_000)));
			const unknown = keysOf(50_000, 70_000).filter((key) => archive.mayKnow([key]));
			expect(unknown.length).toBeLessThan(20_000 * 0.01);
			expect(keysOf(0, 50_000).every((key) => archive.mayKnow([key]))).toBe(true);
			expect(archive.bytes).toBeLessThan(50_000 * 1.5 + 20_000);
		}));

	test('with too many files the oldest goes, and its keys with it', () =>
		withDirectory(async (directory) => {
			const { archive } = await openArchive(directory, 2);
			for (const from of [0, 10, 20]) await archive.add(bytesOf(keysOf(from, from + 10)));
			expect(await readdir(directory)).toHaveLength(2);
			expect(await archive.known(keysOf(0, 30))).toEqual(new Set(keysOf(10, 30)));
		}));

	test.each([
		['is cut off', (path: string) => truncate(path, 20_000)],
		['is empty', (path: string) => truncate(path, 0)],
		['is of something else', (path: string) => writeFile(path, Buffer.alloc(30_000, 7))]
	])('a file that %s is told of, and the others are used', async (_what, damage) =>
		withDirectory(async (directory) => {
			const { archive } = await openArchive(directory);
			for (const from of [0, 1000]) await archive.add(bytesOf(keysOf(from, from + 1000)));
			const [first = ''] = (await readdir(directory)).sort();
			await damage(join(directory, first));
			const again = await openArchive(directory);
			expect(again.errors).toHaveLength(1);
			expect(await again.archive.known(keysOf(0, 2000))).toEqual(new Set(keysOf(1000, 2000)));
			await again.archive.add(bytesOf(keysOf(2000, 2001)));
			expect((await again.archive.known(keysOf(2000, 2001))).size).toBe(1);
		})
	);

	test('what a killed process left unfinished is cleared away', () =>
		withDirectory(async (directory) => {
			await writeFile(join(directory, 'archive-000000000001.keys.part'), 'half');
			const { archive, errors } = await openArchive(directory);
			expect([errors, await readdir(directory), archive.size]).toEqual([[], [], 0]);
		}));
});
