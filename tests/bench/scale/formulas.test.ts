import { describe, expect, test } from 'vitest';
import { demandOf, limitsOf, lineThrough, mostViewers, needOf, reachOf } from './formulas.ts';
import type { Measured } from './formulas.ts';

const MEASURED: Measured = {
	durablePerSecond: 10_000,
	storedPerSecond: 5000,
	ingestCpu: 0.1,
	engineCpu: 0.2,
	bytesPerEvent: 100,
	ingestMemory: { base: 1000, slope: 2 },
	webCpu: { base: 0.1, slope: 0.001 },
	webMemory: { base: 5000, slope: 10 },
	tickMs: { base: 100, slope: 0.001 }
};

describe('demandOf', () => {
	test('1,000 agents are 42 events a second, twice that in the busy hour and ten times in a burst', () => {
		const demand = demandOf(1000);
		expect(demand.averagePerSecond).toBeCloseTo(41.67, 2);
		expect(demand.busyPerSecond).toBeCloseTo(83.33, 2);
		expect(demand.burstPerSecond).toBeCloseTo(416.67, 2);
		expect(demand).toMatchObject({ eventsPerDay: 1_500_000, contactsPerDay: 80_000, viewers: 200 });
	});

	test('an outage is made up for at six times the mean while the busy hour goes on', () => {
		expect(demandOf(1000).catchUpPerSecond).toBeCloseTo(333.33, 2);
	});
});

describe('lineThrough', () => {
	test('finds base and slope of points on a line', () => {
		const line = lineThrough([
			{ x: 0, y: 3 },
			{ x: 10, y: 8 },
			{ x: 20, y: 13 }
		]);
		expect(line.base).toBeCloseTo(3);
		expect(line.slope).toBeCloseTo(0.5);
	});

	test('is level through one point, and where the figures fall', () => {
		expect(lineThrough([{ x: 5, y: 7 }])).toEqual({ base: 7, slope: 0 });
		const falling = lineThrough([
			{ x: 0, y: 4 },
			{ x: 10, y: 2 }
		]);
		expect(falling).toEqual({ base: 3, slope: 0 });
	});
});

describe('needOf', () => {
	test('a small centre needs one of each', () => {
		const need = needOf(demandOf(1000), MEASURED);
		expect(need).toMatchObject({ ingest: 1, web: 1 });
		expect(need.diskBytesPerDay).toBe(150_000_000);
		expect(need.tickMs).toBeCloseTo(180);
		expect(need.ingestBytes).toBe(161_000);
		expect(need.webBytes).toBe(7000);
	});

	test('web processes follow viewers, and ingest the larger of burst and catching up', () => {
		const need = needOf(demandOf(100_000), MEASURED);
		expect(mostViewers(MEASURED)).toBeCloseTo(600);
		expect(need.web).toBe(34);
		expect(need.ingest).toBe(5);
		expect(need.engineCores).toBeCloseTo(2.38, 2);
		expect(need.catchUpCores).toBeCloseTo(9.52, 2);
	});

	test('what costs nothing more with its size needs one', () => {
		const level = { ...MEASURED, webCpu: { base: 0.1, slope: 0 } };
		expect(needOf(demandOf(100_000), level).web).toBe(1);
	});
});

describe('reachOf', () => {
	test('is nothing where the base is too much, and without end where nothing grows', () => {
		expect(reachOf({ base: 600, slope: 0 }, 500)).toBe(0);
		expect(reachOf({ base: 100, slope: 0 }, 500)).toBe(Infinity);
		expect(reachOf({ base: 100, slope: 2 }, 500)).toBe(200);
	});
});

describe('limitsOf', () => {
	test('names the narrowest first', () => {
		const limits = limitsOf(MEASURED);
		expect(limits.map(({ name }) => name)).toEqual([
			'viewers of one web process',
			'the tick of a board',
			'making up for an outage of an hour in ten minutes',
			'a burst at the door',
			'the busy hour through ingest and engine'
		]);
		expect(limits[0]?.agents).toBeCloseTo(3000);
		expect(limits[1]?.agents).toBeCloseTo(5000);
		expect(limits[2]?.agents).toBeCloseTo(15_000);
		expect(limits[3]?.agents).toBeCloseTo(24_000);
		expect(limits[4]?.agents).toBeCloseTo(60_000);
	});
});
