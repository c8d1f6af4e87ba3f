/** What is measured, and by how much each of it may rise in an hour, with the reason. */

export const SERIES_KEYS = [
	'ingestRss',
	'webRss',
	'engineRss',
	'ingestHandles',
	'webHandles',
	'engineHandles',
	'parts',
	'pending',
	'spool',
	'frameP50',
	'frameP99',
	'ackP50',
	'ackP99',
	'questionP50',
	'questionP99',
	'ingestLag',
	'webLag',
	'webContacts'
] as const;
export type SeriesKey = (typeof SERIES_KEYS)[number];

export type Sample = { readonly atMs: number } & Readonly<Record<SeriesKey, number | null>>;

export interface Series {
	readonly key: SeriesKey;
	readonly title: string;
	readonly unit: string;
	/** Null: shown, not judged. */
	readonly boundPerHour: number | null;
	readonly reason: string;
}

/** A key of 16 bytes in a table that is half full after it grew. */
const BYTES_PER_EVENT_KEY = 43;
/** What the web process keeps of a contact for the rest of the day. */
const BYTES_PER_CONTACT = 270;
const EVENTS_PER_CONTACT = 8;
const MIB = 1024 * 1024;
/** What a heap may take and give back between two collections. */
const HEAP_MIB = 30;

export function seriesFor(eventsPerSecond: number): readonly Series[] {
	const perHour = eventsPerSecond * 3600;
	const keysMib = (perHour * BYTES_PER_EVENT_KEY) / MIB;
	const contactsMib = ((perHour / EVENTS_PER_CONTACT) * BYTES_PER_CONTACT) / MIB;
	const of = (
		key: SeriesKey,
		[title, unit]: readonly [string, string],
		boundPerHour: number | null,
		reason: string
	): Series => ({ key, title, unit, boundPerHour, reason });
	const handles = 'a leak of one a minute would be 60';
	const lag = 'what a beat costs does not grow with what was';
	return [
		of(
			'ingestRss',
			['Memory of ingest', 'MiB'],
			Math.ceil(keysMib + HEAP_MIB),
			`keys of known events, ${BYTES_PER_EVENT_KEY} B each until there are as many as are remembered, and ${HEAP_MIB} MiB of heap`
		),
		of(
			'webRss',
			['Memory of web', 'MiB'],
			Math.ceil(contactsMib + HEAP_MIB),
			`bookings of the day, ${BYTES_PER_CONTACT} B a contact, and ${HEAP_MIB} MiB of heap`
		),
		of('engineRss', ['Memory of the engine', 'MiB'], 200, 'caches that fill up to their limits'),
		of('ingestHandles', ['Open handles of ingest', ''], 20, handles),
		of('webHandles', ['Open handles of web', ''], 20, handles),
		of('engineHandles', ['Open handles of the engine', ''], 60, 'merges hold files for a while'),
		of('parts', ['Active parts of the engine', ''], 100, 'merges keep up with inserts'),
		of('pending', ['Events not yet in the engine', ''], 1000, 'the writer keeps up with producers'),
		of(
			'spool',
			['Spool', 'MiB'],
			null,
			'keeps what was taken for a time and gives it back at once'
		),
		of('frameP50', ['Event to frame, p50', 'ms'], 50, 'a tenth of what is promised'),
		of(
			'frameP99',
			['Event to frame, p99', 'ms'],
			150,
			'questions about a day cost more as it fills'
		),
		of('ackP50', ['Acknowledged within, p50', 'ms'], 10, 'a write and a sync, whatever was before'),
		of('ackP99', ['Acknowledged within, p99', 'ms'], 50, 'a write and a sync, whatever was before'),
		of(
			'questionP50',
			['Questions answered within, p50', 'ms'],
			400,
			'the quarter that still runs is read from its facts, and it fills'
		),
		of(
			'questionP99',
			['Questions answered within, p99', 'ms'],
			2000,
			'the same, in the worst case'
		),
		of('ingestLag', ['Event loop of ingest, p99', 'ms'], 10, lag),
		of('webLag', ['Event loop of web, p99', 'ms'], 20, lag),
		of('webContacts', ['Contacts web keeps of today', ''], null, 'as many as there were')
	];
}
