import { describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { Reading } from '#lib/domain/scorecard/reading.ts';
import type { MeasureSource } from '#lib/domain/scorecard/scorecard.ts';
import { LEAST_AGE_MS, ageLimitMs, dueOf, isOfUnit, keptSource } from './reading-plan.ts';
import type { Under } from './reading-plan.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW_MS = Date.parse('2026-11-22T12:00Z');
const UNDER: Under = {
	...{ zone: 'Europe/Madrid', repeatWindowMs: 7 * 24 * HOUR_MS },
	...{ rows: { scope: EVERYTHING, teams: [] }, agent: null, moneyMark: '1' }
};
const ofMetric = (metric: string, channels: string[] = []): MeasureSource => ({
	...{ kind: 'metric', metric, channels, queues: [], teams: [] }
});
const basisOf = (source: MeasureSource, also: Partial<Under> = {}): string | undefined =>
	keptSource(source, { ...UNDER, ...also })?.basis;

describe('what a source is read under', () => {
	test('asks metrics of the same events and filters together, and others apart', () => {
		const group = (source: MeasureSource, also: Partial<Under> = {}) =>
			keptSource(source, { ...UNDER, ...also })?.group;
		expect(group(ofMetric('abandon_rate'))).toBe(group(ofMetric('aht')));
		expect(group(ofMetric('aht', ['chat', 'voice']))).toBe(
			group(ofMetric('aht', ['voice', 'chat']))
		);
		expect(group(ofMetric('aht', ['chat']))).not.toBe(group(ofMetric('aht')));
		expect(group(ofMetric('csat'))).not.toBe(group(ofMetric('aht')));
		expect(group(ofMetric('aht'), { agent: 'ana' })).not.toBe(group(ofMetric('aht')));
	});

	test('is another one where zone, window, reach or rates are, and the same for the same', () => {
		const aht = ofMetric('aht');
		const rows = { scope: { ...EVERYTHING, queues: ['one'] }, teams: [] };
		const ofTeam = { rows: { scope: EVERYTHING, teams: ['one'] } };
		const all = [{}, { zone: 'UTC' }, { repeatWindowMs: HOUR_MS }, { rows }, ofTeam].map((also) =>
			basisOf(aht, also)
		);
		expect(new Set(all).size).toBe(5);
		expect(basisOf(aht)).toBe(basisOf(aht, { moneyMark: '2' }));
		const cost: MeasureSource = { kind: 'money', formula: 'costPerContact', channels: [] };
		expect(basisOf(cost)).not.toBe(basisOf(cost, { moneyMark: '2' }));
	});

	test('leaves out what is not read from events: figures, live numbers, metrics that are gone, and what a metric does not know', () => {
		const sources: MeasureSource[] = [
			{ kind: 'figure', figure: 'f' },
			ofMetric('waiting'),
			ofMetric('no_such_metric')
		];
		for (const source of sources) expect(keptSource(source, UNDER)).toBeNull();
		expect(keptSource(ofMetric('occupancy', ['chat']), UNDER)).toBeNull();
	});
});

interface DueOf {
	readonly state?: Reading['state'];
	readonly tookMs?: number;
	readonly basis?: string;
}

describe('what a team or an agent is measured by', () => {
	const ofTeam = (source: MeasureSource, teams: string[], agent: string | null = null) =>
		keptSource(source, { ...UNDER, agent, rows: { scope: EVERYTHING, teams } });

	test('is only what its people did; lost calls are of the queue alone', () => {
		expect(ofTeam(ofMetric('aht'), ['alba'])).toMatchObject({
			filters: { team: ['alba'], agent: [], queue: [] }
		});
		for (const metric of ['offered', 'abandon_rate', 'service_level', 'answered_180s']) {
			expect(ofTeam(ofMetric(metric), ['alba'])).toBeNull();
			expect(ofTeam(ofMetric(metric), [], 'ana')).toBeNull();
			expect(ofTeam(ofMetric(metric), [])).not.toBeNull();
		}
	});

	test('misses nothing where a lost call or a figure has no person, and misses what is gone', () => {
		const missing = (source: MeasureSource, agent: string | null = null) =>
			isOfUnit(source, { ...UNDER, agent, rows: { scope: EVERYTHING, teams: ['alba'] } });
		expect(missing(ofMetric('abandon_rate'))).toBe(false);
		expect(isOfUnit(ofMetric('abandon_rate'), UNDER)).toBe(true);
		expect([missing(ofMetric('aht')), missing(ofMetric('no_such_metric'))]).toEqual([true, true]);
		const figure: MeasureSource = { kind: 'figure', figure: 'f' };
		expect([missing(figure), missing(figure, 'ana')]).toEqual([true, false]);
	});

	test('is of both where a measure is of some teams alone, and nothing where they have none in common', () => {
		const both: MeasureSource = {
			...{ kind: 'metric', metric: 'aht', channels: [], queues: [], teams: ['alba', 'ocaso'] }
		};
		expect(ofTeam(both, ['ocaso', 'noche'])).toMatchObject({ filters: { team: ['ocaso'] } });
		expect(ofTeam(both, ['noche'])).toBeNull();
		expect(ofTeam(both, [])).toMatchObject({ filters: { team: ['alba', 'ocaso'] } });
	});
});

describe('a stored reading', () => {
	const reading: Reading = { numerator: 1, denominator: 2, n: 2, state: 'actual' };
	const due = (
		readMsAgo: number,
		touchedMsAgo: number,
		{ state = 'actual', tookMs = 0, basis = 'b' }: DueOf = {}
	) =>
		dueOf(
			{ reading: { ...reading, state }, basis, readAtMs: NOW_MS - readMsAgo },
			{ basis: 'b', touchedAtMs: NOW_MS - touchedMsAgo, nowMs: NOW_MS, tookMs }
		);

	test('is read at once where there is none, or one of another formula', () => {
		const under = { basis: 'b', touchedAtMs: -Infinity, nowMs: NOW_MS, tookMs: 0 };
		expect(dueOf(undefined, under)).toBe('now');
		expect(due(0, Infinity, { basis: 'old' })).toBe('now');
	});

	test('stays as long as nothing arrived that it rests on, however old it is', () => {
		expect(due(400 * 24 * HOUR_MS, Infinity)).toBe('no');
		expect(due(2 * HOUR_MS, 3 * HOUR_MS)).toBe('no');
		// What arrived right before it was read may not have been seen.
		expect(due(2 * HOUR_MS, 2 * HOUR_MS + 10_000)).not.toBe('no');
	});

	test('is read again once a minute while events arrive, and is shown meanwhile unless it is far too old', () => {
		expect(due(LEAST_AGE_MS - 1, 0)).toBe('no');
		expect(due(LEAST_AGE_MS, 0)).toBe('soon');
		expect(due(LEAST_AGE_MS + 2 * MINUTE_MS, 0)).toBe('soon');
		expect(due(LEAST_AGE_MS + 2 * MINUTE_MS + 1, 0)).toBe('now');
	});

	test('is read less often where that takes long: at most a twentieth of the time, at least every half hour', () => {
		expect([0, 3000, 9000, 900_000].map(ageLimitMs)).toEqual([
			...[MINUTE_MS, MINUTE_MS, 3 * MINUTE_MS, 30 * MINUTE_MS]
		]);
		expect(due(2 * MINUTE_MS, 0, { tookMs: 9000 })).toBe('no');
		expect(due(3 * MINUTE_MS, 0, { tookMs: 9000 })).toBe('soon');
	});

	test('that may still change by the mere passing of time is read again every hour, and shown meanwhile', () => {
		const provisional = { state: 'provisional' as const };
		expect(due(HOUR_MS, Infinity, provisional)).toBe('no');
		expect(due(HOUR_MS + 1, Infinity, provisional)).toBe('soon');
		expect(due(300 * HOUR_MS, Infinity, provisional)).toBe('soon');
	});
});
