import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import type { SamplingPlan } from '#lib/domain/quality/sampling/plan.ts';
import { shortfallOf, sumsOf } from '#lib/domain/quality/sampling/draw-record.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { previewPlan } from '#lib/server/quality/sampling/preview.ts';
import { planScope, readCandidates, readUsual } from '#lib/server/quality/sampling/candidates.ts';
import { keyRows, verifyDraw } from '#lib/server/quality/sampling/verification.ts';
import type { StoredPlan } from '#lib/server/quality/sampling/stored-plan.ts';
import type { Store } from '#lib/server/store/database.ts';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { knownEvent } from '../support/known-event.ts';
import { handledEvents, samplingStage, somePlan } from '../support/sampling-stage.ts';
import type { HandledContact, SamplingStage } from '../support/sampling-stage.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** Monday, midnight in Madrid, some weeks ago: of 2026-W37. */
const MONDAY_MS = Date.parse('2026-09-07T00:00:00+02:00');
const HALF_WEEK_MS = 3.5 * DAY_MS;

const CLIENT: TeamNode = {
	...{ id: 'client', parent: 'company', kind: 'client', name: 'Cliente', position: 0 },
	...{ queues: [], words: [] }
};

/** Each test has queues, agents and contacts of its own in the one engine. */
let run = 0;
let batches = 0;
let engine: TestEngine;

beforeAll(async () => {
	engine = await startTestEngine();
	await applySchema(engine.clickhouse);
});
afterAll(() => engine.stop());

async function insert(events: readonly KnownEvent[]): Promise<void> {
	batches += 1;
	const first = new Map<string, number>();
	for (const { subject, occurredAtMs } of events)
		first.set(subject, Math.min(first.get(subject) ?? Infinity, occurredAtMs));
	const hourOf = ({ subject, occurredAtMs }: KnownEvent): number =>
		floorHour(first.get(subject) ?? occurredAtMs);
	await insertEvents(engine.clickhouse, events, hourOf, `sampling-${batches}`);
}

