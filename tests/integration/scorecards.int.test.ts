/** Scorecards over a real store and a real engine: versions, readings by unit and month, who sees what, what is told of changes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { boundsOf, monthOf, plusMonths } from '#lib/domain/scorecard/month.ts';
import { valueOf } from '#lib/domain/scorecard/reading.ts';
import type { Unit } from '#lib/domain/scorecard/scorecard.ts';
import { sourceKey } from '#lib/domain/scorecard/view.ts';
import { touchedDays } from '#lib/server/queries/touched-days.ts';
import { DEFAULT_TENANT } from '#lib/server/queries/tenant.ts';
import { ownScorecard, seenScorecards } from '#lib/server/scorecards/seen-scorecards.ts';
import { scorecardsMark } from '#lib/server/scorecards/scorecard-changes.ts';
import { scorecardPage } from '#lib/server/scorecards/scorecard-page.ts';
import { openStore } from '#lib/server/store/database.ts';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { knownEvent } from '../support/known-event.ts';
import {
	ZONE,
	contentOf,
	measureOf,
	ofMetric,
	scorecardStage,
	someone
} from '../support/scorecard-stage.ts';
import type { ScorecardStage } from '../support/scorecard-stage.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';
import { until } from '../support/until.ts';

const MINUTE_MS = 60_000;
const THIS_MONTH = monthOf(Date.now(), ZONE);
const [BEFORE, LAST] = [plusMonths(THIS_MONTH, -2), plusMonths(THIS_MONTH, -1)];
const COMPANY: Unit = { team: 'company', agent: null };
const NORTE: Unit = { team: 'norte', agent: null };
const ABANDONS = ofMetric('abandon_rate');
const TALKS = ofMetric('aht');
const OFFERED = ofMetric('offered');
const FCR = ofMetric('fcr');
const SOURCES = [ABANDONS, TALKS, OFFERED];

let contacts = 0;
/** One contact of a client, on the tenth of a month or right after it began; answered contacts are talked to for so many minutes. */
function contact(
	client: string,
	month: string,
	{ minutes, isFirst = false }: { minutes: number | null; isFirst?: boolean }
): KnownEvent[] {
	const id = `${client}-${month}-${++contacts}`;
	const { fromMs } = boundsOf(month, ZONE);
	const atMs = isFirst ? fromMs : fromMs + 10 * 24 * 60 * MINUTE_MS + contacts * 1000;
	const queue = `${client}-queue`;
	const begin = [
		knownEvent('interaction.created', id, atMs, { channel: 'voice', customer: id }),
		knownEvent('interaction.queued', id, atMs, { queue })
	];
	if (minutes === null) {
		return [...begin, knownEvent('interaction.abandoned', id, atMs + MINUTE_MS, {})];
	}
	const agent = `${client}-agent`;
	const endedMs = atMs + 1000 + minutes * MINUTE_MS;
	return [
		...begin,
		knownEvent('interaction.accepted', id, atMs + 1000, { agent }),
		knownEvent('interaction.ended', id, endedMs, { by: 'customer' }),
		knownEvent('interaction.wrapped', id, endedMs, { agent, resolved: true })
	];
}

