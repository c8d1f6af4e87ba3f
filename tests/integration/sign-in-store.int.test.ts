/** Signing in at the store, on both databases: what several web processes and many requests at once may do to it. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#lib/domain/access/role.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { AuditLog } from '#lib/server/audit/audit-log.ts';
import { readConfig } from '#lib/server/config.ts';
import { seedDemo } from '#lib/server/demo/seed-demo.ts';
import { demoDirectory } from '#lib/server/demo/demo-presence.ts';
import { lockDirectory } from '#lib/server/lock.ts';
import { createLogger } from '#lib/server/logger.ts';
import { PERSON_BACK_OFF } from '#lib/server/sign-in/back-off.ts';
import { openSignIn } from '#lib/server/sign-in/open-sign-in.ts';
import type { SignInParts } from '#lib/server/sign-in/open-sign-in.ts';
import type { ProvidedIdentity } from '#lib/server/sign-in/provider.ts';
import { hashPassword } from '#lib/server/sign-in/password-hash.ts';
import { SESSION_IDLE_MS, SESSION_LONGEST_MS } from '#lib/server/sign-in/sessions.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import type { PeopleStore, Person } from '#lib/server/store/people.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const run = promisify(execFile);
const RUSH = fileURLToPath(new URL('../support/sign-in-rush.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PASSWORD = 'caballo grapa batería';
/** The real cost is measured with the hash itself: here a hundred passwords are tried. */
const CHEAP = { logN: 10, r: 8, p: 1 };
const OTHER_PASSWORD = 'otra frase bien larga';
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const visit = { address: '192.0.2.7', agentName: 'test' };
const from = (address: string) => ({ ...visit, address });

interface Entered {
	readonly role?: Role;
	readonly password?: string | null;
	readonly isDemo?: boolean;
}

interface Parts extends SignInParts {
	readonly store: Store;
	readonly people: PeopleStore;
	readonly audit: AuditLog;
}

/** Another process that tries everything at once. */
async function rush({ dataDir, databaseUrl }: TestPlace, token: string, n: number) {
	const { stdout } = await run(
		process.execPath,
		['--import', 'tsx', RUSH, dataDir, databaseUrl ?? '', token, String(n)],
		{ cwd: ROOT }
	);
	return JSON.parse(stdout) as { readonly admitted: number; readonly used: number };
}

