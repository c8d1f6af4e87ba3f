/** What the entries of a journal add up to. The same steps run when an entry is written and when it is read back. */
import { CountTable, SourceNames } from './counts.ts';
import { LANE_NAMES } from './journal-entry.ts';
import type { JournalEntry, LaneName, Plan, Snapshot } from './journal-entry.ts';
import { firstSeqOf } from './segment-name.ts';

interface LaneState {
	committed: number;
	plan: Plan | null;
	readonly dead: Set<number>;
	used: number;
	gone: number;
}

const emptyLane = (): LaneState => ({
	committed: 0,
	plan: null,
	dead: new Set(),
	used: 0,
	gone: 0
});

const UNKNOWN_TYPES = 200;

export function addUnknown(into: Map<string, number>, type: string, n: number): void {
	const name = into.has(type) || into.size < UNKNOWN_TYPES ? type : 'other';
	into.set(name, (into.get(name) ?? 0) + n);
}

export class JournalState {
	node: string;
	readonly names = new SourceNames();
	base = new CountTable();
	readonly unknown = new Map<string, number>();
	readonly lanes: Readonly<Record<LaneName, LaneState>> = {
		live: emptyLane(),
		backfill: emptyLane()
	};
	/** False for one that was lost, or never was: then nobody knows what is delivered. */
	hasHistory = false;
	/** Segments to delete: their counters are in `base` already. */
	readonly released = new Set<string>();

	constructor(node: string) {
		this.node = node;
	}

	apply(entry: JournalEntry): void {
		this.hasHistory = true;
		switch (entry.type) {
			case 'snapshot':
				this.#restore(entry);
				break;
			case 'plan':
				this.lanes[entry.lane].plan = entry.plan;
				break;
			case 'commit':
				this.lanes[entry.lane].plan = null;
				this.lanes[entry.lane].committed = entry.last;
				break;
			case 'dead':
				this.lanes[entry.lane].dead.add(entry.seq);
				break;
			case 'release':
				this.#release(entry);
				break;
			default:
				entry satisfies never;
		}
	}

	#release(entry: Extract<JournalEntry, { type: 'release' }>): void {
		const key = segmentKey(entry.lane, entry.segment);
		if (this.released.has(key)) return;
		this.released.add(key);
		this.base.merge(CountTable.fromStored(entry.counts, this.names));
		for (const [type, n] of Object.entries(entry.unknown)) addUnknown(this.unknown, type, n);
		const lane = this.lanes[entry.lane];
		// Segments do not go in order: one that holds counters alone goes before an earlier one with events.
		const firstSeq = firstSeqOf(entry.segment) ?? 0;
		for (const seq of lane.dead) {
			if (seq >= firstSeq && seq <= entry.lastSeq) lane.dead.delete(seq);
		}
		lane.used = Math.max(lane.used, entry.lastSeq);
		lane.gone = Math.max(lane.gone, entry.lastEventSeq ?? 0);
	}

	#restore(snapshot: Snapshot): void {
		this.node = snapshot.node;
		this.base = CountTable.fromStored(snapshot.base, this.names);
		this.unknown.clear();
		for (const [type, n] of Object.entries(snapshot.unknown)) this.unknown.set(type, n);
		this.released.clear();
		for (const key of snapshot.released) this.released.add(key);
		for (const name of LANE_NAMES) {
			const { committed, plan, dead, used = 0, gone = 0 } = snapshot.lanes[name];
			const lane = this.lanes[name];
			lane.committed = committed;
			lane.plan = plan;
			lane.used = used;
			lane.gone = gone;
			lane.dead.clear();
			for (const seq of dead) lane.dead.add(seq);
		}
	}

	snapshot(): Snapshot {
		const lane = ({ dead, ...rest }: LaneState) => ({ ...rest, dead: [...dead] });
		return {
			type: 'snapshot',
			version: 1,
			node: this.node,
			base: Object.fromEntries(
				Object.entries(this.base.toStored()).map(([source, counts]) => [source, [...counts]])
			),
			unknown: Object.fromEntries(this.unknown),
			lanes: { live: lane(this.lanes.live), backfill: lane(this.lanes.backfill) },
			released: [...this.released]
		};
	}
}

export const segmentKey = (lane: LaneName, segment: string): string => `${lane}/${segment}`;
