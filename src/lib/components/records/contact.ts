/** What the page of a contact is made of; the server side of it is src/lib/server/records/contact-view.ts. */
export interface Named {
	readonly id: string;
	readonly name: string;
}

export interface Facts {
	readonly channel: string;
	readonly direction: string;
	readonly customer: string;
	readonly topic: string;
	readonly disposition: string;
	readonly resolved: boolean | null;
	/** RFC 3339. */
	readonly createdAt: string | null;
	readonly endedAt: string | null;
}

export const OUTCOMES = ['answered', 'abandoned', 'flowed_out', 'closed', 'waiting'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Segment {
	readonly segment: number;
	readonly queue: Named;
	readonly agent: Named;
	readonly outcome: string;
	readonly transferred: boolean;
	readonly waitMs: number;
	readonly talkMs: number;
	readonly holdMs: number;
	readonly acwMs: number;
	readonly thresholdMs: number;
	readonly serviceLevel: { readonly numerator: number; readonly denominator: number };
}

export const outcomeOf = (word: string): Outcome | null =>
	OUTCOMES.find((outcome) => outcome === word) ?? null;

/** Whether it was within the threshold, as its formula judges it. */
export function levelOf({ serviceLevel }: Pick<Segment, 'serviceLevel'>) {
	if (serviceLevel.denominator === 0) return 'notJudged' as const;
	return serviceLevel.numerator > 0 ? ('within' as const) : ('outside' as const);
}

export const instantOf = (text: string | null): number | null =>
	text === null ? null : Date.parse(text);
