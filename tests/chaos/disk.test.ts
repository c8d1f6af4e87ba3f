/** What may become of the files of a spool, and what it does about it. */
import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Intake } from '../../ingest/intake/intake.ts';
import { nodeFileSystem } from '../../ingest/spool/file-system.ts';
import { RECORD_KIND, decodeRecord, encodeRecord } from '../../ingest/spool/record.ts';
import { Spool } from '../../ingest/spool/spool.ts';
import { DiskError, faultyFileSystem, noFaults } from '../support/faulty-file-system.ts';
import {
	MIB,
	NOW_MS,
	TEST_LIMITS,
	idsOf,
	openSpool,
	rawEvent,
	reading,
	readingOf,
	takeAll,
	withDirectory
} from '../support/spool.ts';

const live = { lane: 'live', receivedAtMs: NOW_MS } as const;

const accept = (spool: Spool, ...ids: string[]) =>
	new Intake({ spool, onRefusal: () => undefined }).accept(
		ids.map((id) => reading(id)),
		live
	);

const deliver = async (spool: Spool, events = takeAll(spool)) => {
	const taken = await events;
	await spool.lanes.live.commit(taken, taken.at(-1)?.seq ?? 0);
};

/** Three segments of two events each, as a kill leaves them; the first `delivered` are in the database. */
async function leaveThree(
	directory: string,
	delivered = 0
): Promise<{ left: string; paths: string[] }> {
	const [open, left] = [join(directory, 'open'), join(directory, 'left')];
	const spool = await openSpool(open);
	for (const names of [
		['a1', 'a2'],
		['b1', 'b2'],
		['c1', 'c2']
	]) {
		await accept(spool, ...names);
		await spool.lanes.live.seal();
	}
	if (delivered > 0) await deliver(spool, spool.lanes.live.take(delivered, 1e9));
	await spool.lanes.live.settle();
	await spool.journal.flush();
	await cp(open, left, { recursive: true });
	await spool.close();
	const names = (await readdir(join(left, 'live'))).sort();
	return { left, paths: names.map((name) => join(left, 'live', name)) };
}

/** The spool of a directory, with what it had to say about it. */
async function openLoud(directory: string): Promise<{ spool: Spool; alarms: object[] }> {
	const alarms: object[] = [];
	const spool = await Spool.open({
		directory,
		fileSystem: nodeFileSystem,
		limits: TEST_LIMITS,
		clock: () => NOW_MS,
		log: {
			warn: () => undefined,
			error: (details, message) => alarms.push({ ...details, message })
		},
		observeSync: () => undefined
	});
	return { spool, alarms };
}

