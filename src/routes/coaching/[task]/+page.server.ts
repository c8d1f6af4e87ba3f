import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { LONGEST_NOTE } from '#lib/domain/quality/coaching/task.ts';
import type { TaskStep } from '#lib/domain/quality/coaching/task.ts';
import { dayOf } from '#lib/domain/history/period.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { askingOf } from '#lib/server/api/asking.ts';
import { countField, rawField, textField } from '#lib/server/form-fields.ts';
import { readEvidence } from '#lib/server/quality/coaching/evidence.ts';
import { effectOfTask } from '#lib/server/quality/coaching/scores.ts';
import { coachedTask, coachesFor } from '#lib/server/quality/coaching/seen-tasks.ts';
import { agentNames, personNames } from '#lib/server/quality/coaching/shown-tasks.ts';
import { goalOf, isGoal, readDue } from '#lib/server/quality/coaching/task-form.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

type Asked = RequestEvent<{ task: string }>;

/** The same for a task that is not there and for one of other teams. */
async function find({ locals, params }: Pick<Asked, 'locals' | 'params'>) {
	const parts = await runtime();
	const task = await coachedTask(parts, locals.principal, params.task);
	if (!task) error(404, 'no such task');
	return { parts, task };
}

const DONE = ['created', 'changed', 'closed', 'reopened', 'cancelled'] as const;

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:quality');
	const { parts, task } = await find(event);
	const asking = await askingOf(parts, event);
	const { database } = parts.store;
	const [nodes, everybody, nameOfAgent, nameOfPerson, effect, evidence] = await Promise.all([
		parts.teams.nodes(),
		parts.people.list(),
		agentNames([task.agent], asking),
		personNames(parts.people),
		effectOfTask(database, task),
		task.evaluation === null
			? null
			: readEvidence(
					{ database, forms: parts.quality.forms },
					{ evaluation: task.evaluation, question: task.question }
				)
	]);
	const coaches = coachesFor(everybody, nodes, task.team);
	const isListed = coaches.some(({ id }) => id === task.coach);
	return {
		task,
		due: dayOf(task.dueAtMs, parts.config.timeZone),
		agentName: nameOfAgent(task.agent),
		coachName: nameOfPerson(task.coach),
		coaches: isListed ? coaches : [...coaches, { id: task.coach, name: nameOfPerson(task.coach) }],
		effect,
		evidence,
		done: DONE.find((word) => word === event.url.searchParams.get('done')) ?? null,
		nowMs: asking.now(),
		zone: parts.config.timeZone
	};
};

const noteOf = (form: FormData): string =>
	rawField(form, 'note').replace(/\r\n?/g, '\n').trim().slice(0, LONGEST_NOTE);

async function take(event: Asked, step: TaskStep, done: (typeof DONE)[number]) {
	const { parts, task } = await find(event);
	const note = noteOf(await event.request.formData());
	const taken = await parts.quality.coaching.tasks.take(
		task.id,
		{ step, by: 'coach', note },
		actingIn(event)
	);
	if (!taken.ok) return fail(409, { fault: taken.fault });
	redirect(303, `/coaching/${task.id}?done=${done}`);
}

export const actions: Actions = {
	async change(event) {
		const { parts, task } = await find(event);
		const form = await event.request.formData();
		const goal = goalOf(form);
		const dueAtMs = readDue(textField(form, 'due'), parts.config.timeZone, Date.now());
		const coach = textField(form, 'coach');
		const [nodes, everybody] = await Promise.all([parts.teams.nodes(), parts.people.list()]);
		const mayCoach =
			coach === task.coach ||
			coachesFor(everybody, nodes, task.team).some(({ id }) => id === coach);
		const faults = [
			...(isGoal(goal) ? [] : (['goal'] as const)),
			...(dueAtMs === null ? (['due'] as const) : []),
			...(mayCoach ? [] : (['coach'] as const))
		];
		if (faults.length > 0 || dueAtMs === null) return fail(422, { faults });
		const change = { goal, dueAtMs, coach, revision: countField(form, 'revision') ?? 0 };
		const changed = await parts.quality.coaching.tasks.change(task.id, change, actingIn(event));
		if (!changed.ok) return fail(409, { fault: changed.fault });
		redirect(303, `/coaching/${task.id}?done=changed`);
	},
	close: (event) => take(event, 'close', 'closed'),
	reopen: (event) => take(event, 'reopen', 'reopened'),
	cancel: (event) => take(event, 'cancel', 'cancelled')
};
