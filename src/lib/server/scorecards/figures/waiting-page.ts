/** Values that wait for approval, of the nodes somebody reaches. */
import {
	bySpot,
	spotKey,
	spotState,
	valueOfEntry
} from '#lib/domain/scorecard/figures/figure-value.ts';
import type { Figure } from '#lib/domain/scorecard/figures/figure.ts';
import type { Runtime } from '../../runtime.ts';
import { namesOf } from './enterers.ts';
import type { NamesById } from './enterers.ts';
import { shownRevision } from './figure-page.ts';
import type { ShownRevision } from './figure-page.ts';
import { mayDecide, seenFigures, seesValue } from './seen-figures.ts';
import type { FigureSight } from './seen-figures.ts';

export interface WaitingValue extends ShownRevision {
	readonly definition: Pick<Figure, 'name' | 'unit' | 'numeratorName' | 'denominatorName'>;
	/** What counts until it is decided; null: nothing. */
	readonly before: number | null;
	readonly mayDecide: boolean;
}

/** The longest waiting first. */
export async function waitingValues(
	parts: Pick<Runtime, 'people' | 'apiTokens' | 'scorecards'>,
	sight: FigureSight
): Promise<{ readonly values: WaitingValue[]; readonly names: NamesById }> {
	const { values } = parts.scorecards.figures;
	const [figures, all] = await Promise.all([seenFigures(parts, sight), values.waiting()]);
	const known = new Map(figures.map((one) => [one.id, one.figure]));
	const waiting = all.filter((value) => known.has(value.figure) && seesValue(value, sight));
	const near = bySpot(await values.near(waiting));
	const shown = waiting.flatMap((value): WaitingValue[] => {
		const figure = known.get(value.figure);
		if (!figure) return [];
		const { counting } = spotState(near.get(spotKey(value)) ?? []);
		const { name, unit, numeratorName, denominatorName } = figure;
		return [
			{
				...shownRevision(figure, sight.principal.id)(value),
				definition: { name, unit, numeratorName, denominatorName },
				before: counting && valueOfEntry(figure, counting),
				mayDecide: mayDecide(value, sight)
			}
		];
	});
	const names = await namesOf(
		parts,
		shown.map(({ enteredBy }) => enteredBy)
	);
	return { values: shown, names };
}
