/** Building scorecards over a real store and a real engine: presets and files, versions, and what there is to choose from. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { blueprintOf } from '#lib/domain/scorecard/blueprint.ts';
import { NEW_FIGURE } from '#lib/domain/scorecard/figures/figure.ts';
import { monthOf, plusMonths } from '#lib/domain/scorecard/month.ts';
import { blueprintOfPreset, PRESETS } from '#lib/domain/scorecard/presets/index.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { editPage, readSentPage } from '#lib/server/scorecards/edit/edit-page.ts';
import { installBlueprint } from '#lib/server/scorecards/edit/install-blueprint.ts';
import type { Installation } from '#lib/server/scorecards/edit/install-blueprint.ts';
import { versionsPage } from '#lib/server/scorecards/edit/versions-page.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';
import type { TeamStore } from '#lib/server/store/teams.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { knownEvent } from '../support/known-event.ts';
import { ZONE, scorecardStage } from '../support/scorecard-stage.ts';
import type { ScorecardStage } from '../support/scorecard-stage.ts';
import { sentForm } from '../support/sent-form.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const THIS_MONTH = monthOf(Date.now(), ZONE);
let engine: TestEngine;

beforeAll(async () => {
	engine = await startTestEngine();
	await applySchema(engine.clickhouse);
	const contacts = ['norte', 'sur'].flatMap((client) => [
		knownEvent('interaction.created', `${client}-1`, Date.now(), { channel: 'voice' }),
		knownEvent('interaction.queued', `${client}-1`, Date.now(), { queue: `${client}-queue` })
	]);
	await insertEvents(engine.clickhouse, contacts, () => floorHour(Date.now()), 'scorecard-edit');
});
afterAll(() => engine.stop());

onBothStores('building scorecards', (newPlace) => {
	let place: TestPlace;
	let stage: ScorecardStage;
	let teams: TeamStore;
	/** Ids of a client and of a team of it. */
	let norte: string;
	let below: string;

	beforeEach(async () => {
		place = await newPlace();
		const store = await place.open();
		stage = scorecardStage(store, engine.clickhouse);
		teams = createTeamStore(store.database, stage.audit);
		norte = await node('company', 'client', 'norte');
		below = await node(norte, 'team', 'norte-team');
		await node('company', 'client', 'sur');
	});

	async function node(parent: string, kind: 'client' | 'team', name: string): Promise<string> {
		const queues = kind === 'client' ? [`${name}-queue`] : [];
		const words = kind === 'team' ? [name] : [];
		const made = await teams.create({ parent, kind, name, queues, words }, stage.actor);
		if (!made.ok) throw new Error(made.fault);
		return made.id;
	}
	afterEach(async () => {
		await stage.stop();
		await place.remove();
	});

	const parts = () => ({
		...stage.parts,
		teams,
		clickhouse: engine.clickhouse,
		hub: { teams: () => Promise.resolve(['norte-team']) },
		people: { list: () => Promise.resolve([]) }
	});
	type Parts = Parameters<typeof editPage>[0] & Parameters<typeof versionsPage>[0];
	const all = () => parts() as unknown as Parts;

	const install = (also: Partial<Installation>) =>
		installBlueprint(
			{ ...stage.parts, teams },
			{
				...{ blueprint: blueprintOfPreset('supportCentre', 'es'), team: norte },
				...{ validFrom: THIS_MONTH, note: 'Creado a partir de un modelo' },
				...also
			},
			stage.actor
		);
	async function installed(also: Partial<Installation> = {}): Promise<Scorecard> {
		const answer = await install(also);
		if (!answer.ok) throw new Error(JSON.stringify(answer));
		return answer.scorecard;
	}
	const figures = () => stage.scorecards.figures.definitions.list();
	const figureIds = ({ versions }: Scorecard) =>
		new Set(
			versions.flatMap(({ content }) =>
				content.measures.flatMap(({ source }) => (source.kind === 'figure' ? [source.figure] : []))
			)
		);

	test.each(PRESETS)('the preset %s becomes a scorecard with its figures', async (id) => {
		const blueprint = blueprintOfPreset(id, 'es');
		const scorecard = await installed({ blueprint });
		expect(scorecard).toMatchObject({ team: norte, isArchived: false });
		const known = await figures();
		expect(known.map(({ figure }) => figure.code).sort()).toEqual(
			blueprint.figures.map(({ code }) => code).sort()
		);
		expect([...figureIds(scorecard)].sort()).toEqual(known.map(({ id: one }) => one).sort());
	});

	test('a second scorecard uses the figures that are there', async () => {
		const first = await installed();
		const second = await installed({ team: below });
		expect(figureIds(second)).toEqual(figureIds(first));
		expect(await figures()).toHaveLength(figureIds(first).size);
	});

	test('a code that means another number gets a figure of its own', async () => {
		const other = { ...NEW_FIGURE, code: 'turnover', name: 'Facturación', source: 'Finanzas' };
		await stage.scorecards.figures.definitions.create(
			{ team: 'company', figure: other },
			stage.actor
		);
		await installed();
		const codes = (await figures()).map(({ figure }) => figure.code);
		expect(codes).toContain('turnover_2');
	});

	test('a file that names a metric nobody knows is refused, and creates nothing', async () => {
		const blueprint = structuredClone(blueprintOfPreset('bpo', 'en'));
		const [measure] = blueprint.content.measures.filter(({ source }) => source.kind === 'metric');
		if (measure?.source.kind === 'metric') measure.source.metric = 'no_such_metric';
		expect(await install({ blueprint })).toMatchObject({
			...{ ok: false, reason: 'faults' },
			faults: [{ item: 'measure', id: measure?.id, field: 'source', code: 'source' }]
		});
		expect(await figures()).toEqual([]);
		expect(await stage.scorecards.store.list()).toEqual([]);
	});

	test('what was exported and imported is the same scorecard', async () => {
		const scorecard = await installed();
		const known = new Map((await figures()).map(({ id, figure }) => [id, figure]));
		const content = scorecard.versions[0]?.content;
		if (!content) throw new Error('no version');
		const file = blueprintOf(content, (id) => known.get(id) ?? null);
		const again = await installed({ blueprint: file });
		expect(again.versions[0]?.content).toEqual(content);
	});

	test('the form offers the queues of its node and of no other', async () => {
		const { choices } = await editPage(all(), await installed(), 'es');
		expect(choices.queues.map(({ id }) => id)).toEqual(['norte-queue']);
		expect(choices).toMatchObject({ channels: ['social', 'voice'], isDatabaseAway: false });
	});

	test('a change is a version of its own, and is told field by field', async () => {
		const scorecard = await installed({ validFrom: plusMonths(THIS_MONTH, -3) });
		const { sent, basedOn } = await editPage(all(), scorecard, 'es');
		const form = sentForm({
			...sent,
			note: 'Meta nueva',
			measures: sent.measures.map((one) =>
				one.id === 'fcr' ? { ...one, numbers: { ...one.numbers, target: '78,5' } } : one
			)
		});
		const read = await readSentPage(all(), scorecard, { form, locale: 'es-ES' });
		if (!read.checked.ok) throw new Error(JSON.stringify(read.checked.faults));
		const { content } = read.checked;
		const version = { content, basedOn, validFrom: read.sent.validFrom, note: read.sent.note };
		const saved = await stage.scorecards.store.addVersion(scorecard.id, version, stage.actor);
		if (!saved.ok) throw new Error(saved.reason);
		expect(await stage.scorecards.store.addVersion(scorecard.id, version, stage.actor)).toEqual({
			...{ ok: false, reason: 'conflict' }
		});

		const query = new URLSearchParams();
		const page = await versionsPage(all(), saved.scorecard, { query, locale: 'es' });
		expect(page.versions.map((one) => [one.version, one.isInForce])).toEqual([
			[2, true],
			[1, false]
		]);
		expect(page.compared).toMatchObject({ before: 1, after: 2 });
		expect(page.compared?.changes).toEqual([
			{
				...{ item: 'measure', id: 'fcr', what: 'changed', name: 'metric:fcr' },
				fields: [{ field: 'target', before: '75 %', after: '78,5 %' }]
			}
		]);
	});
});
