/** Work that one of several processes does at a time: whoever holds the lease, until it has run out. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Store } from './database.ts';

const Held = Type.Object({ holder: Type.String(), untilMs: Type.Integer() });
type Held = Static<typeof Held>;

export interface Lease {
	/** Takes or renews it; false while another process has it. */
	take(forMs: number): Promise<boolean>;
	/** Lets another process go on at once. */
	release(): Promise<void>;
}

function parse(text: string): Held | null {
	try {
		return Value.Parse(Held, JSON.parse(text));
	} catch {
		// Nobody can hold what cannot be read.
		return null;
	}
}

/** A row of `meta`: whoever changes it from what all have read, has it. `holder` is a name no other process has. */
export function createLease(
	{ database }: Pick<Store, 'database'>,
	name: string,
	holder: string,
	now: () => number
): Lease {
	const read = async (): Promise<string | null> => {
		const row = await database
			.selectFrom('meta')
			.select('value')
			.where('name', '=', name)
			.executeTakeFirst();
		return row?.value ?? null;
	};
	const insert = async (value: string): Promise<boolean> => {
		const { numInsertedOrUpdatedRows } = await database
			.insertInto('meta')
			.values({ name, value })
			.onConflict((conflict) => conflict.column('name').doNothing())
			.executeTakeFirst();
		return numInsertedOrUpdatedRows === 1n;
	};
	return {
		async take(forMs) {
			const value = JSON.stringify({ holder, untilMs: now() + forMs });
			const stored = await read();
			if (stored === null) return insert(value);
			const held = parse(stored);
			if (held && held.holder !== holder && held.untilMs > now()) return false;
			const { numUpdatedRows } = await database
				.updateTable('meta')
				.set({ value })
				.where('name', '=', name)
				.where('value', '=', stored)
				.executeTakeFirst();
			return numUpdatedRows === 1n;
		},
		async release() {
			const stored = await read();
			if (stored === null || parse(stored)?.holder !== holder) return;
			await database
				.deleteFrom('meta')
				.where('name', '=', name)
				.where('value', '=', stored)
				.execute();
		}
	};
}
