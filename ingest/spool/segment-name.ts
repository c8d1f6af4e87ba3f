/** The name of a segment says the first number in it, so that names sort like records whatever the clock says. */

export const segmentName = (firstSeq: number): string =>
	`seg-${String(firstSeq).padStart(20, '0')}.log`;

/** Null for a name that is no segment's. */
export function firstSeqOf(name: string): number | null {
	const digits = /^seg-(\d{20})\.log$/.exec(name)?.[1];
	return digits === undefined ? null : Number(digits);
}
