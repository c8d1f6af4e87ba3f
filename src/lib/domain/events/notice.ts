/** What ingest tells the web process over `/v1/notices`. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

/** Ingest says this often that it is alive and how far behind the database is. */
export const BEAT_MS = 1000;

/** Traces of one commit that are followed on. */
export const MOST_TRACES = 16;

/** No notice is longer; whoever sends one that would be divides it. */
export const MOST_NOTICE_BYTES = 64 * 1024;

/** Contacts by the hour they are stored under, seconds. */
export const Touched = Type.Array(Type.Tuple([Type.Integer(), Type.Array(Type.String())]));
export type Touched = Static<typeof Touched>;

export const Notice = Type.Union([
	Type.Object({ type: Type.Literal('hello') }),
	/** Events reached the database. */
	Type.Object({
		type: Type.Literal('committed'),
		at: Type.Number(),
		rows: Type.Number(),
		/** Some of them are about evaluations. */
		evaluations: Type.Optional(Type.Boolean()),
		/** `traceparent`s of what led to it, where traces are on. */
		traceparents: Type.Optional(Type.Array(Type.String(), { maxItems: MOST_TRACES })),
		/** Every contact whose facts may have become others; absent: any may. */
		touched: Type.Optional(Touched)
	}),
	/** When the oldest live event that is not in the database arrived; null when all are. */
	Type.Object({
		type: Type.Literal('beat'),
		oldestPendingAt: Type.Union([Type.Number(), Type.Null()])
	})
]);
export type Notice = Static<typeof Notice>;
