/** Evaluations on a store of a test, with a small form and people, without a running product. */
import { randomUUID } from 'node:crypto';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { scopeOf } from '#lib/domain/access/scope.ts';
import { EMPTY_ANSWER, NOTHING_FILLED } from '#lib/domain/quality/answers.ts';
import type { FilledForm } from '#lib/domain/quality/answers.ts';
import type { FormContent, Question } from '#lib/domain/quality/form.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import { createAssignments } from '#lib/server/quality/assignments.ts';
import type { NewAssignment } from '#lib/server/quality/assignments.ts';
import { createEvaluations } from '#lib/server/quality/evaluations.ts';
import type { ManualStart } from '#lib/server/quality/evaluation-start.ts';
import type { Evaluator } from '#lib/server/quality/evaluations.ts';
import { createFormStore } from '#lib/server/quality/forms.ts';
import { createPresence } from '#lib/server/quality/presence.ts';
import { seenEvaluation } from '#lib/server/quality/seen-evaluation.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createOutbox } from '#lib/server/store/outbox.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';

const option = (id: string, points: number, also: Partial<Question['options'][number]> = {}) => ({
	...{ id, label: id, points, anchor: '', isError: false, needsComment: false },
	...also
});
const question = (id: string, also: Partial<Question> = {}): Question => ({
	...{ id, text: `¿${id}?`, help: '', type: 'yes_no', weight: 1, isRequired: true, mayBeNa: true },
	options: [option('yes', 10), option('no', 0)],
	...{ range: null, bands: [], unit: '', needsCommentBelow: null, condition: null, critical: null },
	isBonus: false,
	...also
});

/** Three questions: a plain one, a critical one that has to be explained, and one that may be left out. */
export const SMALL_FORM: FormContent = {
	...{ name: 'Pauta de prueba', description: '', language: 'es', channels: [], mode: 'POINTS' },
	...{ shareOf: 'max', passAt: 0.8, bonusCap: 1, bands: [] },
	sections: [
		{
			...{ id: 's', title: 'Atención', help: '', weight: 1, sections: [] },
			questions: [
				question('saluda'),
				question('verifica', {
					options: [option('yes', 10), option('no', 0, { isError: true, needsComment: true })],
					critical: { class: 'compliance', scope: 'form_zero', cap: null, errorBelow: null }
				}),
				question('resumen', { type: 'text', options: [], weight: 0, isRequired: false })
			]
		}
	]
};

export function filledWith(
	chosen: Readonly<Record<string, string>>,
	also: { readonly comments?: Readonly<Record<string, string>>; readonly comment?: string } = {}
): FilledForm {
	const answers = Object.entries(chosen).map(([id, one]) => [
		id,
		{ ...EMPTY_ANSWER, options: [one], comment: also.comments?.[id] ?? '' }
	]);
	return {
		...NOTHING_FILLED,
		answers: Object.fromEntries(answers) as FilledForm['answers'],
		comment: also.comment ?? ''
	};
}

export const contactOf = (interaction: string, agent = 'ana', queue = 'norte') => ({
	...{ interaction, agent, queue, channel: 'voice', contactAtMs: 1_700_000_000_000 }
});

export type QualityStage = Awaited<ReturnType<typeof qualityStage>>;

export async function qualityStage(store: Store) {
	const { database } = store;
	const clock = { nowMs: 1_750_000_000_000 };
	const now = (): number => clock.nowMs;
	const audit = createAuditLog(database, Buffer.alloc(32, 7), now);
	const people = createPeopleStore(database, audit, now);
	const teams = createTeamStore(database, audit);
	const forms = createFormStore(database, { audit, now });
	const outbox = createOutbox(database);
	const woken = { times: 0 };
	const outboxSender = {
		wake: (): void => {
			woken.times += 1;
		}
	};
	const evaluations = createEvaluations(database, { audit, outbox, outboxSender, forms, now });
	const assignments = createAssignments(database, { audit, now });
	const teamOfAgents = new Map([
		['ana', 'Norte'],
		['luis', 'Sur']
	]);
	const node = async (name: string): Promise<string> => {
		const [queues, words] = [[name.toLowerCase()], [name]];
		const made = await teams.create(
			{ parent: 'company', kind: 'team', name, queues, words },
			SYSTEM
		);
		if (!made.ok) throw new Error(made.fault);
		return made.id;
	};
	const nodes = { Norte: await node('Norte'), Sur: await node('Sur') };
	const created = await forms.create(
		{ team: 'company', content: SMALL_FORM, from: 'empty' },
		SYSTEM
	);
	if (!created.ok) throw new Error(created.reason);
	const published = await forms.publish(created.stored.id, created.stored.revision, SYSTEM);
	if (!published.ok) throw new Error('the form was not published');
	const form = created.stored.id;
	return {
		...{ database, clock, audit, outbox, woken, people, teams, form, nodes, teamOfAgents },
		...{ evaluations, assignments, presence: createPresence(database, now) },
		/** Somebody with a role, in one of the two teams or above both. */
		async person(
			role: Role,
			team: 'Norte' | 'Sur' | 'company' = 'company',
			agent: string | null = null
		): Promise<Evaluator & { readonly principal: PersonPrincipal }> {
			const name = `${role}-${randomUUID().slice(0, 8)}`;
			const own = team === 'company' ? 'company' : nodes[team];
			const draft = { email: `${name}@x.example`, name, role, teams: [own], agent, isActive: true };
			const made = await people.create(draft, SYSTEM);
			if (!made.ok) throw new Error(made.fault);
			const { id } = made.person;
			const principal: PersonPrincipal = {
				...{ kind: 'person', id, name, role, teams: [own], agent, sessionId: '', isDemo: false }
			};
			return { kind: 'person', id, name, address: '', agent, principal };
		},
		byHand: (interaction: string, agent = 'ana', queue = 'norte'): ManualStart => ({
			contact: contactOf(interaction, agent, queue),
			...{ form, formVersion: 1, lane: 'manual', again: false }
		}),
		assignment: (evaluator: string, also: Partial<NewAssignment> = {}): NewAssignment => ({
			...{ kind: 'standard', lane: 'random', draw: null, stratum: '', drawKey: '', session: null },
			...{ beside: null, ...contactOf(randomUUID()), form, formVersion: 1, evaluator },
			...{ dueAtMs: clock.nowMs + 86_400_000, createdBy: '' },
			...also
		}),
		async assign(given: NewAssignment): Promise<string> {
			const [id] = await database
				.transaction()
				.execute((transaction) => assignments.create(transaction, [given]));
			return id ?? '';
		},
		async seen(principal: PersonPrincipal, id: string) {
			const tree = await teams.nodes();
			const parts = {
				store,
				access: { scopeOf: () => Promise.resolve(scopeOf(principal, tree)) },
				quality: { evaluations, teamOfAgents: () => Promise.resolve(teamOfAgents) }
			};
			return seenEvaluation(parts as unknown as Runtime, principal, id);
		},
		scopeOf: async (principal: PersonPrincipal) => scopeOf(principal, await teams.nodes())
	};
}
