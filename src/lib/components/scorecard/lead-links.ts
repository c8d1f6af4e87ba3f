/** Addresses of the pages that show the same number as a measure: its history, its passport, and why it moved. */
import { asAddress, writeHistory } from '#lib/domain/history/history-url.ts';
import { dayOf, lastDayOf } from '#lib/domain/history/period.ts';
import type { MetricLead } from '#lib/domain/scorecard/metric-lead.ts';
import { movementHref, passportHref } from '../history/hrefs.ts';

export interface LeadLinks {
	readonly history: string;
	readonly passport: string;
	readonly movement: string;
}

/** The history has the months of the chart, the others those of the scorecard. */
export function leadLinks(
	{ metric, filters, period, before, course }: MetricLead,
	zone: string
): LeadLinks {
	const query = new URLSearchParams(
		Object.entries(filters).flatMap(([name, values]) =>
			values.length === 0 ? [] : [[name, values.join(',')]]
		)
	).toString();
	const place = { metric, group: { query, by: null }, period, zone };
	const history = writeHistory({
		...{ metrics: [metric], range: 'custom', interval: '1M', zone, filters },
		...{ first: dayOf(course.fromMs, zone), last: lastDayOf(course, zone) },
		...{ comparesBefore: false, by: null, view: 'lines', sort: null, showsParts: false }
	});
	return {
		history: asAddress(history),
		passport: passportHref(place),
		movement: movementHref(place, before)
	};
}
