/** How the day may end, beside the service level of today. */
import { USUAL_TARGET } from '#lib/domain/outlook/day-outlook.ts';
import { dayAt } from '#lib/domain/outlook/usual-day.ts';
import type { OutlookState } from '#lib/domain/outlook/outlook.ts';
import type { AnswerOptions } from '../api/metric-answer.ts';
import { answerOutlook } from '../outlook/answer-outlook.ts';
import type { AskedNumber } from './asked-number.ts';

export interface PassportOutlook {
	readonly state: OutlookState | 'unknown';
	readonly target: number;
	readonly next: number | null;
	readonly needed: number | null;
	readonly best: number | null;
	readonly worst: number | null;
	readonly onCourse: number | null;
	readonly lostAtMs: number | null;
	readonly thresholdMs: null;
	readonly weeks: number | null;
}

const UNKNOWN = {
	state: 'unknown' as const,
	next: null,
	needed: null,
	best: null,
	worst: null,
	onCourse: null,
	lostAtMs: null,
	weeks: null
};

/** Null for a number that is not the service level of today by queue: channels and agents have no forecast. */
export async function passportOutlook(
	{ number, zone }: AskedNumber,
	options: AnswerOptions
): Promise<PassportOutlook | null> {
	if (number.kind !== 'range' || number.metric.id !== 'service_level') return null;
	const { fromMs, toMs, filters } = number.cell;
	const today = dayAt(options.now(), zone);
	const isOfToday = fromMs < today.toMs && toMs > today.fromMs;
	const isNarrower = [filters.channel, filters.agent, filters.team].some(
		({ length }) => length > 0
	);
	if (!isOfToday || isNarrower) return null;
	const { outlook } = await answerOutlook(
		{ target: USUAL_TARGET, queues: filters.queue, zone },
		options
	);
	return { ...(outlook ?? UNKNOWN), target: USUAL_TARGET, thresholdMs: null };
}
