/** How the day may end, beside the service level of today. */
import { USUAL_TARGET } from '#lib/domain/outlook/day-outlook.ts';
import { dayAt } from '#lib/domain/outlook/usual-day.ts';
import { UNKNOWN_OUTLOOK } from '#lib/domain/outlook/told-outlook.ts';
import type { ToldOutlook } from '#lib/domain/outlook/told-outlook.ts';
import type { AnswerOptions } from '../api/metric-answer.ts';
import { answerOutlook } from '../outlook/answer-outlook.ts';
import type { AskedNumber } from './asked-number.ts';

export interface PassportOutlook extends ToldOutlook {
	readonly target: number;
}

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
	return { ...UNKNOWN_OUTLOOK, ...outlook, target: USUAL_TARGET };
}
