/** The number an address asks the passport of: which metric, of what, over which range, and whose rows. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { NOTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { Board } from '#lib/domain/boards/board.ts';
import { parseTimestampMs } from '#lib/domain/events/timestamp.ts';
import { findMetric } from '#lib/domain/metrics/catalogue.ts';
import { formatInstant, isTimeZone } from '#lib/domain/metrics/interval.ts';
import type { LiveFormula, Metric } from '#lib/domain/metrics/metric.ts';
import { readCell } from '../api/contacts-request.ts';
import type { CellRequest } from '../api/contacts-request.ts';
import { forbiddenDimension } from '../api/metric-scope.ts';
import { badParameter } from '../api/problem.ts';
import type { Problem } from '../api/problem.ts';
import { SPANS, numberOfTile, rangeOfSpan } from './tile-number.ts';
import type { NumberOfTile, Span } from './tile-number.ts';

export interface LiveNumber {
	readonly kind: 'live';
	readonly metric: Metric;
	readonly of: LiveFormula['of'];
	readonly queues: readonly string[];
	readonly teams: readonly string[];
}

export interface RangeNumber {
	readonly kind: 'range';
	readonly metric: Metric;
	readonly cell: CellRequest;
}

export interface AskedNumber {
	readonly number: LiveNumber | RangeNumber;
	readonly scope: RowScope;
	readonly zone: string;
	/** The wall it was on. */
	readonly board: { readonly id: string; readonly name: string; readonly title: string } | null;
}

export type Asked =
	| { readonly asked: AskedNumber }
	| { readonly problem: Problem }
	/** The same number at the present instant: an address that says the same tomorrow. */
	| { readonly pinned: URLSearchParams }
	/** No such board or tile, or none for whoever asks: the two are not told apart. */
	| { readonly missing: true };

export interface AskedOptions {
	readonly principal: Principal | null;
	readonly access: {
		scopeOf(principal: Principal): Promise<RowScope>;
		boardScope(principal: Principal | null, board: Board): Promise<RowScope>;
		maySee(principal: Principal | null, board: Board): Promise<boolean>;
	};
	readonly boards: { find(id: string): Promise<Board | null> };
	/** Of the installation. */
	readonly zone: string;
	readonly nowMs: number;
}

interface Place {
	readonly scope: RowScope;
	readonly zone: string;
	readonly board: AskedNumber['board'];
	readonly ofTile: NumberOfTile | null;
}

async function placeOnBoard(
	query: URLSearchParams,
	boardId: string,
	{ principal, access, boards, zone }: AskedOptions
): Promise<Place | null> {
	const board = await boards.find(boardId);
	if (!board || !(await access.maySee(principal, board))) return null;
	const chosen = { metric: query.get('metric'), queue: query.get('queue') };
	const ofTile = numberOfTile(board, query.get('tile') ?? '', chosen);
	if (!ofTile) return null;
	return {
		scope: await access.boardScope(principal, board),
		zone: board.zone === '' ? zone : board.zone,
		board: { id: board.id, name: board.name, title: ofTile.title },
		ofTile
	};
}

async function placeOf(query: URLSearchParams, options: AskedOptions): Promise<Place | null> {
	const board = query.get('board');
	if (board !== null) return placeOnBoard(query, board, options);
	const { principal, access, zone } = options;
	const scope = principal === null ? NOTHING : await access.scopeOf(principal);
	return { scope, zone: query.get('tz') ?? zone, board: null, ofTile: null };
}

const spanIn = (query: URLSearchParams): Span | null =>
	SPANS.find((span) => span === query.get('window')) ?? null;

const instantIn = (query: URLSearchParams): number | null =>
	parseTimestampMs((query.get('at') ?? '').replace(/ (?=\d\d:\d\d$)/, '+'));

const namesIn = (query: URLSearchParams, name: string): string[] =>
	query
		.getAll(name)
		.flatMap((value) => value.split(','))
		.filter((value) => value !== '');

function liveNumber(metric: Metric, query: URLSearchParams, { ofTile }: Place): LiveNumber | null {
	if (metric.formula.kind !== 'live') return null;
	return {
		kind: 'live',
		metric,
		of: metric.formula.of,
		queues: ofTile ? ofTile.queues : namesIn(query, 'queue'),
		teams: ofTile ? ofTile.teams : namesIn(query, 'team')
	};
}

function cellOf(
	metric: Metric,
	query: URLSearchParams,
	{ ofTile, zone }: Place,
	range: [number, number] | null
): { cell: CellRequest } | { problem: Problem } {
	const asked = ofTile ? new URLSearchParams() : new URLSearchParams(query);
	asked.set('metric', metric.id);
	asked.set('tz', zone);
	if (range !== null) {
		const [fromMs, toMs] = range;
		asked.set('from', formatInstant(fromMs, zone));
		asked.set('to', formatInstant(toMs, zone));
	}
	const read = readCell(asked);
	if ('problem' in read || !ofTile) return read;
	// Not by way of the address, in which a comma parts names.
	return { cell: { ...read.cell, filters: { ...read.cell.filters, queue: [...ofTile.queues] } } };
}

/** The range it is over; null: the address names it. */
function rangeIn(
	query: URLSearchParams,
	{ ofTile, zone }: Place,
	nowMs: number
): { range: [number, number] | null } | Exclude<Asked, { asked: AskedNumber }> {
	const span = ofTile ? ofTile.span : spanIn(query);
	if (span === null) {
		return query.has('window')
			? { problem: badParameter('window', `window must be one of ${SPANS.join(', ')}`) }
			: { range: null };
	}
	const atMs = instantIn(query);
	if (atMs !== null) return { range: rangeOfSpan(span, atMs, zone) };
	const pinned = new URLSearchParams(query);
	pinned.set('at', new Date(nowMs).toISOString());
	return { pinned };
}

function askedOf(query: URLSearchParams, place: Place, metric: Metric, nowMs: number): Asked {
	const { scope, zone, board } = place;
	const live = liveNumber(metric, query, place);
	if (live) return checked({ number: live, scope, zone, board });
	const read = rangeIn(query, place, nowMs);
	if (!('range' in read)) return read;
	const found = cellOf(metric, query, place, read.range);
	if ('problem' in found) return found;
	return checked({ number: { kind: 'range', metric, cell: found.cell }, scope, zone, board });
}

export async function readAskedNumber(
	query: URLSearchParams,
	options: AskedOptions
): Promise<Asked> {
	const place = await placeOf(query, options);
	if (!place) return { missing: true };
	if (!isTimeZone(place.zone))
		return { problem: badParameter('tz', 'tz must be an IANA time zone such as Europe/Madrid') };
	const metric = findMetric(place.ofTile?.metric ?? query.get('metric') ?? '');
	if (!metric) return { problem: badParameter('metric', 'metric must be one of /api/v1/metrics') };
	return askedOf(query, place, metric, options.nowMs);
}

/** Figures of agents or their teams are refused to those who see only totals. */
function checked(asked: AskedNumber): Asked {
	const { number, scope } = asked;
	const forbidden = number.kind === 'range' ? forbiddenDimension(number.cell, scope) : null;
	return forbidden ? { problem: forbidden } : { asked };
}
