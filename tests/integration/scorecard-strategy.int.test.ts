/** Initiatives and the strategy map in both stores: who may see and change what, what is kept, what came of it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayOf } from '#lib/domain/history/period.ts';
import { NEW_FIGURE } from '#lib/domain/scorecard/figures/figure.ts';
import { monthOf, plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Initiative } from '#lib/domain/scorecard/strategy/initiative.ts';
import { strategyOf } from '#lib/domain/scorecard/strategy/strategy-view.ts';
import type { Actor } from '#lib/server/audit/audit-log.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import {
	initiativePage,
	ownInitiative,
	seenInitiative
} from '#lib/server/scorecards/initiatives/initiative-page.ts';
import { initiativesOf } from '#lib/server/scorecards/initiatives/initiative-store.ts';
import { scorecardPage } from '#lib/server/scorecards/scorecard-page.ts';
import { ZONE, contentOf, measureOf, scorecardStage, someone } from '../support/scorecard-stage.ts';
import type { ScorecardStage } from '../support/scorecard-stage.ts';
import type { Store } from '#lib/server/store/database.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const THIS_MONTH = monthOf(Date.now(), ZONE);
const ago = (months: number): string => plusMonths(THIS_MONTH, -months);
const WRITER: Actor = { kind: 'person', id: 'ana', name: 'Ana', address: '' };
const APPROVER: Actor = { kind: 'person', id: 'luis', name: 'Luis', address: '' };
/** Everything that is read here is in the store; of events there are none. */
const NO_EVENTS = {
	query: () => Promise.resolve([]),
	close: () => Promise.resolve()
} as unknown as ClickHouse;
/** Of the months before this one, the last first: each in another rank than its neighbours. */
const TRAINED = [52, 31, 66, 40, 75, 28, 59, 47, 70, 35, 63, 44];

const plan = (change: Partial<Initiative> = {}): Initiative => ({
	...{ name: 'Formación en resolución', description: 'Dos horas al mes.', sponsor: 'Dirección' },
	...{ owner: 'Ana', startsOn: `${ago(4)}-10`, endsOn: `${plusMonths(THIS_MONTH, 3)}-28` },
	...{ budgetCents: 1_000_000, spentCents: 250_000, doneShare: 0.5, objectives: ['train'] },
	...{ milestones: [], effects: [], ended: null },
	...change
});

