import { describe, expect, it } from 'vitest';
import { contentFaults } from './content-faults.ts';
import type { ContentFault } from './content-faults.ts';
import { contentHints, hasLoop } from './content-hints.ts';
import type { Figure } from './figures/figure.ts';
import { NEW_FIGURE } from './figures/figure.ts';
import { blueprintOfPreset } from './presets/index.ts';
import type { Measure, ScorecardContent } from './scorecard.ts';
import type { BandTarget } from './target.ts';

const { content: ready, figures } = blueprintOfPreset('supportCentre', 'en');
const figureOf = (code: string): Figure | null => figures.find((one) => one.code === code) ?? null;
const faults = (content: ScorecardContent): ContentFault[] =>
	contentFaults(content, () => 'number');
const codes = (content: ScorecardContent, of = figureOf): string[] =>
	contentHints(content, of).map(({ code, id }) => `${code} ${id}`);

const withMeasure = (id: string, change: Partial<Measure>): ScorecardContent => ({
	...ready,
	measures: ready.measures.map((one) => (one.id === id ? { ...one, ...change } : one))
});

describe('the faults of a scorecard', () => {
	it('are none in one that is ready', () => {
		expect(faults(ready)).toEqual([]);
	});

	it('name what belongs to nothing', () => {
		const [first] = ready.objectives;
		const lost = { ...ready, objectives: ready.objectives.slice(1) };
		const found = faults(lost);
		expect(found).toContainEqual({
			...{ item: 'measure', id: 'cost-per-call', field: 'objective', code: 'parent' }
		});
		expect(found.some(({ item, code }) => item === 'link' && code === 'parent')).toBe(
			ready.links.some(({ from, to }) => [from, to].includes(first?.id ?? ''))
		);
	});

	it('name what is there twice', () => {
		const twice = { ...ready, measures: [...ready.measures, ...ready.measures.slice(0, 1)] };
		expect(faults(twice)).toEqual([
			{ item: 'measure', id: ready.measures[0]?.id, field: '', code: 'twice' }
		]);
		const links = [...ready.links, ...ready.links.slice(0, 1)];
		expect(faults({ ...ready, links })).toEqual([
			{ item: 'link', id: String(ready.links.length), field: 'to', code: 'twice' }
		]);
	});

	it('name a target whose numbers stand in no order', () => {
		const target = { direction: 'down', floor: 0.6, target: 0.75, stretch: 0.8 } as const;
		expect(faults(withMeasure('fcr', { target }))).toEqual([
			{ item: 'measure', id: 'fcr', field: 'target', code: 'order' }
		]);
	});

	it('name a source nobody knows', () => {
		const found = contentFaults(ready, ({ kind }) => (kind === 'metric' ? null : 'number'));
		expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['source']));
	});

	it('name an objective that is to cause itself', () => {
		const link = { from: 'learn', to: 'learn', lagMonths: 1, direction: 'with', note: '' } as const;
		expect(faults({ ...ready, links: [link] })).toEqual([
			{ item: 'link', id: '0', field: 'to', code: 'self' }
		]);
	});
});

describe('the hints about a scorecard', () => {
	it('tell that handle time is no target, unless it is a band', () => {
		const target = {
			direction: 'down',
			floor: 480_000,
			target: 330_000,
			stretch: 270_000
		} as const;
		expect(codes(withMeasure('aht', { target }))).toContain('handleTime aht');
		const band: BandTarget = {
			direction: 'band',
			floorLow: 200_000,
			low: 280_000,
			high: 340_000,
			floorHigh: 480_000
		};
		expect(codes(withMeasure('aht', { target: band }))).not.toContain('handleTime aht');
	});

	it('tell that quality and adherence count the same twice', () => {
		const moved = withMeasure('adherence', { objective: 'do-it-right' });
		expect(codes(moved)).toContain('countedTwice do-it-right');
		const uncounted = withMeasure('adherence', { objective: 'do-it-right', weight: 0 });
		expect(codes(uncounted)).not.toContain('countedTwice do-it-right');
	});

	it('tell of a survey with too few answers', () => {
		expect(codes(withMeasure('csat', { leastN: 29 }))).toContain('fewAnswers csat');
		expect(codes(withMeasure('csat', { leastN: 30 }))).not.toContain('fewAnswers csat');
	});

	it('tell of a target that points the wrong way', () => {
		const target = { direction: 'up', floor: 0.03, target: 0.05, stretch: 0.08 } as const;
		expect(codes(withMeasure('abandon-rate', { target }))).toContain('wrongWay abandon-rate');
	});

	it('tell of means that are entered as one number', () => {
		const mean: Figure = { ...NEW_FIGURE, code: 'turnover', name: 'Average tenure' };
		const of = (code: string) => (code === 'turnover' ? mean : figureOf(code));
		expect(codes(ready, of)).toContain('meanOfMeans turnover');
	});

	it('tell of totals, of weight without a target, and of the same number twice', () => {
		const source = {
			kind: 'metric',
			metric: 'offered',
			channels: [],
			queues: [],
			teams: []
		} as const;
		const offered = { ...source, channels: [], queues: [], teams: [] };
		expect(codes(withMeasure('fcr', { source: offered }))).toContain('total fcr');
		expect(codes(withMeasure('fcr', { target: null }))).toContain('noTarget fcr');
		const csat = ready.measures.find(({ id }) => id === 'csat');
		expect(csat && codes(withMeasure('nps', { source: csat.source }))).toContain('sameSource nps');
	});

	it('tell of causes that come back to themselves', () => {
		const link = (from: string, to: string) =>
			({ from, to, lagMonths: 0, direction: 'with', note: '' }) as const;
		expect(hasLoop([link('a', 'b'), link('b', 'c')])).toBe(false);
		expect(hasLoop([link('a', 'b'), link('b', 'c'), link('c', 'b')])).toBe(true);
	});
});
