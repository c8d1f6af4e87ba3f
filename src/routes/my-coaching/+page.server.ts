import { ownTasks } from '#lib/server/quality/coaching/seen-tasks.ts';
import { lineOf, personNames } from '#lib/server/quality/coaching/shown-tasks.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:quality');
	const parts = await runtime();
	const [tasks, nameOfPerson] = await Promise.all([
		ownTasks(parts, event.locals.principal),
		personNames(parts.people)
	]);
	return {
		tasks: tasks.map((task) => lineOf(task, (id) => id, nameOfPerson)),
		nowMs: Date.now(),
		zone: parts.config.timeZone
	};
};
