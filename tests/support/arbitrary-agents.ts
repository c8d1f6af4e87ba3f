/** Random days of agents: states, shifts with revisions, decisions and contacts, with ties, overlaps and nonsense. */
import fc from 'fast-check';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { EVENT_TYPES, fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import type { FoldedContact } from './agent-day-fold.ts';

/** Events lie on whole steps, so that looking at each step sees everything. */
export const STEP_MS = 10_000;
/** The evening before clocks go back in Europe, over a midnight of UTC. */
export const BASE_MS = Date.UTC(2026, 9, 24, 21, 0, 0);
const STEPS = 2400;

/** Half of the instants lie on whole minutes and in a narrow time, so that they meet. */
const step = fc.oneof(
	fc.integer({ min: 0, max: STEPS }),
	fc.integer({ min: 0, max: 60 }).map((minute) => 900 + minute * 6)
);
const STATES = [
	...['available', 'handling', 'wrapping', 'break', 'meal', 'meeting', 'training', 'coaching'],
	...['backoffice', 'absent', 'offline', 'lunch-run', 'available', 'available', 'handling']
];
const ACTIVITIES = [
	...['on_queue', 'break', 'meal', 'meeting', 'training', 'coaching', 'backoffice', 'time_off'],
	...['on_queue', 'on_queue', 'on_queue']
];
const span = fc
	.tuple(step, fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 1200 })))
	.map(([from, length]) => [from, from + length] as const);
const iso = (steps: number): string => new Date(BASE_MS + steps * STEP_MS).toISOString();

type Draft = readonly [EventName, Record<string, unknown>];
const stateDraft = fc
	.constantFrom(...STATES)
	.map((state): Draft => ['agent.state', { state, team: 'night' }]);
const shiftDraft = fc
	.record({
		shift: fc.constantFrom('a', 'b', 'c'),
		revision: fc.integer({ min: 1, max: 3 }),
		list: fc.array(fc.tuple(fc.constantFrom(...ACTIVITIES), span), { maxLength: 6 })
	})
	.map(({ shift, revision, list }): Draft => {
		const activities = list.map(([activity, [from, to]]) => ({
			activity,
			start: iso(from),
			end: iso(to)
		}));
		return ['schedule.shift', { shift, revision, start: iso(0), end: iso(STEPS), activities }];
	});
const decisionDraft = fc
	.tuple(fc.constantFrom('approved', 'approved', 'rejected'), span)
	.map(([kind, [from, to]]): Draft => [
		'schedule.exception',
		{ kind, start: iso(from), end: iso(to), reason: 'meeting', by: 'sup' }
	]);

export interface AgentCase {
	readonly events: KnownEvent[];
	/** What the contacts among them amount to. */
	readonly contacts: FoldedContact[];
}

const eventOf = (
	[name, data]: Draft,
	subject: string,
	occurredAtMs: number,
	sequence: string,
	id: string
): KnownEvent =>
	({
		id,
		source: '//property',
		type: fullTypeOf(name),
		name,
		subject,
		occurredAtMs,
		time: new Date(occurredAtMs).toISOString(),
		sequence,
		rank: EVENT_TYPES[name].rank,
		fromFuture: false,
		extensions: {},
		data
	}) as unknown as KnownEvent;

const contactEvents = (
	agent: string,
	index: number,
	[from, to]: readonly [number, number],
	wrap: number
): KnownEvent[] => {
	const subject = `contact-${agent}-${index}`;
	const at = (steps: number) => BASE_MS + steps * STEP_MS;
	const id = (name: string) => `${subject}-${name}`;
	return [
		eventOf(['interaction.queued', { queue: 'q' }], subject, at(from), '', id('queued')),
		eventOf(['interaction.accepted', { agent }], subject, at(from), '', id('accepted')),
		eventOf(['interaction.ended', {}], subject, at(to), '', id('ended')),
		...(wrap > 0
			? [eventOf(['interaction.wrapped', { agent }], subject, at(to + wrap), '', id('wrapped'))]
			: [])
	];
};

export const agentCase = (agent: string): fc.Arbitrary<AgentCase> =>
	fc
		.record({
			drafts: fc.array(
				fc.tuple(
					fc.oneof(
						{ weight: 8, arbitrary: stateDraft },
						{ weight: 3, arbitrary: shiftDraft },
						{ weight: 1, arbitrary: decisionDraft }
					),
					step,
					fc.constantFrom('', '', '1', '2'),
					fc.integer({ min: 0, max: 99 })
				),
				{ minLength: 4, maxLength: 40 }
			),
			contacts: fc.array(fc.tuple(span, fc.constantFrom(0, 0, 3, 12)), { maxLength: 4 })
		})
		.map(({ drafts, contacts }) => ({
			events: [
				...drafts.map(([draft, steps, sequence, salt], index) =>
					eventOf(draft, agent, BASE_MS + steps * STEP_MS, sequence, `${salt}-${agent}-${index}`)
				),
				...contacts.flatMap(([range, wrap], index) => contactEvents(agent, index, range, wrap))
			],
			contacts: contacts.map(([[from, to], wrap]) => ({
				acceptedMs: BASE_MS + from * STEP_MS,
				handleEndMs: BASE_MS + (to + wrap) * STEP_MS
			}))
		}));
