/** Results of quality from rows of the store and contacts of the database, within the reach of whoever asks. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import { EVERYTHING, scopeOf } from '#lib/domain/access/scope.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { SamplingPlan } from '#lib/domain/quality/sampling/plan.ts';
import { createLogger } from '#lib/server/logger.ts';
import { readAgentPage } from '#lib/server/quality/results/agent-page.ts';
import { readEvaluatorPage } from '#lib/server/quality/results/evaluator-page.ts';
import { readOwnResults } from '#lib/server/quality/results/own-result.ts';
import { readQuestionPage } from '#lib/server/quality/results/question-page.ts';
import { openResults } from '#lib/server/quality/results/results-reader.ts';
import type { ResultsParts } from '#lib/server/quality/results/results-reader.ts';
import { resultsCsv } from '#lib/server/quality/results/results-csv.ts';
import { chooseForm, readTeamResults } from '#lib/server/quality/results/team-results.ts';
import { agentTeams } from '#lib/server/queries/agent-teams.ts';
import { DEFAULT_TENANT } from '#lib/server/queries/tenant.ts';
import type { Store } from '#lib/server/store/database.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { SIMPLE_FORM, giveEvaluation, giveForm } from '../support/given-evaluations.ts';
import { knownEvent } from '../support/known-event.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.now();
const AT = floorHour(NOW_MS) - 48 * HOUR_MS;
const node = (id: string, parent: string | null, words: string[], queues: string[]): TeamNode => ({
	...{ id, parent, kind: parent === null ? 'company' : 'team', name: id, position: 0 },
	queues,
	words
});
const NODES = [
	node('company', null, [], []),
	node('ventas', 'company', ['Ventas'], ['ventas']),
	node('soporte', 'company', ['Soporte'], ['soporte'])
];
const person = (
	role: PersonPrincipal['role'],
	teams: readonly string[],
	agent: string | null = null
): PersonPrincipal => ({
	...{ kind: 'person', id: `${role}-id`, name: role, role, teams, agent },
	...{ sessionId: 's', isDemo: false }
});
const QUALITY = person('quality', ['company']);
const OF_VENTAS = person('supervisor', ['ventas']);

let engine: TestEngine;
beforeAll(async () => {
	engine = await startTestEngine();
	await applySchema(engine.clickhouse);
	/** Contacts each agent handled: so many on the queue, and Ana twelve on a queue of another team as well. */
	const handled = [
		['ana', 'Ventas', 'ventas', 20],
		['ana', 'Ventas', 'soporte', 12],
		['berto', 'Ventas', 'ventas', 40],
		['carla', 'Soporte', 'soporte', 30]
	] as const;
	const events = handled.flatMap(([agent, team, queue, n]) => [
		knownEvent('agent.state', agent, AT - HOUR_MS, {
			...{ state: 'available', team, name: `Agente ${agent}`, queues: [queue] }
		}),
		...Array.from({ length: n }, (_, index) => `${agent}-${queue}-${index}`).flatMap((id) => [
			knownEvent('interaction.created', id, AT, { channel: 'voice' }),
			knownEvent('interaction.queued', id, AT + 1, { queue }),
			knownEvent('interaction.accepted', id, AT + 2, { agent }),
			knownEvent('interaction.ended', id, AT + 60_000, { by: 'customer' }),
			knownEvent('interaction.wrapped', id, AT + 70_000, { agent })
		])
	]);
	await insertEvents(engine.clickhouse, events, () => AT, 'results');
});
afterAll(() => engine.stop());

