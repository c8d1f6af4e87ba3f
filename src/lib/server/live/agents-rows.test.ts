import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boardScope } from '#lib/domain/access/board-access.ts';
import type { PersonPrincipal, Principal } from '#lib/domain/access/principal.ts';
import { SMALLEST_GROUP } from '#lib/domain/access/small-group.ts';
import { COMPANY } from '#lib/domain/access/team.ts';
import { TREE } from '#lib/domain/access/testing/tree.ts';
import type { AgentsTile, NumberTile, Tile } from '#lib/domain/boards/board.ts';
import { isPresent } from '#lib/domain/metrics/floor-metrics.ts';
import type { Tiles } from '#lib/live/protocol.ts';
import { agentsRows, presentCells } from './agents-rows.ts';
import { EMPTY_FLOOR } from './floor.ts';
import type { AgentNow } from './floor.ts';
import { narrowFloor } from './narrow.ts';
import { computeTiles } from './tiles.ts';

const SUPERVISOR = { namesAgents: true, hidesSmallGroups: false };
const SCREEN = { namesAgents: false, hidesSmallGroups: true };
const OPEN_SCREEN = { namesAgents: true, hidesSmallGroups: true };

const agent = (n: number, state: string, changed: Partial<AgentNow> = {}): AgentNow => ({
	agent: `id-${n}`,
	name: `Nombre ${n}`,
	team: '',
	queues: [],
	state,
	reason: '',
	sinceMs: 1000 + n,
	...changed
});
const group = (...states: string[]): AgentNow[] => states.map((state, n) => agent(n, state));

describe('a tile of agents', () => {
	test('lists who is there by name, with state and instant, for whoever supervises them', () => {
		const agents = [agent(1, 'handling'), agent(2, 'break', { name: '' }), agent(3, 'offline')];
		expect(agentsRows({ list: true }, agents, SUPERVISOR)).toEqual({
			'id-1': { name: 'Nombre 1', state: 'handling', since: 1001 },
			'id-2': { name: 'id-2', state: 'break', since: 1002 }
		});
	});

	test('counts by state where names were not asked for, or may not be had', () => {
		const agents = group('handling', 'handling', 'break', 'available', 'available', 'offline');
		expect(agentsRows({}, agents, SUPERVISOR)).toEqual({
			handling: { count: 2 },
			break: { count: 1 },
			available: { count: 2 },
			offline: { count: 1 }
		});
		expect(agentsRows({ list: true }, agents, SCREEN)).toEqual({
			handling: { count: 2 },
			break: { count: 1 },
			available: { count: 2 }
		});
	});

	test.each([
		['a screen', SCREEN],
		['a screen whose board shows names', OPEN_SCREEN]
	])('tells %s nothing of fewer than five who are there', (_who, scope) => {
		const agents = group('handling', 'handling', 'break', 'available', 'offline', 'absent');
		for (const list of [true, false]) {
			expect(agentsRows({ list }, agents, scope)).toEqual({ total: { fewerThan: SMALLEST_GROUP } });
		}
	});

	test('names five on a screen whose board allows it', () => {
		const agents = group('handling', 'handling', 'break', 'available', 'available');
		expect(Object.keys(agentsRows({ list: true }, agents, OPEN_SCREEN))).toHaveLength(5);
	});

	test('is empty where nobody was ever seen', () => {
		expect(agentsRows({ list: true }, [], SCREEN)).toEqual({});
		expect(presentCells([], SCREEN)).toEqual({ value: { value: 0 } });
	});
});

describe('the number of agents who are there', () => {
	test.each([
		['a supervisor any', SUPERVISOR, 4, { value: { value: 4 } }],
		['a screen five', SCREEN, 5, { value: { value: 5 } }],
		['a screen not four', SCREEN, 4, { value: null, fewerThan: 5 }],
		['nor nobody, which tells who is away', SCREEN, 0, { value: null, fewerThan: 5 }]
	])('is told %s', (_who, scope, present, cells) => {
		const agents = [...group(...Array<string>(present).fill('handling')), agent(99, 'offline')];
		expect(presentCells(agents, scope)).toEqual(cells);
	});
});

const NAMES_OF_QUEUES = [...new Set(TREE.flatMap(({ queues }) => queues))];
const NAMES_OF_TEAMS = [...new Set(TREE.flatMap(({ words }) => words))];
const STATES = ['available', 'handling', 'break', 'offline', 'absent', 'Llamada'];

const agents = fc
	.array(
		fc.record({
			team: fc.constantFrom('', ...NAMES_OF_TEAMS),
			queues: fc.subarray(NAMES_OF_QUEUES),
			state: fc.constantFrom(...STATES)
		}),
		{ maxLength: 12 }
	)
	.map((list) => list.map(({ state, ...rest }, n) => agent(n, state, rest)));
