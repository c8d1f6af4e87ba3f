/** The comparison of a revealed session: computed once, since what was submitted does not change any more. */
import type { Kysely } from 'kysely';
import { compare } from '#lib/domain/quality/calibration/comparison.ts';
import type { Comparison } from '#lib/domain/quality/calibration/comparison.ts';
import type { PublishedForm } from '#lib/domain/quality/form.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { judgementsOf } from './judgements.ts';
import type { CalibrationSession } from './stored-session.ts';

const MOST_REMEMBERED = 20;

export interface Comparisons {
	/** Null: it is not revealed, or its form cannot be read. */
	of(session: CalibrationSession): Promise<Comparison | null>;
}

export function createComparisons(
	database: Kysely<StoreSchema>,
	forms: { published(form: string, version: number): Promise<PublishedForm | null> }
): Comparisons {
	const known = new Map<string, Comparison>();
	return {
		async of({ id, state, form, formVersion, gold, contacts, evaluators }) {
			if (state === 'scoring') return null;
			const remembered = known.get(id);
			if (remembered) return remembered;
			const [published, judgements] = await Promise.all([
				forms.published(form, formVersion),
				judgementsOf(database, id)
			]);
			if (!published) return null;
			const comparison = compare({
				content: published.content,
				contacts: contacts.map(({ interaction }) => interaction),
				...{ evaluators, gold, judgements }
			});
			const [oldest] = known.keys();
			if (known.size >= MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
			known.set(id, comparison);
			return comparison;
		}
	};
}
