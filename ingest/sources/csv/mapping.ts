/** What the columns of a CSV file mean: the mapping file (MAPPING.md), checked. */
import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';
import { Value as Schema } from '@sinclair/typebox/value';
import { EVENT_TYPES } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';

export class MappingError extends Error {
	override readonly name = 'MappingError';
}

const optional = <T extends TSchema>(schema: T) => Type.Optional(schema);
const strict = { additionalProperties: false };
const words = <const T extends readonly string[]>(list: T) =>
	Type.Union(list.map((word) => Type.Literal(word as T[number])));

const Column = Type.String({ minLength: 1, maxLength: 200 });
const TimeName = Type.String({ pattern: '^[a-z][A-Za-z0-9_]*$', maxLength: 60 });
const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
export type Scalar = Static<typeof Scalar>;
const Texts = Type.Array(Type.String());
const OneOrMore = Type.Union([Type.String(), Texts]);

export const Condition = Type.Recursive((This) =>
	Type.Union([
		Type.Object(
			{
				column: Column,
				equals: optional(OneOrMore),
				notEquals: optional(OneOrMore),
				empty: optional(Type.Boolean()),
				contains: optional(Type.String()),
				startsWith: optional(Type.String()),
				greaterThan: optional(Type.Number()),
				lessThan: optional(Type.Number()),
				atLeast: optional(Type.Number()),
				atMost: optional(Type.Number())
			},
			{ ...strict, minProperties: 2 }
		),
		Type.Object({ known: TimeName }, strict),
		Type.Object({ all: Type.Array(This) }, strict),
		Type.Object({ any: Type.Array(This) }, strict),
		Type.Object({ not: This }, strict)
	])
);
export type Condition = Static<typeof Condition>;

export const Duration = Type.Union([
	Type.Object({ amount: Type.Number(), unit: words(['ms', 's', 'min', 'h']) }, strict),
	Type.Object(
		{ column: Column, unit: words(['ms', 's', 'min', 'h', 'clock']), absent: optional(Texts) },
		strict
	)
]);
export type Duration = Static<typeof Duration>;

export const Time = Type.Recursive((This) =>
	Type.Union([
		TimeName,
		Type.Object(
			{
				date: Column,
				time: Column,
				dateFormat: optional(Type.String()),
				timeFormat: optional(Type.String()),
				absent: optional(Texts),
				afterMidnight: optional(Type.Literal('next-day'))
			},
			strict
		),
		Type.Object({ datetime: Column, format: Type.String(), absent: optional(Texts) }, strict),
		Type.Object({ instant: Type.String() }, strict),
		Type.Object({ from: This, plus: optional(Duration), minus: optional(Duration) }, strict),
		Type.Object({ first: Type.Array(This) }, strict),
		Type.Object({ if: Condition, then: This, else: optional(This) }, strict)
	])
);
export type Time = Static<typeof Time>;

export const Value = Type.Recursive((This) =>
	Type.Union([
		Scalar,
		Type.Object(
			{
				column: Column,
				as: optional(words(['text', 'integer', 'number', 'boolean'])),
				absent: optional(Texts),
				map: optional(Type.Record(Type.String(), Scalar)),
				otherwise: optional(Scalar),
				split: optional(Type.String({ minLength: 1 }))
			},
			strict
		),
		Type.Object({ template: Type.String({ minLength: 1 }) }, strict),
		Type.Object({ duration: Duration }, strict),
		Type.Object({ between: Type.Tuple([TimeName, TimeName]) }, strict),
		Type.Object({ time: Time }, strict),
		Type.Object({ first: Type.Array(This) }, strict),
		Type.Object({ if: Condition, then: This, else: optional(This) }, strict),
		Type.Object({ object: Type.Record(Type.String(), This) }, strict),
		Type.Object({ list: Type.Array(This) }, strict)
	])
);
export type Value = Static<typeof Value>;

