/** The settings of a queue from one moment on. The product's own, and what it tells ingest of. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Channel, SERVICE_LEVEL_FORMULAS } from '../events/event-types.ts';
import { WeeklyHours } from './business-hours.ts';

export const LONGEST_NAME = 200;
export const MOST_HOLIDAYS = 400;

export const Holiday = Type.Object(
	{
		/** A day of the calendar where the queue is. */
		date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
		name: Type.String({ maxLength: LONGEST_NAME })
	},
	{ additionalProperties: false }
);
export type Holiday = Static<typeof Holiday>;

/** A month: beyond it a wait is a slip of the pen. */
const Wait = Type.Integer({ minimum: 0, maximum: 30 * 86_400_000 });

export const QueueVersion = Type.Object(
	{
		name: Type.String({ minLength: 1, maxLength: LONGEST_NAME }),
		channel: Channel,
		/** T: answered within it is in time. */
		thresholdMs: Wait,
		/** S: abandoned within it is short. */
		shortAbandonMs: Wait,
		slFormula: Type.Union(SERVICE_LEVEL_FORMULAS.map((letter) => Type.Literal(letter))),
		/** IANA. */
		zone: Type.String({ minLength: 1, maxLength: 64 }),
		/** Null: always. */
		hours: Type.Union([Type.Null(), WeeklyHours]),
		/** Closed on these days. */
		holidays: Type.Array(Holiday, { maxItems: MOST_HOLIDAYS })
	},
	{ additionalProperties: false }
);
export type QueueVersion = Static<typeof QueueVersion>;

/** From the beginning of time. */
export const FROM_THE_BEGINNING = 0;
