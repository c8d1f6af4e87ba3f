/** How many rows of a table fit, how high each is, and how many pages that makes. */

/** Smaller text cannot be read from three metres. */
export const MIN_ROW_U = 4.3;
export const MAX_ROW_U = 9;
/** From this height on a row has room for a second line. */
export const TWO_LINES_U = 6.2;

export interface RowFit {
	readonly perPage: number;
	readonly pages: number;
	readonly rowU: number;
	readonly twoLines: boolean;
}

/** Rows shrink first; when they would be too small to read, pages take turns, all about equally full. */
export function fitRows(count: number, heightU: number): RowFit {
	const most = Math.max(1, Math.floor(heightU / MIN_ROW_U));
	const pages = Math.max(1, Math.ceil(count / most));
	const perPage = Math.max(1, Math.ceil(count / pages));
	const rowU = Math.min(MAX_ROW_U, Math.max(MIN_ROW_U, heightU / perPage));
	return { perPage, pages, rowU, twoLines: rowU >= TWO_LINES_U };
}

export const pageOf = <T>(
	all: readonly T[],
	page: number,
	{ perPage, pages }: RowFit
): readonly T[] => {
	const start = (page % pages) * perPage;
	return all.slice(start, start + perPage);
};
