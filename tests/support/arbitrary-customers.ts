/** Random contacts of few customers over some weeks, many of them close together: they give up, try again, come back. */
import fc from 'fast-check';
import type { EventName } from '#lib/domain/events/event-types.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { knownEvent } from './known-event.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Around the limits of the rule: half an hour, a day, a week. */
const spacing = fc.oneof(
	fc.constantFrom(0, 29, 30, 31, 60).map((minutes) => minutes * MINUTE_MS),
	fc.integer({ min: 1, max: 45 }).map((minutes) => minutes * MINUTE_MS),
	fc.constantFrom(1, 2, 5, 7).map((days) => days * DAY_MS),
	fc.integer({ min: 1, max: 9 * 24 * 60 }).map((minutes) => minutes * MINUTE_MS)
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const step = fc.integer({ min: 0, max: 12 }).map((n) => n * 2 * MINUTE_MS);

const course = fc.record({
	spacing,
	/** After a customer has left without an answer, counted from there. */
	retry: maybe(fc.constantFrom(12, 30, 30, 31).map((minutes) => minutes * MINUTE_MS)),
	channel: fc.constantFrom('voice', 'chat', 'email'),
	direction: fc.constantFrom(undefined, 'inbound', 'inbound', 'inbound', 'outbound'),
	isKnown: fc.constantFrom(true, true, true, true, false),
	entry: maybe(fc.constantFrom('ventas', 'soporte')),
	queue: fc.constantFrom(undefined, 'ventas', 'soporte', 'bajas'),
	agent: fc.constantFrom(undefined, 'ana', 'bruno'),
	passesTo: fc.constantFrom(undefined, undefined, undefined, 'carla'),
	exit: fc.constantFrom('abandoned', 'abandoned', 'customer', 'system', 'agent', 'none'),
	topic: fc.constantFrom(undefined, 'factura', 'alta', 'alta'),
	resolved: fc.constantFrom(undefined, undefined, true, false),
	steps: fc.tuple(step, step, step, step, fc.constantFrom(0, 0, 0, 5 * DAY_MS))
});

type Course = (typeof course extends fc.Arbitrary<infer T> ? T : never) & object;

function eventsOf(id: string, customer: string, atMs: number, one: Course): KnownEvent[] {
	const [toQueue, toAnswer, toEnd, toWrap, later] = one.steps;
	const given = (data: Record<string, unknown>) =>
		Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
	const at = (name: EventName, ms: number, data: Record<string, unknown>) =>
		knownEvent(name, id, ms, given(data));
	const queuedMs = atMs + toQueue;
	const acceptedMs = queuedMs + toAnswer + later;
	const endedMs = acceptedMs + toEnd;
	return [
		at('interaction.created', atMs, {
			channel: one.channel,
			direction: one.direction,
			customer: one.isKnown ? customer : undefined,
			queue: one.entry
		}),
		...(one.queue === undefined ? [] : [at('interaction.queued', queuedMs, { queue: one.queue })]),
		...(one.agent === undefined
			? []
			: [at('interaction.accepted', acceptedMs, { agent: one.agent })]),
		...(one.exit === 'abandoned' ? [at('interaction.abandoned', endedMs, {})] : []),
		...(['customer', 'system', 'agent'].includes(one.exit)
			? [at('interaction.ended', endedMs, { by: one.exit })]
			: []),
		...(one.agent !== undefined && one.topic !== undefined
			? [
					at('interaction.wrapped', endedMs + toWrap, {
						agent: one.agent,
						topic: one.topic,
						resolved: one.resolved
					})
				]
			: []),
		...(one.agent !== undefined && one.passesTo !== undefined
			? [
					at('interaction.queued', endedMs, { queue: 'bajas', segment: 2 }),
					at('interaction.accepted', endedMs + toAnswer, { agent: one.passesTo, segment: 2 }),
					at('interaction.ended', endedMs + 2 * toAnswer, { by: 'agent', segment: 2 })
				]
			: [])
	];
}

/** Events of `customers` customers with up to `most` contacts each, in the order of the contacts. */
export function customerLives(
	{ customers, most, startMs }: { customers: number; most: number; startMs: number },
	seed: number
): KnownEvent[] {
	const lives = fc.sample(fc.array(course, { minLength: 1, maxLength: most }), {
		numRuns: customers,
		seed
	});
	return lives.flatMap((life, index) => {
		let atMs = startMs + (index % 20) * DAY_MS;
		let leftMs: number | null = null;
		return life.flatMap((one, number) => {
			atMs = leftMs !== null && one.retry !== undefined ? leftMs + one.retry : atMs + one.spacing;
			const events = eventsOf(`c${index}-${number}`, `customer-${index}`, atMs, one);
			leftMs = one.agent === undefined ? (events.at(-1)?.occurredAtMs ?? null) : null;
			return events;
		});
	});
}

/** In another order, with every third event twice. */
export function disturbed(events: readonly KnownEvent[], seed: number): KnownEvent[] {
	const all = [...events, ...events.filter((_, index) => index % 3 === 0)];
	const [shuffled] = fc.sample(
		fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
		{ numRuns: 1, seed }
	);
	return shuffled ?? all;
}
