/** Who can be judged in a contact: each agent who had it, with the queue it came from. */
export interface HandledSegment {
	readonly queue: string;
	readonly agent: string;
	/** RFC 3339; null: not yet, or not told. */
	readonly acceptedAt: string | null;
	readonly endedAt: string | null;
}

export interface JudgedPart {
	readonly agent: string;
	/** Of the last part of the contact this agent had; empty: none. */
	readonly queue: string;
	/** When this agent was done with it. */
	readonly untilMs: number;
}

const instantOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** The last who had it first. `endMs` stands in where the end of a part is not told. */
export function judgedParts(segments: readonly HandledSegment[], endMs: number): JudgedPart[] {
	const parts = new Map<string, JudgedPart>();
	for (const { agent, queue, acceptedAt, endedAt } of segments) {
		if (agent === '' || acceptedAt === null) continue;
		parts.set(agent, { agent, queue, untilMs: instantOf(endedAt) ?? endMs });
	}
	return [...parts.values()].sort((a, b) => b.untilMs - a.untilMs || (a.agent < b.agent ? -1 : 1));
}
