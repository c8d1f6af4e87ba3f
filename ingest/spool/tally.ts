/** What a request brought besides new events: a record, so that counters survive a kill. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';

const Numbers = Type.Record(Type.String(), Type.Integer({ minimum: 0 }));

export const Tally = Type.Object({
	/** Copies of known events, per source. */
	duplicates: Numbers,
	rejected: Numbers,
	/** Accepted events of unknown types, per type. */
	unknown: Numbers
});
export type Tally = Static<typeof Tally>;

const check = TypeCompiler.Compile(Tally);

export const encodeTally = (tally: Tally): Buffer => Buffer.from(JSON.stringify(tally));

/** Null for a payload that is no tally, which only damage with a right checksum could make. */
export function decodeTally(payload: Buffer): Tally | null {
	try {
		const value: unknown = JSON.parse(payload.toString('utf8'));
		return check.Check(value) ? value : null;
	} catch {
		return null;
	}
}

/** Counts by name; a Map because names come from outside. */
export class Tallier {
	readonly #duplicates = new Map<string, number>();
	readonly #rejected = new Map<string, number>();
	readonly #unknown = new Map<string, number>();

	duplicate(source: string): void {
		count(this.#duplicates, source);
	}
	rejected(source: string): void {
		count(this.#rejected, source);
	}
	unknown(type: string): void {
		count(this.#unknown, type);
	}

	/** Null when there is nothing to tell. */
	take(): Tally | null {
		if (this.#duplicates.size + this.#rejected.size + this.#unknown.size === 0) return null;
		return {
			duplicates: Object.fromEntries(this.#duplicates),
			rejected: Object.fromEntries(this.#rejected),
			unknown: Object.fromEntries(this.#unknown)
		};
	}
}

function count(into: Map<string, number>, name: string): void {
	into.set(name, (into.get(name) ?? 0) + 1);
}
