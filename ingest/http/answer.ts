/** What a sender is told about its events. */
import type { IndexedRefusal } from '../intake/read-event.ts';
import type { Outcome } from '../intake/intake.ts';
import type { LaneName } from '../spool/journal-entry.ts';
import type { SeqRange } from '../spool/lane.ts';

const LISTED_ERRORS = 100;

/** Adds up the parts of a request that comes in pieces. */
export class Receipt {
	readonly lane: LaneName;
	accepted = 0;
	duplicates = 0;
	rejected = 0;
	readonly errors: IndexedRefusal[] = [];
	readonly ranges: SeqRange[] = [];

	constructor(lane: LaneName) {
		this.lane = lane;
	}

	get events(): number {
		return this.accepted + this.duplicates + this.rejected;
	}

	add({ accepted, duplicates, refusals, range }: Outcome): void {
		this.accepted += accepted;
		this.duplicates += duplicates;
		this.rejected += refusals.length;
		if (range) this.ranges.push(range);
		this.errors.push(...refusals.slice(0, LISTED_ERRORS - this.errors.length));
	}
}

export function statusOf({ accepted, duplicates, rejected }: Receipt, committed: boolean): number {
	if (rejected > 0) return accepted + duplicates > 0 ? 207 : 422;
	return committed ? 200 : 202;
}

export function answerOf(receipt: Receipt, committed: boolean): object {
	const { accepted, duplicates, rejected, errors } = receipt;
	return {
		accepted,
		duplicates,
		rejected,
		durability: committed ? 'committed' : 'spooled',
		...(rejected > 0 ? { errors } : {}),
		...(rejected > errors.length ? { truncated: true } : {})
	};
}
