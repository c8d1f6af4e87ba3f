import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StateCount } from './agent-states.ts';
import { KNOWN_STATES, OTHER_STATES } from './agent-states.ts';
import { fitLegend } from './agents-legend.ts';

const texts = ({ state, count }: StateCount) => ({ name: state, count: String(count) });
const named = (...names: string[]): StateCount[] =>
	names.map((state, index) => ({ state, count: index + 1, hidden: false }));
/** Of the first board. */
const LOW = { widthU: 57, heightU: 13.8 };

describe('fitLegend', () => {
	test('few states stand large, side by side', () => {
		const legend = fitLegend(named('Libre', 'Activo'), texts, { widthU: 60, heightU: 36 });
		expect(legend).toMatchObject({ columns: 2, textU: 3.4 });
	});

	test('six states stand in two lines of a low tile, all of them', () => {
		const names = ['Disponible', 'En contacto', 'Posterior', 'Descanso', 'Comida', 'Formación'];
		const legend = fitLegend(named(...names), texts, LOW);
		expect(legend.states.map(({ state }) => state)).toEqual(names);
		expect(legend.columns).toBe(3);
	});

	test('what would be too small to read is one group at the end, and nobody is lost', () => {
		const legend = fitLegend(named(...KNOWN_STATES), texts, LOW);
		expect(legend.states[0]?.state).toBe('available');
		expect(legend.states.at(-1)?.state).toBe(OTHER_STATES);
		expect(legend.states.reduce((sum, { count }) => sum + count, 0)).toBe(66);
	});

	test('a group that is not told stays so until it is large enough', () => {
		const small = { widthU: 12, heightU: 10 };
		const others = { state: OTHER_STATES, count: 3, hidden: true };
		const alone = fitLegend([others], texts, small);
		expect(alone.states).toEqual([others]);
		const large = { state: 'handling', count: 9, hidden: false };
		expect(fitLegend([large, others], texts, small).states).toEqual([
			{ state: OTHER_STATES, count: 12, hidden: false }
		]);
	});

	test('is never higher than the tile, whatever its states', () => {
		const states = fc.array(
			fc.record({ name: fc.string({ maxLength: 40 }), count: fc.nat(9999) }),
			{
				minLength: 1,
				maxLength: 30
			}
		);
		const sizes = fc.record({
			widthU: fc.double({ min: 27, max: 174, noNaN: true }),
			heightU: fc.double({ min: 11.6, max: 80, noNaN: true })
		});
		fc.assert(
			fc.property(states, sizes, (all, size) => {
				const counts = all.map(({ count }, index) => ({
					state: String(index),
					count,
					hidden: false
				}));
				const legend = fitLegend(
					counts,
					({ state, count }) => ({
						name: all[Number(state)]?.name ?? 'Otros',
						count: String(count)
					}),
					size
				);
				const lines = Math.ceil(legend.states.length / legend.columns);
				expect(lines * legend.textU * 1.42).toBeLessThanOrEqual(size.heightU - 8 + 1e-9);
				expect(legend.textU).toBeGreaterThanOrEqual(1.6);
			})
		);
	});
});
