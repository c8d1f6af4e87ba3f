/** How the state of a coaching task looks: a shape and a word. */
import type { Status } from '#lib/domain/boards/status.ts';
import type { CoachingTask } from '#lib/domain/quality/coaching/task.ts';
import { isOverdue } from '#lib/domain/quality/coaching/task.ts';

export function markOfTask(task: Pick<CoachingTask, 'state' | 'dueAtMs'>, nowMs: number): Status {
	if (isOverdue(task, nowMs)) return 'bad';
	if (task.state === 'done') return 'warn';
	return task.state === 'closed' ? 'good' : 'none';
}
