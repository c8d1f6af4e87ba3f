/** Evaluations on walls and pages that are open, as the hub tells them over a real engine. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#lib/domain/access/role.ts';
import type { BoardLayout, Tile } from '#lib/domain/boards/board.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { applyOps } from '#lib/live/diff.ts';
import { QUALITY_TOPIC, TOTAL_ROW } from '#lib/live/protocol.ts';
import type { Patch, ServerMessage, Snapshot, Tiles } from '#lib/live/protocol.ts';
import { knownEvent } from '../support/known-event.ts';
import { startLiveStage } from '../support/live-stage.ts';
import type { LiveStage } from '../support/live-stage.ts';
import type { TestViewer } from '../support/viewer.ts';

const DAY_MS = 86_400_000;
const UNKNOWN = { type: 'refused', reason: 'unknown-board' };
const bands = { warn: null, bad: null };
const tileOf = (id: string, rest: Partial<Extract<Tile, { kind: 'quality' }>> = {}): Tile => ({
	id,
	kind: 'quality',
	metric: 'qa_score',
	window: '30d',
	width: 3,
	height: 3,
	title: '',
	queues: [],
	bands,
	...rest
});
const layout: BoardLayout = {
	name: 'Sala',
	zone: 'Europe/Madrid',
	tiles: [
		tileOf('score'),
		tileOf('week', { window: '7d' }),
		tileOf('passed', { metric: 'qa_pass_rate' }),
		tileOf('count', { metric: 'evaluations', window: '90d' }),
		tileOf('foreign', { queues: ['sur-queue'] })
	]
};

const evaluated = (
	id: string,
	client: string,
	agent: number,
	finalScore: number,
	daysAgo = 0
): KnownEvent => {
	const atMs = Date.now() - daysAgo * DAY_MS - 1000;
	const at = new Date(atMs).toISOString();
	return knownEvent('evaluation.submitted', id, atMs, {
		interaction: `contact-${id}`,
		agent: `${client}-agent-${agent}`,
		queue: `${client}-queue`,
		channel: 'chat',
		contactAt: at,
		evaluator: 'quim',
		form: 'chat',
		formVersion: 1,
		kind: 'standard',
		lane: 'random',
		revision: 1,
		submittedAt: at,
		rawScore: finalScore,
		finalScore,
		passed: finalScore >= 0.8,
		autoFailed: false,
		criticalApplicable: [],
		criticalFailed: [],
		answers: []
	});
};

const snapshotOf = (message: ServerMessage): Snapshot => {
	if (message.type !== 'snapshot')
		throw new Error(`expected a snapshot: ${JSON.stringify(message)}`);
	return message;
};
const totalOf = (tiles: Tiles, tile: string) => tiles[tile]?.[TOTAL_ROW];

describe('evaluations over the websocket', () => {
	let stage: LiveStage;
	let norte = '';
	let northern = '';
	let southern = '';

	beforeAll(async () => {
		stage = await startLiveStage();
		norte = await stage.client('norte');
		const sur = await stage.client('sur');
		northern = (await stage.board('Norte', norte, layout)).id;
		southern = (await stage.board('Sur', sur, layout)).id;
		await stage.insert(
			...[1, 2, 3, 4].map((n) => evaluated(`n${n}`, 'norte', n, (70 + 5 * n) / 100)),
			evaluated('n5', 'norte', 5, 0.95, 20),
			evaluated('old', 'norte', 6, 0.1, 60),
			evaluated('s1', 'sur', 1, 0.5)
		);
	});
	afterAll(() => stage.stop());

	const hello = async (headers: Record<string, string>, board: string, query = '') => {
		const viewer = await stage.open(headers, query);
		viewer.send({ type: 'hello', v: 1, board });
		return { viewer, first: await viewer.next() };
	};
	let people = 0;
	const signedIn = async (role: Role, teams: string[] = [norte]) => {
		const person = await stage.person(`${role}-${++people}`, role, { teams });
		return stage.browser(`atalaya-session=${await stage.signIn(person)}`);
	};
	const television = async (board: string) => {
		const { token } = await stage.screen([board]);
		return stage.browser(`atalaya-screen=${token}`);
	};
	/** The state once it fits. */
	const follow = async (
		viewer: TestViewer,
		before: Tiles,
		fits: (tiles: Tiles) => boolean
	): Promise<Tiles> => {
		let tiles = before;
		await viewer.nextWhere((message) => {
			tiles = applyOps(tiles, (message as Patch).ops);
			return fits(tiles);
		});
		return tiles;
	};

	test('[E3] a tile has the figure of its days and queues, with n and interval', async () => {
		const { first } = await hello(await television(northern), northern);
		const { tiles } = snapshotOf(first);
		const score = totalOf(tiles, 'score');
		expect(score?.['value']).toEqual({ value: 0.85, n: 5 });
		// 0.75, 0.8, 0.85, 0.9 and 0.95: ± 1.96 · 0.0790569 / √5.
		expect((score?.['low'] as number).toFixed(4)).toBe('0.7807');
		expect((score?.['high'] as number).toFixed(4)).toBe('0.9193');
		expect(totalOf(tiles, 'passed')?.['value']).toEqual({
			value: 0.8,
			numerator: 4,
			denominator: 5
		});
		expect(totalOf(tiles, 'count')).toEqual({ value: { value: 6 } });
		// Of another client, and its board does not reach them.
		expect(totalOf(tiles, 'foreign')).toEqual({ value: { value: null, n: 0 } });
	});

	test('[E3] few people are told of only to those who may know them one by one', async () => {
		const onScreen = snapshotOf((await hello(await television(southern), southern)).first);
		expect(totalOf(onScreen.tiles, 'score')).toEqual({ value: null, fewerThan: 5 });
		// Four agents in the last week, five in the last month.
		const north = snapshotOf((await hello(await television(northern), northern)).first);
		expect(totalOf(north.tiles, 'week')).toEqual({ value: null, fewerThan: 5 });
		const forHer = snapshotOf((await hello(await signedIn('supervisor'), northern)).first);
		expect(totalOf(forHer.tiles, 'week')?.['value']).toEqual({ value: 0.825, n: 4 });
	});

	test('[E3] a submission and a retraction change the tile', async () => {
		const { viewer, first } = await hello(await signedIn('supervisor'), northern);
		let { tiles } = snapshotOf(first);
		const counted = (state: Tiles) => totalOf(state, 'count')?.['value'];
		expect(counted(tiles)).toEqual({ value: 6 });
		await stage.insert(evaluated('new', 'norte', 1, 1));
		tiles = await follow(viewer, tiles, (state) => {
			const value = totalOf(state, 'score')?.['value'] as { n: number };
			return value.n === 6;
		});
		expect(totalOf(tiles, 'score')?.['value']).toEqual({ value: 0.875, n: 6 });
		await stage.insert(
			knownEvent('evaluation.retracted', 'new', Date.now(), { revision: 1 }),
			knownEvent('evaluation.retracted', 'old', Date.now(), { revision: 1 })
		);
		tiles = await follow(viewer, tiles, (state) => {
			const { value } = counted(state) as { value: number };
			return value === 5;
		});
		expect(totalOf(tiles, 'score')?.['value']).toEqual({ value: 0.85, n: 5 });
	});

	test('[E1] the topic is for those with a right to evaluations, also without boards', async () => {
		const changedAt = expect.any(Number) as number;
		for (const role of ['quality', 'supervisor'] as const) {
			const { first } = await hello(await signedIn(role), QUALITY_TOPIC, '?topic=quality');
			expect(first).toMatchObject({
				type: 'snapshot',
				board: QUALITY_TOPIC,
				tiles: { [QUALITY_TOPIC]: { [TOTAL_ROW]: { changedAt } } }
			});
		}
		for (const role of ['agent', 'director', 'admin'] as const)
			await expect(stage.open(await signedIn(role), '?topic=quality')).rejects.toThrow('403');
		await expect(stage.open(await television(northern), '?topic=quality')).rejects.toThrow('403');
		await expect(stage.open(await signedIn('supervisor'), '?topic=all')).rejects.toThrow('404');
		const { first } = await hello(await signedIn('director'), QUALITY_TOPIC);
		expect(first).toEqual(UNKNOWN);
		// It opens no board.
		const other = await hello(await signedIn('quality'), northern, '?topic=quality');
		expect(other.first).toEqual(UNKNOWN);
	});

	test('[E2] says that something changed with each commit about evaluations, and nothing of it', async () => {
		const own = await hello(await signedIn('quality'), QUALITY_TOPIC, '?topic=quality');
		const other = await hello(await signedIn('quality', []), QUALITY_TOPIC, '?topic=quality');
		const { tiles } = snapshotOf(own.first);
		const changedAt = totalOf(tiles, QUALITY_TOPIC)?.['changedAt'];
		stage.hub.committed({ evaluations: false });
		expect(await own.viewer.nextWhere(({ type }) => type === 'patch')).toMatchObject({ ops: [] });
		await stage.insert(evaluated('told', 'norte', 1, 1));
		await follow(
			own.viewer,
			tiles,
			(state) => totalOf(state, QUALITY_TOPIC)?.['changedAt'] !== changedAt
		);
		const said = own.viewer.frames.join('');
		expect(said).not.toContain('norte');
		expect(said).not.toContain('told');
		await other.viewer.nextWhere((message) => message.type === 'patch' && message.ops.length > 0);
		expect(own.viewer.frames.at(-1)).toBe(other.viewer.frames.at(-1));
		expect(stage.errors).toEqual([]);
	});

	test('a page of the topic is no board to be looked at', async () => {
		const principal = {
			kind: 'token',
			id: 't',
			name: 't',
			scopes: ['boards'],
			team: null
		} as const;
		expect(await stage.hub.view(QUALITY_TOPIC, principal)).toBeNull();
	});
});
