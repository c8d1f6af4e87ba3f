/** Coaching in both stores: who may take which step, what is kept, and what the scores say afterwards. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LearningItem } from '#lib/domain/quality/coaching/learning-item.ts';
import type { TaskDraft } from '#lib/domain/quality/coaching/task.ts';
import { createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Actor } from '#lib/server/audit/audit-log.ts';
import { createItemStore } from '#lib/server/quality/coaching/items.ts';
import type { ItemStore } from '#lib/server/quality/coaching/items.ts';
import { effectOfTask, suggestCoaching } from '#lib/server/quality/coaching/scores.ts';
import { createTaskStore } from '#lib/server/quality/coaching/tasks.ts';
import type { TaskStore } from '#lib/server/quality/coaching/tasks.ts';
import type { Store } from '#lib/server/store/database.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const COACH: Actor = { kind: 'person', id: 'coach', name: 'Coach', address: '' };
const AGENT: Actor = { kind: 'person', id: 'ana', name: 'Ana', address: '' };
const ITEM: LearningItem = {
	title: 'Escuchar',
	kind: 'text',
	text: 'Deja terminar.',
	address: '',
	quiz: [{ text: '¿Qué?', options: ['a', 'b'], right: 1, why: 'porque sí' }],
	passAt: 1
};
const draft = (change: Partial<TaskDraft> = {}): TaskDraft => ({
	agent: 'a1',
	team: 'company',
	coach: 'coach',
	goal: 'Escuchar hasta el final',
	dueAtMs: NOW + 7 * DAY,
	evaluation: null,
	question: '',
	form: '',
	moments: [],
	item: null,
	...change
});

onBothStores('coaching', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let nowMs: number;
	let tasks: TaskStore;
	let items: ItemStore;
	let audit: ReturnType<typeof createAuditLog>;

	beforeEach(async () => {
		place = await newPlace();
		store = await place.open();
		nowMs = NOW;
		const now = () => nowMs;
		audit = createAuditLog(store.database, Buffer.alloc(32), now);
		tasks = createTaskStore(store.database, { audit, now });
		items = createItemStore(store.database, { audit, now });
	});
	afterEach(() => place.remove());

	/** Submitted then; with what each question was worth. */
	async function evaluated(
		id: string,
		atMs: number,
		{
			score,
			lane = 'random',
			state = 'released',
			shares = {}
		}: {
			score: number;
			lane?: string;
			state?: string;
			shares?: Record<string, number>;
		}
	): Promise<void> {
		const result = {
			raw: null,
			final: null,
			rawScore: score,
			finalScore: score,
			passed: true,
			band: null,
			questions: Object.entries(shares).map(([question, share]) => ({
				question,
				state: 'answered',
				points: share,
				maxPoints: 1,
				share,
				isCriticalError: false
			})),
			sections: [],
			errors: [],
			applicable: [],
			autoFailed: false
		};
		await store.database
			.insertInto('evaluations')
			.values({
				...{ id, lane, state, kind: 'standard', assignment: null, session: null, beside: null },
				...{ interaction: `i-${id}`, agent: 'a1', queue: 'q', channel: 'voice', form: 'f' },
				...{ form_version: 1, evaluator: 'coach', revision: 1, draft_revision: 1, passed: 1 },
				draft: JSON.stringify({ answers: {}, moments: [], comment: '' }),
				result: JSON.stringify(result),
				final_score: score,
				work_ms: 0,
				heard_share: null,
				contact_at_ms: atMs,
				created_at_ms: atMs,
				updated_at_ms: atMs,
				submitted_at_ms: atMs,
				release_due_ms: null,
				released_at_ms: atMs,
				dispute_until_ms: null,
				acknowledged_at_ms: null,
				agent_comment: ''
			})
			.execute();
	}

	const actions = async (): Promise<string[]> =>
		(await audit.list({ limit: 50 })).map(({ action }) => action).reverse();

	test('a task is done by the agent once its questions are passed, and closed by the coach', async () => {
		const { id } = await tasks.create(draft({ item: ITEM }), COACH);
		const done = { step: 'do', by: 'agent', note: 'Hecho' } as const;
		expect(await tasks.take(id, done, AGENT)).toEqual({ ok: false, fault: 'quiz' });
		const failed = await tasks.answerQuiz(id, [0], AGENT);
		expect(failed.ok && failed.task.quizResult).toMatchObject({ right: 0, passed: false });
		await tasks.answerQuiz(id, [1], AGENT);
		nowMs = NOW + DAY;
		const taken = await tasks.take(id, done, AGENT);
		expect(taken).toMatchObject({
			ok: true,
			task: { state: 'done', agentNote: 'Hecho', doneAtMs: nowMs, quizResult: { attempts: 2 } }
		});
		expect(await tasks.take(id, { step: 'close', by: 'agent', note: '' }, AGENT)).toEqual({
			ok: false,
			fault: 'step'
		});
		nowMs = NOW + 2 * DAY;
		const closed = await tasks.take(id, { step: 'close', by: 'coach', note: 'Bien' }, COACH);
		expect(closed).toMatchObject({
			ok: true,
			task: { state: 'closed', coachNote: 'Bien', agentNote: 'Hecho', closedAtMs: nowMs }
		});
		expect(await actions()).toEqual([
			'coaching-task.created',
			'coaching-task.quiz-taken',
			'coaching-task.quiz-taken',
			'coaching-task.done',
			'coaching-task.closed'
		]);
	});

	test('a change of what somebody else changed meanwhile is refused', async () => {
		const { id, revision } = await tasks.create(draft(), COACH);
		const change = { goal: 'Otro', dueAtMs: NOW + DAY, coach: 'coach', revision };
		expect((await tasks.change(id, change, COACH)).ok).toBe(true);
		expect(await tasks.change(id, { ...change, goal: 'Tercero' }, COACH)).toEqual({
			ok: false,
			fault: 'conflict'
		});
		expect(await tasks.find(id)).toMatchObject({ goal: 'Otro', dueAtMs: NOW + DAY });
		expect(await tasks.change('nobody', change, COACH)).toEqual({ ok: false, fault: 'gone' });
	});

	test('open ones come first by their day, and only of the nodes that are asked', async () => {
		const late = await tasks.create(draft({ dueAtMs: NOW + 9 * DAY }), COACH);
		const soon = await tasks.create(draft({ dueAtMs: NOW + DAY }), COACH);
		const closed = await tasks.create(draft(), COACH);
		await tasks.take(closed.id, { step: 'close', by: 'coach', note: '' }, COACH);
		const other = await tasks.create(draft({ team: 'sur', agent: 'a2' }), COACH);
		const ids = async (query: Parameters<TaskStore['list']>[0]) =>
			(await tasks.list(query)).map(({ id }) => id);
		expect(await ids({ teams: ['company'] })).toEqual([soon.id, late.id, closed.id]);
		expect(await ids({ agent: 'a2' })).toEqual([other.id]);
		expect(await ids({ teams: [] })).toEqual([]);
	});

	test('a task keeps what is to be learnt as it was given', async () => {
		const stored = await items.create({ team: 'company', item: ITEM }, COACH);
		const { id } = await tasks.create(draft({ item: stored.item }), COACH);
		const changed = { team: 'company', item: { ...ITEM, title: 'Otra cosa' } };
		const saved = await items.save(stored.id, { ...changed, revision: stored.revision }, COACH);
		expect(saved.ok).toBe(true);
		expect(await items.save(stored.id, { ...changed, revision: stored.revision }, COACH)).toEqual({
			ok: false,
			fault: 'conflict'
		});
		await items.setArchived(stored.id, true, COACH);
		expect((await items.list()).map(({ item, isArchived }) => [item.title, isArchived])).toEqual([
			['Otra cosa', true]
		]);
		expect((await tasks.find(id))?.item?.title).toBe('Escuchar');
	});

	test('only the random lane says whether it helped', async () => {
		const { id } = await tasks.create(draft(), COACH);
		await evaluated('b1', NOW - 5 * DAY, { score: 0.5 });
		await evaluated('b2', NOW - 4 * DAY, { score: 0.6 });
		await evaluated('picked', NOW - 3 * DAY, { score: 0, lane: 'targeted' });
		await evaluated('taken-back', NOW - 3 * DAY, { score: 0, state: 'retracted' });
		nowMs = NOW + DAY;
		await tasks.take(id, { step: 'do', by: 'agent', note: '' }, AGENT);
		await evaluated('n1', NOW + 2 * DAY, { score: 0.8 });
		await evaluated('n2', NOW + 3 * DAY, { score: 0.9 });
		const task = await tasks.find(id);
		if (!task) throw new Error('gone');
		const effect = await effectOfTask(store.database, task);
		expect(effect).toMatchObject({ before: { n: 2, mean: 0.55 }, after: { n: 2 } });
		expect(effect?.difference).toBeCloseTo(0.3, 12);
	});

	test('what was lost twice is suggested until somebody works on it', async () => {
		await evaluated('s1', NOW - 2 * DAY, { score: 0.5, shares: { saludo: 0, cierre: 1 } });
		await evaluated('s2', NOW - DAY, { score: 0.5, lane: 'targeted', shares: { saludo: 0 } });
		// What the agent has not seen yet is nothing to talk about.
		await evaluated('s3', NOW, { score: 0.5, state: 'submitted', shares: { cierre: 0 } });
		const asked = { agents: new Set(['a1']), nowMs: NOW };
		expect(await suggestCoaching(store.database, asked)).toMatchObject([
			{ agent: 'a1', question: 'saludo', lost: 2, of: 2, evaluation: 's2' }
		]);
		expect(await suggestCoaching(store.database, { ...asked, agents: new Set() })).toEqual([]);
		await tasks.create(draft({ question: 'saludo', form: 'f', evaluation: 's2' }), COACH);
		expect(await suggestCoaching(store.database, asked)).toEqual([]);
	});
});
