/** The eight queues of the demo centre: how much arrives, how long it takes, how patient people are. */
import type { EventData } from '#lib/domain/events/event-types.ts';
import { HOUR_MS, MINUTE_MS } from './local-day.ts';
import type { Topic } from './topics.ts';

const SECOND_MS = 1000;

/** A duration as a log-normal: median and spread of the logarithm. */
export interface Spread {
	readonly medianMs: number;
	readonly sigma: number;
}

export type QueueKind = 'call' | 'conversation' | 'letter';

export interface QueueProfile {
	readonly id: string;
	readonly name: string;
	readonly channel: 'voice' | 'chat' | 'whatsapp' | 'email' | 'social';
	readonly kind: QueueKind;
	readonly settings: Pick<
		EventData<'reference.queue'>,
		'thresholdMs' | 'shortAbandonMs' | 'slFormula'
	>;
	/** Mean contacts of a working day. */
	readonly perDay: number;
	/** Share of an agent one contact takes, in sixths: a call takes all six. */
	readonly units: number;
	/** Waits of different queues compare as wait / haste + head start. */
	readonly hasteMs: number;
	readonly headStart: number;
	/** Talk time of a call, gap between the messages of a conversation, time to answer a letter. */
	readonly work: Spread;
	readonly wrap: Spread;
	/** Scale of the Weibull patience; null: waits for ever. */
	readonly patienceMs: number | null;
	readonly topics: readonly (readonly [Topic, number])[];
	/** Where agents of this queue pass calls on to. */
	readonly passesTo: readonly string[];
	/** Where long waits flow out to. */
	readonly overflowsTo?: string;
	readonly entry: string;
	/** Hours of the day in which it is worked on; absent: always. */
	readonly windows?: readonly (readonly [number, number])[];
}

const voice = {
	channel: 'voice',
	kind: 'call',
	units: 6,
	hasteMs: 20 * SECOND_MS,
	headStart: 2
} as const;

const CALL_QUEUES: readonly QueueProfile[] = [
	{
		...voice,
		id: 'ventas',
		name: 'Ventas',
		settings: { thresholdMs: 20 * SECOND_MS, shortAbandonMs: 5 * SECOND_MS, slFormula: 'A' },
		perDay: 330,
		work: { medianMs: 235 * SECOND_MS, sigma: 0.55 },
		wrap: { medianMs: 40 * SECOND_MS, sigma: 0.5 },
		patienceMs: 170 * SECOND_MS,
		topics: [
			['plan', 3],
			['signup', 4],
			['porting', 3],
			['offer', 5]
		],
		passesTo: ['facturacion'],
		overflowsTo: 'facturacion',
		entry: '900 000 110'
	},
	{
		...voice,
		id: 'soporte',
		name: 'Soporte técnico',
		settings: { thresholdMs: 30 * SECOND_MS, shortAbandonMs: 5 * SECOND_MS, slFormula: 'A' },
		perDay: 350,
		work: { medianMs: 270 * SECOND_MS, sigma: 0.55 },
		wrap: { medianMs: 35 * SECOND_MS, sigma: 0.5 },
		patienceMs: 260 * SECOND_MS,
		topics: [
			['slow', 5],
			['router', 4],
			['tv', 3],
			['dropouts', 2]
		],
		passesTo: ['averias', 'facturacion'],
		entry: '900 000 120'
	},
	{
		...voice,
		id: 'facturacion',
		name: 'Facturación',
		settings: { thresholdMs: 20 * SECOND_MS, shortAbandonMs: 5 * SECOND_MS, slFormula: 'B' },
		perDay: 330,
		work: { medianMs: 205 * SECOND_MS, sigma: 0.5 },
		wrap: { medianMs: 38 * SECOND_MS, sigma: 0.5 },
		patienceMs: 210 * SECOND_MS,
		topics: [
			['bill', 5],
			['doubleCharge', 3],
			['directDebit', 2],
			['cancel', 2]
		],
		passesTo: ['ventas', 'soporte'],
		entry: '900 000 130'
	},
	{
		...voice,
		id: 'averias',
		name: 'Averías',
		settings: { thresholdMs: 30 * SECOND_MS, shortAbandonMs: 5 * SECOND_MS, slFormula: 'F' },
		perDay: 190,
		hasteMs: 15 * SECOND_MS,
		work: { medianMs: 190 * SECOND_MS, sigma: 0.5 },
		wrap: { medianMs: 30 * SECOND_MS, sigma: 0.5 },
		patienceMs: 300 * SECOND_MS,
		topics: [
			['outage', 5],
			['dropouts', 4],
			['technician', 3]
		],
		passesTo: ['soporte'],
		overflowsTo: 'soporte',
		entry: '900 000 140'
	}
];

