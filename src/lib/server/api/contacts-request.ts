/** The parameters of `/api/v1/metrics/contacts`: one metric, one cell, one page. */
import { parseTimestampMs } from '#lib/domain/events/timestamp.ts';
import {
	INTERVALS,
	bucketStartMs,
	isTimeZone,
	nextBucketMs
} from '#lib/domain/metrics/interval.ts';
import type { Metric } from '#lib/domain/metrics/metric.ts';
import { PieceKey } from '../queries/pieces.ts';
import { readCursor } from './cursor.ts';
import { readMetricRequest } from './metric-request.ts';
import type { MetricRequest } from './metric-request.ts';
import { badParameter } from './problem.ts';
import type { Problem } from './problem.ts';

/** A request for one metric, without interval or dimensions: one number. */
export interface CellRequest extends MetricRequest {
	readonly metric: Metric;
}

export interface ContactsRequest {
	readonly cell: CellRequest;
	readonly limit: number;
	/** Null: the first page. */
	readonly after: PieceKey | null;
}

export const MOST_CONTACTS = 1000;
const USUAL_CONTACTS = 100;

interface Bucket {
	readonly from: string;
	readonly to: string;
}

/** The bucket of `interval` that holds `at`. */
function bucketOf(query: URLSearchParams): Bucket | Problem {
	const zone = query.get('tz') ?? 'UTC';
	if (!isTimeZone(zone))
		return badParameter('tz', 'tz must be an IANA time zone such as Europe/Madrid');
	const atMs = parseTimestampMs((query.get('at') ?? '').replace(/ (?=\d\d:\d\d$)/, '+'));
	if (atMs === null) return badParameter('at', 'at must be an RFC 3339 date and time with offset');
	const interval = INTERVALS.find((one) => one !== 'none' && one === query.get('interval'));
	if (interval === undefined) {
		return badParameter(
			'interval',
			'with at goes the interval of its bucket: 15m, 30m, 1h, 1d, 1w or 1M'
		);
	}
	const fromMs = bucketStartMs(atMs, interval, zone);
	const toMs = nextBucketMs(fromMs, interval, zone);
	return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

/** `from` and `to`, or the bucket of `interval` that `at` is in. */
export function readCell(query: URLSearchParams): { cell: CellRequest } | { problem: Problem } {
	const asked = new URLSearchParams(query);
	for (const name of ['interval', 'by']) asked.delete(name);
	if (query.has('at') && !query.has('from') && !query.has('to')) {
		const bucket = bucketOf(query);
		if ('status' in bucket) return { problem: bucket };
		asked.set('from', bucket.from);
		asked.set('to', bucket.to);
	}
	const read = readMetricRequest(asked);
	if ('problem' in read) return read;
	const [metric, ...others] = read.request.metrics;
	if (!metric || others.length > 0)
		return {
			problem: badParameter('metric', 'one metric at a time: whose contacts are asked for')
		};
	return { cell: { ...read.request, metric } };
}

export function readContactsRequest(
	query: URLSearchParams
): { request: ContactsRequest } | { problem: Problem } {
	const read = readCell(query);
	if ('problem' in read) return read;
	const { cell } = read;
	if (cell.metric.formula.kind === 'live') {
		return {
			problem: badParameter(
				'metric',
				`${cell.metric.id} is only known now: /passport shows who waits`
			)
		};
	}
	const page = readPage(query);
	return 'problem' in page ? page : { request: { cell, ...page } };
}

/** `after` and `limit`. */
export function readPage(
	query: URLSearchParams
): { limit: number; after: PieceKey | null } | { problem: Problem } {
	const limit = Number(query.get('limit') ?? USUAL_CONTACTS);
	if (!Number.isInteger(limit) || limit < 1 || limit > MOST_CONTACTS)
		return {
			problem: badParameter('limit', `limit must be a whole number of 1 to ${MOST_CONTACTS}`)
		};
	const word = query.get('after');
	const after = word === null ? null : readCursor(PieceKey, word);
	if (word !== null && after === null)
		return { problem: badParameter('after', 'after must be the next of an answer before') };
	return { limit, after };
}
