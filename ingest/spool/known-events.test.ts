/** Which events are known: all that were ever accepted, however many came since, and whatever the disk does meanwhile. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DiskError, faultyFileSystem, noFaults } from '../../tests/support/faulty-file-system.ts';
import { NOW_MS, openSpool, reading, withDirectory } from '../../tests/support/spool.ts';
import { Intake } from '../intake/intake.ts';
import type { Outcome } from '../intake/intake.ts';
import type { Spool } from './spool.ts';

const LIMITS = { rememberedKeys: 100 };
const arrival = { lane: 'live', receivedAtMs: NOW_MS } as const;
const archiveOf = (directory: string): Promise<string[]> => readdir(join(directory, 'archive'));

async function send(spool: Spool, ids: readonly number[]): Promise<Outcome> {
	const intake = new Intake({ spool, onRefusal: () => undefined });
	return intake.accept(
		ids.map((id) => reading(String(id))),
		arrival
	);
}

const range = (from: number, to: number): number[] =>
	Array.from({ length: to - from }, (_none, at) => from + at);

/** As many segments, each with its keys in the key log in the end. */
async function fill(spool: Spool, from: number, to: number): Promise<void> {
	for (let at = from; at < to; at += 20) {
		await send(spool, range(at, at + 20));
		await spool.lanes.live.seal();
		await spool.lanes.live.settle();
	}
}

describe('an event that comes again', () => {
	test('[I4] after many times as many as memory has room for is a duplicate, after a restart too', () =>
		withDirectory(async (directory) => {
			const spool = await openSpool(directory, { limits: LIMITS });
			await fill(spool, 0, 1000);
			expect((await archiveOf(directory)).length).toBeGreaterThan(10);
			expect(spool.rememberedKeys).toBeLessThan(200);
			expect(await send(spool, range(0, 1000))).toMatchObject({ accepted: 0, duplicates: 1000 });
			await spool.close();
			const again = await openSpool(directory, { limits: LIMITS });
			expect(await send(again, range(0, 1000))).toMatchObject({ accepted: 0, duplicates: 1000 });
			expect(await send(again, range(1000, 1020))).toMatchObject({ accepted: 20, duplicates: 0 });
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
			await fill(spool, 0, 600);
			expect(await archiveOf(directory)).toEqual([]);
			expect(spool.rememberedKeys).toBe(600);
			expect(await send(spool, range(0, 600))).toMatchObject({ accepted: 0, duplicates: 600 });
			faults.create = () => undefined;
			await fill(spool, 600, 700);
			expect((await archiveOf(directory)).length).toBeGreaterThan(10);
			expect(spool.rememberedKeys).toBeLessThan(200);
			expect(await send(spool, range(0, 700))).toMatchObject({ accepted: 0, duplicates: 700 });
			await spool.close();
		}));

	test('is taken where the archive cannot be read: an event is never refused for what may be known of it', () =>
		withDirectory(async (directory) => {
			const spool = await openSpool(directory, { limits: LIMITS });
			await fill(spool, 0, 400);
			await rm(join(directory, 'archive'), { recursive: true });
			expect(await send(spool, range(0, 1))).toMatchObject({ accepted: 1, duplicates: 0 });
			expect(await send(spool, range(0, 1))).toMatchObject({ accepted: 0, duplicates: 1 });
			await spool.close();
		}));
});
