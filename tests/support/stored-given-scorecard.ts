/** The given scorecard with its two years of readings in the store of a running product: each measure a figure of its own. */
import type { FigureUnit } from '#lib/domain/scorecard/figures/figure.ts';
import { NEW_FIGURE } from '#lib/domain/scorecard/figures/figure.ts';
import type { MeasureUnit } from '#lib/domain/scorecard/measure-unit.ts';
import { monthsBetween, plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { Actor } from '#lib/server/audit/audit-log.ts';
import { openFigures } from '#lib/server/scorecards/figures/open-figures.ts';
import { createScorecardStore } from '#lib/server/scorecards/scorecard-store.ts';
import { GIVEN, GIVEN_CONTENT } from './given-scorecard.ts';
import type { StoreParts } from './store-parts.ts';

const WRITER: Actor = { kind: 'person', id: 'e2e-writer', name: 'Ana', address: '' };
const APPROVER: Actor = { kind: 'person', id: 'e2e-approver', name: 'Luis', address: '' };
const MONTHS = 26;

const figureUnit = (unit: MeasureUnit): FigureUnit => {
	if (unit === 'ratio') return 'percent';
	return unit === 'count' || unit === 'score' ? 'number' : unit;
};

/** Of the company, up to `last`. Returns the id of the scorecard, and those of the figures by id of the measure. */
export async function storeGivenScorecard(
	{ store, audit }: StoreParts,
	{ name, tag, last }: { readonly name: string; readonly tag: string; readonly last: Month }
): Promise<{ readonly scorecard: string; readonly figures: ReadonlyMap<string, string> }> {
	const opened = openFigures({ store, audit });
	const figures = new Map<string, string>();
	for (const { id, name: figureName, unit, reading, state } of GIVEN) {
		const isRatio = reading(0)?.denominator !== null;
		const made = await opened.definitions.create(
			{
				team: 'company',
				figure: {
					...NEW_FIGURE,
					...{ code: `board_${id}_${tag}`, name: figureName, unit: figureUnit(unit) },
					...(isRatio ? { adding: 'ratio', denominatorName: 'Todos' } : { adding: 'sum' }),
					...{ numeratorName: 'Los que sí', source: 'Prueba' }
				}
			},
			WRITER
		);
		if (!made.ok) throw new Error(made.reason);
		const figure = made.stored.id;
		figures.set(id, figure);
		const spots = monthsBetween(plusMonths(last, 1 - MONTHS), last).flatMap((month, at) => {
			const sums = reading(MONTHS - 1 - at);
			const spot = { figure, team: 'company', month, basedOn: 0 };
			const entry = { isEstimate: state === 'estimated', isVoid: false, evidence: '' };
			return sums === null ? [] : [{ ...spot, entry: { ...sums, ...entry, source: 'Prueba' } }];
		});
		await opened.values.enter(spots, { file: null }, WRITER);
		for (const { month } of spots) {
			const spot = { figure, team: 'company', month, revision: 1 };
			await opened.values.decide(spot, { decision: 'approved', why: '' }, APPROVER);
		}
	}
	const scorecards = createScorecardStore(store.database, { audit, now: Date.now });
	const created = await scorecards.create(
		{
			...{ team: 'company', validFrom: plusMonths(last, 1 - MONTHS), note: 'Inicio' },
			content: {
				...GIVEN_CONTENT,
				name,
				measures: GIVEN_CONTENT.measures.map((measure) => ({
					...measure,
					source: { kind: 'figure' as const, figure: figures.get(measure.id) ?? '' }
				}))
			}
		},
		WRITER
	);
	if (!created.ok) throw new Error(created.reason);
	return { scorecard: created.scorecard.id, figures };
}
