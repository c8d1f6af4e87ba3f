import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TeamKind } from '#lib/domain/access/team.ts';
import { DEFAULT_SETTINGS } from '#lib/domain/settings/settings.ts';
import { lastChanges } from '#lib/server/administration/last-changes.ts';
import { lastSignIns } from '#lib/server/administration/last-sign-ins.ts';
import { saveSetting } from '#lib/server/administration/save-setting.ts';
import { auditRows } from '#lib/server/administration/audit-rows.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Actor, AuditLog } from '#lib/server/audit/audit-log.ts';
import { verifyAudit } from '#lib/server/audit/verify.ts';
import { watchChain } from '#lib/server/audit/chain-watch.ts';
import { createFormStore } from '#lib/server/quality/forms.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { createBoardStore } from '#lib/server/store/boards.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import type { PeopleStore, PersonDraft } from '#lib/server/store/people.ts';
import { readSettings, writeSetting } from '#lib/server/store/settings.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';
import type { TeamDraft, TeamStore } from '#lib/server/store/teams.ts';
import { SMALL_FORM } from '../support/quality-stage.ts';
import { atBothPlaces } from '../support/store-places.ts';
import type { StorePlace } from '../support/store-places.ts';

const KEY = readStoreKey({ dataDir: '', storeKey: 'a-key-of-the-test' });
const ANA: Actor = { kind: 'person', id: 'ana', name: 'Ana', address: '10.0.0.7' };

