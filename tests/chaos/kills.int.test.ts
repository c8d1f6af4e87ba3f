/** The short form of `npm run chaos -- kills`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runKills } from './lab/kill-run.ts';
import { openStage } from './lab/stage.ts';
import type { Stage } from './lab/stage.ts';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(() => stage.close());

test('ten kills of any part at random lose nothing that was acknowledged, double nothing and invent nothing', async () => {
	const report = await runKills(stage, {
		kills: 10,
		seed: 'ci',
		each: 1,
		pauseMs: 150,
		lifeMs: { least: 100, most: 500 },
		whileStartingShare: 0.45,
		signal: new AbortController().signal,
		onProgress: () => undefined
	});
	expect(report).toMatchObject({ lost: 0, doubled: 0, invented: 0, wrongFacts: 0, faults: [] });
	expect(report.acknowledged).toBeGreaterThan(200);
	expect(report.present).toBeGreaterThanOrEqual(report.acknowledged);
	expect(Object.values(report.kills).reduce((sum, n) => sum + n, 0)).toBe(10);
});
