/** What presets are written in: texts in the languages of the product, made into a scorecard in one of them. */
import type { LocalText } from '../../metrics/metric.ts';
import { BLUEPRINT_FORMAT, figuresNamed } from '../blueprint.ts';
import type { Blueprint } from '../blueprint.ts';
import type { Figure } from '../figures/figure.ts';
import type { MoneyFormula } from '../money.ts';
import type { Aggregator } from '../roll-up.ts';
import type { Measure, MeasureSource, PerspectiveKind, ScorecardContent } from '../scorecard.ts';
import type { BandTarget, RampTarget } from '../target.ts';
import type { PresetFigure } from './figures.ts';
import { presetFigure } from './figures.ts';

export const PRESET_LANGUAGES = ['es', 'en', 'pt'] as const;
export type PresetLanguage = (typeof PRESET_LANGUAGES)[number];

export const words = (es: string, en: string, pt: string): LocalText => ({ es, en, pt });

export interface PresetMeasure extends Pick<Measure, 'source' | 'target' | 'timing'> {
	readonly id: string;
	/** Without it: the name of its source. */
	readonly name?: LocalText;
	readonly description?: LocalText;
	readonly weight?: number;
	readonly leastN?: number;
	readonly isCritical?: true;
}

export interface PresetObjective {
	readonly id: string;
	readonly name: LocalText;
	readonly weight: number;
	readonly measures: readonly PresetMeasure[];
}

export interface PresetPerspective {
	readonly id: string;
	readonly kind: PerspectiveKind;
	/** Of an own one. */
	readonly name?: LocalText;
	readonly weight: number;
	readonly objectives: readonly PresetObjective[];
}

export interface Preset {
	readonly name: LocalText;
	readonly description: LocalText;
	readonly perspectives: readonly PresetPerspective[];
	/** Cause, effect, and the months between them. */
	readonly links: readonly (readonly [from: string, to: string, lagMonths: number])[];
	readonly aggregator: Aggregator;
	/** Where its numbers come from. */
	readonly sources: readonly LocalText[];
}

export const metric = (id: string, channels: readonly string[] = []): MeasureSource => ({
	...{ kind: 'metric', metric: id, channels: [...channels] },
	...{ queues: [], teams: [] }
});
export const money = (formula: MoneyFormula, channels: readonly string[] = []): MeasureSource => ({
	...{ kind: 'money', formula, channels: [...channels] }
});
export const figure = (code: PresetFigure): MeasureSource => ({ kind: 'figure', figure: code });

/** Floor, target, stretch: more is better where the target is above the floor. */
export const ramp = (floor: number, target: number, stretch: number): RampTarget => ({
	...{ floor, target, stretch },
	direction: target > floor ? 'up' : 'down'
});
export const band = (
	floorLow: number,
	low: number,
	high: number,
	floorHigh: number
): BandTarget => ({ direction: 'band', floorLow, low, high, floorHigh });

const HUNDRED = 100;
/** The same in per cent, which is how sources write shares. */
export const percent = (...[floor, target, stretch]: Parameters<typeof ramp>): RampTarget =>
	ramp(floor / HUNDRED, target / HUNDRED, stretch / HUNDRED);

export function presetContent(preset: Preset, language: PresetLanguage): ScorecardContent {
	const text = (of: LocalText | undefined): string => of?.[language] ?? '';
	const objectives = preset.perspectives.flatMap(({ id: perspective, objectives: own }) =>
		own.map((objective) => ({ ...objective, perspective }))
	);
	return {
		name: text(preset.name),
		description: text(preset.description),
		perspectives: preset.perspectives.map(({ id, kind, name, weight }) => ({
			...{ id, kind, weight, name: text(name) }
		})),
		objectives: objectives.map(({ id, perspective, name, weight }) => ({
			...{ id, perspective, name: text(name), owner: '', weight }
		})),
		measures: objectives.flatMap(({ id: objective, measures }) =>
			measures.map(({ id, name, description, source, target, timing, ...one }) => ({
				...{ id, objective, source, target, timing, owner: '' },
				...{ name: text(name), description: text(description) },
				weight: one.weight ?? 1,
				leastN: one.leastN ?? 0,
				isCritical: one.isCritical ?? false
			}))
		),
		links: preset.links.map(([from, to, lagMonths]) => ({
			...{ from, to, lagMonths, direction: 'with', note: '' }
		})),
		aggregator: preset.aggregator,
		hasCriticalCap: true,
		sources: preset.sources.map(text)
	};
}

export function presetBlueprint(preset: Preset, language: PresetLanguage): Blueprint {
	const content = presetContent(preset, language);
	const figures: Figure[] = figuresNamed(content).map((code) =>
		presetFigure(code as PresetFigure, language)
	);
	return { format: BLUEPRINT_FORMAT, content, figures };
}
