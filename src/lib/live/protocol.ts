/** The live protocol, version 1. The rules with numbers are in SPEC.md. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { BoardId } from '../domain/boards/board.ts';
import { PaintReport } from '../domain/screens/paint-report.ts';

export const PROTOCOL_VERSION = 1;
export const LIVE_PATH = '/live';
/** A patch is sent at least this often, with no ops if nothing changed, so that silence means trouble. */
export const HEARTBEAT_MS = 1000;
/** A board that heard nothing for this long says so. */
export const STALE_AFTER_MS = 3 * HEARTBEAT_MS;
/** After this long the last good values are hatched. */
export const DEAD_AFTER_MS = 30_000;

/** Patches that may be sent again: enough for two minutes of heartbeats and a busy quarter of a minute. */
export const KEPT_PATCHES = 120;

/** Close codes a client acts on. */
export const CLOSE = {
	restart: 1012,
	policy: 1008,
	badData: 1007,
	/** Nobody any more: signed out, revoked or expired. */
	signedOut: 4401,
	/** Somebody, who may no longer see this board, or sees other rows of it now. */
	changed: 4403,
	flood: 4429
} as const;

/** `/live?as=screen`: as the paired screen of this browser, also when a person is signed in. */
export const AS_SCREEN = 'screen';

/** `/live?topic=quality`: for those who work on evaluations, who need not be those who watch boards; `scorecards` for those who read them. */
export const TOPIC_NAMES = ['board', 'quality', 'scorecards'] as const;
export type TopicName = (typeof TOPIC_NAMES)[number];
/** Watched like a board; no board has a tilde. Its one cell `changedAt` changes with each commit about evaluations. */
export const QUALITY_TOPIC = '~quality';
/** The same of what scorecards show. */
export const SCORECARDS_TOPIC = '~scorecards';
const WatchedId = Type.Union([
	BoardId,
	Type.Literal(QUALITY_TOPIC),
	Type.Literal(SCORECARDS_TOPIC)
]);

const Count = Type.Object({ value: Type.Number() });
const Nullable = Type.Union([Type.Number(), Type.Null()]);
const Ratio = Type.Object({
	value: Nullable,
	numerator: Type.Number(),
	denominator: Type.Number()
});
const Duration = Type.Object({ value: Nullable, n: Type.Number() });

/** One bucket of a trend: start in milliseconds, value in the metric's unit. */
const TrendPoint = Type.Tuple([Type.Number(), Nullable]);

/** A fact on the board: a plain value, a metric with both its sides, or the points of a trend. */
export const Cell = Type.Union([
	Type.Null(),
	Type.Number(),
	Type.String(),
	Ratio,
	Duration,
	Count,
	Type.Array(TrendPoint)
]);
export type Cell = Static<typeof Cell>;
export type TrendPoint = Static<typeof TrendPoint>;

export const Cells = Type.Record(Type.String(), Cell);
export type Cells = Static<typeof Cells>;
/** By tile id, then by row id: a queue, an agent state, or `total`. */
export const Tiles = Type.Record(Type.String(), Type.Record(Type.String(), Cells));
export type Tiles = Static<typeof Tiles>;

const row = { tile: Type.String(), row: Type.String() };
export const Op = Type.Union([
	/** A row that was not there. */
	Type.Object({ op: Type.Literal('put'), ...row, cells: Cells }),
	/** Only the changed cells of a row that is there. */
	Type.Object({ op: Type.Literal('set'), ...row, cells: Cells }),
	Type.Object({ op: Type.Literal('drop'), ...row })
]);
export type Op = Static<typeof Op>;

const instant = {
	/** Clock of the server, milliseconds: the browser ages facts against it. */
	at: Type.Number(),
	/** Instant up to which the numbers are complete; null until the database has answered once. */
	asOf: Nullable
};

export const Snapshot = Type.Object({
	type: Type.Literal('snapshot'),
	v: Type.Literal(PROTOCOL_VERSION),
	seq: Type.Integer(),
	...instant,
	board: WatchedId,
	/** Revision of the layout the tiles were computed for; a client with another one loads the layout again. */
	revision: Type.Integer(),
	tiles: Tiles
});
export const Patch = Type.Object({
	type: Type.Literal('patch'),
	seq: Type.Integer(),
	...instant,
	ops: Type.Array(Op)
});
export const REFUSALS = ['version', 'forbidden', 'unknown-board', 'bad-message'] as const;
export const Refused = Type.Object({
	type: Type.Literal('refused'),
	reason: Type.Union(REFUSALS.map((reason) => Type.Literal(reason)))
});
/** Answers a report at once: the screen measures the way there and back. */
export const Reported = Type.Object({ type: Type.Literal('reported'), n: Type.Integer() });
/** The screen shows its name for a while, so that somebody finds it. */
export const Identify = Type.Object({
	type: Type.Literal('identify'),
	name: Type.String(),
	forMs: Type.Integer()
});
/** Something about the screen was changed: it asks what. */
export const ScreenChanged = Type.Object({ type: Type.Literal('screen-changed') });
export const ScreenNotice = Type.Union([Reported, Identify, ScreenChanged]);
export type ScreenNotice = Static<typeof ScreenNotice>;
export const ServerMessage = Type.Union([Snapshot, Patch, Refused]);
export type Snapshot = Static<typeof Snapshot>;
export type Patch = Static<typeof Patch>;
export type Refused = Static<typeof Refused>;
export type ServerMessage = Snapshot | Patch | Refused;

export const Hello = Type.Object({
	type: Type.Literal('hello'),
	v: Type.Integer(),
	board: WatchedId,
	/** The last seq it has; the server answers with what is missing, or a snapshot. */
	seq: Type.Optional(Type.Integer())
});
export const Resync = Type.Object({ type: Type.Literal('resync') });
/** Of a paired screen: what it has painted. */
export const Report = Type.Object({ type: Type.Literal('report'), ...PaintReport.properties });
export const ClientMessage = Type.Union([Hello, Resync, Report]);
export type Hello = Static<typeof Hello>;
export type Report = Static<typeof Report>;
export type ClientMessage = Static<typeof ClientMessage>;

/**
 * Rows and cells by kind of tile:
 * number → row `total`: `value` (metric), or `since` (milliseconds, null when nobody waits) for longest_wait;
 *   `formula` and `thresholdMs` where all its queues share them (service_level); `fewerThan` and no value for a group
 *   too small to be told (agents_by_state).
 * queues → a row per queue: name, channel, waiting, since, atRisk, serviceLevel, formula, thresholdMs, offered,
 *   answered, abandoned, abandonRate, aht.
 * agents → a row per state: count; or a row per agent: name, state, since; or, for a group too small to be told, row
 *   `total`: fewerThan.
 * trend → a row per queue: name, points.
 * quality → row `total`: `value` (metric), `low` and `high` of a sample; or `fewerThan` and no value for a group too small.
 */
export const TOTAL_ROW = 'total';

/**
 * Open alerts as a tile that no layout names (ids of tiles have no tilde): a row each with name, queue (empty: several
 * together), severity, metric, value, noData, openedAt, acknowledgedBy and sound (1: it asks for one).
 */
export const ALERTS_TILE = '~alerts';
