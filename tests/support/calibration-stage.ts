/** Sessions of calibration and evaluations over a real store, with a clock the test moves. */
import { randomUUID } from 'node:crypto';
import { EMPTY_ANSWER } from '#lib/domain/quality/answers.ts';
import type { Answer, FilledForm } from '#lib/domain/quality/answers.ts';
import type { FormContent, Question } from '#lib/domain/quality/form.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Actor, AuditLog } from '#lib/server/audit/audit-log.ts';
import { createAssignments } from '#lib/server/quality/assignments.ts';
import type { AssignmentStore } from '#lib/server/quality/assignments.ts';
import { createComparisons } from '#lib/server/quality/calibration/comparisons.ts';
import type { Comparisons } from '#lib/server/quality/calibration/comparisons.ts';
import { createSessions } from '#lib/server/quality/calibration/sessions.ts';
import type { SessionDesk, SessionDraft } from '#lib/server/quality/calibration/sessions.ts';
import { secondScoringTurn } from '#lib/server/quality/calibration/second-scoring.ts';
import { createStanding } from '#lib/server/quality/calibration/standing.ts';
import type { Standing } from '#lib/server/quality/calibration/standing.ts';
import { createEvaluations } from '#lib/server/quality/evaluations.ts';
import type { EvaluationDesk } from '#lib/server/quality/evaluations.ts';
import { readVersion } from '#lib/server/quality/stored-form.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createOutbox } from '#lib/server/store/outbox.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import type { Person, PersonDraft } from '#lib/server/store/people.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';

const question = (id: string, also: Partial<Question> = {}): Question => ({
	...{ id, text: `Pregunta ${id}`, help: '', type: 'yes_no', weight: 1, isRequired: true },
	...{ mayBeNa: true, range: null, bands: [], unit: '', needsCommentBelow: null },
	...{ condition: null, critical: null, isBonus: false },
	options: [
		{ id: 'yes', label: 'Sí', points: 1, anchor: '', isError: false, needsComment: false },
		{ id: 'no', label: 'No', points: 0, anchor: '', isError: true, needsComment: false }
	],
	...also
});

/** Two questions of yes and no, the first of them critical without changing the score, and a scale of five. */
export const CALIBRATED_FORM: FormContent = {
	...{ name: 'Pauta de prueba', description: '', language: 'es', channels: [], mode: 'POINTS' },
	...{ shareOf: 'max', passAt: 0.7, bonusCap: 1, bands: [] },
	sections: [
		{
			...{ id: 's', title: 'Todo', help: '', weight: 1, sections: [] },
			questions: [
				question('greets', {
					critical: { class: 'customer', scope: 'flag_only', cap: null, errorBelow: null }
				}),
				question('solves'),
				question('tone', {
					...{ type: 'range', options: [] },
					range: { min: 0, max: 4, minLabel: '', maxLabel: '' }
				})
			]
		}
	]
};

const option = (id: string): Answer => ({ ...EMPTY_ANSWER, options: [id] });

export const commentOf = (said: string): string => `comentario-${said}`;

/** `yy4`: yes, yes and four, with a comment by which it is found again. */
export const filledAs = (said: string): FilledForm => ({
	answers: {
		greets: { ...option(said.startsWith('y') ? 'yes' : 'no'), comment: commentOf(said) },
		solves: option(said[1] === 'y' ? 'yes' : 'no'),
		tone: { ...EMPTY_ANSWER, number: Number(said[2]) }
	},
	moments: [],
	comment: ''
});

export const contactNumber = (n: number) => ({
	...{ interaction: `contact-${n}`, agent: 'agent-1', queue: 'queue-1', channel: 'voice' },
	contactAtMs: 1_700_000_000_000 + n
});

export interface CalibrationStage {
	readonly sessions: SessionDesk;
	readonly comparisons: Comparisons;
	readonly standing: Standing;
	readonly assignments: AssignmentStore;
	readonly evaluations: EvaluationDesk;
	nowMs: number;
	person(name: string, also?: Partial<PersonDraft>): Promise<Person>;
	session(evaluators: readonly Person[], also?: Partial<SessionDraft>): Promise<string>;
	/** Scores what this person has open, in the order of the contacts. */
	score(person: Person, ...said: readonly string[]): Promise<void>;
	secondTurn(): Promise<number>;
}

