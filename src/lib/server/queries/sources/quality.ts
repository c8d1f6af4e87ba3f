/**
 * Evaluations that count: of kind standard and not taken back, by their highest revision. Each is booked twice: when it was
 * submitted, and when the contact was handled.
 */
import { CRITICAL_CLASSES } from '#lib/domain/quality/form.ts';
import { MEASURES_OF } from '#lib/domain/metrics/measures.ts';
import { BY_ALL_AND_EVALUATOR } from '#lib/domain/metrics/catalogue/entry.ts';
import { columnOf } from '../measure-columns.ts';
import { QUEUE_IN_SCOPE } from '../row-scope.ts';
import type { MeasureSource } from './source.ts';

type QualityMeasure = (typeof MEASURES_OF)['quality'][number];

const SUBMITTED = `w.happening = 'submitted'`;
const HANDLED = `w.happening = 'handled'`;
const RANDOM = `w.lane = 'random'`;

const when = (condition: string, amount: string): string =>
	`if(${condition}, toInt64(assumeNotNull(${amount})), toInt64(0))`;
/** Never null, also where a condition is. */
const count = (...conditions: string[]): string =>
	`if(${conditions.join(' AND ')}, toInt64(1), toInt64(0))`;

/** Count, sum and squares of a score, of the evaluations that have one. */
function scores(
	column: string,
	...conditions: string[]
): [n: string, sum: string, squares: string] {
	const condition = [...conditions, `w.${column} IS NOT NULL`].join(' AND ');
	return [
		count(condition),
		when(condition, `w.${column}`),
		when(condition, `w.${column} * w.${column}`)
	];
}

const [qaScored, qaMillionths, qaSquares] = scores('final_millionths', SUBMITTED, RANDOM);
const [qaRawScored, qaRawMillionths, qaRawSquares] = scores('raw_millionths', SUBMITTED, RANDOM);
const [targetedScored, targetedMillionths, targetedSquares] = scores(
	'final_millionths',
	SUBMITTED,
	`NOT ${RANDOM}`
);
const [contactScored, contactMillionths, contactSquares] = scores(
	'final_millionths',
	HANDLED,
	RANDOM
);

const criticals = Object.fromEntries(
	CRITICAL_CLASSES.flatMap((name) => {
		const applies = `has(w.critical_applicable, '${name}')`;
		return [
			[`${name}CriticalApplicable`, count(SUBMITTED, RANDOM, applies)],
			[
				`${name}CriticalCorrect`,
				count(SUBMITTED, RANDOM, applies, `NOT has(w.critical_failed, '${name}')`)
			]
		];
	})
) as Record<Extract<QualityMeasure, `${string}Critical${string}`>, string>;

/** What an evaluation adds at the moment `w.happening`. */
const ADDS: Readonly<Record<QualityMeasure, string>> = {
	evaluations: count(SUBMITTED),
	evaluationsDisputed: count(SUBMITTED, 'w.disputes > 0'),
	disputesDecided: when(SUBMITTED, 'w.decided'),
	disputesRevised: when(SUBMITTED, 'w.decided_revised'),
	evaluationsTimed: count(SUBMITTED, 'w.work_ms IS NOT NULL'),
	evaluationWorkMs: when(`${SUBMITTED} AND w.work_ms IS NOT NULL`, 'w.work_ms'),
	qaDrawn: count(SUBMITTED, RANDOM),
	qaAutoFailed: count(SUBMITTED, RANDOM, 'w.auto_failed = 1'),
	qaScored,
	qaMillionths,
	qaSquares,
	qaRawScored,
	qaRawMillionths,
	qaRawSquares,
	qaJudged: count(SUBMITTED, RANDOM, 'w.passed IS NOT NULL'),
	qaPassed: count(SUBMITTED, RANDOM, 'w.passed IS NOT NULL', 'w.passed = 1'),
	...criticals,
	qaScoredByContact: contactScored,
	qaMillionthsByContact: contactMillionths,
	qaSquaresByContact: contactSquares,
	qaJudgedByContact: count(HANDLED, RANDOM, 'w.passed IS NOT NULL'),
	qaPassedByContact: count(HANDLED, RANDOM, 'w.passed IS NOT NULL', 'w.passed = 1'),
	qaTargetedScored: targetedScored,
	qaTargetedMillionths: targetedMillionths,
	qaTargetedSquares: targetedSquares
};

export const QUALITY: MeasureSource = {
	source: 'quality',
	pieces: `(
	SELECT w.moment AS at, w.queue AS queue, w.channel AS channel, w.agent AS agent, w.evaluator AS evaluator,
		w.interaction_id AS interaction_id, concat(w.evaluation_id, ' ', w.happening) AS piece,
		${MEASURES_OF.quality.map((measure) => `${ADDS[measure]} AS ${columnOf(measure)}`).join(',\n\t\t')}
	FROM (
		SELECT v.*, arrayJoin([('submitted', v.submitted_at), ('handled', v.contact_at)]) AS step,
			step.1 AS happening, step.2 AS moment
		FROM evaluations AS v
		WHERE v.tenant = {tenant: String} AND v.kind = 'standard' AND v.is_retracted = 0 AND v.evaluation_id IN (
			SELECT c.evaluation_id FROM evaluation_states AS c
			WHERE c.tenant = {tenant: String} AND c.last_at >= fromUnixTimestamp64Milli({fromMs: Int64})
				AND c.first_at < fromUnixTimestamp64Milli({toMs: Int64}))) AS w)`,
	intervals: null,
	// Whoever sees only the own records has these when they are released, and not before, from the evaluations themselves.
	inScope: QUEUE_IN_SCOPE({ queue: 'm.queue' }),
	dimensions: BY_ALL_AND_EVALUATOR,
	longestDays: 800
};
