import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Agenda } from './agenda.ts';

test('does things in the order of their instants, equal ones as they were noted', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 200 }), (instants) => {
			const agenda = new Agenda(0);
			const done: [number, number][] = [];
			instants.forEach((atMs, index) => {
				agenda.at(atMs, () => done.push([atMs, index]));
			});
			while (agenda.step());
			const expected = instants.map((atMs, index): [number, number] => [atMs, index]);
			expected.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
			expect(done).toEqual(expected);
		})
	);
});

test('what is noted while something happens comes in its turn', () => {
	const agenda = new Agenda(1000);
	const seen: string[] = [];
	agenda.after(10, () => {
		seen.push(`first at ${agenda.nowMs}`);
		agenda.after(5, () => seen.push(`second at ${agenda.nowMs}`));
	});
	agenda.after(20, () => seen.push(`third at ${agenda.nowMs}`));
	while (agenda.step());
	expect(seen).toEqual(['first at 1010', 'second at 1015', 'third at 1020']);
});

test('an instant in the past is now: time does not go back', () => {
	const agenda = new Agenda(1000);
	let atMs = 0;
	agenda.at(1, () => {
		atMs = agenda.nowMs;
	});
	agenda.step();
	expect(atMs).toBe(1000);
});
