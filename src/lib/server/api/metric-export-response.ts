/** An export as an answer: a file with a telling name, whose questions end when nobody takes it any more. */
import { PassThrough, pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { dayOf, lastDayOf } from '#lib/domain/history/period.ts';
import { CSV, NDJSON, csvStream, download, ndjsonStream } from '../export/csv.ts';
import type { AnswerOptions } from './metric-answer.ts';
import { exportTable } from './metric-export-columns.ts';
import { exportMetrics } from './metric-export.ts';
import { readMetricRequest } from './metric-request.ts';
import type { MetricRequest } from './metric-request.ts';
import { badParameter, problemResponse } from './problem.ts';

const FORMATS = ['csv', 'ndjson'] as const;
type Format = (typeof FORMATS)[number];

/** `atalaya_service_level-aht_2026-10-24_2026-11-20_1d.csv` */
function fileName({ metrics, zone, interval, ...period }: MetricRequest, format: Format): string {
	const what = metrics
		.map(({ id }) => id)
		.join('-')
		.slice(0, 80);
	const days = `${dayOf(period.fromMs, zone)}_${lastDayOf(period, zone)}`;
	return (
		['atalaya', what, days, ...(interval === 'none' ? [] : [interval])].join('_') + `.${format}`
	);
}

async function* cellsOf<R, C>(rows: AsyncIterable<R>, cells: (row: R) => C): AsyncGenerator<C> {
	for await (const row of rows) yield cells(row);
}

/**
 * Ends the questions as soon as nobody takes the file any more. A stream of its own, because one of rows closes only when its
 * question has been answered.
 */
function endingWith(rows: Readable, controller: AbortController, log: Logger): Readable {
	const file = new PassThrough();
	file.once('close', () => {
		controller.abort();
	});
	pipeline(rows, file, (error) => {
		if (error && !controller.signal.aborted) log.error({ err: error }, 'export');
	});
	return file;
}

/** Rejects with QueryError when the database does not answer. */
export async function exportResponse(
	query: URLSearchParams,
	options: AnswerOptions,
	log: Logger
): Promise<Response> {
	const read = readMetricRequest(query);
	if ('problem' in read) return problemResponse(read.problem);
	const format = FORMATS.find((one) => one === (query.get('format') ?? 'csv'));
	if (!format)
		return problemResponse(badParameter('format', `format must be one of ${FORMATS.join(', ')}`));
	const controller = new AbortController();
	const signal = options.signal
		? AbortSignal.any([options.signal, controller.signal])
		: controller.signal;
	const result = await exportMetrics(read.request, { ...options, signal });
	if ('problem' in result) return problemResponse(result.problem);
	const { header, cells } = exportTable(read.request);
	const stream =
		format === 'csv'
			? csvStream(header, cellsOf(result.rows, cells), { bom: query.get('bom') === '1' })
			: ndjsonStream(result.rows);
	return download(
		fileName(read.request, format),
		format === 'csv' ? CSV : NDJSON,
		endingWith(stream, controller, log)
	);
}
