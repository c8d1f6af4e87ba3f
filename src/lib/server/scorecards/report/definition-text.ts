/** What a measure is, in words: how it is worked out, where it comes from, what it is held against. */
import type { MeasureFacts } from '#lib/domain/scorecard/measure-unit.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import type { Measure } from '#lib/domain/scorecard/scorecard.ts';
import type { Target } from '#lib/domain/scorecard/target.ts';
import { formatValue } from '#lib/format/measure-value.ts';
import { NOTHING } from '#lib/format/nothing.ts';
import type { ReportWords } from './report-text.ts';

export interface DefinitionText {
	readonly measure: Measure;
	readonly facts: MeasureFacts | null;
	readonly name: string;
	readonly formula: string;
	/** Its source, and what was written about it. */
	readonly source: string;
	readonly owner: string;
	readonly weight: string;
	readonly floor: string;
	readonly target: string;
	readonly stretch: string;
}

type Edges = Readonly<Record<'floor' | 'target' | 'stretch', readonly number[]>>;

/** Of a band two numbers each; it has no stretch. */
export function edgesOf(target: Target | null): Edges {
	if (target === null) return { floor: [], target: [], stretch: [] };
	if (target.direction === 'band') {
		const { floorLow, low, high, floorHigh } = target;
		return { floor: [floorLow, floorHigh], target: [low, high], stretch: [] };
	}
	return { floor: [target.floor], target: [target.target], stretch: [target.stretch] };
}

/** In the order of the scorecard. */
export function definitionsOf(
	{ view, facts: all }: Pick<ScorecardPage, 'view' | 'facts'>,
	{ numbers, t }: Pick<ReportWords, 'numbers' | 't'>
): DefinitionText[] {
	const measures = view.perspectives.flatMap(({ objectives }) =>
		objectives.flatMap((one) => one.measures.map(({ measure }) => measure))
	);
	return measures.map((measure) => {
		const facts = all[measure.id] ?? null;
		const edges = edgesOf(measure.target);
		const say = (values: readonly number[]): string => {
			const [low = NOTHING, high] = values.map((value) =>
				formatValue(facts?.unit ?? 'number', value, numbers)
			);
			return high === undefined ? low : t('reports.target.band', { low, high });
		};
		return {
			...{ measure, facts, owner: measure.owner },
			name: facts?.name ?? measure.id,
			formula: facts?.formulaText ?? '',
			source: [facts?.sourceText ?? '', measure.description].filter((one) => one !== '').join(' '),
			weight: numbers.number(measure.weight),
			floor: say(edges.floor),
			target: say(edges.target),
			stretch: say(edges.stretch)
		};
	});
}
