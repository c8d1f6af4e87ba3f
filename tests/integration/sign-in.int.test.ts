/** Signing in through the pages, as browsers and attackers ask for them. */
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '#lib/server/config.ts';
import { demoDirectory } from '#lib/server/demo/demo-presence.ts';
import { lockDirectory } from '#lib/server/lock.ts';
import { open, seal } from '#lib/server/seal.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { openStore } from '#lib/server/store/database.ts';
import { firstLink } from '../../src/launch/first-link.ts';
import { CLIENT, startTestProvider } from '../support/oidc-provider.ts';
import type { TestProvider } from '../support/oidc-provider.ts';
import { startCraftedProvider } from '../support/crafted-provider.ts';
import type { CraftedProvider, Lie } from '../support/crafted-provider.ts';
import { freePort } from '../support/product.ts';
import { signInAs, signInToDemo } from '../support/sign-in.ts';
import { TestBrowser } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { startWeb } from '../support/web.ts';
import type { Web } from '../support/web.ts';

const SESSION = 'atalaya-session';
const PASSWORD = 'caballo grapa batería';
const OTHER_PASSWORD = 'otra frase bien larga';
const ADMIN = { email: 'ada@example.org', name: 'Ada Admin' };

const withPassword = (browser: TestBrowser, password: string, more: Record<string, string> = {}) =>
	browser.submit('/sign-in?/password', { email: ADMIN.email, password, next: '/account', ...more });

/** Whether the pages know whoever has these cookies. */
async function isIn(web: Web, cookie: string): Promise<boolean> {
	const answer = await new TestBrowser(web.url).ask('/account', { headers: { cookie } });
	return answer.status === 200;
}
const sessionOf = (browser: TestBrowser): string =>
	`${SESSION}=${browser.cookies.get(SESSION) ?? ''}`;

/** An installation with its first administrator, who signed in through the link. */
async function startWithAdmin(env: Record<string, string> = {}) {
	const web = await startWeb(env);
	const link = (await firstLink(web.config)) ?? '';
	const browser = new TestBrowser(web.url);
	const answer = await browser.submit(link, {
		...ADMIN,
		password: PASSWORD,
		repeated: PASSWORD
	});
	if (answer.status !== 303) throw new Error(`${answer.status}: ${web.output()}`);
	return { web, browser, link };
}

describe('the first start', () => {
	let web: Web;
	beforeAll(async () => {
		web = await startWeb();
	});
	afterAll(() => web.stop());

	test('has a link that works once, for whoever sends the form first, and a newer one replaces it', async () => {
		const old = (await firstLink(web.config)) ?? '';
		const link = (await firstLink(web.config)) ?? '';
		expect(link).toMatch(new RegExp(`^${web.url}/welcome/[\\w-]{43}$`));
		const browsers = [1, 2, 3].map(() => new TestBrowser(web.url));
		expect((await browsers[0]?.ask(old))?.status).toBe(410);
		for (const browser of browsers) {
			const page = await browser.ask(link);
			expect(page.status).toBe(200);
			expect(page.text).toContain('autocomplete="new-password"');
			expect(page.headers).toMatchObject({
				'referrer-policy': 'strict-origin',
				'cache-control': 'no-store'
			});
		}
		const refused = await browsers[0]?.submit(link, { ...ADMIN, password: 'x', repeated: 'x' });
		expect(refused?.status).toBe(422);
		expect(refused?.text).toContain('Es demasiado corta: al menos 12 caracteres.');
		expect(refused?.text).toContain(`value="${ADMIN.email}"`);
		const answers = await Promise.all(
			browsers.map((browser) =>
				browser.submit(link, { ...ADMIN, password: PASSWORD, repeated: PASSWORD })
			)
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410]);
		const winner = browsers.filter(({ cookies }) => cookies.has(SESSION));
		expect(winner).toHaveLength(1);
		expect(winner[0]?.attributes.get(SESSION)?.toLowerCase()).toMatch(
			/^(?=.*httponly)(?=.*samesite=lax)(?=.*path=\/)(?!.*secure)/
		);
		expect((await browsers[0]?.ask(link))?.text).toContain('Este enlace ya no funciona');
		expect(await firstLink(web.config)).toBeNull();
	});

	test('logs neither links nor passwords', () => {
		expect(web.output()).not.toMatch(/welcome\/[\w-]{20}|caballo/);
	});
});