const EVENT_NAMES = Object.keys(EVENT_TYPES) as EventName[];

export const MappedEvent = Type.Object(
	{
		type: words(EVENT_NAMES),
		/** Tells events of one record apart in their ids; default: the type. */
		name: optional(Type.String({ pattern: '^[a-zA-Z0-9._-]{1,60}$' })),
		when: optional(Condition),
		subject: optional(Value),
		/** Only the first of each subject: settings of a queue, the name of an agent. */
		once: optional(Type.Boolean()),
		at: Time,
		data: Type.Record(Type.String(), Value)
	},
	strict
);
export type MappedEvent = Static<typeof MappedEvent>;

export const Mapping = Type.Object(
	{
		version: Type.Literal(1),
		description: optional(Type.String()),
		source: Type.String({
			minLength: 1,
			maxLength: 1000,
			pattern: '^[A-Za-z0-9._~:/?#@!$&*+,;=%-]+$'
		}),
		file: optional(
			Type.Object(
				{
					delimiter: optional(Type.String({ minLength: 1, maxLength: 1 })),
					quote: optional(Type.String({ maxLength: 1 })),
					escape: optional(Type.String({ minLength: 1, maxLength: 1 })),
					encoding: optional(words(['utf-8', 'latin1'])),
					decimal: optional(words(['.', ','])),
					thousands: optional(Type.String({ maxLength: 1 })),
					header: optional(Type.Boolean()),
					columns: optional(Type.Array(Column)),
					skipLines: optional(Type.Integer({ minimum: 0, maximum: 1000 })),
					comment: optional(Type.String({ minLength: 1 }))
				},
				strict
			)
		),
		zone: Type.Object(
			{
				name: Type.String({ minLength: 1 }),
				nonexistent: words(['reject', 'earlier', 'later']),
				ambiguous: words(['reject', 'earlier', 'later'])
			},
			strict
		),
		dateFormat: optional(Type.String()),
		timeFormat: optional(Type.String()),
		key: optional(Type.Array(Column, { minItems: 1 })),
		skip: optional(
			Type.Array(
				Type.Object(
					{ when: Condition, reason: Type.String({ minLength: 1, maxLength: 100 }) },
					strict
				)
			)
		),
		/** Evaluated in this order; later ones may name earlier ones. */
		times: optional(Type.Record(TimeName, Time)),
		/** Events of the same instant in the order of the file and of `events`, not by their type. */
		sequence: optional(Type.Boolean()),
		events: Type.Array(MappedEvent, { minItems: 1 })
	},
	strict
);
export type Mapping = Static<typeof Mapping>;

const FAULTS_SHOWN = 10;

function faultsOf(schema: TSchema, value: unknown): string[] {
	const faults = [...Schema.Errors(schema, value)].slice(0, FAULTS_SHOWN);
	return faults.map(({ path, message }) => `  ${path === '' ? '/' : path}: ${message}`);
}

function nameFaults({ events }: Mapping): string[] {
	const names = events.map((event) => event.name ?? event.type);
	const twice = names.filter((name, index) => names.indexOf(name) !== index);
	return [...new Set(twice)].map(
		(name) => `  /events: two are called ${name}; give them a name each`
	);
}

function zoneFaults({ zone }: Mapping): string[] {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone.name });
		return [];
	} catch {
		return [`  /zone/name: "${zone.name}" is not an IANA time zone such as Europe/Madrid`];
	}
}

/** Throws MappingError naming the faults. */
export function readMapping(text: string): Mapping {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new MappingError('The mapping is not JSON.', { cause });
	}
	if (!Schema.Check(Mapping, value)) {
		throw new MappingError(`The mapping has faults:\n${faultsOf(Mapping, value).join('\n')}`);
	}
	const faults = [...nameFaults(value), ...zoneFaults(value)];
	if (faults.length > 0) throw new MappingError(`The mapping has faults:\n${faults.join('\n')}`);
	return value;
}