onBothStores('sampling', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let stage: SamplingStage;
	let queue: string;

	beforeEach(async () => {
		run += 1;
		queue = `queue-${run}`;
		place = await newPlace();
		store = await place.open();
		stage = samplingStage(store, engine.clickhouse, MONDAY_MS + HOUR_MS);
	});
	afterEach(() => place.remove());

	const agent = (name: string): string => `${name}-${run}`;
	const id = (name: string): string => `${name}-${run}`;
	/** Contacts of one agent, one each hour from the hour on. */
	const contacts = (
		name: string,
		count: number,
		{ fromMs = MONDAY_MS + HOUR_MS, ...also }: Partial<HandledContact> & { fromMs?: number } = {}
	): HandledContact[] =>
		Array.from({ length: count }, (_, index) => ({
			id: id(`${name}-${fromMs}-${index}`),
			endMs: fromMs + index * HOUR_MS,
			agent: agent(name),
			queue,
			...also
		}));
	const handle = (...lists: HandledContact[][]) => insert(lists.flat().flatMap(handledEvents));
	const drawOf = (plan: StoredPlan) => stage.draw(plan, '2026-W37');
	/** A plan that was there on Monday. */
	async function planned(also: Partial<SamplingPlan>, team: string): Promise<StoredPlan> {
		const plan = await stage.plan(also, team);
		const nowMs = stage.nowMs;
		stage.nowMs = MONDAY_MS + HOUR_MS;
		await stage.drawing.turn();
		stage.nowMs = nowMs;
		return plan;
	}
	/** The plan draws from the contacts of this test alone. */
	const clientPlan = async (also: Partial<SamplingPlan> = {}) => {
		const team = await stage.client(`client-${run}`, [queue], [`team-${run}`]);
		const evaluator = await stage.person('quality', { teams: [team] });
		const plan = await planned({ evaluators: [evaluator], ...also }, team);
		return { team, evaluator, plan };
	};
	const open = async (evaluator: string) =>
		(await stage.assignments.open(evaluator)).map(({ interaction }) => interaction).sort();

	test('a slice is drawn an hour after it has ended: the smallest keys of each agent, given to be judged', async () => {
		await handle(contacts('ana', 6), contacts('leo', 4));
		const { plan, evaluator } = await clientPlan();
		expect(await stage.drawing.turn()).toEqual({ assigned: 0, skipped: 0, finished: 0 });
		stage.nowMs = MONDAY_MS + HALF_WEEK_MS + HOUR_MS - 1;
		expect(await stage.drawing.turn()).toMatchObject({ assigned: 0 });
		stage.nowMs += 1;
		expect(await stage.drawing.turn()).toMatchObject({ assigned: 2 });
		// Worked out here from the ids alone.
		const smallest = (name: string, count: number): string | undefined =>
			contacts(name, count)
				.map((one) => one.id)
				.sort((a, b) => {
					const key = (one: string): string => sha256(`${plan.id}|2026-W37|${agent(name)}|${one}`);
					return key(a) < key(b) ? -1 : 1;
				})[0];
		expect(await open(evaluator)).toEqual([smallest('ana', 6), smallest('leo', 4)].sort());
		const [given] = await stage.assignments.open(evaluator);
		expect(given).toMatchObject({
			kind: 'standard',
			lane: 'random',
			form: 'form-1',
			formVersion: 4,
			queue,
			channel: 'voice',
			dueAtMs: stage.nowMs + 3 * DAY_MS,
			drawKey: sha256(`${plan.id}|2026-W37|${given?.stratum}|${given?.interaction}`)
		});
		expect((await drawOf(plan)).report.strata).toEqual([
			{ stratum: agent('ana'), population: 6, due: 1, drawn: 1, skipped: 0 },
			{ stratum: agent('leo'), population: 4, due: 1, drawn: 1, skipped: 0 }
		]);
		expect(await stage.drawing.turn()).toEqual({ assigned: 0, skipped: 0, finished: 0 });
		expect(stage.errors).toEqual([]);
	});

	test('what comes after a slice was drawn changes nothing of it, and a slice without enough hands on to the next', async () => {
		const { plan, evaluator } = await clientPlan();
		await handle(contacts('ana', 3));
		stage.nowMs = MONDAY_MS + HALF_WEEK_MS + HOUR_MS;
		await stage.drawing.turn();
		const before = await open(evaluator);
		await handle(
			contacts('ana', 30, { fromMs: MONDAY_MS + 10 * HOUR_MS }),
			contacts('leo', 5, { fromMs: MONDAY_MS + 4 * DAY_MS })
		);
		await stage.drawing.turn();
		expect(await open(evaluator)).toEqual(before);
		stage.nowMs = MONDAY_MS + 7 * DAY_MS + HOUR_MS;
		expect(await stage.drawing.turn()).toMatchObject({ assigned: 2 });
		const { report } = await drawOf(plan);
		// Ana has nothing in the second half, Leo nothing in the first.
		expect(report.strata.map((one) => [one.stratum, one.due, one.drawn, shortfallOf(one)])).toEqual(
			[
				[agent('ana'), 2, 1, 1],
				[agent('leo'), 2, 2, 0]
			]
		);
	});

	test('a contact that is skipped is replaced by the next key of its stratum and slice, and the skip is kept', async () => {
		const { plan, evaluator } = await clientPlan({ quota: 1 });
		await handle(contacts('ana', 3));
		stage.nowMs = MONDAY_MS + 7 * DAY_MS + HOUR_MS;
		await stage.drawing.turn();
		const inOrder = (await keyRows(stage.draws, await drawOf(plan))).map(
			({ interaction }) => interaction
		);
		expect(await open(evaluator)).toEqual([inOrder[0]]);
		for (const next of [inOrder[1], inOrder[2]]) {
			stage.nowMs += 1000;
			const [assignment] = await stage.assignments.open(evaluator);
			const actor = { ...SYSTEM, kind: 'person' as const, id: evaluator };
			await stage.assignments.skip(assignment?.id ?? '', 'too_short', 'nada que oír', actor);
			expect(await stage.drawing.turn()).toMatchObject({ assigned: 1 });
			expect(await open(evaluator)).toEqual([next]);
		}
		const draw = await drawOf(plan);
		expect(await stage.draws.skips(draw.id)).toMatchObject([
			{ interaction: inOrder[0], reason: 'too_short', note: 'nada que oír', by: evaluator },
			{ interaction: inOrder[1], reason: 'too_short' }
		]);
		expect(sumsOf(draw.report.strata)).toMatchObject({ drawn: 3, skipped: 2, shortfall: 0 });
		expect((await verifyDraw(stage.draws, draw)).differences).toEqual([]);
	});

	test('the draw is drawn again to the same, and a contact that was put in by hand is found', async () => {
		const { plan } = await clientPlan();
		await handle(contacts('ana', 8), contacts('leo', 8));
		stage.nowMs = MONDAY_MS + 7 * DAY_MS + HOUR_MS;
		await stage.drawing.turn();
		const draw = await drawOf(plan);
		const rows = await keyRows(stage.draws, draw);
		for (const { text, key } of rows) expect(sha256(text)).toBe(key);
		expect(rows.length).toBe(16);
		expect(await verifyDraw(stage.draws, draw)).toEqual({
			contacts: 16,
			// Everything came in the first half: the second has nothing to give.
			drawn: 2,
			waiting: 0,
			differences: []
		});
		const chosen = rows.find(({ isDrawn }) => !isDrawn);
		await store.database
			.updateTable('quality_assignments')
			.set({ interaction: chosen?.interaction ?? '' })
			.where('draw', '=', draw.id)
			.where('stratum', '=', agent('ana'))
			.execute();
		const found = await verifyDraw(stage.draws, draw);
		expect(found.differences.map(({ kind }) => kind).sort()).toEqual(['extra', 'missing']);
	});

	test('two processes at once draw every contact once', async () => {
		const { plan, evaluator } = await clientPlan({ quota: 7 });
		await handle(contacts('ana', 60), contacts('leo', 60));
		stage.nowMs = MONDAY_MS + 7 * DAY_MS + HOUR_MS;
		const other = samplingStage(store, engine.clickhouse, stage.nowMs);
		const drawn = await Promise.all([stage.drawing.turn(), other.drawing.turn()]);
		expect(drawn.map(({ assigned }) => assigned).sort()).toEqual([0, 6]);
		const given = await open(evaluator);
		expect(new Set(given).size).toBe(given.length);
		const { report } = await drawOf(plan);
		// Both worked Monday to Wednesday: three slices of a day.
		expect(report.strata.map(({ drawn: count }) => count)).toEqual([3, 3]);
	});

	test('plans draw no contact that is judged already, and one contact of a customer in a stratum and period', async () => {
		const first = await clientPlan({ quota: 1 });
		const list = contacts('ana', 4);
		await handle(list.map((one, index) => ({ ...one, customer: index < 3 ? id('cust') : '' })));
		stage.nowMs = MONDAY_MS + 7 * DAY_MS + HOUR_MS;
		await stage.drawing.turn();
		expect((await drawOf(first.plan)).report.excluded).toEqual({
			assigned: 0,
			sameCustomer: 2
		});
		const second = await planned({ quota: 4, evaluators: [first.evaluator] }, first.team);
		await stage.drawing.turn();
		const { report } = await drawOf(second);
		expect(report.excluded.assigned).toBe(1);
		const given = await open(first.evaluator);
		expect(new Set(given).size).toBe(given.length);
		expect(sumsOf(report.strata).drawn).toBe(given.length - 1);
	});

	test('nobody judges own contacts, and the own lead only what nobody else can', async () => {
		const { team, evaluator } = await clientPlan();
		await insert([
			knownEvent('agent.state', agent('ana'), MONDAY_MS, {
				state: 'available',
				team: `team-${run}`
			})
		]);
		await handle(contacts('ana', 5, { fromMs: MONDAY_MS + HOUR_MS }));
		const lead = await stage.person('supervisor', { teams: [team], agent: agent('leo') });
		const [own] = [await stage.person('quality', { teams: [team], agent: agent('ana') })];
		stage.nowMs = MONDAY_MS + 7 * DAY_MS + HOUR_MS;
		const both = await planned({ quota: 2, evaluators: [lead, evaluator], isSpread: false }, team);
		await stage.drawing.turn();
		expect((await open(lead)).length).toBe(0);
		const alone = await planned({ quota: 1, evaluators: [lead, own], isSpread: false }, team);
		await stage.drawing.turn();
		expect((await open(lead)).length).toBe(1);
		expect((await drawOf(both)).report.toOwnLead).toBe(0);
		expect((await drawOf(alone)).report.toOwnLead).toBe(1);
		// Leo's one contact may be judged by nobody of the plan but himself.
		await handle(contacts('leo', 1, { fromMs: MONDAY_MS + 2 * HOUR_MS }));
		const nobody = await planned({ evaluators: [lead], isSpread: false, strata: [] }, team);
		await stage.drawing.turn();
		const draw = await drawOf(nobody);
		expect(await stage.draws.skips(draw.id)).toMatchObject([
			{
				reason: 'no_evaluator',
				by: '',
				interaction: contacts('leo', 1, { fromMs: MONDAY_MS + 2 * HOUR_MS })[0]?.id
			}
		]);
	});

	test('what cannot be given yet waits: for a published form, and for an evaluator who may judge', async () => {
		const { plan, evaluator, team } = await clientPlan({ quota: 1 });
		await handle(contacts('ana', 3));
		stage.versions.clear();
		stage.nowMs = MONDAY_MS + 7 * DAY_MS + HOUR_MS;
		expect(await stage.drawing.turn()).toMatchObject({ assigned: 0 });
		expect((await drawOf(plan)).report.waiting).toBe(1);
		stage.versions.set('form-1', 1);
		expect(await stage.drawing.turn()).toMatchObject({ assigned: 1 });
		expect((await drawOf(plan)).report.waiting).toBe(0);
		expect((await open(evaluator)).length).toBe(1);
		const stranger = await stage.person('quality', { teams: [] });
		const late = await planned({ quota: 1, evaluators: [stranger] }, team);
		await stage.drawing.turn();
		expect((await drawOf(late)).report.waiting).toBe(1);
	});

	test('a draw by hand takes the share of what has passed, and the rest stays as it was', async () => {
		const { plan, evaluator } = await clientPlan({ quota: 2, isSpread: false });
		await handle(contacts('ana', 5));
		stage.nowMs = MONDAY_MS + DAY_MS;
		expect(await stage.drawing.drawNow(plan.id)).toMatchObject({ assigned: 1, period: '2026-W37' });
		const early = await open(evaluator);
		await handle(contacts('ana', 5, { fromMs: MONDAY_MS + 3 * DAY_MS }));
		expect(await stage.drawing.drawNow('of-nobody')).toBeNull();
		stage.nowMs = MONDAY_MS + 7 * DAY_MS + HOUR_MS;
		expect(await stage.drawing.turn()).toMatchObject({ assigned: 1 });
		expect((await open(evaluator)).filter((one) => early.includes(one))).toEqual(early);
		expect((await verifyDraw(stage.draws, await drawOf(plan))).differences).toEqual([]);
	});

	test('what decides who is drawn holds from the next period on; a paused plan rests, and a removed one ends', async () => {
		const { plan, team, evaluator } = await clientPlan();
		await handle(contacts('ana', 5), contacts('ana', 5, { fromMs: MONDAY_MS + 4 * DAY_MS }));
		stage.nowMs = MONDAY_MS + HALF_WEEK_MS + HOUR_MS;
		await stage.drawing.turn();
		const change = { team, plan: { ...plan.plan, quota: 50, dueDays: 9 }, revision: 1 };
		expect(await stage.plans.save(plan.id, change, SYSTEM)).toMatchObject({ ok: true });
		expect(await stage.plans.save(plan.id, change, SYSTEM)).toEqual({
			ok: false,
			reason: 'conflict'
		});
		await stage.plans.setPaused(plan.id, true, SYSTEM);
		stage.nowMs = MONDAY_MS + 7 * DAY_MS + HOUR_MS;
		expect(await stage.drawing.turn()).toMatchObject({ assigned: 0 });
		await stage.plans.setPaused(plan.id, false, SYSTEM);
		expect(await stage.drawing.turn()).toMatchObject({ assigned: 1 });
		const given = await stage.assignments.open(evaluator);
		expect(given.at(-1)?.dueAtMs).toBe(stage.nowMs + 9 * DAY_MS);
		const [next, old] = await stage.draws.list(plan.id);
		expect([old?.asDrawn.quota, old?.isFinal, next?.period, next?.asDrawn.quota]).toEqual([
			...[2, false],
			...['2026-W38', 50]
		]);
		await stage.plans.remove(plan.id, SYSTEM);
		expect(await stage.drawing.turn()).toMatchObject({ finished: 2 });
		expect(await stage.plans.list()).toEqual([]);
		expect(await stage.draws.unfinished()).toEqual([]);
		const actions = (await stage.audit.list({ limit: 9, object: `sampling-plan:${plan.id}` })).map(
			({ action }) => action
		);
		expect(actions.reverse()).toEqual(
			['created', 'changed', 'paused', 'resumed', 'removed'].map((word) => `sampling-plan.${word}`)
		);
	});

	test('a period ends when all was judged', async () => {
		const { plan } = await clientPlan({ quota: 1 });
		await handle(contacts('ana', 2));
		stage.nowMs = MONDAY_MS + 7 * DAY_MS + HOUR_MS;
		expect(await stage.drawing.turn()).toMatchObject({ assigned: 1, finished: 0 });
		await store.database.updateTable('quality_assignments').set({ state: 'done' }).execute();
		expect(await stage.drawing.turn()).toMatchObject({ finished: 1 });
		const draws = await stage.draws.list(plan.id);
		expect(draws.map(({ isFinal }) => isFinal)).toEqual([false, true]);
	});
});

