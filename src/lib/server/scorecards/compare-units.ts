/** One scorecard for a unit and for each unit right below it, side by side: every number is worked out anew from the sums of its unit. */
import type { Principal } from '#lib/domain/access/principal.ts';
import type { ScorecardPage, UnitChoice } from '#lib/domain/scorecard/scorecard-page.ts';
import { unitKey } from '#lib/domain/scorecard/scorecard-page.ts';
import { pageOf, scorecardPage } from './scorecard-page.ts';
import type { PageAsk, PageParts } from './scorecard-page.ts';
import { seenScorecard } from './seen-scorecards.ts';

/** More columns nobody compares, and each may be asked of the database. */
export const MOST_COMPARED = 24;

export interface ComparedUnit {
	readonly choice: UnitChoice;
	readonly page: ScorecardPage;
}

export interface UnitComparison {
	readonly whole: ScorecardPage;
	/** In the order of the tree; nodes, or the agents of a node without any. */
	readonly parts: readonly ComparedUnit[];
	/** Units below it that are not shown. */
	readonly left: number;
}

/** Nodes right below; where there are none, its agents, for those who may tell them apart. */
function partsOf({ unit, choices }: ScorecardPage): UnitChoice[] {
	if (unit.agent !== null) return [];
	const at = choices.units.findIndex(({ key }) => key === unitKey(unit));
	const own = choices.units[at];
	if (!own) return [];
	const after = choices.units.slice(at + 1);
	const end = after.findIndex(({ depth }) => depth <= own.depth);
	const below = (end < 0 ? after : after.slice(0, end)).filter(
		({ depth }) => depth === own.depth + 1
	);
	const nodes = below.filter(({ kind }) => kind !== 'agent');
	return nodes.length > 0 ? nodes : below;
}

/** Null: there is no such scorecard or unit, or it is out of reach. */
export async function compareUnits(
	parts: PageParts,
	principal: Principal | null,
	ask: PageAsk & { readonly scorecard: string }
): Promise<UnitComparison | null> {
	const [whole, scorecard] = await Promise.all([
		scorecardPage(parts, principal, ask),
		seenScorecard(parts, principal, ask.scorecard)
	]);
	if (!whole || !scorecard) return null;
	const below = partsOf(whole);
	const shown = below.slice(0, MOST_COMPARED);
	const pages = await Promise.all(
		// What may be chosen is in reach.
		shown.map(async (choice): Promise<ComparedUnit> => {
			const { unit, name: unitName } = choice;
			return { choice, page: await pageOf(parts, scorecard, { ...ask, unit, unitName }) };
		})
	);
	return { whole, parts: pages, left: below.length - shown.length };
}
