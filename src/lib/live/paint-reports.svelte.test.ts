import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Tile } from '../domain/boards/board.ts';
import { REPORT_EVERY_MS } from '../domain/screens/paint-report.ts';
import { LiveBoard } from './board.svelte.ts';
import { PaintReports } from './paint-reports.ts';
import type { Report, Snapshot } from './protocol.ts';
import { stateHash } from './state-hash.ts';

const snapshot: Snapshot = {
	type: 'snapshot',
	v: 1,
	seq: 7,
	at: 1,
	asOf: 1,
	board: 'sala',
	revision: 3,
	tiles: { t: { q1: { waiting: 1 }, q2: { waiting: 0 } }, gone: { q: { waiting: 9 } } }
};
const tile = { id: 't' } as Tile;

function harness() {
	const board = new LiveBoard(snapshot);
	const reports: Report[] = [];
	const frames: (() => void)[] = [];
	const live = {
		connection: 'open',
		board,
		report: (report: Report) => {
			reports.push(report);
		}
	};
	const paint = new PaintReports({
		live,
		layout: () => ({ revision: 3, tiles: [tile] }),
		build: 'b1',
		beforeFrame: (callback) => frames.push(callback),
		size: () => ({ width: 1920, height: 1080 })
	});
	const frame = (): void => {
		for (const callback of frames.splice(0)) callback();
	};
	return { board, live, reports, paint, frame };
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

describe('reports of what was painted', () => {
	test('[R1] tell the state of the frame that is on the glass, and nothing of tiles that are not on the board', () => {
		const { board, reports, paint, frame } = harness();
		const stop = paint.start();
		vi.advanceTimersByTime(1000);
		frame();
		expect(reports).toEqual([]);
		// Arrives after the document of this frame was fixed.
		board.apply({
			type: 'patch',
			seq: 8,
			at: 2,
			asOf: 2,
			ops: [{ op: 'set', tile: 't', row: 'q1', cells: { waiting: 2 } }]
		});
		frame();
		expect(reports).toEqual([
			{
				type: 'report',
				n: 1,
				seq: 7,
				revision: 3,
				hash: stateHash(3, [['t', { q1: { waiting: 1 }, q2: { waiting: 0 } }]]),
				build: 'b1',
				width: 1920,
				height: 1080,
				roundTripMs: null
			}
		]);
		stop();
	});

	test('come every ten seconds, with the round trip of the one before', () => {
		const { reports, paint, frame } = harness();
		const stop = paint.start();
		for (let second = 0; second < 2 * (REPORT_EVERY_MS / 1000) + 2; second++) {
			vi.advanceTimersByTime(1000);
			frame();
			frame();
			if (second === 0) {
				vi.advanceTimersByTime(40);
				paint.answered(1);
				paint.answered(99);
			}
		}
		expect(reports.map(({ n }) => n)).toEqual([1, 2, 3]);
		expect(reports.map(({ roundTripMs }) => roundTripMs)).toEqual([null, 40, 40]);
		stop();
	});

	test('stop while the page is hidden or not connected, and afterwards go on', () => {
		const { live, reports, paint, frame } = harness();
		const stop = paint.start();
		live.connection = 'waiting';
		vi.advanceTimersByTime(30_000);
		frame();
		frame();
		expect(reports).toEqual([]);
		live.connection = 'open';
		// Hidden: no frames.
		vi.advanceTimersByTime(60_000);
		expect(reports).toEqual([]);
		frame();
		frame();
		expect(reports).toHaveLength(1);
		stop();
		expect(vi.getTimerCount()).toBe(0);
	});
});
