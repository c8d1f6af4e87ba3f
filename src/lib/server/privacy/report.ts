/** What an erasure or an export has found and done, and where. Holds no id, only the keyed hash of the customer. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

const Count = Type.Integer({ minimum: 0 });
const NullableMs = Type.Union([Type.Integer(), Type.Null()]);
const Counts = Type.Record(Type.String(), Count);

/** In their order. */
export const ERASURE_STEPS = [
	/** Ingest learns whom it must not let in. */
	'announce',
	/** What was accepted before reaches the database, and its files go. */
	'spool',
	/** Everything of the customer is looked for. */
	'search',
	'dead letters',
	'database',
	'verification',
	/** The database removes the parts it has replaced. */
	'old copies',
	'finished'
] as const;
export type ErasureStep = (typeof ERASURE_STEPS)[number];

/** What the job cannot go on without. */
export const WAITING_FOR = ['ingest', 'spool', 'database'] as const;
export type WaitingFor = (typeof WAITING_FOR)[number];

export const ErasureReport = Type.Object({
	customerHash: Type.String(),
	step: Type.Union(ERASURE_STEPS.map((step) => Type.Literal(step))),
	waitingFor: Type.Union([...WAITING_FOR.map((what) => Type.Literal(what)), Type.Null()]),
	/** Failures in a row, and what the last one was, without its words. */
	failures: Count,
	lastFailure: Type.String(),
	/** Subjects by kind: interaction, mention, survey, other (of unknown types), stray (single events). */
	found: Counts,
	/** What was taken out, by place: events, facts of contacts, dead letters, … */
	erased: Counts,
	/** Hashes that keep the customer from coming back. */
	remembered: Count,
	/** Rows that still name the customer after all; and rows that hold the same characters, by place. */
	remaining: Type.Union([Count, Type.Null()]),
	containing: Counts,
	/** Replaced parts that the database had not removed when it was looked at last. */
	oldParts: Type.Array(Type.String()),
	startedAtMs: NullableMs,
	erasedAtMs: NullableMs,
	finishedAtMs: NullableMs
});
export type ErasureReport = Static<typeof ErasureReport>;

export const ExportReport = Type.Object({
	customerHash: Type.String(),
	/** Lines by place. */
	exported: Counts,
	/** Ingest processes that did not answer: what only they have is missing. */
	unreachable: Type.Array(Type.String()),
	finishedAtMs: NullableMs
});
export type ExportReport = Static<typeof ExportReport>;

export const newErasureReport = (customerHash: string): ErasureReport => ({
	customerHash,
	step: 'announce',
	waitingFor: null,
	failures: 0,
	lastFailure: '',
	found: {},
	erased: {},
	remembered: 0,
	remaining: null,
	containing: {},
	oldParts: [],
	startedAtMs: null,
	erasedAtMs: null,
	finishedAtMs: null
});

/** Throws on what is none. */
export const parseErasureReport = (text: string): ErasureReport =>
	Value.Parse(ErasureReport, JSON.parse(text));
export const parseExportReport = (text: string): ExportReport =>
	Value.Parse(ExportReport, JSON.parse(text));
