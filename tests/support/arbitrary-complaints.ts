/** Random contacts over some weeks: complaints and others, closed, opened again or left, in several languages and regions. */
import fc from 'fast-check';
import type { EventName } from '#lib/domain/events/event-types.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { knownEvent } from './known-event.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const TEXTS = {
	es: 'Buenos días, me han cobrado dos veces la factura y nadie responde',
	ca: "Bon dia, m'han cobrat dues vegades i vull posar una reclamació",
	en: 'I was charged twice and nobody could help me with the bill'
} as const;
const language = fc.constantFrom('es', 'es', 'ca', 'en', undefined);
const message = fc.record({
	author: fc.constantFrom('customer', 'agent', 'agent', 'bot'),
	language,
	/** Says it, or has to be recognised. */
	isSaid: fc.boolean(),
	// Ties are common.
	minute: fc.integer({ min: 0, max: 6 })
});

const course = fc.record({
	dayMs: fc.integer({ min: 0, max: 60 * 8 }).map((eighths) => (eighths * DAY_MS) / 8),
	channel: fc.constantFrom('voice', 'voice', 'voice', 'email', 'chat'),
	direction: fc.constantFrom(undefined, 'inbound', 'inbound', 'outbound'),
	entry: fc.constantFrom(undefined, 'ventas'),
	queue: fc.constantFrom(undefined, 'ventas', 'soporte', 'soporte'),
	/** Around the limit of three minutes. */
	waitMs: fc.constantFrom(20, 179, 180, 181, 600).map((seconds) => seconds * SECOND_MS),
	isAnswered: fc.constantFrom(true, true, true, false),
	overflows: fc.constantFrom(false, false, true),
	isCreated: fc.constantFrom(true, true, true, false),
	topic: fc.constantFrom(undefined, 'Queja', ' QUEJA ', 'Cobro indebido', 'Alta'),
	lastTopic: fc.constantFrom(undefined, undefined, 'Queja', 'Alta', 'cobro indebido'),
	region: fc.constantFrom(undefined, 'ES-CT', 'es-md', 'ES-CN', 'elsewhere'),
	/** Around 5 and 15 working days; null: never. */
	endsAfterMs: fc.oneof(
		fc.constant(null),
		fc.integer({ min: 0, max: 30 * 8 }).map((eighths) => (eighths * DAY_MS) / 8)
	),
	resolved: fc.constantFrom(undefined, true, true, false),
	/** Of the last wrap-up, counted from the end. */
	wrapMs: fc.constantFrom(0, HOUR_MS, 2 * DAY_MS),
	reopens: fc.constantFrom('never', 'never', 'never', 'before', 'with', 'after'),
	messages: fc.array(message, { maxLength: 7 })
});
type Course = typeof course extends fc.Arbitrary<infer T> ? T : never;

const given = (data: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));

const REOPENED_MS = { before: -HOUR_MS, with: 0, after: HOUR_MS } as const;

function endOf(id: string, startMs: number, one: Course): KnownEvent[] {
	if (one.endsAfterMs === null) return [];
	const endedMs = startMs + one.endsAfterMs;
	const wrapped = given({ agent: 'ana', topic: one.lastTopic, resolved: one.resolved });
	return [
		knownEvent('interaction.ended', id, endedMs, { by: 'agent' }),
		...(one.isAnswered
			? [knownEvent('interaction.wrapped', id, endedMs + one.wrapMs, wrapped)]
			: []),
		...(one.reopens === 'never'
			? []
			: [knownEvent('interaction.reopened', id, endedMs + REOPENED_MS[one.reopens], {})])
	];
}

function eventsOf(id: string, startMs: number, one: Course): KnownEvent[] {
	const at = (name: EventName, ms: number, data: Record<string, unknown>) =>
		knownEvent(name, id, ms, given(data));
	const { channel, direction, entry: queue, topic, region } = one;
	const labels = region === undefined ? undefined : { Region: region, other: 'es-ct' };
	const answeredMs = startMs + one.waitMs;
	const segment = one.overflows ? 2 : 1;
	return [
		...(one.isCreated
			? [at('interaction.created', startMs, { channel, direction, queue, topic, labels })]
			: []),
		...(one.queue === undefined
			? []
			: [at('interaction.queued', startMs, { queue: one.queue, channel })]),
		...(one.overflows
			? [
					at('interaction.transferred', startMs + 10_000, { to: { queue: 'bajas' } }),
					at('interaction.queued', startMs + 10_000, { queue: 'bajas', segment })
				]
			: []),
		...(one.isAnswered ? [at('interaction.accepted', answeredMs, { agent: 'ana', segment })] : []),
		...one.messages.map((each, index) =>
			at('interaction.message', answeredMs + each.minute * 60_000, {
				author: each.author,
				agent: each.author === 'agent' ? 'ana' : undefined,
				text: each.language === undefined ? 'ok' : TEXTS[each.language],
				language: each.isSaid ? each.language : undefined,
				segment,
				index
			})
		),
		...endOf(id, startMs, one)
	];
}

export function complaintLives(
	{ contacts, startMs }: { contacts: number; startMs: number },
	seed: number
): KnownEvent[] {
	return fc
		.sample(course, { numRuns: contacts, seed })
		.flatMap((one, index) => eventsOf(`k${index}`, startMs + one.dayMs, one));
}