const agentsTile = fc.record({
	queues: fc.subarray(NAMES_OF_QUEUES, { maxLength: 2 }),
	teams: fc.subarray(NAMES_OF_TEAMS, { maxLength: 1 }),
	list: fc.boolean()
});
const layout = fc.array(agentsTile, { minLength: 1, maxLength: 3 }).map((tiles) => [
	...tiles.map((tile, n): AgentsTile => ({
		...tile,
		id: `a${n}`,
		kind: 'agents',
		width: 4,
		height: 4,
		title: ''
	})),
	...tiles.map(({ queues }, n): NumberTile => ({
		id: `n${n}`,
		kind: 'number',
		metric: 'agents_by_state',
		window: 'today',
		bands: { warn: null, bad: null },
		width: 2,
		height: 2,
		title: '',
		queues
	}))
]);
const place = fc.record({
	team: fc.constantFrom(...TREE.map(({ id }) => id)),
	showsAgents: fc.boolean()
});
const person = (role: PersonPrincipal['role'], teams: readonly string[]): PersonPrincipal => ({
	kind: 'person',
	id: role,
	name: role,
	role,
	teams,
	agent: null,
	sessionId: 's',
	isDemo: false
});
const SCREEN_PRINCIPAL: Principal = { kind: 'screen', id: 'tv', name: 'tv', boards: ['sala'] };

type Place = { team: string; showsAgents: boolean };

function tilesFor(who: Principal, where: Place, tiles: Tile[], everybody: AgentNow[]) {
	const scope = boardScope(who, { id: 'sala', ...where }, TREE);
	const floor = narrowFloor({ ...EMPTY_FLOOR, agents: everybody }, scope);
	return {
		tiles: computeTiles({ tiles }, { floor, nowMs: 0, zone: 'UTC', scope }),
		reached: floor.agents
	};
}
const selects = (tile: Tile, one: AgentNow): boolean =>
	(tile.queues.length === 0 || one.queues.some((queue) => tile.queues.includes(queue))) &&
	(tile.kind !== 'agents' || tile.teams.length === 0 || tile.teams.includes(one.team));
const saysNames = (shown: Tiles, everybody: readonly AgentNow[]): boolean => {
	const frame = JSON.stringify(shown);
	return everybody.some(({ agent: id, name }) => frame.includes(`"${id}"`) || frame.includes(name));
};

describe('whatever is on the floor and on the board', () => {
	test('a frame to a screen names nobody unless its board allows it, and then nobody of a small group', () => {
		fc.assert(
			fc.property(agents, layout, place, (everybody, tiles, where) => {
				const { tiles: shown, reached } = tilesFor(SCREEN_PRINCIPAL, where, tiles, everybody);
				if (!where.showsAgents) return !saysNames(shown, everybody);
				return tiles.every((tile) => {
					const present = reached.filter((one) => selects(tile, one) && isPresent(one));
					const isLarge = present.length >= SMALLEST_GROUP;
					const mayName = tile.kind === 'agents' && tile.list === true && isLarge;
					return mayName || !saysNames({ t: shown[tile.id] ?? {} }, everybody);
				});
			}),
			{ numRuns: 300 }
		);
		expect(agents).toBeDefined();
	});

	test.each([
		['a screen', SCREEN_PRINCIPAL],
		['a director', person('director', [])],
		['an administrator', person('admin', [])]
	])('%s learns nothing of a group under five but that it is', (_who, principal) => {
		fc.assert(
			fc.property(agents, layout, place, (everybody, tiles, where) => {
				const { tiles: shown, reached } = tilesFor(principal, where, tiles, everybody);
				return tiles.every((tile) => {
					const selected = reached.filter((one) => selects(tile, one));
					const present = selected.filter(isPresent);
					if (selected.length === 0 || present.length >= SMALLEST_GROUP) return true;
					const cells = tile.kind === 'number' ? { value: null, fewerThan: 5 } : { fewerThan: 5 };
					return JSON.stringify(shown[tile.id]) === JSON.stringify({ total: cells });
				});
			}),
			{ numRuns: 300 }
		);
		expect(principal.kind).toBeDefined();
	});

	test('nobody but who supervises agents, and screens where the board says so, is told names', () => {
		fc.assert(
			fc.property(
				agents,
				layout,
				place,
				fc.constantFrom('admin', 'director', 'quality', 'agent' as const),
				(everybody, tiles, where, role) => {
					const who = person(role, role === 'agent' ? [COMPANY] : []);
					return !saysNames(tilesFor(who, where, tiles, everybody).tiles, everybody);
				}
			)
		);
		const everybody = group('handling', 'break');
		const list: Tile[] = [
			{ id: 'a', kind: 'agents', width: 4, height: 4, title: '', queues: [], teams: [], list: true }
		];
		const where = { team: COMPANY, showsAgents: false };
		const { tiles } = tilesFor(person('supervisor', [COMPANY]), where, list, everybody);
		expect(saysNames(tiles, everybody)).toBe(true);
	});
});