export const actorOfPerson = ({ id, name }: Person): Actor => ({
	...{ kind: 'person', id, name, address: '' }
});

export const CALIBRATED_FORM_ID = 'form-1';

/** Published as version 1. */
export async function publishCalibratedForm({ database }: Store, nowMs: number): Promise<void> {
	await database
		.insertInto('quality_forms')
		.values({
			...{ id: CALIBRATED_FORM_ID, team: 'company', draft: null, revision: 1 },
			...{ created_at_ms: nowMs, created_by: '', updated_at_ms: nowMs, archived_at_ms: null }
		})
		.execute();
	await database
		.insertInto('quality_form_versions')
		.values({
			...{ form: CALIBRATED_FORM_ID, version: 1, content: JSON.stringify(CALIBRATED_FORM) },
			...{ hash: 'h', published_at_ms: nowMs, published_by: '' }
		})
		.execute();
}

/** `isPublished`: its form is there already. `audit`: of the product that has the store. */
export async function calibrationStage(
	store: Store,
	nowMs: number,
	{ isPublished = false, audit: known }: { isPublished?: boolean; audit?: AuditLog } = {}
): Promise<CalibrationStage> {
	const { database } = store;
	const now = (): number => stage.nowMs;
	const audit = known ?? createAuditLog(database, Buffer.alloc(32, 7), now);
	const people = createPeopleStore(database, audit, now);
	const teams = createTeamStore(database, audit);
	const forms = {
		published: (form: string, version: number) => readVersion(database, form, version)
	};
	const assignments = createAssignments(database, { audit, now });
	const outboxSender = { wake: () => undefined };
	const evaluations = createEvaluations(database, {
		...{ audit, outbox: createOutbox(database), outboxSender, forms, now }
	});
	const sessions = createSessions(database, { audit, assignments, now });
	const teamOfAgents = () => Promise.resolve(new Map([['agent-1', 'norte']]));
	if (!isPublished) await publishCalibratedForm(store, nowMs);
	const stage: CalibrationStage = {
		...{ sessions, assignments, evaluations, nowMs },
		comparisons: createComparisons(database, forms),
		standing: createStanding(database, forms, now),
		async person(name, also = {}) {
			const email = `${randomUUID()}@test.example`;
			const draft = { email, name, role: 'quality' as const, agent: null, isActive: true };
			const made = await people.create({ ...draft, teams: ['company'], ...also }, SYSTEM);
			if (!made.ok) throw new Error(made.fault);
			return made.person;
		},
		session: (evaluators, also = {}) =>
			sessions.create(
				{
					...{ team: 'company', name: 'Semana 47', form: CALIBRATED_FORM_ID, formVersion: 1 },
					...{ gold: null, draw: null, dueAtMs: nowMs + 86_400_000 },
					contacts: [1, 2, 3].map(contactNumber),
					evaluators,
					...also
				},
				SYSTEM
			),
		async score(person, ...said) {
			const by = { ...actorOfPerson(person), agent: person.agent };
			const open = await assignments.open(person.id);
			open.sort((a, b) => a.contactAtMs - b.contactAtMs);
			for (const [place, words] of said.entries()) {
				const started = await evaluations.start({ assignment: open[place]?.id ?? '' }, by);
				if (!started.ok) throw new Error(started.reason);
				const { id, draftRevision } = started.evaluation;
				const write = { filled: filledAs(words), draftRevision, workMs: 1, heardShare: null };
				const submitted = await evaluations.submit(id, write, by);
				if (!submitted.ok) throw new Error(submitted.reason);
			}
		},
		secondTurn: () =>
			secondScoringTurn({
				...{ database, assignments, teamOfAgents, now },
				people: () => people.list(),
				nodes: () => teams.nodes()
			})
	};
	return stage;
}
