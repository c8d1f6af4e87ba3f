/** The address of a passport: which number it is of. */
import type { MetricId } from '../metrics/catalogue.ts';
import type { Dimension } from '../metrics/metric.ts';

/** A number of a wall: what its tile shows, of one queue where the tile has several. */
export interface TileNumber {
	readonly board: string;
	readonly tile: string;
	/** Where a tile shows several numbers: which. */
	readonly metric?: string;
	readonly queue?: string;
	/** The instant the number was shown, milliseconds; absent: when it is opened. */
	readonly atMs?: number | null;
}

export interface RangeNumber {
	readonly metric: MetricId;
	/** RFC 3339. */
	readonly from: string;
	readonly to: string;
	readonly zone: string;
	readonly filters?: Readonly<Partial<Record<Dimension, readonly string[]>>>;
}

export function tilePassport({ board, tile, metric, queue, atMs }: TileNumber): string {
	const query = new URLSearchParams({ board, tile });
	if (metric !== undefined) query.set('metric', metric);
	if (queue !== undefined) query.set('queue', queue);
	if (typeof atMs === 'number') query.set('at', new Date(atMs).toISOString());
	return `/passport?${query.toString()}`;
}

export function rangePassport({ metric, from, to, zone, filters = {} }: RangeNumber): string {
	const query = new URLSearchParams({ metric, from, to, tz: zone });
	for (const [dimension, names] of Object.entries(filters))
		for (const name of names) query.append(dimension, name);
	return `/passport?${query.toString()}`;
}
