/** Scenarios as they are written (tests/scenarios), read and brought into one form. */
import { readFileSync, readdirSync } from 'node:fs';
import { TZDate } from '@date-fns/tz';
import { addDays } from 'date-fns';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { EVENT_TYPES } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';

const Time = Type.String({
	pattern:
		'^([+-]\\d+d )?\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?$|^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z$'
});
const Names = Type.Array(Type.String());
const Scenario = Type.Object(
	{
		title: Type.String({ minLength: 10 }),
		zone: Type.String(),
		date: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' }),
		now: Type.Optional(Time),
		/** What a new installation takes for complaints, and their terms, hold. */
		regulation: Type.Optional(Type.Literal(true)),
		arithmetic: Type.Array(Type.String(), { minItems: 1 }),
		events: Type.Array(
			Type.Tuple([Time, Type.String(), Type.String(), Type.Record(Type.String(), Type.Unknown())])
		),
		asks: Type.Array(
			Type.Object(
				{
					for: Type.Optional(
						Type.Object(
							{
								queue: Type.Optional(Names),
								channel: Type.Optional(Names),
								agent: Type.Optional(Names),
								team: Type.Optional(Names)
							},
							{ additionalProperties: false }
						)
					),
					from: Type.Optional(Time),
					to: Type.Optional(Time),
					answers: Type.Record(Type.String(), Type.Unknown())
				},
				{ additionalProperties: false }
			),
			{ minItems: 1 }
		)
	},
	{ additionalProperties: false }
);
type Written = Static<typeof Scenario>;

export interface Ask {
	readonly filters: Record<'queue' | 'channel' | 'agent' | 'team', string[]>;
	readonly fromMs: number;
	readonly toMs: number;
	readonly answers: Readonly<Record<string, unknown>>;
}

export interface ReadScenario {
	readonly file: string;
	readonly title: string;
	readonly zone: string;
	readonly nowMs: number;
	readonly hasRegulation: boolean;
	readonly events: readonly KnownEvent[];
	readonly asks: readonly Ask[];
}

const DIRECTORY = new URL('../scenarios/', import.meta.url);
const DEFAULT_NOW = '+7d 00:00:00';

const HOUR_MS = 3_600_000;

/**
 * `+1d 09:30:00` by the clock of the zone; of an hour that comes twice the first, of one that is skipped the time after it.
 * An instant of UTC says what no clock can: the second of an hour that comes twice.
 */
function instant(time: string, { date, zone }: Pick<Written, 'date' | 'zone'>): number {
	if (time.endsWith('Z')) return Date.parse(time);
	const [, days = '0', clock = ''] = /^(?:([+-]\d+)d )?(.+)$/.exec(time) ?? [];
	const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
	const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
	const at = addDays(new TZDate(year, month - 1, day, 0, 0, 0, zone), Number(days));
	const whole = Math.floor(seconds);
	at.setHours(hours, minutes, whole, Math.round((seconds - whole) * 1000));
	const earlier = new TZDate(at.getTime() - HOUR_MS, zone);
	return (earlier.getHours() === at.getHours() ? earlier : at).getTime();
}

function eventOf(
	[time, subject, name, data]: Written['events'][number],
	index: number,
	scenario: Written
): KnownEvent {
	if (!Object.hasOwn(EVENT_TYPES, name)) throw new Error(`${name} is no type of event`);
	const ms = instant(time, scenario);
	const parsed = parseEvent(
		{
			specversion: '1.0',
			id: `event-${index}`,
			source: '//scenario',
			type: `atalaya.${name as EventName}.v1`,
			subject,
			time: new Date(ms).toISOString(),
			data
		},
		{ nowMs: ms, backfill: true }
	);
	if (!parsed.ok) throw new Error(`event ${index + 1}: ${JSON.stringify(parsed)}`);
	return parsed.event as KnownEvent;
}

function readScenario(file: string): ReadScenario {
	const written: unknown = JSON.parse(readFileSync(new URL(file, DIRECTORY), 'utf8'));
	if (!Value.Check(Scenario, written)) {
		const [fault] = [...Value.Errors(Scenario, written)];
		throw new Error(`${file}: ${fault?.path ?? ''} ${fault?.message ?? ''}`);
	}
	try {
		return {
			file,
			title: written.title,
			zone: written.zone,
			nowMs: instant(written.now ?? DEFAULT_NOW, written),
			hasRegulation: written.regulation ?? false,
			events: written.events.map((event, index) => eventOf(event, index, written)),
			asks: written.asks.map((ask) => ({
				filters: { queue: [], channel: [], agent: [], team: [], ...ask.for },
				fromMs: instant(ask.from ?? '00:00:00', written),
				toMs: instant(ask.to ?? '+1d 00:00:00', written),
				answers: ask.answers
			}))
		};
	} catch (cause) {
		throw new Error(`${file}: ${(cause as Error).message}`, { cause });
	}
}

export const readScenarios = (): ReadScenario[] =>
	readdirSync(DIRECTORY)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map(readScenario);