describe('the pages of signing in', () => {
	let web: Web;
	let link = '';
	beforeAll(async () => {
		({ web, link } = await startWithAdmin());
	});
	afterAll(() => web.stop());

	test('let in with the right password and lead to where one wanted to go, on this host only', async () => {
		const browser = new TestBrowser(web.url);
		const page = await browser.ask('/account');
		expect([page.status, page.headers.location]).toEqual([303, '/sign-in?next=%2Faccount']);
		expect((await browser.ask('/sign-in?next=%2Faccount')).text).toContain(
			'name="next" value="/account"'
		);
		const answer = await withPassword(browser, PASSWORD);
		expect([answer.status, answer.headers.location]).toEqual([303, '/account']);
		expect((await browser.ask('/account')).text).toContain(ADMIN.email);
		expect((await browser.ask('/sign-in?next=%2Faccount')).headers.location).toBe('/account');
		for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil']) {
			const away = await withPassword(new TestBrowser(web.url), PASSWORD, { next });
			expect(away.headers.location).toBe('/');
			const open = await browser.ask(`/sign-in?next=${encodeURIComponent(next)}`);
			expect(open.headers.location).toBe('/');
		}
	});

	test('tie what is wrong to words, keep the e-mail and never the password', async () => {
		const answer = await withPassword(new TestBrowser(web.url), 'not the password');
		expect(answer.status).toBe(401);
		expect(answer.text).toContain('role="alert"');
		expect(answer.text).toContain('El correo o la contraseña no son correctos');
		expect(answer.text).toContain(`value="${ADMIN.email}"`);
		expect(answer.text).not.toContain('not the password');
		expect(answer.headers['set-cookie']).toBeUndefined();
		const unknown = await withPassword(new TestBrowser(web.url), 'x', { email: 'no@example.org' });
		expect(unknown.text).toContain('El correo o la contraseña no son correctos');
	});

	test('never make a session of a cookie that somebody else chose, and end the one there was', async () => {
		const browser = new TestBrowser(web.url);
		const chosen = 'B'.repeat(43);
		browser.cookies.set(SESSION, chosen);
		await withPassword(browser, PASSWORD);
		const first = sessionOf(browser);
		expect(first).not.toContain(chosen);
		expect([await isIn(web, `${SESSION}=${chosen}`), await isIn(web, first)]).toEqual([
			false,
			true
		]);
		await withPassword(browser, PASSWORD);
		const second = sessionOf(browser);
		expect(second).not.toBe(first);
		expect([await isIn(web, first), await isIn(web, second)]).toEqual([false, true]);
	});

	test('sign out here, and everywhere', async () => {
		const browsers = [1, 2, 3].map(() => new TestBrowser(web.url));
		for (const browser of browsers) await withPassword(browser, PASSWORD);
		const sessions = browsers.map(sessionOf);
		const [here, there] = browsers as [TestBrowser, TestBrowser, TestBrowser];
		expect((await here.ask('/sign-out')).status).toBe(404);
		expect((await here.submit('/sign-out', {}, { origin: 'https://evil.example' })).status).toBe(
			403
		);
		expect(await isIn(web, sessions[0] ?? '')).toBe(true);
		const out = await here.submit('/sign-out', {});
		expect([out.status, out.headers.location, here.cookies.has(SESSION)]).toEqual([
			303,
			'/sign-in',
			false
		]);
		expect(await Promise.all(sessions.map((cookie) => isIn(web, cookie)))).toEqual([
			false,
			true,
			true
		]);
		await there.submit('/account?/leaveEverywhere', {});
		expect(await Promise.all(sessions.map((cookie) => isIn(web, cookie)))).toEqual([
			false,
			false,
			false
		]);
	});

	test('[A4] change nothing for somebody who is not signed in, or for another site', async () => {
		const browser = new TestBrowser(web.url);
		for (const action of ['password', 'begin', 'remove', 'codes', 'leaveEverywhere']) {
			const nobody = await browser.submit(`/account?/${action}`, { present: PASSWORD });
			expect([nobody.status, nobody.headers.location]).toEqual([
				303,
				expect.stringMatching(/^\/sign-in/)
			]);
		}
		await withPassword(browser, PASSWORD);
		for (const headers of [
			{ origin: 'https://evil.example' },
			{ origin: 'null' },
			{ 'sec-fetch-site': 'cross-site' }
		]) {
			const foreign = await browser.submit('/account?/leaveEverywhere', {}, headers);
			expect(foreign.status).toBe(403);
			const login = await browser.submit('/sign-in?/password', ADMIN, headers);
			expect(login.status).toBe(403);
		}
		expect(await isIn(web, sessionOf(browser))).toBe(true);
	});

	test('do not end a session of somebody else by its id', async () => {
		const other = await signInAs({ dataDir: web.config.dataDir }, 'agent');
		const mine = new TestBrowser(web.url);
		await withPassword(mine, PASSWORD);
		const theirs = new TestBrowser(web.url);
		theirs.cookies.set(SESSION, other.slice(SESSION.length + 1));
		const id = /name="session" value="([\w-]+)"/.exec((await theirs.ask('/account')).text)?.[1];
		expect(id).toBeDefined();
		await mine.submit('/account?/leave', { session: id ?? '' });
		expect(await isIn(web, other)).toBe(true);
		await theirs.submit('/account?/leave', { session: id ?? '' });
		expect(await isIn(web, other)).toBe(false);
	});

	test('ask for a second step, between which nobody is in', async () => {
		const browser = new TestBrowser(web.url);
		await withPassword(browser, PASSWORD);
		const wrong = await browser.submit('/account?/begin', { present: 'no' });
		expect([wrong.status, wrong.text.includes('La contraseña actual no es correcta')]).toEqual([
			401,
			true
		]);
		const begun = await browser.submit('/account?/begin', { present: PASSWORD });
		expect(begun.headers['cache-control']).toContain('no-store');
		const key = /<code[^>]*>([A-Z2-7 ]{39})<\/code>/.exec(begun.text)?.[1]?.replace(/ /g, '') ?? '';
		const totp = new TOTP({ secret: Secret.fromBase32(key) });
		expect(begun.text).toMatch(/<svg[^>]*role="img"/);
		const once = totp.generate();
		const confirmed = await browser.submit('/account?/confirm', { code: once });
		const codes = [...confirmed.text.matchAll(/<code[^>]*>(\w{5}-\w{5})<\/code>/g)].map(
			([, code]) => code ?? ''
		);
		expect(codes).toHaveLength(8);
		expect((await browser.ask('/account')).text).not.toContain(codes[0]);

		const next = new TestBrowser(web.url);
		const half = await withPassword(next, PASSWORD);
		expect(half.headers.location).toBe('/sign-in/code?next=%2Faccount');
		expect(next.cookies.has(SESSION)).toBe(false);
		expect((await next.ask('/account')).status).toBe(303);
		const note = next.cookies.get('atalaya-second-step') ?? '';
		expect(await isIn(web, `${SESSION}=${note}`)).toBe(false);
		// The code that confirmed the set-up was used with that.
		const used = await next.submit('/sign-in/code', { code: once });
		expect([used.status, used.text.includes('ya se ha usado')]).toEqual([401, true]);
		const done = await next.submit('/sign-in/code', { code: codes[0] ?? '', next: '/account' });
		expect([done.status, done.headers.location]).toEqual([303, '/account']);
		expect(await isIn(web, sessionOf(next))).toBe(true);
		const again = new TestBrowser(web.url);
		await withPassword(again, PASSWORD);
		expect((await again.submit('/sign-in/code', { code: codes[0] ?? '' })).status).toBe(401);
		const off = await next.submit('/account?/remove', { present: PASSWORD });
		expect(off.text).toContain('La verificación en dos pasos está desactivada');
	});

	test('change the password, which ends the other sessions', async () => {
		const [here, there] = [new TestBrowser(web.url), new TestBrowser(web.url)];
		for (const browser of [here, there]) await withPassword(browser, PASSWORD);
		const change = { present: PASSWORD, password: OTHER_PASSWORD, repeated: OTHER_PASSWORD };
		const faulty = await here.submit('/account?/password', { ...change, repeated: 'x' });
		expect([faulty.status, faulty.text.includes('Las dos no coinciden')]).toEqual([422, true]);
		const done = await here.submit('/account?/password', change);
		expect(done.text).toContain('La contraseña ha cambiado');
		expect([await isIn(web, sessionOf(here)), await isIn(web, sessionOf(there))]).toEqual([
			true,
			false
		]);
		await here.submit('/account?/password', {
			present: OTHER_PASSWORD,
			password: PASSWORD,
			repeated: PASSWORD
		});
		expect((await withPassword(there, PASSWORD)).status).toBe(303);
	});

	test('keep whoever guesses waiting, with words and a header, and not whoever is in', async () => {
		const inside = new TestBrowser(web.url);
		await withPassword(inside, PASSWORD);
		const answers = [];
		for (let n = 0; n < 6; n++)
			answers.push(await withPassword(new TestBrowser(web.url), `guess ${n}`));
		expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 401));
		const refused = await withPassword(new TestBrowser(web.url), PASSWORD);
		expect(refused.status).toBe(429);
		expect(Number(refused.headers['retry-after'])).toBeGreaterThan(30);
		expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
		expect(refused.text).toContain('Podrá volver a intentarlo en 1 minuto.');
		expect(await isIn(web, sessionOf(inside))).toBe(true);
	});

	test('say of a used link that it no longer works', async () => {
		expect((await new TestBrowser(web.url).ask(link)).status).toBe(410);
	});

	test('log neither passwords nor tokens', () => {
		expect(web.output()).not.toMatch(/caballo|otra frase|guess \d|welcome\/[\w-]{20}/);
	});
});

