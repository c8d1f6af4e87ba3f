/** The contacts behind a number as a page shows them: with names, and how many stand on each side. */
import type {
	PassportContact,
	PassportContacts,
	WithoutContacts
} from '#lib/domain/passport/passport.ts';
import { countContacts, listContacts } from '../api/contacts.ts';
import type { CellOptions } from '../api/contacts.ts';
import type { CellRequest } from '../api/contacts-request.ts';
import type { Contact } from '../api/schemas/contacts.ts';
import { isOverLimit } from '../clickhouse/over-limit.ts';
import { QueryError } from '../clickhouse/query.ts';
import { agentNamesInScope, queueNamesInScope } from '../queries/names.ts';
import type { PieceKey } from '../queries/pieces.ts';

export interface ListOptions extends CellOptions {
	readonly after: PieceKey | null;
	readonly limit: number;
}

export type Unnamed = Omit<PassportContact, 'queue' | 'agent'> & {
	readonly queue: string;
	readonly agent: string;
};

function unnamed(contact: Contact, index: number): Unnamed {
	const { interaction, at, queue, channel, agent, piece, side, ...parts } = contact;
	const key = `${index} ${interaction ?? ''} ${piece}`;
	return { key, interaction, atMs: Date.parse(at), queue, channel, agent, piece, side, parts };
}

const known = (ids: readonly string[]): string[] => [...new Set(ids)].filter((id) => id !== '');

/** Names are asked for within the scope of whoever reads: of others only the id is shown. */
export async function withNames(
	rows: readonly Unnamed[],
	{ clickhouse, tenant, scope, signal }: CellOptions
): Promise<PassportContact[]> {
	const asked = { scope, ...(signal ? { signal } : {}) };
	const [queues, agents] = await Promise.all([
		clickhouse.query(
			'report',
			queueNamesInScope,
			{ tenant, ids: known(rows.map(({ queue }) => queue)) },
			asked
		),
		clickhouse.query(
			'report',
			agentNamesInScope,
			{ tenant, ids: known(rows.map(({ agent }) => agent)) },
			asked
		)
	]);
	const names = new Map([...queues, ...agents].map(({ id, name }) => [id, name]));
	const named = (id: string) => ({ id, name: names.get(id) ?? id });
	return rows.map((row) => ({ ...row, queue: named(row.queue), agent: named(row.agent) }));
}

/** Why there is no list, where the question is too large: the number itself may still be told. */
async function orTooMuch<T>(answer: Promise<T>): Promise<T | WithoutContacts> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof QueryError && isOverLimit(error)) return 'tooMuch';
		throw error;
	}
}

async function read(cell: CellRequest, options: ListOptions): Promise<PassportContacts> {
	const { after, limit } = options;
	const [sides, list] = await Promise.all([
		countContacts(cell, options),
		listContacts({ cell, after, limit }, options)
	]);
	return {
		sides: sides.map(({ side, rows, interactions }) => ({ side, rows, interactions })),
		rows: await withNames(list.rows.map(unnamed), options),
		next: list.next,
		isFurther: after !== null
	};
}

export const contactsBehind = (
	cell: CellRequest,
	options: ListOptions
): Promise<PassportContacts | WithoutContacts> => orTooMuch(read(cell, options));
