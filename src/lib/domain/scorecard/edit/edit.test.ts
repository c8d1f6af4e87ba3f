import { describe, expect, it } from 'vitest';
import { findMetric } from '../../metrics/catalogue.ts';
import type { MeasureUnit } from '../measure-unit.ts';
import { unitOfMetric } from '../measure-unit.ts';
import { blueprintOfPreset, PRESETS } from '../presets/index.ts';
import { blueprintOf, readBlueprint, renameFigures } from '../blueprint.ts';
import { sentChanges } from './changes.ts';
import { checkScorecard } from './check-scorecard.ts';
import { faultsByField } from './field-name.ts';
import { NO_NUMBERS, sentOf } from './sent-scorecard.ts';
import type { SentMeasure, SentScorecard } from './sent-scorecard.ts';
import { applyStep, readStep, stepWord } from './steps.ts';

const { content, figures } = blueprintOfPreset('supportCentre', 'es');
const unitOf = (word: string): MeasureUnit | null => {
	const [kind, name = ''] = word.split(':');
	if (kind === 'money') return 'money';
	if (kind === 'figure') return 'percent';
	const found = findMetric(name);
	return found ? unitOfMetric(found.unit) : null;
};
const written = { validFrom: '2026-10', note: 'Metas del año' };
const writing = { unitOf, mark: 'comma' as const };
const sent = sentOf(content, written, writing);

const withMeasure = (id: string, change: Partial<SentMeasure>): SentScorecard => ({
	...sent,
	measures: sent.measures.map((one) => (one.id === id ? { ...one, ...change } : one))
});
const faultsOf = (of: SentScorecard) => {
	const checked = checkScorecard(of, writing);
	return checked.ok ? [] : checked.faults;
};

describe('the form of a scorecard', () => {
	it.each(PRESETS)('gives back what it was filled with: %s', (id) => {
		const preset = blueprintOfPreset(id, 'en').content;
		const english = { unitOf, mark: 'point' as const };
		const filled = sentOf(preset, written, english);
		expect(checkScorecard(filled, english)).toEqual({ ok: true, content: preset });
	});

	it('shows numbers in the unit of their source', () => {
		const fcr = sent.measures.find(({ id }) => id === 'fcr');
		expect(fcr?.numbers).toMatchObject({ floor: '60 %', target: '75 %', low: '' });
		const cost = sent.measures.find(({ id }) => id === 'cost-per-social');
		expect(cost?.numbers).toMatchObject({ floor: '1,6', target: '0,85', stretch: '0,7' });
	});

	it('reads the same numbers in the unit of another source that was chosen', () => {
		const other = withMeasure('fcr', {
			...{ source: 'metric:asa', shape: 'down', leastN: '0' },
			numbers: { ...NO_NUMBERS, floor: '5 min', target: '3 min', stretch: '60' }
		});
		const checked = checkScorecard(other, writing);
		expect(checked.ok && checked.content.measures.find(({ id }) => id === 'fcr')?.target).toEqual({
			...{ direction: 'down', floor: 300_000, target: 180_000, stretch: 60_000 }
		});
	});

	it('says what is wrong beside the field it is wrong in', () => {
		const numbers = { ...NO_NUMBERS, target: 'mucho', stretch: '80' };
		const wrong = {
			...withMeasure('fcr', {
				numbers,
				weight: '-1',
				source: ''
			}),
			...{ note: '', validFrom: 'octubre' }
		};
		const byField = faultsByField(faultsOf(wrong), wrong);
		expect(byField.get('note')?.code).toBe('missing');
		expect(byField.get('validFrom')?.code).toBe('month');
		expect(byField.get('measure.fcr.target')?.code).toBe('number');
		expect(byField.get('measure.fcr.floor')?.code).toBe('missing');
		expect(byField.get('measure.fcr.weight')?.code).toBe('number');
		expect(byField.get('measure.fcr.source')?.code).toBe('missing');
	});

	it('puts a wrong order at the first number of the target', () => {
		const wrong = withMeasure('fcr', { shape: 'down' });
		expect([...faultsByField(faultsOf(wrong), wrong).keys()]).toEqual(['measure.fcr.floor']);
	});

	it('finds the row of a link that names nothing', () => {
		const links = sent.links.map((link, index) => (index === 1 ? { ...link, to: '' } : link));
		const wrong = { ...sent, links };
		expect([...faultsByField(faultsOf(wrong), wrong).keys()]).toEqual(['link.link-1.to']);
	});
});

