import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAP_WIDTH, NODE_HEIGHT, layOutMap } from './map-layout.ts';
import { crossings, linesOf, orderLines } from './map-order.ts';
import { headOf, pathOf, pointAt, upright } from './map-route.ts';

const perspective = (id: string) => ({ id, kind: 'own', name: id, weight: 1 }) as const;
const objective = (id: string, of: string) =>
	({ id, perspective: of, name: id, owner: '', weight: 1 }) as const;
const link = (from: string, to: string) =>
	({ from, to, lagMonths: 1, direction: 'with', note: '' }) as const;

const FOUR = {
	perspectives: ['f', 'c', 'p', 'l'].map(perspective),
	objectives: [
		...['f1', 'f2'].map((id) => objective(id, 'f')),
		...['c1', 'c2'].map((id) => objective(id, 'c')),
		...['p1', 'p2', 'p3'].map((id) => objective(id, 'p')),
		...['l1'].map((id) => objective(id, 'l'))
	],
	links: [link('l1', 'p2'), link('l1', 'f1'), link('p1', 'c2'), link('p2', 'c1'), link('c1', 'c2')]
};

describe('the order of a strategy map', () => {
	it('breaks a long row into rows of like length', () => {
		expect(linesOf(['a', 'b', 'c', 'd', 'e', 'f'])).toEqual([
			['a', 'b', 'c'],
			['d', 'e', 'f']
		]);
		expect(linesOf([])).toEqual([]);
	});

	it('turns a row round where that undoes a crossing', () => {
		const lines = [
			['a', 'b'],
			['c', 'd']
		];
		const links = [
			{ from: 'c', to: 'b' },
			{ from: 'd', to: 'a' }
		];
		expect(crossings(lines, links)).toBe(1);
		expect(crossings(orderLines(lines, links), links)).toBe(0);
	});

	it('keeps the order of the author where nothing crosses', () => {
		const lines = [['b', 'a'], ['c']];
		expect(orderLines(lines, [{ from: 'c', to: 'a' }])).toEqual(lines);
	});

	const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
	it('never makes it worse, and loses nothing', () => {
		const ends = fc.record({ from: fc.constantFrom(...names), to: fc.constantFrom(...names) });
		fc.assert(
			fc.property(fc.array(ends, { maxLength: 12 }), (links) => {
				const lines = [names.slice(0, 3), names.slice(3, 5), names.slice(5)];
				const ordered = orderLines(lines, links);
				expect(crossings(ordered, links)).toBeLessThanOrEqual(crossings(lines, links));
				expect(ordered.map((line) => [...line].sort())).toEqual(lines);
			})
		);
	});
});

describe('the layout of a strategy map', () => {
	it('puts every objective into the band of its perspective, and none over another', () => {
		const { nodes, bands, height, nodeWidth } = layOutMap(FOUR);
		expect(nodes.map((node) => node.objective).sort()).toEqual(
			FOUR.objectives.map(({ id }) => id).sort()
		);
		for (const { objective: id, x, y } of nodes) {
			const of = FOUR.objectives.find((one) => one.id === id)?.perspective;
			const band = bands.find((one) => one.perspective === of);
			expect(y).toBeGreaterThan(band?.y ?? Infinity);
			expect(y + NODE_HEIGHT).toBeLessThan((band?.y ?? 0) + (band?.height ?? 0));
			expect(x).toBeGreaterThan(0);
			expect(x + nodeWidth).toBeLessThanOrEqual(MAP_WIDTH);
			expect(y + NODE_HEIGHT).toBeLessThan(height);
		}
		const isOver = (a: (typeof nodes)[number], b: (typeof nodes)[number]) =>
			a !== b && Math.abs(a.x - b.x) < nodeWidth && Math.abs(a.y - b.y) < NODE_HEIGHT;
		expect(nodes.filter((a) => nodes.some((b) => isOver(a, b)))).toEqual([]);
	});

	it('leads each arrow past the nodes it does not mean', () => {
		const { nodes, arrows, nodeWidth } = layOutMap(FOUR);
		expect(arrows.map((arrow) => arrow.link)).toEqual([0, 1, 2, 3, 4]);
		for (const { link: at, path } of arrows) {
			const { from, to } = FOUR.links[at] ?? { from: '', to: '' };
			const others = nodes.filter((node) => node.objective !== from && node.objective !== to);
			for (const { x, y } of along(path)) {
				const hit = others.find(
					(node) => x > node.x && x < node.x + nodeWidth && y > node.y && y < node.y + NODE_HEIGHT
				);
				expect(hit).toBeUndefined();
			}
		}
	});

	it('sets the marks of arrows apart', () => {
		const { arrows } = layOutMap(FOUR);
		const marks = arrows.map(({ mark }) => mark);
		for (const [at, { x, y }] of marks.entries()) {
			for (const other of marks.slice(at + 1)) {
				const apart = Math.max(Math.abs(x - other.x), Math.abs(y - other.y));
				expect(apart).toBeGreaterThanOrEqual(24);
			}
		}
	});

	it('leaves out links to what is not there, and to itself', () => {
		const links = [link('l1', 'gone'), link('l1', 'l1'), link('l1', 'p1')];
		expect(layOutMap({ ...FOUR, links }).arrows.map((arrow) => arrow.link)).toEqual([2]);
	});

	it('keeps a band for a perspective without objectives', () => {
		const { bands, nodes } = layOutMap({ ...FOUR, objectives: [], links: [] });
		expect(bands).toHaveLength(4);
		expect(nodes).toEqual([]);
	});
});

/** Points of a path, curve by curve. */
function along(path: string) {
	const numbers = (path.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
	const points = Array.from({ length: numbers.length / 2 }, (_, at) => ({
		x: numbers[at * 2] ?? 0,
		y: numbers[at * 2 + 1] ?? 0
	}));
	const curves = Array.from({ length: (points.length - 1) / 3 }, (_, at) => {
		const [from, leave, arrive, to] = points.slice(at * 3, at * 3 + 4);
		if (!from || !leave || !arrive || !to) throw new Error('a path of cubic curves was expected');
		return { from, leave, arrive, to };
	});
	return curves.flatMap((curve) =>
		Array.from({ length: 19 }, (_, at) => pointAt(curve, (at + 1) / 20))
	);
}

describe('an arrow', () => {
	it('ends in a triangle that points where it goes', () => {
		expect(headOf(upright({ x: 0, y: 100 }, { x: 0, y: 0 }))).toBe('M0 0L5 10L-5 10Z');
	});

	it('is one path', () => {
		expect(pathOf([upright({ x: 0, y: 100 }, { x: 40, y: 0 })])).toBe('M0 100C0 50 40 50 40 0');
		expect(pathOf([])).toBe('');
	});
});
