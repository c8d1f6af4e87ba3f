/** An amount of money for each of something: what a rate costs and what a term of a contract brings in. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { MOST_NAMES } from '../scorecard.ts';
import { shareOfCents } from './cents.ts';
import type { Share } from './cents.ts';
import type { Day } from './day.ts';
import { daysOf } from './day.ts';
import type { Month } from '../month.ts';

/**
 * `contact`: a handled contact. `handlingHour`: an hour of conversation, hold and after-contact work. `paidHour`: an hour of
 * the plan that is paid. `productiveHour`: an hour of handling or being ready. `month`: a whole month, by its days.
 */
export const BASES = ['contact', 'handlingHour', 'paidHour', 'productiveHour', 'month'] as const;
export type Basis = (typeof BASES)[number];

export const HOUR_MS = 3_600_000;
/** Ten million, in cents. */
export const MOST_CENTS = 1_000_000_000;

export const Channels = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
	maxItems: MOST_NAMES
});
export const Price = Type.Object({
	basis: Type.Union(BASES.map((basis) => Type.Literal(basis))),
	/** Empty: all. */
	channels: Channels,
	/** For one contact, hour or month. */
	cents: Type.Integer({ minimum: 0, maximum: MOST_CENTS })
});
export type Price = Static<typeof Price>;

/** What was done in a day on one channel. */
export interface ChannelDay {
	readonly day: Day;
	readonly channel: string;
	readonly handled: number;
	readonly handleMs: number;
}
/** Time of agents in a day, whatever they did. */
export interface TimeDay {
	readonly day: Day;
	readonly paidMs: number;
	readonly productiveMs: number;
}
export interface Work {
	readonly contacts: readonly ChannelDay[];
	readonly time: readonly TimeDay[];
}

/** Of the node a price belongs to: all that was done in it, and the part of it that is asked about. */
export interface PricedWork {
	readonly whole: Work;
	readonly part: Work;
	/** The part is all of it. */
	readonly isWhole: boolean;
}

export interface Amount {
	readonly cents: number;
	/** Contacts, milliseconds, or days of months that the cents are for. */
	readonly quantity: number;
}

const includes = (channels: readonly string[], channel: string): boolean =>
	channels.length === 0 || channels.includes(channel);

export function sumOf<Row extends { readonly day: Day }>(
	rows: readonly Row[],
	days: ReadonlySet<Day>,
	of: (row: Row) => number
): number {
	return rows.reduce((sum, row) => (days.has(row.day) ? sum + of(row) : sum), 0);
}

/** Bases that ask for the time of agents. */
export const isOfTime = (basis: Basis): basis is 'paidHour' | 'productiveHour' =>
	basis === 'paidHour' || basis === 'productiveHour';

/** Milliseconds of the pool of hours a price is paid for. */
const TIME_OF: Readonly<Record<'paidHour' | 'productiveHour', (row: TimeDay) => number>> = {
	paidHour: ({ paidMs }) => paidMs,
	productiveHour: ({ productiveMs }) => productiveMs
};

/** What of a pool falls to a part: by time of handling, since nothing else is known of both. Null: all of it. */
function shareOfPool(
	price: Price,
	{ whole, part, isWhole }: PricedWork,
	days: ReadonlySet<Day>,
	channels: readonly string[]
): Share | null {
	// Hours are those of all channels; a month's amount is for those it names.
	const pooled = price.basis === 'month' ? price.channels : [];
	const isAll = (names: readonly string[]): boolean =>
		names.length === 0 || (pooled.length > 0 && pooled.every((channel) => names.includes(channel)));
	if (isWhole && isAll(channels) && isAll(price.channels)) return null;
	const handling =
		(...filters: readonly (readonly string[])[]) =>
		({ channel, handleMs }: ChannelDay): number =>
			filters.every((names) => includes(names, channel)) ? handleMs : 0;
	return {
		part: sumOf(part.contacts, days, handling(price.channels, channels)),
		whole: sumOf(whole.contacts, days, handling(pooled))
	};
}

/**
 * What a price comes to on some days of a month. Contacts and hours of handling are those of the part and its channels; paid
 * and productive hours and amounts of a month belong to the whole node, and fall to a part by its share of the time of handling.
 * A pool of which nobody handled anything stays with the whole.
 */
export function amountOf(
	price: Price,
	work: PricedWork,
	{ days, month }: { readonly days: readonly Day[]; readonly month: Month },
	channels: readonly string[]
): Amount {
	const { basis, cents } = price;
	const within = new Set(days);
	const own = (of: (row: ChannelDay) => number): number =>
		sumOf(work.part.contacts, within, (row) =>
			includes(price.channels, row.channel) && includes(channels, row.channel) ? of(row) : 0
		);
	switch (basis) {
		case 'contact': {
			const handled = own((row) => row.handled);
			return { quantity: handled, cents: cents * handled };
		}
		case 'handlingHour': {
			const ms = own((row) => row.handleMs);
			return { quantity: ms, cents: shareOfCents(cents, { part: ms, whole: HOUR_MS }) };
		}
		case 'paidHour':
		case 'productiveHour': {
			const ms = sumOf(work.whole.time, within, TIME_OF[basis]);
			return pooledAmount(
				cents,
				{ part: ms, whole: HOUR_MS },
				shareOfPool(price, work, within, channels)
			);
		}
		case 'month': {
			const pool = { part: days.length, whole: daysOf(month).length };
			return pooledAmount(cents, pool, shareOfPool(price, work, within, channels));
		}
		default:
			return basis satisfies never;
	}
}

function pooledAmount(cents: number, pool: Share, share: Share | null): Amount {
	if (share === null) return { quantity: pool.part, cents: shareOfCents(cents, pool) };
	if (share.whole === 0) return { quantity: 0, cents: 0 };
	return {
		quantity: Math.round((pool.part * share.part) / share.whole),
		cents: shareOfCents(cents, pool, share)
	};
}
