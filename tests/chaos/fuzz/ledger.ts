/** What was acknowledged, to be looked for in the end. */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import type { HttpAnswer, SocketAnswer } from './answer.ts';
import type { HttpCase, SocketCase } from './case.ts';
import { parseJson } from './judge.ts';

const PAGE = 100_000;

const idsAfter = defineQuery({
	name: 'fuzz-ids-after',
	sql: `SELECT event_id AS id, count() AS copies FROM events FINAL WHERE source = {source: String} AND event_id > {after: String}
		GROUP BY event_id ORDER BY event_id LIMIT ${PAGE}`,
	scope: { none: 'a test asks for everything' },
	params: Type.Object({ source: Type.String(), after: Type.String() }),
	row: Type.Object({ id: Type.String(), copies: Type.Integer() })
});

interface Receipt {
	readonly accepted?: number;
	readonly duplicates?: number;
	readonly errors?: readonly { readonly id?: string | null }[];
}

export interface Balance {
	readonly acknowledged: number;
	readonly lost: readonly string[];
	readonly doubled: readonly string[];
}

export class Ledger {
	readonly #ids = new Set<string>();

	get size(): number {
		return this.#ids.size;
	}

	noteHttp({ intact }: HttpCase, { status, text }: HttpAnswer): void {
		if (intact.length === 0 || ![200, 202, 207].includes(status)) return;
		this.#note(intact, parseJson(text) as Receipt);
	}

	noteSocket({ intact }: SocketCase, { messages }: SocketAnswer): void {
		for (const text of messages) {
			const message = parseJson(text) as Receipt & { type?: string; seq?: number };
			if (message.type === 'ack') this.#note(intact.get(message.seq ?? -1) ?? [], message);
		}
	}

	#note(intact: readonly string[], { errors = [] }: Receipt): void {
		const refused = new Set(errors.map(({ id }) => id));
		for (const id of intact) if (!refused.has(id)) this.#ids.add(id);
	}

	/** Looks for all of them, page by page. */
	async balance(clickhouse: ClickHouse, source: string): Promise<Balance> {
		const missing = new Set(this.#ids);
		const doubled: string[] = [];
		let after = '';
		for (;;) {
			const rows = await clickhouse.query('ingest', idsAfter, { source, after });
			for (const { id, copies } of rows) {
				missing.delete(id);
				if (copies > 1) doubled.push(id);
			}
			const last = rows.at(-1);
			if (last === undefined || rows.length < PAGE) break;
			after = last.id;
		}
		return { acknowledged: this.#ids.size, lost: [...missing], doubled };
	}
}
