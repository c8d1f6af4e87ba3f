import { describe, expect, test } from 'vitest';
import type { Source } from '#lib/domain/metrics/measures.ts';
import { boundsOf } from '#lib/domain/scorecard/month.ts';
import type { TouchedDay } from '../queries/touched-days.ts';
import { Arrivals, SEEN_LATE_MS } from './arrivals.ts';

const NOW_MS = Date.parse('2026-11-22T12:00Z');
const DAY_MS = 24 * 3_600_000;
const ZONE = 'Europe/Madrid';

interface Answer {
	readonly nowMs?: number;
	readonly firstHourS?: number | null;
	readonly touched: readonly TouchedDay[];
}

/** A database that answers one thing after the other; null: not at all. */
function listening(...answers: (Answer | null)[]) {
	const asked: number[] = [];
	let nowMs = NOW_MS;
	const arrivals = new Arrivals({
		now: () => nowMs,
		clickhouse: {
			query: (_lane: unknown, _query: unknown, { sinceMs }: { sinceMs: number }) => {
				asked.push(sinceMs);
				const answer = answers.shift();
				return answer
					? Promise.resolve([{ nowMs, firstHourS: null, ...answer }])
					: Promise.reject(new Error('away'));
			}
		} as never
	});
	return { arrivals, asked, wait: (ms: number) => (nowMs += ms) };
}

async function lastTouch(
	touched: readonly TouchedDay[],
	month: string,
	{ source = 'contacts', backMs = 0 }: { source?: Source | null; backMs?: number } = {}
): Promise<number> {
	const { arrivals } = listening({ touched });
	await arrivals.refresh();
	return arrivals.lastTouch(source, boundsOf(month, ZONE), backMs);
}

describe('what arrived', () => {
	const at = NOW_MS - 5000;
	const on = (family: string, placed: string, happened = placed): TouchedDay => [
		...([family, placed, happened, at] as const)
	];

	test('touches the month its day is of, and at its edges those beside it', async () => {
		const day = [on('interaction', '2026-10-15')];
		expect(await lastTouch(day, '2026-10')).toBe(at);
		expect(await lastTouch(day, '2026-09')).toBe(-Infinity);
		expect(await lastTouch(day, '2026-11')).toBe(-Infinity);
		// Clocks of zones, and contacts that are stored under the day they began.
		expect(await lastTouch([on('interaction', '2026-10-01')], '2026-09')).toBe(at);
		expect(await lastTouch([on('interaction', '2026-09-30')], '2026-10')).toBe(at);
	});

	test('reaches from the day it is stored under to the day it happened', async () => {
		const long = [on('interaction', '2026-08-20', '2026-10-10')];
		for (const month of ['2026-08', '2026-09', '2026-10'])
			expect(await lastTouch(long, month)).toBe(at);
		expect(await lastTouch(long, '2026-11')).toBe(-Infinity);
	});

	test('reaches as far back as customers are waited for, since who comes back changes what was before', async () => {
		const day = [on('interaction', '2026-10-05')];
		expect(await lastTouch(day, '2026-09')).toBe(-Infinity);
		expect(await lastTouch(day, '2026-09', { backMs: 7 * DAY_MS })).toBe(at);
	});

	test('touches only the numbers that rest on its kind of event', async () => {
		const survey = [on('survey', '2026-10-15')];
		expect(await lastTouch(survey, '2026-10', { source: 'surveys' })).toBe(at);
		expect(await lastTouch(survey, '2026-10', { source: 'contacts' })).toBe(-Infinity);
		// Money rests on all of it.
		expect(await lastTouch(survey, '2026-10', { source: null })).toBe(at);
		const evaluation = [on('evaluation', '2026-10-15')];
		expect(await lastTouch(evaluation, '2024-01', { source: 'quality' })).toBe(at);
		expect(await lastTouch([on('recording', '2026-10-15')], '2026-10')).toBe(-Infinity);
	});

	test('that is a setting touches all from its day on, and what is not known by name its own days', async () => {
		const setting = [on('reference', '2026-08-15')];
		expect(await lastTouch(setting, '2026-11')).toBe(at);
		expect(await lastTouch(setting, '2026-07')).toBe(-Infinity);
		expect(await lastTouch([on('hours', '2026-10-15')], '2026-10')).toBe(at);
	});

	test('is asked for from a little before the last that was seen, and the newest of a day counts', async () => {
		const { arrivals, asked, wait } = listening(
			{ touched: [['interaction', '2026-10-15', '2026-10-15', at]] },
			{ touched: [['interaction', '2026-10-15', '2026-10-15', at + 60_000]] }
		);
		const touch = () => arrivals.lastTouch('contacts', boundsOf('2026-10', ZONE), 0);
		await arrivals.refresh();
		expect(touch()).toBe(at);
		await arrivals.refresh();
		expect(asked).toEqual([0]);
		wait(2000);
		await Promise.all([arrivals.refresh(), arrivals.refresh()]);
		expect(asked).toEqual([0, at - SEEN_LATE_MS]);
		expect(touch()).toBe(at + 60_000);
	});

	test('is told by the clock of the database', async () => {
		const { arrivals } = listening({ nowMs: NOW_MS + 9000, firstHourS: 3600, touched: [] });
		expect([arrivals.nowMs, arrivals.firstMs]).toEqual([NOW_MS, null]);
		await arrivals.refresh();
		expect([arrivals.nowMs, arrivals.firstMs]).toEqual([NOW_MS + 9000, 3_600_000]);
	});

	test('stays known while the database does not answer, which is asked again at once', async () => {
		const { arrivals, asked, wait } = listening(
			{ touched: [['interaction', '2026-10-15', '2026-10-15', at]] },
			null,
			{ touched: [] }
		);
		await arrivals.refresh();
		wait(2000);
		await expect(arrivals.refresh()).rejects.toThrow('away');
		expect(arrivals.lastTouch('contacts', boundsOf('2026-10', ZONE), 0)).toBe(at);
		await arrivals.refresh();
		expect(asked).toHaveLength(3);
	});
});
