/** Makes the scorecards of the demo centre with all behind them, in the order it happened. */
import { TZDate } from '@date-fns/tz';
import { monthOf } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { Kysely } from 'kysely';
import { installBlueprint } from '../../scorecards/edit/install-blueprint.ts';
import type { InstallParts } from '../../scorecards/edit/install-blueprint.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { insertColleagues } from '../insert-people.ts';
import { COLLEAGUES, DIRECTOR, FINANCE, actorOf } from './colleagues.ts';
import { demoInitiatives } from './demo-initiatives.ts';
import { demoContracts, demoRates } from './demo-money.ts';
import { demoCalendar } from './demo-month.ts';
import type { DemoCalendar } from './demo-month.ts';
import { DEMO_SCORECARDS, changedContent, demoBlueprint } from './demo-scorecards.ts';
import type { DemoScorecard, DemoScorecardId } from './demo-scorecards.ts';
import { enterFigures } from './enter-figures.ts';
import { openPastDesks } from './past-desks.ts';
import type { PastDesks } from './past-desks.ts';

export interface SeedSources {
	readonly database: Kysely<StoreSchema>;
	readonly audit: Pick<AuditLog, 'append'>;
	readonly teams: InstallParts['teams'];
	readonly zone: string;
	readonly nowMs: number;
	/** Lets the process do something else in between; throws when it is to end. */
	readonly breathe: () => Promise<void>;
}

export interface SeedWork extends Pick<SeedSources, 'zone' | 'breathe'> {
	readonly desks: PastDesks;
	readonly calendar: DemoCalendar;
}

const startOf = (month: Month, zone: string): number =>
	new TZDate(Number(month.slice(0, 4)), Number(month.slice(5)) - 1, 1, 9, zone).getTime();

async function make(
	{ desks, calendar, zone }: SeedWork,
	teams: SeedSources['teams'],
	demo: DemoScorecard
): Promise<Scorecard> {
	const actor = actorOf(DIRECTOR);
	const validFrom = calendar.month(demo.since);
	desks.goTo(startOf(validFrom, zone));
	const parts = { teams, scorecards: desks };
	const { team, note, change } = demo;
	const made = await installBlueprint(
		parts,
		{ blueprint: demoBlueprint(demo), team, validFrom, note },
		actor
	);
	if (!made.ok) throw new Error(`a scorecard of the demo was refused: ${made.reason}`);
	const [first] = made.scorecard.versions;
	if (!change || !first) return made.scorecard;
	const since = calendar.month(change.since);
	desks.goTo(startOf(since, zone));
	const content = changedContent(first.content, change.measures);
	const version = { content, validFrom: since, note: change.note, basedOn: first.version };
	const saved = await desks.store.addVersion(made.scorecard.id, version, actor);
	if (!saved.ok) throw new Error(`a version of the demo was refused: ${saved.reason}`);
	return saved.scorecard;
}

async function addMoney({ desks, calendar, zone, breathe }: SeedWork): Promise<void> {
	const actor = actorOf(FINANCE);
	const at = (day: string): number => startOf(day.slice(0, 7), zone);
	for (const rate of demoRates(calendar)) {
		desks.goTo(at(rate.validFrom));
		await desks.money.addRate(rate, actor);
	}
	for (const contract of demoContracts(calendar)) {
		desks.goTo(at(contract.validFrom));
		await desks.money.addContract(contract, actor);
		await breathe();
	}
}

async function addInitiatives(
	{ desks, calendar, zone }: SeedWork,
	id: DemoScorecardId,
	scorecard: Scorecard
): Promise<void> {
	for (const initiative of demoInitiatives(id, calendar)) {
		desks.goTo(startOf(initiative.startsOn.slice(0, 7), zone));
		const made = await desks.initiatives.create(scorecard.id, initiative, actorOf(DIRECTOR));
		if (!made.ok) throw new Error(`an initiative of the demo was refused: ${made.reason}`);
	}
}

export async function seedScorecards(sources: SeedSources): Promise<Scorecard[]> {
	const { database, audit, nowMs, zone, breathe } = sources;
	await insertColleagues(database, COLLEAGUES, nowMs);
	const work: SeedWork = {
		...{ zone, breathe },
		desks: openPastDesks(database, { audit, nowMs }),
		calendar: demoCalendar(monthOf(nowMs, zone))
	};
	await addMoney(work);
	const made: Scorecard[] = [];
	for (const id of Object.keys(DEMO_SCORECARDS) as DemoScorecardId[]) {
		const scorecard = await make(work, sources.teams, DEMO_SCORECARDS[id]);
		await addInitiatives(work, id, scorecard);
		made.push(scorecard);
		await breathe();
	}
	await enterFigures(work);
	return made;
}
