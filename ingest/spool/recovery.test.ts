import { cp, readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
	NOW_MS,
	idsOf,
	openSpool,
	reading,
	takeAll,
	withDirectory
} from '../../tests/support/spool.ts';
import { Intake } from '../intake/intake.ts';
import { KeySet } from '../keys/key-set.ts';
import { nodeFileSystem } from './file-system.ts';
import { JournalState } from './journal-state.ts';
import { SegmentRecovery } from './recovery.ts';
import { RECORD_HEADER_BYTES, decodeRecord } from './record.ts';

const live = { lane: 'live', receivedAtMs: NOW_MS } as const;
const backfill = { lane: 'backfill', receivedAtMs: NOW_MS } as const;

const intakeOf = (spool: Awaited<ReturnType<typeof openSpool>>) =>
	new Intake({ spool, onRefusal: () => undefined });

/** A spool as a kill leaves it: a copy of its files while it is open. */
async function leave(
	directory: string,
	work: (spool: Awaited<ReturnType<typeof openSpool>>) => Promise<void>
): Promise<string> {
	const [open, left] = [join(directory, 'open'), join(directory, 'left')];
	const spool = await openSpool(open);
	await work(spool);
	await cp(open, left, { recursive: true });
	await spool.close();
	return left;
}

/** Ten events, one request each. Answers the directory, the segment and where its records end. */
async function leaveTen(
	directory: string
): Promise<{ left: string; path: string; ends: number[] }> {
	const left = await leave(directory, async (spool) => {
		const intake = intakeOf(spool);
		for (let n = 0; n < 10; n += 1) await intake.accept([reading(`e${n}`)], live);
	});
	const [name = ''] = await readdir(join(left, 'live'));
	const path = join(left, 'live', name);
	const bytes = await readFile(path);
	const ends: number[] = [];
	for (let at = 0; at < bytes.length;) {
		const decoded = decodeRecord(bytes, at);
		if (!decoded.ok) throw new Error('not a record');
		at = decoded.next;
		ends.push(at);
	}
	return { left, path, ends };
}

const recover = (directory: string) =>
	new SegmentRecovery({
		fileSystem: nodeFileSystem,
		lane: 'live',
		directory: join(directory, 'live'),
		quarantine: join(directory, 'quarantine'),
		state: new JournalState('node'),
		log: { warn: () => undefined, error: () => undefined },
		seen: new KeySet(1000),
		hasKeysOf: () => false
	}).run();

