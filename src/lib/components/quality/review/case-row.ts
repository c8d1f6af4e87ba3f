/** A dispute in a list, and how often there are disputes; made by src/lib/server/quality/dispute-rows.ts. */
export interface CaseRow {
	/** Id of the evaluation. */
	readonly id: string;
	readonly agent: string;
	readonly form: string;
	readonly questions: readonly string[];
	readonly openedAtMs: number;
	readonly untilMs: number;
	readonly isLate: boolean;
	/** Null: nobody yet. */
	readonly reviewer: string | null;
	readonly isMine: boolean;
	/** Null: it is open. */
	readonly decidedAtMs: number | null;
	readonly upheld: number;
	readonly revised: number;
	readonly isWithdrawn: boolean;
}

export interface Counts {
	readonly shown: number;
	readonly disputed: number;
	readonly decided: number;
	readonly revised: number;
}

export interface RateRow extends Counts {
	readonly id: string;
	readonly label: string;
	/** The form of a question; empty of evaluators. */
	readonly of: string;
	readonly isHint: boolean;
}

/** Null: of nothing. */
export const shareOf = (part: number, whole: number): number | null =>
	whole === 0 ? null : part / whole;
