/** Evaluations that were submitted, released and disputed, on a store and with a clock of a test. */
import { createDisputeQueue } from '#lib/server/quality/dispute-queue.ts';
import { createDisputes } from '#lib/server/quality/disputes.ts';
import type { Evaluator } from '#lib/server/quality/evaluations.ts';
import { createFormStore } from '#lib/server/quality/forms.ts';
import { createReleaseDesk } from '#lib/server/quality/release.ts';
import type { StoredEvaluation } from '#lib/server/quality/stored-evaluation.ts';
import type { Store } from '#lib/server/store/database.ts';
import { filledWith, qualityStage } from './quality-stage.ts';

export const GOOD = filledWith({ saluda: 'yes', verifica: 'yes' });
export const BAD = filledWith(
	{ saluda: 'no', verifica: 'no' },
	{ comments: { verifica: 'No lo pidió.' } }
);

export type ReviewStage = Awaited<ReturnType<typeof reviewStage>>;

export async function reviewStage(store: Store) {
	const stage = await qualityStage(store);
	const { database, audit, outbox, assignments, clock, evaluations } = stage;
	const now = (): number => clock.nowMs;
	const forms = createFormStore(database, { audit, now });
	const outboxSender = {
		wake: (): void => {
			stage.woken.times += 1;
		}
	};
	const releases = createReleaseDesk(database, { audit, now });
	const disputes = createDisputes(database, {
		...{ audit, outbox, outboxSender, forms, assignments, now }
	});
	async function submitted(by: Evaluator, interaction: string, filled = BAD, agent = 'ana') {
		const started = await evaluations.start(stage.byHand(interaction, agent), by);
		if (!started.ok) throw new Error(started.reason);
		const write = { filled, draftRevision: 1, workMs: 60_000, heardShare: null };
		const done = await evaluations.submit(started.evaluation.id, write, by);
		if (!done.ok) throw new Error(done.reason);
		return done.evaluation;
	}
	async function read(id: string): Promise<StoredEvaluation> {
		const found = await evaluations.find(id);
		if (!found) throw new Error('it is not there');
		return found;
	}
	return {
		...stage,
		...{ store, forms, releases, disputes, submitted, read },
		queue: createDisputeQueue(database, forms),
		async released(by: Evaluator, interaction: string, filled = BAD, agent = 'ana') {
			const { id } = await submitted(by, interaction, filled, agent);
			const sees = (): boolean => true;
			await releases.release([id], { actor: by, sees });
			return read(id);
		},
		/** The blind second judgement, to its end. */
		async judgeAgain(id: string, by: Evaluator, filled = GOOD): Promise<StoredEvaluation> {
			const taken = await disputes.take(id, { actor: by, agent: null });
			if (!taken.ok) throw new Error(taken.refusal);
			const started = await evaluations.start({ assignment: taken.assignment }, by);
			if (!started.ok) throw new Error(started.reason);
			const write = { filled, draftRevision: 1, workMs: 60_000, heardShare: null };
			const done = await evaluations.submit(started.evaluation.id, write, by);
			if (!done.ok) throw new Error(done.reason);
			return done.evaluation;
		},
		/** Names of the events that wait, with their data. */
		async told() {
			return (await outbox.waiting(100)).map(({ event }) => ({
				name: event.type.replace(/^atalaya\.|\.v1$/g, ''),
				subject: event.subject,
				data: event.data
			}));
		}
	};
}