onBothStores('initiatives', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let stage: ScorecardStage;
	beforeEach(async () => {
		place = await newPlace();
		store = await place.open();
		stage = scorecardStage(store, NO_EVENTS);
	});
	afterEach(async () => {
		await stage.stop();
		await place.remove();
	});

	const initiatives = () => stage.scorecards.initiatives;
	const actions = async (): Promise<string[]> =>
		(await stage.audit.list({ limit: 50 }))
			.map(({ action }) => action)
			.filter((action) => action.startsWith('initiative.'))
			.reverse();

	/** An approved share for each of the months before this one, the last first. */
	async function figure(code: string, shares: readonly number[]): Promise<string> {
		const { definitions, values } = stage.scorecards.figures;
		const made = await definitions.create(
			{
				team: 'company',
				figure: {
					...{ ...NEW_FIGURE, code, name: code, unit: 'percent', adding: 'ratio' },
					...{ numeratorName: 'Sí', denominatorName: 'Todos', source: 'Prueba' }
				}
			},
			WRITER
		);
		if (!made.ok) throw new Error(made.reason);
		const { id } = made.stored;
		const spots = shares.map((numerator, at) => ({
			...{ figure: id, team: 'norte', month: ago(at + 1), basedOn: 0 },
			entry: {
				...{ numerator, denominator: 100, n: 100, isEstimate: false, isVoid: false },
				...{ source: 'Prueba', evidence: '' }
			}
		}));
		await values.enter(spots, { file: null }, WRITER);
		for (const spot of spots) {
			const decided = await values.decide(
				{ figure: id, team: 'norte', month: spot.month, revision: 1 },
				{ decision: 'approved', why: '' },
				APPROVER
			);
			if (decided !== 'done') throw new Error(decided);
		}
		return id;
	}

	/** Training moves resolution one month later: what is resolved is what was trained the month before. */
	async function scorecard(): Promise<string> {
		const target = { direction: 'up', floor: 0, target: 0.8, stretch: 1 } as const;
		const trained = await figure('trained', TRAINED);
		const resolved = await figure('resolved', TRAINED.slice(1));
		const content = contentOf(
			[
				measureOf('trained', { kind: 'figure', figure: trained }, { target, objective: 'train' }),
				measureOf('resolved', { kind: 'figure', figure: resolved }, { target })
			],
			{
				perspectives: [
					{ id: 'customer', kind: 'customer', name: '', weight: 1 },
					{ id: 'learning', kind: 'learning', name: '', weight: 1 }
				],
				objectives: [
					...contentOf([]).objectives,
					{ id: 'train', perspective: 'learning', name: 'Formar', owner: '', weight: 1 }
				],
				links: [{ from: 'train', to: 'answer', lagMonths: 1, direction: 'with', note: '' }]
			}
		);
		const made = await stage.scorecards.store.create(
			{ team: 'norte', content, validFrom: ago(24), note: 'Inicio' },
			WRITER
		);
		if (!made.ok) throw new Error(made.reason);
		return made.scorecard.id;
	}

	async function created(id: string, change: Partial<Initiative> = {}): Promise<string> {
		const made = await initiatives().create(id, plan(change), WRITER);
		if (!made.ok) throw new Error(made.reason);
		return made.stored.id;
	}

	test('are kept as they were given, in the order of their first days, and every change is audited', async () => {
		const id = await scorecard();
		const late = await created(id, { name: 'Tarde', startsOn: `${ago(1)}-01` });
		const early = await created(id, { name: 'Pronto', startsOn: `${ago(6)}-01` });
		expect((await initiatives().find(early))?.initiative).toEqual(
			plan({ name: 'Pronto', startsOn: `${ago(6)}-01` })
		);
		const change = { initiative: plan({ name: 'Tarde', doneShare: 1 }), revision: 1 };
		expect(await initiatives().save(late, change, WRITER)).toMatchObject({
			ok: true,
			stored: { revision: 2, initiative: { doneShare: 1 } }
		});
		await initiatives().setArchived(early, true, WRITER);
		expect((await initiativesOf(store.database, id)).map((one) => one.id)).toEqual([late, early]);
		await initiatives().setArchived(early, false, WRITER);
		expect((await initiativesOf(store.database, id)).map((one) => one.id)).toEqual([early, late]);
		expect(await initiativesOf(store.database, 'another')).toEqual([]);
		expect(await actions()).toEqual(
			['created', 'created', 'changed', 'archived', 'restored'].map((step) => `initiative.${step}`)
		);
	});

	test('refuse a change of what somebody else changed since, and of what is not there', async () => {
		const id = await created(await scorecard());
		const change = { initiative: plan({ spentCents: 1 }), revision: 1 };
		await initiatives().save(id, change, WRITER);
		const again = { initiative: plan({ spentCents: 2 }), revision: 1 };
		expect(await initiatives().save(id, again, APPROVER)).toEqual({
			...{ ok: false, reason: 'conflict' }
		});
		expect((await initiatives().find(id))?.initiative.spentCents).toBe(1);
		expect(await initiatives().save('none', again, WRITER)).toEqual({ ok: false, reason: 'gone' });
	});

	test('are seen by whoever reaches the scorecard, and changed by whoever manages it', async () => {
		const id = await scorecard();
		const initiative = await created(id);
		const asked = { scorecard: id, initiative };
		const { parts } = stage;
		const see = (...who: Parameters<typeof someone>) =>
			seenInitiative(parts, someone(...who), asked);
		const change = (...who: Parameters<typeof someone>) =>
			ownInitiative(parts, someone(...who), asked);
		expect((await see('supervisor', ['norte']))?.stored.id).toBe(initiative);
		expect(await see('supervisor', ['norte-team'])).toBeNull();
		expect(await see('director', ['sur'])).toBeNull();
		expect(await see('agent', ['norte'], 'a1')).toBeNull();
		expect(await seenInitiative(parts, null, asked)).toBeNull();
		expect((await change('director', ['company']))?.stored.id).toBe(initiative);
		expect(await change('supervisor', ['norte'])).toBeNull();
		// Under the address of another scorecard it is not there.
		const other = await stage.scorecards.store.create(
			{ team: 'norte', content: contentOf([]), validFrom: ago(1), note: '' },
			WRITER
		);
		if (!other.ok) throw new Error(other.reason);
		const elsewhere = { scorecard: other.scorecard.id, initiative };
		expect(await seenInitiative(parts, someone('director', ['norte']), elsewhere)).toBeNull();
	});

	test('say what came of them in the numbers of the unit of the scorecard', async () => {
		const id = await scorecard();
		const effects = [
			{ measure: 'trained', change: 0.001, month: THIS_MONTH },
			{ measure: 'resolved', change: 0.3, month: plusMonths(THIS_MONTH, 6) },
			{ measure: 'gone', change: 1, month: THIS_MONTH }
		];
		const initiative = await created(id, { effects });
		await created(id, { effects: effects.slice(0, 1) });
		await created(id, {
			effects: effects.slice(0, 1),
			ended: { as: 'cancelled', on: dayOf(Date.now(), ZONE) }
		});
		const director = someone('director', ['norte']);
		const found = await seenInitiative(stage.parts, director, { scorecard: id, initiative });
		if (!found) throw new Error('a director sees the initiatives of the own client');
		const page = await initiativePage(stage.parts, found, 'es');
		const [trained, resolved, gone] = page.reviews;
		// Before: five, six and seven months ago. Since: one, two and three.
		expect(trained?.before).toBeCloseTo((TRAINED[4]! + TRAINED[5]! + TRAINED[6]!) / 300, 9);
		expect(trained?.since).toBeCloseTo((TRAINED[0]! + TRAINED[1]! + TRAINED[2]!) / 300, 9);
		expect(trained).toMatchObject({ state: 'waiting', shared: 1 });
		expect(resolved?.since).toBeCloseTo((TRAINED[1]! + TRAINED[2]! + TRAINED[3]!) / 300, 9);
		expect(gone).toMatchObject({ state: 'unknown', before: null, since: null });
		expect(page.status).toMatchObject({ stage: 'underWay', done: 0.5 });
		expect(page.facts['trained']).toMatchObject({ name: 'trained', unit: 'percent' });
	});

	test('stand beside a map that finds the effect where it was laid', async () => {
		const page = await scorecardPage(stage.parts, someone('director', ['norte']), {
			...{ scorecard: await scorecard(), unit: null, language: 'es', comparison: 'before' },
			period: { range: 'month', month: THIS_MONTH }
		});
		if (!page) throw new Error('a director sees the scorecard of the own client');
		const { links, map } = strategyOf(page.view);
		expect(links).toMatchObject([
			{
				...{ number: 1, cause: 'Formar', effect: 'Atender a la primera' },
				evidence: { verdict: 'supports', n: 11, isPerhapsTrend: false }
			}
		]);
		expect(links[0]?.evidence.correlation?.rho).toBeCloseTo(1, 9);
		expect(map.nodes.map(({ objective }) => objective)).toEqual(['answer', 'train']);
		expect(map.arrows).toHaveLength(1);
	});
});
