import { TASK_STATES } from '#lib/domain/quality/coaching/task.ts';
import type { CoachingTask, TaskState } from '#lib/domain/quality/coaching/task.ts';
import { askingOf } from '#lib/server/api/asking.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { questionText } from '#lib/server/quality/coaching/evidence.ts';
import { suggestCoaching } from '#lib/server/quality/coaching/scores.ts';
import { coachedTasks } from '#lib/server/quality/coaching/seen-tasks.ts';
import { agentNames, lineOf, personNames } from '#lib/server/quality/coaching/shown-tasks.ts';
import { agentsToChoose } from '#lib/server/queries/history-choices.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

const SHOWN = {
	active: ['open', 'done'],
	closed: ['closed', 'cancelled'],
	all: TASK_STATES
} as const satisfies Record<string, readonly TaskState[]>;
type Shown = keyof typeof SHOWN;
const isShown = (word: string | null): word is Shown => word !== null && word in SHOWN;

const MOST_SUGGESTIONS = 10;
const IN_TIME_MS = 7 * 86_400_000;

/** Of those closed, how many within a week of being given. */
function closedInTime(tasks: readonly CoachingTask[]): { n: number; inTime: number } {
	const closed = tasks.filter(({ state }) => state === 'closed');
	const inTime = closed.filter(
		({ createdAtMs, closedAtMs }) => (closedAtMs ?? Infinity) - createdAtMs <= IN_TIME_MS
	);
	return { n: closed.length, inTime: inTime.length };
}

type Asking = Awaited<ReturnType<typeof askingOf>>;

async function suggestionsFor(
	{ store, quality }: Runtime,
	{ clickhouse, tenant, scope, now }: Asking
) {
	const agents = await clickhouse
		.query('report', agentsToChoose, { tenant }, { scope })
		.catch((cause: unknown) => {
			if (cause instanceof QueryError) return [];
			throw cause;
		});
	const names = new Map(agents.map(({ id, name }) => [id, name]));
	const found = await suggestCoaching(store.database, {
		agents: new Set(names.keys()),
		nowMs: now()
	});
	return Promise.all(
		found.slice(0, MOST_SUGGESTIONS).map(async (suggestion) => ({
			...suggestion,
			agentName: names.get(suggestion.agent) ?? suggestion.agent,
			text: await questionText(quality.forms, suggestion.form, suggestion.question)
		}))
	);
}

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:quality');
	const parts = await runtime();
	const asking = await askingOf(parts, event);
	const asked = event.url.searchParams.get('show');
	const show = isShown(asked) ? asked : 'active';
	const tasks = await coachedTasks(parts, event.locals.principal, TASK_STATES);
	const states: readonly TaskState[] = SHOWN[show];
	const shown = tasks.filter(({ state }) => states.includes(state));
	const [nameOfAgent, nameOfPerson, suggestions] = await Promise.all([
		agentNames(
			shown.map(({ agent }) => agent),
			asking
		),
		personNames(parts.people),
		suggestionsFor(parts, asking)
	]);
	return {
		show,
		tasks: shown.map((task) => lineOf(task, nameOfAgent, nameOfPerson)),
		closedInTime: closedInTime(tasks),
		suggestions,
		nowMs: asking.now(),
		zone: parts.config.timeZone
	};
};
