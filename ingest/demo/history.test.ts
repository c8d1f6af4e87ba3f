import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CloudEvent } from './event-sheet.ts';
import { HistoryMarker } from './history-marker.ts';
import { loadHistory } from './history.ts';
import type { HistoryProgress } from './history.ts';

const ZONE = 'Europe/Madrid';
const SIMULATED = { seed: 'demo', zone: ZONE, date: '2026-11-18' };

let dataDir: string;
beforeEach(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'demo-history-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function load(days: number, { refuseAfter = Infinity, months = 0 } = {}) {
	const marker = await HistoryMarker.open(dataDir, 'demo', ZONE);
	const sent: CloudEvent[] = [];
	const progress: HistoryProgress[] = [];
	let requests = 0;
	const ending = new AbortController();
	const send = (events: readonly CloudEvent[]) => {
		requests += 1;
		if (requests > refuseAfter) {
			ending.abort();
			return Promise.resolve(false);
		}
		sent.push(...events);
		return Promise.resolve(true);
	};
	await loadHistory({
		simulated: SIMULATED,
		...{ days, months, marker },
		sender: { send },
		signal: ending.signal,
		onProgress: (step) => progress.push(step)
	});
	const dates = new Set(sent.map(({ id }) => id.split('-')[1]));
	return { sent, progress, dates: [...dates] };
}

describe('loadHistory', () => {
	test('loads the days before, the newest first, and says how far it is', async () => {
		const { sent, progress, dates } = await load(2);
		expect(dates).toEqual(['20261117', '20261116']);
		expect(progress.map((step) => [step.progress, step.day])).toEqual([
			[0, null],
			[0.5, '2026-11-17'],
			[1, '2026-11-16']
		]);
		expect(progress.at(-1)?.events).toBe(sent.length);
	});

	test('loads a day once, and days that were not loaded later', async () => {
		await load(1);
		expect((await load(1)).progress).toEqual([{ progress: 1, day: null, events: 0 }]);
		expect((await load(2)).dates).toEqual(['20261116']);
	});

	test('a day that was interrupted is loaded again, whole', async () => {
		const broken = await load(2, { refuseAfter: 3 });
		expect(broken.progress.at(-1)?.progress).toBe(0);
		expect((await load(2)).dates).toEqual(['20261117', '20261116']);
	});

	test('loads a day of each month before them afterwards', async () => {
		const { dates } = await load(1, { months: 3 });
		expect(dates).toEqual(['20261117', '20260901', '20260803']);
	});

	test('a failure comes out', async () => {
		const marker = await HistoryMarker.open(dataDir, 'demo', ZONE);
		const loading = loadHistory({
			simulated: SIMULATED,
			...{ days: 1, months: 0, marker },
			signal: new AbortController().signal,
			onProgress: () => undefined,
			sender: { send: () => Promise.reject(new Error('stopped')) }
		});
		await expect(loading).rejects.toThrow('stopped');
	});
});

describe('HistoryMarker', () => {
	test('another seed or zone has its own history', async () => {
		const marker = await HistoryMarker.open(dataDir, 'demo', ZONE);
		await marker.add('2026-11-17');
		expect((await HistoryMarker.open(dataDir, 'demo', ZONE)).has('2026-11-17')).toBe(true);
		expect((await HistoryMarker.open(dataDir, 'other', ZONE)).has('2026-11-17')).toBe(false);
		expect((await HistoryMarker.open(dataDir, 'demo', 'UTC')).has('2026-11-17')).toBe(false);
	});

	test('a damaged file is no history', async () => {
		const marker = await HistoryMarker.open(dataDir, 'demo', ZONE);
		await marker.add('2026-11-17');
		const file = join(dataDir, 'demo', 'history.json');
		await writeFile(file, (await readFile(file, 'utf8')).slice(0, 20));
		expect((await HistoryMarker.open(dataDir, 'demo', ZONE)).has('2026-11-17')).toBe(false);
	});
});
