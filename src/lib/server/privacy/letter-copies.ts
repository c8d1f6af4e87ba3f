/** Copies of dead letters in the database, also of ingest processes that are gone. */
import { isDeepStrictEqual } from 'node:util';
import { EVENT_TYPES, eventNameOf } from '#lib/domain/events/event-types.ts';
import { redactEvent } from '#lib/domain/privacy/redact.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { lettersOf } from '../queries/customer-erasure.ts';
import type { CustomerSearch } from './customer-search.ts';
import { namesCustomer } from './redact-row.ts';

export interface LetterCopy {
	readonly letterId: string;
	/** Of its content. */
	readonly hash: string;
	/** Null: no JSON of ours. */
	readonly event: Record<string, unknown> | null;
}

interface Options {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
}

function parseObject(text: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
	} catch {
		return null;
	}
}

/** Events of agents and queues are of nobody's contact, whatever their id. */
function isOfContact({ type }: Record<string, unknown>): boolean {
	const name = typeof type === 'string' ? eventNameOf(type) : null;
	return name === null || !['agent', 'queue'].includes(EVENT_TYPES[name].subject);
}

/** Those that are about what was found, or name the customer. */
export async function* letterCopies(
	{ clickhouse, tenant }: Options,
	search: CustomerSearch,
	customer: string
): AsyncGenerator<LetterCopy, void, undefined> {
	// Shard by shard: the id is read from a table there, and would else be in the text of what one asks the other.
	for (const shard of await clickhouse.shards())
		yield* lettersOfShard({ clickhouse: shard, tenant }, search, customer);
}

async function* lettersOfShard(
	{ clickhouse, tenant }: Options,
	{ tables }: CustomerSearch,
	customer: string
): AsyncGenerator<LetterCopy, void, undefined> {
	const question = lettersOf(tables);
	for (let after = ''; ;) {
		const page = await clickhouse.query('ingest', question, { tenant, after });
		const last = page.at(-1);
		if (!last) return;
		after = last.letterId;
		for (const { letterId, hash, event: text } of page) {
			const event = parseObject(text);
			const isTheirs = event === null || isOfContact(event) || namesCustomer(event, customer);
			if (isTheirs) yield { letterId, hash, event };
		}
	}
}

/** Whether something of the customer is left in it. */
export const isWhole = ({ event }: LetterCopy): boolean =>
	event === null || !isDeepStrictEqual(redactEvent(event), event);

export async function* foundLetters(
	options: Options,
	search: CustomerSearch,
	customer: string
): AsyncGenerator<Record<string, unknown>, void, undefined> {
	for await (const { event } of letterCopies(options, search, customer)) if (event) yield event;
}
