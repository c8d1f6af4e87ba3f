import { cp, rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { DiskError, faultyFileSystem, noFaults } from '../../tests/support/faulty-file-system.ts';
import {
	NOW_MS,
	idsOf,
	openSpool,
	reading,
	takeAll,
	withDirectory
} from '../../tests/support/spool.ts';
import { Intake } from '../intake/intake.ts';

const live = { lane: 'live', receivedAtMs: NOW_MS } as const;

const isSegment = (path: string) => path.includes('/live/');

async function withFaults(
	work: (parts: {
		faults: ReturnType<typeof noFaults>;
		fileSystem: ReturnType<typeof faultyFileSystem>;
		intake: Intake;
		spool: Awaited<ReturnType<typeof openSpool>>;
		directory: string;
	}) => Promise<void>
): Promise<void> {
	await withDirectory(async (directory) => {
		const faults = noFaults();
		const fileSystem = faultyFileSystem(faults);
		const spool = await openSpool(directory, { fileSystem });
		const intake = new Intake({ spool, onRefusal: () => undefined });
		await work({ faults, fileSystem, intake, spool, directory });
		Object.assign(faults, noFaults());
		await spool.close();
	});
}

describe('group commit', () => {
	test('many requests of one moment share one fsync', async () => {
		await withFaults(async ({ intake, fileSystem }) => {
			await intake.accept([reading('first')], live);
			const before = fileSystem.syncs.filter(isSegment).length;
			const outcomes = await Promise.all(
				Array.from({ length: 50 }, (_none, n) => intake.accept([reading(`e${n}`)], live))
			);
			expect(outcomes.every(({ accepted }) => accepted === 1)).toBe(true);
			expect(fileSystem.syncs.filter(isSegment).length - before).toBeLessThan(5);
		});
	});

	test('an event is on the medium before anybody is told', async () => {
		await withFaults(async ({ intake, fileSystem, faults }) => {
			let synced = false;
			faults.sync = (path) => {
				if (isSegment(path)) synced = true;
			};
			await intake.accept([reading('a')], live);
			expect(synced).toBe(true);
			expect(fileSystem.syncs.some(isSegment)).toBe(true);
		});
	});

	test.each([
		['[D2] a failing fsync', 'EIO', 'sync'],
		['[D1] a full disk at the fsync', 'ENOSPC', 'sync'],
		['[D1] a full disk while writing', 'ENOSPC', 'write'],
		['[D1] a full disk while creating', 'ENOSPC', 'create']
	] as const)(
		'%s refuses all who wait, and the next request goes to a new file',
		async (_why, code, where) => {
			await withFaults(async ({ faults, intake, spool, directory }) => {
				if (where !== 'create') await intake.accept([reading('before')], live);
				let failures = 0;
				faults[where] = (path) => {
					if (!isSegment(path)) return;
					failures += 1;
					throw new DiskError(code);
				};
				const outcomes = await Promise.allSettled(
					['a', 'b', 'c'].map((id) => intake.accept([reading(id)], live))
				);
				for (const outcome of outcomes) {
					expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'spool_failed' } });
				}
				expect(failures).toBeGreaterThan(0);
				Object.assign(faults, noFaults());
				const again = await intake.accept(
					['a', 'b', 'c'].map((id) => reading(id)),
					live
				);
				expect(again).toMatchObject({ accepted: 3, duplicates: 0 });
				const expected = where === 'create' ? ['a', 'b', 'c'] : ['before', 'a', 'b', 'c'];
				expect(idsOf(await takeAll(spool))).toEqual(expected);
				await spool.lanes.live.settle();
				const left = `${directory}-left`;
				await cp(directory, left, { recursive: true });
				const reopened = await openSpool(left);
				expect(idsOf(await takeAll(reopened))).toEqual(expected);
				expect(reopened.counts().total().accepted).toBe(expected.length);
				await reopened.close();
				await rm(left, { recursive: true });
			});
		}
	);

	test('[D3] short writes are completed', async () => {
		await withFaults(async ({ faults, intake, spool }) => {
			faults.mostBytesAWrite = 7;
			await intake.accept([reading('a'), reading('b')], live);
			expect(idsOf(await takeAll(spool))).toEqual(['a', 'b']);
		});
	});

	test('a copy waits for the first one and takes its place when that fails', async () => {
		await withFaults(async ({ faults, intake }) => {
			await intake.accept([reading('before')], live);
			let fails = true;
			faults.sync = (path) => {
				if (isSegment(path) && fails) {
					fails = false;
					throw new DiskError('EIO');
				}
			};
			const [first, second] = await Promise.allSettled([
				intake.accept([reading('a')], live),
				intake.accept([reading('a')], live)
			]);
			expect(first.status).toBe('rejected');
			expect(second).toMatchObject({ status: 'fulfilled', value: { accepted: 1, duplicates: 0 } });
		});
	});

	test('a thousand copies at once are one event', async () => {
		await withFaults(async ({ intake, spool }) => {
			const outcomes = await Promise.all(
				Array.from({ length: 1000 }, () => intake.accept([reading('same'), reading('same')], live))
			);
			expect(outcomes.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
			expect(outcomes.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(1999);
			expect(spool.counts().total()).toMatchObject({ accepted: 1, duplicate: 1999 });
		});
	});

	test('[D1] a full spool and a nearly full disk refuse before anything is written', async () => {
		await withDirectory(async (directory) => {
			const faults = noFaults();
			const limits = { spoolBytes: 1024 * 1024, diskFreeBytes: 1000 };
			const spool = await openSpool(directory, { fileSystem: faultyFileSystem(faults), limits });
			const intake = new Intake({ spool, onRefusal: () => undefined });
			const large = { channel: 'voice', note: 'x'.repeat(100_000) };
			for (let n = 0; n < 11; n += 1) await intake.accept([reading(`e${n}`, '//t', large)], live);
			await expect(intake.accept([reading('more')], live)).rejects.toMatchObject({
				code: 'spool_full'
			});
			const events = await takeAll(spool);
			await spool.lanes.live.commit(events, events.at(-1)?.seq ?? 0);
			await spool.lanes.live.settle();
			await expect(intake.accept([reading('more')], live)).resolves.toMatchObject({ accepted: 1 });
			await spool.close();
			faults.freeBytes = 999;
			const short = await openSpool(directory, { fileSystem: faultyFileSystem(faults), limits });
			const second = new Intake({ spool: short, onRefusal: () => undefined });
			await expect(second.accept([reading('last')], live)).rejects.toMatchObject({
				code: 'disk_full'
			});
			await short.close();
		});
	});
});
