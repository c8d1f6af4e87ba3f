import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RIGHTS } from '#lib/domain/access/right.ts';
import type { Right } from '#lib/domain/access/right.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { TOKEN_SCOPES } from '#lib/domain/access/token-scope.ts';
import type { TokenScope } from '#lib/domain/access/token-scope.ts';
import type { Need } from '#lib/server/access/route-needs.ts';
import { ROUTES, TOPICS } from '#lib/server/access/table.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import type { ServerMessage } from '#lib/live/protocol.ts';
import { API_TOKEN, startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { openStoreParts } from '../support/store-parts.ts';
import type { StoreParts } from '../support/store-parts.ts';
import {
	EVERY_TILE,
	FOREIGN,
	OWN,
	agentOf,
	contactOf,
	makeTwoClients
} from '../support/two-clients.ts';
import type { TwoClients } from '../support/two-clients.ts';
import { until } from '../support/until.ts';
import { TestViewer } from '../support/viewer.ts';

const DAY_MS = 86_400_000;
const UNKNOWN = { type: 'refused', reason: 'unknown-board' };

/** Somebody who asks, of the client `OWN` unless it says otherwise. */
interface Asker {
	/** What the table of rights calls it; null: nobody. */
	readonly holder: Role | 'screen' | `token:${TokenScope}` | 'environment' | null;
	/** Headers of a new sign-in each time, so that no request ends the session of the next. */
	readonly headers: () => Promise<Record<string, string>>;
	/** Sees rows of the other client as well. */
	readonly seesAll?: boolean;
}

describe('authorisation', () => {
	let product: Product;
	let parts: StoreParts;
	let clients: TwoClients;
	const viewers: TestViewer[] = [];

	beforeAll(async () => {
		product = await startProduct();
		parts = await openStoreParts(product.dataDir);
		clients = await makeTwoClients(product, parts);
		await makeAskers();
	});
	afterAll(async () => {
		for (const viewer of viewers) viewer.close();
		await parts.store.close();
		await product.stop();
	});

	const askers = new Map<string, Asker>();
	const browser = (cookie: string) => ({ cookie, origin: product.web });
	const asPerson = (id: string) => async () =>
		browser(`atalaya-session=${await parts.signIn({ id })}`);
	const bearer = (token: string) => () => Promise.resolve({ authorization: `Bearer ${token}` });

	async function makeAskers(): Promise<void> {
		const own = clients.team[OWN];
		for (const role of ROLES) {
			const agent = role === 'agent' ? agentOf(OWN) : null;
			const { id } = await parts.person(`${role} propio`, role, { teams: [own], agent });
			askers.set(role, { holder: role, headers: asPerson(id) });
		}
		const director = await parts.person('toda la empresa', 'director');
		askers.set('director of all', {
			holder: 'director',
			headers: asPerson(director.id),
			seesAll: true
		});
		const stray = await parts.person('sin equipo', 'supervisor');
		askers.set('supervisor of no team', { holder: 'supervisor', headers: asPerson(stray.id) });
		const screen = await parts.screen([clients.board[OWN]]);
		const tv = browser(`atalaya-screen=${screen.token}`);
		askers.set('screen', { holder: 'screen', headers: () => Promise.resolve(tv) });
		for (const scope of TOKEN_SCOPES) {
			const { token } = await parts.program([scope], own);
			askers.set(`token:${scope}`, { holder: `token:${scope}`, headers: bearer(token) });
		}
		askers.set('environment', { holder: 'environment', headers: bearer(API_TOKEN), seesAll: true });
		askers.set('nobody', { holder: null, headers: () => Promise.resolve({}) });
		const expired = await parts.program(['metrics', 'boards'], own, Date.now() - 1);
		askers.set('expired token', { holder: null, headers: bearer(expired.token) });
		const revoked = await parts.program(['metrics', 'boards'], own);
		await parts.apiTokens.revoke(revoked.id);
		askers.set('revoked token', { holder: null, headers: bearer(revoked.token) });
		const leaver = await parts.person('quien se fue', 'admin');
		const stolen = await parts.signIn(leaver);
		await parts.people.change(leaver.id, { ...leaver, isActive: false }, SYSTEM);
		const gone = browser(`atalaya-session=${stolen}`);
		askers.set('session of somebody who left', {
			holder: null,
			headers: () => Promise.resolve(gone)
		});
		const old = await parts.screen([clients.board[OWN]]);
		await parts.screens.revoke(old.id, SYSTEM);
		const dark = browser(`atalaya-screen=${old.token}`);
		askers.set('revoked screen', { holder: null, headers: () => Promise.resolve(dark) });
	}

	/** What the table says of somebody, worked out here and not by the code that is tested. */
	function verdictOf({ holder }: Asker, need: Need): 'allowed' | 401 | 403 {
		if (need === 'anyone') return 'allowed';
		if (holder === null) return 401;
		if (need === 'person') return (ROLES as readonly string[]).includes(holder) ? 'allowed' : 403;
		const holders =
			holder === 'environment'
				? (['token:metrics', 'token:interactions', 'token:boards'] as const)
				: [holder];
		const holds = (right: Right): boolean =>
			holders.some((one) => (RIGHTS[right] as readonly string[]).includes(one));
		return need.some(holds) ? 'allowed' : 403;
	}

	const ask = async (
		path: string,
		headers: Record<string, string>,
		init: RequestInit = {}
	): Promise<{ status: number; text: string; code: string | null }> => {
		const answer = await fetch(product.web + path, {
			redirect: 'manual',
			...init,
			headers: {
				accept: 'application/json',
				...headers,
				...(init.headers as Record<string, string>)
			}
		});
		const text = await answer.text();
		const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json');
		const code = isProblem ? (JSON.parse(text) as { code: string }).code : null;
		return { status: answer.status, text, code };
	};

	/** Ids of `OWN` or of `FOREIGN` in the place of parameters; of those this test does not know, an id that is none. */
	function addressOf(route: string, of: typeof OWN | typeof FOREIGN = OWN): string {
		return route.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, (_whole, name: string) => {
			if (name === 'board') return clients.board[of];
			if (name === 'id' && route.includes('interactions')) return contactOf(of);
			return 'none';
		});
	}

	const acts = Object.entries(ROUTES).flatMap(([route, needs]) =>
		(Object.entries(needs) as [string, Need][]).map(([act, need]) => [route, act, need] as const)
	);
	/** The codes with which somebody is turned away before anything is looked at. */
	const TURNED_AWAY = ['unauthorized', 'forbidden'];

	test.each(acts)(
		'[A1] %s %s is for those the table names, and for nobody else',
		async (route, act, need) => {
			const isForm = act.startsWith('?/');
			const method = isForm ? 'POST' : act;
			const address = addressOf(route) + (isForm ? act : '');
			const wrong: unknown[] = [];
			for (const [name, asker] of askers) {
				const verdict = verdictOf(asker, need);
				const headers = await asker.headers();
				const init: RequestInit =
					method === 'GET'
						? { method }
						: {
								method,
								body: method === 'POST' ? new URLSearchParams() : '{}',
								headers: {
									origin: product.web,
									...(method === 'POST' ? {} : { 'content-type': 'application/json' })
								}
							};
				const { status, code } = await ask(address, headers, init);
				const isTurnedAway = code !== null && TURNED_AWAY.includes(code);
				if (verdict === 'allowed' ? isTurnedAway : !isTurnedAway || status !== verdict)
					wrong.push({ name, verdict, status, code });
			}
			expect(wrong).toEqual([]);
		}
	);

	test('[A1] a method that is not in the table is not there, for anybody', async () => {
		for (const [route, needs] of Object.entries(ROUTES)) {
			const method = (['DELETE', 'PATCH', 'PUT'] as const).find((one) => !(one in needs));
			if (!method) continue;
			const headers = await askers.get('admin')!.headers();
			const { status } = await ask(addressOf(route), headers, {
				method,
				headers: { origin: product.web }
			});
			expect([route, method, status]).toEqual([route, method, 404]);
		}
	});

	test('[A4] a change that comes from a page of another site is refused, whoever is signed in', async () => {
		const changes = acts.filter(([, act]) => act !== 'GET');
		const headers = await askers.get('admin')!.headers();
		for (const [route, act] of changes) {
			const address = addressOf(route) + (act.startsWith('?/') ? act : '');
			const method = act.startsWith('?/') ? 'POST' : act;
			for (const foreign of [
				{ origin: 'https://evil.example' },
				{ origin: 'null' },
				{ origin: product.web, 'sec-fetch-site': 'cross-site' }
			]) {
				const { status, code } = await ask(address, { ...headers, ...foreign }, { method });
				expect([route, act, status, code]).toEqual([route, act, 403, 'foreign_origin']);
			}
			// Without an origin, but with the cookie of the victim.
			const { cookie = '' } = headers;
			expect((await ask(address, { cookie }, { method })).code).toBe('foreign_origin');
		}
	});

	describe('whoever belongs to one client', () => {
		const limited = () =>
			[...askers].filter(([, { holder, seesAll }]) => holder !== null && !seesAll);
		const range = () => {
			const from = new Date(Date.now() - 2 * DAY_MS).toISOString();
			const to = new Date(Date.now() + DAY_MS).toISOString();
			return `from=${from}&to=${to}`;
		};
		const questions = () => [
			...[
				'',
				'&by=queue',
				'&by=channel',
				'&by=agent',
				'&by=team',
				'&by=queue,agent&interval=1h'
			].map((by) => `/api/v1/metrics/query?metric=offered,handled,aht&${range()}${by}`),
			`/api/v1/metrics/query?metric=handled&${range()}&by=queue&queue=${FOREIGN}-queue,${OWN}-queue`,
			`/api/v1/metrics/query?metric=handled&${range()}&by=agent&agent=${agentOf(FOREIGN)}`,
			`/api/v1/metrics/query?metric=handled&${range()}&by=agent&team=${FOREIGN}-team`,
			`/api/v1/metrics/query?metric=waiting,longest_wait,at_risk&${range()}&by=queue`,
			`/api/v1/metrics/query?metric=agents_by_state&${range()}&by=team`,
			`/api/v1/metrics/query?metric=agents_by_state&${range()}`
		];

		// Administration is of the whole installation: whoever may make people may make one that sees everything.
		const isAdministration = (address: string) => address.startsWith('/administration');

		test('[A1] finds nothing of the other in any page or answer', async () => {
			const addresses = [
				...acts.filter(([, act]) => act === 'GET').map(([route]) => addressOf(route)),
				...questions(),
				`/wallboard/${clients.board.company}`,
				`/wallboard/${clients.board[OWN]}?rotate=30`,
				`/interactions?id=${contactOf(OWN)}`,
				`/interactions/${contactOf(OWN, 'open')}`,
				`/interactions/${contactOf(OWN, 'direct')}`
			].filter((address) => !address.includes('/metrics/query') || address.includes('metric='));
			const found: unknown[] = [];
			let own = 0;
			const look = async (name: string, given: Record<string, string>, address: string) => {
				const accept = address.startsWith('/api/') ? 'application/json' : 'text/html';
				const { status, text } = await ask(address, { ...given, accept });
				if (text.includes(OWN)) own += 1;
				// What a question itself names comes back in no answer either.
				if (text.includes(FOREIGN)) found.push({ name, address, status });
			};
			for (const [name, { headers }] of limited()) {
				const given = await headers();
				const seen = addresses.filter((address) => name !== 'admin' || !isAdministration(address));
				await Promise.all(seen.map((address) => look(name, given, address)));
			}
			expect(found).toEqual([]);
			expect(own).toBeGreaterThan(40);
		});

		test('[A1] gets the same answer for what belongs to the other and for what does not exist', async () => {
			const pairs = acts
				.filter(([route, act]) => act === 'GET' && addressOf(route, FOREIGN) !== addressOf(route))
				.map(([route]) => {
					const foreign = addressOf(route, FOREIGN);
					return [foreign, foreign.replace(FOREIGN, 'xxxxxxxx')] as const;
				});
			expect(pairs.length).toBeGreaterThanOrEqual(4);
			pairs.push([
				`/interactions?id=${contactOf(FOREIGN)}`,
				`/interactions?id=${contactOf(FOREIGN).replace(FOREIGN, 'xxxxxxxx')}`
			]);
			for (const [name, { headers }] of limited()) {
				const given = await headers();
				for (const [foreign, missing] of pairs) {
					const [a, b] = [await ask(foreign, given), await ask(missing, given)];
					const plain = (text: string) =>
						text
							.replaceAll(FOREIGN, 'xxxxxxxx')
							.replaceAll(/nonce[-=]"?[\w+/=]+/g, '')
							.replaceAll(/"id":"[0-9a-f-]{36}"/g, '')
							// The minute of the answer.
							.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d/g, '');
					expect([name, foreign, a.status]).toEqual([name, foreign, b.status]);
					expect(plain(a.text)).toBe(plain(b.text));
					expect([200, 403, 404]).toContain(a.status);
				}
			}
		});

		test('[A8] changes no board of the other, nor of the company, nor gives one away', async () => {
			const supervisor = await askers.get('supervisor')!.headers();
			const json = { 'content-type': 'application/json', origin: product.web };
			const put = (board: string, body: object) =>
				ask(`/boards/${board}`, supervisor, {
					method: 'PUT',
					headers: json,
					body: JSON.stringify({ layout: { ...EVERY_TILE, name: 'mío' }, revision: 1, ...body })
				});
			for (const board of [clients.board[FOREIGN], clients.board.company, 'no-such-board'])
				expect(await put(board, {})).toEqual({ status: 404, text: '{}', code: null });
			for (const team of [clients.team[FOREIGN], 'company', 'no-such-team']) {
				const given = await put(clients.board[OWN], { place: { team, showsAgents: true } });
				expect([given.status, given.text]).toEqual([
					422,
					'{"faults":[{"field":"team","code":"invalid"}]}'
				]);
			}
			for (const act of ['remove', 'duplicate']) {
				const form = (id: string) =>
					ask(`/?/${act}`, supervisor, {
						method: 'POST',
						headers: { origin: product.web, 'x-sveltekit-action': 'true' },
						body: new URLSearchParams({ id })
					});
				const [foreign, missing] = [
					await form(clients.board[FOREIGN]),
					await form('no-such-board')
				];
				expect(foreign.text).toBe(missing.text);
				expect(foreign.text).toContain('404');
			}
			const untouched = await Promise.all(
				[OWN, FOREIGN, 'company'].map(async (key) => {
					const board = await parts.boards.find(clients.board[key as keyof TwoClients['board']]);
					return [board?.revision, board?.showsAgents];
				})
			);
			expect(untouched).toEqual(Array.from({ length: 3 }, () => [1, false]));
		});

		test('sees of the board of the company only the own part, and saves nobody else out of it', async () => {
			const { id } = await parts.board('compartido', clients.team[OWN], EVERY_TILE);
			const supervisor = await askers.get('supervisor')!.headers();
			const read = await ask(`/boards/${id}`, supervisor);
			expect(read.text).not.toContain(FOREIGN);
			const { board } = JSON.parse(read.text) as { board: { revision: number } };
			const saved = await ask(`/boards/${id}`, supervisor, {
				method: 'PUT',
				headers: { 'content-type': 'application/json', origin: product.web },
				body: JSON.stringify({ layout: board, revision: board.revision })
			});
			expect([saved.status, saved.text.includes(FOREIGN)]).toEqual([200, false]);
			const stored = await parts.boards.find(id);
			expect(JSON.stringify(stored)).toContain(`${FOREIGN}-queue`);
		});
	});

	test('figures of single agents are for those who may know them, and say which parameter asks for them', async () => {
		const from = new Date(Date.now() - DAY_MS).toISOString();
		const to = new Date(Date.now() + DAY_MS).toISOString();
		const base = `/api/v1/metrics/query?metric=handled&from=${from}&to=${to}`;
		for (const [query, field] of [
			['by=agent', 'by'],
			['by=queue,team', 'by'],
			[`agent=${agentOf(OWN)}`, 'agent'],
			[`team=${OWN}-team`, 'team']
		] as const) {
			const director = await ask(`${base}&${query}`, await askers.get('director')!.headers());
			expect([director.status, director.code]).toEqual([403, 'forbidden_dimension']);
			expect(JSON.parse(director.text)).toMatchObject({ field });
			const supervisor = await ask(`${base}&${query}`, await askers.get('supervisor')!.headers());
			expect(supervisor.status).toBe(200);
		}
		const rows = async (who: string) =>
			(
				JSON.parse((await ask(`${base}&by=agent`, await askers.get(who)!.headers())).text) as {
					rows: { agent: string }[];
				}
			).rows;
		expect((await rows('agent')).map(({ agent }) => agent)).toEqual([agentOf(OWN)]);
		expect(await rows('supervisor of no team')).toEqual([]);
	});

	test('whoever opens a contact is in the audit log, by page and by API, and a refused look is not a look', async () => {
		const entries = async (contact: string) =>
			(
				await parts.audit.list({
					limit: 100,
					action: 'interaction.read',
					object: `interaction:${contact}`
				})
			).map(({ actor_kind: kind, actor_name: name }) => `${kind} ${name}`);
		const before = (await entries(contactOf(OWN, 'open'))).length;
		const quality = await askers.get('quality')!.headers();
		await ask(`/interactions/${contactOf(OWN, 'open')}`, quality);
		await ask(
			`/api/v1/interactions/${contactOf(OWN, 'open')}`,
			await askers.get('token:interactions')!.headers()
		);
		await ask(`/interactions/${contactOf(FOREIGN)}`, quality);
		expect((await entries(contactOf(OWN, 'open'))).slice(0, -before || undefined)).toEqual([
			'token program',
			'person quality propio'
		]);
		expect(await entries(contactOf(FOREIGN))).toEqual([]);
	});

	describe('the websocket', () => {
		const connect = async (headers: Record<string, string>, query = ''): Promise<TestViewer> => {
			const viewer = new TestViewer(`${product.web.replace('http', 'ws')}/live${query}`, headers);
			viewers.push(viewer);
			return viewer.opened();
		};
		const hello = async (
			headers: Record<string, string>,
			board: string
		): Promise<{ viewer: TestViewer; first: ServerMessage }> => {
			const viewer = await connect(headers);
			viewer.send({ type: 'hello', v: 1, board });
			return { viewer, first: await viewer.next() };
		};

		test.each(Object.entries(TOPICS))(
			'[A1] topic %s is for those the table names',
			async (topic, need) => {
				for (const [name, asker] of askers) {
					const verdict = verdictOf(asker, need);
					const opening = connect(await asker.headers(), `?topic=${topic}`).then(
						() => 'allowed' as const,
						(error: unknown) => Number((error as Error).message)
					);
					expect([name, await opening]).toEqual([name, verdict]);
				}
			}
		);

		test('nobody of one client gets a frame with anything of the other', async () => {
			for (const [name, asker] of askers) {
				if (verdictOf(asker, TOPICS['board'] ?? []) !== 'allowed' || asker.seesAll) continue;
				const headers = await asker.headers();
				expect([name, (await hello(headers, clients.board[FOREIGN])).first]).toEqual([
					name,
					UNKNOWN
				]);
				const isNobodys = name === 'supervisor of no team';
				const { viewer, first } = await hello(headers, clients.board[OWN]);
				expect([name, first.type]).toEqual([name, isNobodys ? 'refused' : 'snapshot']);
				if (isNobodys) continue;
				await viewer.next();
				const company = await hello(headers, clients.board.company);
				if (company.first.type === 'snapshot') await company.viewer.next();
				const said = [...viewer.frames, ...company.viewer.frames].join('');
				expect(said).toContain(OWN);
				expect(said).not.toContain(FOREIGN);
			}
		});

		test('[A4] a page of another site cannot open it with the cookie of somebody', async () => {
			const { cookie = '' } = await askers.get('supervisor')!.headers();
			for (const foreign of [
				{ origin: 'https://evil.example' },
				{ origin: 'null' },
				{ origin: `${product.web}.evil.example` },
				{}
			])
				await expect(connect({ cookie, ...foreign })).rejects.toThrow('403');
			await expect(connect({ cookie, origin: product.web })).resolves.toBeDefined();
		});

		test('is closed when its person signs out in another window', async () => {
			const headers = await askers.get('supervisor')!.headers();
			const { viewer } = await hello(headers, clients.board[OWN]);
			await ask('/sign-out', headers, { method: 'POST', body: new URLSearchParams() });
			expect(await viewer.closed).toBe(4401);
		});

		test('is closed within a minute when its token is revoked where this process hears nothing of it', async () => {
			const program = await parts.program(['boards'], clients.team[OWN]);
			const screen = await parts.screen([clients.board[OWN]]);
			const person = await parts.person('quien será otra', 'supervisor', {
				teams: [clients.team[OWN]]
			});
			const three = await Promise.all([
				hello({ authorization: `Bearer ${program.token}` }, clients.board[OWN]),
				hello(browser(`atalaya-screen=${screen.token}`), clients.board[OWN]),
				hello(await asPerson(person.id)(), clients.board[OWN])
			]);
			const startedAt = Date.now();
			await parts.apiTokens.revoke(program.id);
			await parts.screens.revoke(screen.id, SYSTEM);
			await parts.people.change(person.id, { ...person, role: 'agent' }, SYSTEM);
			expect(await Promise.all(three.map(({ viewer }) => viewer.closed))).toEqual([
				4401, 4401, 4401
			]);
			expect(Date.now() - startedAt).toBeLessThan(60_000);
		});
	});

	test('no session is ended by somebody who is not its owner', async () => {
		const victim = await parts.person('víctima', 'director');
		await parts.signIn(victim);
		const [session] = await parts.sessions.list(victim.id);
		const thief = await askers.get('supervisor')!.headers();
		await ask('/account?/leave', thief, {
			method: 'POST',
			headers: { origin: product.web },
			body: new URLSearchParams({ id: session?.id ?? '', session: session?.id ?? '' })
		});
		expect((await parts.sessions.list(victim.id)).map(({ id }) => id)).toEqual([session?.id]);
	});

	test('a person without administration touches no screen, token, person or team by its id', async () => {
		const { id: screen } = await parts.screen([clients.board[FOREIGN]]);
		const { id: token } = await parts.program(['metrics'], clients.team[FOREIGN]);
		const { id: person } = await parts.person('alguien', 'agent');
		const ids = new URLSearchParams({
			id: screen,
			screen,
			token,
			person,
			team: clients.team[FOREIGN]
		});
		const administration = acts.filter(
			([route, act]) => route.startsWith('/administration') && act !== 'GET'
		);
		expect(administration.length).toBeGreaterThan(0);
		for (const who of ['supervisor', 'quality', 'director', 'agent', 'screen']) {
			const headers = await askers.get(who)!.headers();
			for (const [route, act, need] of administration) {
				if (verdictOf(askers.get(who)!, need) === 'allowed') continue;
				const address = addressOf(route) + (act.startsWith('?/') ? act : '');
				const { status } = await ask(address, headers, {
					method: 'POST',
					headers: { origin: product.web },
					body: ids
				});
				expect([who, route, act, status]).toEqual([who, route, act, 403]);
			}
		}
		expect(await parts.screens.screen(screen)).not.toBeNull();
		expect((await parts.apiTokens.list()).find(({ id }) => id === token)?.revokedAtMs).toBeNull();
		expect((await parts.people.find(person))?.isActive).toBe(true);
		await until('the team is there', async () =>
			(await parts.teams.nodes()).some(({ id }) => id === clients.team[FOREIGN])
		);
	});
});
