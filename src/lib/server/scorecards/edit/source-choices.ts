/** What a measure may count: metrics with a history, money, and the figures of the node. */
import { lineage } from '#lib/domain/access/team.ts';
import { METRICS, findMetric } from '#lib/domain/metrics/catalogue.ts';
import { unitOfMetric } from '#lib/domain/scorecard/measure-unit.ts';
import type { MeasureUnit } from '#lib/domain/scorecard/measure-unit.ts';
import { MONEY_FORMULAS } from '#lib/domain/scorecard/money.ts';
import type { MoneyFormula } from '#lib/domain/scorecard/money.ts';
import type { Figure } from '#lib/domain/scorecard/figures/figure.ts';
import type { Runtime } from '../../runtime.ts';

export interface MetricSourceChoice {
	readonly word: string;
	readonly unit: MeasureUnit;
}
export interface FigureSourceChoice {
	readonly word: string;
	readonly unit: MeasureUnit;
	readonly id: string;
	readonly figure: Figure;
	readonly isArchived: boolean;
}
export interface MoneySourceChoice {
	readonly word: string;
	readonly unit: MeasureUnit;
	readonly formula: MoneyFormula;
}

export interface SourceChoices {
	readonly metrics: readonly MetricSourceChoice[];
	readonly figures: readonly FigureSourceChoice[];
	readonly money: readonly MoneySourceChoice[];
}

const MONEY_UNITS: Readonly<Record<MoneyFormula, MeasureUnit>> = {
	costPerContact: 'money',
	costPerResolution: 'money',
	revenuePerProductiveHour: 'money',
	marginShare: 'percent',
	penaltyShare: 'percent'
};

const METRIC_CHOICES: readonly MetricSourceChoice[] = METRICS.filter(
	(metric) => metric.formula.kind !== 'live'
).map(({ id, unit }) => ({ word: `metric:${id}`, unit: unitOfMetric(unit) }));

/** The figures of the node and of those above it; archived ones only where a measure names them already. */
export async function sourceChoices(
	{
		teams,
		scorecards
	}: {
		readonly teams: Pick<Runtime['teams'], 'nodes'>;
		readonly scorecards: {
			readonly figures: Pick<Runtime['scorecards']['figures'], 'definitions'>;
		};
	},
	team: string,
	named: readonly string[] = []
): Promise<SourceChoices> {
	const [nodes, figures] = await Promise.all([
		teams.nodes(),
		scorecards.figures.definitions.list()
	]);
	const line = new Set([team, ...lineage(nodes, team)]);
	return {
		metrics: METRIC_CHOICES,
		money: MONEY_FORMULAS.map((formula) => ({
			...{ word: `money:${formula}`, formula },
			unit: MONEY_UNITS[formula]
		})),
		figures: figures
			.filter((one) => line.has(one.team) && (!one.isArchived || named.includes(one.id)))
			.map(({ id, figure, isArchived }) => ({
				...{ word: `figure:${id}`, id, figure, isArchived },
				unit: figure.unit
			}))
	};
}

/** By word; null: there is no such source. */
export function unitsOf({
	metrics,
	figures,
	money
}: SourceChoices): (word: string) => MeasureUnit | null {
	const units = new Map(
		[...metrics, ...figures, ...money].map(({ word, unit }) => [word, unit] as const)
	);
	return (word) => units.get(word) ?? null;
}

export const figuresOf =
	({ figures }: Pick<SourceChoices, 'figures'>): ((id: string) => Figure | null) =>
	(id) =>
		figures.find((one) => one.id === id)?.figure ?? null;

/** Whether a metric has a past that months can be read of. */
export const isReadable = (metric: string): boolean => {
	const found = findMetric(metric);
	return found !== null && found.formula.kind !== 'live';
};