describe('the demo centre', () => {
	const LOCAL = 'Entrar como supervisora';
	let web: Web;
	let unlock: () => void;
	const start = () => lockDirectory(demoDirectory(web.config.dataDir), { waitMs: 5000 });
	const offers = async (headers: Record<string, string> = {}, at = web) =>
		(await new TestBrowser(at.url).ask('/sign-in', { headers })).text.includes(LOCAL);
	const enter = async (headers: Record<string, string> = {}, at = web) => {
		const browser = new TestBrowser(at.url);
		const { status } = await browser.submit('/sign-in?/demo', { role: 'admin' }, headers);
		return { status, isIn: browser.cookies.has(SESSION) };
	};

	beforeAll(async () => {
		web = await startWeb();
		unlock = start();
		await until('it is offered', () => offers());
	});
	afterAll(async () => {
		unlock();
		await web.stop();
	});

	test.each(['supervisor', 'quality', 'director', 'agent', 'admin'] as const)(
		'lets in as %s with one click, on this machine',
		async (role) => {
			const token = await signInToDemo(web.url, role);
			const page = await new TestBrowser(web.url).ask('/account', {
				headers: { cookie: `${SESSION}=${token}` }
			});
			expect(page.text).toContain('@brisalia.example');
			expect(page.text).toContain('persona del centro de demostración');
			expect(page.text).not.toContain('name="present"');
		}
	);

	test.each([
		['x-forwarded-for', '127.0.0.1'],
		['x-forwarded-for', ''],
		['forwarded', 'for=127.0.0.1'],
		['x-real-ip', '127.0.0.1'],
		['via', '1.1 proxy'],
		['x-forwarded-host', 'localhost'],
		['host', 'atalaya.example'],
		['host', '192.0.2.7:3000'],
		['host', 'localhost.evil.example']
	])('is not there for a request with %s: %s', async (header, value) => {
		expect(await offers({ [header]: value })).toBe(false);
		const origin = header === 'host' ? { origin: `http://${value}` } : {};
		expect(await enter({ [header]: value, ...origin })).toEqual({ status: 403, isIn: false });
	});

	test('is not there where others may reach the server, or behind a public address', async () => {
		for (const env of [{ HOST: '0.0.0.0' }, { ORIGIN: 'https://atalaya.example' }]) {
			const other = await startWeb(env);
			const release = lockDirectory(demoDirectory(other.config.dataDir));
			try {
				expect(await offers({}, other)).toBe(false);
				const origin = 'ORIGIN' in env ? { origin: env.ORIGIN } : {};
				expect(await enter(origin, other)).toEqual({ status: 403, isIn: false });
			} finally {
				release();
				await other.stop();
			}
		}
	});

	test('lets nobody in as somebody it does not have', async () => {
		const browser = new TestBrowser(web.url);
		for (const role of ['', 'root', 'demo-admin', '__proto__'])
			expect((await browser.submit('/sign-in?/demo', { role })).status).toBe(403);
		// Nor with any password, nor by a link.
		for (const password of ['', 'demo', PASSWORD]) {
			const answer = await browser.submit('/sign-in?/password', {
				email: 'amparo.villar@brisalia.example',
				password
			});
			expect(answer.status).toBe(401);
		}
	});

	test('does not count as somebody who administers the installation', async () => {
		const page = await new TestBrowser(web.url).ask('/sign-in');
		expect(page.text).toContain('npm run admin-link');
		expect(await firstLink(web.config)).not.toBeNull();
	});

	test('ends its sessions when it ends', async () => {
		const cookie = `${SESSION}=${await signInToDemo(web.url, 'director')}`;
		expect(await isIn(web, cookie)).toBe(true);
		unlock();
		await until('the session has ended', async () => !(await isIn(web, cookie)));
		expect(await offers()).toBe(false);
		expect(await enter()).toEqual({ status: 403, isIn: false });
		unlock = start();
		await until('it is offered again', () => offers());
		expect(await isIn(web, cookie)).toBe(false);
	});
});

