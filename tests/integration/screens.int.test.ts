import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCREEN_COOKIE, SESSION_COOKIE, readCookie } from '#lib/server/access/cookies.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import { OLD_TOKEN_USED } from '#lib/server/store/screens.ts';
import { createBoardStore } from '#lib/server/store/boards.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { ALERTS_TILE } from '#lib/live/protocol.ts';
import type { Report, ScreenNotice, ServerMessage } from '#lib/live/protocol.ts';
import { stateHash } from '#lib/live/state-hash.ts';
import { startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { signInAs } from '../support/sign-in.ts';
import { TestBrowser } from '../support/test-browser.ts';
import type { Answer } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { TestViewer } from '../support/viewer.ts';

const DAY_MS = 86_400_000;

interface Offer {
	readonly code: string;
	readonly address: string;
	readonly qr: { readonly size: number; readonly path: string };
	readonly livesMs: number;
}

describe('screens of a running product', () => {
	let product: Product;
	let store: Store;
	let admin: TestBrowser;
	/** Of a team of its own, with a board. */
	let supervisor: TestBrowser;
	let ownBoard = '';

	beforeAll(async () => {
		product = await startProduct();
		store = await openStore({ dataDir: product.dataDir, databaseUrl: null });
		const { database } = store;
		const key = readStoreKey({ dataDir: product.dataDir, storeKey: null });
		const audit = createAuditLog(database, key, Date.now);
		const teams = createTeamStore(database, audit);
		const made = await teams.create(
			{ parent: 'company', kind: 'team', name: 'Banco', queues: ['banco'], words: [] },
			SYSTEM
		);
		if (!made.ok) throw new Error(made.fault);
		const boards = createBoardStore(store, { audit, now: Date.now });
		const place = { team: made.id, showsAgents: false };
		ownBoard = (await boards.create({ name: 'Banco', zone: '', tiles: [] }, place, SYSTEM)).id;
		admin = await signedIn('admin');
		supervisor = await signedIn('supervisor', [made.id]);
	});
	afterAll(async () => {
		await store.close();
		await product.stop();
	});

	let people = 0;
	const signedIn = async (role: Role, teams: readonly string[] = []): Promise<TestBrowser> => {
		const email = `${role}-${(people += 1)}@test.example`;
		const browser = new TestBrowser(product.web);
		const cookie = await signInAs(product, role, { teams, email });
		browser.cookies.set(SESSION_COOKIE, readCookie(cookie, SESSION_COOKIE) ?? '');
		return browser;
	};
	const post = (
		browser: TestBrowser,
		path: string,
		fields: Readonly<Record<string, string | readonly string[]>> = {},
		headers: Readonly<Record<string, string>> = {}
	): Promise<Answer> => {
		const body = new URLSearchParams();
		for (const [name, value] of Object.entries(fields)) {
			for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
		}
		return browser.ask(path, {
			method: 'POST',
			body: body.toString(),
			headers: {
				accept: 'application/json',
				'content-type': 'application/x-www-form-urlencoded',
				origin: product.web,
				...headers
			}
		});
	};
	/** A form of a page, as its script sends it. */
	const submit = async (
		browser: TestBrowser,
		path: string,
		fields: Readonly<Record<string, string | readonly string[]>>
	) => {
		const answer = await post(browser, path, fields, { 'x-sveltekit-action': 'true' });
		return JSON.parse(answer.text) as { type: string; status: number; data?: string };
	};
	const offered = async (tv: TestBrowser): Promise<Offer> => {
		const answer = await post(tv, '/screen/pairing');
		expect(answer.status).toBe(201);
		return JSON.parse(answer.text) as Offer;
	};
	const progress = async (tv: TestBrowser): Promise<string> =>
		(JSON.parse((await post(tv, '/screen/pairing/token')).text) as { state: string }).state;
	const state = async (tv: TestBrowser) => {
		const answer = await tv.ask('/screen/state');
		expect(answer.status).toBe(200);
		return JSON.parse(answer.text) as { revision: number | null; build: string };
	};
	const revision = async (tv: TestBrowser) => (await state(tv)).revision;
	const page = async (browser: TestBrowser, path: string): Promise<string> =>
		(await browser.ask(path)).text;
	const pair = (
		by: TestBrowser,
		code: string,
		boards: readonly string[] = ['sala'],
		name = 'TV de prueba'
	) => submit(by, '/pair?/pair', { code, name, board: boards, rotateSeconds: '30' });
	const pairedTv = async (boards: readonly string[] = ['sala'], name = 'TV de prueba') => {
		const tv = new TestBrowser(product.web);
		const { code } = await offered(tv);
		expect(await pair(admin, code, boards, name)).toMatchObject({ type: 'success' });
		expect(await progress(tv)).toBe('paired');
		expect(await revision(tv)).toBe(1);
		return tv;
	};
	const tokenOf = (tv: TestBrowser): string => tv.cookies.get(SCREEN_COOKIE) ?? '';
	const idOf = (tv: TestBrowser): string => tokenOf(tv).split('.')[0] ?? '';
	/** As if the newest token had been issued that much earlier. */
	const age = (tv: TestBrowser, byMs: number) =>
		store.database
			.updateTable('screens')
			.set(({ eb }) => ({ token_issued_at_ms: eb('token_issued_at_ms', '-', byMs) }))
			.where('id', '=', idOf(tv))
			.execute();
	const watch = (tv: TestBrowser) =>
		new TestViewer(`${product.web.replace('http', 'ws')}/live?as=screen`, {
			cookie: `${SCREEN_COOKIE}=${tokenOf(tv)}`,
			origin: product.web
		}).opened();
	const joined = async (tv: TestBrowser, board = 'sala') => {
		const viewer = await watch(tv);
		viewer.send({ type: 'hello', v: 1, board });
		return { viewer, first: await viewer.next() };
	};

	describe('pairing', () => {
		test('goes from a code on the television to its board, over a form on the phone', async () => {
			const tv = new TestBrowser(product.web);
			const html = await page(tv, '/screen?lang=en');
			expect(html).toContain('Pair this screen');
			const { code, address, qr, livesMs } = await offered(tv);
			expect(code).toMatch(/^[2-9CDFHJKMNPRTVWXY]{3}-[2-9CDFHJKMNPRTVWXY]{3}$/);
			expect(address).toBe(`${new URL(product.web).host}/pair`);
			expect(qr.size).toBeGreaterThan(20);
			expect(qr.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
			expect(livesMs).toBeGreaterThan(590_000);
			expect(await progress(tv)).toBe('waiting');
			const typed = code.toLowerCase().replace('-', ' ');
			expect(await pair(admin, typed, ['sala'], 'TV uno')).toMatchObject({ type: 'success' });
			expect(await progress(tv)).toBe('paired');
			expect(tokenOf(tv).length).toBeGreaterThan(70);
			const wall = await page(tv, '/screen?lang=en');
			expect(wall).toContain('TV uno');
			expect(wall).toContain('data-freshness');
			expect(wall).not.toContain('/wallboard/');
		});

		test('gives cookies no script can read, for four hundred days', async () => {
			const tv = new TestBrowser(product.web);
			const { code } = await offered(tv);
			await pair(admin, code);
			const answer = await post(tv, '/screen/pairing/token');
			const attributes = tv.attributes.get(SCREEN_COOKIE);
			expect(attributes).toMatch(/HttpOnly/i);
			expect(attributes).toMatch(/SameSite=Lax/i);
			expect(attributes).toContain(`Max-Age=${400 * 24 * 3600}`);
			expect(tokenOf(tv)).not.toBe('');
			expect(answer.text).not.toContain(tokenOf(tv));
		});

		test('needs the secret of the television that shows the code', async () => {
			const tv = new TestBrowser(product.web);
			const thief = new TestBrowser(product.web);
			const { code } = await offered(tv);
			await offered(thief);
			await pair(admin, code);
			expect(await progress(new TestBrowser(product.web))).toBe('gone');
			expect(await progress(thief)).toBe('waiting');
			expect(thief.cookies.has(SCREEN_COOKIE)).toBe(false);
			expect(await progress(tv)).toBe('paired');
		});

		test('is done by one of two phones that type a code at once', async () => {
			const { code } = await offered(new TestBrowser(product.web));
			const other = await signedIn('admin');
			const answers = await Promise.all([pair(admin, code), pair(other, code)]);
			expect(answers.map(({ type }) => type).sort()).toEqual(['failure', 'success']);
			expect(answers.find(({ type }) => type === 'failure')).toMatchObject({ status: 422 });
		});

		test('is for those who may pair: a person without the right, a screen and nobody are refused', async () => {
			const { code } = await offered(new TestBrowser(product.web));
			const director = await signedIn('director');
			expect((await director.ask('/pair')).status).toBe(403);
			const form = { code, name: 'x', board: 'sala', rotateSeconds: '30' };
			for (const [by, status] of [
				[director, 403],
				[await pairedTv(), 403],
				[new TestBrowser(product.web), 401]
			] as const) {
				const answer = await post(by, '/pair?/pair', form);
				expect(answer.status).toBe(status);
			}
			expect(await pair(admin, code)).toMatchObject({ type: 'success' });
		});

		test('gives only boards the person may change: one that is merely seen would show the screen more than the person', async () => {
			const { code } = await offered(new TestBrowser(product.web));
			const html = await page(supervisor, '/pair?lang=en');
			expect(html).toContain(`value="${ownBoard}"`);
			expect(html).not.toContain('value="sala"');
			for (const boards of [['sala'], [ownBoard, 'sala'], ['nothing-like-it']]) {
				const refused = await pair(supervisor, code, boards);
				expect(refused).toMatchObject({ type: 'failure', status: 422 });
				expect(refused.data).toContain('boards');
			}
			expect(await pair(supervisor, code, [ownBoard])).toMatchObject({ type: 'success' });
		});

		test('makes who guesses wait, even with the right code at last', async () => {
			const guesser = await signedIn('admin');
			const { code } = await offered(new TestBrowser(product.web));
			const statuses = [];
			for (let n = 0; n < 12; n++) statuses.push((await pair(guesser, 'CDF-234')).status);
			expect(statuses).toEqual([...Array<number>(11).fill(422), 429]);
			expect(await pair(guesser, code)).toMatchObject({ type: 'failure', status: 429 });
			expect(await pair(admin, code)).toMatchObject({ type: 'success' });
		});
	});

	describe('a device token', () => {
		test('is renewed by itself after a week, and a lost answer does not unpair', async () => {
			const tv = await pairedTv();
			const first = tokenOf(tv);
			await age(tv, 8 * DAY_MS);
			expect(await revision(tv)).toBe(1);
			expect(tokenOf(tv)).not.toBe(first);
			// The answer was lost on its way.
			tv.cookies.set(SCREEN_COOKIE, first);
			expect(await revision(tv)).toBe(1);
			// Not yet given up: it could still arrive.
			expect(tokenOf(tv)).toBe(first);
			await age(tv, 120_000);
			expect(await revision(tv)).toBe(1);
			expect(tokenOf(tv)).not.toBe(first);
			expect(await revision(tv)).toBe(1);
		});

		test('[A2] that was copied is refused everywhere once its successor is in use, and the audit log knows', async () => {
			const tv = await pairedTv();
			const thief = new TestBrowser(product.web);
			thief.cookies.set(SCREEN_COOKIE, tokenOf(tv));
			await age(tv, 8 * DAY_MS);
			expect(await revision(tv)).toBe(1);
			await age(tv, DAY_MS);
			expect(await revision(tv)).toBe(1);
			expect(await revision(thief)).toBeNull();
			await expect(watch(thief)).rejects.toThrow('401');
			expect((await thief.ask('/api/v1/metrics')).status).toBe(401);
			expect(await revision(tv)).toBe(1);
			const audit = createAuditLog(store.database, Buffer.alloc(32), Date.now);
			const signs = await audit.list({ action: OLD_TOKEN_USED, limit: 10 });
			expect(signs.map(({ object }) => object)).toEqual([`screen:${idOf(tv)}`]);
			expect(signs[0]?.address).toBe('127.0.0.1');
			const fleet = await page(admin, '/administration/screens?lang=en');
			expect(fleet).toContain('Token used twice');
		});

		test('survives a restart of the web process', async () => {
			const tv = await pairedTv();
			const old = product.pidOf('src/server.ts') ?? -1;
			process.kill(old, 'SIGKILL');
			await until('the television is known again', async () => {
				const answer = await tv.ask('/screen/state');
				return answer.status === 200 && answer.text.includes('"revision":1');
			});
			expect(product.pidOf('src/server.ts')).not.toBe(old);
			const { viewer, first } = await joined(tv);
			expect(first.type).toBe('snapshot');
			viewer.close();
		});

		test('[A2] is good for its boards and for nothing else', async () => {
			const tv = await pairedTv(['sala']);
			for (const [path, status] of [
				['/', 403],
				['/pair', 403],
				['/administration/screens', 403],
				['/wallboard/sala/edit', 403],
				['/boards/sala', 403],
				['/api/v1/metrics', 403],
				['/api/v1/interactions/x', 403],
				['/account', 403],
				['/wallboard/canales-digitales', 404]
			] as const) {
				const answer = await tv.ask(path, { headers: { accept: 'application/json' } });
				expect([path, answer.status]).toEqual([path, status]);
			}
			const change = await tv.ask('/boards/sala', {
				method: 'PUT',
				body: '{}',
				headers: { 'content-type': 'application/json', origin: product.web }
			});
			expect(change.status).toBe(403);
			const form = await post(tv, '/administration/screens?/revoke', { id: idOf(tv) });
			expect(form.status).toBe(403);
			for (const board of ['canales-digitales', ownBoard, 'nothing-like-it']) {
				const { viewer, first } = await joined(tv, board);
				expect(first).toEqual({ type: 'refused', reason: 'unknown-board' });
				viewer.close();
			}
			const { viewer, first } = await joined(tv);
			expect(first).toMatchObject({ type: 'snapshot', board: 'sala' });
			viewer.close();
		});
	});

	describe('an administrator', () => {
		const act = (action: string, tv: TestBrowser, fields: Record<string, string | string[]> = {}) =>
			submit(admin, `/administration/screens?/${action}`, { id: idOf(tv), ...fields });

		test('revokes a screen: its connection ends at once, and it asks to be paired again', async () => {
			const tv = await pairedTv();
			const { viewer } = await joined(tv);
			expect(await act('revoke', tv)).toMatchObject({ type: 'success' });
			expect(await viewer.closed).toBe(4401);
			expect(await revision(tv)).toBeNull();
			await expect(watch(tv)).rejects.toThrow('401');
			const html = await page(tv, '/screen?lang=en');
			expect(html).toContain('Pair this screen');
			const { code } = await offered(tv);
			expect(await pair(admin, code, ['canales-digitales'], 'TV de vuelta')).toMatchObject({
				type: 'success'
			});
			expect(await progress(tv)).toBe('paired');
			expect(await revision(tv)).toBe(1);
			expect(await act('revoke', new TestBrowser(product.web))).toMatchObject({ status: 404 });
		});

		test('[A2] a screen that is revoked in the store by another process is closed within a minute', async () => {
			const tv = await pairedTv();
			const { viewer } = await joined(tv);
			await store.database
				.updateTable('screens')
				.set({ revoked_at_ms: Date.now() })
				.where('id', '=', idOf(tv))
				.execute();
			const closed = await Promise.race([
				viewer.closed,
				new Promise<string>((resolve) => {
					setTimeout(() => {
						resolve('still open');
					}, 60_000);
				})
			]);
			expect(closed).toBe(4401);
		});

		test('gives a screen other boards: it is told, and may not stay with the one before', async () => {
			const tv = await pairedTv(['sala']);
			const { viewer } = await joined(tv);
			const changed = await act('change', tv, {
				name: 'TV grande',
				board: ['canales-digitales'],
				rotateSeconds: '30'
			});
			expect(changed).toMatchObject({ type: 'success' });
			await viewer.nextWhere((message) => typeOf(message) === 'screen-changed');
			expect(await viewer.closed).toBe(4403);
			expect(await revision(tv)).toBe(2);
			const html = await page(tv, '/screen?board=sala');
			expect(html).toContain('TV grande');
			expect(html).toContain('Canales digitales');
		});

		test('is told what is wrong with a change', async () => {
			const tv = await pairedTv();
			for (const [fields, fault] of [
				[{ name: '', board: ['sala'], rotateSeconds: '30' }, 'name'],
				[{ name: 'TV', board: [], rotateSeconds: '30' }, 'no-boards'],
				[{ name: 'TV', board: ['sala', 'canales-digitales'], rotateSeconds: '5' }, 'rotate'],
				[{ name: 'TV', board: ['nothing-like-it'], rotateSeconds: '30' }, 'boards']
			] as const) {
				const answer = await act('change', tv, { ...fields, board: [...fields.board] });
				expect(answer).toMatchObject({ type: 'failure', status: 422 });
				expect(answer.data).toContain(fault);
			}
			expect(await revision(tv)).toBe(1);
		});

		test('finds a television by its name, which it shows because the server says so', async () => {
			const tv = await pairedTv(['sala'], 'TV perdida');
			const other = await pairedTv(['sala'], 'TV otra');
			const [{ viewer }, { viewer: elsewhere }] = [await joined(tv), await joined(other)];
			expect(await act('identify', tv)).toMatchObject({ type: 'success' });
			const call = await viewer.nextWhere((message) => typeOf(message) === 'identify');
			expect(call).toEqual({ type: 'identify', name: 'TV perdida', forMs: 10_000 });
			await elsewhere.nextWhere(({ type }) => type === 'patch');
			await elsewhere.nextWhere(({ type }) => type === 'patch');
			expect(elsewhere.frames.some((frame) => frame.includes('identify'))).toBe(false);
			viewer.close();
			elsewhere.close();
		});

		test('sees that a screen painted what it was sent, or that it did not', async () => {
			for (const [isRight, said] of [
				[true, 'Shows what it should'],
				[false, 'Shows something else']
			] as const) {
				const name = `TV ${String(isRight)}`;
				const tv = await pairedTv(['sala'], name);
				const paint = {
					build: (await state(tv)).build,
					width: 3840,
					height: 2160,
					roundTripMs: 12
				};
				const reported = async (n: number) => {
					const { viewer, first } = await joined(tv);
					if (first.type !== 'snapshot') throw new Error('no snapshot');
					const { seq, revision, tiles } = first;
					const painted = Object.entries(tiles).filter(([id]) => id !== ALERTS_TILE);
					const hash = isRight ? stateHash(revision, painted) : 'f'.repeat(16);
					viewer.send({ type: 'report', n, seq, revision, hash, ...paint } satisfies Report);
					const answer = await viewer.nextWhere((message) => typeOf(message) === 'reported');
					expect(answer).toEqual({ type: 'reported', n });
					return { viewer, seq, hash };
				};
				// From the first report on every state is kept in mind; the one that it is about may be over by then.
				const before = await reported(5);
				const { viewer, seq, hash } = await reported(6);
				before.viewer.close();
				const html = await page(admin, '/administration/screens?lang=en');
				const card = html.split('<article').find((text) => text.includes(name)) ?? '';
				expect(card).toContain(said);
				for (const word of [String(seq), hash, '3840 × 2160', '12 ms', '127.0.0.1'])
					expect(card).toContain(word);
				viewer.close();
			}
		});
	});

	const typeOf = (message: ServerMessage): string => (message as ServerMessage | ScreenNotice).type;
});