onBothStores('results of quality', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let parts: ResultsParts;

	beforeEach(async () => {
		place = await newPlace();
		store = await place.open();
		const params = { tenant: DEFAULT_TENANT };
		const rows = await engine.clickhouse.query('report', agentTeams, params, { scope: EVERYTHING });
		const teams = new Map(rows.map(({ agent, team }) => [agent, team]));
		parts = {
			store,
			clickhouse: engine.clickhouse,
			log: createLogger({ level: 'silent', part: 'web' }),
			access: { scopeOf: (principal) => Promise.resolve(scopeOf(principal, NODES)) },
			teams: { nodes: () => Promise.resolve([...NODES]) },
			config: { timeZone: 'Europe/Madrid' },
			quality: { teamOfAgents: () => Promise.resolve(teams) }
		};
		await giveForm(store.database, 'f1');
	});
	afterEach(() => place.remove());

	const open = (principal: PersonPrincipal, query = '') =>
		openResults(parts, {
			url: new URL(`http://test/quality/results${query}`),
			locals: { principal },
			request: { signal: new AbortController().signal }
		});
	const results = async (principal: PersonPrincipal, query = '') =>
		readTeamResults(await chooseForm(await open(principal, query)));
	type Given = Partial<Parameters<typeof giveEvaluation>[1]>;
	const give = (agent: string, queue: string, score: number | null, more: Given = {}) =>
		giveEvaluation(store.database, {
			...{ agent, queue, form: 'f1', contact_at_ms: AT, score },
			...more
		});
	const WORKED = [0.92, 0.84, 0.88, 0.76, 0.95];

	test('count what was drawn and given, with the contacts of the period as their number', async () => {
		for (const score of WORKED) await give('ana', 'ventas', score);
		await give('ana', 'ventas', 0, { lane: 'targeted' });
		await give('ana', 'ventas', 0, { kind: 'second' });
		await give('ana', 'ventas', 0, { state: 'retracted' });
		await give('ana', 'ventas', 0, { state: 'draft', submitted_at_ms: null });
		await give('ana', 'ventas', 0, { contact_at_ms: AT - 400 * 24 * HOUR_MS });
		await give('ana', 'ventas', null);
		for (const score of [1, 0.9]) await give('berto', 'ventas', score);
		const { agents, unjudged, isAway } = await results(QUALITY);
		expect(isAway).toBe(false);
		expect(agents.map(({ agent, name, n, population }) => [agent, name, n, population])).toEqual([
			['ana', 'Agente ana', 5, 32],
			['berto', 'Agente berto', 2, 40]
		]);
		expect(agents[0]?.mean).toBeCloseTo(0.87, 10);
		// ± 2.7764·7.4162/√5·√(1 − 5/32)
		expect(agents[0]?.interval?.[1]).toBeCloseTo(0.87 + 0.084585, 5);
		expect(agents[1]).toMatchObject({ mean: null, interval: null, unranked: 'few' });
		expect(unjudged).toBe(1);
		const picked = await results(QUALITY, '?lane=targeted');
		expect(picked.agents).toMatchObject([{ agent: 'ana', n: 1, rank: null, unranked: 'lane' }]);
		expect(picked.team).toBeNull();
	});

	test('are those of the own teams and queues, and nothing of others', async () => {
		for (const score of WORKED) {
			await give('ana', 'ventas', score);
			await give('ana', 'soporte', score);
			await give('carla', 'soporte', score);
		}
		const everybody = await results(QUALITY);
		expect(everybody.agents.map(({ agent, n }) => [agent, n])).toEqual([
			['ana', 10],
			['carla', 5]
		]);
		// Of an agent of the own team all are in reach, also what she did for another queue.
		const own = await results(OF_VENTAS);
		expect(own.agents.map(({ agent, n, population }) => [agent, n, population])).toEqual([
			['ana', 10, 32]
		]);
		// Of an agent of another team what she did for the own queue; neither her name nor her contacts are told.
		const other = await results(person('supervisor', ['soporte']));
		expect(other.agents.map(({ agent, n, population }) => [agent, n, population])).toEqual([
			['carla', 5, 30],
			['ana', 5, null]
		]);
		expect(other.agents[1]?.name).toBe('ana');
		expect((await results(QUALITY, '?team=soporte')).agents).toHaveLength(2);
		expect((await results(OF_VENTAS, '?team=soporte')).agents).toEqual(own.agents);
		expect(await readAgentPage(await open(OF_VENTAS), 'carla')).toBeNull();
		expect(await readAgentPage(await open(OF_VENTAS), 'nobody')).toBeNull();
		expect(await readAgentPage(await open(OF_VENTAS), 'berto')).toMatchObject({ evaluations: [] });
		expect((await results(person('supervisor', []))).agents).toEqual([]);
	});

	test('weigh the strata of a draw by how many contacts they had', async () => {
		const plan: SamplingPlan = {
			...{ name: 'Plan', forms: [{ channel: '', form: 'f1' }], lane: 'random', period: 'week' },
			filter: {
				...{ channels: [], queues: [], teams: [], agents: [], leastHandleMs: null },
				...{ mostHandleMs: null, hasMessages: false, hasRecording: false, survey: null },
				...{ sentimentAtMost: null, sentimentAtLeast: null, isOutlier: false }
			},
			...{ strata: ['agent', 'queue'], quota: 3, isSpread: false, evaluators: ['e'], dueDays: 7 },
			...{ secondShare: 0, seed: '' }
		};
		const sums = { due: 3, drawn: 3, skipped: 0 };
		const report = {
			...{ fromMs: AT - HOUR_MS, toMs: AT + HOUR_MS, slices: [], waiting: 0, toOwnLead: 0 },
			strata: [
				{ stratum: 'ana/ventas', population: 90, ...sums },
				{ stratum: 'ana/soporte', population: 10, ...sums },
				{ stratum: 'carla/soporte', population: 77, ...sums }
			],
			excluded: { assigned: 0, sameCustomer: 0 }
		};
		const { database } = store;
		await database
			.insertInto('sampling_plans')
			.values({
				...{ id: 'p', team: 'company', plan: JSON.stringify(plan), revision: 1, is_paused: 0 },
				...{ created_at_ms: 0, created_by: 'e', updated_at_ms: 0, removed_at_ms: null }
			})
			.execute();
		await database
			.insertInto('sampling_draws')
			.values({
				...{ id: 'd', plan: 'p', period: '2026-W47', plan_as_drawn: JSON.stringify(plan) },
				...{
					drawn_at_ms: AT,
					population: 177,
					report: JSON.stringify(report),
					is_final: 1,
					revision: 1
				}
			})
			.execute();
		const scores = { ventas: [0.9, 0.92, 0.88], soporte: [0.5, 0.54, 0.46] };
		for (const [queue, own] of Object.entries(scores)) {
			for (const [index, score] of own.entries()) {
				const assignment = `${queue}-${index}`;
				await database
					.insertInto('quality_assignments')
					.values({
						...{ id: assignment, kind: 'standard', lane: 'random', draw: 'd', session: null },
						...{ stratum: `ana/${queue}`, draw_key: '', beside: null, interaction: assignment },
						...{ agent: 'ana', queue, channel: 'voice', contact_at_ms: AT, form: 'f1' },
						...{ form_version: 1, evaluator: 'e', due_at_ms: AT, state: 'done' },
						...{ created_at_ms: AT, created_by: '', evaluation: null }
					})
					.execute();
				await give('ana', queue, score, { assignment });
			}
		}
		const { agents } = await results(QUALITY);
		expect(agents[0]).toMatchObject({ n: 6, isStratified: true });
		expect(agents[0]?.mean).toBeCloseTo(0.9 * 0.9 + 0.1 * 0.5, 10);
		// Of one channel alone it is not known how many each stratum had.
		const ofChannel = await results(QUALITY, '?channel=voice');
		expect(ofChannel.agents[0]).toMatchObject({ n: 6, isStratified: false });
	});

	test('show an agent every evaluation but those to be judged without knowing, and the weakest question first', async () => {
		for (const score of WORKED) await give('ana', 'ventas', score);
		const hidden = await give('ana', 'ventas', 0.1, { lane: 'manual', interaction: 'blind' });
		const found = await readAgentPage(await open(QUALITY), 'ana');
		expect(found?.evaluations).toHaveLength(6);
		expect(found?.name).toBe('Agente ana');
		expect(found?.sections).toMatchObject([{ title: 'Trato', n: 5 }]);
		expect(found?.questions.map(({ text, share }) => [text, share?.toFixed(2)])).toEqual([
			['Resuelve', '0.74'],
			['Saluda con su nombre', '1.00']
		]);
		await store.database
			.insertInto('quality_assignments')
			.values({
				...{ id: 'second', kind: 'second', lane: 'random', draw: null, session: null },
				...{ stratum: '', draw_key: '', beside: hidden, interaction: 'blind', agent: 'ana' },
				...{ queue: 'ventas', channel: 'voice', contact_at_ms: AT, form: 'f1', form_version: 1 },
				...{ evaluator: QUALITY.id, due_at_ms: AT, state: 'open', created_at_ms: AT },
				...{ created_by: '', evaluation: null }
			})
			.execute();
		const blind = await readAgentPage(await open(QUALITY), 'ana');
		expect(blind?.evaluations).toHaveLength(5);
		expect(blind?.evaluations.map(({ id }) => id)).not.toContain(hidden);
		// Others see it as before.
		const others = await readAgentPage(await open(OF_VENTAS), 'ana');
		expect(others?.evaluations).toHaveLength(6);
	});

	test('follow a question over versions, with its disputes', async () => {
		await giveForm(store.database, 'f1', { ...SIMPLE_FORM, name: 'Pauta nueva' }, 2);
		const first = await give('ana', 'ventas', 0.5);
		await give('carla', 'soporte', 1, { form_version: 2 });
		await give('carla', 'soporte', null, { form_version: 2 });
		const dispute = (id: string, question: string, state: string) => ({
			...{ id, evaluation: first, revision: 1, question, reason: '', opened_at_ms: AT, state },
			...{ opened_by: 'ana', reviewer: null, review: null, decided_at_ms: null, decision: '' }
		});
		await store.database
			.insertInto('evaluation_disputes')
			.values([
				dispute('d1', 'resuelve', 'revised'),
				dispute('d2', 'resuelve', 'upheld'),
				dispute('d3', 'resuelve', 'open'),
				dispute('d4', 'saluda', 'withdrawn')
			])
			.execute();
		const found = await readQuestionPage(await open(QUALITY));
		expect(found.choices.forms).toEqual([{ id: 'f1', name: 'Pauta nueva' }]);
		expect(found).toMatchObject({ evaluations: 3, versions: [1, 2] });
		const [weakest, other] = found.questions;
		expect(weakest).toMatchObject({
			...{ question: 'resuelve', asked: 3, notApplicable: 1, share: 0.5 },
			...{ disputed: 3, decided: 2, overturned: 1 }
		});
		expect(other).toMatchObject({ question: 'saluda', disputed: 0, share: 1 });
		const own = await readQuestionPage(await open(OF_VENTAS));
		expect(own).toMatchObject({ evaluations: 1, versions: [1] });
	});

	test('compare evaluators on the agents they have in common, with what they left out', async () => {
		for (const [index, score] of WORKED.entries()) {
			await give('ana', 'ventas', score, { evaluator: 'e1', interaction: `i${index}` });
			await give('ana', 'ventas', score - 0.1, {
				...{ evaluator: 'e2', kind: 'second', interaction: `i${index}` }
			});
		}
		await give('carla', 'soporte', 0.4, { evaluator: 'e3' });
		await store.database
			.insertInto('quality_assignments')
			.values({
				...{ id: 'a', kind: 'standard', lane: 'random', draw: null, session: null, stratum: '' },
				...{ draw_key: '', beside: null, interaction: 'x', agent: 'ana', queue: 'ventas' },
				...{ channel: 'voice', contact_at_ms: AT, form: 'f1', form_version: 1, evaluator: 'e1' },
				...{ due_at_ms: AT, state: 'skipped', created_at_ms: AT, created_by: '', evaluation: null }
			})
			.execute();
		const people = { list: () => Promise.resolve([]) };
		const found = await readEvaluatorPage(await open(QUALITY), people);
		expect(found.parts).toBe(2);
		expect(found.evaluators.map(({ evaluator, severity }) => [evaluator, severity?.comparability]))
			// Ana's two evaluators are compared; nobody else judges Carla.
			.toEqual([
				['e1', 'compared'],
				['e2', 'compared'],
				['e3', 'alone']
			]);
		expect(found.evaluators[0]?.severity?.effect).toBeCloseTo(0.05, 10);
		// Five points, and with so few contacts that differ so much it may be chance.
		expect(found.evaluators[0]?.isSevere).toBe(false);
		expect(found.evaluators[0]).toMatchObject({ skipped: 1, given: { random: 5 } });
		const own = await readEvaluatorPage(await open(OF_VENTAS), people);
		expect(own.evaluators.map(({ evaluator }) => evaluator)).toEqual(['e1', 'e2']);
	});

	test('show an agent only the own, and only what the agent may see', async () => {
		for (const score of WORKED) await give('ana', 'ventas', score);
		await give('ana', 'ventas', 0, { state: 'submitted' });
		for (const score of WORKED) await give('carla', 'soporte', score / 2);
		const event = (agent: string | null) => ({
			url: new URL('http://test/my-evaluations'),
			locals: { principal: person('agent', [], agent) },
			request: { signal: new AbortController().signal }
		});
		const own = await readOwnResults(parts, event('ana'));
		expect(own).toMatchObject([
			{ form: 'f1', name: 'Pauta de prueba', result: { n: 5, population: 32 } }
		]);
		expect(own[0]?.result.mean).toBeCloseTo(0.87, 10);
		expect(JSON.stringify(own)).not.toContain('carla');
		expect(Object.keys(own[0]?.result ?? {})).not.toContain('rank');
		expect(await readOwnResults(parts, event(null))).toEqual([]);
	});

	test('are a file with every score, and without a mean where there are too few', async () => {
		for (const score of [1, 0.85]) await give('berto', 'ventas', score);
		const chosen = await chooseForm(await open(QUALITY));
		const { agents } = await readTeamResults(chosen);
		const text = await resultsCsv(agents, chosen.choices.ask).text();
		const [header = '', row = ''] = text.split('\r\n');
		const cells = Object.fromEntries(
			header
				.split(',')
				.map((name, index) => [name.replaceAll(/["\uFEFF]/g, ''), row.split(',')[index]])
		);
		expect(cells).toMatchObject({ agent: '"berto"', n: '2', contacts: '40', mean: '' });
		expect(cells).toMatchObject({ scores: '"100 85"', not_ranked_because: '"few"', passed: '2' });
	});
});
