/** Which objective of a strategy map stands where in its row, so that arrows cross as seldom as a few sweeps can bring about. */

export interface MapLink {
	readonly from: string;
	readonly to: string;
}

/** One row of nodes: a perspective has as many as its objectives need. */
export type MapLine = readonly string[];

export const MOST_A_LINE = 5;
const SWEEPS = 6;

/** As even as can be: six of at most five are three and three. */
export function linesOf(objectives: readonly string[]): string[][] {
	const count = Math.ceil(objectives.length / MOST_A_LINE);
	const length = Math.ceil(objectives.length / Math.max(1, count));
	return Array.from({ length: count }, (_, line) =>
		objectives.slice(line * length, (line + 1) * length)
	);
}

interface Place {
	readonly line: number;
	/** Of the middle of the map, −0.5 to 0.5 of the line that is fullest. */
	readonly x: number;
}

const placesOf = (lines: readonly MapLine[]): Map<string, Place> =>
	new Map(
		lines.flatMap((line, at) =>
			line.map((id, place) => [
				id,
				{ line: at, x: (place - (line.length - 1) / 2) / MOST_A_LINE } as const
			])
		)
	);

/** How many pairs of arrows between the same two rows cross. */
export function crossings(lines: readonly MapLine[], links: readonly MapLink[]): number {
	const places = placesOf(lines);
	const ends = links.flatMap(({ from, to }) => {
		const [a, b] = [places.get(from), places.get(to)];
		if (!a || !b || a.line === b.line) return [];
		return [a.line < b.line ? { top: a, low: b } : { top: b, low: a }];
	});
	return ends.reduce(
		(sum, one, at) =>
			sum +
			ends
				.slice(at + 1)
				.filter(
					(other) =>
						one.top.line === other.top.line &&
						one.low.line === other.low.line &&
						(one.top.x - other.top.x) * (one.low.x - other.low.x) < 0
				).length,
		0
	);
}

/** Each row by the mean place of what its nodes are linked with; nodes without links keep theirs. */
function swept(lines: readonly MapLine[], links: readonly MapLink[]): string[][] {
	const result = lines.map((line) => [...line]);
	for (const [at, line] of result.entries()) {
		const places = placesOf(result);
		const wish = (id: string): number => {
			const linked = links
				.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []))
				.map((other) => places.get(other))
				.filter((place) => place !== undefined && place.line !== at)
				.map((place) => place?.x ?? 0);
			if (linked.length === 0) return places.get(id)?.x ?? 0;
			return linked.reduce((sum, x) => sum + x, 0) / linked.length;
		};
		const wishes = new Map(line.map((id) => [id, wish(id)]));
		line.sort((a, b) => (wishes.get(a) ?? 0) - (wishes.get(b) ?? 0));
	}
	return result;
}

/** The best of what was met on the way; the order that was given stays where nothing is better. */
export function orderLines(given: readonly MapLine[], links: readonly MapLink[]): MapLine[] {
	let best: MapLine[] = [...given];
	let fewest = crossings(best, links);
	let current = best;
	for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
		current =
			sweep % 2 === 0 ? swept(current, links) : swept([...current].reverse(), links).reverse();
		const count = crossings(current, links);
		if (count < fewest) [best, fewest] = [current, count];
	}
	return best;
}
