import { TypeCompiler } from '@sinclair/typebox/compiler';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '#lib/domain/events/event-types.ts';
import { DAY_MS, DEFAULT_QUALITY_SETTINGS, HOUR_MS } from '#lib/domain/quality/review-settings.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import { caseView, findCase } from '#lib/server/quality/dispute-case.ts';
import { readSteps } from '#lib/server/quality/evaluation-log.ts';
import { historyLines } from '#lib/server/quality/history-lines.ts';
import { findOwn, listOwn } from '#lib/server/quality/own-evaluations.ts';
import { disputesOf } from '#lib/server/quality/stored-dispute.ts';
import { writeSetting } from '#lib/server/store/settings.ts';
import { BAD, GOOD, reviewStage } from '../support/review-stage.ts';
import type { ReviewStage } from '../support/review-stage.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const Decided = TypeCompiler.Compile(EVENT_TYPES['evaluation.decided'].data);
const Disputed = TypeCompiler.Compile(EVENT_TYPES['evaluation.disputed'].data);
type Who = Awaited<ReturnType<ReviewStage['person']>>;

onBothStores('the time after a score', (newPlace) => {
	let run = 0;
	let place: TestPlace;
	let stage: ReviewStage;
	let evaluator: Who;
	let reviewer: Who;
	let ana: Who;

	beforeAll(async () => {
		place = await newPlace();
		stage = await reviewStage(await place.open());
	});
	afterAll(() => place.remove());
	beforeEach(async () => {
		run += 1;
		stage.clock.nowMs += 100 * DAY_MS;
		// What other tests left is over, and its agent has nothing in dispute.
		for (const { id } of await stage.database.selectFrom('evaluations').select('id').execute())
			await stage.disputes.retract(id, 'fin de la prueba', await someActor());
		await stage.outbox.remove((await stage.outbox.waiting(1000)).map(({ id }) => id));
		await writeSetting(stage.database, 'quality', DEFAULT_QUALITY_SETTINGS);
		[evaluator, reviewer] = [await stage.person('quality'), await stage.person('quality')];
		ana = await stage.person('agent', 'Norte', 'ana');
	});

	const someActor = () =>
		Promise.resolve({ kind: 'system', id: 'x', name: '', address: '' } as const);
	const named = (name: string): string => `review-${run}-${name}`;
	const as = (who: Who, agent = 'ana') => ({ actor: who, agent });
	const stateOf = async (id: string): Promise<string> => (await stage.read(id)).state;
	const stepsOf = async (id: string): Promise<string[]> =>
		(await readSteps(stage.database, id)).map(
			({ step, question }) => `${step}${question === '' ? '' : ` ${question}`}`
		);
	const disputing = (id: string, ...questions: string[]) =>
		stage.disputes.dispute(
			id,
			questions.map((question) => ({ question, reason: `No estoy de acuerdo: ${question}` })),
			as(ana)
		);

	describe('release', () => {
		test('comes by itself at its time and not before, and opens the window of the agent', async () => {
			const { id, releaseDueMs } = await stage.submitted(evaluator, named('due'));
			expect(releaseDueMs).toBe(stage.clock.nowMs + 24 * HOUR_MS);
			stage.clock.nowMs += 24 * HOUR_MS - 1;
			expect(await stage.releases.releaseDue()).toBe(0);
			expect(await findOwn(stage.database, 'ana', id)).toBeNull();
			stage.clock.nowMs += 1;
			expect(await stage.releases.releaseDue()).toBe(1);
			expect(await stage.releases.releaseDue()).toBe(0);
			expect(await stage.read(id)).toMatchObject({
				state: 'released',
				releasedAtMs: stage.clock.nowMs,
				disputeUntilMs: stage.clock.nowMs + 14 * DAY_MS
			});
			expect(await stepsOf(id)).toEqual(['started', 'submitted', 'released']);
		});

		test('by hand releases only what is chosen, waits and is in reach', async () => {
			const settings = { ...DEFAULT_QUALITY_SETTINGS, releasesByItself: false };
			await writeSetting(stage.database, 'quality', settings);
			const mine = await stage.submitted(evaluator, named('mine'));
			const other = await stage.submitted(evaluator, named('other'), BAD, 'luis');
			stage.clock.nowMs += 90 * DAY_MS;
			expect(await stage.releases.releaseDue()).toBe(0);
			const by = { actor: reviewer, sees: ({ agent }: { agent: string }) => agent === 'ana' };
			const ids = [mine.id, other.id, 'nothing', mine.id];
			expect(await stage.releases.release(ids, by)).toEqual([mine.id]);
			expect(await stage.releases.release(ids, by)).toEqual([]);
			expect(await stateOf(other.id)).toBe('submitted');
		});

		test('closes by itself when the window is over, and nothing can be said afterwards', async () => {
			const { id } = await stage.released(evaluator, named('late'));
			stage.clock.nowMs += 14 * DAY_MS - 1;
			expect(await stage.releases.closeOver()).toBe(0);
			stage.clock.nowMs += 1;
			expect(await stage.disputes.acknowledge(id, '', as(ana))).toEqual({
				ok: false,
				refusal: 'late'
			});
			expect(await disputing(id, 'saluda')).toEqual({ ok: false, refusal: 'late' });
			expect(await stage.releases.closeOver()).toBe(1);
			expect(await stateOf(id)).toBe('closed');
			expect(await disputing(id, 'saluda')).toEqual({ ok: false, refusal: 'state' });
		});
	});

	describe('an agent', () => {
		test('sees only the own released evaluations that count', async () => {
			const shown = await stage.released(evaluator, named('shown'));
			const hidden = await stage.submitted(evaluator, named('hidden'));
			const foreign = await stage.released(evaluator, named('foreign'), BAD, 'luis');
			const second = await stage.assign(
				stage.assignment(reviewer.id, { kind: 'second', beside: shown.id, agent: 'ana' })
			);
			const started = await stage.evaluations.start({ assignment: second }, reviewer);
			expect(started.ok).toBe(true);
			const { evaluations } = await listOwn(stage.database, 'ana', { before: null, limit: 50 });
			expect(evaluations.map(({ id }) => id)).toEqual([shown.id]);
			for (const { id } of [hidden, foreign])
				expect(await findOwn(stage.database, 'ana', id)).toBeNull();
			const luis = await stage.person('agent', 'Sur', 'luis');
			for (const answer of [
				await stage.disputes.acknowledge(shown.id, '', as(luis, 'luis')),
				await stage.disputes.dispute(
					shown.id,
					[{ question: 'saluda', reason: 'no' }],
					as(luis, 'luis')
				)
			])
				expect(answer).toEqual({ ok: false, refusal: 'gone' });
		});

		test('accepts with a comment, once', async () => {
			const { id } = await stage.released(evaluator, named('accept'));
			expect(await stage.disputes.acknowledge(id, ' De acuerdo. ', as(ana))).toEqual({ ok: true });
			expect(await stage.read(id)).toMatchObject({
				state: 'acknowledged',
				agentComment: 'De acuerdo.',
				acknowledgedAtMs: stage.clock.nowMs
			});
			expect(await disputing(id, 'saluda')).toEqual({ ok: false, refusal: 'state' });
			stage.clock.nowMs += 14 * DAY_MS;
			await stage.releases.closeOver();
			expect(await stateOf(id)).toBe('closed');
		});

		test('disputes single questions with a reason for each, and only what was judged', async () => {
			const { id } = await stage.released(evaluator, named('single'));
			for (const [questions, refusal] of [
				[[], 'reason'],
				[['resumen'], 'question'],
				[['nothing'], 'question'],
				[['saluda', 'saluda'], 'question']
			] as const)
				expect(await disputing(id, ...questions)).toEqual({ ok: false, refusal });
			const silent = [{ question: 'saluda', reason: '  ' }];
			expect(await stage.disputes.dispute(id, silent, as(ana))).toMatchObject({
				refusal: 'reason'
			});
			expect(await stateOf(id)).toBe('released');
			expect(await disputing(id, 'saluda', 'verifica')).toEqual({ ok: true });
			const told = (await stage.told()).filter(({ name }) => name === 'evaluation.disputed');
			expect(told).toEqual([
				{
					name: 'evaluation.disputed',
					subject: id,
					data: { revision: 1, questions: ['saluda', 'verifica'] }
				}
			]);
			expect(Disputed.Check(told[0]?.data)).toBe(true);
		});

		test('has no more in dispute at once than the setting allows', async () => {
			await writeSetting(stage.database, 'quality', {
				...DEFAULT_QUALITY_SETTINGS,
				mostOpenDisputes: 1
			});
			const one = await stage.released(evaluator, named('one'));
			const two = await stage.released(evaluator, named('two'));
			expect(await disputing(one.id, 'saluda')).toEqual({ ok: true });
			expect(await disputing(two.id, 'saluda')).toEqual({ ok: false, refusal: 'most' });
			await stage.disputes.retract(one.id, 'Contacto equivocado', reviewer);
			expect(await disputing(two.id, 'saluda')).toEqual({ ok: true });
		});
	});

	describe('a dispute', () => {
		test('is judged by neither the evaluator nor the agent', async () => {
			const { id } = await stage.released(evaluator, named('own'));
			await disputing(id, 'saluda');
			expect(await stage.disputes.take(id, { actor: evaluator, agent: null })).toEqual({
				ok: false,
				refusal: 'part'
			});
			expect(await stage.disputes.take(id, { actor: reviewer, agent: 'ana' })).toEqual({
				ok: false,
				refusal: 'part'
			});
			expect(await stateOf(id)).toBe('disputed');
		});

		test('leads to a new revision with the second answer; the first one and all steps stay', async () => {
			const { id } = await stage.released(evaluator, named('revised'));
			const [before] = await stage.evaluations.revisions(id);
			await disputing(id, 'saluda', 'verifica');
			const review = await stage.judgeAgain(id, reviewer);
			expect(review).toMatchObject({ kind: 'review', beside: id, evaluator: reviewer.id });
			const stepsBefore = await readSteps(stage.database, id);
			const decided = await stage.disputes.decide(
				id,
				[
					{ question: 'saluda', outcome: 'upheld', reason: 'No saludó.' },
					{ question: 'verifica', outcome: 'revised', reason: 'Lo pidió en el minuto dos.' }
				],
				{ actor: reviewer, agent: null }
			);
			expect(decided).toEqual({ ok: true, revision: 2 });
			const revisions = await stage.evaluations.revisions(id);
			expect(revisions).toHaveLength(2);
			expect(revisions[0]).toEqual(before);
			expect(revisions[1]?.filled.answers['verifica']?.options).toEqual(['yes']);
			expect(revisions[1]?.filled.answers['saluda']?.options).toEqual(['no']);
			expect(revisions[1]).toMatchObject({ evaluator: reviewer.id, result: { finalScore: 0.5 } });
			expect(await stage.read(id)).toMatchObject({
				state: 'released',
				revision: 2,
				finalScore: 0.5,
				evaluator: evaluator.id,
				disputeUntilMs: stage.clock.nowMs + 14 * DAY_MS
			});
			const steps = await readSteps(stage.database, id);
			expect(steps.slice(0, stepsBefore.length)).toEqual(stepsBefore);
			expect((await stepsOf(id)).slice(stepsBefore.length)).toEqual([
				'upheld saluda',
				'revised',
				'revised verifica'
			]);
			const events = await stage.told();
			const outcomes = events.filter(({ name }) => name === 'evaluation.decided');
			// Both are of one instant: which comes first says nothing.
			const ofOutcome = (outcome: string) =>
				outcomes.find(({ data }) => data['outcome'] === outcome)?.data;
			expect([ofOutcome('upheld'), ofOutcome('revised'), outcomes.length]).toEqual([
				{ revision: 1, outcome: 'upheld', questions: ['saluda'] },
				{ revision: 1, outcome: 'revised', questions: ['verifica'] },
				2
			]);
			expect(outcomes.every(({ data }) => Decided.Check(data))).toBe(true);
			expect(events.filter(({ subject }) => subject === review.id)).toEqual([]);
			expect(
				events.find(({ name, subject }) => name === 'evaluation.revised' && subject === id)?.data
			).toMatchObject({ revision: 2, finalScore: 0.5, evaluator: evaluator.id });
			expect(await disputing(id, 'verifica')).toEqual({ ok: false, refusal: 'question' });
			const mine = historyLines(steps, {
				form: await stage.forms.published(stage.form, 1),
				nameOf: (person) => person,
				mayName: () => false
			});
			expect(JSON.stringify(mine)).not.toContain(evaluator.name);
			expect(JSON.stringify(mine)).not.toContain(reviewer.id);
		});

		test('that is upheld leaves the score and the revision as they are', async () => {
			const { id } = await stage.released(evaluator, named('upheld'));
			await disputing(id, 'saluda');
			await stage.judgeAgain(id, reviewer, BAD);
			const by = { actor: reviewer, agent: null };
			const asked = { question: 'saluda', reason: 'Igual.' };
			expect(await stage.disputes.decide(id, [{ ...asked, outcome: 'revised' }], by)).toEqual({
				ok: false,
				refusal: 'same'
			});
			expect(await stateOf(id)).toBe('in_review');
			expect(await stage.disputes.decide(id, [{ ...asked, outcome: 'upheld' }], by)).toEqual({
				ok: true,
				revision: 1
			});
			expect(await stage.read(id)).toMatchObject({ state: 'released', revision: 1 });
			expect(await stage.evaluations.revisions(id)).toHaveLength(1);
		});

		test('is decided only by whoever judged it again, completely and with reasons', async () => {
			const { id } = await stage.released(evaluator, named('complete'));
			await disputing(id, 'saluda', 'verifica');
			const taken = await stage.disputes.take(id, { actor: reviewer, agent: null });
			if (!taken.ok) throw new Error(taken.refusal);
			const both = ['saluda', 'verifica'].map((question) => ({
				...{ question, outcome: 'upheld' as const, reason: 'Igual.' }
			}));
			const by = { actor: reviewer, agent: null };
			expect(await stage.disputes.decide(id, both, by)).toMatchObject({ refusal: 'review' });
			const third = await stage.person('quality');
			await stage.judgeAgain(id, third);
			expect(await stage.assignments.find(taken.assignment)).toMatchObject({ state: 'withdrawn' });
			expect(await stage.disputes.decide(id, both, by)).toMatchObject({ refusal: 'review' });
			const now = { actor: third, agent: null };
			for (const [decisions, refusal] of [
				[both.slice(1), 'question'],
				[both.map((one) => ({ ...one, reason: ' ' })), 'reason'],
				[[...both, { ...both[0]!, question: 'resumen' }], 'question']
			] as const)
				expect(await stage.disputes.decide(id, decisions, now)).toEqual({ ok: false, refusal });
			expect(await stage.disputes.decide(id, both, now)).toMatchObject({ ok: true });
			const disputes = await disputesOf(stage.database, id);
			expect(disputes.map(({ state, reviewer: by_ }) => [state, by_])).toEqual([
				['upheld', third.id],
				['upheld', third.id]
			]);
		});

		test('shows nothing of the first score to whoever is to judge it again', async () => {
			const { id } = await stage.released(evaluator, named('blind'));
			await disputing(id, 'saluda');
			const view = async (who: Who) => {
				const scope = await stage.scopeOf(who.principal);
				const parts = {
					store: stage.store,
					access: { scopeOf: () => Promise.resolve(scope) },
					quality: {
						...{ evaluations: stage.evaluations, forms: stage.forms },
						teamOfAgents: () => Promise.resolve(stage.teamOfAgents)
					}
				} as unknown as Runtime;
				const found = await findCase(parts, who.principal, id);
				if (!found) return null;
				const same = (name: string): string => name;
				const names = { agent: same, queue: same, person: same };
				const { nowMs } = stage.clock;
				return caseView(parts, who.principal, { found, names, nowMs });
			};
			const hidden = { isRevealed: false, firstScore: null, evaluator: null };
			const nothing = [{ reason: null, first: null, second: null }];
			expect(await view(reviewer)).toMatchObject({ step: 'take', ...hidden, questions: nothing });
			expect(await view(evaluator)).toMatchObject({ step: 'own', isRevealed: true });
			await stage.disputes.take(id, { actor: reviewer, agent: null });
			expect(await view(reviewer)).toMatchObject({ step: 'begin', ...hidden, questions: nothing });
			expect(await stage.seen(reviewer.principal, id)).toBeNull();
			const third = await stage.person('quality');
			expect(await view(third)).toMatchObject({ step: 'take-over', ...hidden });
			await stage.judgeAgain(id, third);
			expect(await view(third)).toMatchObject({
				step: 'decide',
				isRevealed: true,
				questions: [{ first: { options: ['no'] }, second: { options: ['yes'] }, isSame: false }]
			});
			expect(await view(await stage.person('quality', 'Sur'))).toBeNull();
			expect(await view(await stage.person('supervisor', 'Norte'))).toMatchObject({
				step: 'none',
				questions: [{ second: null }]
			});
		});

		test('stands in the queue until it is decided, and counts in the rates of question and evaluator', async () => {
			const sinceMs = stage.clock.nowMs;
			const one = await stage.released(evaluator, named('q1'));
			await stage.released(evaluator, named('q2'), GOOD);
			await disputing(one.id, 'saluda', 'verifica');
			const scope = await stage.scopeOf(reviewer.principal);
			const seeing = { scope, teams: stage.teamOfAgents };
			const elsewhere = {
				...seeing,
				scope: await stage.scopeOf((await stage.person('quality', 'Sur')).principal)
			};
			const ids = async () => (await stage.queue.open(seeing)).map((found) => found.evaluation.id);
			expect(await ids()).toEqual([one.id]);
			expect(await stage.queue.open(elsewhere)).toEqual([]);
			stage.clock.nowMs += HOUR_MS;
			await stage.judgeAgain(one.id, reviewer);
			await stage.disputes.decide(
				one.id,
				[
					{ question: 'saluda', outcome: 'upheld', reason: 'Igual.' },
					{ question: 'verifica', outcome: 'revised', reason: 'Sí.' }
				],
				{ actor: reviewer, agent: null }
			);
			expect(await ids()).toEqual([]);
			const decided = await stage.queue.decided(seeing, { before: null, limit: 1 });
			expect(decided.cases).toMatchObject([
				{ evaluation: { id: one.id }, reviewer: reviewer.id, decidedAtMs: stage.clock.nowMs }
			]);
			const { next } = await stage.queue.decided(elsewhere, { before: null, limit: 1 });
			expect(next).toBeNull();
			const rates = await stage.queue.rates(seeing, sinceMs);
			expect(rates.total).toEqual({ shown: 2, disputed: 1, decided: 2, revised: 1 });
			expect(rates.questions).toMatchObject([
				{ question: 'verifica', shown: 2, disputed: 1, decided: 1, revised: 1 },
				{ question: 'saluda', shown: 2, disputed: 1, decided: 1, revised: 0 }
			]);
			expect(rates.evaluators).toEqual([
				{ evaluator: evaluator.id, shown: 2, disputed: 1, decided: 2, revised: 1 }
			]);
			expect((await stage.queue.rates(elsewhere, sinceMs)).total.shown).toBe(0);
		});
	});

	test('a retraction needs a reason, ends everything that is open, and is followed by nothing', async () => {
		const { id } = await stage.released(evaluator, named('retract'));
		await disputing(id, 'saluda');
		const taken = await stage.disputes.take(id, { actor: reviewer, agent: null });
		if (!taken.ok) throw new Error(taken.refusal);
		await stage.evaluations.start({ assignment: taken.assignment }, reviewer);
		expect(await stage.disputes.retract(id, ' ', reviewer)).toMatchObject({ refusal: 'reason' });
		expect(await stage.disputes.retract(id, 'Contacto equivocado', reviewer)).toEqual({ ok: true });
		expect(await stateOf(id)).toBe('retracted');
		expect(await findOwn(stage.database, 'ana', id)).toBeNull();
		expect((await disputesOf(stage.database, id)).map(({ state }) => state)).toEqual(['withdrawn']);
		const open = await stage.assignments.open(reviewer.id);
		expect(open).toEqual([]);
		const events = await stage.told();
		const retracted = events.filter(({ name }) => name === 'evaluation.retracted');
		expect(retracted).toMatchObject([{ subject: id, data: { revision: 1 } }]);
		for (const answer of [
			await stage.disputes.retract(id, 'otra vez', reviewer),
			await stage.disputes.take(id, { actor: reviewer, agent: null }),
			await stage.disputes.acknowledge(id, '', as(ana))
		])
			expect(answer).toMatchObject({ ok: false, refusal: 'state' });
	});
});