describe('an OpenID Connect provider', () => {
	let provider: TestProvider;
	let web: Web;
	const settings = (issuer: string, port: number) => ({
		PORT: String(port),
		OIDC_ISSUER: issuer,
		OIDC_CLIENT_ID: CLIENT.id,
		OIDC_CLIENT_SECRET: CLIENT.secret,
		OIDC_NAME: 'Mi empresa',
		LOG_LEVEL: 'debug'
	});
	const verified = { sub: 'ada', email: ADMIN.email, email_verified: true, name: 'Ada' };

	beforeAll(async () => {
		const port = await freePort();
		provider = await startTestProvider(`http://127.0.0.1:${port}/sign-in/oidc`);
		({ web } = await startWithAdmin(settings(provider.issuer, port)));
		await demoteAdministrator();
	});

	/** The provider alone does not let in whoever administers with a password. */
	async function demoteAdministrator(): Promise<void> {
		const store = await openStore(web.config);
		await store.database.updateTable('people').set({ role: 'director' }).execute();
		await store.close();
	}

	afterAll(async () => {
		await web.stop();
		await provider.stop();
	});

	/** As far as the address the provider sends the browser back to. */
	async function journey(browser: TestBrowser, next = '/account'): Promise<string> {
		const away = await browser.submit('/sign-in/oidc', { next });
		const back = await browser.follow(away, (url) => url.startsWith(`${web.url}/sign-in/oidc`));
		return back.url;
	}
	const faultOf = async (browser: TestBrowser, back: string) => {
		const answer = await browser.ask(back);
		expect(browser.cookies.has(SESSION)).toBe(false);
		return answer.headers.location;
	};

	test('lets in whoever it has verified, through a page without a script, and only back to this host', async () => {
		provider.account = verified;
		const browser = new TestBrowser(web.url);
		expect((await browser.ask('/sign-in')).text).toContain('Entrar con Mi empresa');
		const away = await browser.submit('/sign-in/oidc', { next: '//evil.example' });
		expect([away.status, away.headers['content-security-policy']]).toEqual([
			200,
			"default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
		]);
		expect(away.text).not.toContain('<script');
		expect(browser.attributes.get('atalaya-journey')?.toLowerCase()).toMatch(
			/(?=.*httponly)(?=.*samesite=lax)/
		);
		const done = await browser.follow(away, (url) => url === `${web.url}/`);
		expect(done.url).toBe(`${web.url}/`);
		expect(browser.cookies.has('atalaya-journey')).toBe(false);
		const account = await browser.ask('/account');
		expect(account.text).toContain('con el proveedor');
		expect(account.text).toContain('Mi empresa');
		const asked = provider.asked.at(-1);
		expect(Object.fromEntries(asked ?? [])).toMatchObject({
			response_type: 'code',
			code_challenge_method: 'S256',
			redirect_uri: `${web.url}/sign-in/oidc`,
			scope: 'openid email profile'
		});
		for (const secret of ['state', 'nonce', 'code_challenge'])
			expect(asked?.get(secret)?.length).toBeGreaterThanOrEqual(32);
	});

	test('leads to where one wanted to go, and ends the session the browser had', async () => {
		provider.account = verified;
		const browser = new TestBrowser(web.url);
		await withPassword(browser, PASSWORD);
		const before = sessionOf(browser);
		const done = await browser.ask(await journey(browser, '/account'));
		expect([done.status, done.headers.location]).toEqual([303, '/account']);
		expect([await isIn(web, before), await isIn(web, sessionOf(browser))]).toEqual([false, true]);
	});

	test('lets nobody in with a state that was not asked for, or without one', async () => {
		provider.account = verified;
		for (const change of [
			(url: URL) => {
				url.searchParams.set('state', 'A'.repeat(43));
			},
			(url: URL) => {
				url.searchParams.delete('state');
			},
			(url: URL) => {
				url.searchParams.delete('code');
			},
			(url: URL) => {
				url.searchParams.set('iss', 'https://evil.example');
			}
		]) {
			const browser = new TestBrowser(web.url);
			const back = new URL(await journey(browser));
			change(back);
			expect(await faultOf(browser, back.href)).toBe('/sign-in?fault=invalid');
		}
	});

	test('lets nobody in with the answer of another browser, with a code twice, or without the note', async () => {
		provider.account = verified;
		const [victim, attacker] = [new TestBrowser(web.url), new TestBrowser(web.url)];
		const stolen = await journey(attacker);
		await journey(victim);
		// The victim's own note has another state, nonce and verifier.
		expect(await faultOf(victim, stolen)).toBe('/sign-in?fault=invalid');
		const browser = new TestBrowser(web.url);
		const back = await journey(browser);
		const note = browser.cookies.get('atalaya-journey') ?? '';
		await browser.ask(back);
		expect(browser.cookies.has(SESSION)).toBe(true);
		const replay = new TestBrowser(web.url);
		expect(await faultOf(replay, back)).toBe('/sign-in?fault=journey');
		replay.cookies.set('atalaya-journey', note);
		expect(await faultOf(replay, back)).toBe('/sign-in?fault=invalid');
		replay.cookies.set('atalaya-journey', `${note.slice(0, -4)}AAAA`);
		expect(await faultOf(replay, back)).toBe('/sign-in?fault=journey');
		expect((await replay.ask('/sign-in?fault=journey')).text).toContain('empezó en otro navegador');
	});

	test.each([
		['another verifier', { verifier: 'A'.repeat(43) }, 'invalid'],
		['another nonce', { nonce: 'A'.repeat(43) }, 'invalid'],
		['another address to return to', { returnTo: 'http://127.0.0.1:9/sign-in/oidc' }, 'invalid'],
		['a time that is over', { untilMs: Date.now() }, 'journey'],
		['no verifier', { verifier: undefined }, 'journey']
	])('lets nobody in with %s in the note', async (_what, change, fault) => {
		provider.account = verified;
		const key = readStoreKey(web.config);
		const browser = new TestBrowser(web.url);
		const back = await journey(browser);
		const note = open(key, browser.cookies.get('atalaya-journey') ?? '', 'oidc') ?? '';
		const changed = { ...(JSON.parse(note) as object), ...change };
		browser.cookies.set('atalaya-journey', seal(key, JSON.stringify(changed), 'oidc'));
		expect(await faultOf(browser, back)).toBe(`/sign-in?fault=${fault}`);
	});

	test('refuses in words whoever it has not verified, whoever is unknown, and whoever says no', async () => {
		const cases = [
			[{ ...verified, sub: 'eva', email: 'eva@example.org' }, 'unknown', 'no está dado de alta'],
			[{ sub: 'eve', email: ADMIN.email, email_verified: false }, 'unverified', 'no ha confirmado'],
			[{ sub: 'eve', email: ADMIN.email }, 'unverified', 'no ha confirmado'],
			[{ sub: 'eve' }, 'unverified', 'no ha confirmado'],
			[{ ...verified, sub: 'eve' }, 'other-account', 'otra cuenta de Mi empresa'],
			[null, 'refused', 'no ha permitido el acceso']
		] as const;
		for (const [account, fault, words] of cases) {
			provider.account = account;
			const browser = new TestBrowser(web.url);
			const address = await faultOf(browser, await journey(browser));
			expect(address).toBe(`/sign-in?fault=${fault}`);
			expect((await browser.ask(address ?? '')).text).toContain(words);
		}
		const odd = await new TestBrowser(web.url).ask('/sign-in?fault=%3Cscript%3E');
		expect(odd.text).not.toContain('role="alert"');
	});

	test('logs no code, no token and no secret', () => {
		expect(web.output()).toContain('sign-in with the provider failed');
		expect(web.output()).not.toMatch(/code=|id_token|eyJ|a secret of the client/);
	});

	test('that does not answer is said, and passwords go on; once it answers it is used', async () => {
		const port = await freePort();
		const later = await freePort();
		const { web: other, browser } = await startWithAdmin({
			...settings(`http://127.0.0.1:${later}`, port)
		});
		try {
			const answer = await browser.submit('/sign-in/oidc', {});
			expect(answer.headers.location).toBe('/sign-in?fault=unreachable');
			const page = await new TestBrowser(other.url).ask('/sign-in?fault=unreachable');
			expect(page.text).toContain('Mi empresa no responde');
			expect((await withPassword(new TestBrowser(other.url), PASSWORD)).status).toBe(303);
		} finally {
			await other.stop();
		}
	});

	describe('that lies', () => {
		let crafted: CraftedProvider;
		let trusting: Web;
		beforeAll(async () => {
			crafted = await startCraftedProvider(CLIENT.id);
			trusting = await startWeb({
				...settings(crafted.issuer, await freePort()),
				OIDC_NEW_ROLE: 'director'
			});
		});
		afterAll(async () => {
			await trusting.stop();
			await crafted.stop();
		});
		async function tell(lie: Lie) {
			crafted.lie = lie;
			const browser = new TestBrowser(trusting.url);
			const away = await browser.submit('/sign-in/oidc', {});
			const isBack = (url: string) => url.startsWith(`${trusting.url}/sign-in/oidc`);
			const back = await browser.follow(away, isBack);
			const answer = await browser.ask(back.url);
			return [answer.headers.location, browser.cookies.has(SESSION)];
		}
		const hourAgoS = Math.floor(Date.now() / 1000) - 3600;

		test.each<[string, Lie]>([
			['no signature', { header: { alg: 'none' }, signature: 'none' }],
			['no signature under the name of one', { signature: 'none' }],
			['a signature of a key it does not publish', { signature: 'other' }],
			['an algorithm with a shared secret', { header: { alg: 'HS256' } }],
			['a key somewhere on the disk', { header: { kid: '../../../../etc/passwd' } }],
			['another audience', { claims: { aud: 'somebody-else' } }],
			['another issuer', { claims: { iss: 'https://evil.example' } }],
			['another nonce', { claims: { nonce: 'A'.repeat(43) } }],
			['no nonce', { claims: { nonce: undefined } }],
			['a time that is over', { claims: { iat: hourAgoS, exp: hourAgoS + 60 } }],
			['a time to come', { claims: { nbf: hourAgoS + 7200 } }],
			['no subject', { claims: { sub: undefined } }]
		])('[A3] with %s lets nobody in', async (_what, lie) => {
			expect(await tell(lie)).toEqual(['/sign-in?fault=invalid', false]);
		});

		test.each<[string, Lie]>([
			['as a word', { claims: { email_verified: 'true' } }],
			['not at all', { claims: { email_verified: undefined } }]
		])('that says %s that the e-mail is verified lets nobody in', async (_how, lie) => {
			expect(await tell(lie)).toEqual(['/sign-in?fault=unverified', false]);
		});

		test('lets in when it tells the truth, with the role of new people', async () => {
			expect(await tell({ claims: { name: ' Nueva\u202e\n<b>' } })).toEqual(['/', true]);
		});
	});
});

test('a provider in the clear is refused unless it is on this machine', () => {
	const env = { OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
	for (const issuer of ['http://id.example', 'http://127.0.0.1.evil.example', 'http://10.0.0.1'])
		expect(() => readConfig({ ...env, OIDC_ISSUER: issuer })).toThrow(
			'OIDC_ISSUER must start with'
		);
	for (const issuer of [
		'https://id.example',
		'http://127.0.0.1:9',
		'http://localhost',
		'http://[::1]'
	])
		expect(readConfig({ ...env, OIDC_ISSUER: issuer }).oidc?.issuer).toBe(issuer);
});
