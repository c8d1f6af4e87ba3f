import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { DiskError, faultyFileSystem, noFaults } from '../../tests/support/faulty-file-system.ts';
import { filesHolding } from '../../tests/support/find-bytes.ts';
import { NOW_MS, withDirectory } from '../../tests/support/spool.ts';
import { nodeFileSystem } from '../spool/file-system.ts';
import type { FileSystem } from '../spool/file-system.ts';
import { DeadLetters } from './dead-letters.ts';
import type { WholeLetter } from './dead-letters.ts';
import { expireLetters } from './expiry.ts';

const DAY_MS = 86_400_000;

const openLetters = (directory: string, fileSystem: FileSystem = nodeFileSystem) =>
	DeadLetters.open({ fileSystem, directory, clock: () => NOW_MS });

const letter = (id: string, deadAtMs = NOW_MS) => ({
	id,
	deadAtMs,
	source: '//s',
	eventId: `event-${id}`,
	type: 't',
	code: 'c',
	message: 'm',
	state: 'new' as const,
	changedAtMs: deadAtMs
});

async function contents(letters: DeadLetters): Promise<[string, string, string][]> {
	const all: [string, string, string][] = [];
	await letters.each(({ letter: { id, state }, event }) => {
		all.push([id, state, event]);
	});
	return all.sort();
}

/** The word is taken out of the letters that have it. */
const withoutSecret = (whole: WholeLetter): WholeLetter =>
	whole.event.includes('secret') ? { ...whole, event: 'taken out' } : whole;

async function fill(letters: DeadLetters): Promise<void> {
	await letters.add(letter('a'), 'secret of a');
	await letters.add(letter('b'), 'plain');
	await letters.add(letter('c'), 'first secret of c');
	await letters.add(letter('c'), 'second secret of c');
	await letters.setState('b', 'discarded');
}

describe('rewriting dead letters', () => {
	test('changes those that are chosen, keeps the others and their states, and leaves no old file', async () => {
		await withDirectory(async (directory) => {
			const letters = await openLetters(directory);
			await fill(letters);
			letters.takeChanged();
			expect(await letters.rewrite(withoutSecret)).toBe(2);
			const expected = [
				['a', 'new', 'taken out'],
				['b', 'discarded', 'plain'],
				['c', 'new', 'taken out']
			];
			expect(await contents(letters)).toEqual(expected);
			expect([...letters.takeChanged()].sort()).toEqual(['a', 'c']);
			await letters.add(letter('d'), 'after');
			await letters.close();
			expect(filesHolding(directory, ['secret'])).toEqual([]);
			const again = await openLetters(directory);
			expect(await contents(again)).toEqual([...expected, ['d', 'new', 'after']]);
			await again.close();
		});
	});

	test('that fails at any write or fsync loses no letter and can be done again', async () => {
		for (let failing = 0; failing < 6; failing += 1) {
			await withDirectory(async (directory) => {
				const first = await openLetters(directory);
				await fill(first);
				await first.close();
				const faults = noFaults();
				const letters = await openLetters(directory, faultyFileSystem(faults));
				let step = 0;
				const failOnce = (): void => {
					if (step++ === failing) throw new DiskError('ENOSPC');
				};
				Object.assign(faults, { write: failOnce, sync: failOnce, create: failOnce });
				const result = await letters.rewrite(withoutSecret).catch(() => 'failed');
				Object.assign(faults, noFaults());
				expect((await contents(letters)).map(([id]) => id)).toEqual(['a', 'b', 'c']);
				await letters.close();
				const again = await openLetters(directory);
				expect((await contents(again)).map(([id, state]) => [id, state])).toEqual([
					['a', 'new'],
					['b', 'discarded'],
					['c', 'new']
				]);
				await again.rewrite(withoutSecret);
				await again.close();
				expect([result, filesHolding(directory, ['secret'])]).toEqual([
					failing < step ? result : 2,
					[]
				]);
			});
		}
	});

	test('waits for letters that are being written, and they for it', async () => {
		await withDirectory(async (directory) => {
			const letters = await openLetters(directory);
			await fill(letters);
			await Promise.all([
				letters.add(letter('d'), 'secret of d'),
				letters.rewrite(withoutSecret),
				letters.add(letter('e'), 'secret of e'),
				letters.rewrite(withoutSecret)
			]);
			expect((await contents(letters)).map(([, , event]) => event)).toEqual([
				'taken out',
				'plain',
				'taken out',
				'taken out',
				'taken out'
			]);
			await letters.close();
			expect(await readdir(directory)).toHaveLength(1);
		});
	});
});

describe('dead letters by age', () => {
	test('are deleted after their days, whatever became of them, unless they are on their way again', async () => {
		await withDirectory(async (directory) => {
			const letters = await openLetters(directory);
			for (const [id, days] of Object.entries({ old: 31, older: 90, sent: 40, fresh: 29 })) {
				await letters.add(letter(id, NOW_MS - days * DAY_MS), `secret of ${id}`);
			}
			await letters.setState('older', 'discarded');
			expect(letters.startReplay('sent')).toBe(true);
			const options = { letters, clock: () => NOW_MS };
			expect(await expireLetters({ ...options, days: () => Promise.resolve(0) })).toBe(0);
			expect(await expireLetters({ ...options, days: () => Promise.resolve(30) })).toBe(2);
			expect(letters.list().map(({ id }) => id)).toEqual(['sent', 'fresh']);
			expect(filesHolding(directory, ['secret of old'])).toEqual([]);
			await letters.close();
		});
	});
});
