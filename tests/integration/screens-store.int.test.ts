import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import { readCode } from '#lib/domain/screens/pairing-code.ts';
import type { ScreenReport } from '#lib/domain/screens/paint-report.ts';
import type { Report, ScreenNotice } from '#lib/live/protocol.ts';
import { createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Actor, AuditLog } from '#lib/server/audit/audit-log.ts';
import { IDENTIFY_MS, createFleet } from '#lib/server/screens/fleet.ts';
import type { Fleet, Reporting } from '#lib/server/screens/fleet.ts';
import {
	MOST_OPEN_PER_ADDRESS,
	PAIRING_LIVES_MS,
	createPairings
} from '#lib/server/screens/pairings.ts';
import type { Pairings } from '#lib/server/screens/pairings.ts';
import {
	EXPIRES_AFTER_MS,
	KEEP_PREVIOUS_MS,
	REISSUE_AFTER_MS,
	RENEW_AFTER_MS,
	SUSPECT_AFTER_MS
} from '#lib/server/screens/screen-token.ts';
import { createAttemptStore } from '#lib/server/sign-in/attempts.ts';
import type { Store } from '#lib/server/store/database.ts';
import { OLD_TOKEN_USED, createScreenStore } from '#lib/server/store/screens.ts';
import type { Screen, ScreenStore } from '#lib/server/store/screens.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';
import { until } from '../support/until.ts';

const KEY = Buffer.alloc(32, 7);
const START_MS = 1_790_000_000_000;
const MINUTE_MS = 60_000;
const ANA: PersonPrincipal = {
	kind: 'person',
	id: 'ana',
	name: 'Ana',
	role: 'supervisor',
	teams: [],
	agent: null,
	sessionId: 's',
	isDemo: false
};
const LUIS: PersonPrincipal = { ...ANA, id: 'luis', name: 'Luis' };
const ADMIN: Actor = { kind: 'person', id: 'root', name: 'Raíz', address: '10.0.0.1' };
const DRAFT = { name: 'TV 1', boards: ['sala'], rotateSeconds: 0 };
const report: Report = {
	type: 'report',
	n: 1,
	seq: 7,
	revision: 1,
	hash: '0123456789abcdef',
	build: 'b1',
	width: 1920,
	height: 1080,
	roundTripMs: null
};