describe('the recovery of a spool', () => {
	test('finds every durable event after a kill, in order, and knows its duplicates', async () => {
		await withDirectory(async (directory) => {
			const { left } = await leaveTen(directory);
			const spool = await openSpool(left);
			expect(spool.counts().total()).toMatchObject({ accepted: 10, committed: 0 });
			const again = await intakeOf(spool).accept([reading('e3'), reading('new')], live);
			expect(again).toMatchObject({ accepted: 1, duplicates: 1 });
			expect(idsOf(await takeAll(spool))).toEqual(
				[...Array(10).keys()].map((n) => `e${n}`).concat('new')
			);
			await spool.close();
		});
	});

	test('[D4] [K4] cuts a torn tail at any byte of the last three records and keeps all before it', async () => {
		await withDirectory(async (directory) => {
			const { left, path, ends } = await leaveTen(directory);
			const whole = await readFile(path);
			const from = ends.at(-4) ?? 0;
			for (let length = from; length < whole.length; length += 1) {
				await writeFile(path, whole.subarray(0, length));
				const found = await recover(left);
				const kept = ends.filter((end) => end <= length).length - 1;
				expect(found).toMatchObject({
					segments: [{ pending: kept, durableBytes: ends[kept] }],
					corruptBytes: 0,
					tornBytes: length - (ends[kept] ?? 0)
				});
				expect(await recover(left)).toMatchObject({ segments: [{ pending: kept }], tornBytes: 0 });
			}
		});
	}, 30_000);

	test('[D5] delivers what lies behind a damaged record, keeps the damaged bytes and counts the loss', async () => {
		await withDirectory(async (directory) => {
			const { left, path, ends } = await leaveTen(directory);
			const bytes = await readFile(path);
			const at = (ends[5] ?? 0) - 20;
			bytes.writeUInt8(bytes.readUInt8(at) ^ 4, at);
			await writeFile(path, bytes);
			const spool = await openSpool(left);
			const ids = idsOf(await takeAll(spool));
			expect(ids).toEqual(['e0', 'e1', 'e2', 'e3', 'e5', 'e6', 'e7', 'e8', 'e9']);
			expect(spool.damage).toMatchObject({ lostRecords: 1, tornBytes: 0 });
			expect(spool.damage.corruptBytes).toBe((ends[5] ?? 0) - (ends[4] ?? 0));
			expect(await readdir(join(left, 'quarantine'))).toHaveLength(1);
			await spool.close();
		});
	});

	test('[D6] survives a page of zeros in the middle and zeros at the end', async () => {
		await withDirectory(async (directory) => {
			const { left, path, ends } = await leaveTen(directory);
			const bytes = await readFile(path);
			bytes.fill(0, (ends[2] ?? 0) + 10, (ends[4] ?? 0) + 10);
			await writeFile(path, Buffer.concat([bytes, Buffer.alloc(5000)]));
			const spool = await openSpool(left);
			expect(idsOf(await takeAll(spool))).toEqual(['e0', 'e1', 'e5', 'e6', 'e7', 'e8', 'e9']);
			expect(spool.damage.tornBytes).toBe(5000);
			await spool.close();
		});
	});

	test('[D6] [D8] starts with an empty segment and with a lost journal', async () => {
		await withDirectory(async (directory) => {
			const { left } = await leaveTen(directory);
			await writeFile(join(left, 'live', `seg-${'9'.padStart(20, '0')}9.log`.slice(0, 28)), '');
			for (const name of await readdir(join(left, 'journal'))) {
				await truncate(join(left, 'journal', name), RECORD_HEADER_BYTES + 3);
			}
			const spool = await openSpool(left);
			expect(idsOf(await takeAll(spool))).toHaveLength(10);
			await spool.close();
		});
	});

	test('[K14] may itself be interrupted and repeated', async () => {
		await withDirectory(async (directory) => {
			const { left } = await leaveTen(directory);
			for (let n = 0; n < 5; n += 1) await recover(left);
			const spool = await openSpool(left);
			expect(spool.counts().total()).toMatchObject({ accepted: 10 });
			expect(idsOf(await takeAll(spool))).toHaveLength(10);
			await spool.close();
		});
	});
});

describe('counters', () => {
	test('are the same after a restart, whatever was committed, given up or cleared away', async () => {
		await withDirectory(async (directory) => {
			let before = {};
			const left = await leave(directory, async (spool) => {
				const intake = intakeOf(spool);
				const three = [reading('a'), reading('b'), reading('c', '//two'), reading('a')];
				await intake.accept(three, live);
				await intake.accept([reading('x'), reading('')], backfill);
				const lane = spool.lanes.live;
				const events = await lane.take(2, 1e9);
				await lane.commit(events, events.at(-1)?.seq ?? 0);
				const [third] = await lane.take(1, 1e9);
				if (third) await lane.bury({ seq: third.seq, segment: third.segment, source: '//two' });
				before = spool.counts().toStored();
				await spool.journal.flush();
			});
			const second = await openSpool(left);
			await second.lanes.live.settle();
			expect(second.counts().toStored()).toEqual(before);
			expect(second.lanes.live.segments).toHaveLength(0);
			await second.close();
			const third = await openSpool(left);
			expect(third.counts().toStored()).toEqual(before);
			expect(third.counts().total()).toEqual({
				accepted: 4,
				duplicate: 1,
				rejected: 1,
				committed: 2,
				dead: 1,
				replayed: 0
			});
			const copies = [reading('a'), reading('c', '//two')];
			expect((await intakeOf(third).accept(copies, live)).duplicates).toBe(2);
			await third.close();
		});
	});
});
