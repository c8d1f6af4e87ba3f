import { describe, expect, test } from 'vitest';
import { NOW_MS, openSpool, reading, takeAll, withDirectory } from '../../tests/support/spool.ts';
import { filesHolding } from '../../tests/support/find-bytes.ts';
import { Intake } from '../intake/intake.ts';
import type { Spool } from './spool.ts';

const live = { lane: 'live', receivedAtMs: NOW_MS } as const;

const accept = (spool: Spool, ids: readonly string[]) =>
	new Intake({ spool, onRefusal: () => undefined }).accept(
		ids.map((id) => reading(id)),
		live
	);

async function pendingOf({ lanes }: Spool): Promise<string[]> {
	const ids: string[] = [];
	for await (const json of lanes.live.pendingEvents()) {
		ids.push((JSON.parse(json.toString()) as { id: string }).id);
	}
	return ids;
}

describe('a lane that is sealed', () => {
	test('begins a new file, and the old one goes once its events are delivered', async () => {
		await withDirectory(async (directory) => {
			const spool = await openSpool(directory);
			const lane = spool.lanes.live;
			await accept(spool, ['before']);
			const names = await lane.seal();
			expect(names).toHaveLength(1);
			await accept(spool, ['after']);
			expect(await lane.seal()).toHaveLength(2);
			const events = await takeAll(spool);
			const [before] = events;
			expect(await lane.left(new Set(names))).toEqual(names);
			await lane.commit(events.slice(0, 1), before?.seq ?? 0);
			expect(await lane.left(new Set(names))).toEqual([]);
			expect(filesHolding(directory, ['subject-before'])).toEqual([]);
			expect(await pendingOf(spool)).toEqual(['after']);
			await spool.close();
		});
	});

	test('in the middle of writing ends its file with what is being written', async () => {
		await withDirectory(async (directory) => {
			const spool = await openSpool(directory);
			const lane = spool.lanes.live;
			await accept(spool, ['first']);
			const writing = accept(spool, ['second']);
			const names = new Set(await lane.seal());
			await writing;
			await accept(spool, ['third']);
			const events = await takeAll(spool);
			const last = events.find(({ event }) => event.id === 'second');
			await lane.commit(events.slice(0, 2), last?.seq ?? 0);
			expect(await lane.left(names)).toEqual([]);
			expect(await pendingOf(spool)).toEqual(['third']);
			await spool.close();
		});
	});

	test('without an event has nothing to wait for', async () => {
		await withDirectory(async (directory) => {
			const spool = await openSpool(directory);
			expect(await spool.lanes.backfill.seal()).toEqual([]);
			await spool.close();
		});
	});
});
