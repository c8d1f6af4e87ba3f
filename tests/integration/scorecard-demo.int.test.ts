/** The scorecards of the demo centre: made once, while it runs, out of content that people could have written. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceWord } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import { contentFaults } from '#lib/domain/scorecard/content-faults.ts';
import { entryFaults, valueOfEntry } from '#lib/domain/scorecard/figures/figure-value.ts';
import type { FigureValue } from '#lib/domain/scorecard/figures/figure-value.ts';
import { clauseFault } from '#lib/domain/scorecard/money/contract.ts';
import { monthOf, monthsBetween, plusMonths } from '#lib/domain/scorecard/month.ts';
import { initiativeFaults } from '#lib/domain/scorecard/strategy/initiative.ts';
import { statusOf } from '#lib/domain/scorecard/strategy/initiative-status.ts';
import { COMPANY } from '#lib/domain/access/team.ts';
import { createAuditLog } from '#lib/server/audit/audit-log.ts';
import { readConfig } from '#lib/server/config.ts';
import { DemoScorecards } from '#lib/server/demo/scorecards/keep-scorecards.ts';
import { demoDirectory } from '#lib/server/demo/demo-presence.ts';
import { seedDemo } from '#lib/server/demo/seed-demo.ts';
import { lockDirectory } from '#lib/server/lock.ts';
import { createLogger } from '#lib/server/logger.ts';
import { sourceChoices, unitsOf } from '#lib/server/scorecards/edit/source-choices.ts';
import { readFigure } from '#lib/server/scorecards/figures/figure-readings.ts';
import { openFigures } from '#lib/server/scorecards/figures/open-figures.ts';
import { createInitiativeStore } from '#lib/server/scorecards/initiatives/initiative-store.ts';
import { createMoneyStore } from '#lib/server/scorecards/money/money-store.ts';
import { createScorecardStore } from '#lib/server/scorecards/scorecard-store.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const ZONE = 'Europe/Madrid';
const THIS_MONTH = monthOf(Date.now(), ZONE);
const PAST = monthsBetween(plusMonths(THIS_MONTH, -14), plusMonths(THIS_MONTH, -1));

onBothStores('the scorecards of the demo centre', (newPlace) => {
	let place: TestPlace;
	let parts: Awaited<ReturnType<typeof openParts>>;
	let unlock: () => void;
	/** While the demo centre did not run. */
	let before: number;

	async function openParts() {
		const store = await place.open();
		const audit = createAuditLog(store.database, Buffer.alloc(32, 7), Date.now);
		const options = { audit, now: Date.now };
		return {
			...{ store, audit, teams: createTeamStore(store.database, audit) },
			scorecards: {
				store: createScorecardStore(store.database, options),
				figures: openFigures({ store, audit }),
				money: createMoneyStore(store.database, options),
				initiatives: createInitiativeStore(store.database, options)
			}
		};
	}

	/** As another web process would. */
	const turn = (): Promise<void> =>
		new DemoScorecards(
			{
				...parts,
				config: readConfig({ DATA_DIR: place.dataDir, TIME_ZONE: ZONE }),
				log: createLogger({ level: 'silent', part: 'web' })
			},
			parts.scorecards.store
		).turn();

	beforeAll(async () => {
		place = await newPlace();
		parts = await openParts();
		await seedDemo({ ...parts, now: Date.now });
		await turn();
		before = (await parts.scorecards.store.list()).length;
		unlock = lockDirectory(demoDirectory(place.dataDir));
		await turn();
	});
	afterAll(async () => {
		unlock();
		await place.remove();
	});

	async function allValues(): Promise<FigureValue[]> {
		const { definitions, values } = parts.scorecards.figures;
		const figures = await definitions.list();
		return (await Promise.all(figures.map(({ id }) => values.of(id)))).flat();
	}

	test('are not there unless the demo centre runs', () => {
		expect(before).toBe(0);
	});

	test('are not put beside those that somebody made', async () => {
		const { database } = parts.store;
		const told = await database.selectFrom('meta').selectAll().execute();
		await database.deleteFrom('meta').execute();
		await turn();
		expect(await parts.scorecards.store.list()).toHaveLength(3);
		await database.insertInto('meta').values(told).execute();
	});

	test('are made once, with content that could be kept as it is', async () => {
		const values = await allValues();
		await turn();
		expect(await allValues()).toEqual(values);
		const made = await parts.scorecards.store.list();
		expect(made.map(({ team }) => team).sort()).toEqual([COMPANY, COMPANY, 'demo-hogar']);
		expect(Math.max(...made.map(({ versions }) => versions.length))).toBe(2);
		for (const { team, versions } of made) {
			const units = unitsOf(await sourceChoices(parts, team));
			for (const { content, note } of versions) {
				expect(contentFaults(content, (source) => units(sourceWord(source)))).toEqual([]);
				expect(note).not.toBe('');
				expect(content.objectives.filter(({ owner }) => owner === '')).toEqual([]);
				expect(content.links.filter((link) => link.note === '')).toEqual([]);
			}
		}
	});

	test('have figures of more than a year, approved by others than those who entered them', async () => {
		const figures = await parts.scorecards.figures.definitions.list();
		const values = await allValues();
		for (const value of values) {
			const figure = figures.find(({ id }) => id === value.figure)?.figure;
			if (!figure) throw new Error('a value of no figure');
			const { month } = value;
			expect(entryFaults(figure, value, { month, thisMonth: THIS_MONTH })).toEqual([]);
			const share = valueOfEntry(figure, value) ?? 0;
			if (figure.unit === 'percent' && figure.factor === 1) expect(share).toBeLessThanOrEqual(1);
			if (value.state === 'approved') expect(value.decidedBy).not.toBe(value.enteredBy);
		}
		const count = (state: string): number => values.filter((one) => one.state === state).length;
		expect([count('entered'), count('refused'), count('withdrawn')]).toEqual([1, 1, 0]);
		const nodes = await parts.teams.nodes();
		for (const { id } of figures) {
			const unit = { team: COMPANY, agent: null };
			const asked = { figure: id, unit, months: PAST };
			const readings = await readFigure(parts.store.database, nodes, asked);
			expect([...readings.values()].filter((reading) => reading === null)).toEqual([]);
		}
	});

	test('have rates that changed, contracts with bands, and initiatives in every state', async () => {
		const { money, initiatives, store } = parts.scorecards;
		const rates = await money.rates();
		expect(new Set(rates.map(({ validFrom }) => validFrom)).size).toBe(2);
		const contracts = await money.contracts();
		const faults = contracts.flatMap(({ contract }) => contract.clauses.map(clauseFault));
		expect(faults.filter((fault) => fault !== null)).toEqual([]);
		expect(faults.length).toBeGreaterThan(3);
		const today = `${THIS_MONTH}-15`;
		const states = new Set<string>();
		for (const { id, versions } of await store.list()) {
			const measures = versions.at(-1)?.content.measures.map((one) => one.id) ?? [];
			for (const { initiative } of await initiatives.initiativesOf(id)) {
				expect(initiativeFaults(initiative, measures)).toEqual([]);
				const { stage, level } = statusOf(initiative, today);
				states.add(stage).add(level);
			}
		}
		expect([...states].sort()).toEqual(
			['bad', 'cancelled', 'finished', 'good', 'none', 'planned', 'underWay', 'warn'].sort()
		);
	});
});
