import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spanishDays } from './holidays.ts';
import { DEFAULT_REGULATION_SETTINGS } from './settings.ts';
import { termDays } from './terms.ts';
import type { TermDay } from './terms.ts';

const MADRID = 'Europe/Madrid';
const YEARS = { from: 2025, to: 2026 };
const all = termDays(DEFAULT_REGULATION_SETTINGS, YEARS, MADRID);
const of = (region: string): TermDay[] => all.filter((day) => day.region === region);

/** What holds for a complaint of an instant. */
function at(region: string, instant: string): TermDay {
	const ms = Date.parse(instant);
	const found = of(region).findLast(({ fromMs }) => fromMs <= ms);
	if (!found) throw new Error(`no day of ${region} at ${instant}`);
	return found;
}
const due = (region: string, instant: string): string =>
	new Date(at(region, instant).dueMs).toISOString();
const undueDue = (region: string, instant: string): string =>
	new Date(at(region, instant).undueDueMs).toISOString();

describe('the terms of complaints', () => {
	test('fifteen working days from a Monday end with the Monday three weeks later', () => {
		// 2 November 2026; no holiday until the 23rd, so that the 24th in Madrid is the first instant too late.
		expect(due('', '2026-11-02T09:00:00+01:00')).toBe('2026-11-23T23:00:00.000Z');
		expect(undueDue('', '2026-11-02T09:00:00+01:00')).toBe('2026-11-09T23:00:00.000Z');
	});

	test('what comes on a weekend is counted from there: the Monday is the first day', () => {
		expect(undueDue('', '2026-11-07T12:00:00+01:00')).toBe('2026-11-13T23:00:00.000Z');
		expect(undueDue('', '2026-11-08T23:59:59+01:00')).toBe('2026-11-13T23:00:00.000Z');
	});

	test('holidays of the country do not count', () => {
		// 8 December 2026 is a Tuesday; the 6th is a Sunday and nothing changes by it.
		expect(undueDue('', '2026-12-04T12:00:00+01:00')).toBe('2026-12-14T23:00:00.000Z');
	});

	test('a region has its own days on top: the Diada moves a term in Catalonia and not in Madrid', () => {
		expect(undueDue('es-ct', '2026-09-08T12:00:00+02:00')).toBe('2026-09-16T22:00:00.000Z');
		expect(undueDue('es-md', '2026-09-08T12:00:00+02:00')).toBe('2026-09-15T22:00:00.000Z');
	});

	test('days of the Canary Islands begin an hour later', () => {
		const instant = '2026-11-02T23:30:00Z';
		// In Madrid it is the 3rd already.
		expect(undueDue('es-cn', instant)).toBe('2026-11-10T00:00:00.000Z');
		expect(undueDue('', instant)).toBe('2026-11-10T23:00:00.000Z');
	});

	test('a term over the end of the last year is known', () => {
		expect(due('', '2026-12-31T12:00:00+01:00')).toBe('2027-01-25T23:00:00.000Z');
	});

	test('days of one year only, and of all regions, can be added', () => {
		const days = [{ day: '2026-11-03', name: '' }];
		const [first] = termDays({ ...DEFAULT_REGULATION_SETTINGS, days }, YEARS, MADRID).filter(
			({ region, fromMs }) =>
				region === 'es-ga' && fromMs >= Date.parse('2026-11-02T00:00:00+01:00')
		);
		expect(new Date(first?.undueDueMs ?? 0).toISOString()).toBe('2026-11-10T23:00:00.000Z');
	});

	test('between a complaint and the end of its term lie exactly so many working days, counted one by one', () => {
		const holidays = new Set([2025, 2026, 2027].flatMap(spanishDays));
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 2 * 365 - 1 }),
				fc.integer({ min: 1, max: 60 }),
				(index, complaintDays) => {
					const settings = { ...DEFAULT_REGULATION_SETTINGS, complaintDays, regions: [] };
					const dayMs = Date.UTC(2025, 0, 1 + index);
					const day = termDays(settings, YEARS, 'UTC').findLast(({ fromMs }) => fromMs <= dayMs);
					if (!day) throw new Error('no such day');
					let counted = 0;
					for (let ms = dayMs + 86_400_000; ms < day.dueMs; ms += 86_400_000) {
						const weekday = new Date(ms).getUTCDay();
						const text = new Date(ms).toISOString().slice(0, 10);
						if (weekday !== 0 && weekday !== 6 && !holidays.has(text)) counted += 1;
					}
					expect(counted).toBe(complaintDays);
				}
			),
			{ numRuns: 40 }
		);
	});
});
