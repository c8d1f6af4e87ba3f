/**
 * Facts of segments straight from the contract (metrics.md), over events as producers send them. Small and slow on
 * purpose: a witness for importers that shares no code with the product.
 */
import type { CloudEvent } from '../../ingest/sources/source.ts';

export interface FoldedSegment {
	queuedMs: number | null;
	queue: string;
	acceptedMs: number | null;
	endedMs: number | null;
	outcome: 'answered' | 'abandoned' | 'flowed out' | 'closed' | 'waiting';
	leftMs: number | null;
	declined: number;
}

interface Data {
	segment?: number;
	queue?: string;
	by?: string;
}

const RANK = ['transferred', 'abandoned', 'ended'];
const kindOf = (event: CloudEvent): string => /interaction\.(\w+)\.v1$/.exec(event.type)?.[1] ?? '';
const dataOf = (event: CloudEvent): Data => event.data;
const atMs = (event: CloudEvent): number => Date.parse(event.time);

function earlier(a: CloudEvent, b: CloudEvent): number {
	const bySequence =
		a.sequence !== undefined && b.sequence !== undefined ? (a.sequence < b.sequence ? -1 : 1) : 0;
	return (
		atMs(a) - atMs(b) ||
		(a.sequence === b.sequence ? 0 : bySequence) ||
		RANK.indexOf(kindOf(a)) - RANK.indexOf(kindOf(b))
	);
}

function segmentOf(events: CloudEvent[]): FoldedSegment {
	const of = (kind: string): CloudEvent[] =>
		events.filter((event) => kindOf(event) === kind).sort(earlier);
	const queued = of('queued')[0];
	const accepted = of('accepted')[0];
	const leaving = [...of('transferred'), ...of('abandoned'), ...of('ended')].sort(earlier)[0];
	const acceptedMs = accepted ? atMs(accepted) : null;
	const afterAccept = of('transferred').filter(
		(event) => acceptedMs !== null && atMs(event) >= acceptedMs
	);
	const ended = of('ended').at(-1) ?? afterAccept.at(-1);
	return {
		queuedMs: queued ? atMs(queued) : null,
		queue: queued ? (dataOf(queued).queue ?? '') : '',
		acceptedMs,
		endedMs: acceptedMs === null || !ended ? null : atMs(ended),
		outcome: acceptedMs === null ? outcomeOf(leaving) : 'answered',
		leftMs: leaving ? atMs(leaving) : null,
		declined: of('declined').length
	};
}

function outcomeOf(leaving: CloudEvent | undefined): FoldedSegment['outcome'] {
	if (!leaving) return 'waiting';
	const kind = kindOf(leaving);
	if (kind === 'transferred') return 'flowed out';
	return kind === 'abandoned' || dataOf(leaving).by === 'customer' ? 'abandoned' : 'closed';
}

/** Of distinct events, in any order. */
export function foldSegments(events: readonly CloudEvent[]): FoldedSegment[] {
	const bySegment = new Map<string, CloudEvent[]>();
	const seen = new Set<string>();
	for (const event of events) {
		const key = `${event.source} ${event.id}`;
		if (!event.type.startsWith('atalaya.interaction.') || seen.has(key)) continue;
		seen.add(key);
		const segment = `${event.subject} ${dataOf(event).segment ?? 1}`;
		const list = bySegment.get(segment) ?? [];
		list.push(event);
		bySegment.set(segment, list);
	}
	return [...bySegment.values()].map(segmentOf);
}
