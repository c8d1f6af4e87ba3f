import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BoardLayout, Tile } from '#lib/domain/boards/board.ts';
import type { ServerMessage, Snapshot } from '#lib/live/protocol.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import type { Person } from '#lib/server/store/people.ts';
import { knownEvent } from '../support/known-event.ts';
import { startLiveStage } from '../support/live-stage.ts';
import type { LiveStage } from '../support/live-stage.ts';
import { until } from '../support/until.ts';
import type { TestViewer } from '../support/viewer.ts';

const bands = { warn: null, bad: null };
const placed = { width: 3, height: 2, title: '', queues: [] };
const table: Tile = {
	...placed,
	id: 'queues',
	kind: 'queues',
	window: '60m',
	serviceLevelBands: bands
};
const layout: BoardLayout = {
	name: 'Sala',
	zone: 'Europe/Madrid',
	tiles: [
		{ ...placed, id: 'waiting', kind: 'number', metric: 'waiting', window: 'today', bands },
		{ ...placed, id: 'offered', kind: 'number', metric: 'offered', window: 'today', bands },
		table,
		{ ...table, id: 'named', queues: ['norte-queue', 'sur-queue'] },
		{ ...table, id: 'foreign', queues: ['sur-queue'] },
		{ ...placed, id: 'agents', kind: 'agents', teams: [] },
		{ ...placed, id: 'trend', kind: 'trend', metric: 'offered' }
	]
};

const snapshotOf = (message: ServerMessage): Snapshot => {
	if (message.type !== 'snapshot')
		throw new Error(`expected a snapshot: ${JSON.stringify(message)}`);
	return message;
};
const UNKNOWN = { type: 'refused', reason: 'unknown-board' };

