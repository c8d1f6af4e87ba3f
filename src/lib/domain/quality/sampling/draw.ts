/**
 * The draw: every contact has a key, the SHA-256 of a text anybody can write down, and the smallest keys are drawn. What
 * order contacts come in changes nothing, and a contact that is added takes the place of none with a smaller key. It is a
 * simple random sample without replacement of each stratum and slice.
 */

/** SHA-256 of a text in UTF-8, as 64 small hexadecimal digits. */
export type Hash = (text: string) => string;

/** What all keys of a stratum begin with. */
export const seedOf = (seed: string, period: string, stratum: string): string =>
	`${seed}|${period}|${stratum}`;

/** The text whose SHA-256 is the key. */
export const keyText = (seed: string, id: string): string => `${seed}|${id}`;

export interface Keyed<T> {
	readonly item: T;
	readonly key: string;
}

/** In the order of the draw; keys are of one length, so texts compare like the numbers they stand for. */
export function inDrawOrder<T>(
	items: readonly T[],
	{ idOf, seed, hash }: { idOf: (item: T) => string; seed: string; hash: Hash }
): Keyed<T>[] {
	return items
		.map((item) => ({ item, key: hash(keyText(seed, idOf(item))) }))
		.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}

/** What is asked of one stratum in one slice. */
export interface SliceOfStratum {
	/** Of the quota, for this slice. */
	readonly share: number;
	/** Ids in the order of their keys. */
	readonly ids: readonly string[];
	/** Those of them that were drawn and left out. */
	readonly skipped: ReadonlySet<string>;
}

export interface DrawnSlice {
	/** How many were to be drawn first: the share, and what slices before could not fill. */
	readonly target: number;
	/** All that were drawn, also those that were left out. */
	readonly drawn: readonly string[];
}

/**
 * Slices in the order of time. What a slice has too few contacts for is added to the next. For each contact that was left
 * out the next key of the same slice is drawn; where there is none, one is missing.
 */
export function drawSlices(slices: readonly SliceOfStratum[]): DrawnSlice[] {
	let owed = 0;
	return slices.map(({ share, ids, skipped }) => {
		const target = share + owed;
		owed = Math.max(0, target - ids.length);
		return { target, drawn: fill(ids, target, skipped) };
	});
}

/** The first keys until as many as were asked for are not left out. */
function fill(ids: readonly string[], target: number, skipped: ReadonlySet<string>): string[] {
	const drawn: string[] = [];
	let kept = 0;
	for (const id of ids) {
		if (kept >= target) break;
		drawn.push(id);
		if (!skipped.has(id)) kept += 1;
	}
	return drawn;
}
