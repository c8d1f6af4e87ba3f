/** What the page of a figure shows: the months of one node, what counts, what waits, and how each came to be. */
import {
	bySpot,
	spotKey,
	spotState,
	valueOfEntry
} from '#lib/domain/scorecard/figures/figure-value.ts';
import type { FigureValue } from '#lib/domain/scorecard/figures/figure-value.ts';
import type { Figure } from '#lib/domain/scorecard/figures/figure.ts';
import { figureReadings } from '#lib/domain/scorecard/figures/figure-reading.ts';
import { isMonth, monthsBetween, plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { valueOf } from '#lib/domain/scorecard/reading.ts';
import type { ReadingState } from '#lib/domain/scorecard/reading.ts';
import type { Runtime } from '../../runtime.ts';
import { namesOf } from './enterers.ts';
import type { NamesById } from './enterers.ts';
import { nodesOfFigure } from './seen-figures.ts';
import type { FigureSight, SeenFigure } from './seen-figures.ts';

/** How far back a value may be chosen on the page; a file reaches further. */
export const SHOWN_MONTHS = 24;

export interface ShownRevision extends FigureValue {
	/** In the unit of the figure. */
	readonly value: number | null;
	readonly isOwn: boolean;
}

export interface ShownMonth {
	readonly month: Month;
	/** Approved for this very node; null: none. */
	readonly counting: ShownRevision | null;
	readonly waiting: ShownRevision | null;
	/** What scorecards read for this node: its own, or what those below it come to. */
	readonly read: { readonly value: number | null; readonly state: ReadingState } | null;
	/** Newest first. */
	readonly revisions: readonly ShownRevision[];
}

export interface FigurePage {
	readonly team: string;
	/** The month whose value is being entered; null: none is chosen. */
	readonly month: Month | null;
	/** Newest first. */
	readonly months: readonly ShownMonth[];
	readonly names: NamesById;
}

export const shownRevision =
	(figure: Figure, asker: string) =>
	(value: FigureValue): ShownRevision => ({
		...value,
		value: valueOfEntry(figure, value),
		isOwn: value.enteredBy === asker
	});

function monthsOf(values: readonly FigureValue[], thisMonth: Month, asked: Month | null): Month[] {
	const recent = monthsBetween(plusMonths(thisMonth, 1 - SHOWN_MONTHS), thisMonth);
	const all = new Set([...recent, ...values.map(({ month }) => month)]);
	if (asked !== null) all.add(asked);
	return [...all].sort().reverse();
}

/** A unit that is not theirs, or not of the figure, is the first that is. Null: they reach none of its nodes. */
export async function figurePage(
	parts: Pick<Runtime, 'people' | 'apiTokens' | 'scorecards'>,
	stored: SeenFigure,
	asked: {
		readonly sight: FigureSight;
		readonly unit: string | null;
		readonly month: string | null;
		readonly thisMonth: Month;
	}
): Promise<FigurePage | null> {
	const { sight, thisMonth } = asked;
	const nodes = nodesOfFigure(stored, sight);
	const team = nodes.find(({ id }) => id === asked.unit)?.id ?? nodes[0]?.id;
	if (team === undefined) return null;
	const all = await parts.scorecards.figures.values.of(stored.id);
	const own = all.filter((value) => value.team === team);
	const chosen = asked.month ?? '';
	const month = isMonth(chosen) && chosen <= thisMonth ? chosen : null;
	const months = monthsOf(own, thisMonth, month);
	const unit = { team, agent: null };
	const readings = figureReadings(
		stored.figure,
		{ nodes: sight.nodes, values: all },
		{ unit, months }
	);
	const spots = bySpot(own);
	const shown = shownRevision(stored.figure, sight.principal.id);
	return {
		...{ team, month },
		months: months.map((one): ShownMonth => {
			const values = spots.get(spotKey({ figure: stored.id, team, month: one })) ?? [];
			const { counting, waiting } = spotState(values);
			const reading = readings.get(one) ?? null;
			return {
				month: one,
				counting: counting && shown(counting),
				waiting: waiting && shown(waiting),
				read: reading && { value: valueOf(reading), state: reading.state },
				revisions: values.map(shown).reverse()
			};
		}),
		names: await namesOf(
			parts,
			own.flatMap(({ enteredBy, decidedBy }) => [enteredBy, decidedBy])
		)
	};
}
