/** The spool on a disk that forgets what was not synced: whatever ends it, what was acknowledged is there. */
import { describe, expect, test } from 'vitest';
import { Intake } from '../../ingest/intake/intake.ts';
import type { Spool } from '../../ingest/spool/spool.ts';
import type { SpooledEvent } from '../../ingest/spool/spooled-event.ts';
import { PowerCutDisk } from '../support/power-cut-disk.ts';
import { NOW_MS, idsOf, openSpool, reading, takeAll } from '../support/spool.ts';
import { checkModel } from './spool-model.ts';

/** `npm run chaos -- power-cut` makes more. */
const RUNS = 150;
const DIRECTORY = '/spool';

describe('a spool on a disk that fails', () => {
	test('[K4] [D2] loses nothing it has acknowledged, whatever is cut off, killed or refused', async () => {
		const acknowledged = await checkModel({ numRuns: RUNS });
		expect(acknowledged).toBeGreaterThan(RUNS);
	}, 120_000);
});

describe('what the model found', () => {
	const live = { lane: 'live', receivedAtMs: NOW_MS } as const;

	/** A disk that loses all that was not synced, with a process on it. */
	const onDisk = () => {
		const disk = new PowerCutDisk(() => 0);
		const start = async () => {
			const spool = await openSpool(DIRECTORY, { fileSystem: disk.boot() });
			const intake = new Intake({ spool, onRefusal: () => undefined });
			const accept = (...ids: string[]) =>
				intake.accept(
					ids.map((id) => reading(id)),
					live
				);
			return { spool, accept };
		};
		return { disk, start };
	};
	const waiting = async (spool: Spool) => idsOf(await takeAll(spool));
	const deliver = async (spool: Spool, events: readonly SpooledEvent[]) => {
		await spool.lanes.live.commit(events, events.at(-1)?.seq ?? 0);
	};

	test('[K3] a record that a killed process had not synced is durable before it makes a copy a duplicate', async () => {
		const { disk, start } = onDisk();
		const first = await start();
		await first.accept('before');
		const killed = disk.burnAfter(1);
		void first.accept('a');
		// It was written.
		await killed;
		const second = await start();
		expect(await second.accept('a')).toMatchObject({ accepted: 0, duplicates: 1 });
		disk.cutPower();
		const third = await start();
		expect(await waiting(third.spool)).toEqual(['before', 'a']);
	});

	test('[K12] a segment that held counters alone leaves its name to no other', async () => {
		const { disk, start } = onDisk();
		const first = await start();
		await first.accept('a');
		await deliver(first.spool, await takeAll(first.spool));
		await first.spool.lanes.live.seal();
		await first.accept('a');
		disk.kill();
		const second = await start();
		await second.spool.lanes.live.settle();
		disk.kill();
		const third = await start();
		expect(await third.accept('b')).toMatchObject({ accepted: 1 });
		disk.kill();
		const fourth = await start();
		expect(await waiting(fourth.spool)).toEqual(['b']);
	});

	test('[D2] what a failed write left behind counts neither as known nor as delivered', async () => {
		const { disk, start } = onDisk();
		const first = await start();
		await first.accept('a');
		disk.fault = (operation, path) =>
			path.includes('/live/') && (operation === 'sync' || operation === 'truncate') ? 'EIO' : null;
		await expect(first.accept('refused')).rejects.toMatchObject({ code: 'spool_failed' });
		disk.fault = () => null;
		await first.accept('b');
		await deliver(first.spool, await takeAll(first.spool));
		disk.kill();
		const second = await start();
		expect(await second.accept('refused')).toMatchObject({ accepted: 1, duplicates: 0 });
		expect(await waiting(second.spool)).toEqual(['refused']);
	});

	test('[K12] the mark of a dead event stays as long as its segment, whatever goes before it', async () => {
		const { disk, start } = onDisk();
		const first = await start();
		await first.accept('dead', 'waits');
		const [dead] = await first.spool.lanes.live.take(1, 1e9);
		if (dead) await first.spool.lanes.live.bury({ ...dead, source: '//tests' });
		await first.spool.lanes.live.seal();
		await first.accept('dead');
		await first.spool.lanes.live.seal();
		await first.spool.lanes.live.settle();
		disk.kill();
		const second = await start();
		expect(await waiting(second.spool)).toEqual(['waits']);
	});

	test('[D1] files that a full disk kept go once there is room, without a restart', async () => {
		const { disk, start } = onDisk();
		const { spool, accept } = await start();
		const lane = spool.lanes.live;
		await accept('a');
		await deliver(spool, await takeAll(spool));
		disk.fault = (operation, path) =>
			operation === 'write' && path.includes('/journal/') ? 'ENOSPC' : null;
		await lane.seal();
		await lane.settle();
		const names = () => disk.names(`${DIRECTORY}/live`);
		expect(names()).toHaveLength(1);
		disk.fault = () => null;
		await accept('b');
		await deliver(spool, await takeAll(spool));
		await lane.settle();
		expect(names()).toHaveLength(1);
		await lane.seal();
		await lane.settle();
		expect(names()).toEqual([]);
	});
});
