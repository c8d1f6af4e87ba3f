import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { SEEN_BY_AGENT } from '#lib/domain/quality/evaluation.ts';
import type { LearningItem, QuizResult } from '#lib/domain/quality/coaching/learning-item.ts';
import { LONGEST_NOTE } from '#lib/domain/quality/coaching/task.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { rawField } from '#lib/server/form-fields.ts';
import { readEvidence } from '#lib/server/quality/coaching/evidence.ts';
import { readAnswers } from '#lib/server/quality/coaching/item-form.ts';
import { ownTask } from '#lib/server/quality/coaching/seen-tasks.ts';
import { personNames } from '#lib/server/quality/coaching/shown-tasks.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

type Asked = Pick<RequestEvent<{ task: string }>, 'locals' | 'params'>;

/** The same for a task that is not there and for one of somebody else. */
async function find({ locals, params }: Asked) {
	const parts = await runtime();
	const task = await ownTask(parts, locals.principal, params.task);
	if (!task) error(404, 'no such task');
	return { parts, task };
}

/** What is right is told only once it was found. */
const shownItem = (item: LearningItem, result: QuizResult | null) => ({
	...item,
	quiz: item.quiz.map(({ text, options, right, why }) => ({
		...{ text, options },
		right: result?.passed === true ? right : null,
		why: result?.passed === true ? why : ''
	}))
});

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:quality');
	const { parts, task } = await find(event);
	const { database } = parts.store;
	const [evidence, nameOfPerson] = await Promise.all([
		task.evaluation === null
			? null
			: readEvidence(
					{ database, forms: parts.quality.forms },
					{ evaluation: task.evaluation, question: task.question }
				),
		personNames(parts.people)
	]);
	const { id, goal, state, dueAtMs, agentNote, coachNote, moments, item, quizResult } = task;
	const isSeen = evidence !== null && SEEN_BY_AGENT.includes(evidence.state);
	return {
		task: { id, goal, state, dueAtMs, agentNote, coachNote, moments, quizResult },
		item: item && shownItem(item, quizResult),
		coachName: nameOfPerson(task.coach),
		// A score that was not released is not told by another way.
		evidence: evidence && { ...evidence, score: isSeen ? evidence.score : null },
		href: isSeen ? `/my-evaluations/${evidence.evaluation}` : null,
		isDone: event.url.searchParams.get('done') === 'done',
		nowMs: Date.now(),
		zone: parts.config.timeZone
	};
};

export const actions: Actions = {
	async quiz(event) {
		const { parts, task } = await find(event);
		const answers = readAnswers(await event.request.formData(), task.item?.quiz.length ?? 0);
		const taken = await parts.quality.coaching.tasks.answerQuiz(task.id, answers, actingIn(event));
		return taken.ok ? { answered: true as const } : fail(409, { fault: taken.fault });
	},
	async done(event) {
		const { parts, task } = await find(event);
		const form = await event.request.formData();
		const note = rawField(form, 'note').replace(/\r\n?/g, '\n').trim().slice(0, LONGEST_NOTE);
		const step = { step: 'do' as const, by: 'agent' as const, note };
		const taken = await parts.quality.coaching.tasks.take(task.id, step, actingIn(event));
		if (!taken.ok) return fail(409, { fault: taken.fault });
		redirect(303, `/my-coaching/${task.id}?done=done`);
	}
};
