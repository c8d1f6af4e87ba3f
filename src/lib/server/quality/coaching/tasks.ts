/** Coaching tasks in the operational store; every change of one is in the audit log. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import { gradeQuiz } from '#lib/domain/quality/coaching/learning-item.ts';
import { afterStep, mayBeDone } from '#lib/domain/quality/coaching/task.ts';
import type {
	CoachingTask,
	TaskDraft,
	TaskState,
	TaskStep
} from '#lib/domain/quality/coaching/task.ts';
import type { Actor, AuditLog } from '../../audit/audit-log.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { taskOfRow } from './stored-task.ts';

export interface TaskQuery {
	/** Nodes of the tree of teams; a task of any other is left out. */
	readonly teams?: readonly string[];
	readonly agent?: string;
	readonly states?: readonly TaskState[];
}

/** `step`: not from the state it is in. `quiz`: to be passed first. `conflict`: somebody changed it meanwhile. */
export type TaskFault = 'gone' | 'step' | 'quiz' | 'conflict';
export type TaskResult =
	| { readonly ok: true; readonly task: CoachingTask }
	| { readonly ok: false; readonly fault: TaskFault };

export interface StepTaken {
	readonly step: TaskStep;
	readonly by: 'agent' | 'coach';
	readonly note: string;
}

export interface TaskChange {
	readonly goal: string;
	readonly dueAtMs: number;
	readonly coach: string;
	/** As it was read. */
	readonly revision: number;
}

export interface TaskStore {
	create(draft: TaskDraft, actor: Actor): Promise<CoachingTask>;
	find(id: string): Promise<CoachingTask | null>;
	/** Open ones by their day, then the others, newest first. */
	list(query: TaskQuery): Promise<CoachingTask[]>;
	change(id: string, change: TaskChange, actor: Actor): Promise<TaskResult>;
	take(id: string, step: StepTaken, actor: Actor): Promise<TaskResult>;
	/** Indices of the chosen options. May be taken again until the task is closed. */
	answerQuiz(id: string, answers: readonly number[], actor: Actor): Promise<TaskResult>;
}

export const MOST_TASKS = 1000;

type Work = Transaction<StoreSchema>;
type Changed = Partial<{
	goal: string;
	due_at_ms: number;
	coach: string;
	state: string;
	agent_note: string;
	coach_note: string;
	quiz_result: string;
	done_at_ms: number | null;
	closed_at_ms: number | null;
}>;

const ACTION_OF = {
	do: 'coaching-task.done',
	reopen: 'coaching-task.reopened',
	close: 'coaching-task.closed',
	cancel: 'coaching-task.cancelled'
} as const satisfies Record<TaskStep, AuditAction>;

/** What the audit log keeps: no texts of the contact. */
const said = ({ agent, coach, goal, state, dueAtMs, evaluation, question }: CoachingTask) => ({
	...{ agent, coach, goal, state, evaluation, question },
	due: new Date(dueAtMs).toISOString()
});

function changedBy(
	task: CoachingTask,
	{ step, by, note }: StepTaken,
	nowMs: number
): Changed | TaskFault {
	const state = afterStep(task.state, step, by);
	if (state === null) return 'step';
	if (step === 'do' && !mayBeDone(task)) return 'quiz';
	const noted = by === 'agent' ? { agent_note: note } : { coach_note: note };
	return {
		state,
		...(note === '' ? {} : noted),
		...(step === 'do' ? { done_at_ms: nowMs } : {}),
		...(step === 'reopen' ? { done_at_ms: null } : {}),
		...(step === 'close' || step === 'cancel' ? { closed_at_ms: nowMs } : {})
	};
}

const isOpen = ({ state }: CoachingTask): boolean => state === 'open';

function inOrder(a: CoachingTask, b: CoachingTask): number {
	if (isOpen(a) !== isOpen(b)) return isOpen(a) ? -1 : 1;
	const byTime = isOpen(a) ? a.dueAtMs - b.dueAtMs : b.createdAtMs - a.createdAtMs;
	return byTime || (a.id < b.id ? -1 : 1);
}

