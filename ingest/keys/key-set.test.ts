import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventKey } from './event-key.ts';
import { KeySet } from './key-set.ts';

describe('the set of known keys', () => {
	test('says the same as a Set', () => {
		const id = fc.integer({ min: 0, max: 400 });
		const step = fc.tuple(fc.constantFrom('add', 'has'), id);
		fc.assert(
			fc.property(fc.array(step, { maxLength: 2000 }), (steps) => {
				const model = new Set<string>();
				const set = new KeySet(1_000_000);
				for (const [what, n] of steps) {
					const key = eventKey('//source', `id-${n}`);
					if (what === 'add') {
						set.add(key);
						model.add(key);
					}
					expect(set.has(key)).toBe(model.has(key));
				}
				expect(set.size).toBe(model.size);
			}),
			{ numRuns: 50 }
		);
	});

	test('grows without losing a key', () => {
		const set = new KeySet(1_000_000);
		for (let n = 0; n < 50_000; n += 1) set.add(eventKey('//source', String(n)));
		let known = 0;
		for (let n = 0; n < 50_000; n += 1) if (set.has(eventKey('//source', String(n)))) known += 1;
		expect(known).toBe(50_000);
		expect(set.has(eventKey('//source', 'other'))).toBe(false);
	});

	test('full, it forgets the oldest and keeps three quarters of its limit', () => {
		const set = new KeySet(1000);
		const keys = Array.from({ length: 5000 }, (_none, n) => eventKey('//source', String(n)));
		for (const key of keys) {
			set.add(key);
			expect(set.size).toBeLessThanOrEqual(1000);
		}
		expect(keys.slice(-750).every((key) => set.has(key))).toBe(true);
		expect(set.has(keys[0] ?? '')).toBe(false);
	});

	test('knows the keys that a hash of zeros would hide', () => {
		const set = new KeySet(100);
		const zeros = '\0'.repeat(16);
		expect(set.has(zeros)).toBe(false);
		set.add(zeros);
		expect(set.has(zeros)).toBe(true);
		expect(set.size).toBe(1);
	});
});

describe('the key of an event', () => {
	test('tells pairs apart whose texts together are the same', () => {
		expect(eventKey('//a', 'bc')).not.toBe(eventKey('//ab', 'c'));
		expect(eventKey('//a', 'b')).toHaveLength(16);
	});
});
