import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareOfCents } from './cents.ts';
import { daysOf } from './day.ts';
import { HOUR_MS, amountOf } from './price.ts';
import type { ChannelDay, Price, PricedWork } from './price.ts';

const MONTH = '2026-10';
const DAYS = daysOf(MONTH);
const DAY = DAYS[0] ?? '';
const price = (change: Partial<Price>): Price => ({
	...{ basis: 'contact', channels: [], cents: 100 },
	...change
});
const done = (channel: string, handled: number, minutes: number, day = DAY): ChannelDay => ({
	...{ day, channel, handled },
	handleMs: minutes * 60_000
});
const alone = (contacts: readonly ChannelDay[], paidHours = 0, productiveHours = 0): PricedWork => {
	const time = [{ day: DAY, paidMs: paidHours * HOUR_MS, productiveMs: productiveHours * HOUR_MS }];
	const whole = { contacts, time };
	return { whole, part: whole, isWhole: true };
};
const partOf = (work: PricedWork, contacts: readonly ChannelDay[]): PricedWork => ({
	...work,
	...{ part: { contacts, time: [] }, isWhole: false }
});
const VOICE = done('voice', 10, 60);
const SOCIAL = done('social', 30, 30);
const all = { days: DAYS, month: MONTH };

test('half a cent goes away from zero, and large amounts stay exact', () => {
	expect(shareOfCents(1, { part: 1, whole: 2 })).toBe(1);
	expect(shareOfCents(-1, { part: 1, whole: 2 })).toBe(-1);
	expect(shareOfCents(5, { part: 1, whole: 4 })).toBe(1);
	expect(Object.is(shareOfCents(-1, { part: 1, whole: 3 }), 0)).toBe(true);
	expect(shareOfCents(999_999_999, { part: 2_592_000_000, whole: 2_592_000_000 })).toBe(
		999_999_999
	);
	expect(shareOfCents(300, { part: 1, whole: 2 }, { part: 1, whole: 3 })).toBe(50);
});

test('a contact costs its price, on the channels of the price and of those who ask', () => {
	const work = alone([VOICE, SOCIAL]);
	expect(amountOf(price({}), work, all, [])).toEqual({ quantity: 40, cents: 4000 });
	expect(amountOf(price({ channels: ['voice'] }), work, all, [])).toEqual({
		quantity: 10,
		cents: 1000
	});
	expect(amountOf(price({}), work, all, ['social'])).toEqual({ quantity: 30, cents: 3000 });
	expect(amountOf(price({ channels: ['voice'] }), work, all, ['social']).cents).toBe(0);
});

test('only what was done on the days a price holds counts', () => {
	const work = alone([VOICE, done('voice', 5, 10, DAYS[20] ?? '')]);
	const late = { days: DAYS.slice(14), month: MONTH };
	expect(amountOf(price({}), work, late, [])).toEqual({ quantity: 5, cents: 500 });
});

test('an hour of handling is paid by the millisecond and rounded once', () => {
	const work = alone([done('voice', 1, 1), done('voice', 1, 1)]);
	// 25 € an hour are 41.67 cents a minute: 83 for two, not 84.
	expect(amountOf(price({ basis: 'handlingHour', cents: 2500 }), work, all, [])).toEqual({
		quantity: 120_000,
		cents: 83
	});
});

test('the amount of a month goes by its days, and falls to channels by their time of handling', () => {
	const work = alone([VOICE, SOCIAL]);
	const month = price({ basis: 'month', cents: 31_000 });
	expect(amountOf(month, work, all, []).cents).toBe(31_000);
	expect(amountOf(month, work, { days: DAYS.slice(0, 10), month: MONTH }, []).cents).toBe(10_000);
	expect(amountOf(month, work, all, ['voice']).cents).toBe(20_667);
	expect(amountOf(month, work, all, ['social']).cents).toBe(10_333);
	const ofSocial = price({ basis: 'month', cents: 31_000, channels: ['social'] });
	expect(amountOf(ofSocial, work, all, ['social']).cents).toBe(31_000);
	expect(amountOf(ofSocial, work, all, ['voice']).cents).toBe(0);
});

test('paid hours are those of the whole node, of which a unit below bears its share of the handling', () => {
	const work = alone([VOICE, SOCIAL], 10, 8);
	expect(amountOf(price({ basis: 'paidHour', cents: 2000 }), work, all, []).cents).toBe(20_000);
	const below = partOf(work, [done('voice', 5, 30)]);
	expect(amountOf(price({ basis: 'paidHour', cents: 2000 }), below, all, [])).toEqual({
		...{ quantity: (10 * HOUR_MS) / 3, cents: 6667 }
	});
	expect(amountOf(price({ basis: 'productiveHour', cents: 3000 }), work, all, []).cents).toBe(
		24_000
	);
	// Agents of a channel are not told apart: a price for voice pays the share of the hours that voice took.
	const ofVoice = price({ basis: 'paidHour', cents: 3000, channels: ['voice'] });
	expect(amountOf(ofVoice, work, all, []).cents).toBe(20_000);
});

test('a pool of which nobody handled anything stays with the whole', () => {
	const idle = alone([]);
	const month = price({ basis: 'month', cents: 500 });
	expect(amountOf(month, idle, all, []).cents).toBe(500);
	expect(amountOf(month, partOf(idle, []), all, []).cents).toBe(0);
	expect(amountOf(month, idle, all, ['voice']).cents).toBe(0);
});

test('what falls to the channels adds up to the whole, but for a cent each', () => {
	const channels = ['voice', 'chat', 'social'];
	fc.assert(
		fc.property(
			fc.constantFrom(
				'contact' as const,
				'handlingHour' as const,
				'paidHour' as const,
				'month' as const
			),
			fc.nat(1_000_000),
			fc.array(fc.tuple(fc.constantFrom(...channels), fc.nat(50), fc.nat(500)), { minLength: 1 }),
			fc.nat(1000),
			(basis, cents, rows, paidHours) => {
				const contacts = rows.map(([channel, handled, minutes]) =>
					done(channel, handled, minutes + 1)
				);
				const work = alone(contacts, paidHours);
				const whole = amountOf(price({ basis, cents }), work, all, []).cents;
				const parts = channels.map(
					(one) => amountOf(price({ basis, cents }), work, all, [one]).cents
				);
				const sum = parts.reduce((total, part) => total + part, 0);
				expect(Math.abs(sum - whole)).toBeLessThanOrEqual(channels.length);
			}
		)
	);
});
