import { describe, expect, test } from 'vitest';
import { initiativeMarks, versionMarks } from './measure-marks.ts';
import { monthsBetween } from './month.ts';
import type { Measure, ScorecardVersion } from './scorecard.ts';
import type { Initiative } from './strategy/initiative.ts';

const MONTHS = monthsBetween('2026-01', '2026-06');

const measure = (target: number): Measure => ({
	...{ id: 'fcr', objective: 'resolver', name: '', description: '', owner: '', weight: 1 },
	source: { kind: 'metric', metric: 'fcr', channels: [], queues: [], teams: [] },
	target: { direction: 'up', floor: 0.5, target, stretch: 0.9 },
	...{ timing: 'lag', leastN: 0, isCritical: false }
});

const version = (
	number: number,
	validFrom: string,
	measures: readonly Measure[],
	note = ''
): ScorecardVersion => ({
	...{ scorecard: 's', version: number, validFrom, note, createdAtMs: 0, createdBy: 'p' },
	content: {
		...{ name: 'x', description: '', perspectives: [], objectives: [], links: [], sources: [] },
		...{ measures: [...measures], aggregator: 'mean', hasCriticalCap: true }
	}
});

describe('marks of versions', () => {
	test('stand where the measure itself was defined otherwise', () => {
		const versions = [
			version(1, '2025-01', [measure(0.7)]),
			version(2, '2026-03', [measure(0.75)], 'más exigente'),
			version(3, '2026-05', [measure(0.75)], 'otra cosa')
		];
		expect(versionMarks(versions, 'fcr', MONTHS)).toEqual([
			{ month: '2026-03', version: 2, note: 'más exigente' }
		]);
	});

	test('stand where it came, and not where it had been all along', () => {
		const versions = [version(1, '2026-01', []), version(2, '2026-04', [measure(0.7)])];
		expect(versionMarks(versions, 'fcr', MONTHS).map(({ month }) => month)).toEqual(['2026-04']);
		expect(versionMarks([version(1, '2020-01', [measure(0.7)])], 'fcr', MONTHS)).toEqual([]);
	});
});

const initiative = (changed: Partial<Initiative>): Initiative => ({
	...{ name: 'Formación', description: '', sponsor: '', owner: 'Ana', budgetCents: 0 },
	...{ startsOn: '2026-02-01', endsOn: '2026-05-31', spentCents: 0, doneShare: null },
	...{ objectives: [], milestones: [], ended: null },
	effects: [{ measure: 'fcr', change: 0.03, month: '2026-06' }],
	...changed
});

describe('marks of initiatives', () => {
	test('are of those that expect to move the measure, until they ended', () => {
		const all = [
			{ id: 'b', initiative: initiative({ ended: { as: 'cancelled', on: '2026-03-10' } }) },
			{ id: 'a', initiative: initiative({ startsOn: '2026-01-15' }) },
			{ id: 'c', initiative: initiative({ effects: [] }) }
		];
		expect(initiativeMarks(all, 'fcr')).toMatchObject([
			{ id: 'a', endsOn: '2026-05-31', isCancelled: false, change: 0.03 },
			{ id: 'b', endsOn: '2026-03-10', isCancelled: true }
		]);
		expect(initiativeMarks(all, 'aht')).toEqual([]);
	});
});
