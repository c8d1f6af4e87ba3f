/** The parameters and the answer of `/api/v1/outlook`. */
import { formatInstant, isTimeZone } from '#lib/domain/metrics/interval.ts';
import { USUAL_TARGET } from '#lib/domain/outlook/day-outlook.ts';
import { badParameter } from '../api/problem.ts';
import type { Problem } from '../api/problem.ts';
import type { OutlookAnswer, OutlookRequest } from './answer-outlook.ts';

const MOST_QUEUES = 500;

/** `queue` (a list; empty: all in reach), `tz` (UTC when it is not given), `target` (0..1, 0.8 when it is not given). */
export function readOutlookRequest(
	query: URLSearchParams
): { request: OutlookRequest } | { problem: Problem } {
	const zone = query.get('tz') ?? 'UTC';
	if (!isTimeZone(zone)) {
		return { problem: badParameter('tz', 'tz must be an IANA time zone such as Europe/Madrid') };
	}
	const target = Number(query.get('target') ?? USUAL_TARGET);
	if (!(target > 0 && target <= 1)) {
		return {
			problem: badParameter('target', 'target is a share above 0 and up to 1, such as 0.8')
		};
	}
	const queues = query
		.getAll('queue')
		.flatMap((text) => text.split(','))
		.filter((queue) => queue !== '');
	if (queues.length > MOST_QUEUES) {
		return { problem: badParameter('queue', `queue takes at most ${MOST_QUEUES} names`) };
	}
	return { request: { target, queues: [...new Set(queues)], zone } };
}

export function writeOutlook(
	{ target, zone }: OutlookRequest,
	{ asOfMs, value, numerator, denominator, outlook }: OutlookAnswer
): object {
	const told =
		outlook === null
			? { state: 'unknown' }
			: {
					state: outlook.state,
					next: outlook.next,
					needed: outlook.needed,
					best: outlook.best,
					worst: outlook.worst,
					onCourse: outlook.onCourse,
					lostAt:
						outlook.lostAtMs === null ? null : formatInstant(Math.round(outlook.lostAtMs), zone),
					forecastWeeks: outlook.weeks
				};
	return {
		asOf: formatInstant(asOfMs, zone),
		tz: zone,
		target,
		service_level: { value, numerator, denominator },
		...told
	};
}