describe('who may watch what', () => {
	let stage: LiveStage;
	let norte = '';
	let sur = '';
	let company = '';
	let northern = '';
	let southern = '';

	beforeAll(async () => {
		stage = await startLiveStage();
		norte = await stage.client('norte');
		sur = await stage.client('sur');
		company = (await stage.board('Empresa', 'company', layout)).id;
		northern = (await stage.board('Norte', norte, layout)).id;
		southern = (await stage.board('Sur', sur, layout)).id;
		const now = Date.now();
		await stage.insert(
			...['norte', 'sur'].flatMap((client) => [
				knownEvent('interaction.created', `${client}-1`, now - 9000, { channel: 'chat' }),
				knownEvent('interaction.queued', `${client}-1`, now - 8000, { queue: `${client}-queue` }),
				...[1, 2, 3, 4, 5].map((n) =>
					knownEvent('agent.state', `${client}-agent-${n}`, now - n, {
						state: client === 'norte' ? 'available' : 'break',
						team: `${client}-team`,
						name: `${client} ${n}`
					})
				)
			])
		);
	});
	afterAll(() => stage.stop());

	const hello = async (
		headers: Record<string, string>,
		board: string,
		{ query = '', seq }: { query?: string; seq?: number } = {}
	): Promise<{ viewer: TestViewer; first: ServerMessage }> => {
		const viewer = await stage.open(headers, query);
		viewer.send({ type: 'hello', v: 1, board, ...(seq === undefined ? {} : { seq }) });
		return { viewer, first: await viewer.next() };
	};
	let people = 0;
	/** What the browser of somebody who has just signed in sends, and the token in it. */
	const signIn = async (person: Pick<Person, 'id'>) => {
		const token = await stage.signIn(person);
		return { token, headers: stage.browser(`atalaya-session=${token}`) };
	};
	const supervisor = async (...teams: string[]) =>
		signIn(await stage.person(`supervisor-${++people}`, 'supervisor', { teams }));
	const program = async (...given: Parameters<LiveStage['program']>) => {
		const { id, token } = await stage.program(...given);
		return { id, headers: { authorization: `Bearer ${token}` } };
	};
	const television = async (...boards: string[]) => {
		const { id, token } = await stage.screen(boards);
		return { id, headers: stage.browser(`atalaya-screen=${token}`) };
	};

	test('[A1] nobody is answered 401, whatever was sent to say otherwise', async () => {
		const { origin } = stage;
		for (const headers of [
			{},
			{ origin },
			{ authorization: 'Bearer nonsense' },
			{ authorization: 'Basic bm9ib2R5OmF0LWFsbA==' },
			{ origin, cookie: 'atalaya-session=nonsense' },
			{ origin, cookie: 'atalaya-screen=nonsense; other=1' },
			{ origin, cookie: 'atalaya-session=' }
		])
			await expect(stage.open(headers)).rejects.toThrow('401');
	});

	test('[A1] somebody who may watch no boards is answered 403', async () => {
		for (const role of ['agent', 'quality'] as const) {
			const { headers } = await signIn(await stage.person(role, role, { teams: [norte] }));
			await expect(stage.open(headers)).rejects.toThrow('403');
		}
		const { headers } = await program(['metrics', 'interactions', 'ingest'], 'company');
		await expect(stage.open(headers)).rejects.toThrow('403');
	});

	test('[W8] [A1] a session does not count from another origin, nor without one', async () => {
		const { headers } = await supervisor(norte);
		const { cookie = '' } = headers;
		for (const stolen of [
			{ cookie },
			{ cookie, origin: 'null' },
			{ cookie, origin: 'https://evil.example' },
			{ cookie, origin: stage.origin.replace('http:', 'ftp:') }
		])
			await expect(stage.open(stolen)).rejects.toThrow('403');
		await expect(stage.open(headers)).resolves.toBeDefined();
	});

	test('[A1] with ?as=screen it is the screen, whoever is signed in', async () => {
		const person = await supervisor(norte);
		const screen = await television(southern);
		const both = {
			origin: stage.origin,
			cookie: `${person.headers['cookie'] ?? ''}; ${screen.headers['cookie'] ?? ''}`
		};
		expect((await hello(both, northern)).first.type).toBe('snapshot');
		expect((await hello(both, southern)).first).toEqual(UNKNOWN);
		const as = { query: '?as=screen' };
		expect((await hello(both, southern, as)).first.type).toBe('snapshot');
		expect((await hello(both, northern, as)).first).toEqual(UNKNOWN);
		await expect(stage.open(person.headers, '?as=screen')).rejects.toThrow('401');
	});

	test('[W9] [C4] a board of others is answered like one that does not exist, and is in the audit log once', async () => {
		const person = await stage.person('curious', 'supervisor', { teams: [norte] });
		const { headers } = await signIn(person);
		for (const board of [southern, southern, 'nothing-of-the-kind'])
			expect((await hello(headers, board)).first).toEqual(UNKNOWN);
		const entries = () =>
			stage.audit.list({ limit: 50, action: 'board.refused', actor: person.id });
		await until('it is written down', async () => (await entries()).length > 0);
		expect(await entries()).toMatchObject([
			{
				object: `board:${southern}`,
				actor_kind: 'person',
				address: expect.stringContaining('127.0.0.1') as string
			}
		]);
	});

	test('[W9] [A2] two clients see the board of the company, each with the own queues and agents', async () => {
		const [a, b] = [await supervisor(norte), await supervisor(sur)];
		const [north, south] = [await hello(a.headers, company), await hello(b.headers, company)];
		const tiles = snapshotOf(north.first).tiles;
		expect(Object.keys(tiles['queues'] ?? {})).toEqual(['norte-queue']);
		expect(Object.keys(tiles['named'] ?? {})).toEqual(['norte-queue']);
		expect(tiles['foreign']).toEqual({});
		expect(tiles['waiting']).toEqual({ total: { value: { value: 1 } } });
		expect(tiles['offered']).toEqual({ total: { value: { value: 1 } } });
		expect(Object.keys(tiles['trend'] ?? {})).toEqual(['norte-queue']);
		const patches = 3;
		for (let n = 0; n < patches; n++) {
			await north.viewer.next();
			await south.viewer.next();
		}
		expect(north.viewer.frames.join('')).toContain('available');
		expect(north.viewer.frames.join('')).not.toMatch(/sur|break/);
		expect(south.viewer.frames.join('')).toContain('break');
		expect(south.viewer.frames.join('')).not.toMatch(/norte|available/);
	});

	test('[A2] whoever reaches the whole company sees both', async () => {
		const { headers } = await signIn(await stage.person('director', 'director', { teams: [] }));
		const { first } = await hello(headers, company);
		expect(Object.keys(snapshotOf(first).tiles['queues'] ?? {}).sort()).toEqual([
			'norte-queue',
			'sur-queue'
		]);
		expect(snapshotOf(first).tiles['waiting']).toEqual({ total: { value: { value: 2 } } });
	});

	test('[A2] a program with a team gets the rows of that team', async () => {
		const { headers } = await program(['boards'], sur);
		const { viewer, first } = await hello(headers, company);
		expect(Object.keys(snapshotOf(first).tiles['queues'] ?? {})).toEqual(['sur-queue']);
		expect(viewer.frames.join('')).not.toContain('norte');
	});

	test('[A2] a number of other rows is answered with a snapshot', async () => {
		const [a, b] = [await supervisor(norte), await supervisor(sur)];
		const south = await hello(b.headers, company);
		const { seq } = snapshotOf(south.first);
		const north = await hello(a.headers, company, { seq });
		expect(Object.keys(snapshotOf(north.first).tiles['queues'] ?? {})).toEqual(['norte-queue']);
		expect((await hello(b.headers, company, { seq })).first.type).toBe('patch');
	});

	describe('[W7] [A3] while a connection is open', () => {
		type Story = () => Promise<{ viewer: TestViewer; end: () => Promise<unknown> }>;
		const watching = async (headers: Record<string, string>, board: string) => {
			const { viewer, first } = await hello(headers, board);
			expect(first.type).toBe('snapshot');
			return viewer;
		};
		const stories: [string, number, Story][] = [
			[
				'a person who signs out',
				4401,
				async () => {
					const { token, headers } = await supervisor(norte);
					const viewer = await watching(headers, northern);
					return { viewer, end: () => stage.sessions.close(token) };
				}
			],
			[
				'a person who is no longer active',
				4401,
				async () => {
					const person = await stage.person('leaver', 'supervisor', { teams: [norte] });
					const viewer = await watching((await signIn(person)).headers, northern);
					return {
						viewer,
						end: () => stage.people.change(person.id, { ...person, isActive: false }, SYSTEM)
					};
				}
			],
			[
				'a person whose role is another',
				4401,
				async () => {
					const person = await stage.person('mover', 'supervisor', { teams: [norte] });
					const viewer = await watching((await signIn(person)).headers, northern);
					return {
						viewer,
						end: () => stage.people.change(person.id, { ...person, role: 'agent' }, SYSTEM)
					};
				}
			],
			[
				'a session that has expired',
				4401,
				async () => {
					const person = await stage.person('sleeper', 'supervisor', { teams: [norte] });
					const viewer = await watching((await signIn(person)).headers, northern);
					return {
						viewer,
						end: () =>
							stage.store.database
								.updateTable('sessions')
								.set({ expires_at_ms: Date.now() - 1 })
								.where('person', '=', person.id)
								.execute()
					};
				}
			],
			[
				'a token that is revoked',
				4401,
				async () => {
					const { id, headers } = await program(['boards'], norte);
					const viewer = await watching(headers, northern);
					return { viewer, end: () => stage.apiTokens.revoke(id) };
				}
			],
			[
				'a token that expires',
				4401,
				async () => {
					const { id, headers } = await program(['boards'], norte);
					const viewer = await watching(headers, northern);
					return {
						viewer,
						end: () =>
							stage.store.database
								.updateTable('api_tokens')
								.set({ expires_at_ms: Date.now() - 1 })
								.where('id', '=', id)
								.execute()
					};
				}
			],
			[
				'a screen that is revoked',
				4401,
				async () => {
					const { id, headers } = await television(northern);
					const viewer = await watching(headers, northern);
					return { viewer, end: () => stage.screens.revoke(id, SYSTEM) };
				}
			],
			[
				'a screen that is to show another board',
				4403,
				async () => {
					const { id, headers } = await television(northern);
					const viewer = await watching(headers, northern);
					const draft = { name: 'TV', boards: [southern], rotateSeconds: 0 };
					return { viewer, end: () => stage.screens.change(id, draft, SYSTEM) };
				}
			],
			[
				'a board that goes to another team',
				4403,
				async () => {
					const { headers } = await supervisor(norte);
					const moved = await stage.board('Mudanza', norte, layout);
					const viewer = await watching(headers, moved.id);
					const place = { team: sur, showsAgents: false };
					return {
						viewer,
						end: () => stage.boards.save(moved.id, { layout, revision: 1, place }, SYSTEM)
					};
				}
			],
			[
				'a board that is removed',
				4403,
				async () => {
					const { headers } = await supervisor(norte);
					const { id } = await stage.board('Fugaz', norte, layout);
					const viewer = await watching(headers, id);
					return { viewer, end: () => stage.boards.remove(id, SYSTEM) };
				}
			],
			[
				'a team that has other queues',
				4403,
				async () => {
					const este = await stage.client('este');
					const { headers } = await supervisor(este);
					const viewer = await watching(headers, company);
					return {
						viewer,
						end: () =>
							stage.teams.change(
								este,
								{
									parent: 'company',
									kind: 'client',
									name: 'este',
									queues: ['este-queue', 'oeste-queue'],
									words: ['este-team']
								},
								SYSTEM
							)
					};
				}
			]
		];

		test.each(stories)(
			'%s closes it with %i, and nothing more is sent',
			async (_who, code, begin) => {
				const { viewer, end } = await begin();
				await end();
				stage.hub.principalsChanged();
				expect(await viewer.closed).toBe(code);
				const frames = viewer.frames.length;
				const { headers } = await supervisor(norte);
				const other = await hello(headers, northern);
				for (let n = 0; n < 2; n++) await other.viewer.next();
				expect(viewer.frames).toHaveLength(frames);
			}
		);

		test('whoever sees other rows of a board now gets them after coming back', async () => {
			const person = await stage.person('promoted', 'supervisor', { teams: [norte] });
			const { viewer } = await hello((await signIn(person)).headers, company);
			await stage.people.change(person.id, { ...person, teams: [sur] }, SYSTEM);
			stage.hub.principalsChanged();
			expect(await viewer.closed).toBe(4401);
			const again = await hello((await signIn(person)).headers, company);
			expect(Object.keys(snapshotOf(again.first).tiles['queues'] ?? {})).toEqual(['sur-queue']);
		});

		test('those for whom nothing changed stay, and their sessions are asked about once, however many they opened', async () => {
			const { headers } = await supervisor(norte);
			const viewers = await Promise.all(
				Array.from({ length: 20 }, async () => (await hello(headers, northern)).viewer)
			);
			await until('nobody else is there', () => Promise.resolve(stage.hub.viewerCount >= 20));
			const before = stage.lookUps();
			const strangers = stage.hub.viewerCount - 20;
			stage.hub.principalsChanged();
			await until('they were asked about', () => Promise.resolve(stage.lookUps() > before));
			for (const viewer of viewers) expect((await viewer.next()).type).toBe('patch');
			expect(stage.lookUps() - before).toBeLessThanOrEqual(1 + strangers);
		});
	});

	test('[A5] while the store does not answer nobody new is let in, and those who watch go on', async () => {
		const { headers } = await supervisor(norte);
		const { viewer } = await hello(headers, northern);
		stage.failWith(new Error('the store is away'));
		try {
			stage.hub.principalsChanged();
			await until('it was noticed', () => Promise.resolve(stage.errors.length > 0));
			await expect(stage.open(headers)).rejects.toThrow('503');
			for (let n = 0; n < 2; n++) expect((await viewer.next()).type).toBe('patch');
		} finally {
			stage.failWith(null);
		}
		await expect(stage.open(headers)).resolves.toBeDefined();
	});
});

describe('a hub that nobody tells', () => {
	let stage: LiveStage;
	beforeAll(async () => {
		stage = await startLiveStage({ recheckMs: 300 });
	});
	afterAll(() => stage.stop());

	test('[W7] [A3] finds out by itself who is gone, and whose rows are others', async () => {
		const norte = await stage.client('norte');
		const { id: board } = await stage.board('Norte', norte, layout);
		const person = await stage.person('ana', 'supervisor', { teams: [norte] });
		const token = await stage.signIn(person);
		const screen = await stage.screen([board]);
		const own = await stage.open(stage.browser(`atalaya-session=${token}`));
		const tv = await stage.open(stage.browser(`atalaya-screen=${screen.token}`));
		for (const viewer of [own, tv]) {
			viewer.send({ type: 'hello', v: 1, board });
			expect((await viewer.next()).type).toBe('snapshot');
		}
		await stage.sessions.close(token);
		expect(await own.closed).toBe(4401);
		await stage.screens.change(screen.id, { name: 'TV', boards: [], rotateSeconds: 0 }, SYSTEM);
		expect(await tv.closed).toBe(4403);
	});
});
