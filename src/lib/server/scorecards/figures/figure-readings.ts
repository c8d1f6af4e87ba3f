/** Approved values of a figure for a unit, as the scorecard reads them. */
import type { Kysely } from 'kysely';
import { reach } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import { EXPECTED_MONTHS, figureReadings } from '#lib/domain/scorecard/figures/figure-reading.ts';
import type { Readings } from '#lib/domain/scorecard/measured.ts';
import { plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { Unit } from '#lib/domain/scorecard/scorecard.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { readFigureById } from './figure-store.ts';
import { valueOfRow } from './stored-figure.ts';

export interface AskedFigure {
	/** Id. */
	readonly figure: string;
	readonly unit: Unit;
	readonly months: readonly Month[];
}

/** Every month that was asked for is in it. A figure that is not there was never measured. */
export async function readFigure(
	database: Kysely<StoreSchema>,
	nodes: readonly TeamNode[],
	{ figure: id, unit, months }: AskedFigure
): Promise<Readings> {
	const stored = await readFigureById(database, id);
	const sorted = [...months].sort();
	const [first] = sorted;
	const last = sorted.at(-1);
	if (!stored || first === undefined || last === undefined)
		return new Map(months.map((month) => [month, null]));
	const rows = await database
		.selectFrom('figure_values')
		.selectAll()
		.where('figure', '=', id)
		.where('state', '=', 'approved')
		.where('team', 'in', [unit.team, ...reach(nodes, [unit.team])])
		.where('month', '>=', plusMonths(first, -EXPECTED_MONTHS))
		.where('month', '<=', last)
		.execute();
	const values = rows.map(valueOfRow).filter((value) => value !== null);
	return figureReadings(stored.figure, { nodes, values }, { unit, months });
}
