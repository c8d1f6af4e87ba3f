/** What evaluations say of agents, as coaching needs it. */
import type { Kysely } from 'kysely';
import { coachingEffect, EFFECT_DAYS } from '#lib/domain/quality/coaching/effect.ts';
import type { CoachingEffect } from '#lib/domain/quality/coaching/effect.ts';
import { suggestionsOf } from '#lib/domain/quality/coaching/suggestions.ts';
import type { JudgedAnswer, Suggestion } from '#lib/domain/quality/coaching/suggestions.ts';
import type { CoachingTask } from '#lib/domain/quality/coaching/task.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { evaluationOfRow } from '../stored-evaluation.ts';

const DAY_MS = 86_400_000;
/** Suggestions look at so much: what was lost long ago was talked about long ago. */
const SUGGESTED_DAYS = 30;
const MOST_EVALUATIONS = 5000;

/** Scores of the random lane around the task; null until it was done. */
export async function effectOfTask(
	database: Kysely<StoreSchema>,
	{ agent, createdAtMs, doneAtMs }: CoachingTask
): Promise<CoachingEffect | null> {
	if (doneAtMs === null) return null;
	const rows = await database
		.selectFrom('evaluations')
		.select(['final_score', 'submitted_at_ms'])
		.where('agent', '=', agent)
		.where('kind', '=', 'standard')
		.where('lane', '=', 'random')
		.where('state', 'not in', ['draft', 'retracted'])
		.where('submitted_at_ms', '>=', createdAtMs - EFFECT_DAYS * DAY_MS)
		.where('submitted_at_ms', '<', doneAtMs + EFFECT_DAYS * DAY_MS)
		.execute();
	const scores = rows.flatMap(({ final_score, submitted_at_ms }) =>
		final_score === null || submitted_at_ms === null
			? []
			: [{ score: final_score, atMs: submitted_at_ms }]
	);
	return coachingEffect(scores, { createdAtMs, doneAtMs });
}

/** What these agents lost again and again lately and nobody works on yet. */
export async function suggestCoaching(
	database: Kysely<StoreSchema>,
	{ agents, nowMs }: { readonly agents: ReadonlySet<string>; readonly nowMs: number }
): Promise<Suggestion[]> {
	const rows = await database
		.selectFrom('evaluations')
		.selectAll()
		.where('kind', '=', 'standard')
		// What the agent cannot see yet is nothing to talk about.
		.where('state', 'not in', ['draft', 'submitted', 'retracted'])
		.where('submitted_at_ms', '>=', nowMs - SUGGESTED_DAYS * DAY_MS)
		.orderBy('submitted_at_ms', 'desc')
		.limit(MOST_EVALUATIONS)
		.execute();
	const answers = rows
		.map(evaluationOfRow)
		.filter(({ agent }) => agents.has(agent))
		.flatMap(({ id, agent, form, submittedAtMs, result }): JudgedAnswer[] =>
			(result?.questions ?? []).flatMap(({ question, share }) =>
				share === null
					? []
					: [{ evaluation: id, agent, form, question, share, submittedAtMs: submittedAtMs ?? 0 }]
			)
		);
	const open = await database
		.selectFrom('coaching_tasks')
		.select(['agent', 'question', 'form'])
		.where('state', 'in', ['open', 'done'])
		.execute();
	const worked = new Set(
		open.map(({ agent, form, question }) => JSON.stringify([agent, form, question]))
	);
	return suggestionsOf(
		answers.filter(
			({ agent, form, question }) => !worked.has(JSON.stringify([agent, form, question]))
		)
	);
}
