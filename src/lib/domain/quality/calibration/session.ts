/** A session of calibration: the same contacts, scored by several evaluators who do not see each other, then compared. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** scoring: nobody sees what anybody scored; revealed: compared, decisions are written; closed: nothing changes any more. */
export const SESSION_STATES = ['scoring', 'revealed', 'closed'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

export const LEAST_CONTACTS = 3;
export const MOST_CONTACTS = 5;
export const LEAST_EVALUATORS = 2;
export const MOST_EVALUATORS = 12;
export const LONGEST_SESSION_NAME = 120;
export const LONGEST_NOTE = 4000;
export const LONGEST_REASON = 500;
export const LONGEST_SESSION_SEED = 100;

/** How contacts were drawn: those with the smallest keys (sampling/draw.ts) of all that were handled in the time. */
export const SessionDraw = Type.Object({
	seed: Type.String({ minLength: 1, maxLength: LONGEST_SESSION_SEED }),
	fromMs: Type.Integer(),
	toMs: Type.Integer(),
	/** Empty: all. */
	channel: Type.String(),
	/** How many there were. */
	population: Type.Integer()
});
export type SessionDraw = Static<typeof SessionDraw>;
