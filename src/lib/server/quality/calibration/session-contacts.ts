/** Contacts of a session: those that were named, or those that chance draws. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { SessionDraw } from '#lib/domain/quality/calibration/session.ts';
import {
	calibrationContacts,
	calibrationContactsById
} from '../../queries/calibration-contacts.ts';
import { agentNamesInScope, queueNamesInScope } from '../../queries/names.ts';
import { DEFAULT_TENANT } from '../../queries/tenant.ts';
import type { Runtime } from '../../runtime.ts';
import type { SessionContact } from './stored-session.ts';

type Parts = Pick<Runtime, 'clickhouse'>;
type Contact = Omit<SessionContact, 'decision'>;

const tenant = DEFAULT_TENANT;
const contactOf = ({
	id,
	agent,
	queue,
	channel,
	contactAtMs
}: {
	readonly id: string;
	readonly agent: string;
	readonly queue: string;
	readonly channel: string;
	readonly contactAtMs: number;
}): Contact => ({ interaction: id, agent, queue, channel, contactAtMs });

/** Those of them that can be scored and are in reach, in the order they were named. */
export async function namedContacts(
	{ clickhouse }: Parts,
	ids: readonly string[],
	scope: RowScope
): Promise<Contact[]> {
	if (ids.length === 0) return [];
	const params = { tenant, ids: [...ids] };
	const rows = await clickhouse.query('report', calibrationContactsById, params, { scope });
	return ids.flatMap((id) => rows.filter((row) => row.id === id).map(contactOf));
}

export interface DrawRequest extends Omit<SessionDraw, 'population'> {
	readonly count: number;
}

export async function drawnContacts(
	{ clickhouse }: Parts,
	{ count, ...request }: DrawRequest,
	scope: RowScope
): Promise<{ contacts: Contact[]; population: number }> {
	const params = { tenant, limit: count, ...request };
	const rows = await clickhouse.query('report', calibrationContacts, params, { scope });
	return { contacts: rows.map(contactOf), population: rows[0]?.population ?? 0 };
}

/** The newest that were handled, to choose from. */
export async function newestContacts(
	parts: Parts,
	{
		fromMs,
		toMs,
		count
	}: { readonly fromMs: number; readonly toMs: number; readonly count: number },
	scope: RowScope
): Promise<Contact[]> {
	const request = { fromMs, toMs, channel: '', seed: '', count };
	return (await drawnContacts(parts, request, scope)).contacts;
}

export interface ContactNames {
	readonly agents: Readonly<Record<string, string>>;
	readonly queues: Readonly<Record<string, string>>;
}

/** What agents and queues are called; ids stay ids where no name is known. */
export async function contactNames(
	{ clickhouse }: Parts,
	contacts: readonly Pick<Contact, 'agent' | 'queue'>[],
	scope: RowScope
): Promise<ContactNames> {
	const ids = (of: 'agent' | 'queue') => [...new Set(contacts.map((contact) => contact[of]))];
	const [agents, queues] = await Promise.all([
		clickhouse.query('report', agentNamesInScope, { tenant, ids: ids('agent') }, { scope }),
		clickhouse.query('report', queueNamesInScope, { tenant, ids: ids('queue') }, { scope })
	]);
	const byId = (rows: readonly { id: string; name: string }[]) =>
		Object.fromEntries(rows.map(({ id, name }) => [id, name]));
	return { agents: byId(agents), queues: byId(queues) };
}
