/** Runs of digits in a text, and which of them nothing but a separator keeps apart. */
export interface DigitGroup {
	readonly start: number;
	readonly end: number;
	readonly digits: string;
}

/** Groups that may be one number together. */
export type DigitCluster = readonly DigitGroup[];

export const LONGEST_GAP = 3;

/** Character codes. */
export type Separators = ReadonlySet<number>;

export const separators = (characters: string): Separators =>
	new Set(new TextEncoder().encode(characters));

export const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

const isLongEnough = (cluster: DigitCluster, least: number): boolean => {
	let digits = 0;
	for (const group of cluster) digits += group.digits.length;
	return digits >= least;
};

/** Those with enough digits. Up to three of the `within` may stand together inside a number. */
export function digitClusters(text: string, within: Separators, least: number): DigitCluster[] {
	const clusters: DigitGroup[][] = [];
	/** How much stands between here and the digit before; more than a gap when something else does. */
	let gap = LONGEST_GAP + 1;
	for (let at = 0; at < text.length; at += 1) {
		const unit = text.charCodeAt(at);
		if (!isDigit(unit)) {
			gap = within.has(unit) ? gap + 1 : LONGEST_GAP + 1;
			continue;
		}
		let end = at + 1;
		while (isDigit(text.charCodeAt(end))) end += 1;
		const group = { start: at, end, digits: text.slice(at, end) };
		if (gap <= LONGEST_GAP) clusters.at(-1)?.push(group);
		else clusters.push([group]);
		gap = 0;
		at = end - 1;
	}
	return clusters.filter((cluster) => isLongEnough(cluster, least));
}

/** Neighbouring groups of a cluster, read as one number. */
export interface Window {
	readonly first: number;
	/** Index behind the last group. */
	readonly end: number;
	readonly digits: string;
}

/** All windows that begin at a group and have so many digits: at most one for each number of digits. */
export function windowsFrom(
	cluster: DigitCluster,
	first: number,
	least: number,
	most: number
): Window[] {
	const windows: Window[] = [];
	let digits = '';
	for (let at = first; at < cluster.length; at += 1) {
		const group = cluster[at];
		if (group === undefined || digits.length + group.digits.length > most) break;
		digits += group.digits;
		if (digits.length >= least) windows.push({ first, end: at + 1, digits });
	}
	return windows;
}

/** Offsets in the text. */
export const startOf = (cluster: DigitCluster, { first }: Pick<Window, 'first'>): number =>
	cluster[first]?.start ?? 0;
export const endOf = (cluster: DigitCluster, { end }: Pick<Window, 'end'>): number =>
	cluster[end - 1]?.end ?? 0;
