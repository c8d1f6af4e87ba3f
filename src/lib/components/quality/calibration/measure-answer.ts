/** Which answers of a row stand out: against the reference, else against what most have said. */

interface Said {
	/** Null: nothing to compare. */
	readonly category: string | null;
}

/** What most have said; null where none leads. */
function mostSaid(row: readonly (Said | null)[]): string | null {
	const counts = new Map<string, number>();
	for (const said of row) {
		const category = said?.category ?? null;
		if (category !== null) counts.set(category, (counts.get(category) ?? 0) + 1);
	}
	const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
	if (first === undefined || first[1] === second?.[1]) return null;
	return first[0];
}

/** Where none leads, all that were said differ. `gold` is a place in the row; −1: there is none. */
export function isDifferent(row: readonly (Said | null)[], place: number, gold: number): boolean {
	const own = row[place]?.category ?? null;
	if (own === null || place === gold) return false;
	const measure = gold < 0 ? mostSaid(row) : (row[gold]?.category ?? null);
	if (measure !== null) return own !== measure;
	return gold < 0 && new Set(row.map((said) => said?.category ?? own)).size > 1;
}