onBothStores('screens', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let audit: AuditLog;
	let screens: ScreenStore;
	let pairings: Pairings;
	let nowMs = START_MS;
	const now = (): number => nowMs;

	const pairingsOf = (of: Store): Pairings =>
		createPairings({
			database: of.database,
			audit,
			attempts: createAttemptStore(of.database, now),
			storeKey: KEY,
			now
		});

	beforeEach(async () => {
		place = await newPlace();
		store = await place.open();
		nowMs = START_MS;
		audit = createAuditLog(store.database, KEY, now);
		screens = createScreenStore(store.database, audit, now);
		pairings = pairingsOf(store);
	});
	afterEach(() => place.remove());

	const opened = async (address = '10.0.0.2') => {
		const pairing = await pairings.open(address, null);
		if (!pairing) throw new Error('no code');
		return pairing;
	};
	/** A screen with its first token. */
	const paired = async (draft = DRAFT): Promise<{ id: string; token: string }> => {
		const { code, secret } = await opened();
		const made = await pairings.pair(code, draft, ANA, '10.0.0.9');
		const collected = await pairings.collect(secret);
		if (!made.ok || collected.state !== 'paired') throw new Error('not paired');
		return { id: made.id, token: collected.token };
	};
	const actions = async (action?: string) =>
		(await audit.list({ limit: 100, ...(action ? { action } : {}) })).map((row) => row.action);

	describe('pairing', () => {
		test('whoever types the code makes the screen, and the television fetches its token', async () => {
			const { code, secret, expiresAtMs } = await opened();
			expect(readCode(code)).toBe(code);
			expect(expiresAtMs).toBe(START_MS + PAIRING_LIVES_MS);
			expect(await pairings.collect(secret)).toEqual({ state: 'waiting' });
			const made = await pairings.pair(
				` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)}`,
				DRAFT,
				ANA,
				'10.0.0.9'
			);
			const collected = await pairings.collect(secret);
			const token = collected.state === 'paired' ? collected.token : '';
			expect(await screens.find(token)).toEqual({
				kind: 'screen',
				id: made.ok ? made.id : '',
				name: 'TV 1',
				boards: ['sala']
			});
			const [entry] = await audit.list({ action: 'screen.paired', limit: 1 });
			expect(entry).toMatchObject({ actor: 'ana', address: '10.0.0.9', before: null });
			expect(JSON.parse(entry?.after ?? '')).toEqual(DRAFT);
		});

		test('neither code nor secret nor token is in the store', async () => {
			const { code, secret } = await opened();
			await pairings.pair(code, DRAFT, ANA, '10.0.0.9');
			const collected = await pairings.collect(secret);
			const token = collected.state === 'paired' ? collected.token : '';
			const rows = JSON.stringify([
				await store.database.selectFrom('pairings').selectAll().execute(),
				await store.database.selectFrom('screens').selectAll().execute(),
				await store.database.selectFrom('audit').selectAll().execute()
			]);
			for (const word of [code, secret, token.split('.')[1] ?? '']) {
				expect(word).not.toBe('');
				expect(rows).not.toContain(word);
			}
		});

		test('a code that nobody shows pairs nothing, and leaves no screen behind', async () => {
			await opened();
			expect(await pairings.pair('CDF-234', DRAFT, ANA, '10.0.0.9')).toEqual({
				ok: false,
				fault: 'code'
			});
			expect(await pairings.pair('nonsense', DRAFT, ANA, '10.0.0.9')).toMatchObject({ ok: false });
			expect(await screens.list()).toEqual([]);
			expect(await actions()).toEqual([]);
		});

		test('of two people who type a code at once one pairs it', async () => {
			const { code } = await opened();
			const elsewhere = pairingsOf(await place.open());
			const results = await Promise.all([
				pairings.pair(code, DRAFT, ANA, '10.0.0.8'),
				elsewhere.pair(code, { ...DRAFT, name: 'TV 2' }, LUIS, '10.0.0.9')
			]);
			expect(results.filter(({ ok }) => ok)).toHaveLength(1);
			expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, fault: 'code' });
			expect(await screens.list()).toHaveLength(1);
		});

		test('another secret gets no token, and a code is good once and for ten minutes', async () => {
			const { code, secret } = await opened();
			const other = await opened();
			await pairings.pair(code, DRAFT, ANA, '10.0.0.9');
			expect(await pairings.collect(other.secret)).toEqual({ state: 'waiting' });
			expect(await pairings.collect('x')).toEqual({ state: 'gone' });
			expect(await pairings.pair(code, DRAFT, LUIS, '10.0.0.9')).toMatchObject({ fault: 'code' });
			expect(await pairings.collect(secret)).toMatchObject({ state: 'paired' });
			nowMs += PAIRING_LIVES_MS;
			expect(await pairings.pair(other.code, DRAFT, ANA, '10.0.0.9')).toMatchObject({
				fault: 'code'
			});
			expect(await pairings.collect(other.secret)).toEqual({ state: 'gone' });
		});

		test('a token whose answer was lost is given again, until the screen has used one', async () => {
			const { code, secret } = await opened();
			await pairings.pair(code, DRAFT, ANA, '10.0.0.9');
			const lost = await pairings.collect(secret);
			const got = await pairings.collect(secret);
			if (lost.state !== 'paired' || got.state !== 'paired') throw new Error('not paired');
			expect(await screens.find(lost.token)).toBeNull();
			const principal = await screens.find(got.token);
			await screens.seen(principal?.id ?? '', '10.0.0.2');
			expect(await pairings.collect(secret)).toEqual({ state: 'gone' });
			expect(await screens.find(got.token)).not.toBeNull();
		});

		test('a screen that was revoked before it came gets no token', async () => {
			const { code, secret } = await opened();
			const made = await pairings.pair(code, DRAFT, ANA, '10.0.0.9');
			await screens.revoke(made.ok ? made.id : '', ADMIN);
			expect(await pairings.collect(secret)).toEqual({ state: 'gone' });
		});

		test('a television that asks again drops its former code, and one address opens so many', async () => {
			const first = await opened();
			const second = await pairings.open('10.0.0.2', first.secret);
			expect(await pairings.pair(first.code, DRAFT, ANA, '10.0.0.9')).toMatchObject({ ok: false });
			expect(await pairings.collect(second?.secret ?? '')).toEqual({ state: 'waiting' });
			for (let n = 1; n < MOST_OPEN_PER_ADDRESS; n++) await opened();
			expect(await pairings.open('10.0.0.2', null)).toBeNull();
			expect(await pairings.open('10.0.0.2', second?.secret ?? null)).not.toBeNull();
			expect(await pairings.open('10.0.0.3', null)).not.toBeNull();
			nowMs += PAIRING_LIVES_MS;
			expect(await pairings.open('10.0.0.2', null)).not.toBeNull();
		});

		test('guessing has to wait: the person first, then the address, and the right code with them', async () => {
			const { code } = await opened();
			const guess = (by: PersonPrincipal, typed = 'CDF-234') =>
				pairings.pair(typed, DRAFT, by, '10.0.0.9');
			for (let n = 0; n < 11; n++) expect(await guess(ANA)).toMatchObject({ fault: 'code' });
			expect(await guess(ANA, code)).toEqual({
				ok: false,
				fault: 'wait',
				retryAtMs: START_MS + MINUTE_MS
			});
			for (let n = 0; n < 19; n++) {
				const other = { ...LUIS, id: `luis-${n}` };
				expect(await guess(other)).toMatchObject({ fault: 'code' });
			}
			// The address has had its share, whoever comes from it.
			expect(await guess({ ...LUIS, id: 'new' })).toMatchObject({ fault: 'code' });
			expect(await guess({ ...LUIS, id: 'newer' }, code)).toMatchObject({ fault: 'wait' });
			nowMs += MINUTE_MS;
			expect(await guess(ANA, code)).toMatchObject({ ok: true });
		});

		test('pairing many screens counts as no guess, and their codes are open no more', async () => {
			for (let n = 0; n < MOST_OPEN_PER_ADDRESS + 5; n++) {
				const { code } = await opened();
				expect(await pairings.pair(code, DRAFT, ANA, '10.0.0.9')).toMatchObject({ ok: true });
				nowMs += 1000;
			}
			expect(await screens.list()).toHaveLength(MOST_OPEN_PER_ADDRESS + 5);
		});
	});

	describe('a token', () => {
		test('says who the screen is across restarts, and nothing else says it', async () => {
			const { id, token } = await paired();
			const again = createScreenStore((await place.open()).database, audit, now);
			expect(await again.find(token)).toMatchObject({ id });
			const wrong = [
				`${id}.`,
				`${id}.${'x'.repeat(43)}`,
				token.split('.')[1] ?? '',
				'',
				`.${token}`
			];
			for (const other of wrong) expect(await again.find(other)).toBeNull();
		});

		test('is not renewed before it is a week old, then once, and the old one goes on meanwhile', async () => {
			const { id, token } = await paired();
			nowMs += RENEW_AFTER_MS - 1;
			expect(await screens.renew(token)).toBeNull();
			nowMs += 1;
			const renewals = await Promise.all([screens.renew(token), screens.renew(token)]);
			const renewed = renewals.filter((one) => one !== null);
			expect(renewed).toHaveLength(1);
			expect(await screens.find(token)).toMatchObject({ id });
			expect(await screens.find(renewed[0] ?? '')).toMatchObject({ id });
			expect((await screens.screen(id))?.tokenExpiresAtMs).toBe(nowMs + EXPIRES_AFTER_MS);
		});

		test('whose renewal was lost is renewed again', async () => {
			const { id, token } = await paired();
			nowMs += RENEW_AFTER_MS;
			const lost = await screens.renew(token);
			nowMs += REISSUE_AFTER_MS - 1;
			expect(await screens.renew(token)).toBeNull();
			nowMs += 1;
			const got = await screens.renew(token);
			expect(await screens.find(got ?? '')).toMatchObject({ id });
			expect(await screens.find(token)).toMatchObject({ id });
			expect(await screens.find(lost ?? '')).toBeNull();
			expect(await actions(OLD_TOKEN_USED)).toEqual([]);
		});

		test('of before still works for a television that lost power right after the renewal', async () => {
			const { id, token } = await paired();
			nowMs += RENEW_AFTER_MS;
			const renewed = await screens.renew(token);
			nowMs += KEEP_PREVIOUS_MS - 1;
			expect(await screens.find(renewed ?? '')).toMatchObject({ id });
			expect(await screens.find(token)).toMatchObject({ id });
		});

		test('that was replaced and whose successor is in use is refused, and the audit log says from where', async () => {
			const { id, token } = await paired();
			nowMs += RENEW_AFTER_MS;
			const renewed = await screens.renew(token);
			nowMs += SUSPECT_AFTER_MS;
			expect(await screens.find(renewed ?? '')).toMatchObject({ id });
			for (let n = 0; n < 3; n++) expect(await screens.find(token, '203.0.113.5')).toBeNull();
			expect(await screens.renew(token)).toBeNull();
			const signs = await audit.list({ action: OLD_TOKEN_USED, limit: 10 });
			expect(signs).toHaveLength(1);
			expect(signs[0]).toMatchObject({
				actor_kind: 'screen',
				actor: id,
				object: `screen:${id}`,
				address: '203.0.113.5'
			});
			expect(await screens.find(renewed ?? '')).toMatchObject({ id });
		});

		test('of an older generation gives whoever copied it away as well', async () => {
			const { token } = await paired();
			let current = token;
			for (let week = 0; week < 3; week++) {
				nowMs += RENEW_AFTER_MS;
				current = (await screens.renew(current)) ?? '';
				nowMs += SUSPECT_AFTER_MS;
				expect(await screens.find(current)).not.toBeNull();
			}
			expect(await screens.find(token, '203.0.113.5')).toBeNull();
			expect(await actions(OLD_TOKEN_USED)).toEqual([OLD_TOKEN_USED]);
		});

		test('runs out after ninety days without a renewal, which is no sign of anything', async () => {
			const { token } = await paired();
			nowMs += EXPIRES_AFTER_MS;
			expect(await screens.find(token)).toBeNull();
			expect(await screens.renew(token)).toBeNull();
			expect(await actions(OLD_TOKEN_USED)).toEqual([]);
		});

		test('ends with the screen, which is no sign of anything either', async () => {
			const { id, token } = await paired();
			nowMs += RENEW_AFTER_MS;
			expect(await screens.revoke(id, ADMIN)).toBe(true);
			expect(await screens.find(token)).toBeNull();
			expect(await screens.renew(token)).toBeNull();
			expect(await screens.revoke(id, ADMIN)).toBe(false);
			expect(await screens.list()).toEqual([]);
			expect(await actions()).toEqual(['screen.revoked', 'screen.paired']);
		});
	});

	describe('a screen', () => {
		test('takes its new name and boards at once, with a new revision and an entry', async () => {
			const { id, token } = await paired();
			const draft = { name: 'TV grande', boards: ['b', 'a'], rotateSeconds: 30 };
			expect(await screens.change(id, draft, ADMIN)).toBe(true);
			expect(await screens.find(token)).toMatchObject({ name: 'TV grande', boards: ['b', 'a'] });
			expect(await screens.screen(id)).toMatchObject({ ...draft, revision: 2 });
			const [entry] = await audit.list({ action: 'screen.changed', limit: 1 });
			expect(JSON.parse(entry?.before ?? '')).toEqual(DRAFT);
			expect(JSON.parse(entry?.after ?? '')).toEqual(draft);
			expect(await screens.change('nobody', draft, ADMIN)).toBe(false);
		});

		test('is noted as seen once a minute, or from a new address', async () => {
			const { id } = await paired();
			const seen = async () => {
				const found = await screens.screen(id);
				return [found?.seenAtMs, found?.seenAddress];
			};
			await screens.seen(id, '10.0.0.2');
			nowMs += MINUTE_MS - 1;
			await screens.seen(id, '10.0.0.2');
			expect(await seen()).toEqual([START_MS, '10.0.0.2']);
			await screens.seen(id, '10.0.0.3');
			expect(await seen()).toEqual([nowMs, '10.0.0.3']);
			nowMs += MINUTE_MS;
			await screens.seen(id, '10.0.0.3');
			expect(await seen()).toEqual([nowMs, '10.0.0.3']);
		});

		test('whose row was damaged shows no board instead of failing', async () => {
			const { id, token } = await paired();
			await sql`update screens set boards = '{', report = '[1]' where id = ${id}`.execute(
				store.database
			);
			expect(await screens.find(token)).toMatchObject({ boards: [] });
			expect(await screens.screen(id)).toMatchObject({ boards: [], report: null });
		});
	});

	describe('the fleet', () => {
		let fleets: Fleet[];
		const told: [string, ScreenNotice][] = [];
		let rechecks = 0;
		const errors: unknown[] = [];

		const fleetOf = (of: Store, by: ScreenStore): Fleet => {
			const fleet = createFleet({
				database: of.database,
				screens: by,
				now,
				hub: () => ({
					tell: (id, notice) => told.push([id, notice]),
					principalsChanged: () => {
						rechecks += 1;
					}
				}),
				onError: (error) => errors.push(error),
				watchMs: 20
			});
			fleets.push(fleet);
			return fleet;
		};
		const reporting = (id: string): Reporting & { said: ScreenNotice[] } => {
			const said: ScreenNotice[] = [];
			return {
				principal: { kind: 'screen', id, name: 'TV 1', boards: ['sala'] },
				openedAtMs: START_MS,
				session: { tell: (notice) => said.push(notice) },
				said
			};
		};
		const painted = (hash: string | null) => ({ board: { id: 'sala' }, hashAt: () => hash });
		const screenOf = async (id: string): Promise<Screen> => {
			const screen = await screens.screen(id);
			if (!screen) throw new Error('gone');
			return screen;
		};

		beforeEach(() => {
			fleets = [];
			told.length = 0;
			errors.length = 0;
			rechecks = 0;
		});
		afterEach(() => {
			for (const fleet of fleets) fleet.stop();
			expect(errors).toEqual([]);
		});

		test('[R1] [R2] answers a report at once and judges it by the hash of the same state', async () => {
			const { id } = await paired();
			const fleet = fleetOf(store, screens);
			const proofs = [];
			for (const hash of [report.hash, 'f'.repeat(16), null]) {
				const from = reporting(id);
				fleet.heard(from, report, painted(hash));
				expect(from.said).toEqual([{ type: 'reported', n: 1 }]);
				proofs.push(fleet.newest(await screenOf(id)).report?.proof);
			}
			expect(proofs).toEqual(['match', 'differs', 'unknown']);
		});

		test('[R3] hears nobody but screens, and no connection more than once in five seconds', async () => {
			const { id } = await paired();
			const fleet = fleetOf(store, screens);
			const person: Reporting & { said: ScreenNotice[] } = { ...reporting(id), principal: ANA };
			fleet.heard(person, report, painted(report.hash));
			expect(person.said).toEqual([]);
			expect(fleet.newest(await screenOf(id)).report).toBeNull();
			const from = reporting(id);
			fleet.heard(from, report, painted(report.hash));
			nowMs += 4999;
			fleet.heard(from, { ...report, n: 2 }, painted(report.hash));
			nowMs += 1;
			fleet.heard(from, { ...report, n: 3 }, painted(report.hash));
			expect(from.said.map((notice) => notice.type === 'reported' && notice.n)).toEqual([1, 3]);
		});

		test('writes a report down once a minute, and other processes read it there', async () => {
			const { id } = await paired();
			const fleet = fleetOf(store, screens);
			const stored = async () => (await screenOf(id)).report;
			fleet.heard(reporting(id), report, painted(report.hash));
			const first = await until('the report is stored', stored);
			expect(first).toMatchObject({ n: 1, board: 'sala', proof: 'match', atMs: START_MS });
			nowMs += MINUTE_MS - 1;
			fleet.heard(reporting(id), { ...report, n: 2 }, painted(report.hash));
			expect(fleet.newest(await screenOf(id))).toMatchObject({
				report: { n: 2 },
				isHeardHere: true
			});
			const elsewhere = fleetOf(store, screens);
			expect(elsewhere.newest(await screenOf(id))).toMatchObject({
				report: { n: 1 },
				isHeardHere: false
			});
			nowMs += 1;
			fleet.heard(reporting(id), { ...report, n: 3 }, painted(report.hash));
			await until('the next is stored', async () => (await stored())?.n === 3);
		});

		test('a newer word in the store wins over an old one here', async () => {
			const { id } = await paired();
			const fleet = fleetOf(store, screens);
			fleet.heard(reporting(id), report, painted(report.hash));
			await until('it is stored', async () => (await screenOf(id)).report);
			const { type: _type, ...fields } = report;
			const newer: ScreenReport = {
				...fields,
				n: 9,
				board: 'sala',
				proof: 'match',
				atMs: START_MS + MINUTE_MS,
				connectedAtMs: START_MS
			};
			await screens.saveReport(id, newer);
			expect(fleet.newest(await screenOf(id))).toEqual({ report: newer, isHeardHere: false });
		});

		test('what another process changed reaches the screens of this one', async () => {
			const { id } = await paired();
			const other = await paired();
			const fleet = fleetOf(store, screens);
			fleet.heard(reporting(id), report, painted(report.hash));
			const elsewhere = createScreenStore((await place.open()).database, audit, now);
			// The fleet has looked into the store once before it can see what is new there.
			await until('the change is told', async () => {
				await elsewhere.change(id, DRAFT, ADMIN);
				return told.some(([to, { type }]) => to === id && type === 'screen-changed');
			});
			expect(told.every(([to]) => to === id)).toBe(true);
			const before = rechecks;
			expect(before).toBeGreaterThan(0);
			await elsewhere.revoke(other.id, ADMIN);
			await until('connections are looked at again', () => Promise.resolve(rechecks > before));
		});

		test('a call to show the name is told here at once, and once by every other process', async () => {
			const { id } = await paired();
			const here = fleetOf(store, screens);
			const identified = () => told.filter(([, { type }]) => type === 'identify');
			await here.identify(id, 'TV 1');
			expect(identified()).toEqual([[id, { type: 'identify', name: 'TV 1', forMs: IDENTIFY_MS }]]);
			const elsewhere = fleetOf(store, screens);
			elsewhere.heard(reporting(id), report, painted(report.hash));
			nowMs += 1000;
			await until('it is told there', () => Promise.resolve(identified().length === 2));
			expect(identified()[1]).toEqual([
				id,
				{ type: 'identify', name: 'TV 1', forMs: IDENTIFY_MS - 1000 }
			]);
			nowMs += IDENTIFY_MS + MINUTE_MS;
			await until('nothing is left of it', async () => {
				elsewhere.heard(reporting(id), report, painted(report.hash));
				const rows = await sql`select name from meta where name like 'screen-identify:%'`.execute(
					store.database
				);
				return rows.rows.length === 0;
			});
			expect(identified()).toHaveLength(2);
		});
	});
});
