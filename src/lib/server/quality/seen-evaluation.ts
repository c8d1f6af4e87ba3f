/** The evaluations somebody may open, and to do what: of others the answer is the same as of those that are not there. */
import { may } from '#lib/domain/access/principal.ts';
import type { PersonPrincipal, Principal } from '#lib/domain/access/principal.ts';
import { SEEN_BY_AGENT } from '#lib/domain/quality/evaluation.ts';
import type { Runtime } from '../runtime.ts';
import { isBlind, mayKnow } from './blind.ts';
import { inReach } from './in-reach.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

type Parts = Pick<Runtime, 'access' | 'quality' | 'store'>;

export interface SeenEvaluation {
	readonly evaluation: StoredEvaluation;
	/** It is a draft, and this person may go on with it. */
	readonly mayWrite: boolean;
}

/** A draft belongs to whoever began it; one that is not blind can be taken up by those who look after quality. */
function mayWrite(person: PersonPrincipal, { kind, evaluator }: StoredEvaluation): boolean {
	if (!may(person, 'quality.evaluate')) return false;
	return evaluator === person.id || (!isBlind(kind) && may(person, 'quality.manage'));
}

/** Nobody judges the own contacts, nor reads of them before every agent would. */
const isOwnContact = (person: PersonPrincipal, { agent, state }: StoredEvaluation): boolean =>
	person.agent !== null && person.agent === agent && !SEEN_BY_AGENT.includes(state);

/** One that was taken back before it was submitted says nothing. */
const mayRead = async (
	{ store }: Pick<Parts, 'store'>,
	person: PersonPrincipal,
	{ id, revision }: StoredEvaluation
): Promise<boolean> =>
	revision > 0 && may(person, 'quality.read') && (await mayKnow(store.database, id, person.id));

/** Rejects with QueryError when the database does not say which team an agent is in. */
export async function seenEvaluation(
	{ access, quality, store }: Parts,
	principal: Principal | null,
	id: string
): Promise<SeenEvaluation | null> {
	if (principal?.kind !== 'person') return null;
	const evaluation = await quality.evaluations.find(id);
	if (!evaluation || isOwnContact(principal, evaluation)) return null;
	const [scope, teams] = await Promise.all([access.scopeOf(principal), quality.teamOfAgents()]);
	if (!inReach(scope, evaluation, teams)) return null;
	const isDraft = evaluation.state === 'draft';
	const mayOpen = isDraft
		? mayWrite(principal, evaluation)
		: await mayRead({ store }, principal, evaluation);
	return mayOpen ? { evaluation, mayWrite: isDraft } : null;
}

/** The same where something is to be written. */
export async function writableEvaluation(
	parts: Parts,
	principal: Principal | null,
	id: string
): Promise<StoredEvaluation | null> {
	const seen = await seenEvaluation(parts, principal, id);
	return seen?.mayWrite === true ? seen.evaluation : null;
}