onBothStores('signing in', (makePlace) => {
	const key = randomBytes(32);
	let place: TestPlace;
	let parts: Parts;
	let nowMs = 0;

	/** What one web process has. */
	async function openParts(env: Record<string, string> = {}): Promise<Parts> {
		const store = await place.open();
		const now = () => nowMs;
		const audit = createAuditLog(store.database, key, now);
		const people = createPeopleStore(store.database, audit, now);
		const config = readConfig({ DATA_DIR: place.dataDir, ...env });
		const log = createLogger({ level: 'silent', part: 'test' });
		return {
			store,
			people,
			audit,
			...openSignIn({ store, people, audit, config, key, log, now, hashCost: CHEAP })
		};
	}

	async function enterPerson(
		email = 'ana@example.org',
		{ role = 'supervisor', password = PASSWORD, isDemo = false }: Entered = {}
	): Promise<Person> {
		const draft = { email, name: 'Ana Ruiz', role, teams: [], agent: null, isActive: true };
		const result = await parts.people.create(draft, SYSTEM, { isDemo });
		if (!result.ok) throw new Error(result.fault);
		if (password !== null) {
			const password_hash = await hashPassword(password, CHEAP);
			await parts.store.database
				.updateTable('people')
				.set({ password_hash, password_changed_at_ms: nowMs })
				.where('id', '=', result.person.id)
				.execute();
		}
		return result.person;
	}

	async function kinds(attempts: readonly Promise<{ kind: string }>[]): Promise<string[]> {
		return (await Promise.all(attempts)).map(({ kind }) => kind);
	}

	const actions = async (object?: string): Promise<string[]> =>
		(await parts.audit.list({ limit: 200, ...(object === undefined ? {} : { object }) })).map(
			({ action }) => action
		);

	beforeEach(async () => {
		nowMs = 1_790_000_000_000;
		place = await makePlace();
		parts = await openParts();
	});
	afterEach(() => place.remove());

	describe('attempts', () => {
		const person = { subject: 'person:x', backOff: PERSON_BACK_OFF };

		test('wait 1, 2, 4, 8, 15 and 15 minutes after six failures, and what is refused does not count', async () => {
			const { attempts } = parts;
			for (let failure = 1; failure <= 6; failure++)
				expect((await attempts.admit([person])).ok).toBe(true);
			for (const minutes of [1, 2, 4, 8, 15, 15]) {
				const until = nowMs + minutes * MINUTE_MS;
				for (let time = 0; time < 3; time++)
					expect(await attempts.admit([person])).toEqual({ ok: false, retryAtMs: until });
				nowMs = until - 1;
				expect((await attempts.admit([person])).ok).toBe(false);
				nowMs = until;
				expect((await attempts.admit([person])).ok).toBe(true);
			}
		});

		test('at once are no more than one after the other, also in several processes', async () => {
			const elsewhere = await openParts();
			const admissions = await Promise.all(
				Array.from({ length: 40 }, (_, n) =>
					(n % 2 ? parts : elsewhere).attempts.admit([
						person,
						{ subject: `address:${n}`, backOff: PERSON_BACK_OFF }
					])
				)
			);
			expect(admissions.filter(({ ok }) => ok)).toHaveLength(6);
		});

		test('of processes that share the store are no more either, and a link is used by one of them', async () => {
			const token = (await parts.links.create('first-administrator', null, SYSTEM)) ?? '';
			const rushes = await Promise.all([1, 2, 3].map((n) => rush(place, token, n)));
			const total = (field: 'admitted' | 'used') =>
				rushes.reduce((sum, one) => sum + one[field], 0);
			expect({ admitted: total('admitted'), used: total('used') }).toEqual({
				admitted: 6,
				used: 1
			});
		});

		test('that succeed are given back, without taking away a wait that somebody else earned', async () => {
			const { attempts } = parts;
			for (let time = 0; time < 50; time++) {
				const admission = await attempts.admit([person]);
				if (!admission.ok) throw new Error('refused');
				await attempts.giveBack(admission.counted);
			}
			for (let failure = 0; failure < 5; failure++) await attempts.admit([person]);
			const good = await attempts.admit([person]);
			if (!good.ok) throw new Error('refused');
			nowMs += MINUTE_MS;
			await attempts.admit([person]);
			await attempts.giveBack(good.counted);
			expect(await attempts.admit([person])).toEqual({
				ok: false,
				retryAtMs: nowMs + 2 * MINUTE_MS
			});
		});

		test('are forgotten after a day, and their rows are removed', async () => {
			const { attempts, store } = parts;
			for (let failure = 0; failure < 7; failure++) {
				await attempts.admit([person, { subject: 'address:a', backOff: PERSON_BACK_OFF }]);
				nowMs += MINUTE_MS;
			}
			expect((await attempts.admit([person])).ok).toBe(false);
			nowMs += DAY_MS + MINUTE_MS;
			for (let failure = 0; failure < 6; failure++)
				expect((await attempts.admit([person])).ok).toBe(true);
			const rows = await store.database.selectFrom('failed_attempts').select('subject').execute();
			expect(rows).toEqual([{ subject: 'person:x' }]);
		});
	});

	describe('with a password', () => {
		test('lets the right one in, with a new session each time', async () => {
			const { signIn, sessions } = parts;
			const { id } = await enterPerson();
			const tokens = [];
			for (let time = 0; time < 2; time++) {
				const result = await signIn.withPassword(' ANA@example.org', PASSWORD, visit);
				if (result.kind !== 'signed-in') throw new Error(result.kind);
				tokens.push(result.token);
			}
			expect(new Set(tokens).size).toBe(2);
			for (const token of tokens)
				expect(await sessions.find(token)).toMatchObject({ id, role: 'supervisor' });
			expect(await actions(`person:${id}`)).toEqual([
				'session.opened',
				'session.opened',
				'person.created'
			]);
		});

		test('says the same of a wrong password, an unknown person, an inactive one and one of the demo', async () => {
			const { signIn, people } = parts;
			const gone = await enterPerson('eva@example.org');
			await people.change(gone.id, { ...gone, isActive: false }, SYSTEM);
			await enterPerson('demo@example.org', { isDemo: true });
			await enterPerson('nada@example.org', { password: null });
			await enterPerson();
			const results = [];
			for (const email of ['ana', 'nobody', 'eva', 'demo', 'nada'])
				results.push(
					await signIn.withPassword(
						`${email}@example.org`,
						email === 'ana' ? OTHER_PASSWORD : PASSWORD,
						visit
					)
				);
			expect(results).toEqual(Array.from({ length: 5 }, () => ({ kind: 'wrong' })));
		});

		test('keeps neither a typed e-mail nor a password anywhere', async () => {
			const { signIn, store } = parts;
			const { id } = await enterPerson();
			await signIn.withPassword('mi contraseña secreta', 'secret typed 1', visit);
			await signIn.withPassword('ana@example.org', 'secret typed 2', visit);
			await signIn.withPassword('ana@example.org', PASSWORD, visit);
			const rows = await store.database.selectFrom('audit').selectAll().execute();
			const attempts = await store.database.selectFrom('failed_attempts').selectAll().execute();
			const text = JSON.stringify([rows, attempts]);
			expect(text).toContain('sign-in.failed');
			expect(text).not.toMatch(/secret|caballo|scrypt/);
			const failures = rows.filter(({ action }) => action === 'sign-in.failed');
			expect(failures.map(({ object }) => object)).toEqual([
				expect.stringMatching(/^email:[\w-]{43}$/),
				`person:${id}`
			]);
		});

		test('refuses the sixth failure and what follows it, even the right password, until it is time', async () => {
			const { signIn, sessions } = parts;
			await enterPerson();
			const before = await signIn.withPassword('ana@example.org', PASSWORD, visit);
			for (let failure = 0; failure < 6; failure++)
				expect(
					await signIn.withPassword('ana@example.org', 'wrong', from(`192.0.2.${failure}`))
				).toEqual({ kind: 'wrong' });
			expect(await signIn.withPassword('ana@example.org', PASSWORD, from('198.51.100.1'))).toEqual({
				kind: 'blocked',
				retryInMs: MINUTE_MS
			});
			// Whoever is in already stays in.
			if (before.kind !== 'signed-in') throw new Error(before.kind);
			expect(await sessions.find(before.token)).not.toBeNull();
			nowMs += MINUTE_MS;
			expect((await signIn.withPassword('ana@example.org', PASSWORD, visit)).kind).toBe(
				'signed-in'
			);
			// And starts anew.
			for (let failure = 0; failure < 5; failure++)
				await signIn.withPassword('ana@example.org', 'wrong', visit);
			expect((await signIn.withPassword('ana@example.org', PASSWORD, visit)).kind).toBe(
				'signed-in'
			);
		});

		test('counts e-mails nobody has in the same way', async () => {
			const { signIn } = parts;
			const tries = [];
			for (let failure = 0; failure < 7; failure++)
				tries.push((await signIn.withPassword('nobody@example.org', 'x', visit)).kind);
			expect(tries).toEqual([...Array.from({ length: 6 }, () => 'wrong'), 'blocked']);
		});

		test('gives many tries at once no more than the rule, in two processes', async () => {
			const elsewhere = await openParts();
			await enterPerson();
			const results = await kinds(
				Array.from({ length: 24 }, (_, n) =>
					(n % 2 ? parts : elsewhere).signIn.withPassword(
						'ana@example.org',
						`guess ${n}`,
						from(`192.0.2.${n}`)
					)
				)
			);
			expect(results.filter((kind) => kind === 'wrong')).toHaveLength(6);
			expect(results.filter((kind) => kind === 'blocked')).toHaveLength(18);
		});

		test('stops an address that tries one password on many people, and not the others', async () => {
			const { signIn } = parts;
			await enterPerson();
			const results = [];
			for (let n = 0; n < 32; n++)
				results.push((await signIn.withPassword(`p${n}@example.org`, 'Verano', visit)).kind);
			expect(results.indexOf('blocked')).toBe(31);
			expect((await signIn.withPassword('ana@example.org', PASSWORD, visit)).kind).toBe('blocked');
			const elsewhere = await signIn.withPassword('ana@example.org', PASSWORD, from('192.0.2.8'));
			expect(elsewhere.kind).toBe('signed-in');
		});

		test('is told to come again when too many sign in at once, and that costs no try', async () => {
			const { signIn, store } = parts;
			await enterPerson();
			const results = await kinds(
				Array.from({ length: 60 }, (_, n) =>
					signIn.withPassword(`p${n}@example.org`, 'x', from(`10.0.${n}.1`))
				)
			);
			const busy = results.filter((kind) => kind === 'busy').length;
			expect(busy).toBeGreaterThan(0);
			const rows = await store.database
				.selectFrom('failed_attempts')
				.select('subject')
				.where('failures', '>', 0)
				.where('subject', 'like', 'person:%')
				.execute();
			expect(rows).toHaveLength(60 - busy);
		});

		test('makes a hash anew when it was made with less than today', async () => {
			const { signIn, store } = parts;
			const { id } = await enterPerson();
			const password_hash = await hashPassword(PASSWORD, { ...CHEAP, logN: 7 });
			await store.database.updateTable('people').set({ password_hash }).execute();
			for (let time = 0; time < 2; time++) {
				const { kind } = await signIn.withPassword('ana@example.org', PASSWORD, visit);
				expect(kind).toBe('signed-in');
				const row = await store.database
					.selectFrom('people')
					.select('password_hash')
					.where('id', '=', id)
					.executeTakeFirstOrThrow();
				expect(row.password_hash).toMatch(/^scrypt\$10\$8\$1\$/);
			}
		});
	});

	describe('with a second factor', () => {
		const codeOf = (secret: string, atMs = nowMs) =>
			new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });

		async function withFactor(): Promise<{ id: string; secret: string; codes: string[] }> {
			const { id } = await enterPerson();
			const setUp = await parts.secondFactors.begin(id);
			if (!setUp) throw new Error('not begun');
			const codes = await parts.secondFactors.confirm(id, codeOf(setUp.secret), SYSTEM);
			if (!codes) throw new Error('not confirmed');
			nowMs += 90_000;
			return { id, secret: setUp.secret, codes };
		}
		async function firstStep(password = PASSWORD): Promise<string> {
			const result = await parts.signIn.withPassword('ana@example.org', password, visit);
			if (result.kind !== 'second-step') throw new Error(result.kind);
			return result.note;
		}

		test('is in force only once a code of it was confirmed', async () => {
			const { secondFactors, signIn } = parts;
			const { id } = await enterPerson();
			const setUp = await secondFactors.begin(id);
			const again = await secondFactors.begin(id);
			expect(await secondFactors.begun(id)).toEqual(again);
			expect(await secondFactors.confirm(id, '000000', SYSTEM)).toBeNull();
			// The first picture was replaced by the second.
			expect(await secondFactors.confirm(id, codeOf(setUp?.secret ?? ''), SYSTEM)).toBeNull();
			expect((await signIn.withPassword('ana@example.org', PASSWORD, visit)).kind).toBe(
				'signed-in'
			);
			const codes = await secondFactors.confirm(id, codeOf(again?.secret ?? ''), SYSTEM);
			expect(codes).toHaveLength(8);
			expect(new Set(codes).size).toBe(8);
			expect(await secondFactors.begin(id)).toBeNull();
			expect((await signIn.withPassword('ana@example.org', PASSWORD, visit)).kind).toBe(
				'second-step'
			);
		});

		test('lets in with a code that is taken once, also of two at once in two processes', async () => {
			const { secret } = await withFactor();
			const elsewhere = await openParts();
			const [one, two] = [await firstStep(), await firstStep()];
			const results = await kinds([
				parts.signIn.withCode(one, codeOf(secret), visit),
				elsewhere.signIn.withCode(two, codeOf(secret), visit)
			]);
			expect(results.sort()).toEqual(['signed-in', 'wrong']);
			expect((await parts.signIn.withCode(one, codeOf(secret), visit)).kind).toBe('wrong');
			// An older code is none any more either.
			expect((await parts.signIn.withCode(one, codeOf(secret, nowMs - 30_000), visit)).kind).toBe(
				'wrong'
			);
			nowMs += 30_000;
			expect((await parts.signIn.withCode(one, codeOf(secret), visit)).kind).toBe('signed-in');
		});

		test('lets in once with each recovery code, however it is typed, and no longer with earlier ones', async () => {
			const { id, codes } = await withFactor();
			const { signIn, secondFactors } = parts;
			const [first = '', second = ''] = codes;
			const note = await firstStep();
			const typed = ` ${first.toUpperCase().replace('-', ' ')} `;
			expect((await signIn.withCode(note, typed, visit)).kind).toBe('signed-in');
			expect((await signIn.withCode(note, first, visit)).kind).toBe('wrong');
			expect(await secondFactors.codesLeft(id)).toBe(7);
			expect(await secondFactors.renewCodes(id, SYSTEM)).toHaveLength(8);
			expect((await signIn.withCode(note, second, visit)).kind).toBe('wrong');
			expect(await actions(`person:${id}`)).toContain('recovery-code.used');
		});

		test('counts wrong codes, and a right password in between does not wipe them out', async () => {
			const { secret } = await withFactor();
			const results = [];
			for (let n = 0; n < 6; n++)
				results.push((await parts.signIn.withCode(await firstStep(), '000000', visit)).kind);
			expect(results).toEqual(Array.from({ length: 6 }, () => 'wrong'));
			expect((await parts.signIn.withPassword('ana@example.org', PASSWORD, visit)).kind).toBe(
				'blocked'
			);
			nowMs += MINUTE_MS;
			const note = await firstStep();
			expect((await parts.signIn.withCode(note, codeOf(secret), visit)).kind).toBe('signed-in');
		});

		test('does not take a note that is forged, too old, or stands on a password that was changed', async () => {
			const { secret, id } = await withFactor();
			const { signIn, sessions, secondFactors } = parts;
			const note = await firstStep();
			// It is no session.
			expect(await sessions.find(note)).toBeNull();
			for (const bad of ['', 'x', note.slice(0, -2), `${note}x`])
				expect((await signIn.withCode(bad, codeOf(secret), visit)).kind).toBe('expired');
			nowMs += 5 * MINUTE_MS;
			expect((await signIn.withCode(note, codeOf(secret), visit)).kind).toBe('expired');
			const fresh = await firstStep();
			await parts.store.database
				.updateTable('people')
				.set({ password_changed_at_ms: nowMs + 1 })
				.execute();
			expect((await signIn.withCode(fresh, codeOf(secret), visit)).kind).toBe('expired');
			const last = await firstStep();
			expect(await secondFactors.remove(id, SYSTEM)).toBe(true);
			expect(await secondFactors.remove(id, SYSTEM)).toBe(false);
			expect((await signIn.withCode(last, codeOf(secret), visit)).kind).toBe('expired');
			expect((await signIn.withPassword('ana@example.org', PASSWORD, visit)).kind).toBe(
				'signed-in'
			);
		});

		test('is nowhere in the store in the clear', async () => {
			const { secret, codes } = await withFactor();
			const { database } = parts.store;
			const text = JSON.stringify([
				await database.selectFrom('people').selectAll().execute(),
				await database.selectFrom('recovery_codes').selectAll().execute(),
				await database.selectFrom('audit').selectAll().execute()
			]);
			expect(text).not.toContain(secret);
			for (const code of codes) expect(text).not.toContain(code);
		});
	});

	describe('one-time links', () => {
		const form = {
			email: 'admin@example.org',
			name: 'Ada Administradora',
			password: PASSWORD,
			repeated: PASSWORD
		};
		const first = async () => (await parts.links.create('first-administrator', null, SYSTEM)) ?? '';

		test('enter the first administrator once, of several at once in two processes', async () => {
			const elsewhere = await openParts();
			const token = await first();
			expect(await parts.welcome.look(token)).toEqual({
				purpose: 'first-administrator',
				person: null
			});
			const results = await kinds(
				[0, 1, 2, 3].map((n) =>
					(n % 2 ? parts : elsewhere).welcome.accept(
						token,
						{ ...form, email: n < 2 ? form.email : `admin${n}@example.org` },
						visit
					)
				)
			);
			expect(results.sort()).toEqual(['gone', 'gone', 'gone', 'signed-in']);
			expect(await parts.people.list()).toMatchObject([{ role: 'admin', hasPassword: true }]);
			expect(await parts.welcome.look(token)).toBeNull();
			expect(await actions()).toEqual([
				'session.opened',
				'password.changed',
				'person.created',
				'link.created'
			]);
		});

		test('are replaced by the next one, end after a day, and lead nowhere once somebody administers', async () => {
			const { welcome } = parts;
			const [old, fresh] = [await first(), await first()];
			expect([await welcome.look(old), (await welcome.look(fresh))?.purpose]).toEqual([
				null,
				'first-administrator'
			]);
			expect((await welcome.accept(old, form, visit)).kind).toBe('gone');
			nowMs += DAY_MS;
			expect((await welcome.accept(fresh, form, visit)).kind).toBe('gone');
			const another = await first();
			await enterPerson('boss@example.org', { role: 'admin' });
			expect(await welcome.look(another)).toBeNull();
			expect((await welcome.accept(another, form, visit)).kind).toBe('gone');
			for (const token of ['', 'x', 'A'.repeat(43)]) expect(await welcome.look(token)).toBeNull();
		});

		test('stay good when something is wrong with what was given', async () => {
			await enterPerson('ana@example.org');
			const token = await first();
			const wrong = async (change: Partial<typeof form>) => {
				const result = await parts.welcome.accept(token, { ...form, ...change }, visit);
				return result.kind === 'faults' ? result.faults : result.kind;
			};
			expect(await wrong({ email: 'nobody', name: ' ', password: 'corta', repeated: '' })).toEqual({
				email: 'invalid',
				name: 'missing',
				password: 'short',
				repeated: 'different'
			});
			expect(await wrong({ password: 'password1234', repeated: 'password1234' })).toEqual({
				password: 'common'
			});
			expect(await wrong({ password: 'adaadministradora', repeated: 'adaadministradora' })).toEqual(
				{
					password: 'personal'
				}
			);
			expect(await wrong({ email: 'Ana@example.org' })).toEqual({ email: 'taken' });
			expect((await parts.welcome.accept(token, form, visit)).kind).toBe('signed-in');
		});

		test('give an invited person a password, end other sessions and links, and lift the wait', async () => {
			const { id } = await enterPerson('ana@example.org');
			const { links, welcome, signIn, sessions } = parts;
			const open = await signIn.withPassword('ana@example.org', PASSWORD, visit);
			if (open.kind !== 'signed-in') throw new Error(open.kind);
			for (let n = 0; n < 6; n++) await signIn.withPassword('ana@example.org', 'x', visit);
			const invitation = (await links.create('invitation', id, SYSTEM)) ?? '';
			const token = (await links.create('new-password', id, SYSTEM)) ?? '';
			expect(await welcome.look(invitation)).toBeNull();
			expect(await welcome.look(token)).toEqual({
				purpose: 'new-password',
				person: { email: 'ana@example.org', name: 'Ana Ruiz' }
			});
			const given = { ...form, email: 'evil@example.org', name: 'Evil', password: OTHER_PASSWORD };
			const repeated = { ...given, repeated: OTHER_PASSWORD };
			const elsewhere = await openParts();
			const results = await kinds(
				[welcome, elsewhere.welcome, welcome].map((from) => from.accept(token, repeated, visit))
			);
			expect(results.sort()).toEqual(['gone', 'gone', 'signed-in']);
			expect(await sessions.find(open.token)).toBeNull();
			expect(await parts.people.list()).toMatchObject([
				{ email: 'ana@example.org', name: 'Ana Ruiz' }
			]);
			const there = from('192.0.2.99');
			expect((await signIn.withPassword('ana@example.org', OTHER_PASSWORD, there)).kind).toBe(
				'signed-in'
			);
			expect((await signIn.withPassword('ana@example.org', PASSWORD, there)).kind).toBe('wrong');
		});

		test('ask for the second factor all the same', async () => {
			const { id } = await enterPerson();
			const setUp = await parts.secondFactors.begin(id);
			const totp = new TOTP({ secret: Secret.fromBase32(setUp?.secret ?? '') });
			await parts.secondFactors.confirm(id, totp.generate({ timestamp: nowMs }), SYSTEM);
			const token = (await parts.links.create('new-password', id, SYSTEM)) ?? '';
			const given = { ...form, password: OTHER_PASSWORD, repeated: OTHER_PASSWORD };
			const result = await parts.welcome.accept(token, given, visit);
			if (result.kind !== 'second-step') throw new Error(result.kind);
			nowMs += 30_000;
			const code = totp.generate({ timestamp: nowMs });
			expect((await parts.signIn.withCode(result.note, code, visit)).kind).toBe('signed-in');
			expect(await parts.sessions.list(id)).toMatchObject([{ method: 'link' }]);
		});

		test('are not given to people who are unknown, inactive or of the demo, and end with the person', async () => {
			const { links, people, welcome } = parts;
			const person = await enterPerson();
			const demo = await enterPerson('demo@example.org', { isDemo: true });
			const token = (await links.create('invitation', person.id, SYSTEM)) ?? '';
			await people.change(person.id, { ...person, isActive: false }, SYSTEM);
			expect(await welcome.look(token)).toBeNull();
			expect((await welcome.accept(token, form, visit)).kind).toBe('gone');
			for (const id of [person.id, demo.id, 'nobody'])
				expect(await links.create('new-password', id, SYSTEM)).toBeNull();
			expect(await links.create('first-administrator', person.id, SYSTEM)).toBeNull();
			expect(await links.create('invitation', null, SYSTEM)).toBeNull();
		});
	});

	describe('the own account', () => {
		async function signedIn() {
			await enterPerson();
			const tokens = [];
			for (let n = 0; n < 3; n++) {
				const result = await parts.signIn.withPassword('ana@example.org', PASSWORD, visit);
				if (result.kind !== 'signed-in') throw new Error(result.kind);
				tokens.push(result.token);
			}
			const principal = await parts.sessions.find(tokens[0] ?? '');
			if (!principal) throw new Error('no session');
			return { principal, tokens };
		}
		const change = { present: PASSWORD, password: OTHER_PASSWORD, repeated: OTHER_PASSWORD };

		test('changes its password with the present one, and keeps only this session', async () => {
			const { principal, tokens } = await signedIn();
			const link = (await parts.links.create('new-password', principal.id, SYSTEM)) ?? '';
			const { ownAccount, sessions, signIn } = parts;
			expect(
				(await ownAccount.changePassword(principal, { ...change, present: 'no' }, visit)).kind
			).toBe('wrong');
			expect(
				await ownAccount.changePassword(principal, { ...change, password: 'corta' }, visit)
			).toEqual({ kind: 'faults', faults: { password: 'short' } });
			expect((await ownAccount.changePassword(principal, change, visit)).kind).toBe('changed');
			const open = await Promise.all(tokens.map((token) => sessions.find(token)));
			expect(open.map((session) => session !== null)).toEqual([true, false, false]);
			expect(await parts.welcome.look(link)).toBeNull();
			expect((await signIn.withPassword('ana@example.org', OTHER_PASSWORD, visit)).kind).toBe(
				'signed-in'
			);
		});

		test('is asked for the present password no more often than at the door, and one does not count for the other', async () => {
			const { principal } = await signedIn();
			const wrong = { ...change, present: 'no' };
			const results = [];
			for (let n = 0; n < 7; n++)
				results.push((await parts.ownAccount.changePassword(principal, wrong, visit)).kind);
			expect(results).toEqual([...Array.from({ length: 6 }, () => 'wrong'), 'blocked']);
			expect((await parts.signIn.withPassword('ana@example.org', PASSWORD, visit)).kind).toBe(
				'signed-in'
			);
		});

		test('ends one session, and all of them', async () => {
			const { principal, tokens } = await signedIn();
			const { entrance, sessions } = parts;
			const other = await sessions.find(tokens[1] ?? '');
			expect(await entrance.leave(principal, other?.sessionId ?? '', visit)).toBe(true);
			expect(await sessions.find(tokens[1] ?? '')).toBeNull();
			// Somebody else's is none of ours.
			const stranger = { ...principal, id: 'stranger' };
			expect(await entrance.leave(stranger, principal.sessionId, visit)).toBe(false);
			expect(await sessions.list(principal.id)).toHaveLength(2);
			await entrance.leaveEverywhere(principal, visit);
			expect(await sessions.list(principal.id)).toEqual([]);
			expect(await sessions.find(tokens[0] ?? '')).toBeNull();
		});
	});

	describe('sessions', () => {
		test('end when nobody used them for half a day, and after a week', async () => {
			const { id } = await enterPerson();
			const { entrance, sessions } = parts;
			const visitor = { id, name: 'Ana' };
			const idle = await entrance.enter(visitor, 'password', visit);
			nowMs += SESSION_IDLE_MS;
			expect(await sessions.find(idle)).toBeNull();
			const used = await entrance.enter(visitor, 'password', visit);
			const startedMs = nowMs;
			while (nowMs - startedMs < SESSION_LONGEST_MS) {
				expect(await sessions.find(used)).not.toBeNull();
				nowMs += SESSION_IDLE_MS - 1;
			}
			expect(await sessions.find(used)).toBeNull();
		});

		test('have the role a person has now, and end with its change', async () => {
			const person = await enterPerson();
			const token = await parts.entrance.enter(person, 'password', visit);
			await parts.people.change(person.id, { ...person, role: 'agent' }, SYSTEM);
			expect(await parts.sessions.find(token)).toBeNull();
		});

		test('are never what somebody brings', async () => {
			await enterPerson();
			for (const token of ['', 'chosen-by-somebody', 'A'.repeat(43)])
				expect(await parts.sessions.find(token)).toBeNull();
		});
	});

	describe('people of the provider', () => {
		const identity: ProvidedIdentity = {
			issuer: 'https://id.example',
			subject: 'sub-1',
			email: 'ana@example.org',
			name: 'Ana del Proveedor'
		};
		const reasonOf = async (given: Partial<ProvidedIdentity>, from = parts) => {
			const result = await from.providerPeople.recognise({ ...identity, ...given }, visit);
			return result.ok ? result.visitor.name : result.reason;
		};
		const oidc = {
			OIDC_ISSUER: 'https://id.example',
			OIDC_CLIENT_ID: 'atalaya',
			OIDC_CLIENT_SECRET: 'secret'
		};

		test('are linked by a verified e-mail, and then known by their account', async () => {
			const { id } = await enterPerson();
			expect(await reasonOf({ email: null })).toBe('unverified');
			expect(await reasonOf({ email: 'ANA@example.org' })).toBe('Ana Ruiz');
			expect(await reasonOf({ email: null })).toBe('Ana Ruiz');
			expect(await reasonOf({ subject: 'sub-2' })).toBe('other-account');
			expect(await reasonOf({ issuer: 'https://other.example' })).toBe('other-account');
			expect(await actions(`person:${id}`)).toEqual(['provider.linked', 'person.created']);
		});

		test('are not linked by an e-mail that only looks like theirs', async () => {
			await enterPerson();
			expect(await reasonOf({ email: '\uff41na@example.org' })).toBe('unverified');
		});

		test('are not linked by e-mail alone when a second step or the password of an administrator guards them', async () => {
			const person = await enterPerson();
			await parts.store.database
				.updateTable('people')
				.set({ totp_confirmed_at_ms: nowMs })
				.where('id', '=', person.id)
				.execute();
			expect(await reasonOf({})).toBe('own-sign-in');
			const admin = await enterPerson('jefa@example.org');
			await parts.people.change(admin.id, { ...admin, role: 'admin' }, SYSTEM);
			await parts.store.database
				.updateTable('people')
				.set({ password_hash: 'scrypt$15$8$3$x$y' })
				.where('id', '=', admin.id)
				.execute();
			expect(await reasonOf({ subject: 'sub-7', email: 'jefa@example.org' })).toBe('own-sign-in');
		});

		test('no longer come in once the account has another e-mail', async () => {
			const person = await enterPerson();
			expect(await reasonOf({})).toBe('Ana Ruiz');
			await parts.people.change(person.id, { ...person, email: 'eva@example.org' }, SYSTEM);
			expect(await reasonOf({})).toBe('unknown');
		});

		test('are refused when nobody has entered them, unless new ones get a role', async () => {
			expect(await reasonOf({})).toBe('unknown');
			const open = await openParts({ ...oidc, OIDC_NEW_ROLE: 'quality' });
			const both = await Promise.all([reasonOf({}, open), reasonOf({}, open)]);
			expect(both).toEqual(['Ana del Proveedor', 'Ana del Proveedor']);
			expect(await parts.people.list()).toMatchObject([
				{ email: 'ana@example.org', role: 'quality', hasProvider: true, hasPassword: false }
			]);
			expect(await reasonOf({ email: null, subject: 'sub-3' }, open)).toBe('unverified');
		});

		test('are refused when they are inactive, and never become somebody of the demo', async () => {
			const person = await enterPerson();
			expect(await reasonOf({})).toBe('Ana Ruiz');
			await parts.people.change(person.id, { ...person, isActive: false }, SYSTEM);
			expect(await reasonOf({})).toBe('inactive');
			await enterPerson('demo@example.org', { isDemo: true });
			expect(await reasonOf({ subject: 'sub-9', email: 'demo@example.org' })).toBe('unknown');
		});
	});

	describe('the demo centre', () => {
		const seed = (from: Parts) =>
			seedDemo({ store: from.store, audit: from.audit, now: () => nowMs });

		test('is put into an empty store once, also by two processes at once', async () => {
			const elsewhere = await openParts();
			expect(await Promise.all([seed(parts), seed(elsewhere)])).toEqual([true, true]);
			expect(await seed(parts)).toBe(true);
			const people = await parts.people.list();
			expect(people.map(({ role }) => role).sort()).toEqual([
				'admin',
				'agent',
				'director',
				'quality',
				'supervisor'
			]);
			expect(people.every(({ isDemo }) => isDemo)).toBe(true);
			expect(await parts.people.hasAdministrator()).toBe(false);
			const nodes = await createTeamStore(parts.store.database, parts.audit).nodes();
			expect(nodes.filter(({ kind }) => kind === 'site')).toHaveLength(2);
			expect(await actions('demo')).toEqual(['demo.seeded']);
		});

		test('is not put beside a tree that somebody has made', async () => {
			const teams = createTeamStore(parts.store.database, parts.audit);
			await teams.create(
				{ parent: 'company', kind: 'site', name: 'Bilbao', queues: [], words: [] },
				SYSTEM
			);
			expect(await seed(parts)).toBe(false);
			expect(await parts.people.list()).toEqual([]);
		});

		test('lets its people in only while it runs, and their sessions end with it', async () => {
			const { demoDoor, entrance, sessions } = parts;
			const local = {
				socketAddress: '127.0.0.1',
				headers: new Headers({ host: '127.0.0.1:3000' })
			};
			expect(demoDoor.isOpenTo(local)).toBe(false);
			const unlock = lockDirectory(demoDirectory(place.dataDir));
			nowMs += 2000;
			expect(demoDoor.isOpenTo(local)).toBe(true);
			const person = await demoDoor.find('supervisor');
			if (!person) throw new Error('nobody');
			const token = await entrance.enter(person, 'demo', visit);
			expect(await sessions.find(token)).toMatchObject({ isDemo: true, teams: ['demo-hogar'] });
			unlock();
			nowMs += 2000;
			expect(demoDoor.isOpenTo(local)).toBe(false);
			expect(await sessions.find(token)).toBeNull();
			lockDirectory(demoDirectory(place.dataDir));
			nowMs += 2000;
			expect(await sessions.find(token)).toBeNull();
			for (const env of [{ HOST: '0.0.0.0' }, { ORIGIN: 'https://atalaya.example' }]) {
				const open = await openParts(env);
				expect(open.demoDoor.isOpenTo(local)).toBe(false);
			}
		});
	});
});
