import { TypeCompiler } from '@sinclair/typebox/compiler';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '#lib/domain/events/event-types.ts';
import { NOTHING_FILLED } from '#lib/domain/quality/answers.ts';
import { ALL_EVALUATIONS } from '#lib/server/quality/evaluation-list.ts';
import type { EvaluationPosition } from '#lib/server/quality/evaluation-list.ts';
import { readSteps } from '#lib/server/quality/evaluation-log.ts';
import type { Evaluator } from '#lib/server/quality/evaluations.ts';
import type { StoredEvaluation } from '#lib/server/quality/stored-evaluation.ts';
import { RevisionConflict, writeRevision } from '#lib/server/quality/write-revision.ts';
import { scoreForm } from '#lib/domain/quality/scoring.ts';
import { SMALL_FORM, filledWith, qualityStage } from '../support/quality-stage.ts';
import type { QualityStage } from '../support/quality-stage.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const Evaluated = TypeCompiler.Compile(EVENT_TYPES['evaluation.submitted'].data);
const DAY_MS = 86_400_000;
const GOOD = filledWith({ saluda: 'yes', verifica: 'yes' }, { comment: 'Bien llevado.' });
const BAD = filledWith(
	{ saluda: 'yes', verifica: 'no' },
	{ comments: { verifica: 'No preguntó.' } }
);

