/** Where everything of a strategy map stands: perspectives as bands, objectives as nodes, links as arrows. Units of the picture. */
import type { ScorecardContent } from '../scorecard.ts';
import { linesOf, orderLines } from './map-order.ts';
import type { MapLine } from './map-order.ts';
import { arch, headOf, pathOf, pointAt, straight, upright } from './map-route.ts';
import type { Curve, Point } from './map-route.ts';

export const MAP_WIDTH = 1200;
/** Left of the nodes: the name of the perspective. */
export const BAND_LABEL = 150;
export const NODE_HEIGHT = 82;
/** Wider than this a name is no easier to read. */
const MOST_NODE_WIDTH = 230;
/** Between two nodes of a row at least: arrows pass there. */
const NODE_GAP = 38;
/** Rows of fewer nodes than these stand no further apart. */
const FEWEST_SLOTS = 3;
const LINE_GAP = 66;
/** Above the first node and below the last one. */
const EDGE = 33;
/** Arrows that pass between the same two nodes lie this far apart. */
const LANE = 7;
/** Arrows that touch the same side of a node share this part of it. */
const PORT_SPAN = 0.7;
/** A mark with its words beside it needs this room; the number alone, a circle, needs less. */
const WORDS_WIDTH = 104;
const WORDS_HEIGHT = 24;
const CIRCLE = 26;
/** Where on the way a mark may sit, the best place first. */
const MARK_SHARES = [0.5, 0.36, 0.64, 0.24, 0.76];

export interface MapNode {
	readonly objective: string;
	readonly x: number;
	readonly y: number;
}

export interface MapBand {
	readonly perspective: string;
	readonly y: number;
	readonly height: number;
}

export interface MapArrow {
	/** Its place among the links of the content. */
	readonly link: number;
	readonly path: string;
	readonly head: string;
	/** Where its number stands, and whether there is room for words beside it. */
	readonly mark: Point & { readonly hasRoom: boolean };
}

export interface StrategyMap {
	readonly height: number;
	readonly nodeWidth: number;
	readonly bands: readonly MapBand[];
	readonly nodes: readonly MapNode[];
	readonly arrows: readonly MapArrow[];
}

interface Placed extends MapNode {
	readonly line: number;
	readonly place: number;
}

interface Ends {
	readonly link: number;
	readonly from: Placed;
	readonly to: Placed;
}

type Side = 'top' | 'bottom' | 'left' | 'right';

const lineY = (line: number): number => EDGE + line * (NODE_HEIGHT + LINE_GAP);

/** How wide a node is, with the room it stands in: as wide as the fullest row lets it be. */
interface Grid {
	readonly slot: number;
	readonly width: number;
}

function gridOf(lines: readonly MapLine[]): Grid {
	const most = Math.max(FEWEST_SLOTS, ...lines.map(({ length }) => length));
	const slot = (MAP_WIDTH - BAND_LABEL) / most;
	return { slot, width: Math.min(MOST_NODE_WIDTH, slot - NODE_GAP) };
}

function placed(lines: readonly MapLine[], { slot, width }: Grid): Placed[] {
	return lines.flatMap((objectives, line) => {
		const left = BAND_LABEL + (MAP_WIDTH - BAND_LABEL - objectives.length * slot) / 2;
		return objectives.map((objective, place) => ({
			...{ objective, line, place, y: lineY(line) },
			x: left + place * slot + (slot - width) / 2
		}));
	});
}

const isBeside = ({ from, to }: Ends): boolean =>
	from.line === to.line && Math.abs(from.place - to.place) === 1;

/** Which side of a node an arrow touches. */
function sideOf(ends: Ends, end: 'from' | 'to'): Side {
	const [self, other] = end === 'from' ? [ends.from, ends.to] : [ends.to, ends.from];
	if (isBeside(ends)) return self.place < other.place ? 'right' : 'left';
	return self.line < other.line ? 'bottom' : 'top';
}

class Routing {
	readonly #nodes: readonly Placed[];
	readonly #ends: readonly Ends[];
	/** How many arrows pass between two nodes already, by row and place. */
	readonly #lanes = new Map<string, number>();
	readonly #marks: Point[] = [];

	readonly #grid: Grid;

	constructor(nodes: readonly Placed[], ends: readonly Ends[], grid: Grid) {
		this.#grid = grid;
		this.#nodes = nodes;
		this.#ends = ends;
	}

