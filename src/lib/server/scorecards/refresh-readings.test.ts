import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { ReadingsAsk } from './reading-desk.ts';
import { keepReadings } from './refresh-readings.ts';
import type { RefreshOptions } from './refresh-readings.ts';

const NOW_MS = Date.parse('2026-11-22T12:00Z');
const EVERY_MS = 1000;
const scorecard = (id: string, also: Partial<Scorecard> = {}): Scorecard => ({
	...{ id, team: `${id}-team`, isArchived: false },
	versions: [
		{
			...{
				scorecard: id,
				version: 1,
				validFrom: '2026-10',
				note: '',
				createdAtMs: 0,
				createdBy: ''
			},
			content: {
				...{ name: id, description: '', perspectives: [], objectives: [], links: [], sources: [] },
				...{ aggregator: 'mean', hasCriticalCap: true },
				measures: [
					{
						...{ id: 'm', objective: 'o', name: '', description: '', target: null, weight: 1 },
						...{ owner: '', timing: 'lag', leastN: 0, isCritical: false },
						source: { kind: 'figure', figure: id }
					}
				]
			}
		}
	],
	...also
});

/** One process of several that share a lease. */
function processOf(also: Partial<RefreshOptions> = {}) {
	const turns: (readonly ReadingsAsk[])[] = [];
	const errors: unknown[] = [];
	const lease = { isFree: true, released: 0 };
	const kept = keepReadings({
		readings: {
			refresh: (more = []) => {
				turns.push(more);
				return Promise.resolve();
			}
		},
		store: { list: () => Promise.resolve([scorecard('a')]) },
		lease: {
			take: () => Promise.resolve(lease.isFree),
			release: () => {
				lease.released += 1;
				return Promise.resolve();
			}
		},
		...{ zone: 'Europe/Madrid', now: () => NOW_MS, onError: (error) => errors.push(error) },
		times: { everyMs: EVERY_MS, leaseMs: 5 * EVERY_MS },
		...also
	});
	return { kept, turns, errors, lease };
}

describe('readings that are kept up to date', () => {
	afterEach(() => {
		vi.useRealTimers();
	});

	test('are those of the scorecards themselves in the process that holds the lease, and only what was looked at in the others', async () => {
		vi.useFakeTimers();
		const { kept, turns, lease } = processOf();
		lease.isFree = false;
		await vi.advanceTimersByTimeAsync(EVERY_MS);
		expect(turns).toEqual([[]]);
		// The one that held it has gone.
		lease.isFree = true;
		await vi.advanceTimersByTimeAsync(EVERY_MS);
		expect(turns[1]).toMatchObject([
			{ unit: { team: 'a-team', agent: null }, sources: [{ kind: 'figure', figure: 'a' }] }
		]);
		expect(turns[1]?.[0]?.months.at(-1)).toBe('2026-11');
		await kept.stop();
		expect(lease.released).toBe(1);
		await vi.advanceTimersByTimeAsync(5 * EVERY_MS);
		expect(turns).toHaveLength(2);
	});

	test('leave out scorecards that are archived or have not begun', async () => {
		vi.useFakeTimers();
		const later = scorecard('later').versions.map((one) => ({ ...one, validFrom: '2026-12' }));
		const { kept, turns } = processOf({
			store: {
				list: () =>
					Promise.resolve([
						scorecard('gone', { isArchived: true }),
						scorecard('later', { versions: later }),
						scorecard('shown')
					])
			}
		});
		await vi.advanceTimersByTimeAsync(EVERY_MS);
		expect(turns[0]?.map(({ unit }) => unit.team)).toEqual(['shown-team']);
		await kept.stop();
	});

	test('are not overtaken by the next turn, which goes on after one that failed', async () => {
		vi.useFakeTimers();
		const ends: ((failed: boolean) => void)[] = [];
		const { kept, errors } = processOf({
			readings: {
				refresh: () =>
					new Promise((resolve, reject) => {
						ends.push((failed) => {
							if (failed) reject(new Error('away'));
							else resolve();
						});
					})
			}
		});
		await vi.advanceTimersByTimeAsync(4 * EVERY_MS);
		expect(ends).toHaveLength(1);
		ends[0]?.(true);
		await vi.advanceTimersByTimeAsync(EVERY_MS);
		expect([ends.length, errors.length]).toEqual([2, 1]);
		let isStopped = false;
		const stopped = kept.stop().then(() => {
			isStopped = true;
		});
		await vi.advanceTimersByTimeAsync(EVERY_MS);
		// It ends after what is under way.
		expect(isStopped).toBe(false);
		ends[1]?.(false);
		await stopped;
	});
});
