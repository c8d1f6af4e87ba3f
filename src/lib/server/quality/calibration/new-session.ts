/** Makes a session of what was sent, or says what is wrong with it; and what its form offers. */
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import { scopeOfTeams, teamsOf } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { reach } from '#lib/domain/access/team.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import { LEAST_CONTACTS } from '#lib/domain/quality/calibration/session.ts';
import { mayUseForm } from '#lib/domain/quality/form-access.ts';
import { teamChoices } from '../../administration/team-choices.ts';
import type { TeamChoice } from '../../administration/team-choices.ts';
import type { Actor } from '../../audit/audit-log.ts';
import type { Runtime } from '../../runtime.ts';
import type { Person } from '../../store/people.ts';
import type { FormSummary } from '../forms.ts';
import { mayScoreIn, reachesTeam } from './session-access.ts';
import { drawnContacts, namedContacts } from './session-contacts.ts';
import { checkSession } from './session-form.ts';
import type { CheckedTimes, SentSession, SessionFault } from './session-form.ts';
import type { SessionDraft } from './sessions.ts';

type Parts = Pick<Runtime, 'access' | 'clickhouse' | 'config' | 'people' | 'quality' | 'teams'>;

export interface UsableForm {
	readonly form: string;
	readonly version: number;
	readonly name: string;
}

export interface SessionChoices {
	readonly teams: readonly TeamChoice[];
	readonly forms: readonly UsableForm[];
	readonly evaluators: readonly { readonly id: string; readonly name: string }[];
}

interface Known {
	readonly nodes: readonly TeamNode[];
	readonly people: readonly Person[];
	readonly forms: readonly UsableForm[];
}

const usable = ({ id, version, name, isArchived }: FormSummary): UsableForm[] =>
	version === null || isArchived ? [] : [{ form: id, version, name }];

async function readKnown(
	{ people, teams, quality }: Parts,
	person: PersonPrincipal
): Promise<Known> {
	const [nodes, all, forms] = await Promise.all([
		teams.nodes(),
		people.list(),
		quality.forms.list()
	]);
	const theirs = forms.filter((form) => mayUseForm(person, form, nodes));
	return { nodes, people: all, forms: theirs.flatMap(usable) };
}

/** Only what is of a node in the person's reach. */
export async function sessionChoices(
	parts: Parts,
	person: PersonPrincipal
): Promise<SessionChoices> {
	const { nodes, people, forms } = await readKnown(parts, person);
	const own = [...reach(nodes, teamsOf(person))];
	return {
		teams: teamChoices(nodes).filter(({ id }) => own.includes(id)),
		forms,
		evaluators: people
			.filter((one) => own.some((node) => mayScoreIn(one, node, nodes)))
			.map(({ id, name }) => ({ id, name }))
	};
}

const chosenForm = ({ form: asked }: SentSession, { forms }: Known): UsableForm | null =>
	forms.find(({ form, version }) => `${form}:${version}` === asked) ?? null;

const scorersOf = ({ evaluators, team }: SentSession, { people, nodes }: Known): Person[] =>
	people.filter((one) => evaluators.includes(one.id) && mayScoreIn(one, team, nodes));

function choiceFaults(sent: SentSession, person: PersonPrincipal, known: Known): SessionFault[] {
	const faults: SessionFault[] = [];
	if (!reachesTeam(person, sent.team, known.nodes)) faults.push({ field: 'team', code: 'unknown' });
	if (chosenForm(sent, known) === null) faults.push({ field: 'form', code: 'unknown' });
	if (scorersOf(sent, known).length !== sent.evaluators.length)
		faults.push({ field: 'evaluators', code: 'notTheirs' });
	return faults;
}

async function contactsOf(
	parts: Parts,
	sent: SentSession,
	{ draw }: CheckedTimes,
	scope: RowScope
): Promise<Pick<SessionDraft, 'contacts' | 'draw'> | SessionFault> {
	if (draw === null) {
		const contacts = await namedContacts(parts, sent.contacts, scope);
		return contacts.length === sent.contacts.length
			? { contacts, draw: null }
			: { field: 'contacts', code: 'unknown' };
	}
	const { contacts, population } = await drawnContacts(parts, draw, scope);
	const { count: _count, ...request } = draw;
	return contacts.length < LEAST_CONTACTS
		? { field: 'range', code: 'short' }
		: { contacts, draw: { ...request, population } };
}

/** Rejects with QueryError when the database does not answer. */
export async function createSession(
	parts: Parts,
	{ sent, person, actor }: { sent: SentSession; person: PersonPrincipal; actor: Actor }
): Promise<{ readonly id: string } | { readonly faults: readonly SessionFault[] }> {
	const known = await readKnown(parts, person);
	const { faults, times } = checkSession(sent, {
		zone: parts.config.timeZone,
		nowMs: Date.now()
	});
	faults.push(...choiceFaults(sent, person, known));
	const form = chosenForm(sent, known);
	if (faults.length > 0 || form === null) return { faults };
	// What the leader reaches of the node: nobody gets to see a contact by drawing it.
	const scope = {
		...(await parts.access.scopeOf(person)),
		...scopeOfTeams(known.nodes, [sent.team])
	};
	const chosen = await contactsOf(parts, sent, times, scope);
	if ('code' in chosen) return { faults: [chosen] };
	const id = await parts.quality.calibration.sessions.create(
		{
			...{ team: sent.team, name: sent.name, dueAtMs: times.dueAtMs, ...chosen },
			...{ form: form.form, formVersion: form.version },
			gold: sent.gold === '' ? null : sent.gold,
			evaluators: scorersOf(sent, known).map((one) => ({ id: one.id, agent: one.agent }))
		},
		actor
	);
	return { id };
}