describe('the steps of the form', () => {
	const step = (word: string, of = sent) => {
		const read = readStep(word);
		if (!read) throw new Error(`${word} is no step`);
		expect(stepWord(read)).toBe(word);
		return applyStep(of, read, 'new-1');
	};

	it('add a measure to its objective', () => {
		const { sent: after, at } = step('add:measure:resolve-first-time');
		expect(at).toBe('new-1');
		expect(after.measures.at(-1)).toMatchObject({ id: 'new-1', objective: 'resolve-first-time' });
		expect(faultsOf(after).map(({ field }) => field)).toContain('source');
	});

	it('take away an objective with its measures and its links', () => {
		const { sent: after } = step('remove:objective:resolve-first-time');
		expect(after.measures.some(({ id }) => id === 'fcr')).toBe(false);
		expect(after.links.some(({ from, to }) => [from, to].includes('resolve-first-time'))).toBe(
			false
		);
		expect(faultsOf(after)).toEqual([]);
	});

	it('take away a perspective with all below it, and nothing else', () => {
		const { sent: after } = step('remove:perspective:learning');
		expect(after.perspectives.map(({ id }) => id)).toEqual(['financial', 'customer', 'process']);
		expect(after.measures.some(({ id }) => id === 'turnover')).toBe(false);
		expect(after.measures.some(({ id }) => id === 'fcr')).toBe(true);
		expect(faultsOf(after)).toEqual([]);
	});

	it('move a measure among those of its objective, and no further', () => {
		const ids = (of: SentScorecard) =>
			of.measures.filter(({ objective }) => objective === 'satisfied').map(({ id }) => id);
		expect(ids(sent)).toEqual(['csat', 'nps']);
		expect(ids(step('up:measure:nps').sent)).toEqual(['nps', 'csat']);
		expect(step('up:measure:csat').sent.measures).toEqual(sent.measures);
		expect(step('down:measure:nps').sent.measures).toEqual(sent.measures);
	});

	it('change nothing for a word that is none', () => {
		expect(readStep('sell:measure:fcr')).toBeNull();
		expect(readStep('')).toBeNull();
	});
});

describe('what a version changes of another', () => {
	it('is nothing between two that are the same, in whatever order', () => {
		const turned = { ...sent, measures: [...sent.measures].reverse() };
		expect(sentChanges(sent, turned)).toEqual([]);
	});

	it('is told field by field', () => {
		const before = sent.measures.find(({ id }) => id === 'fcr');
		const after = withMeasure('fcr', {
			numbers: { ...NO_NUMBERS, ...before?.numbers, target: '78 %' },
			channels: ['chat', 'voice']
		});
		expect(sentChanges(sent, after)).toEqual([
			{
				...{ item: 'measure', id: 'fcr', what: 'changed', name: 'metric:fcr' },
				fields: [
					{ field: 'target', before: '75 %', after: '78 %' },
					{ field: 'channels', before: '', after: 'chat, voice' }
				]
			}
		]);
	});

	it('names what came and what went', () => {
		const without = { ...sent, measures: sent.measures.filter(({ id }) => id !== 'nps') };
		expect(sentChanges(sent, without).map(({ id, what }) => [id, what])).toEqual([
			['nps', 'removed']
		]);
		expect(sentChanges(without, sent).map(({ id, what }) => [id, what])).toEqual([
			['nps', 'added']
		]);
	});
});

describe('a scorecard as a file', () => {
	it('names figures by their codes and brings them along', () => {
		const here = renameFigures(content, (code) => `id-${code}`);
		const figureOf = (id: string) => figures.find(({ code }) => id === `id-${code}`) ?? null;
		const file: unknown = JSON.parse(JSON.stringify(blueprintOf(here, figureOf)));
		const read = readBlueprint(file);
		expect(read.ok && read.blueprint.content).toEqual(content);
		expect(read.ok && new Set(read.blueprint.figures.map(({ code }) => code))).toEqual(
			new Set(figures.map(({ code }) => code))
		);
	});

	it('is refused with the place of every fault', () => {
		const read = readBlueprint({
			...blueprintOfPreset('bpo', 'es'),
			content: { ...content, name: '', aggregator: 'sum' }
		});
		expect(!read.ok && read.faults).toEqual(
			expect.arrayContaining([
				{ pointer: '/content/name', code: 'missing' },
				{ pointer: '/content/aggregator', code: 'wrong' }
			])
		);
		expect(readBlueprint({ format: 'another/1' }).ok).toBe(false);
	});
});
