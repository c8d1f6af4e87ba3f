/** What the installation decides about the time after a score: its release, the dispute, and what an agent gets to see. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const LONGEST_RELEASE_HOURS = 45 * 24;
export const LONGEST_WINDOW_DAYS = 45;
export const MOST_OPEN_DISPUTES = 50;

const Days = Type.Integer({ minimum: 1, maximum: LONGEST_WINDOW_DAYS });

export const QualitySettings = Type.Object({
	/** Whether evaluations are released when their time has come; otherwise only by a person. */
	releasesByItself: Type.Boolean(),
	/** From the submission to the release; 0: at once. */
	releaseHours: Type.Integer({ minimum: 0, maximum: LONGEST_RELEASE_HOURS }),
	/** From a release to the end of the time in which the agent may answer. */
	disputeDays: Days,
	/** Within which a dispute ought to be decided. Nothing happens by itself after it; it is shown as late. */
	reviewDays: Days,
	/** Evaluations an agent may have in dispute at once. */
	mostOpenDisputes: Type.Integer({ minimum: 1, maximum: MOST_OPEN_DISPUTES }),
	/** Whether the agent is told who evaluated. */
	showsEvaluator: Type.Boolean()
});
export type QualitySettings = Static<typeof QualitySettings>;

export const DEFAULT_QUALITY_SETTINGS: QualitySettings = {
	releasesByItself: true,
	releaseHours: 24,
	disputeDays: 14,
	reviewDays: 7,
	mostOpenDisputes: 5,
	showsEvaluator: true
};

/** When an evaluation that was submitted then is released by itself; null: a person releases it. */
export const releaseDueMs = (
	{ releasesByItself, releaseHours }: Pick<QualitySettings, 'releasesByItself' | 'releaseHours'>,
	submittedAtMs: number
): number | null => (releasesByItself ? submittedAtMs + releaseHours * HOUR_MS : null);

/** Until when the agent may answer what was released then. */
export const disputeUntilMs = (
	{ disputeDays }: Pick<QualitySettings, 'disputeDays'>,
	releasedAtMs: number
): number => releasedAtMs + disputeDays * DAY_MS;

/** Until when a dispute that was opened then ought to be decided. */
export const reviewUntilMs = (
	{ reviewDays }: Pick<QualitySettings, 'reviewDays'>,
	openedAtMs: number
): number => openedAtMs + reviewDays * DAY_MS;
