/** For tests: data of every event type with every field set. */
import type { EventData, EventName } from '../../events/event-types.ts';
import { fullTypeOf } from '../../events/event-types.ts';

type Samples = { readonly [N in EventName]: Required<EventData<N>> };

const AT = '2026-11-20T09:00:00.000+01:00';
const LATER = '2026-11-20T17:00:00.000+01:00';
const byAgent = { agent: 'agent-7', segment: 2 };

const EVALUATED = {
	interaction: 'call-1',
	agent: 'agent-1',
	queue: 'sales',
	channel: 'voice',
	contactAt: AT,
	evaluator: 'person-1',
	form: 'form-1',
	formVersion: 1,
	kind: 'standard' as const,
	lane: 'random' as const,
	revision: 1,
	submittedAt: AT,
	rawScore: 0.92,
	finalScore: 0,
	passed: false,
	autoFailed: true,
	criticalApplicable: ['compliance' as const],
	criticalFailed: ['compliance' as const],
	workMs: 240_000,
	answers: [
		{ question: 'greeting', state: 'answered' as const, options: ['yes'], number: 4, share: 1 }
	]
};

export const SAMPLE_DATA: Samples = {
	'interaction.created': {
		channel: 'voice',
		direction: 'inbound',
		customer: 'customer-4711',
		queue: 'sales',
		topic: 'invoice',
		language: 'es-ES',
		public: false,
		entry: '900 123 123',
		value: 12.5,
		labels: { campaign: 'autumn' }
	},
	'interaction.queued': {
		queue: 'sales',
		segment: 2,
		priority: 1,
		channel: 'voice',
		customer: 'customer-4711'
	},
	'interaction.offered': byAgent,
	'interaction.declined': { ...byAgent, reason: 'no_answer' },
	'interaction.accepted': byAgent,
	'interaction.held': byAgent,
	'interaction.resumed': byAgent,
	'interaction.message': {
		author: 'customer',
		agent: 'agent-7',
		text: 'Buenos días',
		language: 'es',
		public: true,
		segment: 1,
		sentiment: { score: 0.25, by: 'vendor-7' }
	},
	'interaction.transferred': {
		to: { external: '+34 912 345 678' },
		kind: 'cold',
		agent: 'agent-7',
		segment: 1
	},
	'interaction.abandoned': { segment: 1 },
	'interaction.ended': { by: 'customer', segment: 1 },
	'interaction.wrapped': {
		...byAgent,
		disposition: 'solved',
		resolved: true,
		topic: 'invoice'
	},
	'interaction.reopened': {},
	'agent.state': {
		state: 'break',
		reason: 'coffee',
		team: 'team-1',
		name: 'Ana García',
		queues: ['sales', 'support']
	},
	'schedule.shift': {
		shift: 'shift-1',
		revision: 3,
		start: AT,
		end: LATER,
		activities: [{ activity: 'on_queue', start: AT, end: LATER }]
	},
	'schedule.exception': {
		start: AT,
		end: LATER,
		kind: 'approved',
		reason: 'dentist',
		by: 'Ana García'
	},
	'survey.answered': {
		kind: 'csat',
		score: 4,
		scaleMin: 1,
		scaleMax: 5,
		interaction: 'interaction-1',
		customer: 'customer-4711',
		comment: 'Muy amable'
	},
	'survey.sent': { kind: 'csat', interaction: 'interaction-1' },
	'mention.captured': {
		network: 'x',
		author: '@somebody',
		text: 'Nadie contesta',
		followers: 120,
		brand: 'ours',
		language: 'es',
		replyTo: 'mention-0',
		url: 'https://social.example/somebody/1',
		lat: 40.4,
		lon: -3.7
	},
	'mention.engaged': { views: 10, likes: 2, replies: 1, shares: 0 },
	'recording.available': {
		media: 'audio',
		path: 'monitor/2026/q-sales-612345678.wav',
		startedAt: AT,
		durationMs: 60_000,
		segment: 1
	},
	'transcript.segment': {
		index: 3,
		speaker: 'customer',
		startMs: 1000,
		endMs: 4000,
		text: 'Quiero darme de baja'
	},
	'reference.queue': {
		name: 'Ventas',
		channel: 'voice',
		thresholdMs: 20_000,
		shortAbandonMs: 5000,
		slFormula: 'A',
		zone: 'Europe/Madrid',
		validFrom: AT
	},
	'reference.agent': { name: 'Ana García', team: 'team-1' },
	'evaluation.submitted': EVALUATED,
	'evaluation.revised': { ...EVALUATED, revision: 2 },
	'evaluation.disputed': { revision: 1, questions: ['greeting'] },
	'evaluation.decided': { revision: 2, outcome: 'revised', questions: ['greeting'] },
	'evaluation.retracted': { revision: 2 }
};

export const SAMPLE_NAMES = Object.keys(SAMPLE_DATA) as EventName[];

/** A valid CloudEvent of the type. */
export const sampleEvent = (
	name: EventName,
	data: object = SAMPLE_DATA[name],
	attributes: object = {}
): Record<string, unknown> => ({
	specversion: '1.0',
	id: `event-${name}`,
	source: '//tests',
	type: fullTypeOf(name),
	subject: 'subject-1',
	time: AT,
	...attributes,
	data
});

export const SAMPLE_NOW_MS = Date.parse(AT);
