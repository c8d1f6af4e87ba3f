/** Group K of the catalogue, where the moment of the kill is one of the disk: a copy of the files is what a kill leaves. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Intake } from '../../../ingest/intake/intake.ts';
import { nodeFileSystem } from '../../../ingest/spool/file-system.ts';
import type { FileSystem } from '../../../ingest/spool/file-system.ts';
import type { Spool } from '../../../ingest/spool/spool.ts';
import { faultyFileSystem, noFaults } from '../../support/faulty-file-system.ts';
import { NOW_MS, idsOf, openSpool, reading, takeAll } from '../../support/spool.ts';

const live = { lane: 'live', receivedAtMs: NOW_MS } as const;
const accept = (spool: Spool, ...ids: string[]) =>
	new Intake({ spool, onRefusal: () => undefined }).accept(
		ids.map((id) => reading(id)),
		live
	);

let home: string;
let left: string;
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'atalaya-kill-'));
	left = join(home, 'left');
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** What a kill at this moment leaves behind. */
const killNow = (): Promise<void> => cp(join(home, 'open'), left, { recursive: true });

async function afterwards(check: (spool: Spool) => Promise<void>): Promise<void> {
	const spool = await openSpool(left);
	await check(spool);
	await spool.close();
}

describe('a kill', () => {
	test('[K3] between write and fsync: nobody was told; sent again the event is there once', async () => {
		const faults = noFaults();
		const spool = await openSpool(join(home, 'open'), { fileSystem: faultyFileSystem(faults) });
		await accept(spool, 'before');
		let answered = false;
		const reached = new Promise<void>((resolve, reject) => {
			// The bytes are written, and the medium has not said so.
			faults.sync = () => {
				faults.sync = () => undefined;
				killNow().then(resolve, reject);
				throw new Error('the process is gone');
			};
		});
		const cut = accept(spool, 'k3').then(
			() => (answered = true),
			() => undefined
		);
		await reached;
		await cut;
		expect(answered).toBe(false);
		await spool.close();
		await afterwards(async (next) => {
			const { accepted, duplicates } = await accept(next, 'k3', 'before');
			expect(accepted + duplicates).toBe(2);
			expect(idsOf(await takeAll(next)).sort()).toEqual(['before', 'k3']);
		});
	});

	test('[K5] [K6] after the fsync, answered or not: the event is there, and sent again it is a duplicate', async () => {
		const spool = await openSpool(join(home, 'open'));
		await accept(spool, 'a', 'b');
		await killNow();
		await spool.close();
		await afterwards(async (next) => {
			expect(await accept(next, 'a', 'b')).toMatchObject({ accepted: 0, duplicates: 2 });
			expect(idsOf(await takeAll(next))).toEqual(['a', 'b']);
			expect(next.counts().total()).toMatchObject({ accepted: 2, duplicate: 2 });
		});
	});

	test('[K7] an event whose write failed is not known: sent again it is taken', async () => {
		const faults = noFaults();
		const spool = await openSpool(join(home, 'open'), { fileSystem: faultyFileSystem(faults) });
		faults.write = (path) => {
			if (path.includes('live')) throw new Error('no space');
		};
		await expect(accept(spool, 'k7')).rejects.toThrow();
		faults.write = () => undefined;
		expect(await accept(spool, 'k7')).toMatchObject({ accepted: 1, duplicates: 0 });
		await killNow();
		await spool.close();
		await afterwards(async (next) => {
			expect(idsOf(await takeAll(next))).toEqual(['k7']);
		});
	});

	test('[K12] after the commit, before the file is released: nothing is sent again', async () => {
		const spool = await openSpool(join(home, 'open'));
		await accept(spool, 'a', 'b');
		const { live: lane } = spool.lanes;
		const events = await lane.take(10, 1e9);
		await lane.commit(events, events.at(-1)?.seq ?? 0);
		await killNow();
		await spool.close();
		for (let again = 0; again < 2; again += 1) {
			await afterwards(async (next) => {
				expect(await takeAll(next)).toEqual([]);
				expect(next.counts().total()).toMatchObject({ accepted: 2, committed: 2 });
				await next.lanes.live.settle();
			});
		}
	});

	test.each([
		['[K13] between the note that a file is released and its end', 'before'],
		['[K13] after the end of a released file, before the directory says so', 'after']
	] as const)('%s: starts cleanly, counts the same', async (_what, moment) => {
		let cut: Promise<void> | null = null;
		const fileSystem: FileSystem = {
			...nodeFileSystem,
			remove: async (path) => {
				if (!path.includes('live')) return nodeFileSystem.remove(path);
				if (moment === 'after') await nodeFileSystem.remove(path);
				cut ??= killNow();
				return cut;
			}
		};
		const spool = await openSpool(join(home, 'open'), { fileSystem });
		await accept(spool, 'a', 'b');
		const { live: lane } = spool.lanes;
		const events = await lane.take(10, 1e9);
		await lane.commit(events, events.at(-1)?.seq ?? 0);
		await lane.seal();
		await lane.settle();
		expect(cut).not.toBeNull();
		await spool.close();
		const leftBehind = await readdir(join(left, 'live'));
		expect(leftBehind).toHaveLength(moment === 'before' ? 1 : 0);
		for (let again = 0; again < 3; again += 1) {
			await afterwards(async (next) => {
				expect(await takeAll(next)).toEqual([]);
				expect(await accept(next, 'a', 'b')).toMatchObject({ accepted: 0, duplicates: 2 });
				const counts = { accepted: 2, committed: 2, duplicate: 2 * (again + 1) };
				expect(next.counts().total()).toMatchObject(counts);
				await next.lanes.live.settle();
			});
		}
		const there = await readdir(join(left, 'live'));
		expect(leftBehind.filter((name) => there.includes(name))).toEqual([]);
	});
});
