/** What the store keeps of erasures: who must not come back, the jobs, and whose turn it is. */
import { afterEach, describe, expect, test } from 'vitest';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createErasedSubjects, subjectHash } from '#lib/server/store/erased-subjects.ts';
import { createLease } from '#lib/server/store/lease.ts';
import { createPrivacyJobStore } from '#lib/server/store/privacy-jobs.ts';
import { onBothStores } from '../support/stores.ts';

const KEY = Buffer.alloc(32, 7);

onBothStores('the store of privacy', (newPlace) => {
	const stores: Store[] = [];
	const open = async (): Promise<Store> => {
		const store = await openStore(await newPlace());
		stores.push(store);
		return store;
	};
	afterEach(async () => {
		await Promise.all(stores.splice(0).map((store) => store.close()));
	});

	describe('erased subjects', () => {
		test('are kept as hashes, once each, with the instant they were first erased', async () => {
			const store = await open();
			let nowMs = 1000;
			const erased = createErasedSubjects(store, KEY, () => nowMs);
			const ana = { kind: 'customer', id: 'ana' } as const;
			expect(await erased.add([ana, { kind: 'interaction', id: 'ana' }])).toBe(2);
			nowMs = 2000;
			expect(await erased.add([ana, { kind: 'customer', id: 'ben' }])).toBe(3);
			expect(await erased.count()).toBe(3);
			expect(await erased.hashes(2000)).toEqual([
				subjectHash(KEY, { kind: 'customer', id: 'ben' })
			]);
			const rows = await store.database.selectFrom('erased_subjects').selectAll().execute();
			expect(JSON.stringify(rows)).not.toContain('ana');
			expect(subjectHash(Buffer.alloc(32, 8), ana)).not.toBe(subjectHash(KEY, ana));
		});

		test('may be many at once, and none', async () => {
			const erased = createErasedSubjects(await open(), KEY, () => 1);
			const many = Array.from({ length: 2000 }, (_none, n) => ({
				kind: 'interaction' as const,
				id: `i${n}`
			}));
			expect(await erased.add(many)).toBe(2000);
			expect(await erased.add([])).toBe(2000);
		});
	});

	describe('jobs', () => {
		const job = (id: string, kind: 'erasure' | 'export' = 'erasure') => ({
			id,
			kind,
			state: 'waiting' as const,
			sealedSubject: `sealed ${id}`,
			createdBy: 'dpo',
			report: '{}'
		});

		test('are open until they are done or have failed, oldest first; exports never are', async () => {
			let nowMs = 1;
			const jobs = createPrivacyJobStore(await open(), () => nowMs);
			for (const id of ['b', 'a', 'c']) {
				await jobs.add(job(id));
				nowMs += 1;
			}
			await jobs.add(job('x', 'export'));
			expect((await jobs.open()).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
			await jobs.change('b', { state: 'done', sealedSubject: '', report: '{"n":1}' });
			await jobs.change('c', { state: 'failed' });
			await jobs.change('a', { state: 'running' });
			expect((await jobs.open()).map(({ id, state }) => [id, state])).toEqual([['a', 'running']]);
			expect(await jobs.find('b')).toEqual({
				...job('b'),
				state: 'done',
				sealedSubject: '',
				report: '{"n":1}',
				createdAtMs: 1,
				updatedAtMs: 4
			});
			expect(await jobs.find('none')).toBeNull();
			expect((await jobs.list(2)).map(({ id }) => id)).toEqual(['x', 'c']);
		});
	});

	describe('a lease', () => {
		test('has one holder, who may renew it; another one after it has run out or was released', async () => {
			const store = await open();
			let nowMs = 1000;
			const lease = (holder: string) => createLease(store, 'test.lease', holder, () => nowMs);
			const [one, two] = [lease('one'), lease('two')];
			expect(await one.take(100)).toBe(true);
			expect(await two.take(100)).toBe(false);
			nowMs = 1090;
			expect(await one.take(100)).toBe(true);
			nowMs = 1150;
			expect(await two.take(100)).toBe(false);
			nowMs = 1191;
			expect(await two.take(100)).toBe(true);
			expect(await one.take(100)).toBe(false);
			await one.release();
			expect(await one.take(100)).toBe(false);
			await two.release();
			expect(await one.take(100)).toBe(true);
		});

		test('goes to one of many who ask at the same moment', async () => {
			const store = await open();
			const leases = Array.from({ length: 8 }, (_none, n) =>
				createLease(store, 'test.lease', `holder ${n}`, () => 1)
			);
			const taken = await Promise.all(leases.map((lease) => lease.take(100)));
			expect(taken.filter(Boolean)).toHaveLength(1);
		});
	});
});
