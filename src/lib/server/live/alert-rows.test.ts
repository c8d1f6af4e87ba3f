import { describe, expect, test } from 'vitest';
import { EVERYTHING, NOTHING } from '#lib/domain/access/scope.ts';
import type { Alert } from '#lib/domain/alerts/alert.ts';
import type { Tile } from '#lib/domain/boards/board.ts';
import { ALERTS_TILE } from '#lib/live/protocol.ts';
import { stateHash } from '#lib/live/state-hash.ts';
import { alertRows } from './alert-rows.ts';
import { StateHashes } from './state-hashes.ts';

const alert = (id: string, queue: string, also: Partial<Alert['watched']> = {}): Alert => ({
	id,
	rule: 'r',
	team: 'company',
	queue,
	queueName: queue.toUpperCase(),
	about: { queues: queue === '' ? ['a', 'b'] : [queue], teams: [], agents: false },
	watched: {
		name: 'Regla',
		metric: 'waiting',
		window: 'now',
		per: 'queue',
		comparison: 'above',
		threshold: 2,
		clearThreshold: 1,
		forMinutes: 0,
		clearForMinutes: 1,
		severity: 'warning',
		language: 'es',
		onWall: true,
		withSound: true,
		...also
	},
	figures: { opened: 3, last: 4, worst: 5, n: null, noData: null },
	openedAtMs: 1000,
	acknowledged: null,
	cleared: null
});
const tile = (queues: string[]): Tile => ({
	id: 't',
	kind: 'agents',
	width: 6,
	height: 2,
	title: '',
	queues,
	teams: []
});
const ids = (rows: object): string[] => Object.keys(rows);

describe('[P5] open alerts of a board', () => {
	const all = [alert('of-a', 'a'), alert('of-b', 'b'), alert('of-both', '')];

	test('are those about queues it shows, and all of them where a tile names none', () => {
		expect(ids(alertRows(all, { tiles: [tile(['a'])] }, EVERYTHING))).toEqual(['of-a', 'of-both']);
		expect(ids(alertRows(all, { tiles: [tile(['a']), tile([])] }, EVERYTHING))).toEqual(
			ids(alertRows(all, { tiles: [tile([])] }, EVERYTHING))
		);
		expect(ids(alertRows(all, { tiles: [tile([])] }, EVERYTHING))).toHaveLength(3);
		expect(alertRows(all, { tiles: [] }, EVERYTHING)).toEqual({});
	});

	test('are only those of which the viewer reaches everything', () => {
		const scope = { ...NOTHING, queues: ['a'] };
		expect(ids(alertRows(all, { tiles: [tile([])] }, scope))).toEqual(['of-a']);
		expect(alertRows(all, { tiles: [tile([])] }, NOTHING)).toEqual({});
	});

	test('are not those of a rule that is not for walls, and the worst come first', () => {
		const some = [
			alert('warning', 'a'),
			alert('silent', 'a', { onWall: false }),
			alert('critical', 'a', { severity: 'critical' })
		];
		expect(ids(alertRows(some, { tiles: [tile([])] }, EVERYTHING))).toEqual([
			'critical',
			'warning'
		]);
	});

	test('carry what the strip says, and nobody until somebody acknowledged it', () => {
		const [row] = Object.values(alertRows([all[0]!], { tiles: [tile([])] }, EVERYTHING));
		expect(row).toEqual({
			name: 'Regla',
			queue: 'A',
			severity: 'warning',
			metric: 'waiting',
			value: 4,
			noData: null,
			openedAt: 1000,
			acknowledgedBy: null,
			sound: 1
		});
	});

	test('are no part of the hash by which a screen says what it painted', () => {
		const tiles = { t: { total: { value: 1 } } };
		const hashes = new StateHashes();
		hashes.at(0);
		const withAlerts = { ...tiles, [ALERTS_TILE]: { x: { name: 'Regla' } } };
		hashes.note({ seq: 1, revision: 3, tiles: withAlerts }, false);
		expect(hashes.at(1)).toBe(stateHash(3, Object.entries(tiles)));
	});
});
