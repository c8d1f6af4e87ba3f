/**
 * The event types of the contract: rank, what `subject` names, and the schema of `data`.
 * Every document about events (JSON Schema, AsyncAPI) is generated from this table.
 */
import { FormatRegistry, Type } from '@sinclair/typebox';
import type { Static, TObject, TSchema } from '@sinclair/typebox';
import { CHANNEL_PATTERN } from './channel.ts';
import { Disputed, DisputeDecided, Evaluated, Retracted } from './evaluation-types.ts';
import { parseTimestampMs } from './timestamp.ts';

FormatRegistry.Set('date-time', (text: string) => parseTimestampMs(text) !== null);

const NO_CONTROL = '^[^\\u0000-\\u001f\\u007f-\\u009f]*$';
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema);

export const Id = Type.String({ minLength: 1, maxLength: 200, pattern: NO_CONTROL });
const Name = Type.String({ maxLength: 200, pattern: NO_CONTROL });
const Word = Type.String({ minLength: 1, maxLength: 60, pattern: NO_CONTROL });
const LongText = Type.String({ maxLength: 65_536 });
const Address = Type.String({ maxLength: 2048, pattern: NO_CONTROL });
const Timestamp = Type.String({ format: 'date-time', maxLength: 64 });
const Language = Type.String({ maxLength: 35, pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$' });
// The pattern is what is checked of a name, and a name it does not fit is refused: without that its value would be anything.
const Labels = Type.Record(
	Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]{0,128}$' }),
	Type.String({ maxLength: 1000 }),
	{ additionalProperties: false }
);
const Segment = Type.Integer({ minimum: 1, maximum: 65_535 });
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Milliseconds = Type.Integer({ minimum: 0, maximum: 366 * 24 * 3_600_000 });
const Finite = Type.Number({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
/** Any lower-case word; the well-known ones have names on screen. */
export const Channel = Type.String({ pattern: CHANNEL_PATTERN });

const words = <const T extends readonly string[]>(list: T) =>
	Type.Union(list.map((word: T[number]) => Type.Literal(word)));

export const Direction = words(['inbound', 'outbound']);
export const SERVICE_LEVEL_FORMULAS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type ServiceLevelFormula = (typeof SERVICE_LEVEL_FORMULAS)[number];
/** `fcr`, ours: was it solved at the first contact? 1 yes, 0 no. */
const SurveyKind = words(['csat', 'nps', 'ces', 'fcr']);
const ScheduledActivity = words([
	'on_queue',
	'break',
	'meal',
	'meeting',
	'training',
	'coaching',
	'backoffice',
	'time_off'
]);
/** Tone of a customer text as the producer scored it, under a name that is not ours; then ours is not worked out. */
export const GivenSentiment = Type.Object({
	score: Type.Number({ minimum: -1, maximum: 1 }),
	by: Type.String({
		minLength: 1,
		maxLength: 60,
		pattern: '^(?!atalaya-)[^\\u0000-\\u001f\\u007f-\\u009f]*$'
	})
});
const bySegment = { agent: Id, segment: optional(Segment) };

const TransferTarget = Type.Union([
	Type.Object({ queue: Id }),
	Type.Object({ agent: Id }),
	Type.Object({ external: Type.String({ minLength: 1, maxLength: 200 }) })
]);

export type SubjectKind = 'interaction' | 'agent' | 'mention' | 'survey' | 'queue' | 'evaluation';

interface EventType<T extends TObject = TObject> {
	/** Breaks ties in `time` between events of different types. */
	readonly rank: number;
	readonly subject: SubjectKind;
	readonly data: T;
}

const type = <T extends TObject>(rank: number, subject: SubjectKind, data: T): EventType<T> => ({
	rank,
	subject,
	data
});

export const EVENT_TYPES = {
	'interaction.created': type(
		1,
		'interaction',
		Type.Object({
			channel: Channel,
			direction: optional(Direction),
			customer: optional(Id),
			queue: optional(Id),
			topic: optional(Name),
			language: optional(Language),
			public: optional(Type.Boolean()),
			entry: optional(Name),
			value: optional(Finite),
			labels: optional(Labels)
		})
	),
	'interaction.queued': type(
		2,
		'interaction',
		Type.Object({
			queue: Id,
			segment: optional(Segment),
			priority: optional(Type.Integer({ minimum: -2147483648, maximum: 2147483647 })),
			channel: optional(Channel),
			customer: optional(Id)
		})
	),
	'interaction.offered': type(3, 'interaction', Type.Object(bySegment)),
	'interaction.declined': type(
		4,
		'interaction',
		Type.Object({ ...bySegment, reason: optional(Word) })
	),
	'interaction.accepted': type(5, 'interaction', Type.Object(bySegment)),
	'interaction.held': type(6, 'interaction', Type.Object(bySegment)),
	'interaction.resumed': type(6, 'interaction', Type.Object(bySegment)),
	'interaction.message': type(
		7,
		'interaction',
		Type.Object({
			author: words(['customer', 'agent', 'bot', 'system']),
			agent: optional(Id),
			text: optional(LongText),
			language: optional(Language),
			public: optional(Type.Boolean()),
			segment: optional(Segment),
			// Not of the contract: of another shape it is a field we do not know, and no fault.
			sentiment: optional(Type.Union([GivenSentiment, Type.Unknown()]))
		})
	),
	'interaction.transferred': type(
		8,
		'interaction',
		Type.Object({
			to: TransferTarget,
			kind: optional(words(['cold', 'warm', 'consult'])),
			agent: optional(Id),
			segment: optional(Segment)
		})
	),
	'interaction.abandoned': type(9, 'interaction', Type.Object({ segment: optional(Segment) })),
	'interaction.ended': type(
		10,
		'interaction',
		Type.Object({
			by: optional(words(['customer', 'agent', 'system'])),
			segment: optional(Segment)
		})
	),
	'interaction.wrapped': type(
		11,
		'interaction',
		Type.Object({
			...bySegment,
			disposition: optional(Name),
			resolved: optional(Type.Boolean()),
			topic: optional(Name)
		})
	),
	'interaction.reopened': type(12, 'interaction', Type.Object({})),
	'agent.state': type(
		20,
		'agent',
		Type.Object({
			state: Word,
			reason: optional(Name),
			team: optional(Id),
			name: optional(Name),
			queues: optional(Type.Array(Id, { maxItems: 500 }))
		})
	),
	'schedule.shift': type(
		21,
		'agent',
		Type.Object({
			shift: Id,
			revision: Type.Integer({ minimum: 0, maximum: 2147483647 }),
			start: Timestamp,
			end: Timestamp,
			activities: Type.Array(
				Type.Object({ activity: ScheduledActivity, start: Timestamp, end: Timestamp }),
				{ maxItems: 500 }
			)
		})
	),
	'schedule.exception': type(
		22,
		'agent',
		Type.Object({
			start: Timestamp,
			end: Timestamp,
			kind: words(['approved', 'rejected']),
			reason: optional(Name),
			/** Name of who decided. */
			by: optional(Name)
		})
	),
	'survey.answered': type(
		30,
		'survey',
		Type.Object({
			kind: SurveyKind,
			score: Finite,
			scaleMin: optional(Finite),
			scaleMax: optional(Finite),
			interaction: optional(Id),
			customer: optional(Id),
			comment: optional(LongText)
		})
	),
	'survey.sent': type(31, 'survey', Type.Object({ kind: SurveyKind, interaction: optional(Id) })),
	'mention.captured': type(
		40,
		'mention',
		Type.Object({
			network: Word,
			author: Id,
			text: LongText,
			followers: optional(Count),
			brand: optional(Name),
			language: optional(Language),
			replyTo: optional(Id),
			url: optional(Address),
			lat: optional(Type.Number({ minimum: -90, maximum: 90 })),
			lon: optional(Type.Number({ minimum: -180, maximum: 180 }))
		})
	),
	'mention.engaged': type(
		41,
		'mention',
		Type.Object({
			views: optional(Count),
			likes: optional(Count),
			replies: optional(Count),
			shares: optional(Count)
		})
	),
	'recording.available': type(
		50,
		'interaction',
		Type.Object({
			media: words(['audio', 'screen']),
			path: Address,
			startedAt: Timestamp,
			durationMs: Milliseconds,
			segment: optional(Segment)
		})
	),
	'transcript.segment': type(
		51,
		'interaction',
		Type.Object({
			index: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
			speaker: words(['customer', 'agent']),
			startMs: Milliseconds,
			endMs: Milliseconds,
			text: LongText
		})
	),
	'reference.queue': type(
		60,
		'queue',
		Type.Object({
			name: optional(Name),
			channel: optional(Channel),
			thresholdMs: optional(Milliseconds),
			shortAbandonMs: optional(Milliseconds),
			slFormula: optional(words(SERVICE_LEVEL_FORMULAS)),
			zone: optional(Type.String({ maxLength: 64, pattern: '^[A-Za-z0-9_+/-]+$' })),
			validFrom: optional(Timestamp)
		})
	),
	'reference.agent': type(61, 'agent', Type.Object({ name: optional(Name), team: optional(Id) })),
	// Not of the contract: what the product tells of its own evaluations.
	'evaluation.submitted': type(70, 'evaluation', Evaluated),
	'evaluation.revised': type(71, 'evaluation', Evaluated),
	'evaluation.disputed': type(72, 'evaluation', Disputed),
	'evaluation.decided': type(73, 'evaluation', DisputeDecided),
	'evaluation.retracted': type(74, 'evaluation', Retracted)
} as const satisfies Record<string, EventType>;

export type EventName = keyof typeof EVENT_TYPES;
export type EventData<N extends EventName> = Static<(typeof EVENT_TYPES)[N]['data']>;

/** Shared by every unknown type: after all known ones. */
export const UNKNOWN_RANK = 99;

const FULL_TYPE = /^atalaya\.(.+)\.v1$/;

/** `atalaya.interaction.queued.v1` → `interaction.queued`; null for a type this version does not know. */
export function eventNameOf(fullType: string): EventName | null {
	const name = FULL_TYPE.exec(fullType)?.[1];
	return name !== undefined && Object.hasOwn(EVENT_TYPES, name) ? (name as EventName) : null;
}

export const fullTypeOf = (name: EventName): string => `atalaya.${name}.v1`;
