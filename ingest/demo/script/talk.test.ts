import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { turnsOf } from './talk.ts';

const talk = (lengthMs: number, seed = 'a', language: 'es' | 'en' | 'pt' = 'es') =>
	turnsOf(
		{ language, topic: 'bill', mood: 'upset', agentName: 'Lucía Andrade', settled: true, lengthMs },
		new Random(seed)
	);

describe('what is said in a recorded call', () => {
	test('is in order, within the call, and begins with the agent', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 25_000, max: 120_000 }),
				fc.string(),
				fc.constantFrom('es', 'en', 'pt'),
				(lengthMs, seed, language) => {
					const turns = talk(lengthMs, seed, language);
					expect(turns[0]?.speaker).toBe('agent');
					expect(new Set(turns.map(({ speaker }) => speaker)).size).toBe(2);
					let atMs = 0;
					for (const { startMs, endMs, text } of turns) {
						expect(startMs).toBeGreaterThanOrEqual(atMs);
						expect(endMs).toBeGreaterThan(startMs);
						expect(text).not.toMatch(/[{}]/);
						atMs = endMs;
					}
					expect(atMs).toBeLessThanOrEqual(lengthMs);
				}
			)
		);
	});

	test('is more in a longer call, and the same for the same seed', () => {
		expect(talk(110_000).length).toBeGreaterThan(talk(30_000).length);
		expect(talk(60_000)).toEqual(talk(60_000));
		expect(talk(60_000, 'b')).not.toEqual(talk(60_000));
	});
});
