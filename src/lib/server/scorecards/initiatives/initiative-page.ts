/** What the pages of initiatives show: how each stands, and what came of it in the numbers of the scorecard's own unit. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { dayOf } from '#lib/domain/history/period.ts';
import type { CalendarDay } from '#lib/domain/history/period.ts';
import type { MeasureFacts, MeasureUnit } from '#lib/domain/scorecard/measure-unit.ts';
import type { Readings } from '#lib/domain/scorecard/measured.ts';
import { monthOf } from '#lib/domain/scorecard/month.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import type { Scorecard, ScorecardContent } from '#lib/domain/scorecard/scorecard.ts';
import { monthsOfReview, reviewOf } from '#lib/domain/scorecard/strategy/initiative-effect.ts';
import type { EffectReview } from '#lib/domain/scorecard/strategy/initiative-effect.ts';
import { statusOf } from '#lib/domain/scorecard/strategy/initiative-status.ts';
import type { InitiativeStatus } from '#lib/domain/scorecard/strategy/initiative-status.ts';
import { sourceKey } from '#lib/domain/scorecard/view.ts';
import type { MeasureView } from '#lib/domain/scorecard/view.ts';
import type { Language } from '#lib/format/locale.ts';
import type { Runtime } from '../../runtime.ts';
import { measureFacts } from '../measure-facts.ts';
import { pageOf } from '../scorecard-page.ts';
import type { PageParts } from '../scorecard-page.ts';
import { ownScorecard, seenScorecard } from '../seen-scorecards.ts';
import type { SeenScorecard } from '../seen-scorecards.ts';
import type { StoredInitiative } from './initiative-store.ts';

export interface InitiativeParts extends Omit<PageParts, 'scorecards'> {
	readonly scorecards: PageParts['scorecards'] & Pick<Runtime['scorecards'], 'initiatives'>;
}

interface Found {
	readonly scorecard: SeenScorecard;
	readonly stored: StoredInitiative;
}

/** What the newest version of a scorecard holds. */
export function newestContent({ versions }: Scorecard): ScorecardContent {
	const newest = versions.at(-1);
	if (!newest) throw new Error('a scorecard without versions');
	return newest.content;
}

export const todayOf = ({ config, now = Date.now }: InitiativeParts): CalendarDay =>
	dayOf(now(), config.timeZone);

async function found(
	parts: InitiativeParts,
	scorecard: SeenScorecard | null,
	id: string
): Promise<Found | null> {
	if (!scorecard) return null;
	const stored = await parts.scorecards.initiatives.find(id);
	return stored?.scorecard === scorecard.id ? { scorecard, stored } : null;
}

/** Null: there is no such initiative, or its scorecard is out of reach. */
export const seenInitiative = async (
	parts: InitiativeParts,
	principal: Principal | null,
	{ scorecard, initiative }: { readonly scorecard: string; readonly initiative: string }
): Promise<Found | null> =>
	found(parts, await seenScorecard(parts, principal, scorecard), initiative);

/** One that may be changed. */
export const ownInitiative = async (
	parts: InitiativeParts,
	principal: Principal | null,
	{ scorecard, initiative }: { readonly scorecard: string; readonly initiative: string }
): Promise<Found | null> =>
	found(parts, await ownScorecard(parts, principal, scorecard), initiative);

/** What an initiative may name: measures with their units, by id. */
export async function namedMeasures(
	{ store }: Pick<InitiativeParts, 'store'>,
	scorecard: Scorecard,
	language: Language
): Promise<{
	readonly facts: Record<string, MeasureFacts>;
	readonly units: ReadonlyMap<string, MeasureUnit>;
}> {
	const facts = await measureFacts(store.database, newestContent(scorecard).measures, language);
	return {
		facts,
		units: new Map(Object.entries(facts).map(([id, { unit }]) => [id, unit]))
	};
}

const measuresOf = ({ view }: ScorecardPage): MeasureView[] =>
	view.perspectives.flatMap(({ objectives }) => objectives.flatMap(({ measures }) => measures));

export interface InitiativePage {
	readonly status: InitiativeStatus;
	readonly reviews: readonly EffectReview[];
	/** Of all measures of the running version, by id. */
	readonly facts: Readonly<Record<string, MeasureFacts>>;
	readonly unitName: string;
}

/** Effects are read in the unit of the scorecard, whoever looks. */
export async function initiativePage(
	parts: InitiativeParts,
	{ scorecard, stored: { id, initiative } }: Found,
	language: Language
): Promise<InitiativePage> {
	const { config, scorecards, now = Date.now } = parts;
	const unit = { team: scorecard.team, agent: null };
	const thisMonth = monthOf(now(), config.timeZone);
	const page = await pageOf(parts, scorecard, {
		...{ unit, unitName: scorecard.teamName, language, comparison: 'before' },
		period: { range: 'month', month: thisMonth }
	});
	const views = new Map(measuresOf(page).map((view) => [view.measure.id, view]));
	const named = initiative.effects.flatMap(({ measure }) => views.get(measure) ?? []);
	const months = monthsOfReview(initiative, thisMonth);
	const sources = named.map(({ measure }) => measure.source);
	const [readings, others] = await Promise.all([
		scorecards.readings.read({ sources, unit, months }),
		scorecards.initiatives.initiativesOf(scorecard.id)
	]);
	const nothing: Readings = new Map();
	return {
		status: statusOf(initiative, todayOf(parts)),
		reviews: initiative.effects.map((effect) => {
			const view = views.get(effect.measure) ?? null;
			const own = view && readings.get(sourceKey(view.measure.source));
			return reviewOf(effect, initiative, {
				...{ view, thisMonth, readings: own ?? nothing },
				shared: countSharing(others, id, effect.measure)
			});
		}),
		facts: page.facts,
		unitName: page.unitName
	};
}

/** Cancelled ones move nothing. */
const countSharing = (all: readonly StoredInitiative[], id: string, measure: string): number =>
	all.filter(
		(other) =>
			other.id !== id &&
			!other.isArchived &&
			other.initiative.ended?.as !== 'cancelled' &&
			other.initiative.effects.some((effect) => effect.measure === measure)
	).length;