const WRITTEN_QUEUES: readonly QueueProfile[] = [
	{
		id: 'chat-web',
		name: 'Chat web',
		channel: 'chat',
		kind: 'conversation',
		settings: { thresholdMs: 60 * SECOND_MS, shortAbandonMs: 10 * SECOND_MS, slFormula: 'A' },
		perDay: 200,
		units: 3,
		hasteMs: 60 * SECOND_MS,
		headStart: 1.5,
		work: { medianMs: 32 * SECOND_MS, sigma: 0.6 },
		wrap: { medianMs: 30 * SECOND_MS, sigma: 0.5 },
		patienceMs: 330 * SECOND_MS,
		topics: [
			['offer', 4],
			['slow', 3],
			['bill', 3],
			['signup', 2],
			['router', 2]
		],
		passesTo: [],
		entry: 'https://brisalia.example/ayuda'
	},
	{
		id: 'whatsapp-clientes',
		name: 'WhatsApp clientes',
		channel: 'whatsapp',
		kind: 'conversation',
		settings: { thresholdMs: 300 * SECOND_MS, shortAbandonMs: 0, slFormula: 'A' },
		perDay: 225,
		units: 2,
		hasteMs: 300 * SECOND_MS,
		headStart: 1,
		work: { medianMs: 65 * SECOND_MS, sigma: 0.7 },
		wrap: { medianMs: 25 * SECOND_MS, sigma: 0.5 },
		patienceMs: 45 * MINUTE_MS,
		topics: [
			['bill', 3],
			['outage', 3],
			['technician', 3],
			['doubleCharge', 2],
			['plan', 2]
		],
		passesTo: [],
		entry: '+34 600 000 150'
	},
	{
		id: 'correo',
		name: 'Correo',
		channel: 'email',
		kind: 'letter',
		settings: { thresholdMs: 2 * HOUR_MS, shortAbandonMs: 0, slFormula: 'A' },
		perDay: 125,
		units: 6,
		hasteMs: 4 * HOUR_MS,
		headStart: 0,
		work: { medianMs: 300 * SECOND_MS, sigma: 0.6 },
		wrap: { medianMs: 20 * SECOND_MS, sigma: 0.4 },
		patienceMs: null,
		topics: [
			['bill', 4],
			['complaint', 3],
			['cancel', 3],
			['doubleCharge', 3],
			['directDebit', 2],
			['porting', 2]
		],
		passesTo: [],
		entry: 'ayuda@brisalia.example',
		// Letters are answered in rounds: the queue grows in between, most of all over night.
		windows: [
			[7.5, 10],
			[11.5, 13.5],
			[15.5, 17.5],
			[19, 20.5],
			[22, 24]
		]
	},
	{
		id: 'redes',
		name: 'Redes sociales',
		channel: 'social',
		kind: 'letter',
		settings: { thresholdMs: 15 * MINUTE_MS, shortAbandonMs: 0, slFormula: 'B' },
		perDay: 90,
		units: 3,
		hasteMs: 30 * MINUTE_MS,
		headStart: 0.5,
		work: { medianMs: 160 * SECOND_MS, sigma: 0.6 },
		wrap: { medianMs: 15 * SECOND_MS, sigma: 0.4 },
		patienceMs: null,
		topics: [
			['outage', 4],
			['slow', 3],
			['technician', 2],
			['bill', 2],
			['offer', 2]
		],
		passesTo: [],
		entry: '@brisalia'
	}
];

export const QUEUES: readonly QueueProfile[] = [...CALL_QUEUES, ...WRITTEN_QUEUES];

const BY_ID: ReadonlyMap<string, QueueProfile> = new Map(QUEUES.map((queue) => [queue.id, queue]));

export function queueOf(id: string): QueueProfile {
	const queue = BY_ID.get(id);
	if (!queue) throw new RangeError(`no queue ${id}`);
	return queue;
}
