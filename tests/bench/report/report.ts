/** What every bench hands back: rows of figures with what each is compared with, and under which conditions they came about. */

export interface Row {
	readonly name: string;
	/** Null: it could not be had; the remark says why. */
	readonly figure: number | null;
	readonly unit: string;
	/** Of several runs, where the figure is their median. */
	readonly worst?: number;
	/** What the figure stands beside; the ratio is figure to figure. */
	readonly against?: Against;
	readonly remark?: string;
}

export interface Against {
	readonly name: string;
	readonly figure: number;
}

export interface Table {
	readonly title: string;
	readonly rows: readonly Row[];
}

export interface Report {
	readonly title: string;
	/** Size of the data, seed, options, and what is on which machine; a sentence each. */
	readonly conditions: readonly string[];
	/** Of what was measured beside ourselves. */
	readonly versions?: Readonly<Record<string, string>>;
	readonly tables: readonly Table[];
	/** What has to be known to read the figures. */
	readonly notes?: readonly string[];
	/** Limits of the bench that were not held; they make the program end with 1. */
	readonly failures?: readonly string[];
	/** A document of its own in docs/, instead of a section among the others. */
	readonly document?: {
		readonly name: string;
		readonly text: (machine: readonly string[]) => string;
	};
}

/** A bench of `npm run bench`. */
export interface Bench {
	/** What it measures, and its options, one a line. */
	readonly help: string;
	run(args: readonly string[]): Promise<Report>;
}

/** Null where there is nothing to divide, or nothing to divide by. */
export function ratioOf({ figure, against }: Pick<Row, 'figure' | 'against'>): number | null {
	if (figure === null || against === undefined || against.figure === 0) return null;
	return figure / against.figure;
}
