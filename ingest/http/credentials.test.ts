import { describe, expect, test } from 'vitest';
import { COMPANY } from '#lib/domain/access/team.ts';
import { digest } from '#lib/server/digest.ts';
import type { ApiToken } from '#lib/server/store/api-tokens.ts';
import { UnavailableError } from '../intake/unavailable-error.ts';
import { Credentials } from './credentials.ts';
import type { TokenDirectory } from './credentials.ts';

const TOKEN = `ata_${'a'.repeat(43)}`;
const record: ApiToken = {
	id: 't1',
	name: 'PBX',
	hint: 'ata_aaaaaa',
	scopes: ['ingest'],
	sources: ['//pbx'],
	team: 'company',
	createdAtMs: 0,
	createdBy: 'admin-1',
	expiresAtMs: null,
	revokedAtMs: null,
	usedAtMs: null
};

/** A directory that holds one token, at once or when it is asked for. */
function open(token: ApiToken | null, { isRead = true, isAway = false } = {}) {
	let known = isRead ? token : null;
	const asked: string[] = [];
	const used: string[] = [];
	const directory: TokenDirectory = {
		token: (hash) => (hash === digest(TOKEN) ? known : null),
		newToken: (hash) => {
			asked.push(hash);
			if (isAway) return Promise.reject(new UnavailableError('store_unreachable', 5));
			known = token;
			return Promise.resolve(hash === digest(TOKEN) ? known : null);
		},
		territory: (team) =>
			team === COMPANY ? null : { queues: new Set([`${team}-1`]), teams: new Set() },
		touch: (id) => used.push(id)
	};
	const credentials = new Credentials(
		{ producer: 'producer-token', internal: 'internal-token', reader: 'reader-token' },
		directory
	);
	const revoke = () => {
		known = null;
	};
	return { credentials, asked, used, revoke };
}

const bearer = (token: string): string => `Bearer ${token}`;

describe('who sends', () => {
	test.each([
		['producer-token', { role: 'producer', mayBackfill: true, sources: null }],
		['internal-token', { role: 'internal', mayBackfill: false, sources: null }],
		['reader-token', { role: 'reader', mayBackfill: false, sources: null }]
	])('%s of the configuration needs no store', async (token, caller) => {
		const { credentials, asked } = open(null, { isAway: true });
		expect(await credentials.callerOf(bearer(token))).toMatchObject(caller);
		expect(await credentials.callerOf(`bearer  ${token} `)).toMatchObject(caller);
		expect(asked).toEqual([]);
	});

	test('is told by the scopes of a token of the store', async () => {
		const role = async (scopes: ApiToken['scopes']) =>
			await open({ ...record, scopes }).credentials.callerOf(bearer(TOKEN));
		expect(await role(['ingest'])).toMatchObject({ role: 'producer', mayBackfill: false });
		expect(await role(['ingest', 'backfill'])).toMatchObject({ mayBackfill: true });
		expect(await role(['backfill'])).toMatchObject({ role: 'reader', mayBackfill: false });
		expect(await role(['metrics', 'boards'])).toMatchObject({ role: 'reader' });
	});

	test('may send the sources of the token, or any when it names none', async () => {
		const of = (sources: string[]) =>
			open({ ...record, sources }).credentials.callerOf(bearer(TOKEN));
		expect((await of(['//pbx']))?.sources).toEqual(new Set(['//pbx']));
		expect((await of([]))?.sources).toBeNull();
	});

	test('may name what the team of the token has, or anything with a token of the company', async () => {
		const of = (team: string) => open({ ...record, team }).credentials.callerOf(bearer(TOKEN));
		expect((await of('bank'))?.territory?.queues).toEqual(new Set(['bank-1']));
		expect((await of(COMPANY))?.territory).toBeNull();
		expect((await open(null).credentials.callerOf('Bearer producer-token'))?.territory).toBeNull();
	});

	test('is asked of the store only for what looks like a token and is not known', async () => {
		const { credentials, asked, used } = open(record, { isRead: false });
		expect(await credentials.callerOf(undefined)).toBeNull();
		expect(await credentials.callerOf('Basic abc')).toBeNull();
		expect(await credentials.callerOf(bearer('guess'))).toBeNull();
		expect(asked).toEqual([]);
		expect(await credentials.callerOf(bearer(TOKEN))).toMatchObject({ id: 'token:t1' });
		expect(await credentials.callerOf(bearer(TOKEN))).toMatchObject({ id: 'token:t1' });
		expect(asked).toHaveLength(1);
		expect(used).toEqual(['t1', 't1']);
	});

	test('is refused with 401 when unknown, 403 without the right, 503 when nobody can say', async () => {
		const refusal = (token: string | undefined, away = false) =>
			open({ ...record, scopes: ['metrics'] }, { isRead: !away, isAway: away }).credentials.demand(
				token === undefined ? undefined : bearer(token),
				['producer']
			);
		await expect(refusal(undefined)).rejects.toMatchObject({ status: 401 });
		await expect(refusal('guess')).rejects.toMatchObject({
			status: 401,
			headers: { 'www-authenticate': expect.stringContaining('invalid_token') as unknown }
		});
		await expect(refusal(TOKEN)).rejects.toMatchObject({ status: 403 });
		await expect(refusal(TOKEN, true)).rejects.toMatchObject({
			status: 503,
			code: 'store_unreachable',
			headers: { 'retry-after': '5' }
		});
	});

	test('is nobody any more once its token is revoked', async () => {
		const { credentials, revoke } = open(record);
		const caller = await credentials.demand(bearer(TOKEN), ['producer']);
		expect(credentials.again(caller)).toMatchObject({ id: 'token:t1' });
		revoke();
		expect(credentials.again(caller)).toBeNull();
	});
});