onBothStores('evaluations', (newPlace) => {
	let run = 0;
	let place: TestPlace;
	let stage: QualityStage;
	let quality: Awaited<ReturnType<QualityStage['person']>>;

	beforeAll(async () => {
		place = await newPlace();
		stage = await qualityStage(await place.open());
	});
	afterAll(() => place.remove());
	// Each test has people, contacts and a day of its own.
	beforeEach(async () => {
		run += 1;
		stage.clock.nowMs += DAY_MS;
		stage.woken.times = 0;
		await stage.outbox.remove((await stage.outbox.waiting(100)).map(({ id }) => id));
		quality = await stage.person('quality');
	});

	const named = (name: string): string => `${run}-${name}`;
	const write = (draftRevision: number, filled = GOOD) => ({
		...{ filled, draftRevision, workMs: 61_000, heardShare: 0.5 }
	});

	async function started(interaction: string, by: Evaluator = quality): Promise<StoredEvaluation> {
		const answer = await stage.evaluations.start(stage.byHand(named(interaction)), by);
		if (!answer.ok) throw new Error(answer.reason);
		return answer.evaluation;
	}

	async function submitted(interaction: string, filled = GOOD): Promise<StoredEvaluation> {
		const { id } = await started(interaction);
		const answer = await stage.evaluations.submit(id, write(1, filled), quality);
		if (!answer.ok) throw new Error(answer.reason);
		return answer.evaluation;
	}

	const told = async () =>
		(await stage.outbox.waiting(10)).map(({ event }) => event as typeof event & { data: unknown });

	describe('drafts', () => {
		test('are saved upon the revision they were written on, and a conflict hands back what is there', async () => {
			const { id, draftRevision } = await started('c1');
			expect(draftRevision).toBe(1);
			expect(await stage.evaluations.saveDraft(id, write(1))).toMatchObject({
				ok: true,
				draftRevision: 2
			});
			const other = { ...NOTHING_FILLED, comment: 'desde otra página' };
			const refused = await stage.evaluations.saveDraft(id, write(1, other));
			expect(refused).toMatchObject({
				ok: false,
				reason: 'conflict',
				current: { draft: GOOD, draftRevision: 2, workMs: 61_000, heardShare: 0.5 }
			});
			expect(await stage.evaluations.saveDraft(id, write(2, other))).toMatchObject({ ok: true });
			expect((await stage.evaluations.find(id))?.draft).toEqual(other);
		});

		test('cannot be submitted upon an older state, and nothing is told then', async () => {
			const { id } = await started('c1');
			await stage.evaluations.saveDraft(id, write(1, BAD));
			expect(await stage.evaluations.submit(id, write(1), quality)).toMatchObject({
				ok: false,
				reason: 'conflict',
				current: { draft: BAD }
			});
			expect(await told()).toEqual([]);
			expect(await stage.evaluations.revisions(id)).toEqual([]);
		});

		test('of a contact that has been evaluated are told of it first', async () => {
			const first = await submitted('c1');
			const again = await stage.evaluations.start(stage.byHand(named('c1')), quality);
			expect(again).toMatchObject({ ok: false, reason: 'already', known: [{ id: first.id }] });
			const other = await stage.evaluations.start(
				stage.byHand(named('c1'), 'luis', 'sur'),
				quality
			);
			expect(other.ok).toBe(true);
			const meant = await stage.evaluations.start(
				{ ...stage.byHand(named('c1')), again: true },
				quality
			);
			expect(meant).toMatchObject({ ok: true, evaluation: { state: 'draft' } });
		});

		test('that were begun are gone on with, not begun again', async () => {
			const { id } = await started('c1');
			expect((await started('c1')).id).toBe(id);
		});

		test('of the own contacts are refused', async () => {
			const ana = await stage.person('supervisor', 'Norte', 'ana');
			expect(await stage.evaluations.start(stage.byHand(named('c1')), ana)).toMatchObject({
				ok: false,
				reason: 'own'
			});
			const given = await stage.assign(stage.assignment(ana.id));
			expect(await stage.evaluations.start({ assignment: given }, ana)).toMatchObject({
				ok: false,
				reason: 'own'
			});
		});
	});

	describe('submitting', () => {
		test('is refused by name while something is missing', async () => {
			const { id } = await started('c1');
			const half = filledWith({ verifica: 'no' });
			expect(await stage.evaluations.submit(id, write(1, half), quality)).toEqual({
				ok: false,
				reason: 'missing',
				missing: [
					{ question: 'saluda', why: 'unanswered' },
					{ question: 'verifica', why: 'comment' }
				]
			});
			expect((await stage.evaluations.find(id))?.state).toBe('draft');
		});

		test('tells an event that says what the evaluation says', async () => {
			const { id } = await submitted('c1', BAD);
			const stored = await stage.evaluations.find(id);
			expect(stored).toMatchObject({
				...{ state: 'submitted', revision: 1, finalScore: 0, passed: false },
				result: { rawScore: 0.5, finalScore: 0, autoFailed: true }
			});
			const [event] = await told();
			expect(event).toMatchObject({
				...{ type: 'atalaya.evaluation.submitted.v1', subject: id },
				data: {
					...{ interaction: named('c1'), agent: 'ana', queue: 'norte', channel: 'voice' },
					...{ kind: 'standard', lane: 'manual', revision: 1, evaluator: quality.id },
					...{ rawScore: 0.5, finalScore: 0, passed: false, autoFailed: true, workMs: 61_000 },
					...{ criticalApplicable: ['compliance'], criticalFailed: ['compliance'] },
					submittedAt: new Date(stage.clock.nowMs).toISOString(),
					answers: [
						{ question: 'saluda', state: 'answered', options: ['yes'], share: 1 },
						{ question: 'verifica', state: 'answered', options: ['no'], share: 0 },
						{ question: 'resumen', state: 'unanswered' }
					]
				}
			});
			expect(Evaluated.Check(event?.data)).toBe(true);
			expect(stage.woken.times).toBe(1);
		});

		test('keeps what was submitted for good', async () => {
			const { id } = await submitted('c1');
			expect(await stage.evaluations.saveDraft(id, write(2, BAD))).toMatchObject({
				ok: false,
				reason: 'closed'
			});
			expect(await stage.evaluations.submit(id, write(2, BAD), quality)).toMatchObject({
				ok: false,
				reason: 'closed'
			});
			expect(await stage.evaluations.revisions(id)).toMatchObject([
				{ revision: 1, filled: GOOD, evaluator: quality.id, reason: '' }
			]);
			expect(await told()).toHaveLength(1);
		});

		test('of a calibration tells nothing', async () => {
			const assignment = await stage.assign(stage.assignment(quality.id, { kind: 'calibration' }));
			const start = await stage.evaluations.start({ assignment }, quality);
			if (!start.ok) throw new Error(start.reason);
			const { ok } = await stage.evaluations.submit(start.evaluation.id, write(1), quality);
			expect(ok).toBe(true);
			expect(await told()).toEqual([]);
		});
	});

	describe('revisions', () => {
		const revise = (evaluation: StoredEvaluation) =>
			stage.database.transaction().execute((transaction) =>
				writeRevision(transaction, {
					...{ outbox: stage.outbox, evaluation, filled: BAD, evaluator: quality },
					...{ result: scoreForm(SMALL_FORM, BAD), reason: 'La grabación lo muestra' },
					...{ step: 'revised', atMs: stage.clock.nowMs + 5 }
				})
			);

		test('are added, never changed, and say in the history what each answer was and is', async () => {
			const first = await submitted('c1');
			expect(await revise(first)).toBe(2);
			const revisions = await stage.evaluations.revisions(first.id);
			expect(revisions.map(({ filled }) => filled)).toEqual([GOOD, BAD]);
			const now = await stage.evaluations.find(first.id);
			expect(now).toMatchObject({ revision: 2, finalScore: 0, submittedAtMs: first.submittedAtMs });
			const steps = await readSteps(stage.database, first.id);
			expect(steps.map(({ step, question }) => [step, question])).toEqual([
				['started', ''],
				['submitted', ''],
				['revised', ''],
				['revised', 'verifica']
			]);
			expect(steps[2]).toMatchObject({
				...{ reason: 'La grabación lo muestra', actor: quality.id, actorName: quality.name },
				...{ before: { finalScore: 1 }, after: { finalScore: 0 } }
			});
			expect(steps[3]).toMatchObject({
				before: { options: ['yes'] },
				after: { options: ['no'], comment: 'No preguntó.' }
			});
			const events = await told();
			expect(events.map(({ type }) => type).sort()).toEqual([
				'atalaya.evaluation.revised.v1',
				'atalaya.evaluation.submitted.v1'
			]);
			const revised = events.find(({ type }) => type.includes('revised'))?.data;
			expect(revised).toMatchObject({
				...{ revision: 2, finalScore: 0, autoFailed: true },
				submittedAt: new Date(first.submittedAtMs ?? 0).toISOString()
			});
			expect(Evaluated.Check(revised)).toBe(true);
		});

		test('are refused when another one was written first', async () => {
			const first = await submitted('c1');
			await revise(first);
			await expect(revise(first)).rejects.toThrow(RevisionConflict);
			expect(await stage.evaluations.revisions(first.id)).toHaveLength(2);
		});
	});

	describe('assignments', () => {
		test('are started once, by whoever has them, and done with the evaluation', async () => {
			const given = stage.assignment(quality.id, { kind: 'second', beside: 'other' });
			const assignment = await stage.assign(given);
			const foreign = await stage.person('quality');
			expect(await stage.evaluations.start({ assignment }, foreign)).toMatchObject({
				reason: 'gone'
			});
			const [one, two] = [
				await stage.evaluations.start({ assignment }, quality),
				await stage.evaluations.start({ assignment }, quality)
			];
			if (!one.ok || !two.ok) throw new Error('not started');
			expect(two.evaluation.id).toBe(one.evaluation.id);
			expect(one.evaluation).toMatchObject({
				...{ kind: 'second', lane: 'random', beside: 'other', interaction: given.interaction }
			});
			expect(await stage.assignments.open(quality.id)).toMatchObject([
				{ id: assignment, evaluation: one.evaluation.id }
			]);
			await stage.evaluations.submit(one.evaluation.id, write(1), quality);
			expect(await stage.assignments.open(quality.id)).toEqual([]);
			expect((await stage.assignments.find(assignment))?.state).toBe('done');
		});

		test('that were taken back can no longer be submitted', async () => {
			const assignment = await stage.assign(stage.assignment(quality.id));
			const start = await stage.evaluations.start({ assignment }, quality);
			if (!start.ok) throw new Error(start.reason);
			await stage.database
				.updateTable('quality_assignments')
				.set({ state: 'withdrawn' })
				.where('id', '=', assignment)
				.execute();
			const { id } = start.evaluation;
			expect(await stage.evaluations.submit(id, write(1), quality)).toEqual({
				ok: false,
				reason: 'withdrawn'
			});
			expect(await stage.evaluations.find(id)).toMatchObject({ state: 'draft', draftRevision: 1 });
		});

		test('are skipped with a reason that is kept with the sample, and what was begun is taken back', async () => {
			await stage.database
				.insertInto('sampling_plans')
				.values({
					...{ id: 'plan', team: 'company', plan: '{}', revision: 1, is_paused: 0, created_by: '' },
					...{ created_at_ms: 0, updated_at_ms: 0, removed_at_ms: null }
				})
				.execute();
			await stage.database
				.insertInto('sampling_draws')
				.values({
					...{ id: 'draw', plan: 'plan', period: '2026-W01', plan_as_drawn: '{}', drawn_at_ms: 0 },
					...{ population: 1, report: '[]', revision: 1, is_final: 0 }
				})
				.execute();
			const drawn = stage.assignment(quality.id, { draw: 'draw', stratum: 'ana' });
			const assignment = await stage.assign(drawn);
			const start = await stage.evaluations.start({ assignment }, quality);
			if (!start.ok) throw new Error(start.reason);
			const skip = () =>
				stage.assignments.skip(assignment, 'too_short', 'Cuelga al saludar', quality);
			expect(
				await stage.assignments.skip(assignment, 'other', '', await stage.person('quality'))
			).toBe(false);
			expect(await skip()).toBe(true);
			expect(await skip()).toBe(false);
			expect(await stage.database.selectFrom('sampling_skips').selectAll().execute()).toMatchObject(
				[
					{
						...{
							draw: 'draw',
							stratum: 'ana',
							interaction: drawn.interaction,
							reason: 'too_short'
						},
						...{ note: 'Cuelga al saludar', skipped_by: quality.id }
					}
				]
			);
			expect((await stage.evaluations.find(start.evaluation.id))?.state).toBe('retracted');
			const [entry] = await stage.audit.list({ limit: 1, action: 'assignment.skipped' });
			expect(entry?.object).toBe(`assignment:${assignment}`);
		});
	});

	describe('who may see one', () => {
		test('reaches the queue or the team of the agent; to others it is not there', async () => {
			const { id } = await submitted('c1');
			const may = async (team: 'Norte' | 'Sur') =>
				stage.seen((await stage.person('supervisor', team)).principal, id);
			expect(await may('Norte')).toMatchObject({ mayWrite: false, evaluation: { id } });
			expect(await may('Sur')).toBeNull();
			expect(
				await stage.seen((await stage.person('agent', 'Norte', 'ana')).principal, id)
			).toBeNull();
			const own = await stage.person('supervisor', 'Norte', 'ana');
			expect(await stage.seen(own.principal, id)).toBeNull();
			expect(await stage.seen(quality.principal, 'nothing')).toBeNull();
		});

		test('of a draft is who writes it, or looks after quality', async () => {
			const supervisor = await stage.person('supervisor', 'Norte');
			const { id } = await started('c1', supervisor);
			expect(await stage.seen(supervisor.principal, id)).toMatchObject({ mayWrite: true });
			expect(await stage.seen(quality.principal, id)).toMatchObject({ mayWrite: true });
			const other = await stage.person('supervisor', 'Norte');
			expect(await stage.seen(other.principal, id)).toBeNull();
		});

		test('and judges it blindly sees no other judgement until the own one is submitted', async () => {
			const first = await submitted('c1');
			const second = await stage.person('quality');
			const given = stage.assignment(second.id, {
				...{ kind: 'second', beside: first.id, interaction: named('c1') }
			});
			const assignment = await stage.assign(given);
			const start = await stage.evaluations.start({ assignment }, second);
			if (!start.ok) throw new Error(start.reason);
			expect(await stage.seen(second.principal, first.id)).toBeNull();
			expect(await stage.seen(quality.principal, start.evaluation.id)).toBeNull();
			const list = async () =>
				stage.evaluations.list({
					...ALL_EVALUATIONS,
					...{ scope: await stage.scopeOf(second.principal), teams: stage.teamOfAgents },
					...{ reader: second.id, before: null, limit: 10, fromMs: stage.clock.nowMs }
				});
			expect((await list()).evaluations).toEqual([]);
			await stage.evaluations.submit(start.evaluation.id, write(1), second);
			expect(await stage.seen(second.principal, first.id)).not.toBeNull();
			expect((await list()).evaluations).toHaveLength(2);
		});

		test('of a calibration is nobody else before it is revealed', async () => {
			const session = {
				...{ id: 's', team: 'company', name: 's', form: stage.form, form_version: 1, gold: null },
				...{
					state: 'scoring',
					draw: null,
					notes: '',
					reveal_reason: '',
					due_at_ms: 0,
					created_at_ms: 0,
					created_by: ''
				},
				...{ revealed_at_ms: null, closed_at_ms: null }
			};
			await stage.database.insertInto('calibration_sessions').values(session).execute();
			const given = stage.assignment(quality.id, { kind: 'calibration', session: 's' });
			const start = await stage.evaluations.start(
				{ assignment: await stage.assign(given) },
				quality
			);
			if (!start.ok) throw new Error(start.reason);
			await stage.evaluations.submit(start.evaluation.id, write(1), quality);
			const other = await stage.person('quality');
			expect(await stage.seen(other.principal, start.evaluation.id)).toBeNull();
			expect(await stage.seen(quality.principal, start.evaluation.id)).not.toBeNull();
			await stage.database.updateTable('calibration_sessions').set({ state: 'revealed' }).execute();
			expect(await stage.seen(other.principal, start.evaluation.id)).not.toBeNull();
		});
	});

	test('the list gives every evaluation in reach once, page by page, and keeps to its filters', async () => {
		const since = stage.clock.nowMs;
		for (const [index, filled] of [GOOD, BAD, GOOD, BAD, GOOD].entries()) {
			// Two at the same instant: the id decides.
			if (index !== 2) stage.clock.nowMs += 1000;
			await submitted(`c${index}`, filled);
		}
		const foreign = await stage.evaluations.start(
			stage.byHand(named('cs'), 'luis', 'sur'),
			quality
		);
		if (!foreign.ok) throw new Error(foreign.reason);
		await stage.evaluations.submit(foreign.evaluation.id, write(1), quality);
		await started('draft');
		const reader = await stage.person('supervisor', 'Norte');
		const query = {
			...{ ...ALL_EVALUATIONS, fromMs: since },
			...{ scope: await stage.scopeOf(reader.principal), teams: stage.teamOfAgents },
			...{ reader: reader.id, before: null, limit: 2 }
		};
		const seen: string[] = [];
		let before: EvaluationPosition | null = null;
		do {
			const page = await stage.evaluations.list({ ...query, before });
			seen.push(...page.evaluations.map(({ interaction }) => interaction));
			before = page.next;
		} while (before !== null);
		expect([...seen].sort()).toEqual(['c0', 'c1', 'c2', 'c3', 'c4'].map(named));
		expect([seen[0], seen.at(-1)]).toEqual(['c4', 'c0'].map(named));
		const found = async (filters: Partial<typeof query>) =>
			(await stage.evaluations.list({ ...query, limit: 10, ...filters })).evaluations
				.map(({ interaction }) => interaction)
				.sort();
		expect(await found({ toScore: 0.5 })).toEqual(['c1', 'c3'].map(named));
		expect(await found({ fromScore: 0.5, fromMs: stage.clock.nowMs })).toEqual(['c4'].map(named));
		expect(await found({ toMs: stage.clock.nowMs })).toEqual(['c0', 'c1', 'c2', 'c3'].map(named));
		expect(await found({ agent: 'luis' })).toEqual([]);
		expect(await found({ lane: 'random' })).toEqual([]);
		expect(await found({ evaluator: quality.id, queue: 'norte', lane: 'manual' })).toHaveLength(5);
		expect(await found({ state: 'draft' })).toEqual(['draft'].map(named));
	});

	test('two pages that have the same evaluation open are told of each other', async () => {
		const { id } = await started('c1');
		const other = await stage.person('quality');
		expect(await stage.presence.seen(id, 'page-of-one', quality.id)).toEqual([]);
		const since = stage.clock.nowMs;
		stage.clock.nowMs += 9000;
		expect(await stage.presence.seen(id, 'page-of-two', other.id)).toEqual([
			{ person: quality.id, name: quality.name, sinceMs: since, isSelf: false }
		]);
		expect(await stage.presence.seen(id, 'page-of-one', quality.id)).toMatchObject([
			{ person: other.id, sinceMs: since + 9000 }
		]);
		expect(await stage.presence.seen(id, 'page-three', other.id)).toMatchObject([
			{ person: quality.id },
			{ person: other.id, isSelf: true }
		]);
		await stage.presence.left(id, 'page-of-one', other.id);
		await stage.presence.left(id, 'page-three', other.id);
		stage.clock.nowMs += 29_000;
		expect(await stage.presence.seen(id, 'page-of-two', other.id)).toMatchObject([
			{ person: quality.id, sinceMs: since }
		]);
		stage.clock.nowMs += 31_000;
		expect(await stage.presence.seen(id, 'page-of-two', other.id)).toEqual([]);
	});
});
