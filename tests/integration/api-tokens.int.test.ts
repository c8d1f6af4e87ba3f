/** Tokens for programs in the operational store. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMPANY } from '#lib/domain/access/team.ts';
import { digest } from '#lib/server/digest.ts';
import { createApiTokenStore, principalOf } from '#lib/server/store/api-tokens.ts';
import type { ApiTokenStore, NewApiToken } from '#lib/server/store/api-tokens.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { atBothPlaces } from '../support/store-places.ts';
import { until } from '../support/until.ts';

const MINUTE_MS = 60_000;

const wanted: NewApiToken = {
	name: 'PBX Madrid',
	scopes: ['ingest', 'backfill'],
	sources: ['//pbx/madrid'],
	team: COMPANY,
	expiresAtMs: null,
	createdBy: 'admin-1'
};

atBothPlaces('API tokens', (newPlace) => {
	let store: Store;
	let tokens: ApiTokenStore;
	let nowMs = 1_790_000_000_000;
	let errors: unknown[] = [];

	beforeEach(async () => {
		store = await openStore(await newPlace());
		nowMs = 1_790_000_000_000;
		errors = [];
		tokens = createApiTokenStore(store, {
			now: () => nowMs,
			onError: (error) => errors.push(error)
		});
	});
	afterEach(async () => {
		await store.close();
	});

	const usedAtMs = async (): Promise<number | null> => (await tokens.list())[0]?.usedAtMs ?? null;

	test('a token is found again by itself, and by nothing that is in the store', async () => {
		const { token, record } = await tokens.create(wanted);
		expect(token).toMatch(/^ata_[A-Za-z0-9_-]{43}$/);
		expect(record).toMatchObject({ ...wanted, createdAtMs: nowMs, revokedAtMs: null });
		expect(token.startsWith(record.hint)).toBe(true);
		expect(await tokens.find(token)).toMatchObject({ id: record.id, scopes: wanted.scopes });
		const rows = JSON.stringify(
			await store.database.selectFrom('api_tokens').selectAll().execute()
		);
		expect(rows).not.toContain(token);
		for (const other of [record.id, record.hint, digest(token), `${token}x`, token.toLowerCase()]) {
			expect(await tokens.find(other)).toBeNull();
		}
	});

	test('no two are the same, and all are listed, newest first', async () => {
		const first = await tokens.create(wanted);
		nowMs += 1;
		const second = await tokens.create({ ...wanted, name: 'CRM', sources: [] });
		expect(first.token).not.toBe(second.token);
		expect((await tokens.list()).map(({ name }) => name)).toEqual(['CRM', 'PBX Madrid']);
	});

	test('is there together with what is written along with it, or not at all', async () => {
		const failing = () => Promise.reject(new Error('no entry'));
		await expect(tokens.create(wanted, failing)).rejects.toThrow('no entry');
		expect(await tokens.list()).toEqual([]);
		const { token, record } = await tokens.create(wanted);
		await expect(tokens.revoke(record.id, failing)).rejects.toThrow('no entry');
		expect(await tokens.find(token)).toMatchObject({ id: record.id });
	});

	test('is worth nothing once it expired or was revoked, and stays in the list', async () => {
		const expiring = await tokens.create({ ...wanted, expiresAtMs: nowMs + MINUTE_MS });
		const revoked = await tokens.create(wanted);
		expect((await tokens.usable()).size).toBe(2);
		expect(await tokens.revoke(revoked.record.id)).toMatchObject({ id: revoked.record.id });
		expect(await tokens.revoke(revoked.record.id)).toBeNull();
		expect(await tokens.revoke('nobody')).toBeNull();
		expect(await tokens.find(revoked.token)).toBeNull();
		expect(await tokens.find(expiring.token)).not.toBeNull();
		nowMs += MINUTE_MS;
		expect(await tokens.find(expiring.token)).toBeNull();
		expect((await tokens.usable()).size).toBe(0);
		expect(await tokens.list()).toHaveLength(2);
	});

	test('its last use is written at most once a minute', async () => {
		const { token } = await tokens.create(wanted);
		expect(await usedAtMs()).toBeNull();
		const firstMs = nowMs;
		await tokens.find(token);
		await until('the use is written', async () => (await usedAtMs()) === firstMs);
		nowMs += MINUTE_MS - 1;
		await tokens.find(token);
		nowMs += 2;
		await tokens.find(token);
		await until('the next use is written', async () => (await usedAtMs()) === nowMs);
		expect(errors).toEqual([]);
	});

	test('one whose row is damaged gives no right, rather than every right', async () => {
		const { token, record } = await tokens.create(wanted);
		const damage = (change: { scopes?: string; sources?: string }) =>
			store.database.updateTable('api_tokens').set(change).where('id', '=', record.id).execute();
		await damage({ sources: 'nothing' });
		expect(await tokens.find(token)).toMatchObject({ scopes: [] });
		await damage({ sources: '[]', scopes: '["ingest","everything"]' });
		expect(await tokens.find(token)).toMatchObject({ scopes: ['ingest'] });
		await damage({ scopes: '"ingest"' });
		expect(await tokens.find(token)).toMatchObject({ scopes: [] });
	});

	test('is a principal with its scopes and the node it reads', async () => {
		const { record } = await tokens.create({ ...wanted, scopes: ['metrics'] });
		expect(principalOf(record)).toEqual({
			kind: 'token',
			id: record.id,
			name: 'PBX Madrid',
			scopes: ['metrics'],
			team: COMPANY
		});
	});
});