describe('scorecards', () => {
	let engine: TestEngine;
	let batches = 0;
	/** Kind of the events, day they are stored under, day they happened. */
	const touched = new Set<string>();
	const insert = (events: readonly KnownEvent[]): Promise<void> => {
		// All events of a contact lie under the hour of its first one.
		const hours = new Map<string, number>();
		for (const { subject, occurredAtMs, name } of events) {
			const hour = hours.get(subject) ?? floorHour(occurredAtMs);
			hours.set(subject, hour);
			const days = [hour, occurredAtMs].map((ms) => new Date(ms).toISOString().slice(0, 10));
			touched.add([name.split('.')[0], ...days].join(' '));
		}
		return insertEvents(
			engine.clickhouse,
			events,
			({ subject }) => hours.get(subject) ?? 0,
			`scorecards-${++batches}`
		);
	};

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		await insert([
			...['norte', 'sur'].flatMap((client) => [
				knownEvent('agent.state', `${client}-agent`, boundsOf(BEFORE, ZONE).fromMs, {
					...{ state: 'available', team: `${client}-team`, name: `Agente ${client}` },
					queues: [`${client}-queue`]
				})
			]),
			// The month before: norte 1 of 2 lost, sur 0 of 2. The last: norte 1 of 4, sur 3 of 4.
			...contact('norte', BEFORE, { minutes: 2 }),
			...contact('norte', BEFORE, { minutes: null }),
			...contact('sur', BEFORE, { minutes: 4 }),
			...contact('sur', BEFORE, { minutes: 4 }),
			...[1, 2, 3].flatMap((minutes) => contact('norte', LAST, { minutes })),
			...contact('norte', LAST, { minutes: null }),
			...contact('sur', LAST, { minutes: 10, isFirst: true }),
			...[1, 2, 3].flatMap(() => contact('sur', LAST, { minutes: null }))
		]);
	});
	afterAll(() => engine.stop());

	onBothStores('scorecards', (newPlace) => {
		let place: TestPlace;
		let stage: ScorecardStage;
		beforeEach(async () => {
			place = await newPlace();
			stage = scorecardStage(await place.open(), engine.clickhouse);
		});
		afterEach(async () => {
			await stage.stop();
			await place.remove();
		});

		const created = async (team = 'company') => {
			const target = { direction: 'down' as const, floor: 0.5, target: 0.25, stretch: 0 };
			const made = await stage.scorecards.store.create(
				{
					...{ team, validFrom: BEFORE, note: 'Inicio' },
					content: contentOf([
						measureOf('abandons', ABANDONS, { target }),
						measureOf('talk', TALKS),
						measureOf('offered', OFFERED)
					])
				},
				stage.actor
			);
			if (!made.ok) throw new Error(made.reason);
			return made.scorecard;
		};
		const values = async (unit: Unit, month = LAST) => {
			const readings = await stage.scorecards.readings.read({
				...{ sources: SOURCES, unit },
				months: [plusMonths(BEFORE, -1), BEFORE, LAST]
			});
			return SOURCES.map((source) => {
				const reading = readings.get(sourceKey(source))?.get(month) ?? null;
				return reading && [valueOf(reading), reading.n];
			});
		};

		test('change by versions that are only ever added, by whoever saw the newest, and all of it is audited', async () => {
			const { store } = stage.scorecards;
			const { id, versions } = await created();
			const [first] = versions;
			if (!first) throw new Error('no version');
			const content = { ...first.content, name: 'Otro' };
			const change = { content, validFrom: LAST, note: 'Otra meta', basedOn: 1 };
			const changed = await store.addVersion(id, change, stage.actor);
			expect(changed).toMatchObject({ ok: true, scorecard: { versions: [first, { version: 2 }] } });
			expect(await store.addVersion(id, change, stage.actor)).toEqual({
				...{ ok: false, reason: 'conflict' }
			});
			expect(await store.addVersion('none', change, stage.actor)).toEqual({
				...{ ok: false, reason: 'gone' }
			});
			expect(await store.setArchived(id, true, stage.actor)).toBe(true);
			expect(await store.setArchived('none', true, stage.actor)).toBe(false);
			expect((await store.list()).map(({ isArchived }) => isArchived)).toEqual([true]);
			const audited = await (
				await place.open()
			).database
				.selectFrom('audit')
				.select(['action', 'object'])
				.where('object', '=', `scorecard:${id}`)
				.orderBy('seq')
				.execute();
			expect(audited.map(({ action }) => action)).toEqual([
				...['scorecard.created', 'scorecard.version-added', 'scorecard.archived']
			]);
		});

		test('read each unit from its own contacts, and all of them from sums, never from the mean of shares', async () => {
			// norte: 1 of 4 lost, means of 1, 2 and 3 minutes; sur: 3 of 4, one of 10.
			expect(await values(NORTE)).toEqual([
				[1 / 4, 4],
				[2 * MINUTE_MS, 3],
				[4, 4]
			]);
			expect(await values(COMPANY)).toEqual([
				[4 / 8, 8],
				[4 * MINUTE_MS, 4],
				[8, 8]
			]);
			expect(await values(COMPANY, BEFORE)).toEqual([
				[1 / 4, 4],
				[(10 / 3) * MINUTE_MS, 3],
				[4, 4]
			]);
			// Nothing was measured before the first contact: not even that there was none.
			expect(await values(COMPANY, plusMonths(BEFORE, -1))).toEqual([null, null, null]);
			const solved = await stage.scorecards.readings.read({
				...{ sources: [FCR], unit: COMPANY, months: [LAST] }
			});
			expect(solved.get(sourceKey(FCR))?.get(LAST)).toMatchObject({ numerator: 4, denominator: 4 });
			const agent = { team: 'norte', agent: 'norte-agent' };
			expect((await values(agent))[1]).toEqual([2 * MINUTE_MS, 3]);
			expect((await values({ team: 'norte', agent: 'sur-agent' }))[1]).toBeNull();
		});

		test('read a team from what its people did of the contacts of its client, and an agent alike; lost contacts are of neither', async () => {
			const team = { team: 'norte-team', agent: null };
			expect(await values(team)).toEqual([null, [2 * MINUTE_MS, 3], null]);
			expect(await values({ ...team, agent: 'norte-agent' })).toEqual(await values(team));
			expect(await values({ ...team, agent: 'sur-agent' })).toEqual([null, null, null]);
			expect((await values({ team: 'sur-team', agent: null }))[1]).toEqual([10 * MINUTE_MS, 1]);
		});

		test('answer from the store what was read once, also while the database is away', async () => {
			const whole = await values(COMPANY);
			const away = scorecardStage(await place.open(), {
				...engine.clickhouse,
				query: () => Promise.reject(new Error('away'))
			} as never);
			try {
				const answer = await away.scorecards.readings.answer({
					...{ sources: SOURCES, unit: COMPANY, months: [BEFORE, LAST] }
				});
				expect(
					SOURCES.map((source) => {
						const reading = answer.readings.get(sourceKey(source))?.get(LAST);
						return reading ? [valueOf(reading), reading.n] : null;
					})
				).toEqual(whole);
				// Nobody knows whether it is still so.
				expect([...answer.unanswered]).toEqual(SOURCES.map(sourceKey));
				const none = await away.scorecards.readings.answer({
					...{ sources: [ofMetric('handled')], unit: COMPANY, months: [LAST], patienceMs: 200 }
				});
				expect([...none.unanswered]).toEqual([sourceKey(ofMetric('handled'))]);
			} finally {
				await away.stop();
			}
		});

		test('are shown to those who reach their node, and no unit above or beside one of theirs', async () => {
			const company = await created();
			const norte = await created('norte');
			const seen = async (principal: ReturnType<typeof someone>) =>
				(await seenScorecards(stage.parts, principal)).map(({ id }) => id).sort();
			expect(await seen(someone('director', []))).toEqual([company.id, norte.id].sort());
			expect(await seen(someone('director', ['norte']))).toEqual([norte.id]);
			expect(await seen(someone('director', ['norte-team']))).toEqual([]);
			expect(await seen(someone('agent', ['company'], 'norte-agent'))).toEqual([]);
			const supervisor = someone('supervisor', ['norte']);
			expect(await ownScorecard(stage.parts, supervisor, norte.id)).toBeNull();
			expect(
				await ownScorecard(stage.parts, someone('director', ['norte']), norte.id)
			).toMatchObject({ id: norte.id });

			const ask = {
				...{ comparison: 'before' as const, language: 'es' as const },
				period: { range: 'month' as const, month: LAST }
			};
			const page = (
				principal: ReturnType<typeof someone>,
				scorecard: string,
				unit: Unit | null = null
			) => scorecardPage(stage.parts, principal, { ...ask, scorecard, unit });
			const whole = await page(someone('director', []), company.id);
			expect(whole?.choices.units.map(({ key, depth }) => [key, depth])).toEqual([
				['company', 0],
				['norte', 1],
				['norte-team', 2],
				['sur', 1],
				['sur-team', 2]
			]);
			expect(whole?.view.perspectives[0]?.objectives[0]?.measures[0]?.now).toMatchObject({
				...{ value: 0.5, n: 8, index: 0 }
			});
			const part = await page(someone('director', []), company.id, NORTE);
			expect(part?.view.perspectives[0]?.objectives[0]?.measures[0]?.now).toMatchObject({
				...{ value: 0.25, n: 4, index: 80 }
			});
			// A client reads its own scorecard, and nothing of the company's or of another client's.
			const client = someone('director', ['norte']);
			expect(await page(client, company.id)).toBeNull();
			expect(await page(client, company.id, NORTE)).toBeNull();
			expect(await page(client, norte.id, { team: 'sur', agent: null })).toBeNull();
			expect(await page(client, norte.id, COMPANY)).toBeNull();
			expect(await page(client, norte.id)).toMatchObject({ unitName: 'norte', unanswered: [] });
			// Single agents only for those who may tell them apart, and only those of the unit.
			const one = { team: 'norte', agent: 'norte-agent' };
			expect(await page(client, norte.id, one)).toBeNull();
			expect(await page(supervisor, norte.id, one)).toMatchObject({ unitName: 'Agente norte' });
			expect(await page(supervisor, norte.id, { ...one, agent: 'sur-agent' })).toBeNull();
			const ofTeam = await page(supervisor, norte.id, { team: 'norte-team', agent: null });
			expect(ofTeam?.choices.units.map(({ key }) => key)).toEqual([
				...['norte', 'norte-team', 'norte-team/norte-agent']
			]);
		});

		test('name their measures in the language of whoever reads, and end at the present and begin with the scorecard', async () => {
			const { id } = await created();
			const at = (month: string, language: 'es' | 'en') =>
				scorecardPage(stage.parts, someone('director', []), {
					...{ scorecard: id, unit: null, comparison: 'before', language },
					period: { range: 'month', month }
				});
			const old = await at('2001-01', 'es');
			expect([old?.view.period.month, old?.facts['talk']?.name]).toEqual([
				BEFORE,
				'Tiempo medio de operación'
			]);
			const next = await at(plusMonths(THIS_MONTH, 5), 'en');
			expect([next?.view.period.month, next?.view.isPartial]).toEqual([THIS_MONTH, true]);
			expect(next?.choices.months).toEqual([THIS_MONTH, LAST, BEFORE]);
			expect(next?.facts['abandons']).toMatchObject({ unit: 'ratio', isKnown: true });
		});

		test('hear of a value that became another one, and of a new version', async () => {
			const heard: number[] = [];
			const end = stage.scorecards.onChange(() => heard.push(Date.now()));
			await values(COMPANY);
			expect(heard.length).toBeGreaterThan(0);
			const { database } = await place.open();
			const [known, mark] = [heard.length, await scorecardsMark(database)];
			await created();
			expect(await scorecardsMark(database)).not.toBe(mark);
			await until('a version is told', () => Promise.resolve(heard.length > known));
			end();
		});
	});

	test('know of which days events arrived, of contacts over midnight and of settings as well', async () => {
		const midnightMs = boundsOf(LAST, 'UTC').fromMs + 15 * 24 * 60 * MINUTE_MS;
		await insert([
			knownEvent('interaction.created', 'late', midnightMs - MINUTE_MS, { channel: 'voice' }),
			knownEvent('interaction.ended', 'late', midnightMs + MINUTE_MS, { by: 'customer' }),
			knownEvent('reference.queue', 'norte-queue', midnightMs, { name: 'Norte' })
		]);
		const [row] = await engine.clickhouse.query('report', touchedDays, {
			...{ tenant: DEFAULT_TENANT, sinceMs: 0 }
		});
		const told = (row?.touched ?? []).filter(([family]) => family !== 'hours');
		expect(told.map((one) => one.slice(0, 3).join(' ')).sort()).toEqual([...touched].sort());
		expect([...touched].filter((one) => one.split(' ')[1] !== one.split(' ')[2])).toHaveLength(1);
	});

	test('read months again that late events are about, and leave the others as they are', async () => {
		const dataDir = await mkdtemp(join(tmpdir(), 'atalaya-late-'));
		const store = await openStore({ dataDir, databaseUrl: null });
		const { database } = store;
		const ask = { sources: [OFFERED], unit: COMPANY, months: [BEFORE, LAST, THIS_MONTH] };
		const rows = async () =>
			database
				.selectFrom('scorecard_readings')
				.select(['month', 'reading', 'read_at_ms', 'changed_at_ms'])
				.orderBy('month')
				.execute();
		/** With what any process knows that begins now. */
		const inNewProcess = async (work: (stage: ScorecardStage) => Promise<unknown>) => {
			const stage = scorecardStage(store, engine.clickhouse);
			await work(stage).finally(() => stage.stop());
		};
		try {
			await inNewProcess(({ scorecards }) => scorecards.readings.read(ask));
			expect(await rows()).toMatchObject([
				...[{ month: BEFORE }, { month: LAST }, { month: THIS_MONTH }]
			]);
			// As if all of that had been an hour ago, and read ten minutes ago.
			for (const table of ['touched_days', 'touched_hours'])
				await commandOnShards(
					engine.clickhouse,
					'age',
					`ALTER TABLE ${table} UPDATE touched_at = touched_at - INTERVAL 1 HOUR WHERE 1 SETTINGS mutations_sync = 1`
				);
			await database
				.updateTable('scorecard_readings')
				.set(({ eb }) => ({ read_at_ms: eb('read_at_ms', '-', 600_000) }))
				.execute();
			const before = await rows();
			await inNewProcess(({ scorecards }) => scorecards.readings.read(ask));
			expect(await rows()).toEqual(before);

			await insert(contact('norte', LAST, { minutes: 5 }));
			let told = 0;
			await inNewProcess(async ({ scorecards }) => {
				scorecards.onChange(() => (told += 1));
				const readings = await scorecards.readings.read(ask);
				expect(readings.get(sourceKey(OFFERED))?.get(LAST)?.numerator).toBe(9);
			});
			const after = await rows();
			expect([after[0], after[2]]).toEqual([before[0], before[2]]);
			expect(after[1]?.reading).not.toBe(before[1]?.reading);
			expect(told).toBeGreaterThan(0);
		} finally {
			await store.close();
			await rm(dataDir, { recursive: true, force: true });
		}
	});

	test('show what was read last, with its age, while the database hangs or is gone, and say that nobody knows more', async () => {
		const dataDir = await mkdtemp(join(tmpdir(), 'atalaya-away-'));
		const store = await openStore({ dataDir, databaseUrl: null });
		const stage = scorecardStage(store, engine.clickhouse);
		const made = await stage.scorecards.store.create(
			{
				...{ team: 'company', validFrom: BEFORE, note: '' },
				content: contentOf([measureOf('abandons', ABANDONS), measureOf('talk', TALKS)])
			},
			stage.actor
		);
		if (!made.ok) throw new Error(made.reason);
		const shown = async ({ parts }: ScorecardStage, unit: Unit) => {
			const page = await scorecardPage(parts, someone('supervisor', ['company']), {
				...{ scorecard: made.scorecard.id, unit, comparison: 'before', language: 'es' },
				...{ period: { range: 'month', month: LAST }, patienceMs: 300 }
			});
			if (!page) throw new Error('no page');
			const [objective] = page.view.perspectives[0]?.objectives ?? [];
			return {
				values: objective?.measures.map(({ now }) => now.value),
				...{ unanswered: page.unanswered, freshAtMs: page.freshAtMs, unitName: page.unitName },
				agents: page.choices.units.flatMap(({ kind, name }) => (kind === 'agent' ? [name] : []))
			};
		};
		const unknown = { unanswered: ['abandons', 'talk'] };
		const [team, agent] = [
			{ team: 'norte-team', agent: null },
			{ team: 'norte-team', agent: 'norte-agent' }
		];
		const { pid } = engine.engine;
		if (pid === null) throw new Error('the engine has no process');
		try {
			await stage.scorecards.readings.read({
				sources: [ABANDONS, TALKS],
				unit: team,
				months: [LAST]
			});
			const known = await until('all of it is read', async () => {
				const all = [
					await shown(stage, COMPANY),
					await shown(stage, team),
					await shown(stage, agent)
				];
				return all.every(({ unanswered }) => unanswered.length === 0) && all;
			});
			expect(known[0]?.values?.every((value) => typeof value === 'number')).toBe(true);
			expect(known[1]?.agents).toEqual(['Agente norte']);
			process.kill(pid, 'SIGSTOP');
			await until(
				'it is not heard',
				async () => (await shown(stage, COMPANY)).unanswered.length > 0
			);
			expect(await shown(stage, COMPANY)).toEqual({ ...known[0], ...unknown });
			// Nothing is asked of what a team is not measured by.
			for (const [at, unit] of [team, agent].entries())
				expect(await shown(stage, unit)).toEqual({ ...known[at + 1], unanswered: ['talk'] });
			// What nobody had asked for is missing, and not nought.
			expect(await shown(stage, { team: 'sur', agent: null })).toMatchObject({
				...{ ...unknown, values: [null, null], freshAtMs: null }
			});
			process.kill(pid, 'SIGCONT');
			await until('it is heard again', async () => {
				const { unanswered, values } = await shown(stage, { team: 'sur', agent: null });
				return unanswered.length === 0 && values?.every((value) => value !== null);
			});
			expect((await shown(stage, COMPANY)).unanswered).toEqual([]);

			await engine.engine.stop();
			const later = scorecardStage(store, engine.clickhouse);
			try {
				expect(await shown(later, COMPANY)).toEqual({ ...known[0], ...unknown });
			} finally {
				await later.stop();
			}
		} finally {
			// Nothing happens to one that runs, or has ended.
			if (engine.engine.pid !== null) process.kill(pid, 'SIGCONT');
			await stage.stop();
			await store.close();
			await rm(dataDir, { recursive: true, force: true });
		}
	});
});