class SqlTaskStore implements TaskStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #audit: AuditLog;
	readonly #now: () => number;

	constructor(
		database: Kysely<StoreSchema>,
		{ audit, now }: { readonly audit: AuditLog; readonly now: () => number }
	) {
		this.#database = database;
		this.#audit = audit;
		this.#now = now;
	}

	create(draft: TaskDraft, actor: Actor): Promise<CoachingTask> {
		const id = randomUUID();
		const { agent, team, coach, goal, dueAtMs, evaluation, question, form, moments, item } = draft;
		return this.#database.transaction().execute(async (transaction) => {
			await transaction
				.insertInto('coaching_tasks')
				.values({
					...{ id, agent, team, coach, goal, evaluation, question, form },
					due_at_ms: dueAtMs,
					state: 'open',
					moments: JSON.stringify(moments),
					item: item && JSON.stringify(item),
					quiz_result: null,
					agent_note: '',
					coach_note: '',
					revision: 1,
					created_at_ms: this.#now(),
					created_by: actor.id,
					done_at_ms: null,
					closed_at_ms: null
				})
				.execute();
			const task = await this.#find(transaction, id);
			if (!task) throw new Error('a task that was just stored cannot be read');
			await this.#note(transaction, actor, 'coaching-task.created', null, task);
			return task;
		});
	}

	find(id: string): Promise<CoachingTask | null> {
		return this.#find(this.#database, id);
	}

	async list({ teams, agent, states }: TaskQuery): Promise<CoachingTask[]> {
		let query = this.#database
			.selectFrom('coaching_tasks')
			.selectAll()
			.orderBy('created_at_ms', 'desc')
			.limit(MOST_TASKS);
		// A list without anything in it is no list in SQL; nothing has the empty id.
		if (teams) query = query.where('team', 'in', ['', ...teams]);
		if (agent !== undefined) query = query.where('agent', '=', agent);
		if (states) query = query.where('state', 'in', ['', ...states]);
		return (await query.execute()).map(taskOfRow).sort(inOrder);
	}

	change(
		id: string,
		{ goal, dueAtMs, coach, revision }: TaskChange,
		actor: Actor
	): Promise<TaskResult> {
		return this.#update(id, actor, 'coaching-task.changed', (task) => {
			if (task.revision !== revision) return 'conflict';
			if (task.state !== 'open') return 'step';
			return { goal, due_at_ms: dueAtMs, coach };
		});
	}

	take(id: string, step: StepTaken, actor: Actor): Promise<TaskResult> {
		const nowMs = this.#now();
		return this.#update(id, actor, ACTION_OF[step.step], (task) => changedBy(task, step, nowMs));
	}

	answerQuiz(id: string, answers: readonly number[], actor: Actor): Promise<TaskResult> {
		const atMs = this.#now();
		return this.#update(id, actor, 'coaching-task.quiz-taken', (task) => {
			if (task.state !== 'open' || task.item === null) return 'step';
			const result = gradeQuiz(task.item, answers, { atMs, before: task.quizResult });
			return result === null ? 'step' : { quiz_result: JSON.stringify(result) };
		});
	}

	#update(
		id: string,
		actor: Actor,
		action: AuditAction,
		make: (task: CoachingTask) => Changed | TaskFault
	): Promise<TaskResult> {
		return this.#database.transaction().execute(async (transaction): Promise<TaskResult> => {
			const before = await this.#find(transaction, id);
			if (!before) return { ok: false, fault: 'gone' };
			const made = make(before);
			if (typeof made === 'string') return { ok: false, fault: made };
			const { numUpdatedRows } = await transaction
				.updateTable('coaching_tasks')
				.set({ ...made, revision: before.revision + 1 })
				.where('id', '=', id)
				.where('revision', '=', before.revision)
				.executeTakeFirst();
			const after = await this.#find(transaction, id);
			if (numUpdatedRows !== 1n || !after) return { ok: false, fault: 'conflict' };
			await this.#note(transaction, actor, action, before, after);
			return { ok: true, task: after };
		});
	}

	async #find(database: Kysely<StoreSchema>, id: string): Promise<CoachingTask | null> {
		const row = await database
			.selectFrom('coaching_tasks')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? taskOfRow(row) : null;
	}

	#note(
		transaction: Work,
		actor: Actor,
		action: AuditAction,
		before: CoachingTask | null,
		after: CoachingTask
	): Promise<void> {
		const quiz = after.quizResult && { right: after.quizResult.right, of: after.quizResult.of };
		return this.#audit.append(transaction, actor, {
			action,
			object: `coaching-task:${after.id}`,
			before: before && said(before),
			after: { ...said(after), ...(quiz ? { quiz } : {}) }
		});
	}
}

export const createTaskStore = (
	database: Kysely<StoreSchema>,
	parts: { readonly audit: AuditLog; readonly now: () => number }
): TaskStore => new SqlTaskStore(database, parts);