	arrows(): MapArrow[] {
		return this.#ends.map((ends) => {
			const curves = this.#curves(ends);
			const last = curves.at(-1) ?? straight(ends.from, ends.to);
			return {
				link: ends.link,
				path: pathOf(curves),
				head: headOf(last),
				mark: this.#mark(curves)
			};
		});
	}

	#curves(ends: Ends): Curve[] {
		const [from, to] = [this.#port(ends, 'from'), this.#port(ends, 'to')];
		if (isBeside(ends)) return [straight(from, to)];
		if (ends.from.line === ends.to.line) return [arch(from, to, LINE_GAP / 2)];
		return this.#through(ends, from, to);
	}

	/** A point of the side of a node: arrows that touch it stand in the order of where they come from. */
	#port(ends: Ends, end: 'from' | 'to'): Point {
		const node = ends[end];
		const side = sideOf(ends, end);
		const touching = this.#ends
			.flatMap((one) =>
				(['from', 'to'] as const)
					.filter((which) => one[which] === node && sideOf(one, which) === side)
					.map((which) => ({ one, which, other: which === 'from' ? one.to : one.from }))
			)
			.sort((a, b) => a.other.x - b.other.x || a.other.y - b.other.y || a.one.link - b.one.link);
		const at = touching.findIndex(({ one, which }) => one === ends && which === end);
		const share = 0.5 + PORT_SPAN * ((at + 0.5) / touching.length - 0.5);
		const isUpright = side === 'top' || side === 'bottom';
		const { width } = this.#grid;
		return {
			x: isUpright ? node.x + width * share : node.x + (side === 'right' ? width : 0),
			y: isUpright ? node.y + (side === 'bottom' ? NODE_HEIGHT : 0) : node.y + NODE_HEIGHT * share
		};
	}

	/** Row by row, between the nodes of those that lie between. */
	#through(ends: Ends, from: Point, to: Point): Curve[] {
		const step = ends.to.line > ends.from.line ? 1 : -1;
		const curves: Curve[] = [];
		let here = from;
		for (let line = ends.from.line + step; line !== ends.to.line; line += step) {
			const middle = lineY(line) + NODE_HEIGHT / 2;
			const wish = here.x + ((to.x - here.x) * (middle - here.y)) / (to.y - here.y);
			const x = this.#corridor(line, wish);
			const entry = { x, y: middle - (step * NODE_HEIGHT) / 2 };
			const exit = { x, y: middle + (step * NODE_HEIGHT) / 2 };
			curves.push(upright(here, entry), straight(entry, exit));
			here = exit;
		}
		return [...curves, upright(here, to)];
	}

	/** Beside a node, the nearest way there is; one that an arrow between neighbours crosses only where it is far nearer. */
	#corridor(line: number, wish: number): number {
		const { slot, width } = this.#grid;
		const nodes = this.#nodes.filter((node) => node.line === line);
		const gap = (slot - width) / 2;
		const [first] = nodes;
		const crossed = new Set(
			this.#ends
				.filter((ends) => ends.from.line === line && isBeside(ends))
				.map(({ from, to }) => Math.max(from.x, to.x) - gap)
		);
		const between = [
			...(first === undefined ? [wish] : [first.x - gap]),
			...nodes.map(({ x }) => x + width + gap)
		];
		const cost = (x: number): number => Math.abs(x - wish) + (crossed.has(x) ? slot : 0);
		const [x = wish] = between.sort((a, b) => cost(a) - cost(b));
		const key = `${line}/${x}`;
		const before = this.#lanes.get(key) ?? 0;
		this.#lanes.set(key, before + 1);
		const lane = Math.ceil(before / 2) * (before % 2 === 0 ? 1 : -1);
		return x + lane * LANE;
	}

	/** Between two rows, where there is room for words; else where it stands apart from other marks. */
	#mark(curves: readonly Curve[]): MapArrow['mark'] {
		const between = curves.filter(({ from, to, leave }) => from.y !== to.y && leave.y !== from.y);
		const places = (list: readonly Curve[]): Point[] =>
			list.flatMap((curve) => MARK_SHARES.map((share) => pointAt(curve, share)));
		const isApart = (place: Point, width: number, height: number): boolean =>
			this.#marks.every(
				({ x, y }) => Math.abs(x - place.x) >= width || Math.abs(y - place.y) >= height
			);
		const roomy = places(between).find((place) => isApart(place, WORDS_WIDTH, WORDS_HEIGHT));
		const all = places(between.length > 0 ? between : curves);
		const mark = roomy ?? all.find((place) => isApart(place, CIRCLE, CIRCLE)) ?? all[0];
		const found = { ...(mark ?? { x: 0, y: 0 }), hasRoom: roomy !== undefined };
		this.#marks.push(found);
		return found;
	}
}

/** Links to objectives that are not there are left out. */
export function layOutMap({
	perspectives,
	objectives,
	links
}: Pick<ScorecardContent, 'perspectives' | 'objectives' | 'links'>): StrategyMap {
	const groups = perspectives.map(({ id }) => ({
		perspective: id,
		// A perspective without objectives is a band all the same.
		lines: linesOf(objectives.filter(({ perspective }) => perspective === id).map((one) => one.id))
	}));
	const given = groups.flatMap(({ lines }) => (lines.length === 0 ? [[]] : lines));
	const grid = gridOf(given);
	const nodes = placed(orderLines(given, links), grid);
	const byId = new Map(nodes.map((node) => [node.objective, node]));
	const ends = links.flatMap(({ from, to }, link) => {
		const [a, b] = [byId.get(from), byId.get(to)];
		return a && b && a !== b ? [{ link, from: a, to: b }] : [];
	});
	let line = 0;
	const bands = groups.map(({ perspective, lines }) => {
		const count = Math.max(1, lines.length);
		const y = lineY(line) - LINE_GAP / 2;
		line += count;
		return { perspective, y, height: count * (NODE_HEIGHT + LINE_GAP) };
	});
	return {
		height: lineY(line) - LINE_GAP + EDGE,
		nodeWidth: grid.width,
		bands,
		nodes: nodes.map(({ objective, x, y }) => ({ objective, x, y })),
		arrows: new Routing(nodes, ends, grid).arrows()
	};
}
