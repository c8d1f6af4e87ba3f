/** Says what became of everything that was sent: by the raw events, by the facts, and by the numbers of the API. */
import { Type } from '@sinclair/typebox';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import { ADMINISTRATION_SOURCE } from '#lib/domain/events/product-event.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import type { CloudEvent } from '../../../ingest/demo/event-sheet.ts';
import { foldInteraction } from '../../support/fold.ts';
import type { FoldedSegment } from '../../support/fold.ts';
import { allFacts, asFolded } from '../../support/stored-facts.ts';
import type { IngestCounts, IngestStatus } from '../../support/ingest.ts';
import { TEST_INGEST_TOKEN } from '../../support/ingest.ts';
import { queryMetrics } from '../../support/product.ts';
import { until } from '../../support/until.ts';
import type { Feed } from './feed.ts';
import { LAB_SOURCE } from './feed.ts';
import { foldMetrics, METRICS } from './fold-metrics.ts';
import type { Office } from './office.ts';
import { OFFICE_QUEUE } from './office.ts';
import type { Stage } from './stage.ts';

export interface Verdict {
	readonly sent: number;
	readonly acknowledged: number;
	/** Sent, and nobody said that it is safe: may be there, once. */
	readonly unknown: number;
	readonly present: number;
	readonly lost: number;
	readonly doubled: number;
	readonly invented: number;
	readonly wrongFacts: number;
	/** What does not agree, in words; the first of each kind. */
	readonly faults: readonly string[];
}

const EVERYTHING = { none: 'the oracle asks for everything' } as const;

/** A row for each copy. Merges of two places of one interaction are asked away, as every reader does. */
const storedRows = defineQuery({
	name: 'test-lab-rows',
	sql: 'SELECT event_id AS id, count() AS copies FROM events FINAL WHERE source = {source: String} GROUP BY id',
	scope: EVERYTHING,
	params: Type.Object({ source: Type.String() }),
	row: Type.Object({ id: Type.String(), copies: Type.Integer() })
});

const storedSettings = defineQuery({
	name: 'test-lab-settings',
	sql: `SELECT subject AS queue, count() AS copies FROM events FINAL
		WHERE source = {source: String} AND startsWith(subject, {prefix: String}) GROUP BY queue`,
	scope: EVERYTHING,
	params: Type.Object({ source: Type.String(), prefix: Type.String() }),
	row: Type.Object({ queue: Type.String(), copies: Type.Integer() })
});

const DRAIN_MS = 120_000;

export async function ingestStatus(url: string): Promise<IngestStatus> {
	const headers = { authorization: `Bearer ${TEST_INGEST_TOKEN}` };
	return (await (await fetch(`${url}/v1/status`, { headers })).json()) as IngestStatus;
}

/** Resolves when nothing is on its way any more, neither in the spool nor in the outbox. */
export async function settled(stage: Stage, office: Office): Promise<IngestStatus> {
	await until(
		'every setting that was kept has arrived',
		async () => {
			const there = new Set((await settingsOf(stage)).map(({ queue }) => queue));
			return [...office.acknowledged].every((queue) => there.has(queue));
		},
		DRAIN_MS
	).catch(() => undefined);
	return until(
		'the spool is drained',
		async () => {
			const status = await ingestStatus(stage.ingestUrl);
			return status.total.inSpool === 0 && status;
		},
		DRAIN_MS
	);
}

const settingsOf = ({ clickhouse }: Stage) =>
	clickhouse.query('ingest', storedSettings, {
		source: ADMINISTRATION_SOURCE,
		prefix: OFFICE_QUEUE
	});

export async function judge(
	stage: Stage,
	feed: Feed,
	office: Office,
	status: IngestStatus
): Promise<Verdict> {
	const rows = await stage.clickhouse.query('ingest', storedRows, { source: LAB_SOURCE });
	const settings = await settingsOf(stage);
	const present = new Set(rows.map(({ id }) => id));
	const kept = new Set(settings.map(({ queue }) => queue));
	const lost = [
		...[...feed.acknowledged].filter((id) => !present.has(id)),
		...[...office.acknowledged].filter((queue) => !kept.has(queue))
	];
	const doubled = [...rows, ...settings].filter(({ copies }) => copies > 1);
	const { interactions, sentThere } = presentContacts(feed, present);
	const invented = [
		...[...present].filter((id) => !sentThere.has(id)),
		...[...kept].filter((queue) => !office.tried.has(queue))
	];
	const folded = new Map(
		[...interactions].map(([id, events]) => [id, foldInteraction(events)] as const)
	);
	const wrong = await wrongFacts(stage, folded);
	const faults = [
		...some('lost', lost),
		...some(
			'doubled',
			doubled.map((row) => JSON.stringify(row))
		),
		...some('invented', invented),
		...some('wrong facts', wrong),
		...(await wrongMetrics(stage, feed.startMs, [...folded.values()].flat())),
		...wrongCounts(status, present.size)
	];
	return {
		sent: feed.sent + office.tried.size,
		acknowledged: feed.acknowledged.size + office.acknowledged.size,
		unknown: feed.sent - feed.acknowledged.size + office.tried.size - office.acknowledged.size,
		present: present.size + kept.size,
		lost: lost.length,
		doubled: doubled.length,
		invented: invented.length,
		wrongFacts: wrong.length,
		faults
	};
}

