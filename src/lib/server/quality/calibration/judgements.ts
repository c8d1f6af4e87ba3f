/** What was submitted in a session. Nothing before it is revealed, whoever asks. */
import type { Kysely } from 'kysely';
import type { Judgement } from '#lib/domain/quality/calibration/comparison.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { revisionOfRow } from '../stored-evaluation.ts';

export async function judgementsOf(
	database: Kysely<StoreSchema>,
	session: string
): Promise<Judgement[]> {
	const rows = await database
		.selectFrom('evaluations as e')
		.innerJoin('evaluation_revisions as r', (join) =>
			join.onRef('r.evaluation', '=', 'e.id').onRef('r.revision', '=', 'e.revision')
		)
		.innerJoin('calibration_sessions as s', 's.id', 'e.session')
		.selectAll('r')
		.select(['e.interaction', 'e.evaluator as judged_by'])
		.where('e.session', '=', session)
		.where('e.kind', '=', 'calibration')
		.where('e.state', 'not in', ['draft', 'retracted'])
		.where('s.state', '!=', 'scoring')
		.orderBy('e.id')
		.execute();
	return rows.map(({ interaction, judged_by, ...row }) => {
		const { filled, result } = revisionOfRow(row);
		return { interaction, evaluator: judged_by, filled, result };
	});
}
