import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METRICS } from '../metrics/catalogue.ts';
import type { Metric } from '../metrics/metric.ts';
import { SPLITS, VIEWS } from './history-ask.ts';
import type { HistoryAsk } from './history-ask.ts';
import { readHistory, writeHistory } from './history-url.ts';
import { INTERVAL_CHOICES, isTooFine } from './interval-choice.ts';
import { RANGES, periodOf } from './period.ts';

const NOW_MS = Date.parse('2026-11-20T10:07:00Z');
const context = { zone: 'Europe/Madrid', nowMs: NOW_MS, namesAgents: true };
const read = (query: string, changes: Partial<typeof context> = {}) =>
	readHistory(new URLSearchParams(query), { ...context, ...changes });
const kinds = (query: string, changes: Partial<typeof context> = {}) =>
	read(query, changes).notices.map(({ kind }) => kind);

const all: readonly Metric[] = METRICS;
const historic = all.filter(({ formula }) => formula.kind !== 'live').map(({ id }) => id);
const name = fc
	.string({ minLength: 1, maxLength: 12 })
	.filter((text) => !text.includes(',') && text.trim() === text);
const names = fc.uniqueArray(name, { maxLength: 4 });

const asks: fc.Arbitrary<HistoryAsk> = fc
	.record({
		metrics: fc.uniqueArray(fc.constantFrom(...historic), { minLength: 1, maxLength: 6 }),
		range: fc.constantFrom(...RANGES),
		days: fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 100 })),
		interval: fc.constantFrom(...INTERVAL_CHOICES),
		zone: fc.constantFrom('UTC', 'Europe/Madrid', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata'),
		comparesBefore: fc.boolean(),
		by: fc.option(fc.constantFrom(...SPLITS)),
		filters: fc.record({ queue: names, channel: names, team: names, agent: names }),
		view: fc.constantFrom(...VIEWS),
		sort: fc.option(
			fc.record({
				column: fc.constantFrom('at', 'name', ...historic),
				isDescending: fc.boolean()
			})
		),
		showsParts: fc.boolean()
	})
	.map(({ days: [start, length], ...ask }) => {
		const day = (offset: number): string =>
			new Date(Date.UTC(2024, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
		const isCustom = ask.range === 'custom';
		return {
			...ask,
			first: isCustom ? day(start) : null,
			last: isCustom ? day(start + length) : null
		};
	})
	.filter(
		({ interval, ...ask }) =>
			interval === 'auto' || !isTooFine(interval, periodOf(ask.range, { ...ask, nowMs: NOW_MS }))
	);

describe('the address of a page of history', () => {
	test('says everything: what is written is read back the same', () => {
		fc.assert(
			fc.property(asks, (ask) => {
				expect(readHistory(writeHistory(ask), context)).toEqual({ ask, notices: [] });
				// As it stands in the line of addresses, and on the way back.
				const text = writeHistory(ask).toString();
				expect(writeHistory(read(text).ask).toString()).toBe(text);
			})
		);
	});

	test('may hold anything: it is always read as something that can be asked', () => {
		const word = fc.oneof(
			fc.string(),
			fc.constantFrom('7d', 'service_level', '15m', 'queue', '2026-11-01')
		);
		const field = fc.constantFrom(
			...['metric', 'range', 'from', 'to', 'interval', 'tz', 'compare', 'by', 'queue', 'agent'],
			...['view', 'sort', 'parts']
		);
		fc.assert(
			fc.property(fc.array(fc.tuple(field, word)), fc.boolean(), (fields, namesAgents) => {
				const { ask } = readHistory(new URLSearchParams(fields), { ...context, namesAgents });
				expect(readHistory(writeHistory(ask), { ...context, namesAgents })).toEqual({
					ask,
					notices: []
				});
			})
		);
	});

	test('of nothing is what is usual', () => {
		expect(read('')).toMatchObject({
			ask: { metrics: ['service_level', 'offered', 'aht'], range: '28d', zone: 'Europe/Madrid' },
			notices: []
		});
	});

	test('may be that of a form, with a field for each box', () => {
		const { ask, notices } = read(
			'metric=aht&metric=offered&queue=a&queue=b,c&by=none&compare=before'
		);
		expect(ask).toMatchObject({ metrics: ['aht', 'offered'], by: null, comparesBefore: true });
		expect(ask.filters.queue).toEqual(['a', 'b', 'c']);
		expect(notices).toEqual([]);
	});

	test.each<[string, string]>([
		['metric=nonsense', 'metric'],
		['metric=waiting', 'live'],
		[`metric=${historic.slice(0, 7).join(',')}`, 'metrics'],
		['range=decade', 'range'],
		['range=custom&from=2026-11-31&to=2026-12-01', 'dates'],
		['range=custom', 'dates'],
		['range=custom&from=2016-01-01&to=2026-01-01', 'long'],
		['interval=1m', 'interval'],
		['range=90d&interval=15m', 'fine'],
		['tz=Marte/Olimpo', 'zone'],
		['by=weekday', 'by'],
		['view=cake', 'view'],
		[`queue=${Array.from({ length: 201 }, (_, n) => `q${n}`).join(',')}`, 'names']
	])('%s falls back and says so', (query, kind) => {
		expect(kinds(query)).toEqual([kind]);
	});

	test('tells nobody apart for whoever may not know them one by one', () => {
		const { ask, notices } = read('by=agent&agent=ana&team=norte&queue=a', { namesAgents: false });
		expect(ask.by).toBeNull();
		expect(ask.filters).toEqual({ queue: ['a'], channel: [], team: [], agent: [] });
		expect(notices).toEqual([{ kind: 'agents', text: '' }]);
	});

	test('with two days in the wrong order means the days between them', () => {
		const { ask } = read('range=custom&from=2026-11-20&to=2026-11-01');
		expect([ask.first, ask.last]).toEqual(['2026-11-01', '2026-11-20']);
	});
});
