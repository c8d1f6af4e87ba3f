/** The customers: a large town of them, and those whose trouble brings them back on another day. */
import { shiftDate } from './local-day.ts';
import { QUEUES } from './queues.ts';
import type { QueueProfile } from './queues.ts';
import { Random } from './random.ts';
import type { Topic } from './topics.ts';

export type Language = 'es' | 'en' | 'pt';

export interface Customer {
	readonly id: string;
	readonly language: Language;
	/** Of ISO 3166-2. */
	readonly region: string;
}

/** Why a customer gets in touch. */
export interface Errand {
	readonly customer: Customer;
	readonly topic: Topic;
	/** Is coming back about the same thing. */
	readonly again: boolean;
	/** Will come back: this contact does not settle it. */
	readonly unsettled: boolean;
}

// Large against the contacts of a week: almost nobody meets their own topic again by accident.
const TOWN = 400_000;
/** Where they live, each as often as another. */
const REGIONS = ['ES-MD', 'ES-CT', 'ES-AN', 'ES-VC', 'ES-GA', 'ES-CN'] as const;
const TROUBLED_PER_DAY = 130;
const RETURN_WITHIN_DAYS = 6;

export function customerOf(number: number): Customer {
	const share = Math.imul(number, 0x9e3779b1) >>> 0;
	const percent = share % 100;
	return {
		id: `k${String(100_000 + number)}`,
		language: percent < 82 ? 'es' : percent < 91 ? 'pt' : 'en',
		region: REGIONS[number % REGIONS.length] ?? ''
	};
}

export const anyCustomer = (random: Random): Customer => customerOf(random.integer(0, TOWN - 1));

interface Visit {
	readonly queueId: string;
	readonly errand: Errand;
}

interface Trouble {
	readonly first: Visit;
	readonly returns: readonly (Visit & { readonly afterDays: number })[];
}

/** Where somebody with this topic may try their luck. */
const queuesFor = (topic: Topic): readonly QueueProfile[] =>
	QUEUES.filter((queue) => queue.topics.some(([name]) => name === topic));

const byVolume = (queues: readonly QueueProfile[], random: Random): QueueProfile =>
	random.weighted(queues.map((queue) => [queue, queue.perDay] as const));

/** Those whose trouble starts on a date, with all their later visits: the same whichever day asks. */
function troublesOf(seed: string, date: string): readonly Trouble[] {
	const random = new Random(`${seed}|troubles|${date}`);
	return Array.from({ length: TROUBLED_PER_DAY }, () => {
		const queue = byVolume(QUEUES, random);
		const topic = random.weighted(queue.topics);
		const customer = anyCustomer(random);
		const visits = random.weighted([
			[0, 0.25],
			[1, 0.55],
			[2, 0.2]
		] as const);
		const errand = { customer, topic, again: true, unsettled: false };
		let afterDays = 0;
		const returns = Array.from({ length: visits }, (_, index) => {
			afterDays += random.integer(1, RETURN_WITHIN_DAYS / 2);
			const last = index === visits - 1;
			const queueId = byVolume(queuesFor(topic), random).id;
			return { queueId, afterDays, errand: { ...errand, unsettled: !last } };
		});
		const first = { queueId: queue.id, errand: { ...errand, again: false, unsettled: visits > 0 } };
		return { first, returns };
	});
}

function visitsOn(seed: string, date: string): Visit[] {
	const visits: Visit[] = [];
	for (let daysAgo = RETURN_WITHIN_DAYS; daysAgo >= 0; daysAgo -= 1) {
		for (const { first, returns } of troublesOf(seed, shiftDate(date, -daysAgo))) {
			if (daysAgo === 0) visits.push(first);
			visits.push(...returns.filter(({ afterDays }) => afterDays === daysAgo));
		}
	}
	return visits;
}

/** Gives every arrival an errand; the known troubles of the day are spread evenly over the arrivals of their queue. */
export class ErrandBook {
	readonly #random: Random;
	readonly #known = new Map<string, Errand[]>();
	readonly #left = new Map<string, number>();

	constructor(seed: string, date: string, expected: ReadonlyMap<string, number>) {
		this.#random = new Random(`${seed}|errands|${date}`);
		for (const { queueId, errand } of visitsOn(seed, date)) {
			const list = this.#known.get(queueId) ?? [];
			list.push(errand);
			this.#known.set(queueId, list);
		}
		for (const [queueId, count] of expected) this.#left.set(queueId, count);
	}

	next(queue: QueueProfile): Errand {
		const known = this.#known.get(queue.id) ?? [];
		const left = this.#left.get(queue.id) ?? 0;
		this.#left.set(queue.id, left - 1);
		const errand = this.#random.chance(known.length / Math.max(1, left))
			? known.shift()
			: undefined;
		return (
			errand ?? {
				customer: anyCustomer(this.#random),
				topic: this.#random.weighted(queue.topics),
				again: false,
				unsettled: false
			}
		);
	}
}