const some = (what: string, list: readonly string[]): string[] =>
	list.length === 0 ? [] : [`${what}: ${list.length}, such as ${list.slice(0, 3).join(', ')}`];

/** What was sent and is there, by interaction: what the facts have to agree with. */
function presentContacts(feed: Feed, present: ReadonlySet<string>) {
	const interactions = new Map<string, KnownEvent[]>();
	const sentThere = new Set<string>();
	for (const event of feed.all()) {
		if (!present.has(event.id)) continue;
		sentThere.add(event.id);
		if (!event.type.startsWith('atalaya.interaction.')) continue;
		const list = interactions.get(event.subject) ?? [];
		list.push(known(event));
		interactions.set(event.subject, list);
	}
	return { interactions, sentThere };
}

function known(raw: CloudEvent): KnownEvent {
	const parsed = parseEvent(raw, { nowMs: Date.now(), backfill: true });
	if (!parsed.ok) throw new Error(`${parsed.error.field}: ${parsed.error.message}`);
	return parsed.event as KnownEvent;
}

async function wrongFacts(
	{ clickhouse }: Stage,
	folded: ReadonlyMap<string, readonly FoldedSegment[]>
): Promise<string[]> {
	const found = new Map<string, FoldedSegment[]>();
	for (const row of await clickhouse.query('ingest', allFacts, { tenant: 'default' })) {
		found.set(row.id, [...(found.get(row.id) ?? []), asFolded(row)]);
	}
	const ids = new Set([...folded.keys(), ...found.keys()]);
	return [...ids].filter((id) => text(folded.get(id)) !== text(found.get(id)));
}

/** The same for the same values, whatever order their names have. */
const text = (segments: readonly FoldedSegment[] = []): string =>
	JSON.stringify(segments.map((segment) => Object.entries(segment).sort(byName)));
const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

async function wrongMetrics(
	{ webUrl }: Stage,
	startMs: number,
	segments: readonly FoldedSegment[]
): Promise<string[]> {
	const hour = 3_600_000;
	const rows = await queryMetrics(
		{ web: webUrl },
		{
			metric: METRICS.join(','),
			by: 'queue',
			from: new Date(startMs - hour).toISOString(),
			to: new Date(Date.now() + hour).toISOString()
		}
	);
	const expected = foldMetrics(segments);
	const answered = new Map(rows.map((row) => [String(row['queue']), row]));
	const queues = new Set([...expected.keys(), ...answered.keys()]);
	return [...queues].flatMap((queue) =>
		METRICS.flatMap((metric) => {
			const value = (answered.get(queue)?.[metric] as { value: number } | undefined)?.value ?? 0;
			const wanted = expected.get(queue)?.[metric] ?? 0;
			return Math.abs(value - wanted) < 1e-6
				? []
				: [`${metric} of "${queue}" is ${value}, and ${wanted} by what was sent`];
		})
	);
}

function wrongCounts(status: IngestStatus, present: number): string[] {
	const { total, sources } = status;
	const ours = sources.find(({ source }) => source === LAB_SOURCE);
	const adds = (counts: IngestCounts): boolean =>
		counts.received === counts.accepted + counts.duplicate + counts.rejected &&
		counts.accepted === counts.committed + counts.deadLettered + counts.inSpool;
	return [
		...[total, ...sources]
			.filter((counts) => !adds(counts))
			.map((counts) => `counters do not add up: ${JSON.stringify(counts)}`),
		...(ours && ours.committed !== present
			? [`${ours.committed} are counted as committed, and ${present} are there`]
			: []),
		...(total.deadLettered === 0 ? [] : [`${total.deadLettered} became dead letters`]),
		...(total.rejected === 0
			? []
			: [`${total.rejected} were refused: ${JSON.stringify(status['recentErrors']).slice(0, 300)}`])
	];
}
