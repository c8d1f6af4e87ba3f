/** Looks once more for an erased customer, and for the bytes of the id anywhere. */
import type { ClickHouse } from '../clickhouse/client.ts';
import { askShards } from '../clickhouse/on-shards.ts';
import { cloudEventOf } from '../events/cloud-event.ts';
import { customerMonths } from '../queries/customer-events.ts';
import { traceQuestions } from '../queries/customer-traces.ts';
import type { CustomerSearch } from './customer-search.ts';
import { isWhole, letterCopies } from './letter-copies.ts';
import { namesCustomer, redactRow } from './redact-row.ts';

export interface Verification {
	/** Subjects and events that still name the customer: 0, or the erasure has failed. */
	readonly remaining: number;
	/**
	 * Rows that hold the same characters, by place: as a part of a longer id, in texts of others, as the id of an agent, or
	 * in ids that producers have given.
	 */
	readonly containing: Readonly<Record<string, number>>;
}

export async function verifyErasure(
	options: { readonly clickhouse: ClickHouse; readonly tenant: string },
	search: CustomerSearch,
	customer: string
): Promise<Verification> {
	// First what was found to be erased, by its place: it no longer leads to the customer. Then by the id, from the beginning.
	let kept = await countNamed(search, customer);
	for await (const copy of letterCopies(options, search, customer)) if (isWhole(copy)) kept += 1;
	const { stray: _stray, ...subjects } = await search.run(customer);
	const found = Object.values(subjects).reduce((sum, n) => sum + n, 0);
	const remaining = kept + found + (await countNamed(search, customer));
	return { remaining, containing: await countTraces(options.clickhouse, search) };
}

/** Rows that are as they came. */
async function countNamed(search: CustomerSearch, customer: string): Promise<number> {
	let rows = 0;
	for await (const page of search.rows()) {
		rows += page.filter(
			(found) =>
				redactRow(found, '') !== null &&
				(found.isStray === 0 || namesCustomer(cloudEventOf(found), customer))
		).length;
	}
	return rows;
}

async function countTraces(
	clickhouse: ClickHouse,
	{ tables }: CustomerSearch
): Promise<Record<string, number>> {
	const months = await clickhouse.query('ingest', customerMonths, {});
	const counts: [string, number][] = [];
	for (const { name, byMonth, question } of traceQuestions(tables)) {
		let rows = 0;
		for (const { month } of byMonth ? months : [{ month: 0 }]) {
			const found = await askShards(clickhouse, (shard) =>
				shard.query('ingest', question, { month })
			);
			rows += found.flat().reduce((sum, shard) => sum + shard.rows, 0);
		}
		counts.push([name, rows]);
	}
	return Object.fromEntries(counts);
}