atBothPlaces('the administration', (newPlace) => {
	let place: StorePlace;
	let store: Store;
	let audit: AuditLog;
	let people: PeopleStore;
	let teams: TeamStore;
	let nowMs: number;

	beforeEach(async () => {
		place = await newPlace();
		store = await openStore(place);
		nowMs = 1_790_000_000_000;
		const now = (): number => nowMs++;
		audit = createAuditLog(store.database, KEY, now);
		people = createPeopleStore(store.database, audit, now);
		teams = createTeamStore(store.database, audit);
	});
	afterEach(async () => {
		expect(await verifyAudit(store.database, { key: KEY })).toMatchObject({ ok: true });
		await store.close();
	});

	const draft = (more: Partial<PersonDraft> = {}): PersonDraft => ({
		email: 'Lucía@Example.com ',
		name: 'Lucía <img src=x onerror=alert(1)>',
		role: 'supervisor',
		teams: [],
		agent: null,
		isActive: true,
		...more
	});
	const created = async (more: Partial<PersonDraft> = {}) => {
		const result = await people.create(draft(more), ANA);
		if (!result.ok) throw new Error(result.fault);
		return result.person;
	};
	const node = (more: Partial<TeamDraft> = {}): TeamDraft => ({
		parent: 'company',
		kind: 'team',
		name: 'Ventas',
		queues: [],
		words: [],
		...more
	});
	const grown = async (more: Partial<TeamDraft> = {}): Promise<string> => {
		const result = await teams.create(node(more), ANA);
		if (!result.ok) throw new Error(result.fault);
		return result.id;
	};
	const newest = async () => {
		const [entry] = await audit.list({ limit: 1 });
		return {
			action: entry?.action,
			object: entry?.object,
			actor: entry?.actor,
			before: JSON.parse(entry?.before ?? 'null') as Record<string, unknown> | null,
			after: JSON.parse(entry?.after ?? 'null') as Record<string, unknown> | null
		};
	};

	test('a person is kept as typed, found by e-mail whatever its capitals, and entered in the log', async () => {
		const team = await grown();
		const person = await created({ teams: [team], agent: 'a-7' });
		expect(person).toMatchObject({
			email: 'lucía@example.com',
			name: 'Lucía <img src=x onerror=alert(1)>',
			role: 'supervisor',
			teams: [team],
			agent: 'a-7',
			isActive: true,
			hasPassword: false,
			hasSecondFactor: false
		});
		expect(await people.findByEmail(' LUCÍA@EXAMPLE.com')).toEqual(person);
		expect(await people.find(person.id)).toEqual(person);
		expect(await newest()).toMatchObject({
			action: 'person.created',
			object: `person:${person.id}`,
			actor: 'ana',
			before: null,
			after: { email: 'lucía@example.com', teams: [team], role: 'supervisor' }
		});
	});

	test('one e-mail is one person, also for two who add it at once', async () => {
		await created();
		expect(await people.create(draft({ email: 'LUCÍA@example.com' }), ANA)).toEqual({
			ok: false,
			fault: 'email-taken'
		});
		const other = await created({ email: 'b@x' });
		expect(await people.change(other.id, draft(), ANA)).toEqual({
			ok: false,
			fault: 'email-taken'
		});
		const results = await Promise.all([
			people.create(draft({ email: 'c@x' }), ANA),
			people.create(draft({ email: 'c@x' }), ANA)
		]);
		expect(results.filter(({ ok }) => ok).length).toBe(1);
		expect((await people.list()).filter(({ email }) => email === 'c@x').length).toBe(1);
	});

	test('a team that does not exist, and a person that does not, are refused and change nothing', async () => {
		const person = await created();
		const before = (await audit.list({ limit: 100 })).length;
		expect(await people.create(draft({ email: 'd@x', teams: ['no'] }), ANA)).toEqual({
			ok: false,
			fault: 'unknown-team'
		});
		expect(await people.change(person.id, draft({ teams: ['no'] }), ANA)).toEqual({
			ok: false,
			fault: 'unknown-team'
		});
		expect(await people.change('nobody', draft({ email: 'e@x' }), ANA)).toEqual({
			ok: false,
			fault: 'unknown'
		});
		expect((await audit.list({ limit: 100 })).length).toBe(before);
		expect(await people.find(person.id)).toEqual(person);
	});

	test('the last administrator stays one, but one of the demo centre does not count', async () => {
		const admin = await created({ role: 'admin' });
		await people.create(draft({ email: 'demo@x', role: 'admin' }), SYSTEM, { isDemo: true });
		expect(await people.hasAdministrator()).toBe(true);
		for (const more of [{ role: 'agent' }, { role: 'admin', isActive: false }] as const)
			expect(await people.change(admin.id, draft(more), ANA)).toEqual({
				ok: false,
				fault: 'last-admin'
			});
		await created({ email: 'other@x', role: 'admin' });
		expect(await people.change(admin.id, draft({ role: 'agent' }), ANA)).toMatchObject({
			ok: true
		});
	});

	test('two administrators who take the role from each other at once do not both succeed', async () => {
		const one = await created({ role: 'admin' });
		const two = await created({ email: 'b@x', role: 'admin' });
		// Another process, where there can be one: SQLite's driver lets nothing else of this one go on.
		const other = place.databaseUrl === null ? store : await openStore(place);
		const elsewhere = createPeopleStore(
			other.database,
			createAuditLog(other.database, KEY, () => nowMs++),
			() => nowMs++
		);
		for (let round = 0; round < 10; round++) {
			const results = await Promise.all([
				people.change(one.id, draft({ role: 'agent' }), ANA),
				elsewhere.change(two.id, draft({ email: 'b@x', role: 'agent' }), ANA)
			]);
			expect(results.filter(({ ok }) => ok).length).toBe(1);
			expect(await people.hasAdministrator()).toBe(true);
			await people.change(one.id, draft({ role: 'admin' }), ANA);
			await people.change(two.id, draft({ email: 'b@x', role: 'admin' }), ANA);
		}
		if (other !== store) await other.close();
	});

	test('a change of role, teams, agent or access ends the sessions; a new name does not', async () => {
		const team = await grown();
		const person = await created();
		const open = () =>
			store.database
				.insertInto('sessions')
				.values({
					token_hash: `h${nowMs}`,
					id: `s${nowMs}`,
					person: person.id,
					method: 'password',
					created_at_ms: nowMs,
					used_at_ms: nowMs,
					expires_at_ms: nowMs + 1e9,
					address: '::1',
					agent_name: 'x'
				})
				.execute();
		const sessions = async () =>
			(await store.database.selectFrom('sessions').select('id').execute()).length;
		await open();
		await people.change(person.id, draft({ name: 'Lucía B' }), ANA);
		expect(await sessions()).toBe(1);
		const changes: Partial<PersonDraft>[] = [
			{ role: 'quality' },
			{ role: 'quality', teams: [team] },
			{ role: 'quality', teams: [team], agent: 'a1' },
			{ role: 'quality', teams: [team], agent: 'a1', isActive: false }
		];
		for (const change of changes) {
			await open();
			await people.change(person.id, draft(change), ANA);
			expect(await sessions()).toBe(0);
		}
		expect(await newest()).toMatchObject({
			action: 'person.changed',
			before: { isActive: true },
			after: { isActive: false }
		});
	});

	test('when somebody signed in last is known from the log', async () => {
		const person = await created();
		expect((await lastSignIns(store.database)).size).toBe(0);
		for (const atMs of [1_800_000_000_000, 1_800_000_100_000]) {
			nowMs = atMs;
			await audit.record(
				{ ...ANA, id: person.id },
				{ action: 'session.opened', object: `person:${person.id}`, before: null, after: null }
			);
		}
		expect(await lastSignIns(store.database)).toEqual(new Map([[person.id, 1_800_000_100_000]]));
	});

	test('the company is there from the start and can be named, but neither moved nor removed', async () => {
		expect(await teams.nodes()).toMatchObject([{ id: 'company', parent: null, kind: 'company' }]);
		const changed = node({ parent: 'x', kind: 'team', name: 'Brisalia', words: ['todos'] });
		expect(await teams.change('company', changed, ANA)).toEqual({ ok: true, id: 'company' });
		expect(await teams.nodes()).toMatchObject([
			{ id: 'company', parent: null, kind: 'company', name: 'Brisalia', words: ['todos'] }
		]);
		expect((await teams.remove('company', ANA)).ok).toBe(false);
	});

	test('nodes stand in the order of the tree, each with its queues and words', async () => {
		const madrid = await grown({ kind: 'site', name: 'Madrid' });
		const sevilla = await grown({ kind: 'site', name: 'Sevilla' });
		const client = await grown({ parent: madrid, kind: 'client', name: 'Hogar' });
		await grown({ parent: client, name: 'Ventas', queues: ['b', 'a', 'a'], words: ['V'] });
		await grown({ parent: sevilla, name: 'Noche' });
		const nodes = await teams.nodes();
		expect(nodes.map(({ name }) => name)).toEqual([
			'',
			'Madrid',
			'Hogar',
			'Ventas',
			'Sevilla',
			'Noche'
		]);
		expect(nodes[3]).toMatchObject({ queues: ['a', 'b'], words: ['V'] });
	});

	test.each([
		['a site below a team', 'team', 'site'],
		['a client below a team', 'team', 'client'],
		['a site below a client', 'client', 'site'],
		['a second company', 'site', 'company']
	] as const)('%s is refused', async (_what, above, below: TeamKind) => {
		const parent = await grown({ kind: above });
		expect(await teams.create(node({ parent, kind: below }), ANA)).toEqual({
			ok: false,
			fault: 'parent'
		});
	});

	test('a node moves with all below it, but not below itself', async () => {
		const one = await grown({ kind: 'site', name: 'One' });
		const two = await grown({ kind: 'site', name: 'Two' });
		const team = await grown({ parent: one, name: 'Team' });
		const inner = await grown({ parent: team, name: 'Inner' });
		for (const parent of [team, inner])
			expect(await teams.change(team, node({ parent, name: 'Team' }), ANA)).toEqual({
				ok: false,
				fault: 'parent'
			});
		expect(await teams.change(team, node({ parent: 'gone' }), ANA)).toEqual({
			ok: false,
			fault: 'unknown-parent'
		});
		await teams.change(team, node({ parent: two, name: 'Team' }), ANA);
		expect((await teams.nodes()).map(({ name }) => name)).toEqual([
			'',
			'One',
			'Two',
			'Team',
			'Inner'
		]);
		expect(await newest()).toMatchObject({
			action: 'team.changed',
			before: { parent: one },
			after: { parent: two }
		});
		// A site that holds a client cannot become a team.
		const client = await grown({ parent: one, kind: 'client' });
		expect(await teams.change(one, node({ kind: 'team', name: 'One' }), ANA)).toEqual({
			ok: false,
			fault: 'parent'
		});
		await teams.remove(client, ANA);
	});

	test('two nodes that are moved below each other at once do not make a ring', async () => {
		const one = await grown({ name: 'One' });
		const two = await grown({ name: 'Two' });
		for (let round = 0; round < 10; round++) {
			const results = await Promise.all([
				teams.change(one, node({ name: 'One', parent: two }), ANA),
				teams.change(two, node({ name: 'Two', parent: one }), ANA)
			]);
			expect(results.filter(({ ok }) => ok).length).toBe(1);
			expect((await teams.nodes()).length).toBe(3);
			await teams.change(one, node({ name: 'One' }), ANA);
			await teams.change(two, node({ name: 'Two' }), ANA);
		}
	});

	test('a word names one team; a queue may belong to several', async () => {
		const one = await grown({ words: ['Ventas'], queues: ['q'] });
		expect(await teams.create(node({ words: ['Ventas'] }), ANA)).toEqual({
			ok: false,
			fault: 'word-taken'
		});
		const two = await grown({ queues: ['q'] });
		expect(await teams.change(two, node({ words: ['x', 'Ventas'] }), ANA)).toEqual({
			ok: false,
			fault: 'word-taken'
		});
		await teams.change(one, node({ words: [] }), ANA);
		expect(await teams.change(two, node({ words: ['Ventas'] }), ANA)).toMatchObject({ ok: true });
	});

	test('what is in use is not removed: nodes, people, boards, forms', async () => {
		const team = await grown();
		const below = await grown({ parent: team });
		const person = await created({ teams: [below] });
		expect(await teams.remove(team, ANA)).toEqual({ ok: false, fault: 'in-use' });
		expect(await teams.remove(below, ANA)).toEqual({ ok: false, fault: 'in-use' });
		await people.change(person.id, draft(), ANA);
		const boards = createBoardStore(store, { audit, now: () => nowMs++ });
		const board = await boards.create(
			{ name: 'Sala', zone: '', tiles: [] },
			{ team: below, showsAgents: false },
			ANA
		);
		expect(await teams.remove(below, ANA)).toEqual({ ok: false, fault: 'in-use' });
		await boards.remove(board.id, ANA);
		const forms = createFormStore(store.database, { audit, now: () => nowMs++ });
		await forms.create({ team, content: SMALL_FORM, from: 'empty' }, ANA);
		expect(await teams.remove(below, ANA)).toMatchObject({ ok: true });
		expect(await newest()).toMatchObject({ action: 'team.removed', after: null });
		expect(await teams.remove(team, ANA)).toEqual({ ok: false, fault: 'in-use' });
		expect(await teams.remove(below, ANA)).toEqual({ ok: false, fault: 'unknown' });
	});

	test('who changed a board last is known from the log, also after others were removed', async () => {
		const boards = createBoardStore(store, { audit, now: () => nowMs++ });
		const layout = { name: 'Sala', zone: '', tiles: [] };
		const board = await boards.create(layout, { team: 'company', showsAgents: false }, SYSTEM);
		await boards.save(board.id, { layout, revision: 1 }, ANA);
		const other = await boards.create(layout, { team: 'company', showsAgents: false }, SYSTEM);
		const changes = await lastChanges(store.database, 'board:');
		expect(changes.get(`board:${board.id}`)).toMatchObject({ name: 'Ana', kind: 'person' });
		expect(changes.get(`board:${other.id}`)).toMatchObject({ kind: 'system' });
	});

	test('settings have the values of a new installation until they are changed, and a change is logged', async () => {
		expect(await readSettings(store.database)).toEqual(DEFAULT_SETTINGS);
		const masking = { ...DEFAULT_SETTINGS.masking, phone: false };
		await saveSetting(store.database, audit, { name: 'masking', value: masking, actor: ANA });
		expect(await readSettings(store.database)).toEqual({ ...DEFAULT_SETTINGS, masking });
		expect(await newest()).toMatchObject({
			action: 'settings.changed',
			object: 'settings:masking',
			before: { phone: true },
			after: { phone: false }
		});
	});

	test('a setting that cannot be read is as in a new installation, and nonsense is not written', async () => {
		await store.database
			.insertInto('meta')
			.values({ name: 'settings.retentionDays', value: '{"texts":' })
			.execute();
		expect((await readSettings(store.database)).retentionDays).toEqual(
			DEFAULT_SETTINGS.retentionDays
		);
		const nonsense = { ...DEFAULT_SETTINGS.retentionDays, texts: -1 };
		await expect(writeSetting(store.database, 'retentionDays', nonsense)).rejects.toThrow();
	});

	test('the log is read in pages from the newest to the oldest, each entry once', async () => {
		for (let n = 0; n < 1010; n++)
			await audit.record(ANA, {
				action: n % 3 ? 'board.changed' : 'board.created',
				object: 'board:x',
				before: null,
				after: n
			});
		const seqs: number[] = [];
		for await (const row of auditRows(audit, {})) seqs.push(row.seq);
		expect(seqs).toEqual(Array.from({ length: 1010 }, (_, index) => 1010 - index));
		let some = 0;
		for await (const row of auditRows(audit, { action: 'board.created' }))
			some += row.action === 'board.created' ? 1 : 0;
		expect(some).toBe(337);
	});

	test('the watch on the chain verifies what is new at each look, and remembers what was there', async () => {
		const errors: unknown[] = [];
		const watch = watchChain({
			database: store.database,
			key: KEY,
			now: () => nowMs,
			onError: (error) => errors.push(error)
		});
		expect(watch.state.verdict).toBeNull();
		await created();
		await watch.look();
		expect(watch.state).toMatchObject({ verdict: { ok: true, head: { seq: 1 } } });
		await created({ email: 'b@x' });
		await Promise.all([watch.look(), watch.look()]);
		expect(watch.state).toMatchObject({ verdict: { ok: true, head: { seq: 2 } } });
		await watch.walk();
		expect(watch.state).toMatchObject({
			verdict: { ok: true, head: { seq: 2 } },
			isWalking: false
		});
		await watch.stop();
		expect(errors).toEqual([]);
	});
});