describe('files of a spool', () => {
	test('[D5] one bit of a sealed segment costs one record, and the segments after it nothing', async () => {
		await withDirectory(async (directory) => {
			const { left, paths } = await leaveThree(directory);
			const bytes = await readFile(paths[0] ?? '');
			const header = decodeRecord(bytes, 0);
			const at = (header.ok ? header.next : 0) + 60;
			bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
			await writeFile(paths[0] ?? '', bytes);
			const { spool, alarms } = await openLoud(left);
			expect(spool.damage.lostRecords).toBe(1);
			expect(alarms).toHaveLength(1);
			expect(idsOf(await takeAll(spool))).toEqual(['a2', 'b1', 'b2', 'c1', 'c2']);
			await spool.close();
		});
	});

	test('[D7] one that somebody took away is missed by its numbers, and the others are delivered', async () => {
		await withDirectory(async (directory) => {
			const { left, paths } = await leaveThree(directory);
			await rm(paths[1] ?? '');
			const { spool, alarms } = await openLoud(left);
			expect(idsOf(await takeAll(spool))).toEqual(['a1', 'a2', 'c1', 'c2']);
			expect(alarms).toMatchObject([{ lane: 'live', first: 3, last: 4 }]);
			expect(spool.damage.lostRecords).toBe(2);
			await spool.close();
		});
	});

	test('[D7] one whose events were delivered is not missed', async () => {
		await withDirectory(async (directory) => {
			const { left, paths } = await leaveThree(directory, 3);
			expect(paths).toHaveLength(2);
			const { spool, alarms } = await openLoud(left);
			expect(idsOf(await takeAll(spool))).toEqual(['b2', 'c1', 'c2']);
			expect(alarms).toEqual([]);
			await spool.close();
		});
	});

	test.each([
		['is gone', (path: string) => rm(path)],
		[
			'is cut in two',
			async (path: string) => writeFile(path, (await readFile(path)).subarray(0, 40))
		],
		[
			'is zeros',
			async (path: string) => writeFile(path, Buffer.alloc((await readFile(path)).length))
		]
	])(
		'[D8] a journal that %s makes everything that is left go again, and nothing missed',
		async (_what, harm) => {
			await withDirectory(async (directory) => {
				const { left } = await leaveThree(directory, 3);
				for (const name of await readdir(join(left, 'journal')))
					await harm(join(left, 'journal', name));
				const { spool, alarms } = await openLoud(left);
				expect(idsOf(await takeAll(spool))).toEqual(['b1', 'b2', 'c1', 'c2']);
				expect(alarms).toEqual([]);
				expect(await accept(spool, 'a1', 'c2', 'd1')).toMatchObject({ accepted: 1, duplicates: 2 });
				await spool.close();
			});
		}
	);

	test('[D1] a full disk under the journal loses no commit, and a restart knows it', async () => {
		await withDirectory(async (directory) => {
			const faults = noFaults();
			const spool = await openSpool(join(directory, 'open'), {
				fileSystem: faultyFileSystem(faults)
			});
			await accept(spool, 'a', 'b');
			const events = await takeAll(spool);
			faults.write = (path) => {
				if (path.includes('/journal/')) throw new DiskError('ENOSPC');
			};
			for (let n = 0; n < 3; n += 1) await expect(spool.journal.flush()).resolves.toBeUndefined();
			await expect(spool.lanes.live.commit(events.slice(0, 1), 1)).rejects.toThrow('ENOSPC');
			for (let n = 0; n < 3; n += 1) await expect(spool.journal.flush()).rejects.toThrow('ENOSPC');
			expect(await accept(spool, 'c')).toMatchObject({ accepted: 1 });
			Object.assign(faults, noFaults());
			await spool.journal.flush();
			await cp(join(directory, 'open'), join(directory, 'left'), { recursive: true });
			await spool.close();
			const next = await openSpool(join(directory, 'left'));
			expect(idsOf(await takeAll(next))).toEqual(['b', 'c']);
			await next.close();
		});
	});

	test('[D11] a clock set back changes neither names nor order, and rotates by size all the same', async () => {
		await withDirectory(async (directory) => {
			let nowMs = NOW_MS;
			const open = () =>
				Spool.open({
					directory,
					fileSystem: nodeFileSystem,
					limits: { ...TEST_LIMITS, spoolBytes: MIB },
					clock: () => nowMs,
					log: { warn: () => undefined, error: () => undefined },
					observeSync: () => undefined
				});
			const spool = await open();
			const intake = new Intake({ spool, onRefusal: () => undefined });
			const large = { channel: 'voice', note: 'x'.repeat(40_000) };
			const sent: string[] = [];
			for (let n = 0; n < 12; n += 1) {
				sent.push(`e${n}`);
				await intake.accept([reading(`e${n}`, '//tests', large)], { ...live, receivedAtMs: nowMs });
				nowMs -= 3_600_000;
			}
			const names = await readdir(join(directory, 'live'));
			expect(names.length).toBeGreaterThan(3);
			expect([...names].sort()).toEqual(spool.lanes.live.segments.map(({ name }) => name));
			expect(await spool.refusal()).toBeNull();
			await spool.close();
			const next = await open();
			expect(idsOf(await takeAll(next))).toEqual(sent);
			await next.close();
		});
	});

	test('[D12] an event of exactly the limit is stored, also when a segment is smaller; one byte more is refused', async () => {
		const ofLength = (bytes: number) => {
			const raw = (note: string) => rawEvent(`e${bytes}`, '//tests', { channel: 'voice', note });
			return readingOf(raw('x'.repeat(bytes - raw('').length)));
		};
		const most = TEST_LIMITS.eventBytes;
		await withDirectory(async (directory) => {
			const spool = await openSpool(directory, { limits: { spoolBytes: MIB } });
			const intake = new Intake({ spool, onRefusal: () => undefined });
			await accept(spool, 'small');
			expect(await intake.accept([ofLength(most)], live)).toMatchObject({ accepted: 1 });
			await accept(spool, 'after');
			expect(await intake.accept([ofLength(most + 1)], live)).toMatchObject({
				accepted: 0,
				refusals: [{ code: 'event_too_large' }]
			});
			await cp(directory, `${directory}-left`, { recursive: true });
			await spool.close();
			const next = await openSpool(`${directory}-left`, { limits: { spoolBytes: MIB } });
			expect(idsOf(await takeAll(next))).toEqual(['small', `e${most}`, 'after']);
			await next.close();
			await rm(`${directory}-left`, { recursive: true });
		});
	});

	test('[D13] a segment of a later version is put aside whole, said aloud, and the others are delivered', async () => {
		await withDirectory(async (directory) => {
			const { left, paths } = await leaveThree(directory);
			const path = paths[1] ?? '';
			const bytes = await readFile(path);
			const header = decodeRecord(bytes, 0);
			if (!header.ok) throw new Error('no header');
			const { seq, atMs } = header.record;
			const later = encodeRecord(
				{ seq, atMs, kind: RECORD_KIND.segmentHeader },
				Buffer.from('{"version":2,"form":"unknown"}')
			);
			const kept = Buffer.concat([later, bytes.subarray(header.next)]);
			await writeFile(path, kept);
			const { spool, alarms } = await openLoud(left);
			expect(idsOf(await takeAll(spool))).toEqual(['a1', 'a2', 'c1', 'c2']);
			expect(alarms).toMatchObject([{ version: 2 }]);
			const [name = ''] = await readdir(join(left, 'quarantine'));
			expect(name).toContain('version-2');
			expect(await readFile(join(left, 'quarantine', name))).toEqual(kept);
			expect(await accept(spool, 'new')).toMatchObject({ accepted: 1 });
			await spool.close();
		});
	});
});
