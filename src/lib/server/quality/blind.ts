/**
 * Who is to judge without knowing what others said: a second judgement, one of a dispute, one of a calibration. Until it
 * is submitted, other evaluations of the contact are not there for that person; what a session of calibration gathers is
 * there for nobody else before it is revealed.
 */
import type { ExpressionBuilder, ExpressionWrapper, Kysely, SqlBool } from 'kysely';
import type { EvaluationKind } from '#lib/domain/quality/evaluation.ts';
import type { StoreSchema } from '../store/schema.ts';

export const BLIND_KINDS: readonly EvaluationKind[] = ['second', 'calibration', 'review'];
export const isBlind = (kind: EvaluationKind): boolean => BLIND_KINDS.includes(kind);

/** A silent second scoring looks like any other evaluation to whoever does it, before and after. */
export const toldKind = (
	{ kind, evaluator }: { readonly kind: EvaluationKind; readonly evaluator: string },
	reader: string
): EvaluationKind => (kind === 'second' && evaluator === reader ? 'standard' : kind);

type Is = ExpressionBuilder<StoreSchema, 'evaluations'>;

/** Condition of evaluations that may be known to somebody, as far as judging blindly goes. */
export const notBlind =
	(reader: string) =>
	(is: Is): ExpressionWrapper<StoreSchema, 'evaluations', SqlBool> =>
		is.or([
			is('evaluations.evaluator', '=', reader),
			is.and([
				is.not(
					is.exists(
						is
							.selectFrom('quality_assignments as a')
							.select('a.id')
							.whereRef('a.interaction', '=', 'evaluations.interaction')
							.where('a.evaluator', '=', reader)
							.where('a.state', '=', 'open')
							.where('a.kind', 'in', [...BLIND_KINDS])
					)
				),
				// A draft of theirs is nobody else's; a session that is not revealed tells nothing.
				is.or([
					is('evaluations.kind', '=', 'standard'),
					is.and([is('evaluations.kind', '=', 'second'), is('evaluations.state', '!=', 'draft')]),
					is.and([
						is('evaluations.kind', '=', 'review'),
						is.exists(
							is
								.selectFrom('evaluation_disputes as d')
								.select('d.id')
								.whereRef('d.review', '=', 'evaluations.id')
								.where('d.state', '!=', 'open')
						)
					]),
					is.and([
						is('evaluations.kind', '=', 'calibration'),
						is.exists(
							is
								.selectFrom('calibration_sessions as s')
								.select('s.id')
								.whereRef('s.id', '=', 'evaluations.session')
								.where('s.state', '!=', 'scoring')
						)
					])
				])
			])
		]);

/** Whether this person may know this evaluation, as far as judging blindly goes. */
export async function mayKnow(
	database: Kysely<StoreSchema>,
	evaluation: string,
	reader: string
): Promise<boolean> {
	const row = await database
		.selectFrom('evaluations')
		.select('id')
		.where('id', '=', evaluation)
		.where(notBlind(reader))
		.executeTakeFirst();
	return row !== undefined;
}