describe('the population of a plan', () => {
	const nowMs = MONDAY_MS + 2 * DAY_MS;
	/** A client of the company with this one queue. */
	const scopeOf = (queue: string) => planScope([{ ...CLIENT, queues: [queue] }], CLIENT.id);

	test('is of contacts that were handled to their end within the range, with what plans filter by', async () => {
		run += 1;
		const [queue, at] = [`pop-${run}`, MONDAY_MS + 5 * HOUR_MS];
		const base = { endMs: at, agent: `pop-agent-${run}`, queue };
		const one = (name: string): string => `pop-${name}-${run}`;
		await insert([
			knownEvent('agent.state', base.agent, at, { state: 'available', team: `pop-team-${run}` }),
			...handledEvents({ ...base, id: one('whole'), customer: 'k', talkS: 90 }),
			knownEvent('interaction.message', one('whole'), at - 50_000, {
				author: 'customer',
				text: 'Esto es una vergüenza, un desastre horrible'
			}),
			knownEvent('interaction.wrapped', one('whole'), at + 30_000, { agent: base.agent }),
			knownEvent('recording.available', one('whole'), at + 60_000, {
				media: 'audio',
				path: 'a.wav',
				startedAt: new Date(at).toISOString(),
				durationMs: 90_000
			}),
			...handledEvents({ ...base, id: one('early'), endMs: at - DAY_MS }),
			...handledEvents({ ...base, id: one('busy') }).slice(0, -1),
			...handledEvents({ ...base, id: one('again') }),
			knownEvent('interaction.queued', one('again'), at + 1000, { queue, segment: 2 }),
			...handledEvents({ ...base, id: one('elsewhere'), queue: `${queue}-other` })
		]);
		await insert([
			knownEvent('survey.answered', `survey-${run}`, at + HOUR_MS, {
				kind: 'csat',
				score: 2,
				scaleMin: 1,
				scaleMax: 5,
				interaction: one('whole')
			})
		]);
		const scope = scopeOf(queue);
		const range = { fromMs: MONDAY_MS, toMs: MONDAY_MS + DAY_MS };
		const found = await readCandidates(engine.clickhouse, scope, range);
		expect(found).toEqual([
			{
				...{ id: one('whole'), agent: base.agent, team: `pop-team-${run}`, queue },
				...{ channel: 'voice', customer: 'k', handledAtMs: at + 30_000, handleMs: 120_000 },
				sentiment: expect.any(Number) as number,
				surveys: { csat: 2 },
				hasMessages: true,
				hasRecording: true
			}
		]);
		expect(found[0]?.sentiment).toBeLessThan(0);
		const all = await readCandidates(engine.clickhouse, EVERYTHING, range);
		expect(all.map(({ id }) => id)).toContain(one('elsewhere'));
		const gone = planScope([CLIENT], 'no-such-team');
		expect(await readCandidates(engine.clickhouse, gone, range)).toEqual([]);
	});

	test('knows what is usual: median and median deviation of each queue and channel', async () => {
		run += 1;
		const queue = `usual-${run}`;
		const talks = [100, 110, 120, 130, 900];
		await insert(
			talks.flatMap((talkS, index) =>
				handledEvents({
					...{ id: `usual-${run}-${index}`, agent: 'u', queue, talkS },
					endMs: MONDAY_MS + index * HOUR_MS
				})
			)
		);
		const filter = { isOutlier: true };
		const usual = await readUsual(engine.clickhouse, EVERYTHING, filter, MONDAY_MS + DAY_MS);
		expect(usual.get(JSON.stringify([queue, 'voice']))).toEqual({
			n: 5,
			medianMs: 120_000,
			deviationMs: 10_000
		});
		const none = { isOutlier: false };
		expect((await readUsual(engine.clickhouse, EVERYTHING, none, MONDAY_MS)).size).toBe(0);
	});

	test('is shown before anything is saved: how many each stratum has and how evaluations would be shared', async () => {
		run += 1;
		const queue = `preview-${run}`;
		const many = (agent: string, count: number): KnownEvent[] =>
			Array.from({ length: count }, (_, index) =>
				handledEvents({
					...{ id: `${agent}-${run}-${index}`, agent, queue },
					endMs: MONDAY_MS + index * 60_000
				})
			).flat();
		await insert([...many('big', 60), ...many('small', 3)]);
		const preview = await previewPlan(somePlan({ quota: 5 }), {
			clickhouse: engine.clickhouse,
			scope: scopeOf(queue),
			zone: 'Europe/Madrid',
			nowMs,
			deviations: new Map([
				['big', 0.1],
				['small', 0.1]
			])
		});
		expect(preview).toMatchObject({ handled: 63, population: 63 });
		expect(preview.strata).toEqual([
			{ stratum: 'big', size: 60, deviation: 0.1, quota: 5, proportional: 6, neyman: 6 },
			{ stratum: 'small', size: 3, deviation: 0.1, quota: 3, proportional: 2, neyman: 2 }
		]);
	});
});
