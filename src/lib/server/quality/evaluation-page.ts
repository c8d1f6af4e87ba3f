/** What the page of an evaluation shows: the contact as it was, the form as it was published, and who is who. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { PlayableRecording } from '#lib/domain/records/recording.ts';
import { askingOf } from '../api/asking.ts';
import { readInteraction } from '../api/read-interaction.ts';
import { actingIn } from '../administration/acting.ts';
import { QueryError } from '../clickhouse/query.ts';
import { agentNamesInScope, queueNamesInScope } from '../queries/names.ts';
import { contactView } from '../records/contact-view.ts';
import type { ContactView } from '../records/contact-view.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

/** The part of Kit's event that is needed. */
export interface PageEvent {
	readonly locals: { readonly principal: Principal | null };
	readonly request: Pick<Request, 'signal'>;
	readonly getClientAddress: () => string;
}

/** The parts of the runtime it is made of. */
export type PageParts = Pick<
	Runtime,
	'access' | 'audit' | 'clickhouse' | 'log' | 'people' | 'quality' | 'store'
>;

export interface JudgedView {
	readonly contact: ContactView;
	readonly recordings: readonly PlayableRecording[];
}
export type ContactRead =
	| { readonly judged: JudgedView; readonly trouble: null }
	/** `missing`: it is not there, or not for whoever asks. */
	| { readonly judged: null; readonly trouble: 'missing' | 'unavailable' };

async function readJudged(
	parts: PageParts,
	event: PageEvent,
	interaction: string
): Promise<JudgedView | null> {
	const { principal } = event.locals;
	if (principal === null) return null;
	const asking = await askingOf(parts, event);
	const reader = { audit: parts.audit, actor: actingIn(event) };
	const answer = await readInteraction(interaction, asking, reader);
	if (!answer) return null;
	const [contact, recordings] = await Promise.all([
		contactView(answer, asking),
		parts.quality.recordings.playable(interaction, principal, asking)
	]);
	return { contact, recordings };
}

/** Whoever reads what was said in it is in the audit log. */
export async function readContact(
	parts: PageParts,
	event: PageEvent,
	interaction: string
): Promise<ContactRead> {
	try {
		const judged = await readJudged(parts, event, interaction);
		return judged ? { judged, trouble: null } : { judged: null, trouble: 'missing' };
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		parts.log.error({ err: error }, 'evaluation: the contact cannot be read');
		return { judged: null, trouble: 'unavailable' };
	}
}

export interface NamesOf {
	readonly agent: (id: string) => string;
	readonly queue: (id: string) => string;
	readonly person: (id: string) => string;
}

const known = (ids: Iterable<string>): string[] => [...new Set(ids)].filter((id) => id !== '');

/**
 * Names in the reach of whoever asks; of others, and while the database does not answer, the id.
 * Agents have no queues in their reach, but may know where the contact was that they are judged by.
 */
export async function namesFor(
	parts: PageParts,
	event: PageEvent,
	about: readonly Pick<StoredEvaluation, 'agent' | 'queue'>[],
	isOwn = false
): Promise<NamesOf> {
	const { clickhouse, tenant, scope: reach, signal } = await askingOf(parts, event);
	const scope = isOwn ? EVERYTHING : reach;
	const ask = (
		definition: typeof agentNamesInScope,
		ids: string[]
	): Promise<readonly { readonly id: string; readonly name: string }[]> =>
		ids.length === 0
			? Promise.resolve([])
			: clickhouse.query('report', definition, { tenant, ids }, { scope, signal });
	const none = (error: unknown): [] => {
		if (!(error instanceof QueryError)) throw error;
		parts.log.warn({ err: error }, 'evaluation: names cannot be read');
		return [];
	};
	const [agents, queues, people] = await Promise.all([
		ask(agentNamesInScope, known(about.map(({ agent }) => agent))).catch(none),
		ask(queueNamesInScope, known(about.map(({ queue }) => queue))).catch(none),
		parts.people.list()
	]);
	const naming = (rows: readonly { readonly id: string; readonly name: string }[]) => {
		const names = new Map(rows.map(({ id, name }) => [id, name]));
		return (id: string): string => names.get(id) ?? id;
	};
	return { agent: naming(agents), queue: naming(queues), person: naming(people) };
}
