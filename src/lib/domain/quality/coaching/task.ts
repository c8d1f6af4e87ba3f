/** One thing an agent and a coach work on together, from where it was seen to where it can be seen to have helped. */
import type { Moment } from '../answers.ts';
import type { LearningItem, QuizResult } from './learning-item.ts';

/** open → done by the agent → closed by the coach; cancelled by the coach while nobody has closed it. */
export const TASK_STATES = ['open', 'done', 'closed', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];
export const isTaskState = (word: string): word is TaskState =>
	(TASK_STATES as readonly string[]).includes(word);

export const TASK_STEPS = ['do', 'reopen', 'close', 'cancel'] as const;
export type TaskStep = (typeof TASK_STEPS)[number];

const NEXT: Readonly<
	Record<TaskStep, { from: readonly TaskState[]; to: TaskState; by: 'agent' | 'coach' }>
> = {
	do: { from: ['open'], to: 'done', by: 'agent' },
	/** What was done was not enough. */
	reopen: { from: ['done'], to: 'open', by: 'coach' },
	close: { from: ['open', 'done'], to: 'closed', by: 'coach' },
	cancel: { from: ['open', 'done'], to: 'cancelled', by: 'coach' }
};

/** The state afterwards; null: not from here, or not for whoever asks. */
export function afterStep(
	state: TaskState,
	step: TaskStep,
	by: 'agent' | 'coach'
): TaskState | null {
	const next = NEXT[step];
	return next.by === by && next.from.includes(state) ? next.to : null;
}

/** What a coach gives. */
export interface TaskDraft {
	/** Id of the agent in events. */
	readonly agent: string;
	/** Node of the tree of teams. */
	readonly team: string;
	/** Id of a person. */
	readonly coach: string;
	readonly goal: string;
	readonly dueAtMs: number;
	readonly evaluation: string | null;
	/** Id of a question of the form; empty: the whole evaluation, or none. */
	readonly question: string;
	readonly form: string;
	readonly moments: readonly Moment[];
	readonly item: LearningItem | null;
}

export interface CoachingTask extends TaskDraft {
	readonly id: string;
	readonly state: TaskState;
	readonly quizResult: QuizResult | null;
	readonly agentNote: string;
	readonly coachNote: string;
	readonly revision: number;
	readonly createdAtMs: number;
	readonly createdBy: string;
	readonly doneAtMs: number | null;
	readonly closedAtMs: number | null;
}

export const LONGEST_GOAL = 2000;
export const LONGEST_NOTE = 5000;

export const isOverdue = (
	{ state, dueAtMs }: Pick<CoachingTask, 'state' | 'dueAtMs'>,
	nowMs: number
): boolean => state === 'open' && dueAtMs < nowMs;

/** Done takes a quiz that was passed, where there is one. */
export const mayBeDone = ({
	item,
	quizResult
}: Pick<CoachingTask, 'item' | 'quizResult'>): boolean =>
	item === null || item.quiz.length === 0 || quizResult?.passed === true;
