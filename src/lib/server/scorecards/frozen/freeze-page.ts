/** Makes of a page what is kept of it for ever. */
import type { Kysely } from 'kysely';
import { freeze } from '#lib/domain/scorecard/report/frozen.ts';
import type { FrozenScorecard } from '#lib/domain/scorecard/report/frozen.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { measureFacts } from '../measure-facts.ts';

/** The numbers of the page, which are read once, with the words of every language. */
export async function freezePage(
	database: Kysely<StoreSchema>,
	page: ScorecardPage
): Promise<FrozenScorecard> {
	const { measures } = page.view.content;
	const [es, en, pt] = await Promise.all([
		measureFacts(database, measures, 'es'),
		measureFacts(database, measures, 'en'),
		measureFacts(database, measures, 'pt')
	]);
	return freeze(page, { es, en, pt });
}
