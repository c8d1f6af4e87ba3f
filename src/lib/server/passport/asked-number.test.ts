import { describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { Board, Tile } from '#lib/domain/boards/board.ts';
import { readAskedNumber } from './asked-number.ts';
import type { AskedOptions } from './asked-number.ts';

const NOW = Date.UTC(2026, 10, 20, 10, 7, 30);
const placed = { width: 3, height: 2, title: '' };
const bands = { warn: null, bad: null };
const tiles: Tile[] = [
	{
		...placed,
		id: 'sl',
		kind: 'number',
		metric: 'service_level',
		window: '30m',
		queues: ['a,b'],
		bands
	},
	{ ...placed, id: 'day', kind: 'number', metric: 'aht', window: 'today', queues: [], bands },
	{
		...placed,
		id: 'wait',
		kind: 'number',
		metric: 'waiting',
		window: 'today',
		queues: ['a'],
		bands
	},
	{
		...placed,
		id: 'all',
		kind: 'queues',
		window: '15m',
		queues: ['a', 'b'],
		serviceLevelBands: bands
	},
	{ ...placed, id: 'line', kind: 'trend', metric: 'offered', queues: [] },
	{ ...placed, id: 'who', kind: 'agents', queues: [], teams: ['t1'] }
];
const board: Board = {
	id: 'sala',
	name: 'Sala',
	zone: 'Europe/Madrid',
	team: 'company',
	showsAgents: false,
	tiles,
	revision: 1,
	updatedAtMs: 0
};
const TOTALS: RowScope = { ...EVERYTHING, namesAgents: false };

const options = (scope = EVERYTHING): AskedOptions => ({
	principal: {
		kind: 'person',
		id: 'p',
		name: 'P',
		role: 'supervisor',
		teams: [],
		agent: null,
		sessionId: 's',
		isDemo: false
	},
	access: {
		scopeOf: () => Promise.resolve(scope),
		boardScope: () => Promise.resolve({ ...scope, queues: ['a,b', 'a'] }),
		maySee: (_principal, { id }) => Promise.resolve(id === 'sala')
	},
	boards: {
		find: (id) => Promise.resolve(id === 'sala' || id === 'theirs' ? { ...board, id } : null)
	},
	zone: 'Europe/Madrid',
	nowMs: NOW
});
const ask = (query: string, scope?: RowScope) =>
	readAskedNumber(new URLSearchParams(query), options(scope));

async function cellOf(query: string) {
	const read = await ask(query);
	if (!('asked' in read) || read.asked.number.kind !== 'range')
		throw new Error(JSON.stringify(read));
	const { metric, fromMs, toMs, filters } = read.asked.number.cell;
	return { metric: metric.id, range: [fromMs, toMs], filters, scope: read.asked.scope };
}

const AT = '2026-11-20T10:07:00Z';
const atMs = Date.parse(AT);
const MIDNIGHT = Date.parse('2026-11-19T23:00:00Z');

describe('the number an address asks of', () => {
	test.each<[string, string, string, readonly [number, number]]>([
		['a tile of half an hour', 'board=sala&tile=sl', 'service_level', [atMs - 1_800_000, atMs]],
		['a tile of today, by the clock of the board', 'board=sala&tile=day', 'aht', [MIDNIGHT, atMs]],
		['a queue of a table', 'board=sala&tile=all&metric=asa&queue=b', 'asa', [atMs - 900_000, atMs]],
		[
			'the last complete quarter of a line',
			'board=sala&tile=line&queue=a',
			'offered',
			[Date.parse('2026-11-20T09:45:00Z'), Date.parse('2026-11-20T10:00:00Z')]
		],
		['a window without a board', 'metric=offered&window=60m', 'offered', [atMs - 3_600_000, atMs]]
	])(
		'%s is that of its window up to the instant it was shown',
		async (_what, query, metric, range) => {
			expect(await cellOf(`${query}&at=${AT}`)).toMatchObject({ metric, range });
		}
	);

	test('a tile counts its own queues, whatever their names, within what its board shows', async () => {
		const { filters, scope } = await cellOf(`board=sala&tile=sl&at=${AT}`);
		expect([filters.queue, scope.queues]).toEqual([['a,b'], ['a,b', 'a']]);
	});

	test('a range may be named, or the bucket an instant is in', async () => {
		const range = [Date.parse('2026-11-20T10:00:00Z'), Date.parse('2026-11-20T11:00:00Z')];
		const named = 'from=2026-11-20T10:00:00Z&to=2026-11-20T11:00:00Z&queue=a,b&agent=x';
		expect(await cellOf(`metric=aht&${named}`)).toMatchObject({
			range,
			filters: { queue: ['a', 'b'], agent: ['x'] }
		});
		expect(await cellOf(`metric=aht&at=${AT}&interval=1h&tz=UTC`)).toMatchObject({ range });
	});

	test('without an instant it is that of now, in an address that stays the same', async () => {
		const read = await ask('board=sala&tile=sl');
		expect('pinned' in read && read.pinned.get('at')).toBe('2026-11-20T10:07:30.000Z');
	});

	test('what is only known now has queues and teams and no range', async () => {
		const waiting = await ask('board=sala&tile=wait');
		const agents = await ask('board=sala&tile=who');
		expect([waiting, agents]).toMatchObject([
			{ asked: { number: { kind: 'live', of: 'waiting', queues: ['a'] } } },
			{ asked: { number: { kind: 'live', of: 'agentsByState', teams: ['t1'] } } }
		]);
	});

	test.each([
		'board=nowhere&tile=sl',
		'board=theirs&tile=sl',
		'board=sala&tile=none',
		'board=sala&tile=all&metric=asa&queue=c'
	])('%s is not there for whoever asks', async (query) => {
		expect(await ask(query)).toEqual({ missing: true });
	});

	test.each([
		['metric', 'metric=nonsense&window=15m'],
		['from', 'metric=offered&from=yesterday'],
		['to', 'metric=offered&from=2026-11-20T10:00:00Z&to=2026-11-20T09:00:00Z'],
		['window', `metric=offered&window=2h&at=${AT}`],
		['tz', 'metric=offered&window=15m&tz=Nowhere'],
		['interval', `metric=offered&at=${AT}&interval=2h`]
	])('a wrong %s is named', async (field, query) => {
		expect(await ask(query)).toMatchObject({ problem: { status: 400, field } });
	});

	test('a number of one agent is not told to those who see totals', async () => {
		const query = `metric=aht&window=15m&agent=x&at=${AT}`;
		expect(await ask(query, TOTALS)).toMatchObject({ problem: { status: 403, field: 'agent' } });
	});
});
