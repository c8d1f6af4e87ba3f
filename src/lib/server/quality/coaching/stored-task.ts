/** Rows of the store as coaching tasks and learning items. What another version wrote and this one cannot read is left empty. */
import type { Selectable } from 'kysely';
import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Moment } from '#lib/domain/quality/answers.ts';
import { LearningItem, QuizResult } from '#lib/domain/quality/coaching/learning-item.ts';
import { isTaskState } from '#lib/domain/quality/coaching/task.ts';
import type { CoachingTask } from '#lib/domain/quality/coaching/task.ts';
import type { CoachingTasksTable, LearningItemsTable } from '../../store/quality-schema.ts';

const checkItem = TypeCompiler.Compile(LearningItem);
const checkQuiz = TypeCompiler.Compile(QuizResult);
const checkMoments = TypeCompiler.Compile(Type.Array(Moment));

export interface StoredItem {
	readonly id: string;
	/** Node of the tree of teams. */
	readonly team: string;
	readonly item: LearningItem;
	readonly revision: number;
	readonly isArchived: boolean;
	readonly updatedAtMs: number;
}

function parseJson(text: string | null): unknown {
	try {
		return text === null ? null : JSON.parse(text);
	} catch {
		return null;
	}
}

export function taskOfRow(row: Selectable<CoachingTasksTable>): CoachingTask {
	const [item, quizResult, moments] = [row.item, row.quiz_result, row.moments].map(parseJson);
	const { id, agent, team, coach, goal, evaluation, question, form, revision, state } = row;
	return {
		...{ id, agent, team, coach, goal, evaluation, question, form, revision },
		state: isTaskState(state) ? state : 'cancelled',
		dueAtMs: row.due_at_ms,
		moments: checkMoments.Check(moments) ? moments : [],
		item: checkItem.Check(item) ? item : null,
		quizResult: checkQuiz.Check(quizResult) ? quizResult : null,
		agentNote: row.agent_note,
		coachNote: row.coach_note,
		createdAtMs: row.created_at_ms,
		createdBy: row.created_by,
		doneAtMs: row.done_at_ms,
		closedAtMs: row.closed_at_ms
	};
}

/** Null for one that cannot be read. */
export function itemOfRow(row: Selectable<LearningItemsTable>): StoredItem | null {
	const item = parseJson(row.item);
	if (!checkItem.Check(item)) return null;
	return {
		id: row.id,
		team: row.team,
		item,
		revision: row.revision,
		isArchived: row.archived_at_ms !== null,
		updatedAtMs: row.updated_at_ms
	};
}
