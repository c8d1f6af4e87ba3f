/** Reports that are sent by themselves, and what became of them, as the store keeps them. */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Selectable } from 'kysely';
import { ReportSchedule } from '#lib/domain/scorecard/report/schedule.ts';
import type { ReportRunsTable, ReportSchedulesTable } from '../../store/scorecard-schema.ts';

export interface StoredSchedule {
	readonly id: string;
	readonly scorecard: string;
	/** The node it shows. */
	readonly team: string;
	readonly schedule: ReportSchedule;
	readonly revision: number;
	/** Id of the person who saved it last, within whose reach it has to stay. */
	readonly createdBy: string;
	/** Null: it is paused. */
	readonly nextAtMs: number | null;
}

export const RUN_STATES = ['waiting', 'sent', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface ReportRun {
	readonly id: string;
	readonly schedule: string;
	/** The last month of what it shows. */
	readonly month: string;
	readonly state: RunState;
	readonly attempts: number;
	readonly dueAtMs: number;
	readonly nextAtMs: number;
	readonly finishedAtMs: number | null;
	/** Id of what was frozen for it: every attempt sends the same. */
	readonly frozen: string | null;
	/** A word of run-result.ts, or what the e-mail server answered; empty: not tried yet. */
	readonly result: string;
}

const check = TypeCompiler.Compile(ReportSchedule);

/** Null: it was written by another version, and is left alone. */
export function scheduleOfRow(row: Selectable<ReportSchedulesTable>): StoredSchedule | null {
	const schedule: unknown = JSON.parse(row.schedule);
	if (!check.Check(schedule)) return null;
	return {
		...{ id: row.id, scorecard: row.scorecard, team: row.team, schedule },
		...{ revision: row.revision, createdBy: row.created_by },
		nextAtMs: row.next_at_ms
	};
}

export const runOfRow = (row: Selectable<ReportRunsTable>): ReportRun => ({
	...{ id: row.id, schedule: row.schedule, month: row.month, frozen: row.frozen },
	...{ attempts: row.attempts, result: row.result },
	state: RUN_STATES.find((state) => state === row.state) ?? 'failed',
	dueAtMs: row.due_at_ms,
	nextAtMs: row.next_at_ms,
	finishedAtMs: row.finished_at_ms
});
