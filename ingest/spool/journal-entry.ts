/** What the journal says: which batches were cut, committed and given up, and which segments are gone. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';

/** Live events, and imports of old ones, which never delay them. */
export const LANE_NAMES = ['live', 'backfill'] as const;
export type LaneName = (typeof LANE_NAMES)[number];

const Lane = Type.Union([Type.Literal('live'), Type.Literal('backfill')]);
const Count = Type.Integer({ minimum: 0 });
const Counts = Type.Record(Type.String(), Type.Array(Type.Integer()));

/** A batch frozen before it is sent, so that a restart sends the very same bytes. */
export const Plan = Type.Object({
	batchId: Type.String(),
	/** Every event of the lane from `first` to `last` that is not dead. */
	first: Count,
	last: Count,
	rows: Count,
	sha256: Type.String(),
	/** Placement hours in milliseconds, each with the number of rows in a row that have it. */
	hours: Type.Array(Type.Tuple([Type.Integer(), Count])),
	plannedAtMs: Count
});
export type Plan = Static<typeof Plan>;

const LaneState = Type.Object({
	/** Events up to here are committed or dead. */
	committed: Count,
	plan: Type.Union([Plan, Type.Null()]),
	/** Dead events in segments that still exist. */
	dead: Type.Array(Count),
	/** The highest number in segments that are gone: no later record gets it again. */
	used: Type.Optional(Count),
	/** The last event in segments that are gone. */
	gone: Type.Optional(Count)
});

export const JournalEntry = Type.Union([
	Type.Object({
		type: Type.Literal('snapshot'),
		version: Type.Literal(1),
		node: Type.String(),
		/** Counters of segments that are gone. */
		base: Counts,
		unknown: Type.Record(Type.String(), Count),
		lanes: Type.Object({ live: LaneState, backfill: LaneState }),
		/** Segments whose counters are in `base` and whose files may still be there. */
		released: Type.Array(Type.String())
	}),
	Type.Object({ type: Type.Literal('plan'), lane: Lane, plan: Plan }),
	Type.Object({ type: Type.Literal('commit'), lane: Lane, last: Count }),
	Type.Object({ type: Type.Literal('dead'), lane: Lane, seq: Count }),
	Type.Object({
		type: Type.Literal('release'),
		lane: Lane,
		segment: Type.String(),
		lastSeq: Count,
		lastEventSeq: Type.Optional(Count),
		counts: Counts,
		unknown: Type.Record(Type.String(), Count)
	})
]);
export type JournalEntry = Static<typeof JournalEntry>;
export type Snapshot = Extract<JournalEntry, { type: 'snapshot' }>;

const check = TypeCompiler.Compile(JournalEntry);

/** Null for anything that is no entry of this version. */
export function decodeEntry(payload: Buffer): JournalEntry | null {
	try {
		const value: unknown = JSON.parse(payload.toString('utf8'));
		return check.Check(value) ? value : null;
	} catch {
		return null;
	}
}

export const encodeEntry = (entry: JournalEntry): Buffer => Buffer.from(JSON.stringify(entry));
