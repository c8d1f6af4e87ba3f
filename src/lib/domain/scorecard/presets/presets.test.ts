import { Value } from '@sinclair/typebox/value';
import { describe, expect, it } from 'vitest';
import { findMetric } from '../../metrics/catalogue.ts';
import { readBlueprint } from '../blueprint.ts';
import { contentFaults } from '../content-faults.ts';
import { contentHints } from '../content-hints.ts';
import type { MeasureUnit } from '../measure-unit.ts';
import { unitOfMetric } from '../measure-unit.ts';
import { ScorecardContent } from '../scorecard.ts';
import type { MeasureSource } from '../scorecard.ts';
import { indexOf, targetFault } from '../target.ts';
import { PRESETS, blueprintOfPreset } from './index.ts';
import { PRESET_LANGUAGES } from './preset.ts';

const all = PRESETS.flatMap((id) => PRESET_LANGUAGES.map((language) => ({ id, language })));

describe.each(all)('the preset $id in $language', ({ id, language }) => {
	const blueprint = blueprintOfPreset(id, language);
	const { content, figures } = blueprint;
	const figureOf = (code: string) => figures.find((one) => one.code === code) ?? null;
	const unitOf = (source: MeasureSource): MeasureUnit | null => {
		if (source.kind === 'money') return 'money';
		if (source.kind === 'figure') return figureOf(source.figure)?.unit ?? null;
		const found = findMetric(source.metric);
		return found && found.formula.kind !== 'live' ? unitOfMetric(found.unit) : null;
	};

	it('can be kept as it is', () => {
		expect(Value.Check(ScorecardContent, content)).toBe(true);
		expect(contentFaults(content, unitOf)).toEqual([]);
		expect(readBlueprint(JSON.parse(JSON.stringify(blueprint)))).toEqual({ ok: true, blueprint });
	});

	it('does nothing it would itself advise against, but names no owners', () => {
		const codes = contentHints(content, figureOf).map(({ code }) => code);
		expect(codes).toEqual(['noOwner']);
	});

	it('has every text, and says where its numbers come from', () => {
		const texts = [
			...[content.name, content.description, ...content.sources],
			...content.objectives.map(({ name }) => name),
			...figures.flatMap(({ name, source, numeratorName }) => [name, source, numeratorName])
		];
		expect(texts.every((text) => text !== '')).toBe(true);
		expect(content.sources.length).toBeGreaterThan(1);
	});

	it('weighs its perspectives to a hundred and keeps to 25 measures', () => {
		const sum = content.perspectives.reduce((total, { weight }) => total + weight, 0);
		expect(sum).toBe(100);
		expect(content.measures.length).toBeLessThanOrEqual(25);
	});
});

describe('the numbers of the presets', () => {
	const targetOf = (preset: (typeof PRESETS)[number], measure: string) =>
		blueprintOfPreset(preset, 'es').content.measures.find(({ id }) => id === measure)?.target ??
		null;

	it('are those of their sources', () => {
		expect(targetOf('supportCentre', 'fcr')).toMatchObject({
			floor: 0.6,
			target: 0.75,
			stretch: 0.8
		});
		expect(targetOf('supportCentre', 'cost-per-call')).toMatchObject({ floor: 800, target: 500 });
		expect(targetOf('bpo', 'penalty-share')).toMatchObject({ direction: 'down', stretch: 0 });
		expect(targetOf('customerServiceLaw', 'answered-180s')).toMatchObject({ target: 0.95 });
		expect(targetOf('customerServiceLaw', 'mean-wait')).toMatchObject({ target: 180_000 });
	});

	it('give a full index where the target is all there can be', () => {
		const target = targetOf('customerServiceLaw', 'complaints-on-time');
		expect(target && targetFault(target)).toBeNull();
		expect(target && indexOf(1, target)).toBe(100);
		expect(target && indexOf(0.95, target)).toBeCloseTo(40);
	});

	it('weigh the perspectives as the kind of centre asks', () => {
		const weights = (id: (typeof PRESETS)[number]) =>
			blueprintOfPreset(id, 'en').content.perspectives.map(({ weight }) => weight);
		expect(weights('supportCentre')).toEqual([25, 35, 25, 15]);
		expect(weights('bpo')).toEqual([35, 30, 25, 10]);
	});
});
