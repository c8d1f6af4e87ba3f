/** What a screen says of itself once it has painted a state of its board. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** A screen reports this often; more often is not heard. */
export const REPORT_EVERY_MS = 10_000;
/** Three reports that did not come. */
export const SILENT_AFTER_MS = 3 * REPORT_EVERY_MS;

/** Far more than the largest wall of televisions. */
const Pixels = Type.Integer({ minimum: 0, maximum: 100_000 });

export const PaintReport = Type.Object({
	/** Its number since the page was loaded; the answer names it, which gives the round trip. */
	n: Type.Integer({ minimum: 0, maximum: 2 ** 31 }),
	/** The state that was on the glass when the report was sent. */
	seq: Type.Integer({ minimum: 0 }),
	/** Revision of the layout it was painted with. */
	revision: Type.Integer({ minimum: 0 }),
	/** Over all cells of that state (state-hash.ts). */
	hash: Type.String({ pattern: '^[0-9a-f]{16}$' }),
	/** The build of the pages it runs. */
	build: Type.String({ maxLength: 40 }),
	width: Pixels,
	height: Pixels,
	/** From the report before to its answer; null before the first. */
	roundTripMs: Type.Union([Type.Integer({ minimum: 0, maximum: 600_000 }), Type.Null()])
});
export type PaintReport = Static<typeof PaintReport>;

/**
 * Whether the screen shows what it should: the server computes the hash of the same state. `unknown`: the state is too old
 * for the server to remember, or from before it started.
 */
export const PROOFS = ['match', 'differs', 'unknown'] as const;
export type Proof = (typeof PROOFS)[number];

/** The newest report, as the store keeps it. */
export const ScreenReport = Type.Object({
	...PaintReport.properties,
	board: Type.String(),
	proof: Type.Union(PROOFS.map((proof) => Type.Literal(proof))),
	atMs: Type.Integer(),
	/** When the connection it came over was opened. */
	connectedAtMs: Type.Integer()
});
export type ScreenReport = Static<typeof ScreenReport>;
