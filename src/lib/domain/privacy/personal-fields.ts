/**
 * What of each event is personal, and how: the one table that masking, erasure and export go by. A field of `data` that
 * is not in it is unknown, and unknown fields are looked into as if they were free text.
 */
import type { EventData, EventName } from '../events/event-types.ts';

/**
 * - `structure`: ids, queues, agents, times, numbers, words of a closed list. Never touched, but for a number that is a
 *   card; numbers come out of these.
 * - `text`: what somebody wrote or said. Masked at the door, emptied when the customer is erased.
 * - `word`: a short word or label that people type. Masked at the door, removed when the customer is erased.
 * - `door`: names one of our own numbers, inboxes or pages. Phones and e-mails in it are ours and stay; on a social
 *   network it may be the page of a person, so it is removed when the customer is erased.
 * - `customer`: the id of the customer, which says whose event it is. Needed as it is until the customer is erased; masked
 *   only when it is a card and nothing else.
 * - `personal`: points at the customer in another way. The same.
 */
export type Treatment = 'structure' | 'text' | 'word' | 'door' | 'customer' | 'personal';

/** Of an object: its known fields. Of a list: its items. Of a record: every value, and every key with it. */
export type FieldTreatment =
	| Treatment
	| { readonly fields: Readonly<Record<string, FieldTreatment>> }
	| { readonly items: FieldTreatment }
	| { readonly values: Treatment };

type Table = {
	readonly [N in EventName]: { readonly [F in keyof Required<EventData<N>>]: FieldTreatment };
};

const bySegment = { agent: 'structure', segment: 'structure' } as const;

/** Ids, numbers and words of closed lists: what evaluators write in their own words is not in these events. */
const evaluated = {
	interaction: 'structure',
	agent: 'structure',
	queue: 'structure',
	channel: 'structure',
	contactAt: 'structure',
	evaluator: 'structure',
	form: 'structure',
	formVersion: 'structure',
	kind: 'structure',
	lane: 'structure',
	revision: 'structure',
	submittedAt: 'structure',
	rawScore: 'structure',
	finalScore: 'structure',
	passed: 'structure',
	autoFailed: 'structure',
	criticalApplicable: 'structure',
	criticalFailed: 'structure',
	workMs: 'structure',
	answers: {
		items: {
			fields: {
				question: 'structure',
				state: 'structure',
				options: 'structure',
				number: 'structure',
				share: 'structure'
			}
		}
	}
} as const;

/** The compiler wants an entry for every type and every field of `event-types.ts`, and so does the test. */
export const PERSONAL_FIELDS: Table = {
	'interaction.created': {
		channel: 'structure',
		direction: 'structure',
		customer: 'customer',
		queue: 'structure',
		topic: 'word',
		language: 'structure',
		public: 'structure',
		entry: 'door',
		value: 'structure',
		labels: { values: 'word' }
	},
	'interaction.queued': {
		queue: 'structure',
		segment: 'structure',
		priority: 'structure',
		channel: 'structure',
		customer: 'customer'
	},
	'interaction.offered': bySegment,
	'interaction.declined': { ...bySegment, reason: 'word' },
	'interaction.accepted': bySegment,
	'interaction.held': bySegment,
	'interaction.resumed': bySegment,
	'interaction.message': {
		author: 'structure',
		agent: 'structure',
		text: 'text',
		language: 'structure',
		public: 'structure',
		segment: 'structure',
		// A number, which stays counted, and the name of a program.
		sentiment: { fields: { score: 'structure', by: 'structure' } }
	},
	'interaction.transferred': {
		// Outside may be the private number of anybody.
		to: { fields: { queue: 'structure', agent: 'structure', external: 'word' } },
		kind: 'structure',
		agent: 'structure',
		segment: 'structure'
	},
	'interaction.abandoned': { segment: 'structure' },
	'interaction.ended': { by: 'structure', segment: 'structure' },
	'interaction.wrapped': {
		...bySegment,
		disposition: 'word',
		resolved: 'structure',
		topic: 'word'
	},
	'interaction.reopened': {},
	// Names of agents are no data of customers; what people type as a reason may be.
	'agent.state': {
		state: 'structure',
		reason: 'word',
		team: 'structure',
		name: 'structure',
		queues: 'structure'
	},
	'schedule.shift': {
		shift: 'structure',
		revision: 'structure',
		start: 'structure',
		end: 'structure',
		activities: {
			items: { fields: { activity: 'structure', start: 'structure', end: 'structure' } }
		}
	},
	'schedule.exception': {
		start: 'structure',
		end: 'structure',
		kind: 'structure',
		reason: 'word',
		by: 'structure'
	},
	'survey.answered': {
		kind: 'structure',
		score: 'structure',
		scaleMin: 'structure',
		scaleMax: 'structure',
		interaction: 'structure',
		customer: 'customer',
		comment: 'text'
	},
	'survey.sent': { kind: 'structure', interaction: 'structure' },
	'mention.captured': {
		network: 'structure',
		author: 'customer',
		text: 'text',
		followers: 'structure',
		// Ours or a competitor's: a dimension of numbers, like a queue.
		brand: 'structure',
		language: 'structure',
		replyTo: 'structure',
		url: 'personal',
		lat: 'personal',
		lon: 'personal'
	},
	'mention.engaged': {
		views: 'structure',
		likes: 'structure',
		replies: 'structure',
		shares: 'structure'
	},
	// The name of a file may hold the number of the caller, but another name would find no file: masking leaves it.
	'recording.available': {
		media: 'structure',
		path: 'personal',
		startedAt: 'structure',
		durationMs: 'structure',
		segment: 'structure'
	},
	'transcript.segment': {
		index: 'structure',
		speaker: 'structure',
		startMs: 'structure',
		endMs: 'structure',
		text: 'text'
	},
	'reference.queue': {
		name: 'structure',
		channel: 'structure',
		thresholdMs: 'structure',
		shortAbandonMs: 'structure',
		slFormula: 'structure',
		zone: 'structure',
		validFrom: 'structure'
	},
	'reference.agent': { name: 'structure', team: 'structure' },
	'evaluation.submitted': evaluated,
	'evaluation.revised': evaluated,
	'evaluation.disputed': { revision: 'structure', questions: 'structure' },
	'evaluation.decided': { revision: 'structure', outcome: 'structure', questions: 'structure' },
	'evaluation.retracted': { revision: 'structure' }
};

/** Attributes around `data` that identify or place the event. Every other one is an extension and looked into. */
export const STRUCTURAL_ATTRIBUTES: ReadonlySet<string> = new Set([
	'specversion',
	'id',
	'source',
	'type',
	'subject',
	'time',
	'sequence'
]);

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Whether a value can be the structure that the table says it is; the schema lets a few unknown shapes through. */
export const fitsStructure = (value: unknown): boolean =>
	isPlain(value) || (Array.isArray(value) && value.every(isPlain));
